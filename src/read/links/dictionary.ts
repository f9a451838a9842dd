/**
 * Texts numbered in order of coming, kept as bytes one behind the other: a document can have a million names, and as
 * strings they would take several times as much.
 */
export class Dictionary {
  size = 0
  #bytes = new Uint8Array(0)
  /** Where each text ends in `#bytes`; it begins where the one before it ends. */
  #ends = new Uint32Array(0)
  /** Numbers by hash, with 1 added; 0: nothing. At most half of it is used. */
  #slots = new Int32Array(16)
  /** Without it a document could be made in which all names share a slot. What comes out does not depend on it. */
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0]!

  /** The number of a text, a new one if need be. */
  add(text: string): number {
    const bytes = encode(text)
    const slot = this.#slotOf(bytes)
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1
    const start = this.#startOf(this.size)
    const end = start + bytes.length
    if (end > this.#bytes.length) this.#bytes = longer(this.#bytes, (length) => new Uint8Array(length), end)
    if (this.size === this.#ends.length)
      this.#ends = longer(this.#ends, (length) => new Uint32Array(length), this.size + 1)
    this.#bytes.set(bytes, start)
    this.#ends[this.size] = end
    this.#slots[slot] = ++this.size
    if (this.size * 2 > this.#slots.length) this.#spread()
    return this.size - 1
  }

  /** The number of a text that is there, or -1. */
  find(text: string): number {
    return this.#slots[this.#slotOf(encode(text))]! - 1
  }

  /** The text of a number. */
  textOf(id: number): string {
    return decoder.decode(this.#bytesOf(id))
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!
  }

  #bytesOf(id: number): Uint8Array {
    return this.#bytes.subarray(this.#startOf(id), this.#ends[id])
  }

  /** The slot of a text, or the empty one where it would stand. */
  #slotOf(bytes: Uint8Array): number {
    const mask = this.#slots.length - 1
    let slot = this.#hash(bytes) & mask
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask)
      if (this.#is(this.#slots[slot]! - 1, bytes)) break
    return slot
  }

  #is(id: number, bytes: Uint8Array): boolean {
    const start = this.#startOf(id)
    if (this.#ends[id]! - start !== bytes.length) return false
    for (let at = 0; at < bytes.length; at++) if (this.#bytes[start + at] !== bytes[at]) return false
    return true
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    const mask = this.#slots.length - 1
    for (let id = 0; id < this.size; id++) {
      let slot = this.#hash(this.#bytesOf(id)) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = id + 1
    }
  }

  #hash(bytes: Uint8Array): number {
    let hash = this.#seed
    for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    return hash ^ (hash >>> 15)
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
let scratch = new Uint8Array(1 << 10)

/** The bytes of a text; they stand until the next call. */
function encode(text: string): Uint8Array {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 4)
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written)
}

/** A copy with room for a length, and for as much again. */
function longer<Numbers extends Uint8Array | Uint32Array>(
  numbers: Numbers,
  make: (length: number) => Numbers,
  length: number,
): Numbers {
  const copy = make(Math.max(16, length * 2))
  copy.set(numbers)
  return copy
}
