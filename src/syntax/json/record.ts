import type { ProblemCode } from '../../model/problem.ts'
import type { LineAnchor } from '../lines.ts'
import { decodeUtf8 } from '../utf8.ts'
import type { Counts } from './counts.ts'
import type { LineCount } from './line-count.ts'
import { RecordBytes } from './record-bytes.ts'
import {
  ARRAY,
  COMPLETE,
  COUNTED,
  CUT_HERE,
  DEPTH_LIMIT,
  isSpace,
  KIND,
  MISMATCH,
  OBJECT,
  TOO_DEEP,
} from './scan.ts'
import type { Scanner } from './scanner.ts'

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

/** Reads one record after the other: its extent, whether it matters, and what is counted in it. */
export class RecordReader {
  status: RecordStatus = 'reading'
  problem: SplitterProblem | null = null
  /** Whether the current record matters. */
  found = false
  /** Start of the line in which the current record begins. */
  line: LineAnchor | null = null
  /**
   * Elements of an array that were passed since the last call because they do not matter: how many came to an end,
   * each followed by one that is begun, and how many of those begun are objects.
   */
  passed = { elements: 0, objects: 0 }
  private readonly scanner: Scanner
  private readonly counts: Counts
  private readonly lines: LineCount
  private readonly limits: RecordLimits
  private kind: 'container' | 'string' | 'token' = 'container'
  private bytes = new RecordBytes()
  /** Length at which to see what can be cut out. */
  private threshold = 0
  private overlong = false
  /** Bytes held by suspended records. */
  private held = 0
  /** Where the record was begun or resumed: length then, depth, and whether it mattered. */
  private mark = { length: 1, depth: 1, found: false }
  /** Offset of the bracket of the array to be cut out. */
  private cutAt = -1

  constructor(scanner: Scanner, counts: Counts, lines: LineCount, limits: RecordLimits) {
    this.scanner = scanner
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

  /**
   * Begins the record whose first byte is `byte`; `false` when no JSON value begins like that. `run`: whether the next
   * ones may be read as well, for it is an element of an array, as long as they do not matter.
   */
  begin(byte: number, offset: number, found: boolean, run: boolean): boolean {
    const { state } = this.scanner
    this.status = 'reading'
    this.found = found
    this.overlong = false
    this.line = this.lines.line
    this.start(offset, found)
    this.lines.save()
    if (byte === 0x7b || byte === 0x5b) {
      this.kind = 'container'
      this.enter(1, found)
      this.scanner.kinds[0] = byte === 0x7b ? OBJECT : ARRAY
      this.scanner.opened[0] = offset
      state.running.value = run ? 1 : 0
      return true
    }
    if (byte === 0x22) {
      this.kind = 'string'
      this.enter(0, found)
      state.inText.value = 1
      this.threshold = Number.POSITIVE_INFINITY
      return true
    }
    this.kind = 'token'
    return byte === 0x2d || (byte >= 0x30 && byte <= 0x39) || byte === 0x74 || byte === 0x66 || byte === 0x6e
  }

  /** Reads on until the record's status changes or more bytes are needed; `last`: none will come. */
  read(last: boolean): void {
    if (this.kind === 'token') this.readToken()
    else this.scan(last)
  }

  /** Keeps what has been read of the record, which goes on. */
  keep(): void {
    const { bytes, base, at } = this.scanner
    if (this.bytes.lengthAt(base + at) > this.limits.skip) this.giveUp()
    if (!this.overlong) this.bytes.keep(bytes, base, base + at)
  }

  /** The bytes of the record, which has ended; `null` when they are too many. */
  take(): Uint8Array | null {
    const { bytes, base, at } = this.scanner
    if (this.overlong || this.bytes.lengthAt(base + at) > this.limits.skip) return null
    return this.bytes.upTo(bytes, base, base + at)
  }

  /** Whether a number, `true`, `false` or `null` is what it looks like. */
  isScalar(bytes: Uint8Array): boolean {
    return SCALAR.test(decodeUtf8(bytes))
  }

  /** Goes back to where the record was begun or resumed; returns the bytes from there on, to be read again. */
  rewind(): Uint8Array {
    const { scanner } = this
    const end = scanner.base + scanner.at
    this.bytes.keep(scanner.bytes, scanner.base, end)
    const bytes = this.bytes.takeBack(this.mark.length)
    scanner.forget(end - bytes.length)
    const { depth, found } = this.mark
    this.enter(depth, found)
    // What was open at the mark is the record's own bracket or objects only.
    if (depth > 1) this.scanner.kinds.fill(OBJECT, 0, depth)
    this.scanner.pending.fill(0)
    this.lines.restore()
    this.status = this.cutAt === this.bytes.offset ? 'cut-here' : 'reading'
    return bytes
  }

  /** Sets the record aside: the array that it has just begun is read by its elements. Returns its bytes so far. */
  suspend(): { readonly record: SuspendedRecord; readonly prefix: Uint8Array } {
    const { bytes, found, line, scanner } = this
    const end = scanner.base + scanner.at
    bytes.keep(scanner.bytes, scanner.base, end)
    const prefix = bytes.upTo(scanner.bytes, scanner.base, end)
    this.counts.takeOver(scanner.pending)
    this.held += prefix.length
    const depth = scanner.state.depth.value - 1
    const counted = scanner.kinds[depth]! - COUNTED
    this.bytes = new RecordBytes()
    this.cutAt = -1
    return { record: { bytes, depth, found, line, counted }, prefix }
  }

  /** Takes a record up again at `offset`, where the bracket stands that ends its array. */
  resume(record: SuspendedRecord, offset: number): void {
    const { bytes, depth, found, line } = record
    this.kind = 'container'
    this.bytes = bytes
    this.held -= bytes.size
    bytes.leaveOut(offset)
    bytes.keep(BRACKET, offset, offset + 1)
    this.line = line
    this.lines.save()
    this.enter(depth, found)
    this.overlong = false
    this.scanner.kinds.fill(OBJECT, 0, depth)
    this.scanner.state.running.value = 0
    const length = bytes.lengthAt(offset + 1)
    this.mark = { length, depth, found }
    this.threshold = length + this.limits.split
    this.status = depth === 0 ? 'complete' : 'reading'
  }

  /** Says where the record was when the document ended. */
  whereItEnds(): string {
    const { state, kinds } = this.scanner
    if (this.kind === 'token') return 'inside a value'
    if (state.inText.value === 1) return 'inside a string'
    return `before ${kinds[state.depth.value - 1] === OBJECT ? '}' : ']'}`
  }

  /** Bytes that a record may have beside those that are held. */
  private get most(): number {
    return Math.max(0, this.limits.skip - this.held)
  }

  /** The threshold of a record that begins. */
  private get fresh(): number {
    return Math.min(this.limits.split, this.most)
  }

  private start(offset: number, found: boolean): void {
    this.bytes.begin(offset)
    this.threshold = this.fresh
    this.mark = { length: 1, depth: 1, found }
  }

  private enter(depth: number, found: boolean): void {
    const { state } = this.scanner
    this.found = found
    state.found.value = found ? 1 : 0
    state.depth.value = depth
    state.inText.value = 0
    state.escaped.value = 0
    state.latin.value = 0
  }

  private scan(last: boolean): void {
    const { scanner } = this
    const { state } = scanner
    for (;;) {
      state.stop.value = address(this.bytes.endOf(this.threshold) - scanner.base)
      state.threshold.value = address(this.fresh)
      state.cutAt.value = this.cutAt
      state.counting.value = this.overlong ? 0 : 1
      const ended = scanner.scan(last, this.lines)
      if (state.begun.value > 0) this.passOn(scanner.base + state.begun.value)
      this.found = state.found.value === 1
      const offset = scanner.base + scanner.at
      switch (ended) {
        case COMPLETE:
          this.status = 'complete'
          return
        case CUT_HERE:
        case KIND:
          scanner.kinds[state.depth.value - 1] = this.arrayKind(offset - 1)
          if (ended === KIND) break
          this.status = 'cut-here'
          return
        case MISMATCH: {
          const [right, wrong] = scanner.kinds[state.depth.value] === OBJECT ? '}]' : ']}'
          this.fail('syntax', offset - 1, `${right} should stand here, not ${wrong}.`)
          return
        }
        case TOO_DEEP:
          this.fail('too-deep', offset - 1, `Brackets are nested more than ${DEPTH_LIMIT} deep.`)
          return
        default:
          if (this.bytes.lengthAt(offset) < this.threshold) return
          this.shorten(offset)
          if (this.status !== 'reading') return
      }
    }
  }

  /** Other records have come to their end before the one that is being read, which was begun at `offset`. */
  private passOn(offset: number): void {
    const { state, passed } = this.scanner
    this.start(offset, false)
    const line = { offset: state.recordLineStart.value, line: state.recordLines.value }
    this.line = this.lines.line === null ? null : line
    this.lines.save({ lines: line.line, start: line.offset })
    this.passed.elements += state.elements.value
    this.passed.objects += state.objects.value
    this.counts.takeOver(passed)
  }

  /** The record has reached its threshold: cut out what makes it large, or let it grow, or pass over it. */
  private shorten(end: number): void {
    const { kinds, opened, state } = this.scanner
    const { most } = this
    const outer = kinds.subarray(0, state.depth.value).findIndex((kind) => kind !== OBJECT)
    const half = Math.ceil(this.limits.split / 2)
    if (outer >= 0 && end - opened[outer]! >= half) {
      this.status = 'cut'
      this.cutAt = opened[outer]!
    } else if (this.threshold >= most) this.giveUp()
    else this.threshold = Math.min(this.threshold + half, most)
  }

  private giveUp(): void {
    this.overlong = true
    this.threshold = Number.POSITIVE_INFINITY
    this.bytes.forget()
  }

  private readToken(): void {
    const { scanner } = this
    for (; scanner.at < scanner.end; scanner.at++) {
      const byte = scanner.bytes[scanner.at]!
      if (byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d) {
        this.status = 'complete'
        return
      }
    }
  }

  /** The kind of the array whose bracket stands at `offset`: which counted key comes before it, if any. */
  private arrayKind(offset: number): number {
    if (this.overlong) return ARRAY
    const { bytes, scanner } = this
    const { bytes: chunk, base } = scanner
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

  private fail(code: SplitterProblem['code'], offset: number, message: string): void {
    this.status = 'failed'
    this.problem = { code, offset, message }
  }
}

const BRACKET = Uint8Array.of(0x5d)
/** Beyond any address. */
const FAR = 0x7fffffff
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/

function address(index: number): number {
  return Math.max(0, Math.min(index, FAR))
}
