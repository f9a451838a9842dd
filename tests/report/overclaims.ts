import type { Log } from 'sarif'
import type { Lists } from '../../src/model/lists.ts'
import type { Measure } from '../../src/model/measure.ts'

/**
 * Sentences of an output that say more than the data: that a measure, or a country, names or bans a vendor
 * which the measure does not name, or that something is clear or compliant. None in an honest output. Works on
 * prose of any kind; `reporters` are checked finding by finding by `sarifOverclaims`.
 */
export function overclaims(text: string, lists: Lists): readonly string[] {
  const found: string[] = []
  for (const sentence of sentences(text)) {
    if (/\b(is|are|be|all|as) (clear|clean|compliant)\b|\bin compliance\b/i.test(sentence))
      found.push(sentence)
    const vendors = lists.vendors.filter(({ name }) => sentence.includes(name))
    if (vendors.length === 0) continue
    const measures = lists.measures.filter((measure) => mentions(sentence, measure))
    for (const measure of measures) {
      const unnamed = vendors.filter(({ id, name }) => !names(measure, id) && !denied(sentence, name))
      // The name of an instrument may itself hold a vendor's name.
      if (unnamed.some(({ name }) => !measure.name.includes(name) && !measure.names.includes(name)))
        found.push(sentence)
    }
    if (!BAN.test(sentence)) continue
    for (const [code, country] of Object.entries(lists.jurisdictions)) {
      if (!sentence.includes(country)) continue
      const own = lists.measures.filter(({ jurisdiction }) => jurisdiction === code)
      if (
        vendors.some(({ id, name }) => !denied(sentence, name) && !own.some((measure) => names(measure, id)))
      )
        found.push(sentence)
    }
  }
  return found
}

/** What a SARIF log says of each finding's vendor beyond the data; none in an honest log. */
export function sarifOverclaims(text: string, lists: Lists): readonly string[] {
  const log: Log = JSON.parse(text)
  const found: string[] = []
  for (const result of log.runs[0]?.results ?? []) {
    const vendor = lists.vendors.find(({ id }) => id === result.properties?.['vendor'])
    if (!vendor) continue
    found.push(...claimsBeyondData(result.message.text ?? '', vendor.id, lists))
  }
  for (const rule of log.runs[0]?.tool.driver.rules ?? []) {
    const tag = rule.properties?.tags?.find((one) => one.startsWith('vendor-'))
    for (const row of rule.help?.markdown?.split('\n') ?? []) {
      const measure = lists.measures.find(({ name }) => row.includes(name.replace(/[|[\]\\]/g, '\\$&')))
      if (measure && tag && !names(measure, tag.slice('vendor-'.length)) && !row.includes('does not name'))
        found.push(row)
    }
  }
  return found
}

/** Statements `id: …` or `id, name: …` about measures that do not name the vendor, and do not say so. */
export function claimsBeyondData(text: string, vendor: string, lists: Lists): readonly string[] {
  const found: string[] = []
  const vendorName = lists.vendors.find(({ id }) => id === vendor)?.name ?? vendor
  for (const measure of lists.measures) {
    if (names(measure, vendor)) continue
    for (const start of indicesOf(text, measure.id)) {
      const statement = text.slice(
        start,
        start + measure.id.length + measure.name.length + 40 + vendorName.length,
      )
      if (!statement.replace(/\s+/g, ' ').includes(`does not name ${vendorName}`)) found.push(statement)
    }
  }
  return found
}

const BAN = /\b(ban(s|ned)?|prohibit(s|ed)?|forbid(s|den)?|outlaw(s|ed)?|block(s|ed)?|exclude(s|d)?)\b/i

function names(measure: Measure, vendor: string): boolean {
  return measure.covers.some(({ vendors }) => vendors.includes(vendor))
}

function denied(sentence: string, vendor: string): boolean {
  return sentence.includes(`does not name ${vendor}`) || new RegExp(`reported[^.]*${vendor}`).test(sentence)
}

function mentions(sentence: string, measure: Measure): boolean {
  return [measure.id, measure.name, ...measure.citations.map(({ text }) => text)].some((word) =>
    sentence.includes(word),
  )
}

/** The sentences of prose, or of the strings in a JSON document. */
function sentences(text: string): readonly string[] {
  return proseOf(text)
    .split(/(?<=[.!?])\s+|\n/)
    .map((sentence) => sentence.trim())
}

function proseOf(text: string): string {
  if (text.startsWith('{')) return strings(JSON.parse(text)).join('\n')
  // A wrapped line goes on where the next is indented and begins with no mark.
  return text.replace(/\n {11}(?![-=+] )/g, ' ')
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

function* indicesOf(text: string, word: string): Iterable<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) yield at
}
