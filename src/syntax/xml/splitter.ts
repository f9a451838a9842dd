import type { ProblemCode } from '../../model/problem.ts'
import { compileSearch, type Search } from '../search.ts'
import { decodeUtf8 } from '../utf8.ts'
import { KeptBytes } from './kept-bytes.ts'
import { ENDS_NAME, hashByte, IN_NAME, NAME_KIND } from './names.ts'
import { DEPTH_LIMIT, OpenElements } from './open-elements.ts'
import { declarationsOf, type XmlScope } from './parse.ts'
import { isSpace } from './text.ts'

/**
 * A piece of an XML document that is looked into by itself: a child of the root or, where that child is a list,
 * one of its children.
 */
export interface XmlRecord {
  /** From the `<` of its start tag to the `>` of its end tag; valid during the call only. */
  readonly bytes: Uint8Array
  /** Offset of `bytes[0]` in the document. */
  readonly offset: number
  /** Local name of the list that it stands in; `''` for a child of the root. */
  readonly list: string
  /** Its own local name. */
  readonly name: string
  /** Its index among the elements of its list; 0 for a child of the root. */
  readonly index: number
  /** Namespaces around it; those of the root are home. */
  readonly scope: XmlScope
}

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

/** Trouble and where it is. */
export interface XmlSplitterProblem {
  readonly code: Extract<
    ProblemCode,
    'empty' | 'truncated' | 'syntax' | 'too-deep' | 'too-large' | 'record-skipped' | 'unsupported-format'
  >
  readonly offset: number
  readonly message: string
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
const COLON = 0x3a
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27

/** What is being read. */
const TEXT = 0
const TAG_OPEN = 1
const START_NAME = 2
const START_TAG = 3
const ATTRIBUTE = 4
const END_NAME = 5
const END_TAG = 6
const DECLARATION = 7
const SKIPPED = 8
const DOCTYPE = 9
const BEHIND_SKIPPED = 10

class Splitter implements XmlSplitter {
  private readonly options: XmlSplitterOptions
  private readonly lists: ReadonlySet<string>
  private readonly always: ReadonlySet<string>
  private readonly limit: number
  private readonly literals: Search
  private readonly open: OpenElements
  /** The bytes of a record, or of the start tag of the root or a list. */
  private readonly kept: KeptBytes

  private mode = TEXT
  private base = 0
  private chunk: Uint8Array = new Uint8Array(0)
  private state = 0
  private quote = 0
  private tagStart = 0
  private declaration = ''
  /** The end of what is skipped: the byte before `>`, and how often it stands there. */
  private skipByte = 0
  private skipTimes = 0
  private skipStart = 0
  private skipEnd = -1
  /** Whether literals are looked for in what is skipped: it is text, not a comment. */
  private skipText = false
  private last = [0, 0]

  // The element whose tag is being read.
  private hash = 0
  private localHash = 0
  private localLength = 0
  private prefixHash = 0
  private name: number[] = []
  private selfClosing = false

  private rootPrefix = 0
  private scope: XmlScope = { prefixes: new Map(), home: null }
  private listScope: XmlScope = this.scope
  private list = ''
  private index = 0
  private recordDepth = -1
  private recordName = ''
  private found = false

  private records = 0
  private lookedInto = 0
  private rootSeen = false
  private problem: XmlSplitterProblem | null = null
  private readonly skipped: XmlSplitterProblem[] = []

  constructor(options: XmlSplitterOptions) {
    this.options = options
    this.lists = new Set(options.lists)
    this.always = new Set(options.always)
    this.limit = options.recordLimit ?? RECORD_LIMIT
    this.open = new OpenElements(options.counted)
    this.kept = new KeptBytes(this.limit)
    this.literals = compileSearch([...(options.literals ?? []), ...(options.triggers ?? []), '&#'])
  }

  write(chunk: Uint8Array): void {
    if (this.problem !== null || chunk.length === 0) return
    this.chunk = chunk
    let at = 0
    while (at < chunk.length && this.problem === null) at = this.step(chunk, at)
    this.kept.endChunk(chunk)
    this.last = [chunk.at(-2) ?? this.last[1]!, chunk.at(-1) ?? this.last[1]!]
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
    const { records, lookedInto, problem, skipped } = this
    return { records, lookedInto, counts: this.open.counts(), problem, skipped }
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
      case DECLARATION:
        return this.readDeclaration(chunk, at)
      case DOCTYPE:
        return this.readDoctype(chunk, at)
      case BEHIND_SKIPPED:
        return this.readBehindSkipped(chunk, at)
      default:
        return this.skip(chunk, at)
    }
  }

  private readText(chunk: Uint8Array, from: number): number {
    if (this.recordDepth >= 0) return this.readContent(chunk, from)
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
    const { open, rootPrefix } = this
    const { classOf, next } = this.literals
    let { state } = this
    let at = from
    while (at < chunk.length) {
      if (this.found) {
        at = chunk.indexOf(LESS_THAN, at)
        if (at === -1) at = chunk.length
      } else {
        for (; at < chunk.length; at++) {
          const byte = chunk[at]!
          if (byte === LESS_THAN) break
          state = next[state + classOf[byte]!]!
          if (state < 0) {
            this.found = true
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
        if (!open.isInnermost(hash) || open.depth - 1 === this.recordDepth) return this.beginTag(at)
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
    if (byte === 0x21) {
      this.mode = DECLARATION
      this.declaration = ''
      if (this.standsInWord(chunk, at - 2)) this.found = true
      return at + 1
    }
    if (byte === 0x3f) {
      this.found = true
      this.startSkip(0x3f, 1, this.base + at + 1, false)
      return at + 1
    }
    this.hash = 0
    this.localHash = 0
    this.localLength = 0
    this.prefixHash = 0
    this.name = []
    if (byte === SLASH) {
      this.mode = END_NAME
      return at + 1
    }
    if (this.rootSeen && this.open.depth === 0) {
      this.fail('syntax', this.tagStart, 'A second element follows the root.')
      return at
    }
    if (this.recordDepth < 0) this.kept.start(at, LESS_THAN)
    this.mode = START_NAME
    this.selfClosing = false
    return at
  }

  private readName(chunk: Uint8Array, from: number): number {
    let { hash, localHash, localLength } = this
    let at = from
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!
      const kind = NAME_KIND[byte]!
      if (kind === ENDS_NAME) break
      hash = hashByte(hash, byte)
      if (kind === IN_NAME) {
        localHash = hashByte(localHash, byte)
        localLength++
      } else {
        this.prefixHash = localHash
        localHash = 0
        localLength = 0
      }
    }
    if (this.recordDepth < 0) for (let i = from; i < at; i++) this.name.push(chunk[i]!)
    this.hash = hash
    this.localHash = localHash
    this.localLength = localLength
    if (at === chunk.length) return at
    if (localLength === 0) this.fail('syntax', this.tagStart, 'A "<" here begins no tag.')
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
    if (depth === 0) this.rootPrefix = this.prefixHash
    this.open.enter(this.hash, this.localHash, this.localLength, this.prefixHash === this.rootPrefix)
    if (this.recordDepth >= 0 || depth === 0) return
    const name = this.localName()
    if (depth === 1 && this.lists.has(name)) this.list = name
    else {
      this.recordDepth = depth
      this.recordName = name
      this.state = 0
      this.found = this.options.literals === null || (depth === 1 && this.always.has(name))
    }
  }

  private localName(): string {
    const colon = this.name.lastIndexOf(COLON)
    return decodeUtf8(Uint8Array.from(this.name.slice(colon + 1)))
  }

  private readStartTag(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
        this.mode = ATTRIBUTE
        this.quote = byte
        this.state = 0
        if (!this.found && this.recordDepth >= 0) this.advance(byte)
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
    const { quote } = this
    let at = from
    if (this.recordDepth >= 0 && !this.found) {
      const { classOf, next } = this.literals
      let state = this.state
      for (; at < chunk.length; at++) {
        const byte = chunk[at]!
        state = next[state + classOf[byte]!]!
        if (state < 0) {
          this.found = true
          state = 0
          if (byte !== quote) at++
          break
        }
        if (byte === quote) break
      }
      this.state = state
      if (at === chunk.length || chunk[at] !== quote) return at
    } else {
      at = chunk.indexOf(quote, from)
      if (at === -1) return chunk.length
    }
    this.mode = START_TAG
    this.selfClosing = false
    return at + 1
  }

  private advance(byte: number): void {
    this.state = this.literals.next[this.state + this.literals.classOf[byte]!]!
    if (this.state >= 0) return
    this.found = true
    this.state = 0
  }

  private endStartTag(behind: number): void {
    this.mode = TEXT
    this.state = 0
    if (this.recordDepth < 0) {
      const tag = this.kept.stop(this.chunk, behind)
      if (this.open.depth === 1) this.openRoot(tag)
      else this.openList(tag)
    }
    if (this.selfClosing) this.close(behind)
  }

  private openRoot(tag: Uint8Array): void {
    this.rootSeen = true
    const name = this.localName()
    const prefixes = declarationsOf(tag, new Map())
    const colon = this.name.indexOf(COLON)
    const prefix = colon === -1 ? '' : decodeUtf8(Uint8Array.from(this.name.slice(0, colon)))
    const namespace = prefixes.get(prefix) ?? ''
    this.scope = { prefixes, home: namespace }
    this.options.onRoot?.({ name, namespace })
  }

  private openList(tag: Uint8Array): void {
    this.index = 0
    this.listScope = { prefixes: declarationsOf(tag, this.scope.prefixes), home: this.scope.home }
  }

  private readEndTag(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length && isSpace(chunk[at])) at++
    if (at === chunk.length) return at
    if (chunk[at] !== GREATER_THAN) {
      this.fail('syntax', this.base + at, 'An end tag holds more than a name.')
      return at
    }
    if (!this.open.isInnermost(this.hash)) {
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
    if (this.recordDepth === depth) {
      this.endRecord(behind)
      this.recordDepth = -1
    } else if (this.recordDepth < 0 && depth === 1) this.list = ''
  }

  private endRecord(behind: number): void {
    this.records++
    const bytes = this.kept.stop(this.chunk, behind)
    const inList = this.recordDepth === 2
    const index = inList ? this.index++ : 0
    if (!this.found) return
    const offset = this.base + behind - bytes.length
    if (this.kept.tooLarge) {
      const message = `A record is larger than ${this.limit} bytes; it was not looked into.`
      this.skipped.push({ code: 'too-large', offset: this.base + behind, message })
      return
    }
    this.lookedInto++
    this.options.onRecord({
      bytes,
      offset,
      list: inList ? this.list : '',
      name: this.recordName,
      index,
      scope: inList ? this.listScope : this.scope,
    })
  }

  private readDeclaration(chunk: Uint8Array, at: number): number {
    this.declaration += String.fromCharCode(chunk[at]!)
    const { declaration } = this
    const behind = this.base + at + 1
    if (declaration === '--') this.startSkip(0x2d, 2, behind, false)
    else if (declaration === '[CDATA[') {
      if (this.open.depth === 0) this.fail('syntax', this.tagStart, 'Text stands outside the root element.')
      this.startSkip(0x5d, 2, behind, true)
    } else if (declaration === 'DOCTYPE' && !this.rootSeen) this.mode = DOCTYPE
    else if (!DECLARATIONS.some((known) => known.startsWith(declaration))) {
      this.fail('syntax', this.tagStart, 'A declaration stands inside the document.')
    }
    return at + 1
  }

  private readDoctype(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === 0x5b) {
        const message =
          'The document type has declarations of its own, which could be entities; it is refused.'
        this.fail('unsupported-format', this.base + at, message)
        return at
      }
      if (byte !== GREATER_THAN) continue
      this.mode = TEXT
      return at + 1
    }
    return chunk.length
  }

  /**
   * Whether the comment or CDATA section whose `<` follows the byte at `before` could stand inside a word: neither a
   * tag nor space is before it. One behind another joins what is around both.
   */
  private standsInWord(chunk: Uint8Array, before: number): boolean {
    const [beforeLast, last] = this.last
    const byte = before >= 0 ? chunk[before] : before === -1 ? last : beforeLast
    return this.tagStart === this.skipEnd || !(byte === GREATER_THAN || isSpace(byte))
  }

  private startSkip(byte: number, times: number, start: number, text: boolean): void {
    this.mode = SKIPPED
    this.skipText = text
    this.state = 0
    this.skipByte = byte
    this.skipTimes = times
    this.skipStart = start
  }

  private skip(chunk: Uint8Array, from: number): number {
    const at = chunk.indexOf(GREATER_THAN, from)
    if (this.skipText && !this.found) this.search(chunk, from, at === -1 ? chunk.length : at + 1)
    if (at === -1) return chunk.length
    const [beforeLast, last] = this.last
    const one = at >= 1 ? chunk[at - 1] : last
    const two = at >= 2 ? chunk[at - 2] : at === 1 ? last : beforeLast
    const ends = one === this.skipByte && (this.skipTimes === 1 || two === this.skipByte)
    if (ends && this.base + at - this.skipTimes >= this.skipStart) {
      this.mode = this.recordDepth >= 0 ? BEHIND_SKIPPED : TEXT
      this.skipEnd = this.base + at + 1
      this.state = 0
    }
    return at + 1
  }

  private search(chunk: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to && !this.found; at++) this.advance(chunk[at]!)
  }

  private readBehindSkipped(chunk: Uint8Array, at: number): number {
    if (chunk[at] !== LESS_THAN && !isSpace(chunk[at])) this.found = true
    this.mode = TEXT
    return at
  }

  private fail(code: XmlSplitterProblem['code'], offset: number, message: string): void {
    this.problem ??= { code, offset, message }
  }
}

const DECLARATIONS = ['--', '[CDATA[', 'DOCTYPE']
