import type { ProblemCode } from '../model/problem.ts'
import { compileLiterals } from './literals.ts'
import type { Region, ScalarNode } from './node.ts'
import { decodeUtf8, firstInvalidUtf8 } from './utf8.ts'

/** Lines of a tag-value document that belong together, from one that begins a section to the next. */
export interface TagSection {
  /** Valid during the call only. */
  readonly bytes: Uint8Array
  readonly offset: number
  /** The tag that began it; `''` for what stands at the document's head. */
  readonly tag: string
  /** Which section of that tag it is, counted from 0. */
  readonly index: number
}

/** What a splitter is told. */
export interface TagSplitterOptions {
  /** Runs of ASCII letters and digits one of which every section holds that could matter; `null`: all do. */
  readonly literals: readonly string[] | null
  /** Further ASCII literals, the reader's own. */
  readonly triggers?: readonly string[]
  /** Tags that begin a section. */
  readonly sections: readonly string[]
  /** Tags whose sections nobody looks into. */
  readonly ignored: readonly string[]
  /** Bytes above which a section, or a line, is not looked into but reported. Default 64 MiB. */
  readonly sectionLimit?: number
  /** Called for the head of the document, and for each section that must be looked into. */
  onSection(section: TagSection): void
}

/** What splitting a document came to. */
export interface TagSplitterResult {
  readonly records: number
  readonly lookedInto: number
  /** Number of sections by the tag that began them. */
  readonly counts: Readonly<Record<string, number>>
  readonly problems: readonly TagProblem[]
}

/** Trouble and where it is. */
export interface TagProblem {
  readonly code: Extract<ProblemCode, 'truncated' | 'too-large' | 'syntax'>
  readonly offset: number
  readonly message: string
}

/** Takes a document in chunks of any size and finds the sections that matter, without holding more than one. */
export interface TagSplitter {
  write(chunk: Uint8Array): void
  end(): TagSplitterResult
}

/** One `Tag: value`; a value between `<text>` and `</text>` may go on over several lines. */
export interface TagLine {
  readonly tag: string
  readonly tagRegion: Region
  readonly value: ScalarNode
}

/** Makes a splitter of tag-value text (SPDX 2.3, annex on tag-value). */
export function createTagSplitter(options: TagSplitterOptions): TagSplitter {
  return new Splitter(options)
}

/** The tags of a section in order. Lines that are no tag are passed over; bytes that are not UTF-8 become U+FFFD. */
export function parseTags(bytes: Uint8Array, offset: number): readonly TagLine[] {
  const lines: TagLine[] = []
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = indexOrEnd(bytes, LINE_FEED, at)
    const colon = bytes.subarray(at, Math.min(lineEnd, at + TAG_LIMIT)).indexOf(COLON)
    if (colon <= 0) {
      at = lineEnd + 1
      continue
    }
    const valueStart = skipSpace(bytes, at + colon + 1, lineEnd)
    const tagRegion = { start: offset + at, end: offset + at + colon }
    const tag = decodeUtf8(bytes.subarray(at, at + colon))
    let start = valueStart
    let end = lineEnd
    let next = lineEnd + 1
    if (startsWith(bytes, valueStart, OPEN)) {
      start = valueStart + OPEN.length
      const close = indexOfText(bytes, CLOSE, start)
      end = close === -1 ? bytes.length : close
      next = indexOrEnd(bytes, LINE_FEED, end) + 1
    }
    lines.push({ tag, tagRegion, value: textNode(bytes, start, end, offset) })
    at = next
  }
  return lines
}

const LINE_FEED = 0x0a
const COLON = 0x3a
const OPEN = [...'<text>'].map((letter) => letter.charCodeAt(0))
const CLOSE = [...'</text>'].map((letter) => letter.charCodeAt(0))
/** No tag is longer. */
const TAG_LIMIT = 64
const SECTION_LIMIT = 64 * 1024 * 1024
const PRIME = 0x01000193
/** First bytes of characters that could fold to ASCII letters; 0xC3 (é, ü, ß) cannot. */
const FOLDING_LEADS = [0xc0, 0xc1, 0xc2, ...Array.from({ length: 0x3c }, (_, index) => 0xc4 + index)]

class Splitter implements TagSplitter {
  private readonly options: TagSplitterOptions
  private readonly limit: number
  private readonly starts: ReadonlyMap<number, string>
  private readonly ignored: ReadonlySet<string>
  private readonly counts: Record<string, number> = {}
  private readonly classOf: Uint8Array
  private readonly next: Int32Array
  private readonly problems: TagProblem[] = []

  /** Offset of the block that is being read. */
  private base = 0
  private inText = false
  private textStart = 0
  /** The beginning of a line whose end has not come. */
  private readonly line = new Store()
  private lineDropped = false

  private tag = ''
  private wanted = true
  private found = true
  private state = 0
  private sectionOffset = 0
  private readonly held = new Store()
  private dropped = false
  private records = 0
  private lookedInto = 0

  constructor(options: TagSplitterOptions) {
    this.options = options
    this.limit = options.sectionLimit ?? SECTION_LIMIT
    this.starts = new Map([...options.sections, ...options.ignored].map((tag) => [hashOf(tag), tag]))
    this.ignored = new Set(options.ignored)
    const table = compileLiterals([...(options.literals ?? []), ...(options.triggers ?? [])], [FOLDING_LEADS])
    this.classOf = table.classOf
    const folding = table.classOf[FOLDING_LEADS[0]!]!
    this.next = table.next.map((to, slot) =>
      table.accepting[to] || slot % table.classes === folding ? -1 : to * table.classes,
    )
  }

  write(chunk: Uint8Array): void {
    const first = chunk.indexOf(LINE_FEED)
    if (first === -1) {
      this.keepLine(chunk)
      return
    }
    let from = 0
    if (this.line.length > 0 || this.lineDropped) {
      this.keepLine(chunk.subarray(0, first + 1))
      from = first + 1
      this.readLine()
    }
    const to = chunk.lastIndexOf(LINE_FEED) + 1
    if (from < to) this.readBlock(chunk.subarray(from, to))
    if (to < chunk.length) this.keepLine(chunk.subarray(to))
  }

  end(): TagSplitterResult {
    this.readLine()
    if (this.inText) {
      const message = 'The document ends inside a text that began here.'
      this.problems.push({ code: 'truncated', offset: this.textStart, message })
    }
    this.endSection(new Uint8Array(0))
    const { records, lookedInto, counts, problems } = this
    return { records, lookedInto, counts, problems }
  }

  private keepLine(bytes: Uint8Array): void {
    if (this.line.length + bytes.length > this.limit) {
      if (!this.lineDropped) {
        const offset = this.base
        this.problems.push({
          code: 'too-large',
          offset,
          message: `A line is longer than ${this.limit} bytes.`,
        })
      }
      this.base += this.line.length + bytes.length
      this.line.clear()
      this.lineDropped = true
    } else if (this.lineDropped) this.base += bytes.length
    else this.line.add(bytes)
  }

  /** Reads the line that stood across chunks. */
  private readLine(): void {
    if (this.line.length > 0) this.readBlock(this.line.bytes())
    this.line.clear()
    this.lineDropped = false
  }

  /** Reads whole lines. */
  private readBlock(block: Uint8Array): void {
    let sectionStart = 0
    let at = 0
    while (at < block.length) {
      if (this.inText) {
        const close = indexOfText(block, CLOSE, at)
        if (close === -1) break
        this.inText = false
        at = indexOrEnd(block, LINE_FEED, close) + 1
        continue
      }
      let hash = 0
      let end = at
      for (let byte = block[end]; isTagByte(byte); byte = block[++end]) hash = Math.imul(hash ^ byte!, PRIME)
      const lineEnd = indexOrEnd(block, LINE_FEED, end)
      if (block[end] === COLON && end > at) {
        const tag = this.starts.get(hash)
        if (tag !== undefined && decodeUtf8(block.subarray(at, end)) === tag) {
          this.endSection(block.subarray(sectionStart, at))
          sectionStart = at
          this.startSection(tag, this.base + at)
        }
        this.checkText(block, end + 1, lineEnd)
      }
      at = lineEnd + 1
    }
    this.keepSection(block.subarray(sectionStart))
    this.base += block.length
  }

  /** Whether a value begins a text that goes on after its line. */
  private checkText(block: Uint8Array, from: number, lineEnd: number): void {
    const start = skipSpace(block, from, lineEnd)
    if (!startsWith(block, start, OPEN)) return
    const close = indexOfText(block.subarray(start, lineEnd), CLOSE, 0)
    if (close !== -1) return
    this.inText = true
    this.textStart = this.base + start
  }

  private startSection(tag: string, offset: number): void {
    this.tag = tag
    this.counts[tag] = (this.counts[tag] ?? 0) + 1
    this.sectionOffset = offset
    this.wanted = !this.ignored.has(tag)
    this.found = this.options.literals === null
    this.state = 0
    this.dropped = false
  }

  private endSection(bytes: Uint8Array): void {
    this.search(bytes)
    if (this.tag !== '') this.records++
    if (this.wanted && this.found && !this.dropped) {
      const whole = this.held.length === 0 ? bytes : this.held.add(bytes).bytes()
      const { tag, sectionOffset: offset } = this
      if (tag !== '') this.lookedInto++
      this.options.onSection({ bytes: whole, offset, tag, index: (this.counts[tag] ?? 1) - 1 })
    }
    this.held.clear()
  }

  private keepSection(bytes: Uint8Array): void {
    if (!this.wanted || this.dropped) return
    this.search(bytes)
    if (this.held.length + bytes.length <= this.limit) {
      this.held.add(bytes)
      return
    }
    this.dropped = true
    this.held.clear()
    const message = `A section is larger than ${this.limit} bytes; it was not looked into.`
    this.problems.push({ code: 'too-large', offset: this.sectionOffset, message })
  }

  private search(bytes: Uint8Array): void {
    if (this.found || !this.wanted) return
    const { classOf, next } = this
    let { state } = this
    for (let at = 0; at < bytes.length; at++) {
      state = next[state + classOf[bytes[at]!]!]!
      if (state < 0) {
        this.found = true
        return
      }
    }
    this.state = state
  }
}

/** Bytes that are kept until the rest of them has come. */
class Store {
  length = 0
  private buffer = new Uint8Array(1 << 12)

  add(bytes: Uint8Array): this {
    const length = this.length + bytes.length
    if (length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(length, this.buffer.length * 2))
      larger.set(this.buffer.subarray(0, this.length))
      this.buffer = larger
    }
    this.buffer.set(bytes, this.length)
    this.length = length
    return this
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  clear(): void {
    this.length = 0
  }
}

function textNode(bytes: Uint8Array, from: number, to: number, offset: number): ScalarNode {
  const own = bytes.subarray(from, to)
  const region = { start: offset + from, end: offset + to }
  const value = decodeUtf8(own)
  if (!value.includes('\ufffd')) return { type: 'string', value, ...region }
  return { type: 'string', ...decodeLeniently(own), ...region }
}

/** Text of bytes that are not all UTF-8, with the place of each unit. */
function decodeLeniently(bytes: Uint8Array): { readonly value: string; readonly map: readonly number[] } {
  const map: number[] = []
  let value = ''
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at)
    const valid = firstInvalidUtf8(rest.subarray(0, 4))
    const lead = bytes[at]!
    const length = valid === 0 ? 1 : lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const text = valid === 0 ? '\ufffd' : decodeUtf8(rest.subarray(0, length))
    value += text
    for (let unit = 0; unit < text.length; unit++) map.push(at)
    at += length
  }
  return { value, map }
}

function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash
}

function isTagByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a))
}

function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++
  return at
}

function startsWith(bytes: Uint8Array, at: number, text: readonly number[]): boolean {
  return text.every((byte, index) => bytes[at + index] === byte)
}

function indexOfText(bytes: Uint8Array, text: readonly number[], from: number): number {
  for (let at = bytes.indexOf(text[0]!, from); at !== -1; at = bytes.indexOf(text[0]!, at + 1)) {
    if (startsWith(bytes, at, text)) return at
  }
  return -1
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at === -1 ? bytes.length : at
}
