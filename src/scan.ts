import type { Assessment, Circumstances } from './assess/assess.ts'
import { assessor } from './assess/assessor.ts'
import { type EntryCount, entryCounts, type Spelling } from './assess/class-entries.ts'
import { fingerprint, identityOf } from './assess/identity.ts'
import { purposesOf } from './assess/purpose.ts'
import { compileMatcher, type Matcher } from './match/matcher.ts'
import { dateOf } from './match/stated.ts'
import type { Field } from './model/field.ts'
import type { Answer, Finding, Match, Report, Stated } from './model/finding.ts'
import { CONFIDENCES } from './model/finding.ts'
import type { Claim, Item, Span } from './model/item.ts'
import type { Lists } from './model/lists.ts'
import type { Problem } from './model/problem.ts'
import type { DocumentSummary, Source } from './model/source.ts'
import type { PartialDate } from './model/vendor.ts'
import { nameKey } from './normalize/name.ts'
import { anchorKeeper, type Located, placesOf } from './places.ts'
import { documentsOf, type SourceDocument } from './read/documents.ts'
import { readDocument } from './read/index.ts'
import { type Paths, pathsTo, type Step, type Target } from './read/paths.ts'
import { decodedAs } from './syntax/encoding.ts'
import type { LineAnchor } from './syntax/lines.ts'
import { type Placed, Tally } from './tally.ts'

export { isEncoding } from './syntax/encoding.ts'

/** What a scan is told besides its sources and lists. */
export interface ScanOptions {
  /** Name and version of the program, as reports give them. */
  readonly tool: { readonly name: string; readonly version: string }
  /** The day for which measures and ownership are judged, `2026-11-21`. */
  readonly asOf: PartialDate
  readonly stated: Stated
  /** Look into every record, also those that hold nothing of any list; the findings are the same. */
  readonly coverage?: boolean
  /** The encoding of texts that are not UTF-8 and do not say what they are, instead of one that is guessed. */
  readonly encoding?: string
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
 * Reads each document into items, matches each item's claims against the vendor lists, asks which measures reach
 * what was matched, and reports it.
 */
export async function scan(
  sources: Iterable<Source> | AsyncIterable<Source>,
  lists: Lists,
  options: ScanOptions,
): Promise<Report> {
  const matcher = compileMatcher(lists, options.stated)
  const assess = assessor(lists.measures)
  const entryCount = entryCounts(lists.measures, { ...options.stated, asOf: options.asOf }, spellingOf(lists))
  const tally = new Tally(lists, options)
  for await (const source of sources) {
    const onProblem = (problem: Problem, member?: string) => tally.addArchiveProblem(source, problem, member)
    for await (const document of documentsOf(watched(source, options), onProblem)) {
      if (document.packedBy !== undefined && !source.named) {
        tally.skipPacked(source, document.member)
        continue
      }
      const examined = await examine(documentIn(source, document, options), matcher, entryCount(), options)
      if (passedOver(examined)) tally.skip()
      else tally.add(await placed(examined, judge(examined, assess, lists, options)))
    }
  }
  return tally.finish()
}

/** A document, and the source it stands in. */
interface Document extends Located {
  readonly source: Source
  readonly named: boolean
}

/** A document's items that matched, before any measure has been asked. */
interface Examined {
  readonly document: Document
  readonly summary: DocumentSummary
  readonly matches: readonly Match[]
  readonly problems: readonly Problem[]
  readonly anchors: readonly LineAnchor[]
  /** Number of claims by field, where coverage was asked for. */
  readonly claims: ReadonlyMap<Field, number>
  readonly cannotSay: number
}

/** A document that is the source as it stands can be read from any byte on; another only from its start. */
function documentIn(source: Source, found: SourceDocument, options: ScanOptions): Document {
  const { member, named, transcoded, plain } = found
  const base = { source, uri: source.uri, named, ...(member !== undefined && { member }) }
  const { encoding } = options
  const open = encoding === undefined ? found.open : () => decodedAs(found.open(), encoding)
  if (plain && encoding === undefined) {
    return {
      ...base,
      open: () => watched(source, options).open({ lend: true }),
      openAt: (from) => source.open({ from, lend: true }),
    }
  }
  if (transcoded === undefined) return { ...base, open }
  const { region, enclosing } = transcoded
  const span = { offset: region.start, length: region.end - region.start }
  return { ...base, open, around: { span, open: enclosing.open } }
}

async function examine(
  document: Document,
  matcher: Matcher,
  entries: EntryCount,
  options: ScanOptions,
): Promise<Examined> {
  const matches: Match[] = []
  const problems: Problem[] = []
  const { anchors, keep } = anchorKeeper()
  let cannotSay = 0
  const claims = new Map<Field, number>()
  const wanted = CONFIDENCES.indexOf(options.stated.minConfidence)
  const onItem = (item: Item) => {
    if (options.coverage) for (const { field } of item.claims) claims.set(field, (claims.get(field) ?? 0) + 1)
    const found = matcher
      .match(item, { asOf: options.asOf })
      .filter((match) => CONFIDENCES.indexOf(match.confidence) <= wanted)
    for (const match of found) matches.push(match)
    entries.see(item)
    const answer = answerTo(item, found, matcher)
    if (answer === 'cannot-say') cannotSay++
    options.onItem?.({ source: document.source, item, answer, matches: found })
  }
  const summary = await readDocument(
    document,
    { onItem, onProblem: (problem) => problems.push(problem), onLine: keep },
    { literals: options.coverage ? null : matcher.literals },
  )
  // In an SBOM records that hold nothing of any list are counted, not read, so that only tables have this answer.
  return {
    document,
    summary,
    matches,
    problems: [...problems, ...entries.problems()],
    anchors,
    claims,
    cannotSay: summary.context === 'estate' ? cannotSay : 0,
  }
}

/** How words for kinds and countries are compared: as names are. */
function spellingOf({ vocabulary }: Lists): Spelling {
  let placeholders: ReadonlySet<string> | null = null
  return {
    key: nameKey,
    saysNothing: (key) => (placeholders ??= new Set(vocabulary.placeholders.map(nameKey))).has(key),
  }
}

/** A source of which somebody hears how far it has been read. */
function watched(source: Source, { onProgress }: ScanOptions): Source {
  if (onProgress === undefined) return source
  return {
    ...source,
    async *open(how) {
      let bytes = how?.from ?? 0
      for await (const chunk of source.open(how)) {
        bytes += chunk.length
        onProgress({ source, bytes })
        yield chunk
      }
    },
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

function judge(
  { matches, summary }: Examined,
  assess: (match: Match, circumstances: Circumstances) => Assessment,
  lists: Lists,
  options: ScanOptions,
): readonly Judged[] {
  const seen = new Map<string, number>()
  const judged: Judged[] = []
  for (const match of inOrderOfPlace(matches)) {
    const { measures, level } = assess(match, circumstances(summary, match, lists, options))
    const base = fingerprint(match.vendor, identityOf(match))
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
  return [...matches].sort((a, b) => spanOf(a).offset - spanOf(b).offset || compareText(a.vendor, b.vendor))
}

/**
 * Where an item is shown. One without a name, such as what is said of a document as a whole, is shown where its
 * evidence stands: what else was read of it depends on the filter.
 */
function spanOf({ item, evidence: [strongest] }: Match): Span {
  return item.name === '' && strongest !== undefined ? strongest.claim.span : item.span
}

function circumstances(
  summary: DocumentSummary,
  match: Match,
  lists: Lists,
  options: ScanOptions,
): Circumstances {
  const { stated, asOf } = options
  const { boundBy, jurisdictions, include, delivered, clauses, networkPart } = stated
  const itemDate = dateOf(match.item)
  const site = firstValue(match.item, 'site')?.toLowerCase()
  const ofSite = site === undefined ? undefined : stated.sites?.[site]
  return {
    asOf,
    boundBy,
    purposes: purposesOf(match.item, lists.purposeWords ?? {}) ?? ofSite ?? stated.purposes,
    context: stated.context ?? summary.context,
    jurisdictions,
    include,
    ...(itemDate !== undefined && { itemDate }),
    ...(delivered !== undefined && { delivered }),
    ...(clauses !== undefined && { clauses }),
    ...(networkPart !== undefined && { networkPart }),
  }
}

function firstValue(item: Item, field: Claim['field']): string | undefined {
  return item.claims.find((claim) => claim.field === field)?.value
}

async function placed(examined: Examined, judged: readonly Judged[]): Promise<Placed> {
  const { document, anchors, claims, cannotSay } = examined
  const { links, formatId, ...summary } = examined.summary
  const { uri, member } = document
  const paths = await pathsTo(document, targetsOf(judged), examined.summary)
  const problems = paths.problem === undefined ? examined.problems : [...examined.problems, paths.problem]
  const steps = judged.map(({ match }) => stepsTo(match, paths))
  const at = await placesOf(
    document,
    [
      ...judged.flatMap(({ match }) => [spanOf(match), ...match.evidence.map(({ claim }) => claim.span)]),
      ...[...problems, ...steps.flat()].flatMap(({ span }) => (span === undefined ? [] : [span])),
    ],
    [...anchors, ...paths.lines],
  )
  return {
    document: {
      uri,
      ...(member !== undefined && { member }),
      ...summary,
      ...(claims.size > 0 && { claims: Object.fromEntries([...claims].sort()) }),
    },
    findings: judged.map(({ match, finding }, index) => ({
      ...finding,
      item: { name: match.item.name, kind: match.item.kind, place: at(spanOf(match)) },
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
      ...(steps[index]!.length > 0 && {
        path: steps[index]!.map(({ name, span }) => ({
          name,
          ...(span !== undefined && { place: at(span) }),
        })),
      }),
    })),
    problems: problems.map(({ span, ...problem }) => ({
      ...problem,
      document: member === undefined ? uri : `${uri}!${member}`,
      ...(span !== undefined && { place: at(span) }),
    })),
    cannotSay,
  }
}

/** The items that a document can refer to. */
function targetsOf(judged: readonly Judged[]): readonly Target[] {
  return judged.flatMap(({ match: { item } }) => targetOf(item) ?? [])
}

function stepsTo({ item }: Match, paths: Paths): readonly Step[] {
  const target = targetOf(item)
  return (target && paths.stepsTo(target)) ?? []
}

function targetOf({ ref, name, span }: Item): Target | undefined {
  return ref === undefined ? undefined : { ref, name, span }
}

/**
 * In a walk through a folder, files of no known format, and tables of other things, are counted, not faults. One that
 * is damaged is a fault: nobody knows what it is.
 */
function passedOver({ document, summary, problems }: Examined): boolean {
  if (document.named || summary.state !== 'unread') return false
  if (problems.some(({ code }) => code === 'no-fields')) return true
  return summary.format === '' && problems.every(({ code }) => NOTHING_KNOWN.has(code))
}

const NOTHING_KNOWN: ReadonlySet<string> = new Set(['unknown-format', 'empty'])

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
