import { foldByte } from '../literals.ts'

/**
 * Literals made ready for a search that looks at every second byte only. Each literal has two windows of three bytes,
 * one that begins at an even and one that begins at an odd distance from its first byte: one of them begins where
 * the search looks. Of each kind the rarest is taken; what is seen there is then compared with the whole literal.
 * Literals that begin with `%` are short and many: they have one window, for the search looks at each `%`.
 */
export interface LiteralWindows {
  /** 1 for each hash of three bytes with which some window begins. */
  readonly flags: Uint8Array
  /** The first window of each hash, counted from 1. */
  readonly heads: Uint16Array
  /** The windows and the literals' texts, as `assembly/scan.ts` wants them. */
  readonly windows: Uint8Array
}

/** Number of hashes. */
const HASHES = 1 << 15

/**
 * Compiles ASCII literals; `null` when they are too many. Letters match in either case; `i l 1 |` match each other, as
 * do `o 0`. Of a long literal a part is looked for.
 *
 * @throws {RangeError} for a literal that is empty or not ASCII
 */
export function compileLiteralWindows(literals: readonly string[]): LiteralWindows | null {
  const flags = new Uint8Array(HASHES)
  const heads = new Uint16Array(HASHES)
  const entries: Entry[] = []
  const texts = literals.map(bytesOf)
  for (const [literal, text] of texts.entries()) {
    const isEscape = text[0] === PERCENT
    for (const offset of isEscape ? [0] : [rarestWindow(text, 0), rarestWindow(text, 1)]) {
      for (const hash of hashesAt(text, offset)) {
        heads[hash] = entries.push({ next: heads[hash]!, offset, literal })
        if (!isEscape) flags[hash] = 1
      }
    }
  }
  const windows = packed(entries, texts)
  return entries.length > MOST_ENTRIES || windows.length > ROOM ? null : { flags, heads, windows }
}

interface Entry {
  readonly next: number
  readonly offset: number
  readonly literal: number
}

/** Bytes of a literal that are compared. */
const LONGEST = 32
const PERCENT = 0x25
const MOST_ENTRIES = 0xffff
/** What the memory of the search has for them, in bytes. */
const ROOM = 0xe0000

function bytesOf(literal: string): Uint8Array {
  const bytes = new Uint8Array(literal.length)
  for (let at = 0; at < literal.length; at++) {
    const code = literal.charCodeAt(at)
    if (code > 0x7f) throw new RangeError(`not an ASCII literal: ${literal}`)
    bytes[at] = foldByte(code)
  }
  if (literal === '') throw new RangeError('an empty literal')
  return bytes.length <= LONGEST ? bytes : rarestPart(bytes)
}

function rarestPart(bytes: Uint8Array): Uint8Array {
  const middle = rarestWindow(bytes, 0)
  const from = Math.max(0, Math.min(middle - LONGEST / 2, bytes.length - LONGEST))
  return bytes.subarray(from, from + LONGEST)
}

/** Where the rarest window of one parity begins; before the literal or near its end it holds bytes that may be any. */
function rarestWindow(text: Uint8Array, parity: number): number {
  let rarest = 0
  let least = Number.POSITIVE_INFINITY
  for (let offset = parity === 0 ? 0 : -1; offset < text.length; offset += 2) {
    const share = shareOf(text[offset]) * shareOf(text[offset + 1]) * shareOf(text[offset + 2])
    if (share >= least) continue
    least = share
    rarest = offset
  }
  return rarest
}

/** How many of all bytes look like a byte; `undefined`: any byte. */
function shareOf(byte: number | undefined): number {
  return byte === undefined ? 1 : FOLDED_SHARES[byte]!
}

/** All hashes that the three bytes at an offset can have. */
function hashesAt(text: Uint8Array, offset: number): readonly number[] {
  const hashes: number[] = []
  const second = codesOf(text[offset + 1])
  const third = codesOf(text[offset + 2])
  for (const a of codesOf(text[offset])) {
    for (const b of second) for (const c of third) hashes.push(hashOf(a, b, c))
  }
  return hashes
}

/** The low five bits of the bytes that look like a byte. */
function codesOf(byte: number | undefined): readonly number[] {
  return byte === undefined ? ALL_CODES : CODES[byte]!
}

/** The hash of the low five bits of three bytes: nearly one of its own for each, in few steps. */
export function hashOf(a: number, b: number, c: number): number {
  return Math.imul(a | (b << 8) | (c << 16), 0xfc002001) >>> 17
}

function packed(entries: readonly Entry[], texts: readonly Uint8Array[]): Uint8Array {
  const starts: number[] = []
  let size = (entries.length + 1) * 8
  for (const text of texts) {
    starts.push(size)
    size += text.length + 1
  }
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  for (const [index, { next, offset, literal }] of entries.entries()) {
    const at = (index + 1) * 8
    view.setUint16(at, next, true)
    view.setInt16(at + 2, offset, true)
    view.setUint32(at + 4, starts[literal]!, true)
  }
  for (const [index, text] of texts.entries()) {
    bytes[starts[index]!] = text.length
    bytes.set(text, starts[index]! + 1)
  }
  return bytes
}

/** How many of 1000 bytes in public SBOMs (19 MB of JSON) have these low five bits. */
const SHARES: readonly number[] = [
  223, 37, 81, 29, 26, 62, 19, 11, 10, 30, 34, 7, 36, 26, 36, 36, 34, 14, 40, 40, 38, 22, 15, 12, 17, 17, 29,
  7, 2, 8, 1, 1,
].map((share) => share / 1000)

const ALL_CODES: readonly number[] = SHARES.map((_, code) => code)
const CODES: number[][] = Array.from({ length: 0x80 }, () => [])
const FOLDED_SHARES = new Float64Array(0x80)
for (let byte = 0; byte < 0x80; byte++) {
  const codes = CODES[foldByte(byte)]!
  const code = byte & 0x1f
  if (codes.includes(code)) continue
  codes.push(code)
  FOLDED_SHARES[foldByte(byte)]! += SHARES[code]!
}
