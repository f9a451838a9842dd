import { skeleton } from '../normalize/lookalikes.ts'

/** Bits of a token's hash that are kept. */
const HASH_BITS = 20
const HASH_MASK = (1 << HASH_BITS) - 1

/** Bits of three folded characters (six each) that are kept. */
const TRIPLE_BITS = 16

/** Classes of ASCII characters: 0 separates tokens; look-alikes (`i l 1`, `o 0`) share a class. */
const FOLDED = new Uint8Array(128)

/** Lower case of ASCII letters and digits. */
const LOWER = new Uint8Array(128)

for (const lower of 'abcdefghijklmnopqrstuvwxyz0123456789') {
  const shape = skeleton(lower).charCodeAt(0)
  for (const character of [lower, lower.toUpperCase()]) {
    const code = character.charCodeAt(0)
    FOLDED[code] = shape >= 0x61 ? shape - 0x60 : shape - 0x30 + 27
    LOWER[code] = lower.charCodeAt(0)
  }
}

/**
 * Whether a text could hold one of the tokens, or a token one edit away from one of the shapes (six letters or
 * more, look-alikes folded): `false` is certain, `true` is not. One pass over ASCII texts without making strings;
 * other texts could always.
 */
export function compileQuickLook(
  tokens: Iterable<string>,
  shapes: Iterable<string>,
): (text: string) => boolean {
  const known = new Uint32Array(1 << (HASH_BITS - 5))
  for (const token of tokens) {
    let hash = 0
    for (let i = 0; i < token.length; i++) hash = step(hash, token.charCodeAt(i))
    hash &= HASH_MASK
    known[hash >>> 5] = (known[hash >>> 5] as number) | (1 << (hash & 31))
  }
  // One edit leaves the first or the last three letters as they were, and the length within one.
  const heads = new Uint32Array(1 << TRIPLE_BITS)
  const tails = new Uint32Array(1 << TRIPLE_BITS)
  for (const shape of shapes) {
    const lengths = 7 << (shape.length - 1)
    const head = tripleOf(shape.slice(0, 3))
    const tail = tripleOf(shape.slice(-3))
    heads[head] = (heads[head] as number) | lengths
    tails[tail] = (tails[tail] as number) | lengths
  }

  return (text) => {
    let hash = 0
    let triple = 0
    let head = 0
    let length = 0
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 0
      if (code > 0x7f) return true
      const folded = FOLDED[code] as number
      if (folded !== 0) {
        hash = step(hash, LOWER[code] as number)
        triple = ((triple << 6) | folded) & 0x3ffff
        if (++length === 3) head = triple
      } else if (length > 0) {
        if (((known[(hash & HASH_MASK) >>> 5] as number) & (1 << (hash & 31))) !== 0) return true
        if (length > 4 && length < 32) {
          const lengths = (heads[fold(head)] as number) | (tails[fold(triple)] as number)
          if ((lengths & (1 << length)) !== 0) return true
        }
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
  return fold(triple)
}

function fold(triple: number): number {
  return (triple ^ (triple >>> TRIPLE_BITS)) & ((1 << TRIPLE_BITS) - 1)
}
