import { isStale } from './assess/dates.ts'
import type { Finding, Report, ReportedDocument, ReportedProblem } from './model/finding.ts'
import type { Lists } from './model/lists.ts'
import { LEVELS } from './model/measure.ts'
import type { Problem } from './model/problem.ts'
import type { Source } from './model/source.ts'

/** What a report repeats of the run that it comes from. */
export type RunFacts = Pick<Report, 'tool' | 'asOf' | 'stated'>

/** A document as reports have it. */
export interface Placed {
  readonly document: ReportedDocument
  readonly findings: readonly Finding[]
  readonly problems: readonly ReportedProblem[]
  readonly cannotSay: number
}

/** Files that are named of those that are passed over alike. */
const SHOWN = 5

/** Gathers what the documents came to. */
export class Tally {
  readonly #lists: Lists
  readonly #options: RunFacts
  readonly #documents: ReportedDocument[] = []
  readonly #findings: Finding[] = []
  readonly #problems: ReportedProblem[] = []
  #skipped = 0
  /** Files that are packed by what is not read: how many, and the first ones. */
  readonly #packed: { count: number; readonly first: string[] } = { count: 0, first: [] }
  #cannotSay = 0

  constructor(lists: Lists, options: RunFacts) {
    this.#lists = lists
    this.#options = options
  }

  /** Counts a file that nobody named and that is none of ours. */
  skip(): void {
    this.#skipped++
  }

  /** Counts a file of a folder that is packed in a way that cannot be undone. */
  skipPacked({ uri }: Source, member?: string): void {
    this.#skipped++
    const { first } = this.#packed
    if (this.#packed.count++ < SHOWN) first.push(member === undefined ? uri : `${uri}!${member}`)
  }

  add({ document, findings, problems, cannotSay }: Placed): void {
    this.#documents.push(document)
    for (const finding of findings) this.#findings.push(finding)
    for (const problem of problems) this.#problems.push(problem)
    this.#cannotSay += cannotSay
  }

  /** Takes down that an archive, or a member of it, could not be opened: that is a document that was not read. */
  addArchiveProblem({ uri }: Source, { span: _span, ...problem }: Problem, member?: string): void {
    const document = member === undefined ? uri : `${uri}!${member}`
    this.#problems.push({ ...problem, document })
    if (problem.severity === 'warning') return
    this.#documents.push({
      uri,
      ...(member !== undefined && { member }),
      format: '',
      context: 'product',
      state: 'unread',
      items: 0,
      records: 0,
      lookedInto: 0,
    })
  }

  #packedFiles(): readonly ReportedProblem[] {
    const { count, first } = this.#packed
    if (count === 0) return []
    const rest = count > first.length ? ` and ${count - first.length} more` : ''
    const what = count === 1 ? 'A file is' : `${count} files are`
    return [
      {
        code: 'unsupported-format',
        severity: 'warning',
        document: '',
        message: `${what} packed in a way that is not read, and passed over: ${first.join(', ')}${rest}.`,
        hint: 'Unpack what could hold an SBOM or an inventory, and scan what comes out.',
      },
    ]
  }

  /** That measures which the findings name have not been looked at for longer than they should. */
  #ageing(findings: readonly Finding[]): readonly ReportedProblem[] {
    const named = new Set(findings.flatMap(({ measures }) => measures.map(({ id }) => id)))
    const stale = this.#lists.measures.filter(
      (measure) => named.has(measure.id) && isStale(measure, this.#options.asOf),
    )
    if (stale.length === 0) return []
    const oldest = stale.map(({ statusAsOf }) => statusAsOf).sort()[0]
    return [
      {
        code: 'stale-data',
        severity: 'warning',
        document: '',
        message: `${stale.length} of the measures that are named here have not been reviewed for longer than they should, the oldest since ${oldest}.`,
        hint: 'Bring vendorscan up to date; vendorscan measures --stale lists them.',
      },
    ]
  }

  finish(): Report {
    const { schema, version, sha256 } = this.#lists
    const findings = this.#findings
    const count = (test: (finding: Finding) => boolean) => findings.filter(test).length
    const [error, warning, note] = LEVELS.map((level) => count((finding) => finding.level === level))
    return {
      schemaVersion: 1,
      tool: this.#options.tool,
      asOf: this.#options.asOf,
      lists: { schema, version, sha256 },
      stated: this.#options.stated,
      documents: this.#documents,
      findings,
      waived: [],
      problems: [...this.#problems, ...this.#packedFiles(), ...this.#ageing(findings)],
      counts: {
        documents: this.#documents.length,
        unread: this.#documents.filter(({ state }) => state === 'unread').length,
        partial: this.#documents.filter(({ state }) => state === 'partial').length,
        skipped: this.#skipped,
        items: this.#documents.reduce((sum, { items }) => sum + items, 0),
        error: error ?? 0,
        warning: warning ?? 0,
        note: note ?? 0,
        waived: 0,
        review: count(({ confidence }) => confidence === 'possible'),
        cannotSay: this.#cannotSay,
      },
    }
  }
}
