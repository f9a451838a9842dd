/** A part of a text that names somebody: a name, an e-mail address or a web address, by where it stands. */
export interface PartyPart {
  readonly kind: 'name' | 'email' | 'url'
  /** UTF-16 units of the text: `from` inclusive, `to` exclusive. */
  readonly from: number
  readonly to: number
}

/** The parts of a text that names somebody, and what the text itself calls that somebody. */
export interface Party {
  readonly role: 'person' | 'organization' | 'tool' | null
  readonly parts: readonly PartyPart[]
}

/**
 * Takes apart what SBOM generators write where a person or an organisation is meant: `Organization: A (mail)`,
 * `Person: A <mail> (address)`, `A <mail>, B <mail>`. Brackets that hold no address belong to the name. Whether
 * it says person or organisation proves nothing: both words stand before either.
 */
export function parseParty(text: string): Party {
  const prefix = PREFIX.exec(text)
  const start = prefix?.[0].length ?? 0
  const word = prefix?.[1]?.toLowerCase()
  const role = word === undefined ? null : word === 'person' || word === 'tool' ? word : 'organization'
  const parts: PartyPart[] = []
  let from = start
  for (const match of text.slice(start).matchAll(BRACKETS)) {
    const inner = (match[1] ?? match[2])!
    const kind = addressKind(inner)
    if (kind === undefined) continue
    const at = start + match.index
    addName(text, from, at, parts)
    if (kind !== 'empty') addTrimmed(text, at + 1, at + 1 + inner.length, kind, parts)
    from = at + match[0].length
  }
  addName(text, from, text.length, parts)
  return { role, parts }
}

/** Says in SPDX that nothing is said. */
export function saysNothing(text: string): boolean {
  return NOTHING.test(text)
}

const PREFIX = /^\s*(person|organi[sz]ation|tool)\s*:\s*/i
const NOTHING = /^\s*(https?:\/\/spdx\.org\/rdf\/terms#)?(noassertion|none)?\s*$/i
/** Bounded, so that a text of opening brackets costs no more than its length. */
const BRACKETS = /<([^<>]{0,400})>|\(([^()]{0,400})\)/g
const EMAIL = /^\s*(mailto:)?[^\s@<>()]+@[^\s@<>()]+\s*$/i
const WEB = /^\s*(https?:\/\/|www\.)\S+\s*$/i

function addressKind(text: string): 'email' | 'url' | 'empty' | undefined {
  if (/^\s*$/.test(text)) return 'empty'
  if (EMAIL.test(text)) return 'email'
  return WEB.test(text) ? 'url' : undefined
}

/** A name between addresses: the commas and semicolons around it separate it from its neighbours. */
function addName(text: string, from: number, to: number, parts: PartyPart[]): void {
  let start = from
  let end = to
  if (parts.length > 0) while (start < end && /[\s,;]/.test(text[start]!)) start++
  while (end > start && /[\s,;]/.test(text[end - 1]!)) end--
  const part = text.slice(start, end)
  const kind = EMAIL.test(part) ? 'email' : WEB.test(part) ? 'url' : 'name'
  addTrimmed(text, start, end, kind, parts)
}

function addTrimmed(
  text: string,
  from: number,
  to: number,
  kind: PartyPart['kind'],
  parts: PartyPart[],
): void {
  let start = from
  let end = to
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  if (start < end) parts.push({ kind, from: start, to: end })
}
