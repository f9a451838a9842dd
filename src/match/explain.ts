import type { Field } from '../model/field.ts'
import type { Match } from '../model/finding.ts'
import type { Item, ItemKind } from '../model/item.ts'
import type { Alias, Vendor } from '../model/vendor.ts'
import { parseCpe } from '../normalize/cpe.ts'
import { hostOf } from '../normalize/host.ts'
import { fccGrantee, gponVendor, normalizeBluetooth, normalizeHardwareId } from '../normalize/identifier.ts'
import { normalizeMac } from '../normalize/mac.ts'
import { nameKey, normalizeName } from '../normalize/name.ts'
import { parseOid } from '../normalize/oid.ts'
import { parsePurl } from '../normalize/purl.ts'
import type { Matcher, MatchOptions } from './matcher.ts'
import type { Sighting } from './sighting.ts'
import type { Words } from './words.ts'

/** What a string says, read as each kind of evidence that it could be. */
export interface Explanation {
  readonly text: string
  /** Only readings that are possible at all; those without matches say that nothing was found. */
  readonly readings: readonly Reading[]
  /** Sentences on what was nearly a match, and why it is none. */
  readonly misses: readonly string[]
}

/** A string read as one field. */
export interface Reading {
  readonly field: Field
  readonly matches: readonly Match[]
}

/** Reads a string as every kind of evidence that it could be; `look` gives what an item shows, worth something or not. */
export function explainText(
  text: string,
  matcher: Matcher,
  look: (item: Item) => readonly Sighting[],
  words: Words,
  vendors: readonly Vendor[],
  options: MatchOptions = {},
): Explanation {
  const trimmed = text.trim()
  const readings: Reading[] = []
  const weak = new Set<string>()
  const told = new Set<string>()
  for (const field of fieldsOf(trimmed)) {
    const item = itemOf(trimmed, field)
    const matches = matcher.match(item, options)
    for (const { entry, confidence, note } of matches.length === 0 ? look(item) : []) {
      if (confidence === null)
        weak.add(`${entry.alias.id} fits, but proves nothing alone. ${note ?? ''}`.trim())
    }
    const aliases = matches.flatMap(({ evidence }) => evidence.map(({ alias }) => alias))
    // Read as prose, most strings show once more what they show as a name or a model.
    if (PROSE.has(field) && aliases.every((alias) => told.has(alias))) continue
    for (const alias of aliases) told.add(alias)
    readings.push({ field, matches })
  }
  return { text, readings, misses: told.size > 0 ? [] : [...weak, ...missesOf(trimmed, words, vendors)] }
}

const PROSE: ReadonlySet<Field> = new Set<Field>(['banner', 'description'])

/** The fields in which a string could stand, the most particular first. */
function fieldsOf(text: string): readonly Field[] {
  if (parsePurl(text) !== null) return ['purl']
  if (parseCpe(text) !== null) return ['cpe']
  if (normalizeMac(text) !== null) return ['mac']
  const fields: Field[] = []
  if (parseOid(text) !== null) fields.push('oid')
  if (normalizeHardwareId(text) !== null) fields.push('usb', 'pci')
  if (/^0x/i.test(text) && normalizeBluetooth(text) !== null) fields.push('bluetooth')
  if (/^[0-9A-Z]{18,20}$/i.test(text) || /^[A-Z]{2}[0-9A-Z]{9}\d$/i.test(text)) fields.push('registration')
  if (/^[0-9A-Z]{5}-|^FCC/i.test(text) && fccGrantee(text) !== null) fields.push('fcc')
  if (gponVendor(text) !== null) fields.push('gpon')
  if (hostOf(text) !== null)
    fields.push(text.includes('@') ? 'email' : /[/:]/.test(text) ? 'url' : 'domain', 'group')
  if (/^@[\w.-]+(\/[\w.-]+)?$/.test(text)) fields.push('group')
  if (/^[A-Z]{3}(?:[0-9A-F]{4})?$/i.test(text)) fields.push('pnp')
  return [...new Set<Field>([...fields, 'manufacturer', 'model', 'banner', 'description'])]
}

function itemOf(text: string, field: Field): Item {
  const span = { offset: 0, length: text.length }
  const kind: ItemKind = field === 'purl' || field === 'cpe' ? 'software' : 'device'
  return { kind, name: text, span, claims: [{ field, value: text, span }] }
}

function missesOf(text: string, words: Words, vendors: readonly Vendor[]): readonly string[] {
  const misses: string[] = []
  const address = addressMiss(text)
  if (address !== null) misses.push(address)
  const purl = parsePurl(text)
  const tokens = normalizeName(purl?.path ?? text)
  for (const vendor of vendors) {
    for (const { value, why } of vendor.notOem) {
      const name = normalizeName(value)
      if (name.length > 0 && name.every((token, at) => tokens[at] === token)) {
        misses.push(`${value} is kept apart from ${vendor.name}: ${why}`)
      }
    }
  }
  for (const alias of vendors.flatMap(({ aliases }) => aliases)) {
    const sentence = aliasMiss(alias, tokens, purl !== null)
    if (sentence !== null && !misses.includes(sentence)) misses.push(sentence)
  }
  if (tokens.length > 0 && tokens.every((token) => words.ordinary.has(token))) {
    misses.push('Only words for places and trades: they tell no company apart.')
  }
  return misses
}

function addressMiss(text: string): string | null {
  const digits = text.replace(/[:\-. ]/g, '')
  if (!/^[0-9a-f]{12}$/i.test(digits) || normalizeMac(text) !== null) return null
  const octet = Number.parseInt(digits.slice(0, 2), 16)
  if (octet & 1) return 'A group address: it tells no maker.'
  return octet & 2 ? 'A locally administered address: it tells no maker.' : 'This address tells no maker.'
}

function aliasMiss(alias: Alias, tokens: readonly string[], isPurl: boolean): string | null {
  if (alias.kind === 'brand' && alias.models !== undefined && nameKey(alias.value) === tokens.join(' ')) {
    return `${alias.value} (${alias.id}) sells things of several makers: only with a model number does it tell who made it.`
  }
  if (alias.kind !== 'name' || (!alias.coined && !alias.exactOnly)) return null
  const name = normalizeName(alias.value)
  const [token] = name
  if (token === undefined || name.length > 1) return null
  if (isPurl && tokens.includes(token)) {
    return `“${alias.value}” stands in the package's name; only its namespace tells whose it is.`
  }
  const word = tokens.find((other) => other !== token && other.includes(token))
  return word === undefined ? null : `“${token}” stands inside the word “${word}”: it is no word of its own.`
}
