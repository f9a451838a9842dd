import { Command, Option } from 'commander'
import type { Report, ReportedProblem } from '../model/finding.ts'
import type { Source } from '../model/source.ts'
import { printable } from '../report/printable.ts'
import type { ValidatedDocument } from '../validation.ts'
import { writeStream } from './outputs.ts'
import { EXIT, type Program } from './program.ts'
import { sourcesOf } from './sources.ts'

/** `vendorscan validate`. */
export function validateCommand(program: Program): Command {
  return new Command('validate')
    .description('Hold SBOMs to the schema of the standard and version that they say they follow.')
    .argument('<input...>', 'files, folders, patterns in quotes, or - for standard input')
    .addOption(schemasOption())
    .addHelpText('after', HELP)
    .action(async (inputs: string[], { schemas = [] }: { readonly schemas?: string[] }) =>
      program.exit(await validateInputs(inputs, schemas, program)),
    )
}

/** Where schemas are looked for before those that are brought along; `scan` has it, too. */
export function schemasOption(): Option {
  return new Option(
    '--schemas <folder>',
    'a folder of schemas to validate with first, such as spdx-2.3.schema.json (repeatable)',
  ).argParser((folder: string, before: readonly string[] | undefined) => [...(before ?? []), folder])
}

/** Documents as they are scanned, each then validated, and what that comes to. */
export interface Validating {
  readonly sources: AsyncIterable<Source>
  /** The report with what validation found; complete when all sources have been taken. */
  amended(report: Report): Report
}

/**
 * Has every source that is taken for a scan validated when the scan is done with it. What is not as its schema says
 * is a warning and changes nothing; when `strict` it is an error, and so is what could not be held to its schema.
 */
export async function validating(
  sources: AsyncIterable<Source>,
  {
    folders,
    cwd,
    strict,
  }: { readonly folders: readonly string[]; readonly cwd: string; readonly strict: boolean },
): Promise<Validating> {
  const { validateSources, schemasFrom } = await tools()
  const load = schemasFrom(folders, cwd)
  const problems: ReportedProblem[] = []
  return {
    sources: (async function* () {
      for await (const source of sources) {
        yield source
        for await (const document of validateSources([source], load)) problems.push(...document.problems)
      }
    })(),
    amended: (report) => {
      const said = new Set(report.problems.filter(({ severity }) => severity === 'error').map(placeOf))
      const further = problems
        .filter((problem) => problem.code === 'schema' || !said.has(placeOf(problem)))
        .map((problem) => (strict ? { ...problem, severity: 'error' as const } : problem))
      return { ...report, problems: [...report.problems, ...further] }
    },
  }
}

const HELP = `
The official schemas of CycloneDX 1.0 to 1.7 are brought along. SPDX 2.2 (by its edition 2.2.1) and 2.3 in JSON and
YAML, and 3.0.0 and 3.0.1 in JSON-LD, are held to vendorscan's own statement of what the specification requires; its
verdicts agree with those of the official schemas on 390 public files. To use an official schema, put it into a folder
as spdx-2.2.schema.json, spdx-2.3.schema.json or spdx-3.0.1.schema.json, and name the folder by --schemas. Tag-value,
RDF and workbooks of SPDX have no schema.

Exit codes: 0 all that have a schema keep to it; 1 a document does not; 2 a document could not be held to its schema,
or a named one has none; 3 nothing was there to be validated.

Examples:
  $ vendorscan validate sbom.cdx.json
  $ vendorscan validate sboms/ --schemas schemas/`

/** Only who validates pays for loading what validates. */
async function tools() {
  const [{ validateSources }, { schemasFrom }] = await Promise.all([
    import('../validation.ts'),
    import('./schemas.ts'),
  ])
  return { validateSources, schemasFrom }
}

async function validateInputs(
  inputs: readonly string[],
  schemas: readonly string[],
  { terminal }: Program,
): Promise<number> {
  const { validateSources, schemasFrom } = await tools()
  const sources = sourcesOf(inputs, terminal.stdin, terminal.cwd)
  const documents: ValidatedDocument[] = []
  for await (const document of validateSources(sources, schemasFrom(schemas, terminal.cwd))) {
    if (document.verdict === 'none' && !document.named) continue
    documents.push(document)
    await writeStream(terminal.stdout, linesOf(document))
  }
  await writeStream(terminal.stdout, [`${sumOf(documents)}\n`])
  return exitCodeOf(documents)
}

const VERDICTS: Readonly<Record<ValidatedDocument['verdict'], string>> = {
  valid: 'valid',
  invalid: 'not valid',
  unchecked: 'not validated',
  none: 'of no format that has a schema',
}

function* linesOf(document: ValidatedDocument): Iterable<string> {
  const { uri, member, standard, verdict, problems } = document
  const name = printable(member === undefined ? uri : `${uri}!${member}`)
  yield `${name}: ${[standard, VERDICTS[verdict]].filter((part) => part !== '').join(', ')}\n`
  for (const { place, message, hint } of problems) {
    const where = place === undefined ? '' : `:${place.line}:${place.column}`
    yield `${name}${where}: ${printable(message)}\n`
    if (hint !== undefined) yield `  ${printable(hint)}\n`
  }
}

function sumOf(documents: readonly ValidatedDocument[]): string {
  const counts = Object.entries(VERDICTS).map(([verdict, words]) => {
    const count = documents.filter((document) => document.verdict === verdict).length
    return count === 0 ? '' : `${count} ${words}`
  })
  const all = documents.length === 1 ? '1 document' : `${documents.length} documents`
  return [all, counts.filter((part) => part !== '').join(', ')].filter((part) => part !== '').join(': ')
}

function exitCodeOf(documents: readonly ValidatedDocument[]): number {
  const has = (verdict: ValidatedDocument['verdict']) =>
    documents.some((document) => document.verdict === verdict)
  if (has('unchecked') || has('none')) return EXIT.trouble
  if (has('invalid')) return EXIT.findings
  return documents.length === 0 ? EXIT.nothing : EXIT.ok
}

function placeOf({ document, code, place }: ReportedProblem): string {
  return [document, code, place?.line].join('\n')
}
