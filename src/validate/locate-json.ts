import { pointerStep, unescapeKey } from '../syntax/json/pointer.ts'
import type { Region } from '../syntax/node.ts'
import { decodeUtf8 } from '../syntax/utf8.ts'

/** What of a value is pointed at: the key that leads to it, or the value. */
export type Part = 'key' | 'value'

/** Something in a document that something is said of. */
export interface Place {
  readonly pointer: string
  readonly part: Part
}

/**
 * Where the values of JSON pointers stand in a JSON text that `JSON.parse` has accepted, found in one pass that
 * keeps nothing of the rest. Of a key that stands twice the last counts, as in `JSON.parse`. A string's region is
 * the text between its quotes, or the quotes when it is empty, a container's its first bracket.
 */
export function locateJson(bytes: Uint8Array, pointers: readonly Place[]): readonly (Region | undefined)[] {
  const wanted = new Map<string, { key?: Region; value?: Region }>()
  const above = new Set<string>()
  for (const { pointer } of pointers) {
    wanted.set(pointer, {})
    for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      above.add(pointer.slice(0, end))
      if (end === 0) break
    }
  }
  new Walk(bytes, wanted, above).value('', undefined)
  return pointers.map(({ pointer, part }) => {
    const found = wanted.get(pointer)
    return part === 'key' ? (found?.key ?? found?.value) : found?.value
  })
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

class Walk {
  private readonly bytes: Uint8Array
  private readonly wanted: Map<string, { key?: Region; value?: Region }>
  private readonly above: ReadonlySet<string>
  private at = 0

  constructor(
    bytes: Uint8Array,
    wanted: Map<string, { key?: Region; value?: Region }>,
    above: ReadonlySet<string>,
  ) {
    this.bytes = bytes
    this.wanted = wanted
    this.above = above
  }

  /** Passes one value; goes into it only when something below is wanted, which bounds how deep it calls itself. */
  value(pointer: string, key: Region | undefined): void {
    this.space()
    const start = this.at
    const first = this.bytes[start]
    if (!this.above.has(pointer) || (first !== 0x7b && first !== 0x5b)) this.skip()
    else if (first === 0x7b) this.members(pointer)
    else this.elements(pointer)
    if (!this.wanted.has(pointer)) return
    const isText = first === QUOTE && this.at > start + 2
    const isContainer = first === 0x7b || first === 0x5b
    const value = isText
      ? { start: start + 1, end: this.at - 1 }
      : { start, end: isContainer ? start + 1 : this.at }
    this.wanted.set(pointer, key === undefined ? { value } : { key, value })
  }

  private members(pointer: string): void {
    this.at++
    for (this.space(); this.bytes[this.at] === QUOTE; this.space()) {
      const start = this.at + 1
      this.skip()
      const key = { start, end: this.at - 1 }
      const written = decodeUtf8(this.bytes.subarray(key.start, key.end))
      this.space()
      this.at++
      this.value(pointer + pointerStep(unescapeKey(written) ?? written), key)
      this.comma()
    }
    this.at++
  }

  private elements(pointer: string): void {
    this.at++
    this.space()
    for (let index = 0; this.at < this.bytes.length && this.bytes[this.at] !== 0x5d; index++) {
      this.value(`${pointer}/${index}`, undefined)
      this.comma()
      this.space()
    }
    this.at++
  }

  private comma(): void {
    this.space()
    if (this.bytes[this.at] === COMMA) this.at++
  }

  private space(): void {
    while (this.bytes[this.at]! <= 0x20) this.at++
  }

  /** Passes a value without looking into it. */
  private skip(): void {
    const { bytes } = this
    let depth = 0
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at]!
      if (byte === QUOTE) {
        for (this.at++; bytes[this.at] !== QUOTE; this.at++) if (bytes[this.at] === BACKSLASH) this.at++
        if (depth > 0) continue
        this.at++
        return
      }
      if (byte === 0x7b || byte === 0x5b) depth++
      else if (byte === 0x7d || byte === 0x5d) {
        if (depth === 0) return
        depth--
        if (depth > 0) continue
        this.at++
        return
      } else if (depth === 0 && (byte === COMMA || byte <= 0x20)) return
    }
  }
}
