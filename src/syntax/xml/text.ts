import type { ScalarNode } from '../node.ts'
import { decodeUtf8 } from '../utf8.ts'

/** A stretch of an element's text or an attribute's value; `literal`: from a CDATA section, without references. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly literal: boolean
}

/**
 * The text that pieces of bytes spell together: references replaced, line ends made LF, and in attributes white
 * space made spaces (XML 1.0, 2.11, 3.3.3 and 4.6). What is between the pieces, such as comments, is in the region.
 */
export function scalarOf(
  bytes: Uint8Array,
  pieces: readonly Piece[],
  offset: number,
  attribute: boolean,
  doubt: (at: number, message: string) => void,
): ScalarNode {
  const kept = withoutMargins(bytes, pieces)
  const [only] = kept
  if (kept.length === 1 && (only!.literal || isPlain(bytes, only!.start, only!.end, attribute))) {
    const { start, end } = only!
    const value = decodeUtf8(bytes.subarray(start, end))
    if (!value.includes('\r')) return { type: 'string', value, start: offset + start, end: offset + end }
  }
  const alone = kept.length === 1
  const last = kept.at(-1)!
  const start = outerStart(only!, alone)
  const end = last.literal && !alone ? last.end + CDATA_CLOSE : last.end
  const text = new Text(bytes, start, attribute, doubt)
  for (const piece of kept) text.add(piece, outerStart(piece, alone))
  return { type: 'string', value: text.value, map: text.map, start: offset + start, end: offset + end }
}

/** Whether the bytes between two places are white space only. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(bytes[at])) return false
  return true
}

/** White space of XML. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === LINE_FEED || byte === CARRIAGE_RETURN
}

const CDATA_OPEN = '<![CDATA['.length
const CDATA_CLOSE = ']]>'.length
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const AMPERSAND = 0x26
const SEMICOLON = 0x3b
/** Longest reference that is looked for: `&#x0010FFFF;` and some zeros more. */
const REFERENCE_LIMIT = 32

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A CDATA section is mostly written on lines of its own: the space around it is not part of the text. */
function withoutMargins(bytes: Uint8Array, pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(({ literal }) => literal)) return pieces
  const counts = ({ start, end, literal }: Piece) => literal || !isBlank(bytes, start, end)
  return pieces.slice(pieces.findIndex(counts), pieces.findLastIndex(counts) + 1)
}

/** Where a piece begins in a region that holds others, too: a CDATA section with its marks. */
function outerStart({ start, literal }: Piece, alone: boolean): number {
  return literal && !alone ? start - CDATA_OPEN : start
}

function isPlain(bytes: Uint8Array, start: number, end: number, attribute: boolean): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === AMPERSAND || byte === CARRIAGE_RETURN) return false
    if (attribute && (byte === 0x09 || byte === LINE_FEED)) return false
  }
  return true
}

/** A text under construction, with the place of each of its units. */
class Text {
  value = ''
  readonly map: number[] = []
  private readonly bytes: Uint8Array
  private readonly origin: number
  private readonly attribute: boolean
  private readonly doubt: (at: number, message: string) => void

  constructor(
    bytes: Uint8Array,
    origin: number,
    attribute: boolean,
    doubt: (at: number, message: string) => void,
  ) {
    this.bytes = bytes
    this.origin = origin
    this.attribute = attribute
    this.doubt = doubt
  }

  /** Adds a piece, whose first unit stands at `outer`. */
  add({ start, end, literal }: Piece, outer: number): void {
    const { bytes } = this
    const first = this.map.length
    for (let at = start; at < end; ) {
      const byte = bytes[at]!
      if (byte === AMPERSAND && !literal) at = this.addReference(at, end)
      else if (byte === CARRIAGE_RETURN) {
        this.put(this.attribute ? ' ' : '\n', at)
        at += bytes[at + 1] === LINE_FEED && at + 1 < end ? 2 : 1
      } else if (this.attribute && (byte === 0x09 || byte === LINE_FEED)) {
        this.put(' ', at++)
      } else {
        const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
        this.put(length === 1 ? String.fromCharCode(byte) : decodeUtf8(bytes.subarray(at, at + length)), at)
        at += length
      }
    }
    if (this.map.length > first) this.map[first] = outer - this.origin
  }

  /** Returns the offset behind the reference, or behind an `&` that begins none. */
  private addReference(at: number, end: number): number {
    const close = this.bytes.subarray(at, Math.min(end, at + REFERENCE_LIMIT)).indexOf(SEMICOLON)
    const name = close === -1 ? '' : decodeUtf8(this.bytes.subarray(at + 1, at + close))
    const text = Object.hasOwn(NAMED, name) ? NAMED[name] : numbered(name)
    if (text === undefined) {
      this.doubt(at, 'An "&" here begins no reference that XML knows; it was taken as it stands.')
      this.put('&', at)
      return at + 1
    }
    this.put(text, at)
    return at + close + 1
  }

  private put(text: string, at: number): void {
    this.value += text
    for (let unit = 0; unit < text.length; unit++) this.map.push(at - this.origin)
  }
}

/** The character of `#72` or `#x48`. */
function numbered(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name)
  if (digits === null) return undefined
  const code = digits[1] === undefined ? Number.parseInt(digits[2]!, 10) : Number.parseInt(digits[1], 16)
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  return String.fromCodePoint(code)
}
