import { ByteStore } from '../byte-store.ts'
import type { ProtobufProblem } from './parse.ts'
import { BYTES, LONGEST_HEADER, readField } from './wire.ts'

/** A field of the outermost message that holds a message or a text. */
export interface ProtobufRecord {
  readonly number: number
  /** What it holds; valid during the call only. */
  readonly bytes: Uint8Array
  /** Offset of `bytes[0]` in the document. */
  readonly offset: number
  /** False when the document ends before it does. */
  readonly whole: boolean
}

/** What splitting a document came to. */
export interface ProtobufResult {
  /** Fields of the outermost message. */
  readonly records: number
  /** What ended the reading; `null`: the document was read to its end. */
  readonly problem: ProtobufProblem | null
  /** Records that were passed over because they are too large. */
  readonly skipped: readonly { readonly offset: number; readonly length: number }[]
}

/** What a splitter is told. */
export interface ProtobufSplitterOptions {
  /** Numbers of the fields that are given; others are passed over. */
  readonly wanted: ReadonlySet<number>
  /** Bytes above which a record is passed over. Default 64 MiB. */
  readonly recordLimit?: number
  onRecord(record: ProtobufRecord): void
}

/** Takes a message in chunks of any size and gives its fields, holding one at a time. */
export class ProtobufSplitter {
  readonly #options: ProtobufSplitterOptions
  readonly #limit: number
  readonly #skipped: { offset: number; length: number }[] = []
  #records = 0
  #problem: ProtobufProblem | null = null
  /** Bytes that have come and are not done with, and where they begin in the document. */
  readonly #held = new ByteStore()
  #offset = 0
  /** The field under way: how much of it is needed, or is to be passed over. */
  #field: { readonly number: number; readonly length: number } | null = null
  #passing = 0

  constructor(options: ProtobufSplitterOptions) {
    this.#options = options
    this.#limit = options.recordLimit ?? 64 * 1024 ** 2
  }

  write(chunk: Uint8Array): void {
    if (this.#problem !== null || chunk.length === 0) return
    const held = this.#held
    const fresh = held.length === 0
    if (!fresh) held.add(chunk)
    if (this.#field !== null && (fresh ? chunk : held).length < this.#field.length) {
      if (fresh) held.add(chunk)
      return
    }
    const used = this.#take(fresh ? chunk : held.bytes(), false)
    if (fresh) held.add(chunk.subarray(used))
    else held.drop(used)
    this.#offset += used
  }

  end(): ProtobufResult {
    if (this.#problem === null) this.#end(this.#held.bytes())
    return { records: this.#records, problem: this.#problem, skipped: this.#skipped }
  }

  #end(rest: Uint8Array): void {
    const used = this.#take(rest, true)
    const left = rest.subarray(used)
    const offset = this.#offset + used
    if (this.#field !== null) {
      this.#options.onRecord({ number: this.#field.number, bytes: left, offset, whole: false })
    }
    if (this.#field === null && this.#passing === 0 && left.length === 0) return
    if (this.#problem !== null) return
    const message = 'The document ends inside a message.'
    this.#problem = { code: 'truncated', offset: this.#offset + rest.length, message }
  }

  /** Takes whole fields; gives the number of bytes that are done with. */
  #take(bytes: Uint8Array, atEnd: boolean): number {
    let at = 0
    while (true) {
      if (this.#passing > 0) {
        const step = Math.min(this.#passing, bytes.length - at)
        this.#passing -= step
        at += step
        if (this.#passing > 0) return at
      }
      if (this.#field !== null) {
        const { number, length } = this.#field
        if (bytes.length - at < length) return at
        const record = {
          number,
          bytes: bytes.subarray(at, at + length),
          offset: this.#offset + at,
          whole: true,
        }
        this.#field = null
        this.#options.onRecord(record)
        at += length
      }
      if (at === bytes.length || (!atEnd && bytes.length - at < LONGEST_HEADER)) return at
      const field = readField(bytes, at, bytes.length)
      if (field === 'short') return at
      if (field === 'invalid') {
        const message =
          'These bytes are no field of a Protocol Buffers message; what stands behind was not read.'
        this.#problem = { code: 'syntax', offset: this.#offset + at, message }
        return bytes.length
      }
      this.#records++
      at = Math.min(field.start, bytes.length)
      const length = field.end - field.start
      const wanted = field.wire === BYTES && this.#options.wanted.has(field.number)
      if (wanted && length <= this.#limit) this.#field = { number: field.number, length }
      else {
        if (wanted) this.#skipped.push({ offset: this.#offset + at, length })
        this.#passing = length
      }
    }
  }
}
