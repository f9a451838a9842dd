import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { PreparedAlias } from '../model/prepared.ts'
import type { Alias, BrandAlias, NameAlias } from '../model/vendor.ts'
import { stripLegalForms } from '../normalize/legal-forms.ts'
import { isAscii, normalizeName } from '../normalize/name.ts'
import { compileFuzzy, type FuzzyIndex, isFuzzyToken, misspelled } from './fuzzy.ts'
import { fuzzySeam } from './literals.ts'
import { isNegated } from './negation.ts'
import { compileQuickLook } from './quick-look.ts'
import { rarestToken } from './rarest.ts'
import type { Entry, Sighting } from './sighting.ts'
import { isOrdinaryStretch, type Words } from './words.ts'

/** A name of a company, or a brand that is a company's own. */
export type NameEntry = Entry<NameAlias> | Entry<BrandAlias>

/** Names, ready to be found in fields that hold organisations and in other text. */
export interface NameIndex {
  readonly words: Words
  /** By tokens without legal forms, joined by blanks. */
  readonly exact: ReadonlyMap<string, readonly NameEntry[]>
  /** By all tokens, for names that need their legal form. */
  readonly withForm: ReadonlyMap<string, readonly NameEntry[]>
  /** By first token, longest first. */
  readonly sequences: ReadonlyMap<string, readonly Sequence[]>
  /** Names in Chinese or Korean, longest first: such text has no blanks. */
  readonly unspaced: readonly Sequence[]
  readonly fuzzy: FuzzyIndex<NameEntry>
  /** Whether a text could hold a name at all. */
  readonly mayHold: (text: string) => boolean
}

/** A name as tokens. */
interface Sequence {
  readonly tokens: readonly string[]
  readonly entry: NameEntry
  /** True where it is, or holds, a word that belongs to the vendor alone. */
  readonly coined: boolean
}

/** A name found in a list of tokens. */
interface Found {
  readonly sequence: Sequence
  readonly start: number
  readonly end: number
  /** False where it stands inside a longer stretch of unspaced script that is not made of ordinary words. */
  readonly whole: boolean
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}]+$/u

/** Unspaced names shorter than this stand inside other words by chance. */
const SHORTEST_UNSPACED_WORD = 3

const NONE: readonly never[] = []

/** Longest text that can be the name of an organisation, in UTF-16 units. */
const LONGEST = 1024

/** A word that is an address, a host name or the dotted name of a package; from the word's start, so in linear time. */
const ADDRESS = /^[^\w]{0,8}(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.|(?:[\w-]+\.)+[a-z][a-z0-9-]+(?![^\W_]))/i

/** Where capitals inside a word show that words were joined: `AbcdEf`. */
const HUMP = /[a-z][A-Z]/

/** What there is to know of a name or an own brand before texts come; nothing where no token is left of it. */
export function prepareName(alias: NameEntry['alias'], words: Words): PreparedAlias {
  const full = normalizeName(alias.value)
  const tokens = stripLegalForms(full, words.legalForms)
  const [first] = tokens
  if (first === undefined) return {}
  const rarest = rarestToken(tokens, words)
  const needsForm = alias.kind === 'name' && alias.withLegalForm === true
  const coined = alias.kind === 'name' && alias.coined && tokens.length === 1 && isFuzzyToken(first)
  return {
    tokens: needsForm ? full : tokens,
    ...(tokens.length === 1 && UNSPACED.test(first) && { unspaced: true as const }),
    ...(rarest !== null && { rarest }),
    ...(coined && { misspelt: fuzzySeam(alias, first) === null ? 'in-hardware' : 'everywhere' }),
  }
}

/** Makes names ready; own brands are names. */
export function compileNames(
  entries: readonly NameEntry[],
  words: Words,
  known: ReadonlyMap<Alias, PreparedAlias>,
): NameIndex {
  const exact = new Map<string, NameEntry[]>()
  const withForm = new Map<string, NameEntry[]>()
  const sequences = new Map<string, Sequence[]>()
  const unspaced: Sequence[] = []
  const rare = new Set<string>()
  const fuzzy: { token: string; hardwareOnly: boolean; value: NameEntry }[] = []
  for (const entry of entries) {
    const { alias } = entry
    const { tokens, unspaced: isUnspaced, rarest, misspelt } = known.get(alias) ?? {}
    const first = tokens?.[0]
    if (tokens === undefined || first === undefined) continue
    if (rarest !== undefined) rare.add(rarest)
    if (alias.kind === 'name' && alias.withLegalForm) {
      put(withForm, tokens.join(' '), entry)
      continue
    }
    put(exact, tokens.join(' '), entry)
    if (alias.kind === 'name' && (alias.exactOnly || alias.ambiguous)) continue
    const sequence = { tokens, entry, coined: alias.kind === 'name' && alias.coined === true }
    put(sequences, first, sequence)
    if (isUnspaced) unspaced.push(sequence)
    if (misspelt !== undefined)
      fuzzy.push({ token: first, hardwareOnly: misspelt === 'in-hardware', value: entry })
  }
  markCoined(sequences)
  for (const list of sequences.values()) list.sort((a, b) => b.tokens.length - a.tokens.length)
  unspaced.sort((a, b) => lengthOf(b) - lengthOf(a))
  const index = compileFuzzy(fuzzy)
  return {
    words,
    exact,
    withForm,
    sequences,
    unspaced,
    fuzzy: index,
    mayHold: compileQuickLook(rare, index.shapes),
  }
}

/**
 * Names in a claim that names an organisation: the whole of it (`exact-name`), a coined word among ordinary ones
 * (`coined-word`), a word among others (`word`), or nearly a name (`fuzzy`). `best` is what the field is worth;
 * `hardware`: the item is no plain software, where names cut short by a tool are looked for as well.
 */
export function namesOfOrganization(
  claim: Claim,
  best: Confidence,
  hardware: boolean,
  index: NameIndex,
): readonly Sighting[] {
  const humps = hardware && HUMP.test(claim.value)
  if (!humps && !index.mayHold(claim.value)) return NONE
  // An address is judged as one; and what is this long is no name.
  if (claim.value.length > LONGEST || (ADDRESS.test(claim.value) && !/\s/.test(claim.value.trim()))) return []
  const tokens = normalizeName(claim.value)
  const bare = stripLegalForms(tokens, index.words.legalForms)
  const exact = [...(index.exact.get(bare.join(' ')) ?? []), ...(index.withForm.get(tokens.join(' ')) ?? [])]
  if (exact.length > 0) return exact.map((entry) => exactSighting(entry, claim, best))
  const found = findNames(tokens, index).filter(({ start, end }) => !isNegated(tokens, start, end))
  if (found.length > 0) return composed(found, tokens, claim, best, index)
  const fuzzy = misspellings(tokens, claim, hardware, index)
  if (fuzzy.length > 0 || !humps || !isAscii(claim.value)) return fuzzy
  return truncated(claim, index)
}

/**
 * Names as words of a text that is no organisation's name: they only speak of the vendor. Words of addresses and of
 * dotted names (`com.example.x`) are none. `leading`: what a name is worth with which the text begins, and goes on.
 */
export function namesInText(
  claim: Claim,
  index: NameIndex,
  leading: Confidence = 'possible',
): readonly Sighting[] {
  if (!index.mayHold(claim.value)) return NONE
  const tokens = normalizeName(withoutAddresses(claim.value))
  const sightings: Sighting[] = []
  for (const { sequence, start, end, whole } of findNames(tokens, index)) {
    const { entry } = sequence
    if (isNegated(tokens, start, end) || sightings.some((sighting) => sighting.entry === entry)) continue
    if (!sequence.coined && sequence.tokens.length < 2) continue
    if (!whole && lengthOf(sequence) < SHORTEST_UNSPACED_WORD) continue
    const leads = start === 0 && end < tokens.length && !isAmbiguous(entry)
    sightings.push({
      entry,
      technique: 'word',
      confidence: leads ? leading : 'possible',
      claim,
      mention: true,
    })
  }
  return sightings
}

/** The length in tokens of the longest known name with which the tokens begin; 0 where they begin with none. */
export function leadingName(tokens: readonly string[], index: NameIndex): number {
  for (const sequence of index.sequences.get(tokens[0] ?? '') ?? []) {
    if (sequence.tokens.every((token, at) => tokens[at] === token)) return sequence.tokens.length
  }
  return index.exact.has(tokens[0] ?? '') ? 1 : 0
}

function withoutAddresses(text: string): string {
  if (!text.includes('.')) return text
  return text
    .split(/\s+/)
    .filter((word) => !ADDRESS.test(word))
    .join(' ')
}

/** Makes the names coined that hold a coined word of the same vendor. */
function markCoined(sequences: Map<string, Sequence[]>): void {
  const coined = new Set<string>()
  for (const list of sequences.values()) {
    for (const sequence of list) {
      if (sequence.coined && sequence.tokens.length === 1)
        coined.add(`${sequence.entry.vendor} ${sequence.tokens[0]}`)
    }
  }
  for (const [first, list] of sequences) {
    sequences.set(
      first,
      list.map((sequence) =>
        sequence.coined || sequence.tokens.some((token) => coined.has(`${sequence.entry.vendor} ${token}`))
          ? { ...sequence, coined: true }
          : sequence,
      ),
    )
  }
}

function exactSighting(entry: NameEntry, claim: Claim, best: Confidence): Sighting {
  const technique = entry.alias.kind === 'brand' ? 'brand' : 'exact-name'
  return { entry, technique, confidence: isAmbiguous(entry) ? 'possible' : best, claim }
}

function isAmbiguous({ alias }: NameEntry): boolean {
  return alias.kind === 'name' && alias.ambiguous === true
}

/** Sightings of the names found among other tokens of an organisation's name. */
function composed(
  found: readonly Found[],
  tokens: readonly string[],
  claim: Claim,
  best: Confidence,
  index: NameIndex,
): readonly Sighting[] {
  const sightings: Sighting[] = []
  for (const { sequence, whole } of found) {
    const { entry } = sequence
    if (sightings.some((sighting) => sighting.entry === entry)) continue
    const own = found.filter((other) => other.sequence.entry.vendor === entry.vendor)
    if (isCovered(tokens, own, index.words) && own.some((other) => other.sequence.coined)) {
      sightings.push({ entry, technique: 'coined-word', confidence: best, claim })
    } else if (whole || lengthOf(sequence) >= SHORTEST_UNSPACED_WORD) {
      if (sequence.coined || sequence.tokens.length > 1) {
        sightings.push({ entry, technique: 'word', confidence: 'possible', claim })
      }
    }
  }
  return sightings
}

/** Whether every token belongs to one of the names or is an ordinary word. */
function isCovered(tokens: readonly string[], found: readonly Found[], words: Words): boolean {
  if (found.some(({ whole }) => !whole)) return false
  return tokens.every(
    (token, at) =>
      words.ordinary.has(token) ||
      found.some(({ start, end }) => start <= at && at < end) ||
      isOrdinaryStretch(token, words),
  )
}

function findNames(tokens: readonly string[], index: NameIndex): readonly Found[] {
  const found: Found[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as string
    const sequence = index.sequences
      .get(token)
      ?.find((candidate) => candidate.tokens.every((part, offset) => tokens[at + offset] === part))
    if (sequence !== undefined) {
      found.push({ sequence, start: at, end: at + sequence.tokens.length, whole: true })
      at += sequence.tokens.length
      continue
    }
    if (index.unspaced.length > 0 && UNSPACED.test(token)) {
      const inside = findUnspaced(token, at, index)
      if (inside !== null) found.push(inside)
    }
    at++
  }
  return found
}

function findUnspaced(token: string, at: number, index: NameIndex): Found | null {
  for (const sequence of index.unspaced) {
    const name = sequence.tokens[0] as string
    const start = token.indexOf(name)
    if (start < 0) continue
    const whole =
      isOrdinaryStretch(token.slice(0, start), index.words) &&
      isOrdinaryStretch(token.slice(start + name.length), index.words)
    return { sequence, start: at, end: at + 1, whole }
  }
  return null
}

function misspellings(
  tokens: readonly string[],
  claim: Claim,
  hardware: boolean,
  index: NameIndex,
): readonly Sighting[] {
  const sightings: Sighting[] = []
  for (const [at, token] of tokens.entries()) {
    if (index.words.ordinary.has(token) || isNegated(tokens, at, at + 1)) continue
    for (const target of misspelled(token, index.fuzzy)) {
      if (target.hardwareOnly && !hardware) continue
      const note = `“${token}” is one letter away from “${target.token}”.`
      sightings.push({ entry: target.value, technique: 'fuzzy', confidence: 'possible', claim, note })
    }
  }
  return sightings
}

/** Names of which a tool kept the first letters only, without blanks: `AcmeTech` for `Acme Technologies`. */
function truncated(claim: Claim, index: NameIndex): readonly Sighting[] {
  if (/\s/.test(claim.value.trim())) return []
  const tokens = normalizeName(claim.value.replace(/([a-z])([A-Z])/g, '$1 $2'))
  const first = tokens[0] ?? ''
  const coined = findNames(tokens, index).filter(({ sequence }) => sequence.coined)
  const entries: NameEntry[] = coined.map(({ sequence }) => sequence.entry)
  if (entries.length === 0) {
    for (const { tokens: name, entry } of index.sequences.get(first) ?? []) {
      const shortened = tokens.length > 1 && tokens.length <= name.length
      if (shortened && tokens.every((token, at) => (name[at] as string).startsWith(token)))
        entries.push(entry)
    }
  }
  return entries.map((entry) => ({ entry, technique: 'fuzzy', confidence: 'possible', claim }))
}

function lengthOf(sequence: Sequence): number {
  return sequence.tokens.reduce((sum, token) => sum + token.length, 0)
}

function put<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const list = index.get(key)
  if (list === undefined) index.set(key, [value])
  else list.push(value)
}
