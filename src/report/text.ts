import type {
  Finding,
  Place,
  Report,
  ReportedDocument,
  ReportedEvidence,
  ReportedProblem,
} from '../model/finding.ts'
import { LEVELS, type Level } from '../model/measure.ts'
import type { Alias } from '../model/vendor.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import { sameValueOnce } from './evidence.ts'
import { clip, columnsOf, printable, wrap } from './printable.ts'
import { countAtOrAbove, type FailOn, type Reporter } from './reporter.ts'
import {
  classWords,
  confidenceWords,
  counted,
  dateWords,
  itemWords,
  makerWords,
  measureWords,
  NOTICE,
  quoted,
  stateWords,
  techniqueWords,
} from './wording.ts'

/** Lines for a terminal: findings by document and level, then problems, then the numbers. */
export const text: Reporter = function* (report, lists, options) {
  const catalogue = catalogueOf(lists)
  const paint = options.color ? coloured : plain
  const width = Math.max(40, options.width)
  for (const { title, findings } of byDocument(report)) {
    yield `${paint.bold(title)}\n`
    for (const finding of findings) {
      yield* findingLines(finding, catalogue, paint, width)
      yield '\n'
    }
  }
  for (const problem of report.problems) yield* problemLines(problem, paint, width)
  if (report.problems.length > 0) yield '\n'
  for (const document of report.documents) yield* coverageLines(document, width)
  yield* summary(report, catalogue, options.failOn, paint, width)
}

/** What of a document was looked at, where coverage was asked for. */
function* coverageLines({ uri, member, records, lookedInto, claims }: ReportedDocument, width: number) {
  if (claims === undefined) return
  const fields = Object.entries(claims).map(([field, count]) => `${field} ${count}`)
  const words = `${printable(nameOf(uri, member))}: ${lookedInto} of ${counted(records, 'record')} looked into; claims: ${fields.join(', ')}`
  yield* block(words, '', '', width)
  yield '\n'
}

/** Measures that a finding shows; `explain` has them all. */
const MEASURES_SHOWN = 3
/** Claims that a finding shows; the JSON report has them all. */
const EVIDENCE_SHOWN = 12

interface Group {
  readonly title: string
  readonly findings: Finding[]
}

/** Documents that have findings, in the report's order. */
function byDocument(report: Report): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const { uri, member, format, items, state } of report.documents) {
    const name = nameOf(uri, member)
    const facts = [format, counted(items, 'item'), stateWords(state)].filter(Boolean).join(', ')
    groups.set(name, { title: `${printable(name)} (${printable(facts)})`, findings: [] })
  }
  for (const finding of report.findings) {
    const { document, member } = finding.item.place
    const name = nameOf(document, member)
    const group = groups.get(name)
    if (group) group.findings.push(finding)
    else groups.set(name, { title: printable(name), findings: [finding] })
  }
  return [...groups.values()]
    .filter(({ findings }) => findings.length > 0)
    .map(({ title, findings }) => ({
      title,
      findings: findings.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
    }))
}

function* findingLines(
  finding: Finding,
  catalogue: Catalogue,
  paint: Paint,
  width: number,
): Iterable<string> {
  const { level, item, confidence, measures, path } = finding
  const evidence = sameValueOnce(finding.evidence)
  const margin = '           '
  const sentence = `${itemWords(item)} ${makerWords(finding, catalogue)} (${confidenceWords(confidence)}).`
  const [first, ...more] = wrap(sentence, width - margin.length)
  yield `  ${paint.level(level, level.padEnd(7))}  ${paint.bold(first ?? '')}\n`
  for (const line of more) yield `${margin}${paint.bold(line)}\n`
  yield* block(`${at(item.place)}  ${classWords(finding.class)}`, margin, '', width)
  for (const one of evidence.slice(0, EVIDENCE_SHOWN)) {
    yield* block(evidenceWords(one, item.place), margin, '- ', width)
    yield* block(sourceWords(one.alias, catalogue.alias(one.alias)), `${margin}  `, '', width, paint.dim)
  }
  if (evidence.length > EVIDENCE_SHOWN)
    yield `${margin}+${evidence.length - EVIDENCE_SHOWN} more: the JSON report has them\n`
  if (path !== undefined && path.length > 1)
    yield* block(`by way of ${path.map(({ name }) => printable(name)).join(' > ')}`, margin, '', width)
  for (const measure of measures.slice(0, MEASURES_SHOWN)) {
    const name = catalogue.measure(measure.id)?.name
    const words = [measureWords(measure, finding, catalogue), dateWords(measure)].filter(Boolean).join('; ')
    yield* block(`${measure.id}${name === undefined ? '' : `, ${name}`}: ${words}`, margin, '= ', width)
  }
  if (measures.length > MEASURES_SHOWN)
    yield `${margin}+${measures.length - MEASURES_SHOWN} more: vendorscan explain ${argumentFor(finding)}\n`
  if (measures.length === 0) yield `${margin}= no rule that was asked for reaches it\n`
}

function evidenceWords({ field, value, technique, confidence, place, note }: ReportedEvidence, item: Place) {
  const where = place.document === item.document && place.member === item.member ? lineOf(place) : at(place)
  const worth = confidence === null ? ', supports only' : ''
  return [
    `${field} ${quoted(value, 200)} at ${where}: ${techniqueWords(technique)}${worth}`,
    note === undefined ? '' : printable(note),
  ]
    .filter(Boolean)
    .join('. ')
}

function sourceWords(id: string, alias: Alias | undefined): string {
  if (alias === undefined) return id
  const source = alias.sources[0]
  const facts = [source, alias.asOf, alias.verified === 'memory' ? 'not verified' : ''].filter(Boolean)
  return `${id} (${facts.join(', ')})`
}

function* problemLines(problem: ReportedProblem, paint: Paint, width: number): Iterable<string> {
  const { severity, code, document, place, message, hint } = problem
  const where = place === undefined ? printable(document) : at(place)
  const margin = '           '
  const [first, ...more] = wrap(
    `${where === '' ? '' : `${where}: `}${printable(message)} [${code}]`,
    width - margin.length,
  )
  yield `  ${paint.level(severity, severity.padEnd(7))}  ${first}\n`
  for (const line of more) yield `${margin}${line}\n`
  if (hint !== undefined) yield* block(printable(hint), margin, '', width)
}

function* summary(report: Report, catalogue: Catalogue, failOn: FailOn, paint: Paint, width: number) {
  const { counts, lists, asOf } = report
  const { error, warning, note, waived, review, cannotSay, documents, items } = counts
  const levels = [counted(error, 'error'), counted(warning, 'warning'), counted(note, 'note')].join(', ')
  const unread = [
    counts.unread > 0 ? `${counts.unread} not read` : '',
    counts.partial > 0 ? `${counts.partial} read in part` : '',
    counts.skipped > 0 ? `${counted(counts.skipped, 'further file')} of no known format passed over` : '',
  ].filter(Boolean)
  const seen = [`${counted(documents, 'document')}, ${counted(items, 'item')}`, ...unread].join('; ')
  yield* block(`${seen}: ${levels}${waived > 0 ? `; ${waived} waived` : ''}.`, '', '', width)
  const vendors = vendorCounts(report, catalogue)
  if (vendors !== '') yield* block(`Findings by vendor: ${vendors}.`, '', '', width)
  yield* block(`Lists of ${lists.version}, rules as of ${asOf}. ${NOTICE}`, '', '', width)
  const threshold =
    failOn === 'never'
      ? `${counted(error + warning + note, 'finding')}, no threshold`
      : `${counted(countAtOrAbove(counts, failOn), 'finding')} at or above ${failOn}`
  const last = `${threshold}; ${review} to review; cannot say for ${counted(cannotSay, 'item')}`
  yield `${paint.bold(last)}\n`
}

function vendorCounts({ findings }: Report, catalogue: Catalogue): string {
  const numbers = new Map<string, number>()
  for (const { vendor } of findings) numbers.set(vendor, (numbers.get(vendor) ?? 0) + 1)
  return [...numbers]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([vendor, number]) => `${catalogue.vendorName(vendor)} ${number}`)
    .join(', ')
}

function* block(
  words: string,
  margin: string,
  mark: string,
  width: number,
  paint: (text: string) => string = (line) => line,
): Iterable<string> {
  const lines = wrap(words, width - columnsOf(margin) - mark.length)
  for (const [index, line] of lines.entries())
    yield `${margin}${index === 0 ? mark : ' '.repeat(mark.length)}${paint(line)}\n`
}

/** `file:line:column`, which editors and terminals follow, and the cell of a workbook. */
function at(place: Place): string {
  return `${printable(nameOf(place.document, place.member))}:${lineOf(place)}`
}

function lineOf({ line, column, sheet, cell }: Place): string {
  const where = cell === undefined ? '' : ` (${sheet === undefined ? '' : `${printable(sheet)}!`}${cell})`
  return `${line}:${column}${where}`
}

function nameOf(document: string, member: string | undefined): string {
  return member === undefined ? document : `${document}!${member}`
}

/** The value of the strongest evidence, as a shell takes it: `explain` answers to what documents say. */
function argumentFor({ evidence, item }: Finding): string {
  const value = clip(printable(evidence[0]?.value ?? item.name), 100)
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`
}

interface Paint {
  bold(text: string): string
  dim(text: string): string
  level(level: Level, text: string): string
}

const plain: Paint = { bold: (text) => text, dim: (text) => text, level: (_, text) => text }

const coloured: Paint = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  level: (level, text) => `\u001b[${colourOf(level)}m${text}\u001b[39m`,
}

function colourOf(level: Level): number {
  switch (level) {
    case 'error':
      return 31
    case 'warning':
      return 33
    case 'note':
      return 36
    default:
      return level satisfies never
  }
}
