import { compileSearch, type Search } from '../search.ts'
import type { FieldShape, MessageTypes } from './schema.ts'
import { BYTES, VARINT } from './wire.ts'

/** What shows that a message may matter. */
export interface SkimOptions {
  /** Runs of ASCII letters and digits one of which every message holds that could matter. */
  readonly literals: readonly string[]
  /** Further ASCII literals; a leading `"` means the start of a text. */
  readonly triggers: readonly string[]
  /** Words of enumerations, and keys of messages, that tell by being there. */
  readonly words: ReadonlySet<string>
  readonly keys: ReadonlySet<string>
  /** Keys of repeated messages that are counted, at any depth. */
  readonly counted: readonly string[]
}

/** What a message shows without being read. */
export interface Skimmed {
  /** True when it has to be read: it may matter, or is not as it should be. */
  readonly matters: boolean
  /** Number of counted messages, by the place of their key in `counted`. */
  readonly counts: readonly number[]
}

/** Goes through the fields of messages as the parser does, and through their texts, without keeping anything. */
export class Skimmer {
  readonly #types: ReadonlyMap<string, readonly (Skim | undefined)[]>
  readonly #counted: number
  readonly #search: Search
  /** The state of the search at the start of a text. */
  readonly #textStart: number

  constructor(types: MessageTypes, options: SkimOptions) {
    this.#types = new Map(Object.keys(types).map((name) => [name, skimsOf(types, name, options)]))
    this.#counted = options.counted.length
    this.#search = compileSearch([...options.literals, ...options.triggers])
    this.#textStart = this.#search.next[this.#search.classOf[QUOTE]!]!
  }

  skim(bytes: Uint8Array, type: string): Skimmed {
    const counts: number[] = new Array(this.#counted).fill(0)
    const matters = !this.#isQuiet(bytes, type, counts)
    return { matters, counts }
  }

  #isQuiet(bytes: Uint8Array, type: string, counts: number[]): boolean {
    const types: (readonly (Skim | undefined)[])[] = [this.#types.get(type)!]
    const ends: number[] = [bytes.length]
    const wire = new Wire(bytes)
    for (let depth = 0; depth >= 0; ) {
      const end = ends[depth]!
      if (wire.at >= end) {
        if (wire.at > end) return false
        depth--
        continue
      }
      const key = wire.varint()
      const number = Math.floor(key / 8)
      if (number < 1 || number > MOST_FIELDS) return false
      const skim = types[depth]![number]
      switch (key % 8) {
        case VARINT: {
          const value = wire.varint()
          if (value < 0 || skim?.telling?.[value] === true) return false
          break
        }
        case FIXED64:
          wire.at += 8
          break
        case FIXED32:
          wire.at += 4
          break
        case BYTES: {
          const length = wire.varint()
          if (length < 0 || wire.at + length > end) return false
          if (skim?.tells) return false
          if (skim?.count !== undefined) counts[skim.count]! += 1
          if (skim?.message !== undefined) {
            if (++depth >= DEPTH_LIMIT) return false
            types[depth] = this.#types.get(skim.message)!
            ends[depth] = wire.at + length
          } else {
            if (skim?.text && this.#isFound(bytes, wire.at, wire.at + length)) return false
            wire.at += length
          }
          break
        }
        default:
          return false
      }
    }
    return true
  }

  /** Whether a text holds a literal, a character that could fold to ASCII, or bytes that are not UTF-8. */
  #isFound(bytes: Uint8Array, from: number, to: number): boolean {
    const { classOf, next } = this.#search
    let state = this.#textStart
    if (state < 0) return true
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!
      state = next[state + classOf[byte]!]!
      if (state < 0) return true
      if (byte < 0x80) continue
      // The search finds all leads but this one.
      if (byte !== LATIN_LEAD || at + 1 === to || (bytes[++at]! & 0xc0) !== 0x80) return true
      state = 0
    }
    return false
  }
}

/** What a field is to a skimmer. */
interface Skim {
  readonly text: boolean
  readonly message: string | undefined
  /** Index of its key among the counted ones. */
  readonly count: number | undefined
  /** Whether it tells by being there. */
  readonly tells: boolean
  /** For numbers that stand for words: which of them tell. */
  readonly telling: readonly boolean[] | undefined
}

function skimsOf(types: MessageTypes, name: string, options: SkimOptions): readonly (Skim | undefined)[] {
  const skims: (Skim | undefined)[] = []
  for (const [number, shape] of Object.entries(types[name]!)) skims[Number(number)] = skimOf(shape, options)
  return skims
}

function skimOf({ key, holds, many }: FieldShape, { words, keys, counted }: SkimOptions): Skim {
  const count = counted.indexOf(key)
  const isMessage = 'message' in holds
  return {
    text: 'text' in holds,
    message: isMessage ? holds.message : undefined,
    count: isMessage && many && count >= 0 ? count : undefined,
    tells: isMessage && keys.has(key),
    telling: 'words' in holds ? holds.words.values.map((word) => words.has(word)) : undefined,
  }
}

const QUOTE = 0x22
const LATIN_LEAD = 0xc3
const MOST_FIELDS = 0x1fffffff
const FIXED64 = 1
const FIXED32 = 5
/** Deeper messages are left to the parser. */
const DEPTH_LIMIT = 1000

/** Numbers of variable length in bytes. */
class Wire {
  at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The number that begins here; below zero when none does. */
  varint(): number {
    const bytes = this.#bytes
    let value = 0
    let scale = 1
    for (let index = 0; index < 10; index++) {
      if (this.at >= bytes.length) return -1
      const byte = bytes[this.at++]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    return -1
  }
}
