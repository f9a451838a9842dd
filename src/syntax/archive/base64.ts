import type { Openable } from './bytes.ts'
import { ArchiveError } from './error.ts'

/**
 * The bytes that a base64 text spells (RFC 4648, either alphabet, padded or not), the text being the inside of a JSON
 * string: white space and the string's escapes for it are passed over. The stream throws an {@link ArchiveError} at
 * anything else.
 */
export function decodeBase64(text: Openable): Openable {
  return { open: () => decode(text.open()) }
}

const VALUES = new Int8Array(256).fill(-1)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
for (let at = 0; at < ALPHABET.length; at++) VALUES[ALPHABET.charCodeAt(at)] = at
for (const [characters, value] of [
  ['+-', 62],
  ['/_', 63],
] as const) {
  for (const character of characters) VALUES[character.charCodeAt(0)] = value
}

const BACKSLASH = 0x5c

async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bits = 0
  let held = 0
  let ended = false
  /** Characters of an escape so far, without its backslash. */
  let escaped: string | null = null
  for await (const chunk of chunks) {
    const out = new Uint8Array(Math.ceil((chunk.length * 3) / 4) + 3)
    let size = 0
    for (let at = 0; at < chunk.length; at++) {
      let byte = chunk[at]!
      if (escaped !== null) {
        escaped += String.fromCharCode(byte)
        const meant = meantBy(escaped)
        if (meant === null) continue
        escaped = null
        byte = meant
      } else if (byte === BACKSLASH) {
        escaped = ''
        continue
      }
      const value = VALUES[byte]!
      if (value >= 0 && !ended) {
        held = ((held << 6) | value) & 0xffffff
        bits += 6
        if (bits < 8) continue
        bits -= 8
        out[size++] = held >>> bits
      } else if (byte === 0x3d) ended = true
      else if (value >= 0 || !isSpace(byte)) throw notBase64()
    }
    if (size > 0) yield out.subarray(0, size)
  }
  if (bits >= 6 || escaped !== null) throw notBase64()
}

/** The character that a JSON escape means, `null` while more of it is to come. */
function meantBy(escaped: string): number | null {
  if (escaped[0] !== 'u') return ESCAPES[escaped] ?? 0
  return escaped.length < 5 ? null : Number.parseInt(escaped.slice(1), 16) & 0xff
}

const ESCAPES: Readonly<Record<string, number>> = { '/': 0x2f, n: 0x0a, r: 0x0d, t: 0x09 }

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
}

function notBase64(): ArchiveError {
  return new ArchiveError(
    'unreadable',
    'The payload is not base64.',
    'Get the attestation again: it is damaged.',
  )
}
