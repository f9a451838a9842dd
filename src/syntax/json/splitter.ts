import type { ProblemCode } from '../../model/problem.ts'
import { decodeUtf8, isUtf8 } from '../utf8.ts'
import {
  BREAK,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  compileJsonAutomaton,
  FOUND,
  type JsonAutomaton,
  OPEN_ARRAY,
  OPEN_OBJECT,
} from './automaton.ts'

/**
 * A piece of a JSON document that is looked into by itself: a member of the root object or, where that member is
 * an array, one of its elements.
 */
export interface JsonRecord {
  /** The value as written, quotes and brackets included; valid during the call only. */
  readonly bytes: Uint8Array
  /** Offset of `bytes[0]` in the document. */
  readonly offset: number
  /** Key of the root member that it is or is an element of; `''` when there is none. */
  readonly key: string
  /** Its index in the array, or `null` where the member itself is the record. */
  readonly index: number | null
  /** RFC 6901 pointer, such as `/components/17`; in a stream of documents it starts at its own document. */
  readonly pointer: string
  /** Which root it belongs to, counted from 0; more than one only with `roots: 'many'`. */
  readonly root: number
  /**
   * Where arrays' elements were cut out of `bytes`, because the record was too large; they come as records of their
   * own. In order; absent when nothing was.
   */
  readonly holes?: readonly Hole[]
}

/** `length` bytes of the document, left out before index `at` of a record's bytes. */
export interface Hole {
  readonly at: number
  readonly length: number
}

/** What a splitter is told. */
export interface SplitterOptions {
  /** Runs of ASCII letters and digits one of which every record holds that could matter; `null`: all records do. */
  readonly literals: readonly string[] | null
  /** Further ASCII literals, the reader's own; a leading `"` means the start of a string. */
  readonly triggers?: readonly string[]
  /** Keys of root members whose records are looked into in any case. */
  readonly always?: readonly string[]
  /** Keys of arrays whose objects are counted, at the root and inside records. */
  readonly countedKeys: readonly string[]
  /** Keys of root members that hold, as an object, a root of their own, such as `predicate` of a statement. */
  readonly wrappers?: readonly string[]
  /** `many`: documents one after the other (NDJSON), and arrays of documents. Default `one`. */
  readonly roots?: 'one' | 'many'
  /** Bytes above which a record is not looked into but reported. Default 64 MiB. */
  readonly recordLimit?: number
  /** Called for each record that must be looked into, in order. */
  onRecord(record: JsonRecord): void
  /** Called for each key of a root object, in order, duplicates included; `pointer` is the root's own. */
  onRootMember?(key: string, keyOffset: number, pointer: string): void
  /** Called at the start of each root object. */
  onRoot?(index: number, offset: number): void
}

/** What splitting a document came to. */
export interface SplitterResult {
  readonly records: number
  readonly lookedInto: number
  /**
   * Objects in counted arrays. `components`: elements of the root's arrays of that key. `components/services`:
   * elements of `services` arrays at any depth inside records of the root member `components`; the first part is
   * one of `countedKeys` or `always`.
   */
  readonly counts: Readonly<Record<string, number>>
  /** What ended the reading; `null`: the document was read to its end. */
  readonly problem: SplitterProblem | null
  /** Records that were passed over. */
  readonly skipped: readonly SplitterProblem[]
}

/** Trouble and where it is. */
export interface SplitterProblem {
  readonly code: Extract<
    ProblemCode,
    'empty' | 'truncated' | 'syntax' | 'encoding' | 'too-deep' | 'too-large' | 'record-skipped'
  >
  readonly offset: number
  readonly message: string
}

/** Takes a document in chunks of any size and finds the records that matter, without holding more than one. */
export interface Splitter {
  write(chunk: Uint8Array): void
  end(): SplitterResult
}

/**
 * Makes a splitter. It checks brackets, strings, the members of root objects and the end of the document; the
 * grammar inside a record is checked by who looks into it. Bytes that are not UTF-8 make a record matter.
 */
export function createSplitter(options: SplitterOptions): Splitter {
  return new JsonSplitter(options)
}

const DEPTH_LIMIT = 10_000
const KEY_LIMIT = 1 << 20
const DEFAULT_RECORD_LIMIT = 64 * 1024 * 1024

const OBJECT = 1
const ARRAY = 2
/** An array of the counted key k has kind `COUNTED + k`. */
const COUNTED = 3

/** What may come next between records. */
const BYTE_ORDER_MARK = 0
const ROOT = 1
const KEY_OR_END = 2
const KEY = 3
const KEY_TEXT = 4
const KEY_ESCAPE = 5
const COLON = 6
const VALUE = 7
const ELEMENT_OR_END = 8
const ELEMENT = 9
const COMMA_OR_END = 10
/** Inside a record. */
const CONTAINER = 11
const STRING = 12
const TOKEN = 13

/** A container whose members or elements are records. */
interface Frame {
  readonly object: boolean
  /** Pointer of the container. */
  readonly pointer: string
  /** True for a root object and for an array of them. */
  readonly root: boolean
  /** Key of the current member, or of the root member that the array is. */
  key: string
  /** Index of the current element. */
  index: number
}

class JsonSplitter implements Splitter {
  private readonly options: SplitterOptions
  private readonly automaton: JsonAutomaton
  private readonly counted: readonly Uint8Array[]
  private readonly tallied: readonly string[]
  private readonly always: ReadonlySet<string>
  private readonly wrappers: ReadonlySet<string>
  private readonly many: boolean
  private readonly recordLimit: number
  /** Objects in counted arrays, by tallied key × (itself, then each counted key). */
  private readonly tallies: Float64Array
  private readonly frames: Frame[] = []
  private readonly skipped: SplitterProblem[] = []

  /** Offset of the current chunk's first byte. */
  private base = 0
  private expected = BYTE_ORDER_MARK
  private markBytes = 0
  private roots = 0
  private records = 0
  private lookedInto = 0
  private problem: SplitterProblem | null = null

  private keyBytes = new Uint8Array(256)
  private keyLength = 0
  private keyOffset = 0

  private state = 0
  private found = false
  private kinds = new Uint8Array(64)
  private depth = 0
  private recordOffset = 0
  /** Row of `tallies` for the current record, or below zero. */
  private tally = -1
  /** Bytes of the current record that came in earlier chunks. */
  private carry = new Uint8Array(0)
  private carried = 0
  private overlong = false

  constructor(options: SplitterOptions) {
    this.options = options
    this.automaton = compileJsonAutomaton([...(options.literals ?? []), ...(options.triggers ?? [])])
    this.counted = options.countedKeys.map((key) => new TextEncoder().encode(key))
    this.tallied = [...new Set([...options.countedKeys, ...(options.always ?? [])])]
    this.tallies = new Float64Array(this.tallied.length * (1 + options.countedKeys.length))
    this.always = new Set(options.always)
    this.wrappers = new Set(options.wrappers)
    this.many = options.roots === 'many'
    this.recordLimit = options.recordLimit ?? DEFAULT_RECORD_LIMIT
  }

  write(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length && this.problem === null) {
      switch (this.expected) {
        case CONTAINER:
          at = this.readContainer(chunk, at)
          break
        case STRING:
          at = this.readString(chunk, at)
          break
        case TOKEN:
          at = this.readToken(chunk, at)
          break
        default:
          at = this.readBetween(chunk, at)
      }
    }
    if (this.problem === null && this.expected >= CONTAINER) this.keep(chunk, chunk.length)
    this.base += chunk.length
  }

  end(): SplitterResult {
    if (this.problem === null && this.expected === TOKEN && this.frames.length === 0) {
      this.endToken(new Uint8Array(0), 0)
    }
    if (this.problem === null) {
      if (this.expected === BYTE_ORDER_MARK || (this.expected === ROOT && this.roots === 0)) {
        if (this.markBytes > 0) this.fail('syntax', 0, 'The document does not begin with a JSON value.')
        else this.fail('empty', this.base, 'The document is empty.')
      } else if (this.expected !== ROOT) {
        this.fail('truncated', this.base, `The document ends ${this.whereItEnds()}.`)
      }
    }
    const counts: Record<string, number> = Object.create(null)
    const width = 1 + this.counted.length
    for (const [row, key] of this.tallied.entries()) {
      counts[key] = this.tallies[row * width]!
      for (const [column, inner] of this.options.countedKeys.entries()) {
        counts[`${key}/${inner}`] = this.tallies[row * width + 1 + column]!
      }
    }
    const { records, lookedInto, problem, skipped } = this
    return { records, lookedInto, counts, problem, skipped }
  }

  /** Reads the bytes between records, one by one: there are few. */
  private readBetween(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (this.expected === KEY_TEXT || this.expected === KEY_ESCAPE) {
        this.readKeyByte(byte, this.base + at)
      } else if (this.expected === BYTE_ORDER_MARK) {
        at = this.readMark(byte, at)
      } else if (!isSpace(byte)) {
        at = this.readStructure(byte, at)
        if (this.expected >= CONTAINER) return at + 1
      }
      if (this.problem !== null) return chunk.length
    }
    return chunk.length
  }

  /** A byte order mark is no part of the document: offsets begin after it. Returns where to go on from. */
  private readMark(byte: number, at: number): number {
    if (byte === MARK[this.markBytes]) {
      if (++this.markBytes === MARK.length) {
        this.base -= MARK.length
        this.markBytes = 0
        this.expected = ROOT
      }
      return at
    }
    if (this.markBytes > 0) this.fail('syntax', 0, 'The document does not begin with a JSON value.')
    this.expected = ROOT
    return at - 1
  }

  /** Takes one byte that is not white space. Returns the index of the last byte used. */
  private readStructure(byte: number, at: number): number {
    const offset = this.base + at
    const frame = this.frames.at(-1)
    switch (this.expected) {
      case ROOT:
        if (this.roots > 0 && !this.many) {
          this.fail('syntax', offset, 'There is something after the end of the document.')
        } else this.startValue(byte, offset, undefined)
        break
      case KEY_OR_END:
      case KEY:
        if (byte === 0x22) {
          this.expected = KEY_TEXT
          this.keyLength = 0
          this.keyOffset = offset + 1
        } else if (byte === 0x7d && this.expected === KEY_OR_END) this.leave()
        else this.fail('syntax', offset, 'A key in double quotes should stand here.')
        break
      case COLON:
        if (byte === 0x3a) this.expected = VALUE
        else this.fail('syntax', offset, 'A colon should stand here.')
        break
      case ELEMENT_OR_END:
        if (byte === 0x5d) {
          this.leave()
          break
        }
        this.startValue(byte, offset, frame)
        break
      case VALUE:
      case ELEMENT:
        this.startValue(byte, offset, frame)
        break
      case COMMA_OR_END:
        if (byte === 0x2c) {
          this.expected = frame!.object ? KEY : ELEMENT
          frame!.index++
        } else if (byte === (frame!.object ? 0x7d : 0x5d)) this.leave()
        else this.fail('syntax', offset, `A comma or ${frame!.object ? '}' : ']'} should stand here.`)
        break
    }
    return at
  }

  private readKeyByte(byte: number, offset: number): void {
    if (this.expected === KEY_TEXT && byte === 0x22) {
      this.endKey()
      return
    }
    if (byte < 0x20) {
      this.fail('syntax', offset, 'A control character stands in a key.')
      return
    }
    if (this.keyLength === KEY_LIMIT) {
      this.fail('too-large', this.keyOffset, 'A key is longer than 1 MiB.')
      return
    }
    this.expected = this.expected === KEY_TEXT && byte === 0x5c ? KEY_ESCAPE : KEY_TEXT
    if (this.keyLength === this.keyBytes.length) this.keyBytes = grown(this.keyBytes, this.keyLength * 2)
    this.keyBytes[this.keyLength++] = byte
  }

  private endKey(): void {
    const bytes = this.keyBytes.subarray(0, this.keyLength)
    if (!isUtf8(bytes)) {
      this.fail('encoding', this.keyOffset, 'A key is not valid UTF-8.')
      return
    }
    const written = decodeUtf8(bytes)
    const key = written.includes('\\') ? unescaped(written) : written
    if (key === null) {
      this.fail('syntax', this.keyOffset, 'A key holds an escape that JSON does not have.')
      return
    }
    const frame = this.frames.at(-1)!
    frame.key = key
    this.expected = COLON
    this.options.onRootMember?.(key, this.keyOffset, frame.pointer)
  }

  /** `frame`: the container in which the value stands. */
  private startValue(byte: number, offset: number, frame: Frame | undefined): void {
    const inRoot = frame === undefined || (frame.root && !frame.object)
    if (inRoot && frame === undefined) this.roots++
    if (byte === 0x7b && (inRoot || (frame.object && this.wrappers.has(frame.key)))) {
      this.enterRoot(offset, frame)
    } else if (byte === 0x5b && (frame === undefined || frame.object)) {
      this.frames.push({
        object: false,
        pointer: frame === undefined ? '' : pointerIn(frame),
        root: frame === undefined && this.many,
        key: frame === undefined ? '' : frame.key,
        index: 0,
      })
      this.expected = ELEMENT_OR_END
    } else this.startRecord(byte, offset, frame)
  }

  private enterRoot(offset: number, frame: Frame | undefined): void {
    this.options.onRoot?.(this.rootIndex, offset)
    this.frames.push({
      object: true,
      pointer: frame === undefined ? '' : pointerIn(frame),
      root: true,
      key: '',
      index: 0,
    })
    this.expected = KEY_OR_END
  }

  /** Index of the current root: in an array of documents each element is one. */
  private get rootIndex(): number {
    const outer = this.frames[0]
    return this.roots - 1 + (outer?.root && !outer.object ? outer.index : 0)
  }

  private leave(): void {
    const frame = this.frames.pop()!
    if (this.frames.length > 0) {
      this.expected = COMMA_OR_END
      return
    }
    this.expected = ROOT
    if (frame.root && !frame.object) this.roots += Math.max(0, frame.index)
  }

  private startRecord(byte: number, offset: number, frame: Frame | undefined): void {
    const key = frame?.key ?? ''
    const { outside, outsideFound, next, classOf } = this.automaton
    this.found = this.options.literals === null || this.always.has(key)
    this.state = this.found ? outsideFound : outside
    this.recordOffset = offset
    this.carried = 0
    this.overlong = false
    this.tally = this.tallied.indexOf(key) * (1 + this.counted.length)
    if (byte === 0x7b || byte === 0x5b) {
      this.expected = CONTAINER
      this.kinds[0] = byte === 0x7b ? OBJECT : ARRAY
      this.depth = 1
      if (byte === 0x7b && frame !== undefined && !frame.object && this.tally >= 0)
        this.tallies[this.tally]!++
    } else if (byte === 0x22) {
      this.expected = STRING
      const to = next[this.state + classOf[byte]!]!
      this.found ||= to <= FOUND
      this.state = to <= FOUND ? FOUND - to : to
    } else if (
      byte === 0x2d ||
      (byte >= 0x30 && byte <= 0x39) ||
      byte === 0x74 ||
      byte === 0x66 ||
      byte === 0x6e
    ) {
      this.expected = TOKEN
    } else this.fail('syntax', offset, 'A JSON value should stand here.')
  }

  /** The inner loop: reads on in a record that is an object or array. */
  private readContainer(chunk: Uint8Array, from: number): number {
    const { next, classOf, outside, outsideFound } = this.automaton
    const length = chunk.length
    let kinds = this.kinds
    let state = this.state
    let depth = this.depth
    let at = from
    while (at < length) {
      state = next[state + classOf[chunk[at++]!]!]!
      if (state >= 0) continue
      if (state <= FOUND) {
        state = FOUND - state
        this.found = true
        continue
      }
      if (state === BREAK) {
        // Indentation is a quarter of many documents: pass it without the table.
        while (at < length && chunk[at] === 0x20) at++
        state = this.found ? outsideFound : outside
        continue
      }
      switch (state) {
        case OPEN_OBJECT: {
          const parent = kinds[depth - 1]!
          if (parent >= COUNTED && this.tally >= 0) this.tallies[this.tally + 1 + parent - COUNTED]!++
          if (depth === kinds.length) kinds = this.kinds = grown(kinds, depth * 2)
          kinds[depth++] = OBJECT
          break
        }
        case OPEN_ARRAY:
          if (depth === kinds.length) kinds = this.kinds = grown(kinds, depth * 2)
          kinds[depth++] = this.arrayKind(chunk, at - 1)
          break
        default: {
          depth--
          if ((kinds[depth] === OBJECT) !== (state === CLOSE_OBJECT)) {
            this.fail(
              'syntax',
              this.base + at - 1,
              `${kinds[depth] === OBJECT ? '}' : ']'} should stand here, not ${state === CLOSE_ARRAY ? ']' : '}'}.`,
            )
            return length
          }
        }
      }
      state = this.found ? outsideFound : outside
      if (depth === 0) {
        this.endRecord(this.recordBytes(chunk, at), this.base + at)
        return at
      }
      if (depth > DEPTH_LIMIT) {
        this.fail('too-deep', this.base + at - 1, `Brackets are nested more than ${DEPTH_LIMIT} deep.`)
        return length
      }
    }
    this.state = state
    this.depth = depth
    return at
  }

  /** Reads on in a record that is a string. */
  private readString(chunk: Uint8Array, from: number): number {
    const { next, classOf, outside, outsideFound } = this.automaton
    let state = this.state
    for (let at = from; at < chunk.length; at++) {
      state = next[state + classOf[chunk[at]!]!]!
      if (state <= FOUND) {
        state = FOUND - state
        this.found = true
      }
      if (state === outside || state === outsideFound) {
        this.endRecord(this.recordBytes(chunk, at + 1), this.base + at + 1)
        return at + 1
      }
    }
    this.state = state
    return chunk.length
  }

  /** Reads on in a number, `true`, `false` or `null`. */
  private readToken(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (isSpace(byte) || byte === 0x2c || byte === 0x5d || byte === 0x7d) {
        this.endToken(chunk, at)
        return at
      }
    }
    return chunk.length
  }

  private endToken(chunk: Uint8Array, end: number): void {
    const bytes = this.recordBytes(chunk, end)
    if (bytes !== null && !SCALAR.test(decodeUtf8(bytes))) {
      this.fail('syntax', this.recordOffset, 'A JSON value should stand here.')
    } else this.endRecord(bytes, this.base + end)
  }

  /** `bytes`: the record's, or `null` when it is too long to be looked into; `end`: offset of its end. */
  private endRecord(bytes: Uint8Array | null, end: number): void {
    this.records++
    if (bytes === null) {
      this.skipped.push({
        code: 'record-skipped',
        offset: this.recordOffset,
        message: `A part of the document that takes ${end - this.recordOffset} bytes was not read.`,
      })
    } else if (this.found) {
      this.lookedInto++
      const frame = this.frames.at(-1)
      this.options.onRecord({
        bytes,
        offset: this.recordOffset,
        key: frame?.key ?? '',
        index: frame === undefined || frame.object ? null : frame.index,
        pointer: frame === undefined ? '' : pointerIn(frame),
        root: this.rootIndex,
      })
    }
    this.carried = 0
    this.expected = this.frames.length > 0 ? COMMA_OR_END : ROOT
  }

  /** The current record's bytes, which end before `end` of the chunk; `null` when they are too many. */
  private recordBytes(chunk: Uint8Array, end: number): Uint8Array | null {
    if (this.overlong || this.base + end - this.recordOffset > this.recordLimit) return null
    if (this.carried === 0) return chunk.subarray(this.recordOffset - this.base, end)
    this.keep(chunk, end)
    return this.carry.subarray(0, this.carried)
  }

  /** Keeps what the current record has up to `end`, for it goes on in the next chunk. */
  private keep(chunk: Uint8Array, end: number): void {
    const start = Math.max(0, this.recordOffset - this.base)
    const length = this.carried + end - start
    if (this.overlong || length > this.recordLimit) {
      this.overlong = true
      return
    }
    if (length > this.carry.length) {
      const larger = new Uint8Array(
        Math.max(length, Math.min(this.carry.length * 2, this.recordLimit), 1 << 16),
      )
      larger.set(this.carry.subarray(0, this.carried))
      this.carry = larger
    }
    this.carry.set(chunk.subarray(start, end), this.carried)
    this.carried = length
  }

  /** The kind of the array whose bracket stands at `at`: which counted key comes before it, if any. */
  private arrayKind(chunk: Uint8Array, at: number): number {
    const start = this.recordOffset - this.base
    const byteAt = (index: number): number =>
      index >= Math.max(0, start) ? chunk[index]! : index >= start ? this.carry[index - start]! : 0
    let index = at - 1
    while (isSpace(byteAt(index))) index--
    if (byteAt(index) !== 0x3a) return ARRAY
    index--
    while (isSpace(byteAt(index))) index--
    if (byteAt(index) !== 0x22) return ARRAY
    for (const [k, key] of this.counted.entries()) {
      let left = key.length
      while (left > 0 && byteAt(index - 1 - key.length + left) === key[left - 1]) left--
      const quote = index - 1 - key.length
      if (left === 0 && byteAt(quote) === 0x22 && byteAt(quote - 1) !== 0x5c) return COUNTED + k
    }
    return ARRAY
  }

  private whereItEnds(): string {
    switch (this.expected) {
      case KEY_TEXT:
      case KEY_ESCAPE:
        return 'inside a key'
      case STRING:
        return 'inside a string'
      case CONTAINER: {
        const { outside, outsideFound } = this.automaton
        if (this.state !== outside && this.state !== outsideFound) return 'inside a string'
        return `before ${this.kinds[this.depth - 1] === OBJECT ? '}' : ']'}`
      }
      default:
        return `before ${this.frames.at(-1)?.object === false ? ']' : '}'}`
    }
  }

  private fail(code: SplitterProblem['code'], offset: number, message: string): void {
    this.problem ??= { code, offset, message }
  }
}

const MARK: readonly number[] = [0xef, 0xbb, 0xbf]
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** Pointer of the frame's current member or element. */
function pointerIn(frame: Frame): string {
  if (!frame.object) return `${frame.pointer}/${frame.index}`
  return `${frame.pointer}/${frame.key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function unescaped(written: string): string | null {
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return null
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}
