import type { LineAnchor } from '../lines.ts'
import { decodeUtf8, isUtf8 } from '../utf8.ts'
import { Counts } from './counts.ts'
import { LineCount } from './line-count.ts'
import { KEY_DUE, VALUE_DUE } from './parse.ts'
import { keysTo, pointerStep, unescapeKey } from './pointer.ts'
import { RecordReader, type SplitterProblem, type SuspendedRecord } from './record.ts'
import type { Hole } from './record-bytes.ts'
import { isSpace } from './scan.ts'
import { giveBack, type Scanner, takeScanner, windowsOf } from './scanner.ts'

export type { SplitterProblem } from './record.ts'
export type { Hole } from './record-bytes.ts'

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
  /** Start of the line in which it begins; `null` when lines end in CR alone. */
  readonly line: LineAnchor | null
  /**
   * Where arrays' elements were cut out of `bytes`, because the record was too large; they come as records of their
   * own. In order; absent when nothing was.
   */
  readonly holes?: readonly Hole[]
  /** True for one behind which the document cannot be read, or ends: `bytes` are what there is of it. */
  readonly broken?: true
  /** For an element of an array that was cut out: the keys from its root member, or that one's element, to the array. */
  readonly within?: readonly string[]
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
  /** Bytes above which the larger arrays of a record are cut out of it and split in their turn. Default 4 MiB. */
  readonly splitLimit?: number
  /** Bytes above which a record in which nothing can be cut is passed over and reported. Default 64 MiB. */
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
  /** Records, and commas too many, that were passed over. */
  readonly skipped: readonly SplitterProblem[]
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

const KEY_LIMIT = 1 << 20
const SPLIT_LIMIT = 4 << 20
const RECORD_LIMIT = 64 << 20

/** What may come next. */
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
const IN_RECORD = 11

/** A container whose members or elements are records. */
interface Frame {
  readonly object: boolean
  /** Pointer of the container. */
  readonly pointer: string
  /** True for a root object and for an array of them. */
  readonly root: boolean
  /** Key of the current member, or of the root member that the array is or stands in. */
  key: string
  /** Index of the current element. */
  index: number
  /** Of an array that was cut out of a record: that record, and the keys that lead from it to the array. */
  readonly cut?: { readonly record: SuspendedRecord; readonly within: readonly string[] }
}

class JsonSplitter implements Splitter {
  private readonly options: SplitterOptions
  private readonly always: ReadonlySet<string>
  private readonly wrappers: ReadonlySet<string>
  private readonly many: boolean
  private readonly counts: Counts
  private readonly lines = new LineCount()
  private readonly scanner: Scanner
  private readonly record: RecordReader
  /** Whether every record matters. */
  private readonly all: boolean
  private readonly frames: Frame[] = []
  private readonly skipped: SplitterProblem[] = []

  private expected = BYTE_ORDER_MARK
  private markBytes = 0
  private roots = 0
  private records = 0
  private lookedInto = 0
  private problem: SplitterProblem | null = null
  private keyBytes = new Uint8Array(256)
  private keyLength = 0
  private keyOffset = 0

  constructor(options: SplitterOptions) {
    this.options = options
    this.always = new Set(options.always)
    this.wrappers = new Set(options.wrappers)
    this.many = options.roots === 'many'
    this.counts = new Counts(options.countedKeys, options.always ?? [])
    const windows = options.literals === null ? null : windowsOf(options.literals, options.triggers)
    this.all = windows === null
    this.scanner = takeScanner(windows, this.counts.keys)
    this.record = new RecordReader(this.scanner, this.counts, this.lines, {
      split: options.splitLimit ?? SPLIT_LIMIT,
      skip: options.recordLimit ?? RECORD_LIMIT,
    })
  }

  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length && this.problem === null; ) {
      from = this.scanner.take(chunk, from)
      this.read(false)
    }
  }

  end(): SplitterResult {
    const { scanner } = this
    scanner.finish()
    this.read(true)
    const { expected, record } = this
    if (this.problem === null && expected === IN_RECORD && record.isToken && this.frames.length === 0) {
      this.endRecord()
    } else if (this.problem === null && expected === IN_RECORD) this.endWithin()
    if (this.problem === null) this.checkEnd()
    giveBack(scanner)
    const { records, lookedInto, problem, skipped } = this
    return { records, lookedInto, counts: this.counts.totals(), problem, skipped }
  }

  private checkEnd(): void {
    if (this.markBytes > 0) this.fail('syntax', 0, NO_VALUE)
    else if (this.expected === BYTE_ORDER_MARK || (this.expected === ROOT && this.roots === 0)) {
      this.fail('empty', this.offset, 'The document is empty.')
    } else if (this.expected !== ROOT) {
      this.fail('truncated', this.offset, `The document ends ${this.whereItEnds()}.`)
    }
  }

  /** Offset of the byte that is read next. */
  private get offset(): number {
    return this.scanner.base + this.scanner.at
  }

  /** Reads what the scanner holds; `last`: all that will come. */
  private read(last: boolean): void {
    const { record, scanner } = this
    while (scanner.at < scanner.end && this.problem === null) {
      if (this.expected !== IN_RECORD) {
        this.readBetween()
        continue
      }
      record.read(last)
      this.countPassed()
      switch (record.status) {
        case 'reading':
          record.keep()
          return
        case 'complete':
          this.endRecord()
          break
        case 'cut':
          this.readAgain()
          break
        case 'cut-here':
          this.enterCut()
          break
        case 'failed':
          this.problem = record.problem
          this.endWithin()
          break
        default:
          record.status satisfies never
      }
    }
  }

  private countPassed(): void {
    const { passed } = this.record
    if (passed.elements === 0) return
    const { elements, objects } = passed
    const frame = this.frames.at(-1)!
    this.records += elements
    frame.index += elements
    this.countObjects(frame, objects)
    passed.elements = 0
    passed.objects = 0
  }

  /** So many objects stand in the array. */
  private countObjects({ cut }: Frame, count: number): void {
    if (cut === undefined) this.counts.countElements(count)
    else if (cut.record.counted >= 0) this.counts.countNested(cut.record.counted, count)
  }

  /** Reads what the record had so far once more, now cutting an array out of it. */
  private readAgain(): void {
    const { record, scanner } = this
    const rest = scanner.bytes.slice(scanner.at, scanner.end)
    const again = record.rewind()
    if (record.status === 'cut-here') this.enterCut()
    this.write(again)
    this.write(rest)
  }

  /** Reads the bytes between records, one by one: there are few. */
  private readBetween(): void {
    const { scanner } = this
    const { bytes, end } = scanner
    while (scanner.at < end && this.problem === null) {
      const byte = bytes[scanner.at]!
      const { offset } = this
      if (this.expected === BYTE_ORDER_MARK) {
        this.readMark(byte)
        continue
      }
      scanner.at++
      if (this.expected === KEY_TEXT || this.expected === KEY_ESCAPE) {
        this.readKeyByte(byte, offset)
      } else if (!isSpace(byte)) {
        this.readStructure(byte, offset)
        if (this.expected === IN_RECORD) return
      } else if (byte < 0x20) this.lines.take(byte, offset)
    }
  }

  /** A byte order mark is no part of the document: offsets begin after it. */
  private readMark(byte: number): void {
    const { scanner } = this
    if (byte === MARK[this.markBytes]) {
      scanner.at++
      if (++this.markBytes === MARK.length) {
        scanner.base -= MARK.length
        this.markBytes = 0
        this.expected = ROOT
      }
      return
    }
    if (this.markBytes > 0) this.fail('syntax', 0, NO_VALUE)
    this.expected = ROOT
  }

  /** Takes one byte that is not white space. */
  private readStructure(byte: number, offset: number): void {
    const frame = this.frames.at(-1)
    switch (this.expected) {
      case ROOT:
        if (this.roots > 0 && !this.many) {
          this.fail('syntax', offset, 'There is something after the end of the document.')
        } else this.startRoot(byte, offset)
        break
      case KEY_OR_END:
      case KEY:
        if (byte === 0x22) {
          this.expected = KEY_TEXT
          this.keyLength = 0
          this.keyOffset = offset + 1
        } else if (byte === 0x7d) this.leave(offset, KEY_DUE)
        else this.fail('syntax', offset, KEY_DUE)
        break
      case COLON:
        if (byte === 0x3a) this.expected = VALUE
        else this.fail('syntax', offset, 'A colon should stand here.')
        break
      case VALUE:
        this.startMember(byte, offset, frame!)
        break
      case ELEMENT_OR_END:
      case ELEMENT:
        if (byte === 0x5d) this.leave(offset, VALUE_DUE)
        else this.startElement(byte, offset, frame!)
        break
      case COMMA_OR_END:
        if (byte === 0x2c) {
          this.expected = frame!.object ? KEY : ELEMENT
          frame!.index++
        } else if (byte === (frame!.object ? 0x7d : 0x5d)) this.leave(offset)
        else this.fail('syntax', offset, `A comma or ${frame!.object ? '}' : ']'} should stand here.`)
        break
    }
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
    if (this.keyLength === this.keyBytes.length) {
      const larger = new Uint8Array(this.keyLength * 2)
      larger.set(this.keyBytes)
      this.keyBytes = larger
    }
    this.keyBytes[this.keyLength++] = byte
  }

  private endKey(): void {
    const bytes = this.keyBytes.subarray(0, this.keyLength)
    if (!isUtf8(bytes)) {
      this.fail('encoding', this.keyOffset, 'A key is not valid UTF-8.')
      return
    }
    const key = unescapeKey(decodeUtf8(bytes))
    if (key === null) {
      this.fail('syntax', this.keyOffset, 'A key holds an escape that JSON does not have.')
      return
    }
    const frame = this.frames.at(-1)!
    frame.key = key
    this.expected = COLON
    this.options.onRootMember?.(key, this.keyOffset, frame.pointer)
  }

  private startRoot(byte: number, offset: number): void {
    this.roots++
    if (byte === 0x7b) this.enterRoot(offset, '')
    else if (byte === 0x5b) this.enterArray('', this.many, '')
    else this.startRecord(byte, offset, '', true)
  }

  private startMember(byte: number, offset: number, frame: Frame): void {
    if (byte === 0x7b && this.wrappers.has(frame.key)) this.enterRoot(offset, pointerIn(frame))
    else if (byte === 0x5b) this.enterArray(pointerIn(frame), false, frame.key)
    else this.startRecord(byte, offset, frame.key, this.always.has(frame.key))
  }

  private startElement(byte: number, offset: number, frame: Frame): void {
    if (byte === 0x7b && frame.root) {
      this.enterRoot(offset, pointerIn(frame))
      return
    }
    this.startRecord(
      byte,
      offset,
      frame.key,
      frame.cut === undefined && this.always.has(frame.key),
      !frame.root,
    )
    if (byte === 0x7b) this.countObjects(frame, 1)
  }

  private enterRoot(offset: number, pointer: string): void {
    this.options.onRoot?.(this.rootIndex, offset)
    this.frames.push({ object: true, pointer, root: true, key: '', index: 0 })
    this.expected = KEY_OR_END
  }

  private enterArray(pointer: string, root: boolean, key: string): void {
    this.frames.push({ object: false, pointer, root, key, index: 0 })
    this.expected = ELEMENT_OR_END
  }

  /** The array that the record has just begun is read by its elements; the record goes on after it. */
  private enterCut(): void {
    const outer = this.frames.at(-1)!
    const { record, prefix } = this.record.suspend()
    const keys = keysTo(prefix)
    this.frames.push({
      object: false,
      pointer: pointerIn(outer) + keys.map(pointerStep).join(''),
      root: false,
      key: outer.key,
      index: 0,
      cut: { record, within: [...(outer.cut?.within ?? []), ...keys] },
    })
    this.expected = ELEMENT_OR_END
  }

  /**
   * A container whose members or elements are records ends with the bracket at `offset`; `missing`: what should stand
   * there if a comma stands before it, which is told and passed over.
   */
  private leave(offset: number, missing = ''): void {
    if (this.expected === KEY || this.expected === ELEMENT) {
      this.skipped.push({ code: 'syntax', offset, message: missing })
    }
    const frame = this.frames.pop()!
    if (frame.cut !== undefined) {
      this.counts.begin(frame.key)
      this.record.resume(frame.cut.record, offset)
      this.expected = IN_RECORD
      if (this.record.status === 'complete') this.endRecord()
    } else if (this.frames.length > 0) this.expected = COMMA_OR_END
    else {
      this.expected = ROOT
      if (frame.root && !frame.object) this.roots += frame.index
    }
  }

  /** Index of the current root: in an array of documents each element is one. */
  private get rootIndex(): number {
    const outer = this.frames[0]
    return this.roots - 1 + (outer?.root && !outer.object ? outer.index : 0)
  }

  /** `run`: whether elements that follow may be read as well. */
  private startRecord(byte: number, offset: number, key: string, always: boolean, run = false): void {
    this.counts.begin(key)
    this.expected = IN_RECORD
    const found = always || this.all
    if (!this.record.begin(byte, offset, found, run && !found)) {
      this.fail('syntax', offset, VALUE_DUE)
    }
  }

  private endRecord(): void {
    const { record, scanner } = this
    const { offset } = record
    const end = this.offset
    const bytes = record.take()
    this.expected = this.frames.length > 0 ? COMMA_OR_END : ROOT
    this.records++
    this.counts.takeOver(scanner.pending)
    if (bytes === null) {
      const message = `A part of the document that takes ${end - offset} bytes was not read.`
      this.skipped.push({ code: 'record-skipped', offset, message })
    } else if (record.isToken && !record.isScalar(bytes)) {
      this.fail('syntax', offset, VALUE_DUE)
    } else if (record.found) this.hand(bytes, offset)
  }

  /** Reading ends in a record: what there is of it may matter. */
  private endWithin(): void {
    const { record } = this
    const bytes = record.isToken ? null : record.take()
    this.records++
    if (bytes !== null && record.found) this.hand(bytes, record.offset, true)
  }

  /** Hands on a record that must be looked into. */
  private hand(bytes: Uint8Array, offset: number, broken = false): void {
    this.lookedInto++
    const { holes, line } = this.record
    const frame = this.frames.at(-1)
    this.options.onRecord({
      bytes,
      offset,
      key: frame?.key ?? '',
      index: frame === undefined || frame.object ? null : frame.index,
      pointer: frame === undefined ? '' : pointerIn(frame),
      root: this.rootIndex,
      line,
      ...(holes.length > 0 && { holes }),
      ...(broken && { broken }),
      ...(frame?.cut !== undefined && { within: frame.cut.within }),
    })
  }

  private whereItEnds(): string {
    if (this.expected === KEY_TEXT || this.expected === KEY_ESCAPE) return 'inside a key'
    if (this.expected === IN_RECORD) return this.record.whereItEnds()
    return `before ${this.frames.at(-1)?.object === false ? ']' : '}'}`
  }

  private fail(code: SplitterProblem['code'], offset: number, message: string): void {
    this.problem ??= { code, offset, message }
  }
}

const MARK: readonly number[] = [0xef, 0xbb, 0xbf]
const NO_VALUE = 'The document does not begin with a JSON value.'

/** Pointer of the frame's current member or element. */
function pointerIn(frame: Frame): string {
  return frame.pointer + (frame.object ? pointerStep(frame.key) : `/${frame.index}`)
}
