import type { Openable } from '../archive/bytes.ts'

/**
 * The UTF-8 bytes of the text that a JSON string spells, the string being given without its quotes. An escape that
 * JSON does not know stands for its letter; half of a surrogate pair is U+FFFD.
 */
export function decodeJsonText(string: Openable): Openable {
  return { open: () => decode(string.open()) }
}

async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  /** Bytes of an escape, or of two that are a pair, that is not over yet; it began in an earlier chunk. */
  let held = new Uint8Array(0)
  for await (const chunk of chunks) {
    const bytes = join(held, chunk)
    const whole = wholeLength(bytes)
    held = bytes.slice(whole)
    if (whole > 0) yield unescaped(bytes.subarray(0, whole))
  }
  if (held.length > 0) yield unescaped(held)
}

const BACKSLASH = 0x5c
const LETTER_U = 0x75
/** Bytes of `\uD83D\uDE00`. */
const PAIR = 12

/** Number of bytes before an escape at the end of which more may come. */
function wholeLength(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(BACKSLASH); at !== -1; ) {
    if (at + PAIR > bytes.length && mayGoOn(bytes.subarray(at))) return at
    at = bytes.indexOf(BACKSLASH, at + 2)
  }
  return bytes.length
}

function mayGoOn(written: Uint8Array): boolean {
  if (written.length < 2) return true
  if (written[1] !== LETTER_U) return false
  if (written.length < 6) return true
  const high = /^\\ud[89ab]/i.test(String.fromCharCode(...written.subarray(0, 4)))
  return high && (written[6] ?? BACKSLASH) === BACKSLASH && (written[7] ?? LETTER_U) === LETTER_U
}

function unescaped(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(BACKSLASH)) return bytes
  const out = new Uint8Array(bytes.length)
  let size = 0
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(BACKSLASH, at)
    const end = next === -1 ? bytes.length : next
    out.set(bytes.subarray(at, end), size)
    size += end - at
    if (next === -1) break
    const { text, length } = escapeAt(bytes, next)
    // No escape is shorter than what it spells.
    size += encoder.encodeInto(text, out.subarray(size)).written
    at = next + length
  }
  return out.subarray(0, size)
}

const encoder = new TextEncoder()

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function escapeAt(bytes: Uint8Array, at: number): { readonly text: string; readonly length: number } {
  const written = String.fromCharCode(...bytes.subarray(at, at + PAIR))
  const units = /^\\u([\da-f]{4})(?:(?<=\\ud[89ab]..)\\u(d[c-f][\da-f]{2}))?/i.exec(written)
  if (units !== null) {
    const codes = units.slice(1).flatMap((hex) => (hex === undefined ? [] : [Number.parseInt(hex, 16)]))
    return { text: String.fromCharCode(...codes), length: units[0].length }
  }
  const letter = written.charAt(1)
  return { text: ESCAPES[letter] ?? letter, length: Math.min(2, written.length) }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
