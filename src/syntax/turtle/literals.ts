import type { ScalarNode } from '../node.ts'
import { decodeUtf8 } from '../utf8.ts'

/** A text in quotes or an IRI in angle brackets, and the index behind its last mark. */
export interface Quoted {
  readonly scalar: ScalarNode
  readonly next: number
}

/** The text in quotes, one or three, that begins at `at`, or why it does not end. */
export function readQuoted(bytes: Uint8Array, at: number, offset: number): Quoted | 'syntax' | 'truncated' {
  const quote = bytes[at]!
  const long = bytes[at + 1] === quote && bytes[at + 2] === quote
  const start = at + (long ? 3 : 1)
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === BACKSLASH) i++
    else if (byte === quote) {
      if (!long) return { scalar: scalarOf(bytes, start, i, offset), next: i + 1 }
      // Up to two quotes may stand before the three that end it.
      if (bytes[i + 1] === quote && bytes[i + 2] === quote && bytes[i + 3] !== quote) {
        return { scalar: scalarOf(bytes, start, i, offset), next: i + 3 }
      }
    } else if (!long && (byte === LINE_FEED || byte === CARRIAGE_RETURN)) return 'syntax'
  }
  return 'truncated'
}

/** The IRI whose `<` stands at `at`, as written, or why it does not end. */
export function readIri(bytes: Uint8Array, at: number, offset: number): Quoted | 'syntax' | 'truncated' {
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === GREATER_THAN) return { scalar: scalarOf(bytes, at + 1, i, offset), next: i + 1 }
    if (byte <= 0x20 || byte === 0x3c || byte === 0x22) return 'syntax'
  }
  return 'truncated'
}

const BACKSLASH = 0x5c
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const GREATER_THAN = 0x3e

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' }

/** The text of bytes in which letters may be written by escapes. */
function scalarOf(bytes: Uint8Array, start: number, end: number, offset: number): ScalarNode {
  const region = { start: offset + start, end: offset + end }
  const written = bytes.subarray(start, end)
  if (!written.includes(BACKSLASH)) return { type: 'string', value: decodeUtf8(written), ...region }
  const map: number[] = []
  let value = ''
  for (let at = 0; at < written.length; ) {
    const length = written[at] === BACKSLASH ? escapeLength(written, at) : characterLength(written[at]!)
    const text = decodeUtf8(written.subarray(at, at + length))
    const character = length > 1 && text.startsWith('\\') ? characterOf(text) : text
    for (let unit = 0; unit < character.length; unit++) map.push(at)
    value += character
    at += length
  }
  return { type: 'string', value, map, ...region }
}

function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1]
  return Math.min(letter === 0x75 ? 6 : letter === 0x55 ? 10 : 2, bytes.length - at)
}

/** The character that an escape stands for; one that is unknown stands for its letter. */
function characterOf(written: string): string {
  const letter = written.charAt(1)
  const code = /^\\[uU][0-9a-fA-F]+$/.test(written) ? Number.parseInt(written.slice(2), 16) : -1
  if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  return ESCAPED[letter] ?? letter
}

function characterLength(lead: number): number {
  return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}
