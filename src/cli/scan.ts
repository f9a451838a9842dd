import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Report } from '../model/finding.ts'
import { countAtOrAbove, reporters } from '../report/index.ts'
import { isEncoding, scan } from '../scan.ts'
import { loadConfig, THRESHOLDS, type Threshold } from './config.ts'
import { append, dateOf, listsFor, type StatedFlags, statedBy, withStatedOptions } from './options.ts'
import { parseOutputs, writeFileAtomically, writeStream } from './outputs.ts'
import { EXIT, type Program } from './program.ts'
import { sourcesOf } from './sources.ts'
import { layoutOf, progressTo } from './terminal.ts'
import { schemasOption, validating } from './validate.ts'

/** `vendorscan scan`. */
export function scanCommand(program: Program): Command {
  return withStatedOptions(new ScanCommand('scan'))
    .description('Scan SBOMs and inventories, and report what listed companies made.')
    .argument('<input...>', 'files, folders, patterns in quotes, or - for standard input')
    .option(
      '-f, --format <format[=file]>',
      `${Object.keys(reporters).join(', ')}; with =FILE it goes there (repeatable; default: text)`,
      append,
    )
    .addOption(
      new Option(
        '--fail-on <level>',
        'lowest level of a finding that makes the exit code 1 (default: warning)',
      ).choices(THRESHOLDS),
    )
    .option('--coverage', 'look into every record and count what was read (slower, same findings)')
    .option(
      '--encoding <name>',
      'encoding of texts that are not UTF-8 and do not say so, such as shift_jis (default: guessed)',
      encodingNamed,
    )
    .option(
      '--validate',
      'warn where an SBOM is not as its schema says; --validate=strict: an error, exit code 2',
    )
    .addOption(new Option(VALIDATE_STRICT).hideHelp())
    .addOption(schemasOption())
    .addHelpText('after', SCAN_HELP)
    .action(async (inputs: string[], flags: ScanFlags) =>
      program.exit(await scanInputs(inputs, flags, program)),
    )
}

const VALIDATE_STRICT = '--validate-strict'

/** An option whose value may be left out would take the input after it for the value. */
class ScanCommand extends Command {
  override parseOptions(argv: string[]) {
    return super.parseOptions(argv.map((arg) => (arg === '--validate=strict' ? VALIDATE_STRICT : arg)))
  }
}

interface ScanFlags extends StatedFlags {
  readonly format?: string[]
  readonly failOn?: Threshold
  readonly coverage?: boolean
  readonly encoding?: string
  readonly validate?: boolean
  readonly validateStrict?: boolean
  readonly schemas?: string[]
}

function encodingNamed(name: string): string {
  if (isEncoding(name)) return name
  throw new InvalidArgumentError('It is not the name of an encoding that is known here.')
}

const SCAN_HELP = `
Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 the job could not be done, or a named
document was not read whole; 3 nothing was there to be scanned.

Examples:
  $ vendorscan scan sbom.cdx.json
  $ vendorscan scan sboms/ cameras.csv --format sarif=vendorscan.sarif --format text
  $ vendorscan scan cameras.csv --bound-by us-federal-contractor --purpose government-facility --jurisdiction us
  $ curl -s https://example.com/sbom.json | vendorscan scan - --fail-on never`

async function scanInputs(inputs: readonly string[], flags: ScanFlags, program: Program): Promise<number> {
  const { terminal, tool } = program
  const config = await loadConfig(flags.config, terminal.cwd)
  const lists = await listsFor(flags, config)
  const failOn = flags.failOn ?? config.failOn ?? 'warning'
  const outputs = parseOutputs(flags.format ?? ['text'], Object.keys(reporters))
  const progress = progressTo(terminal.stderr, terminal.env, Date.now)
  const found = sourcesOf(inputs, terminal.stdin, terminal.cwd)
  const strict = flags.validateStrict === true
  const validation =
    strict || flags.validate
      ? await validating(found, { folders: flags.schemas ?? [], cwd: terminal.cwd, strict })
      : undefined
  const scanned = await scan(validation?.sources ?? found, lists, {
    tool,
    asOf: dateOf(flags.asOf ?? program.today),
    stated: statedBy(flags, config, lists),
    ...(flags.coverage && { coverage: true }),
    ...(flags.encoding !== undefined && { encoding: flags.encoding }),
    onProgress: ({ source, bytes }) => progress.show(`${source.uri}: ${megabytes(bytes)} read`),
  }).finally(progress.done)
  const report = validation?.amended(scanned) ?? scanned
  const layout = layoutOf(terminal.stdout, terminal.env)
  for (const { format, path } of outputs) {
    const options = { ...layout, color: path === undefined && layout.color, failOn }
    const pieces = reporters[format]!(report, lists, options)
    if (path === undefined) await writeStream(terminal.stdout, pieces)
    else writeFileAtomically(resolve(terminal.cwd, path), pieces)
  }
  const failed = strict && report.problems.some(({ severity }) => severity === 'error')
  return failed ? EXIT.trouble : exitCodeOf(report, failOn)
}

/** 2 could not do the job, before 1 findings at or above the threshold, before 3 nothing scannable, before 0. */
export function exitCodeOf(report: Report, failOn: Threshold): number {
  const { documents, counts } = report
  if (documents.some(({ state }) => state !== 'whole')) return EXIT.trouble
  if (countAtOrAbove(counts, failOn) > 0) return EXIT.findings
  return counts.items === 0 && !documents.some(({ othersAlone }) => othersAlone) ? EXIT.nothing : EXIT.ok
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`
}
