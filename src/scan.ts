import { assess, type Circumstances } from './assess/assess.ts'
import { fingerprint, identityOf } from './assess/identity.ts'
import { purposesOf } from './assess/purpose.ts'
import { compileMatcher, type Matcher } from './match/matcher.ts'
import { dateOf } from './match/stated.ts'
import type {
  Answer,
  Finding,
  Match,
  Place,
  Report,
  ReportedDocument,
  ReportedProblem,
  Stated,
} from './model/finding.ts'
import { CONFIDENCES } from './model/finding.ts'
import type { Claim, Item, Span } from './model/item.ts'
import type { Lists } from './model/lists.ts'
import { LEVELS } from './model/measure.ts'
import type { Problem } from './model/problem.ts'
import type { DocumentSummary, Source } from './model/source.ts'
import type { PartialDate } from './model/vendor.ts'
import { readDocument } from './read/index.ts'
import { decodeStream } from './syntax/encoding.ts'
import { locate } from './syntax/lines.ts'

/** What a scan is told besides its sources and lists. */
export interface ScanOptions {
  /** Name and version of the program, as reports give them. */
  readonly tool: { readonly name: string; readonly version: string }
  /** The day for which measures and ownership are judged, `2026-11-21`. */
  readonly asOf: PartialDate
  readonly stated: Stated
  /** Look into every record, also those that hold nothing of any list; the findings are the same. */
  readonly coverage?: boolean
  /** Hears the answer to every item that was looked into, while the scan goes on. */
  onItem?(answer: ItemAnswer): void
  /** Hears how much of which source has been read, for progress. */
  onProgress?(progress: { readonly source: Source; readonly bytes: number }): void
}

/** The answer to one item. */
export interface ItemAnswer {
  readonly source: Source
  readonly item: Item
  readonly answer: Answer
  readonly matches: readonly Match[]
}

/**
 * Reads each source into items, matches each item's claims against the vendor lists, asks which measures reach
 * what was matched, and reports it.
 */
export async function scan(
  sources: Iterable<Source> | AsyncIterable<Source>,
  lists: Lists,
  options: ScanOptions,
): Promise<Report> {
  const matcher = compileMatcher(lists, { vendors: options.stated.vendors })
  const report = new ReportBuilder(lists, options)
  for await (const source of sources) {
    const document = await examine(source, matcher, options)
    const findings = await judge(document, lists, options)
    report.add(await place(document, findings))
  }
  return report.finish()
}

/** A document's items that matched, before any measure has been asked. */
interface Examined {
  readonly source: Source
  readonly summary: DocumentSummary
  readonly matches: readonly Match[]
  readonly problems: readonly Problem[]
  readonly cannotSay: number
}

async function examine(source: Source, matcher: Matcher, options: ScanOptions): Promise<Examined> {
  const matches: Match[] = []
  const problems: Problem[] = []
  let cannotSay = 0
  const wanted = CONFIDENCES.indexOf(options.stated.minConfidence)
  const onItem = (item: Item) => {
    const found = matcher
      .match(item, { asOf: options.asOf })
      .filter((match) => CONFIDENCES.indexOf(match.confidence) <= wanted)
    for (const match of found) matches.push(match)
    const answer = answerTo(item, found, matcher)
    if (answer === 'cannot-say') cannotSay++
    options.onItem?.({ source, item, answer, matches: found })
  }
  const summary = await readDocument(
    { open: () => watched(source, options) },
    { onItem, onProblem: (problem) => problems.push(problem) },
    { literals: options.coverage ? null : matcher.literals },
  )
  // In an SBOM records that hold nothing of any list are counted, not read, so that only tables have this answer.
  return { source, summary, matches, problems, cannotSay: summary.context === 'estate' ? cannotSay : 0 }
}

async function* watched(source: Source, options: ScanOptions): AsyncIterable<Uint8Array> {
  if (options.onProgress === undefined) {
    yield* source.open()
    return
  }
  let bytes = 0
  for await (const chunk of source.open()) {
    bytes += chunk.length
    options.onProgress({ source, bytes })
    yield chunk
  }
}

function answerTo(item: Item, found: readonly Match[], matcher: Matcher): Answer {
  if (found.some((match) => match.confidence !== 'possible')) return 'hit'
  if (found.length > 0) return 'review'
  return matcher.assessable(item) ? 'no-match' : 'cannot-say'
}

/** A finding whose places are still spans. */
interface Judged {
  readonly match: Match
  readonly finding: Omit<Finding, 'item' | 'evidence'>
}

async function judge(document: Examined, lists: Lists, options: ScanOptions): Promise<readonly Judged[]> {
  const seen = new Map<string, number>()
  const judged: Judged[] = []
  for (const match of inOrderOfPlace(document.matches)) {
    const { measures, level } = assess(match, lists.measures, circumstances(document, match, lists, options))
    const base = await fingerprint(match.vendor, identityOf(match))
    const nth = (seen.get(base) ?? 0) + 1
    seen.set(base, nth)
    const { vendor, relation, confidence } = match
    judged.push({
      match,
      finding: {
        id: nth === 1 ? base : `${base}:${nth}`,
        vendor,
        relation,
        confidence,
        class: match.class,
        level,
        measures,
        ...(match.of !== undefined && { of: match.of }),
        ...(match.soldAs !== undefined && { soldAs: match.soldAs }),
        ...(match.ownership !== undefined && { ownership: match.ownership }),
      },
    })
  }
  return judged
}

function inOrderOfPlace(matches: readonly Match[]): readonly Match[] {
  return [...matches].sort(
    (a, b) => a.item.span.offset - b.item.span.offset || compareText(a.vendor, b.vendor),
  )
}

function circumstances(document: Examined, match: Match, lists: Lists, options: ScanOptions): Circumstances {
  const { stated, asOf } = options
  const { boundBy, jurisdictions, include, delivered, networkPart } = stated
  const itemDate = dateOf(match.item)
  const site = firstValue(match.item, 'site')?.toLowerCase()
  const ofSite = site === undefined ? undefined : stated.sites?.[site]
  return {
    asOf,
    boundBy,
    purposes: purposesOf(match.item, lists.purposeWords ?? {}) ?? ofSite ?? stated.purposes,
    context: stated.context ?? document.summary.context,
    jurisdictions,
    include,
    ...(itemDate !== undefined && { itemDate }),
    ...(delivered !== undefined && { delivered }),
    ...(networkPart !== undefined && { networkPart }),
  }
}

function firstValue(item: Item, field: Claim['field']): string | undefined {
  return item.claims.find((claim) => claim.field === field)?.value
}

/** A document as reports have it. */
interface Placed {
  readonly document: ReportedDocument | null
  readonly findings: readonly Finding[]
  readonly problems: readonly ReportedProblem[]
  readonly cannotSay: number
}

async function place(document: Examined, judged: readonly Judged[]): Promise<Placed> {
  const { source, summary, problems, cannotSay } = document
  if (passedOver(document)) return { document: null, findings: [], problems: [], cannotSay: 0 }
  const spans = [
    ...judged.flatMap(({ match }) => [match.item.span, ...match.evidence.map(({ claim }) => claim.span)]),
    ...problems.flatMap(({ span }) => (span === undefined ? [] : [span])),
  ]
  const at = await placesOf(source, spans)
  return {
    document: { uri: source.uri, ...summary },
    findings: judged.map(({ match, finding }) => ({
      ...finding,
      item: { name: match.item.name, kind: match.item.kind, place: at(match.item.span) },
      evidence: match.evidence.map(({ claim, alias, relation, technique, confidence, note }) => ({
        field: claim.field,
        value: claim.value,
        alias,
        relation,
        technique,
        confidence,
        place: at(claim.span),
        ...(note !== undefined && { note }),
      })),
    })),
    problems: problems.map(({ span, ...problem }) => ({
      ...problem,
      document: source.uri,
      ...(span !== undefined && { place: at(span) }),
    })),
    cannotSay,
  }
}

/** In a walk through a folder, files of no known format, and tables of other things, are counted, not faults. */
function passedOver({ source, summary, problems }: Examined): boolean {
  if (source.named || summary.state !== 'unread') return false
  return summary.format === '' || problems.some(({ code }) => code === 'no-fields')
}

async function placesOf(source: Source, spans: readonly Span[]): Promise<(span: Span) => Place> {
  const ends = spans.flatMap(({ offset, length }) => [offset, offset + length])
  const located =
    ends.length === 0 ? new Map() : await locate((await decodeStream(source.open())).bytes, ends)
  return (span) => {
    const start = located.get(span.offset) ?? { line: 1, column: 1 }
    const end = located.get(span.offset + span.length) ?? start
    return {
      document: source.uri,
      line: start.line,
      column: start.column,
      endColumn: end.column,
      ...(end.line !== start.line && { endLine: end.line }),
      ...(span.cell?.sheet !== undefined && { sheet: span.cell.sheet }),
      ...(span.cell !== undefined && { cell: span.cell.ref }),
      ...(span.pointer !== undefined && { pointer: span.pointer }),
      ...(span.encloses && { encloses: true as const }),
    }
  }
}

/** Gathers what the documents came to. */
class ReportBuilder {
  readonly #lists: Lists
  readonly #options: ScanOptions
  readonly #documents: ReportedDocument[] = []
  readonly #findings: Finding[] = []
  readonly #problems: ReportedProblem[] = []
  #skipped = 0
  #cannotSay = 0

  constructor(lists: Lists, options: ScanOptions) {
    this.#lists = lists
    this.#options = options
  }

  add({ document, findings, problems, cannotSay }: Placed): void {
    if (document === null) {
      this.#skipped++
      return
    }
    this.#documents.push(document)
    for (const finding of findings) this.#findings.push(finding)
    for (const problem of problems) this.#problems.push(problem)
    this.#cannotSay += cannotSay
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
      problems: this.#problems,
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

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
