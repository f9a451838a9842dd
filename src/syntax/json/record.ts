import type { ProblemCode } from '../../model/problem.ts'
import type { LineAnchor } from '../lines.ts'
import { decodeUtf8 } from '../utf8.ts'
import {
  BREAK,
  BREAK_IN_TEXT,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  FOUND,
  type JsonAutomaton,
  OPEN_ARRAY,
  OPEN_OBJECT,
} from './automaton.ts'
import type { Counts } from './counts.ts'
import type { LineCount } from './line-count.ts'
import { RecordBytes } from './record-bytes.ts'

/** Trouble and where it is. */
export interface SplitterProblem {
  readonly code: Extract<
    ProblemCode,
    'empty' | 'truncated' | 'syntax' | 'encoding' | 'too-deep' | 'too-large' | 'record-skipped'
  >
  readonly offset: number
  readonly message: string
}

/**
 * How reading a record stands. `cut`: it is too large, and an array of it must be read by its elements: go on with
 * `rewind`. `cut-here`: that array has just begun: go on with `suspend`.
 */
export type RecordStatus = 'reading' | 'complete' | 'cut' | 'cut-here' | 'failed'

/** A record that waits for the end of an array that was cut out of it. */
export interface SuspendedRecord {
  readonly bytes: RecordBytes
  readonly depth: number
  readonly found: boolean
  readonly line: LineAnchor | null
  /** Which counted key the array has, or below zero. */
  readonly counted: number
}

/** In bytes. */
export interface RecordLimits {
  /** Above which a record's larger arrays are cut out of it. */
  readonly split: number
  /** Above which it is passed over. */
  readonly skip: number
}

const DEPTH_LIMIT = 10_000

const OBJECT = 1
const ARRAY = 2
/** An array of the counted key k has kind `COUNTED + k`. */
const COUNTED = 3

/** Reads one record after the other: its extent, whether it matters, and what is counted in it. */
export class RecordReader {
  status: RecordStatus = 'reading'
  problem: SplitterProblem | null = null
  /** Whether the current record matters. */
  found = false
  /** Start of the line in which the current record begins. */
  line: LineAnchor | null = null
  private readonly automaton: JsonAutomaton
  private readonly counts: Counts
  private readonly lines: LineCount
  private readonly limits: RecordLimits
  private kind: 'container' | 'string' | 'token' = 'container'
  private bytes = new RecordBytes()
  private state = 0
  private kinds = new Uint8Array(64)
  /** Offset of each open array's bracket, by depth. */
  private opened = new Float64Array(64)
  private depth = 0
  /** Length at which to see what can be cut out. */
  private threshold = 0
  private overlong = false
  /** Bytes held by suspended records. */
  private held = 0
  /** Where the record was begun or resumed: length then, depth, and whether it mattered. */
  private mark = { length: 1, depth: 1, found: false }
  /** Offset of the bracket of the array to be cut out. */
  private cutAt = -1

  constructor(automaton: JsonAutomaton, counts: Counts, lines: LineCount, limits: RecordLimits) {
    this.automaton = automaton
    this.counts = counts
    this.lines = lines
    this.limits = limits
  }

  get offset(): number {
    return this.bytes.offset
  }

  /** Where arrays were cut out of the record. */
  get holes(): RecordBytes['holes'] {
    return this.bytes.holes
  }

  get isToken(): boolean {
    return this.kind === 'token'
  }

  /** Begins the record whose first byte is `byte`; `false` when no JSON value begins like that. */
  begin(byte: number, offset: number, found: boolean): boolean {
    const { outside, outsideFound, next, classOf } = this.automaton
    this.status = 'reading'
    this.found = found
    this.state = found ? outsideFound : outside
    this.bytes.begin(offset)
    this.line = this.lines.line
    this.overlong = false
    if (byte === 0x7b || byte === 0x5b) {
      this.kind = 'container'
      this.kinds[0] = byte === 0x7b ? OBJECT : ARRAY
      this.opened[0] = offset
      this.depth = 1
      this.threshold = Math.min(this.limits.split, Math.max(0, this.limits.skip - this.held))
      this.mark.length = 1
      this.mark.depth = 1
      this.mark.found = found
      this.lines.save()
      return true
    }
    if (byte === 0x22) {
      this.kind = 'string'
      this.step(next[this.state + classOf[byte]!]!, byte, offset)
      return true
    }
    this.kind = 'token'
    return byte === 0x2d || (byte >= 0x30 && byte <= 0x39) || byte === 0x74 || byte === 0x66 || byte === 0x6e
  }

  /** Reads on from index `from` until the record's status changes or the chunk ends; returns where it stopped. */
  read(chunk: Uint8Array, base: number, from: number): number {
    switch (this.kind) {
      case 'container':
        return this.readContainer(chunk, base, from)
      case 'string':
        return this.readString(chunk, base, from)
      case 'token':
        return this.readToken(chunk, from)
    }
  }

  /** Keeps what the chunk has of the record, which goes on in the next one. */
  keep(chunk: Uint8Array, base: number): void {
    if (this.bytes.lengthAt(base + chunk.length) > this.limits.skip) this.giveUp()
    if (!this.overlong) this.bytes.keep(chunk, base, base + chunk.length)
  }

  /** The bytes of a record that ends at `end`; `null` when they are too many. */
  take(chunk: Uint8Array, base: number, end: number): Uint8Array | null {
    if (this.overlong || this.bytes.lengthAt(end) > this.limits.skip) return null
    return this.bytes.upTo(chunk, base, end)
  }

  /** Whether a number, `true`, `false` or `null` is what it looks like. */
  isScalar(bytes: Uint8Array): boolean {
    return SCALAR.test(decodeUtf8(bytes))
  }

  /** Goes back to where the record was begun or resumed; returns the bytes from there to `end`, to be read again. */
  rewind(
    chunk: Uint8Array,
    base: number,
    end: number,
  ): { readonly bytes: Uint8Array; readonly base: number } {
    this.bytes.keep(chunk, base, end)
    const bytes = this.bytes.takeBack(this.mark.length)
    this.depth = this.mark.depth
    // What was open at the mark is the record's own bracket or objects only.
    if (this.depth > 1) this.kinds.fill(OBJECT, 0, this.depth)
    this.found = this.mark.found
    this.state = this.found ? this.automaton.outsideFound : this.automaton.outside
    this.counts.restart()
    this.lines.restore()
    this.status = this.cutAt === this.bytes.offset ? 'cut-here' : 'reading'
    return { bytes, base: end - bytes.length }
  }

  /**
   * Sets the record aside: the array that it has just begun is read by its elements. Returns its bytes up to and
   * including the array's bracket, which stands before `end`.
   */
  suspend(chunk: Uint8Array, base: number, end: number): { record: SuspendedRecord; prefix: Uint8Array } {
    const { bytes, found, line } = this
    bytes.keep(chunk, base, end)
    const prefix = bytes.upTo(chunk, base, end)
    this.counts.commit()
    this.held += prefix.length
    this.depth--
    const counted = this.kinds[this.depth]! - COUNTED
    this.bytes = new RecordBytes()
    this.cutAt = -1
    return { record: { bytes, depth: this.depth, found, line, counted }, prefix }
  }

  /** Takes a record up again at `offset`, where the bracket stands that ends its array. */
  resume(record: SuspendedRecord, offset: number): void {
    const { bytes, depth, found, line } = record
    this.kind = 'container'
    this.bytes = bytes
    this.held -= bytes.size
    bytes.leaveOut(offset)
    bytes.keep(BRACKET, offset, offset + 1)
    this.found = found
    this.line = line
    this.lines.save()
    this.state = found ? this.automaton.outsideFound : this.automaton.outside
    this.overlong = false
    this.depth = depth
    this.kinds.fill(OBJECT, 0, depth)
    const length = bytes.lengthAt(offset + 1)
    this.mark = { length, depth, found }
    this.threshold = length + this.limits.split
    this.status = depth === 0 ? 'complete' : 'reading'
  }

  /** Says where the record was when the document ended. */
  whereItEnds(): string {
    const { outside, outsideFound } = this.automaton
    if (this.kind === 'token') return 'inside a value'
    if (this.state !== outside && this.state !== outsideFound) return 'inside a string'
    return `before ${this.kinds[this.depth - 1] === OBJECT ? '}' : ']'}`
  }

  /** The inner loop. */
  private readContainer(chunk: Uint8Array, base: number, from: number): number {
    const { next, classOf, outside, outsideFound, textFound } = this.automaton
    const { lines } = this
    const stop = Math.min(chunk.length, this.bytes.endOf(this.threshold) - base)
    let kinds = this.kinds
    let state = this.state
    let depth = this.depth
    let at = from
    while (at < stop) {
      state = next[state + classOf[chunk[at++]!]!]!
      if (state >= 0) continue
      if (state <= FOUND) {
        if (chunk[at - 1]! < 0x20) lines.take(chunk[at - 1]!, base + at - 1)
        state = FOUND - state
        this.found = true
        continue
      }
      if (state === BREAK) {
        lines.take(chunk[at - 1]!, base + at - 1)
        // Indentation is a quarter of many documents: pass it without the table.
        while (at < stop && chunk[at] === 0x20) at++
        state = this.found ? outsideFound : outside
        continue
      }
      switch (state) {
        case BREAK_IN_TEXT:
          lines.take(chunk[at - 1]!, base + at - 1)
          state = textFound
          continue
        case OPEN_OBJECT:
          if (kinds[depth - 1]! >= COUNTED) this.counts.countNested(kinds[depth - 1]! - COUNTED)
          if (depth === kinds.length) kinds = this.deepen()
          kinds[depth++] = OBJECT
          break
        case OPEN_ARRAY:
          if (depth === kinds.length) kinds = this.deepen()
          this.opened[depth] = base + at - 1
          kinds[depth++] = this.arrayKind(chunk, base, base + at - 1)
          break
        default:
          depth--
          if ((kinds[depth] === OBJECT) !== (state === CLOSE_OBJECT)) {
            return this.fail(
              'syntax',
              base + at - 1,
              `${kinds[depth] === OBJECT ? '}' : ']'} should stand here, not ${state === CLOSE_ARRAY ? ']' : '}'}.`,
              at,
            )
          }
      }
      if (depth === 0) {
        this.status = 'complete'
        return at
      }
      if (depth > DEPTH_LIMIT) {
        return this.fail('too-deep', base + at - 1, `Brackets are nested more than ${DEPTH_LIMIT} deep.`, at)
      }
      if (state === OPEN_ARRAY && this.cutAt === base + at - 1) {
        this.depth = depth
        this.status = 'cut-here'
        return at
      }
      state = this.found ? outsideFound : outside
    }
    this.state = state
    this.depth = depth
    if (this.bytes.lengthAt(base + at) >= this.threshold) this.shorten(base + at)
    return at
  }

  /** The record has reached its threshold: cut out what makes it large, or let it grow, or pass over it. */
  private shorten(end: number): void {
    const most = Math.max(0, this.limits.skip - this.held)
    const outer = this.kinds.subarray(0, this.depth).findIndex((kind) => kind !== OBJECT)
    const half = Math.ceil(this.limits.split / 2)
    if (outer >= 0 && end - this.opened[outer]! >= half) {
      this.status = 'cut'
      this.cutAt = this.opened[outer]!
    } else if (this.threshold >= most) this.giveUp()
    else this.threshold = Math.min(this.threshold + half, most)
  }

  private giveUp(): void {
    this.overlong = true
    this.threshold = Number.POSITIVE_INFINITY
    this.bytes.forget()
  }

  private readString(chunk: Uint8Array, base: number, from: number): number {
    const { next, classOf, outside, outsideFound } = this.automaton
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      this.step(next[this.state + classOf[byte]!]!, byte, base + at)
      if (this.state === outside || this.state === outsideFound) {
        this.status = 'complete'
        return at + 1
      }
    }
    return chunk.length
  }

  private readToken(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d) {
        this.status = 'complete'
        return at
      }
    }
    return chunk.length
  }

  private step(to: number, byte: number, offset: number): void {
    if (byte < 0x20) this.lines.take(byte, offset)
    if (to <= FOUND) this.found = true
    this.state = to <= FOUND ? FOUND - to : to === BREAK_IN_TEXT ? this.automaton.textFound : to
  }

  /** The kind of the array whose bracket stands at `offset`: which counted key comes before it, if any. */
  private arrayKind(chunk: Uint8Array, base: number, offset: number): number {
    if (this.overlong) return ARRAY
    const { bytes } = this
    let before = offset - 1
    while (isSpace(bytes.byteAt(before, chunk, base))) before--
    if (bytes.byteAt(before, chunk, base) !== 0x3a) return ARRAY
    before--
    while (isSpace(bytes.byteAt(before, chunk, base))) before--
    if (bytes.byteAt(before, chunk, base) !== 0x22) return ARRAY
    const { keys } = this.counts
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k]!
      const quote = before - key.length - 1
      let left = key.length
      while (left > 0 && bytes.byteAt(quote + left, chunk, base) === key[left - 1]) left--
      if (left > 0 || bytes.byteAt(quote, chunk, base) !== 0x22) continue
      if (bytes.byteAt(quote - 1, chunk, base) !== 0x5c) return COUNTED + k
    }
    return ARRAY
  }

  private deepen(): Uint8Array<ArrayBuffer> {
    const kinds = new Uint8Array(this.kinds.length * 2)
    kinds.set(this.kinds)
    const opened = new Float64Array(kinds.length)
    opened.set(this.opened)
    this.opened = opened
    this.kinds = kinds
    return kinds
  }

  private fail(code: SplitterProblem['code'], offset: number, message: string, at: number): number {
    this.status = 'failed'
    this.problem = { code, offset, message }
    return at
  }
}

const BRACKET = Uint8Array.of(0x5d)
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/

/** Whether a byte is white space of JSON. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
