import { skeleton } from '../normalize/lookalikes.ts'

/** Bits of a token's hash that are kept. */
const HASH_BITS = 20
const HASH_MASK = (1 << HASH_BITS) - 1

/** Six bits for each of three folded characters. */
const TRIPLE_MASK = (1 << 18) - 1

/** Classes of ASCII characters: 0 separates tokens; look-alikes (`i l 1`, `o 0`) share a class. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase()
  if (!/[a-z0-9]/.test(character)) return 0
  const folded = skeleton(character)
  return /[a-z]/.test(folded) ? folded.charCodeAt(0) - 0x60 : folded.charCodeAt(0) - 0x30 + 27
})

/** Lower case of ASCII letters and digits. */
const LOWER = Uint8Array.from({ length: 128 }, (_, code) =>
  String.fromCharCode(code).toLowerCase().charCodeAt(0),
)

/**
 * Whether a text could hold one of the tokens, or a misspelling of one of the tolerant ones: `false` is certain,
 * `true` is not. One pass over ASCII texts without making strings; other texts could always.
 */
export function compileQuickLook(
  tokens: Iterable<string>,
  heads: Iterable<string>,
  tails: Iterable<string>,
): (text: string) => boolean {
  const known = new Uint32Array(1 << (HASH_BITS - 5))
  for (const token of tokens) {
    let hash = 0
    for (let i = 0; i < token.length; i++) hash = step(hash, token.charCodeAt(i))
    mark(known, hash & HASH_MASK)
  }
  const head = new Uint32Array(1 << 13)
  for (const triple of heads) mark(head, tripleOf(triple))
  const tail = new Uint32Array(1 << 13)
  for (const triple of tails) mark(tail, tripleOf(triple))

  return (text) => {
    let hash = 0
    let triple = 0
    let length = 0
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 0
      if (code > 0x7f) return true
      const folded = FOLDED[code] as number
      if (folded !== 0) {
        hash = step(hash, LOWER[code] as number)
        triple = ((triple << 6) | folded) & TRIPLE_MASK
        if (++length === 3 && marked(head, triple)) return true
      } else if (length > 0) {
        if (marked(known, hash & HASH_MASK) || (length > 4 && marked(tail, triple))) return true
        hash = 0
        triple = 0
        length = 0
      }
    }
    return false
  }
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15)
}

function tripleOf(text: string): number {
  let triple = 0
  for (let i = 0; i < 3; i++) triple = (triple << 6) | (FOLDED[text.charCodeAt(i)] as number)
  return triple
}

function mark(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

function marked(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5] as number) & (1 << (at & 31))) !== 0
}
