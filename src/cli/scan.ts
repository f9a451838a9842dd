import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { loadLists } from '../lists/index.ts'
import { PURPOSES } from '../model/equipment.ts'
import { CONFIDENCES, type Report, type Stated } from '../model/finding.ts'
import type { Lists } from '../model/lists.ts'
import { LEVELS, NETWORK_PARTS, type NetworkPart } from '../model/measure.ts'
import { countAtOrAbove, reporters } from '../report/index.ts'
import { scan } from '../scan.ts'
import { choose, UsageError } from './choices.ts'
import { type Config, loadConfig } from './config.ts'
import { parseOutputs, writeFileAtomically, writeStream } from './outputs.ts'
import { EXIT, type Program } from './run.ts'
import { sourcesOf } from './sources.ts'
import { layoutOf, progressTo } from './terminal.ts'
import { schemasOption, validating } from './validate.ts'

/** What `--fail-on` takes. */
export const THRESHOLDS = [...LEVELS, 'never'] as const
export type Threshold = (typeof THRESHOLDS)[number]

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
      '--validate',
      'warn where an SBOM is not as its official schema says; --validate=strict: an error, exit code 2',
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

/** Flags that state facts; `scan`, `explain` and `measures` share them. */
export interface StatedFlags {
  readonly asOf?: string
  readonly jurisdiction?: string[]
  readonly boundBy?: string[]
  readonly purpose?: string[]
  readonly context?: 'product' | 'estate'
  readonly vendor?: string[]
  readonly minConfidence?: Stated['minConfidence']
  readonly delivered?: boolean
  readonly clause?: string[]
  readonly networkPart?: NetworkPart
  readonly include?: string[]
  readonly lists?: string[]
  readonly list?: string[]
  readonly config?: string | false
}

interface ScanFlags extends StatedFlags {
  readonly format?: string[]
  readonly failOn?: Threshold
  readonly coverage?: boolean
  readonly validate?: boolean
  readonly validateStrict?: boolean
  readonly schemas?: string[]
}

/** Adds the options by which a user states facts and makes choices. */
export function withStatedOptions(command: Command): Command {
  return command
    .option('--as-of <date>', 'judge by the rules of this day, YYYY-MM-DD (default: today)')
    .option('--jurisdiction <codes>', 'only these countries: us,gb,de … (repeatable)', append)
    .option('--bound-by <role>', 'a role that binds you, such as us-federal-contractor (repeatable)', append)
    .option('--purpose <purpose>', `what the equipment is used for: ${PURPOSES.join(', ')}`, append)
    .addOption(
      new Option(
        '--context <context>',
        'product: you deliver it; estate: you use it (default: SBOMs product, inventories estate)',
      ).choices(['product', 'estate']),
    )
    .option('--delivered', 'what is scanned is delivered, bought or paid for in a dealing that rules govern')
    .option('--no-delivered', 'it is not')
    .option('--clause <measure>', 'your contract carries the clause of this measure (repeatable)', append)
    .addOption(
      new Option('--network-part <part>', 'the part of a network it belongs to').choices(NETWORK_PARTS),
    )
    .option('--vendor <ids>', 'only these vendors (repeatable)', append)
    .addOption(new Option('--min-confidence <confidence>', 'leave out weaker findings').choices(CONFIDENCES))
    .option('--include <kinds>', 'also export and securities lists: export,securities', append)
    .option('--lists <folder>', 'add your own vendors and measures, or override ours (repeatable)', append)
    .option('--list <name>', 'also the companies of a further list, such as fcc-covered (repeatable)', append)
    .option('--config <file>', 'configuration file (default: vendorscan.config.json if it is there)')
    .option('--no-config', 'read no configuration file')
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
    onProgress: ({ source, bytes }) => progress.show(`${source.uri}: ${megabytes(bytes)} read`),
  }).finally(progress.done)
  const report = validation?.amended(scanned) ?? scanned
  const layout = layoutOf(terminal.stdout, terminal.env)
  for (const { format, path } of outputs) {
    const options = { ...layout, color: path === undefined && layout.color, failOn }
    const pieces = reporters[format]!(report, lists, options)
    if (path === undefined) await writeStream(terminal.stdout, pieces)
    else await writeFileAtomically(resolve(terminal.cwd, path), pieces)
  }
  const failed = strict && report.problems.some(({ severity }) => severity === 'error')
  return failed ? EXIT.trouble : exitCodeOf(report, failOn)
}

/** 2 could not do the job, before 1 findings at or above the threshold, before 3 nothing scannable, before 0. */
export function exitCodeOf(report: Report, failOn: Threshold): number {
  const { documents, counts } = report
  if (documents.some(({ state }) => state !== 'whole')) return EXIT.trouble
  if (countAtOrAbove(counts, failOn) > 0) return EXIT.findings
  return counts.items === 0 ? EXIT.nothing : EXIT.ok
}

/** The lists that a run works with: ours, those of `--list`, and the user's own. */
export async function listsFor(
  flags: Pick<StatedFlags, 'lists' | 'list'>,
  config: Pick<Config, 'lists' | 'list'>,
): Promise<Lists> {
  const lists = await loadLists(undefined, [...(config.lists ?? []), ...(flags.lists ?? [])])
  const names = [...new Set(lists.vendors.flatMap((vendor) => vendor.lists))].sort()
  const chosen = ['default', ...choose('--list', flags.list ?? config.list ?? [], names)]
  return {
    ...lists,
    vendors: lists.vendors.filter((vendor) => vendor.lists.some((name) => chosen.includes(name))),
  }
}

/** What the flags state, over what the configuration states, over what its profile brings. */
export function statedBy(flags: StatedFlags, config: Config, lists: Lists): Stated {
  const profiles = lists.profiles ?? {}
  const [chosen] = choose('profile', config.profile ? [config.profile] : [], Object.keys(profiles))
  const profile = chosen === undefined ? undefined : profiles[chosen]
  const context = flags.context ?? config.context ?? profile?.context
  const delivered = flags.delivered ?? config.delivered
  const networkPart = flags.networkPart ?? config.networkPart
  const clauses = choose(
    '--clause',
    flags.clause ?? config.clauses ?? [],
    lists.measures.map(({ id }) => id),
  )
  return {
    jurisdictions: choose(
      '--jurisdiction',
      flags.jurisdiction ?? config.jurisdictions ?? profile?.jurisdictions ?? [],
      Object.keys(lists.jurisdictions),
    ),
    boundBy: choose(
      '--bound-by',
      flags.boundBy ?? [...(profile?.boundBy ?? []), ...(config.boundBy ?? [])],
      Object.keys(lists.roles),
    ),
    purposes: choose('--purpose', flags.purpose ?? config.purposes ?? [], PURPOSES),
    vendors: choose(
      '--vendor',
      flags.vendor ?? config.vendors ?? [],
      lists.vendors.map(({ id }) => id),
    ),
    minConfidence: flags.minConfidence ?? config.minConfidence ?? 'possible',
    include: choose('--include', flags.include ?? config.include ?? [], ['export', 'securities'] as const),
    ...(context !== undefined && { context }),
    ...(delivered !== undefined && { delivered }),
    ...(clauses.length > 0 && { clauses }),
    ...(networkPart !== undefined && { networkPart }),
    ...(config.sites !== undefined && { sites: sitesOf(config.sites) }),
  }
}

function sitesOf(sites: NonNullable<Config['sites']>): NonNullable<Stated['sites']> {
  return Object.fromEntries(
    Object.entries(sites).map(([site, { purposes = [] }]) => [site.trim().toLowerCase(), purposes]),
  )
}

/**
 * Checks a whole date.
 *
 * @throws {UsageError} when it is none
 */
export function dateOf(text: string, option = '--as-of'): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (date === null || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new UsageError(`${option}: "${text}" is not a date.`, 'Write it as YYYY-MM-DD, such as 2026-11-21.')
  return text
}

function append(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value]
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`
}
