import { PagedBytes, PagedIntegers } from './paged.ts'

/**
 * Texts numbered in order of coming, kept as bytes one behind the other: a document can have a million names, and as
 * strings they would take several times as much.
 */
export class Dictionary {
  readonly #bytes = new PagedBytes()
  /** Where each text ends in `#bytes`; it begins where the one before it ends. */
  readonly #ends = new PagedIntegers()
  /** Numbers by hash, with 1 added; 0: nothing. At most two thirds of it are used. */
  #slots = new Int32Array(16)
  /** Without it a document could be made in which all names share a slot. What comes out does not depend on it. */
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0]!

  /** How many there are. */
  get size(): number {
    return this.#ends.size
  }

  /** The number of a text, a new one if need be. */
  add(text: string): number {
    const bytes = encode(text)
    const slot = this.#slotOf(bytes)
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1
    this.#bytes.add(bytes)
    this.#ends.push(this.#bytes.size)
    this.#slots[slot] = this.size
    if (this.size * 3 > this.#slots.length * 2) this.#spread()
    return this.size - 1
  }

  /** The number of a text that is there, or -1. */
  find(text: string): number {
    return this.#slots[this.#slotOf(encode(text))]! - 1
  }

  /** The text of a number. */
  textOf(id: number): string {
    return decoder.decode(this.#bytes.slice(this.#startOf(id), this.#ends.at(id)))
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends.at(id - 1)
  }

  /** The slot of a text, or the empty one where it would stand. */
  #slotOf(bytes: Uint8Array): number {
    const mask = this.#slots.length - 1
    let hash = this.#seed
    for (let at = 0; at < bytes.length; at++) hash = hashByte(hash, bytes[at]!)
    let slot = mixed(hash) & mask
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask)
      if (this.#is(this.#slots[slot]! - 1, bytes)) break
    return slot
  }

  #is(id: number, bytes: Uint8Array): boolean {
    const start = this.#startOf(id)
    if (this.#ends.at(id) - start !== bytes.length) return false
    for (let at = 0; at < bytes.length; at++) if (this.#bytes.at(start + at) !== bytes[at]) return false
    return true
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    const mask = this.#slots.length - 1
    for (let id = 0, at = 0; id < this.size; id++) {
      let hash = this.#seed
      for (const end = this.#ends.at(id); at < end; at++) hash = hashByte(hash, this.#bytes.at(at))
      let slot = mixed(hash) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = id + 1
    }
  }
}

function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193)
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 15)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
let scratch = new Uint8Array(1 << 10)

/** The bytes of a text; they stand until the next call. */
function encode(text: string): Uint8Array {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 4)
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written)
}
