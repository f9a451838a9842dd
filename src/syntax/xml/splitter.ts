import { compileSearch, type Search } from '../search.ts'
import { Aside } from './aside.ts'
import { KeptBytes } from './kept-bytes.ts'
import { hashByte, IN_NAME, NAME_KIND } from './names.ts'
import { DEPTH_LIMIT, OpenElements } from './open-elements.ts'
import { Records, type XmlRecord, type XmlSplitterProblem } from './records.ts'
import { TagName } from './tag-name.ts'
import { isSpace } from './text.ts'

export type { XmlRecord, XmlSplitterProblem } from './records.ts'

/** The root element, as soon as its start tag has been read. */
export interface XmlRoot {
  /** Local name. */
  readonly name: string
  /** `''` when it has none. */
  readonly namespace: string
}

/** What a splitter is told. */
export interface XmlSplitterOptions {
  /** Runs of ASCII letters and digits one of which every record holds that could matter; `null`: all records do. */
  readonly literals: readonly string[] | null
  /** Further ASCII literals, the reader's own, looked for in text and in attributes, quotes included. */
  readonly triggers?: readonly string[]
  /** Local names of children of the root whose children are the records. */
  readonly lists: readonly string[]
  /** Local names of children of the root that are looked into in any case. */
  readonly always?: readonly string[]
  /** Local name of an element → local name of those of its children that are counted, at any depth. */
  readonly counted: Readonly<Record<string, string>>
  /** Bytes above which a record is not looked into but reported. Default 64 MiB. */
  readonly recordLimit?: number
  onRoot?(root: XmlRoot): void
  /** Called for each record that must be looked into, in order. */
  onRecord(record: XmlRecord): void
}

/** What splitting a document came to. */
export interface XmlSplitterResult {
  readonly records: number
  readonly lookedInto: number
  /** Number of counted children, by the name of what they stand in. */
  readonly counts: Readonly<Record<string, number>>
  /** What ended the reading; `null`: the document was read to its end. */
  readonly problem: XmlSplitterProblem | null
  /** Records that were passed over. */
  readonly skipped: readonly XmlSplitterProblem[]
}

/** Takes a document in chunks of any size and finds the records that matter, without holding more than one. */
export interface XmlSplitter {
  write(chunk: Uint8Array): void
  end(): XmlSplitterResult
}

/**
 * Makes a splitter. It checks that tags match and that the document ends where it should; what stands inside a
 * tag is checked by who looks into the record. A document type with declarations of its own is refused.
 */
export function createXmlSplitter(options: XmlSplitterOptions): XmlSplitter {
  return new Splitter(options)
}

const RECORD_LIMIT = 64 * 1024 * 1024

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const EXCLAMATION_MARK = 0x21
const QUESTION_MARK = 0x3f

/** What is being read. */
const TEXT = 0
const TAG_OPEN = 1
const START_NAME = 2
const START_TAG = 3
const ATTRIBUTE = 4
const END_NAME = 5
const END_TAG = 6
const ASIDE = 7
const BEHIND_ASIDE = 8

class Splitter implements XmlSplitter {
  private readonly options: XmlSplitterOptions
  private readonly literals: Search
  private readonly open: OpenElements
  private readonly records: Records
  /** The bytes of a record, or of the start tag of the root or a list. */
  private readonly kept: KeptBytes
  private readonly name = new TagName()
  private readonly aside = new Aside()

  private mode = TEXT
  private base = 0
  private chunk: Uint8Array = new Uint8Array(0)
  private state = 0
  private quote = 0
  private tagStart = 0
  private selfClosing = false
  private rootPrefix = 0
  private rootSeen = false
  private problem: XmlSplitterProblem | null = null

  constructor(options: XmlSplitterOptions) {
    this.options = options
    this.open = new OpenElements(options.counted)
    this.records = new Records(options)
    this.kept = new KeptBytes(options.recordLimit ?? RECORD_LIMIT)
    this.literals = compileSearch([...(options.literals ?? []), ...(options.triggers ?? []), '&#'])
  }

  write(chunk: Uint8Array): void {
    if (this.problem !== null || chunk.length === 0) return
    this.chunk = chunk
    let at = 0
    while (at < chunk.length && this.problem === null) at = this.step(chunk, at)
    this.kept.endChunk(chunk)
    this.aside.endChunk(chunk)
    this.base += chunk.length
  }

  end(): XmlSplitterResult {
    if (this.problem === null) {
      if (!this.rootSeen && this.mode === TEXT)
        this.fail('empty', this.base, 'The document holds no element.')
      else if (this.open.depth > 0 || this.mode !== TEXT || !this.rootSeen) {
        this.fail('truncated', this.base, 'The document ends before its elements do.')
      }
    }
    const { count: records, lookedInto, skipped } = this.records
    return { records, lookedInto, counts: this.open.counts(), problem: this.problem, skipped }
  }

  /** Reads on from `at` in the present mode, and returns how far it came. */
  private step(chunk: Uint8Array, at: number): number {
    switch (this.mode) {
      case TEXT:
        return this.readText(chunk, at)
      case TAG_OPEN:
        return this.readTagOpen(chunk, at)
      case START_NAME:
      case END_NAME:
        return this.readName(chunk, at)
      case START_TAG:
        return this.readStartTag(chunk, at)
      case ATTRIBUTE:
        return this.readAttribute(chunk, at)
      case END_TAG:
        return this.readEndTag(chunk, at)
      case ASIDE:
        return this.readAside(chunk, at)
      default:
        return this.readBehindAside(chunk, at)
    }
  }

  private readText(chunk: Uint8Array, from: number): number {
    if (this.records.depth >= 0) return this.readContent(chunk, from)
    let at = chunk.indexOf(LESS_THAN, from)
    if (at === -1) at = chunk.length
    if (this.open.depth === 0) this.checkOutside(chunk, from, at)
    return at === chunk.length ? at : this.beginTag(at)
  }

  /**
   * Reads text inside a record, and the tags that are nothing but a name and wholly in the chunk: most of a
   * document, which is why it does not take the long way through the modes.
   */
  private readContent(chunk: Uint8Array, from: number): number {
    const { open, records, rootPrefix } = this
    const { classOf, next } = this.literals
    let { state } = this
    let at = from
    while (at < chunk.length) {
      if (records.found) {
        at = chunk.indexOf(LESS_THAN, at)
        if (at === -1) at = chunk.length
      } else {
        for (; at < chunk.length; at++) {
          const byte = chunk[at]!
          if (byte === LESS_THAN) break
          state = next[state + classOf[byte]!]!
          if (state < 0) {
            records.found = true
            break
          }
        }
        if (state < 0) {
          state = 0
          continue
        }
      }
      if (at === chunk.length) break
      const closing = chunk[at + 1] === SLASH
      const start = closing ? at + 2 : at + 1
      let end = start
      let hash = 0
      for (; end < chunk.length && NAME_KIND[chunk[end]!] === IN_NAME; end++) {
        hash = hashByte(hash, chunk[end]!)
      }
      if (end === start || chunk[end] !== GREATER_THAN) return this.beginTag(at)
      if (closing) {
        if (!open.isInnermost(hash) || open.depth - 1 === records.depth) return this.beginTag(at)
        open.leave()
      } else {
        if (open.depth >= DEPTH_LIMIT) return this.beginTag(at)
        open.enter(hash, hash, end - start, rootPrefix === 0)
      }
      state = 0
      at = end + 1
    }
    this.state = state
    return at
  }

  private beginTag(at: number): number {
    this.mode = TAG_OPEN
    this.tagStart = this.base + at
    return at + 1
  }

  private checkOutside(chunk: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (isSpace(chunk[at])) continue
      this.fail('syntax', this.base + at, 'Text stands outside the root element.')
      return
    }
  }

  private readTagOpen(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!
    if (byte === EXCLAMATION_MARK || byte === QUESTION_MARK) {
      this.mode = ASIDE
      this.state = 0
      this.aside.begin(byte, this.tagStart)
      if (byte === QUESTION_MARK || this.aside.standsInWord(chunk, at - 1)) this.records.found = true
      return at + 1
    }
    this.name.begin()
    if (byte === SLASH) {
      this.mode = END_NAME
      return at + 1
    }
    if (this.rootSeen && this.open.depth === 0) {
      this.fail('syntax', this.tagStart, 'A second element follows the root.')
      return at
    }
    if (this.records.depth < 0) this.kept.start(at, LESS_THAN)
    this.mode = START_NAME
    this.selfClosing = false
    return at
  }

  private readName(chunk: Uint8Array, from: number): number {
    const at = this.name.read(chunk, from, this.records.depth < 0)
    if (at === chunk.length) return at
    if (this.name.localLength === 0) this.fail('syntax', this.tagStart, 'A "<" here begins no tag.')
    else if (this.mode === END_NAME) this.mode = END_TAG
    else this.enter()
    return at
  }

  /** The name of a start tag is known. */
  private enter(): void {
    const { depth } = this.open
    if (depth >= DEPTH_LIMIT) {
      this.fail('too-deep', this.tagStart, `Elements are nested deeper than ${DEPTH_LIMIT}.`)
      return
    }
    this.mode = START_TAG
    const { hash, localHash, localLength, prefixHash } = this.name
    if (depth === 0) this.rootPrefix = prefixHash
    this.open.enter(hash, localHash, localLength, prefixHash === this.rootPrefix)
    if (this.records.depth >= 0 || depth === 0) return
    this.records.enter(depth, this.name.local())
    this.state = 0
  }

  private readStartTag(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
        this.mode = ATTRIBUTE
        this.quote = byte
        this.state = 0
        if (this.records.searching) this.search(chunk, at, at + 1)
        return at + 1
      }
      if (byte === GREATER_THAN) {
        this.endStartTag(at + 1)
        return at + 1
      }
      if (byte === LESS_THAN) {
        this.fail('syntax', this.base + at, 'A "<" stands inside a tag.')
        return at
      }
      this.selfClosing = byte === SLASH
    }
    return chunk.length
  }

  private readAttribute(chunk: Uint8Array, from: number): number {
    const end = chunk.indexOf(this.quote, from)
    const to = end === -1 ? chunk.length : end + 1
    if (this.records.searching) this.search(chunk, from, to)
    if (end === -1) return to
    this.mode = START_TAG
    this.selfClosing = false
    return to
  }

  /** Looks for literals in a stretch of the chunk. */
  private search(chunk: Uint8Array, from: number, to: number): void {
    const { classOf, next } = this.literals
    let { state } = this
    for (let at = from; at < to; at++) {
      state = next[state + classOf[chunk[at]!]!]!
      if (state >= 0) continue
      this.records.found = true
      state = 0
      break
    }
    this.state = state
  }

  private endStartTag(behind: number): void {
    this.mode = TEXT
    this.state = 0
    if (this.records.depth < 0) {
      const tag = this.kept.stop(this.chunk, behind)
      if (this.open.depth === 1) this.openRoot(tag)
      else this.records.openList(tag)
    }
    if (this.selfClosing) this.close(behind)
  }

  private openRoot(tag: Uint8Array): void {
    this.rootSeen = true
    const namespace = this.records.openRoot(tag, this.name.prefix())
    this.options.onRoot?.({ name: this.name.local(), namespace })
  }

  private readEndTag(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length && isSpace(chunk[at])) at++
    if (at === chunk.length) return at
    if (chunk[at] !== GREATER_THAN) {
      this.fail('syntax', this.base + at, 'An end tag holds more than a name.')
      return at
    }
    if (!this.open.isInnermost(this.name.hash)) {
      this.fail('syntax', this.tagStart, 'An end tag does not fit the element that is open.')
      return at
    }
    this.mode = TEXT
    this.state = 0
    this.close(at + 1)
    return at + 1
  }

  /** The innermost element is over; `behind` is the index in the chunk behind its last byte. */
  private close(behind: number): void {
    this.open.leave()
    const { depth } = this.open
    if (this.records.depth === depth) this.records.end(this.kept, this.chunk, behind, this.base)
    else if (this.records.depth < 0 && depth === 1) this.records.closeList()
  }

  private readAside(chunk: Uint8Array, from: number): number {
    const { aside } = this
    const text = aside.isText
    const where = this.open.depth > 0 ? 'inside' : this.rootSeen ? 'behind' : 'before'
    const at = aside.read(chunk, from, this.base, where)
    if (text && this.records.searching) this.search(chunk, from, at)
    if (aside.problem !== null) this.problem ??= aside.problem
    else if (aside.over) {
      this.mode = this.records.depth >= 0 ? BEHIND_ASIDE : TEXT
      this.state = 0
    }
    return at
  }

  /** A word may go on behind a comment or CDATA section. */
  private readBehindAside(chunk: Uint8Array, at: number): number {
    if (chunk[at] !== LESS_THAN && !isSpace(chunk[at])) this.records.found = true
    this.mode = TEXT
    return at
  }

  private fail(code: XmlSplitterProblem['code'], offset: number, message: string): void {
    this.problem ??= { code, offset, message }
  }
}
