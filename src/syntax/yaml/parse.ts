import type { ProblemCode } from '../../model/problem.ts'
import type { Member, Node, ScalarNode } from '../node.ts'
import { decodeUtf8, firstInvalidUtf8 } from '../utf8.ts'
import { blockScalar, doubleQuoted, plain, type ScalarText, singleQuoted } from './scalars.ts'

/** A located value, or what is wrong and where. */
export type YamlResult = { readonly node: Node } | { readonly problem: YamlProblem }

/** Trouble and where it is, as an offset in the document. */
export interface YamlProblem {
  readonly code: Extract<
    ProblemCode,
    'syntax' | 'encoding' | 'truncated' | 'too-deep' | 'too-large' | 'unsupported-format'
  >
  readonly offset: number
  readonly message: string
}

/** What the anchors of a document stand before, so far, and how many values aliases have come to. */
export interface YamlAnchors {
  readonly nodes: Map<string, Node>
  repeated: number
}

/** No anchors yet. */
export function newAnchors(): YamlAnchors {
  return { nodes: new Map(), repeated: 0 }
}

/**
 * Parses the part of YAML 1.2 in which data is written: block and flow collections, every kind of scalar, comments,
 * anchors and aliases, merge keys. Every scalar but `null` is text whatever its tag: `1.10` stays `1.10`.
 * An alias is the very value that its anchor stands before, with its place. Complex keys are told of and end the parse.
 */
export function parseYaml(bytes: Uint8Array, offset: number, anchors = newAnchors()): YamlResult {
  const invalid = firstInvalidUtf8(bytes)
  if (invalid < bytes.length) {
    const message = 'A byte stands here that is not valid UTF-8.'
    return { problem: { code: 'encoding', offset: offset + invalid, message } }
  }
  const parser = new YamlParser(decodeUtf8(bytes), bytes.length, offset, anchors)
  try {
    return { node: parser.parse() }
  } catch (error) {
    if (error instanceof YamlFailure) return { problem: error.problem }
    throw error
  }
}

/** Deeper than any document of people; the parser uses the stack. */
const DEPTH_LIMIT = 500

/** Values that aliases may come to in one document: they can double with every line. */
const REPEATED_LIMIT = 1_000_000

/** Carries a problem out of the parser; it never leaves this file. */
class YamlFailure extends Error {
  readonly problem: YamlProblem
  constructor(problem: YamlProblem) {
    super(problem.message)
    this.problem = problem
  }
}

class YamlParser {
  private readonly text: string
  private readonly offset: number
  /** Byte of each unit, where they differ. */
  private readonly bytesAt: Uint32Array | null
  private readonly anchors: YamlAnchors
  private at = 0
  private depth = 0

  constructor(text: string, length: number, offset: number, anchors: YamlAnchors) {
    this.text = text
    this.offset = offset
    this.anchors = anchors
    this.bytesAt = text.length === length ? null : byteOffsets(text)
  }

  parse(): Node {
    this.skipSpace()
    const node = this.parseBlock(-1)
    this.skipSpace()
    if (this.at < this.text.length)
      this.fail('syntax', this.at, 'This line does not belong to what stands before it.')
    return node
  }

  /** A value that begins here, inside something indented by `parent` columns. */
  private parseBlock(parent: number): Node {
    const { text } = this
    if (++this.depth > DEPTH_LIMIT)
      this.fail('too-deep', this.at, `Values are nested deeper than ${DEPTH_LIMIT}.`)
    const column = this.column()
    let node: Node
    if (this.at >= text.length) node = this.empty()
    else if (this.startsEntry()) node = this.parseSequence(column)
    else if (this.keyEnd() !== -1) node = this.parseMapping(column)
    else {
      const names = this.properties()
      if (names === null || !this.atLineEnd()) node = this.parseInline(parent)
      else {
        const before = this.at
        this.skipSpace()
        const inside = this.at < text.length && this.column() > parent
        node = inside ? this.parseBlock(parent) : this.empty(before)
      }
      this.name(names, node)
    }
    this.depth--
    return node
  }

  /** Passes the anchors and tags before a value; the names of the anchors, `null` when there was nothing. */
  private properties(): readonly string[] | null {
    let names: string[] | null = null
    while (this.text[this.at] === '&' || this.text[this.at] === '!') {
      const [token] = /^(?:!<[^>\s]*>|[^\s,[\]{}]+)/.exec(this.text.slice(this.at, this.at + TOKEN))!
      names ??= []
      if (token === '!!binary') this.fail('unsupported-format', this.at, 'A text in base64 is not read.')
      if (token.startsWith('&')) names.push(token.slice(1))
      this.at += token.length
      this.skipBlanks()
    }
    return names
  }

  private name(names: readonly string[] | null, node: Node): void {
    for (const name of names ?? []) this.anchors.nodes.set(name, node)
  }

  /** The value that an alias stands for. */
  private parseAlias(): Node {
    const { anchors, at } = this
    const [token] = /^\*[^\s,[\]{}]*/.exec(this.text.slice(at, at + TOKEN))!
    const node = anchors.nodes.get(token.slice(1))
    if (node === undefined) this.fail('syntax', at, 'This alias refers to nothing that stands before it.')
    anchors.repeated += sizeOf(node, REPEATED_LIMIT - anchors.repeated + 1)
    if (anchors.repeated > REPEATED_LIMIT)
      this.fail('too-large', at, `Aliases come to more than ${REPEATED_LIMIT} values.`)
    this.at += token.length
    return node
  }

  private parseSequence(column: number): Node {
    const start = this.byte(this.at)
    const elements: Node[] = []
    let end = start
    while (this.at < this.text.length && this.column() === column && this.startsEntry()) {
      this.at++
      this.skipBlanks()
      if (this.atLineEnd()) {
        this.skipSpace()
        elements.push(this.column() > column ? this.parseBlock(column) : this.empty())
      } else elements.push(this.parseBlock(column))
      end = Math.max(end, elements.at(-1)!.end)
      this.skipSpace()
    }
    this.checkOutdent(column)
    return { type: 'array', elements, start, end }
  }

  private parseMapping(column: number): Node {
    const start = this.byte(this.at)
    const members: Member[] = []
    let end = start
    while (this.at < this.text.length && this.column() === column && !this.startsEntry()) {
      const colon = this.keyEnd()
      if (colon === -1) this.fail('syntax', this.at, 'A key with ":" is missing here.')
      const names = this.properties()
      const key = this.text[this.at] === '*' ? this.parseAlias() : this.parseScalar(column, false)
      this.name(names, key)
      this.at = colon + 1
      this.skipBlanks()
      const value = this.parseValue(column)
      members.push(memberOf(key, value))
      end = Math.max(this.byte(colon + 1), value.end)
      this.skipSpace()
    }
    this.checkOutdent(column)
    return { type: 'object', members: merged(members), start, end }
  }

  private parseValue(column: number): Node {
    const names = this.properties()
    const node = this.parseBehind(column)
    this.name(names, node)
    return node
  }

  private parseBehind(column: number): Node {
    if (!this.atLineEnd()) return this.parseInline(column)
    const before = this.at
    this.skipSpace()
    const inner = this.column()
    if (this.at < this.text.length && (inner > column || (inner === column && this.startsEntry()))) {
      return this.parseBlock(inner === column ? column - 1 : column)
    }
    return this.empty(before)
  }

  /** What follows must belong to something around: a line that is indented more belongs to nothing. */
  private checkOutdent(column: number): void {
    if (this.at >= this.text.length || this.column() <= column) return
    this.fail('syntax', this.at, 'This line is indented more than the lines that it should belong to.')
  }

  private parseInline(parent: number): Node {
    const first = this.text[this.at]
    if (first === '[' || first === '{') {
      const node = this.parseFlow()
      this.skipBlanks()
      if (!this.atLineEnd()) this.fail('syntax', this.at, 'Something follows a value on its line.')
      return node
    }
    const node = first === '*' ? this.parseAlias() : this.parseScalar(parent, true)
    if (node.end === node.start || this.atLineEnd()) return node
    this.skipBlanks()
    if (!this.atLineEnd()) this.fail('syntax', this.at, 'Something follows a value on its line.')
    return node
  }

  private parseScalar(parent: number, value: boolean, flow = false): ScalarNode {
    const { text, at } = this
    const first = text[at]!
    let scalar: ScalarText | null
    if (first === '"') scalar = doubleQuoted(text, at)
    else if (first === "'") scalar = singleQuoted(text, at)
    else if (value && !flow && (first === '|' || first === '>')) scalar = blockScalar(text, at, parent)
    else scalar = plain(text, at, parent, value, flow)
    if (scalar === null) this.fail('truncated', at, 'A quoted text that begins here does not end.')
    this.at = scalar.next
    const node = this.scalarNode(scalar)
    return value && /^[nN~]/.test(first) && NOTHING.test(scalar.value) ? { ...node, type: 'null' } : node
  }

  private scalarNode({ value, start, end, map }: ScalarText): ScalarNode {
    const from = this.byte(start)
    const region = { start: from, end: this.byte(end) }
    if (map === null) return { type: 'string', value, ...region }
    return { type: 'string', value, map: map.map((unit) => this.byte(unit) - from), ...region }
  }

  private parseFlow(): Node {
    const { text } = this
    if (++this.depth > DEPTH_LIMIT)
      this.fail('too-deep', this.at, `Values are nested deeper than ${DEPTH_LIMIT}.`)
    const opened = this.at
    const start = this.byte(opened)
    const list = text[this.at++] === '['
    const elements: Node[] = []
    const members: Member[] = []
    while (true) {
      this.skipSpace()
      const next = text[this.at]
      if (next === undefined) this.fail('truncated', opened, 'A list that begins here does not end.')
      if (next === (list ? ']' : '}')) break
      if (list) elements.push(this.parseFlowEntry())
      else members.push(this.parseFlowMember(this.parseFlowValue()))
      this.skipSpace()
      if (text[this.at] === ',') this.at++
      else if (text[this.at] !== (list ? ']' : '}') && this.at < text.length) {
        this.fail('syntax', this.at, 'A comma is missing here.')
      }
    }
    this.at++
    this.depth--
    const end = this.byte(this.at)
    return list
      ? { type: 'array', elements, start, end }
      : { type: 'object', members: merged(members), start, end }
  }

  /** An entry of a list: a value, or one key and its value without brackets. */
  private parseFlowEntry(): Node {
    const node = this.parseFlowValue()
    this.skipSpace()
    if (this.text[this.at] !== ':') return node
    const member = this.parseFlowMember(node)
    return { type: 'object', members: [member], start: node.start, end: this.byte(this.at) }
  }

  /** A member whose key has been read. */
  private parseFlowMember(key: Node): Member {
    this.skipSpace()
    let value: Node = this.empty()
    if (this.text[this.at] === ':') {
      this.at++
      this.skipSpace()
      value = this.parseFlowValue()
    }
    return memberOf(key, value)
  }

  private parseFlowValue(): Node {
    const names = this.properties()
    if (names !== null) this.skipSpace()
    const node = this.parseFlowNode()
    this.name(names, node)
    return node
  }

  private parseFlowNode(): Node {
    const first = this.text[this.at] ?? ''
    if (first === '*') return this.parseAlias()
    if (/[,\]}]/.test(first)) return this.empty()
    return first === '[' || first === '{' ? this.parseFlow() : this.parseScalar(-1, true, true)
  }

  /** Index of the `:` behind a key that begins here, or -1. */
  private keyEnd(): number {
    const { text } = this
    const properties = /^(?:[&!]\S*[ \t]+)+/.exec(/[&!]/.test(text[this.at] ?? '') ? this.line() : '')
    const at = this.at + (properties?.[0].length ?? 0)
    const first = text[at]
    if (first === '?' && isSpaceOrEnd(text[at + 1])) {
      this.fail('unsupported-format', at, 'Keys of YAML that are more than a word are not read.')
    }
    let end = at
    if (first === '"' || first === "'") {
      const quoted = first === '"' ? doubleQuoted(text, at) : singleQuoted(text, at)
      if (quoted === null) return -1
      end = quoted.next
      while (text[end] === ' ' || text[end] === '\t') end++
      return text[end] === ':' && isSpaceOrEnd(text[end + 1]) ? end : -1
    }
    if (first === '[' || first === '{' || first === '|' || first === '>') return -1
    for (; end < text.length && text[end] !== '\n' && text[end] !== '\r'; end++) {
      if (text[end] === ':' && isSpaceOrEnd(text[end + 1])) return end === at ? -1 : end
      if (text[end] === '#' && (text[end - 1] === ' ' || text[end - 1] === '\t')) return -1
    }
    return -1
  }

  /** The rest of the line. */
  private line(): string {
    const end = this.text.indexOf('\n', this.at)
    return this.text.slice(this.at, end === -1 ? undefined : end)
  }

  private startsEntry(): boolean {
    return this.text[this.at] === '-' && isSpaceOrEnd(this.text[this.at + 1])
  }

  private empty(at = this.at): ScalarNode {
    const place = this.byte(Math.min(at, this.text.length))
    return { type: 'null', value: '', start: place, end: place }
  }

  /** Columns before this place in its line; the mark of a sequence's entry counts as indentation. */
  private column(): number {
    return this.at === 0 ? 0 : this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1)
  }

  /** Skips white space, line ends, comments and the marks of documents. */
  private skipSpace(): void {
    const { text } = this
    while (this.at < text.length) {
      const next = text[this.at]!
      if (next === ' ' || next === '\t' || next === '\n' || next === '\r') this.at++
      else if (next === '#') this.skipLine()
      else if (this.column() === 0 && /^(---|\.\.\.)(\s|$)/.test(text.slice(this.at, this.at + 4)))
        this.at += 3
      else if (next === '%' && this.column() === 0) this.skipLine()
      else return
    }
  }

  private skipBlanks(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end === -1 ? this.text.length : end
  }

  private atLineEnd(): boolean {
    const next = this.text[this.at]
    const comment = next === '#' && (this.at === 0 || /\s/.test(this.text[this.at - 1]!))
    return next === undefined || next === '\n' || next === '\r' || comment
  }

  private byte(unit: number): number {
    return this.offset + (this.bytesAt === null ? unit : this.bytesAt[unit]!)
  }

  private fail(code: YamlProblem['code'], unit: number, message: string): never {
    throw new YamlFailure({ code, offset: this.byte(Math.min(unit, this.text.length)), message })
  }
}

/** What stands for nothing where it is not in quotes. */
const NOTHING = /^(?:null|Null|NULL|~)$/

/** Longest name of an anchor, an alias or a tag. */
const TOKEN = 1024

/** A key that is an alias of something else than a text is as good as none. */
function memberOf(key: Node, value: Node): Member {
  const name = key.type === 'object' || key.type === 'array' ? '' : key.value
  return { key: name, keyRegion: { start: key.start, end: key.end }, value }
}

/** Members with those that a merge key (`<<`) takes from elsewhere: they give way to the object's own. */
function merged(members: readonly Member[]): readonly Member[] {
  if (!members.some(({ key }) => key === '<<')) return members
  const own = new Set(members.map(({ key }) => key))
  return members.flatMap((member) => {
    if (member.key !== '<<') return [member]
    const sources = member.value.type === 'array' ? member.value.elements : [member.value]
    return sources.flatMap((source) =>
      source.type === 'object' ? source.members.filter(({ key }) => !own.has(key) && own.add(key)) : [],
    )
  })
}

/** Number of values in a value, counted up to a limit. */
function sizeOf(node: Node, limit: number): number {
  let size = 0
  const open: Node[] = [node]
  for (let next = open.pop(); next !== undefined && size < limit; next = open.pop()) {
    size++
    if (next.type === 'array') for (const element of next.elements) open.push(element)
    if (next.type === 'object') for (const { value } of next.members) open.push(value)
  }
  return size
}

function isSpaceOrEnd(character: string | undefined): boolean {
  return (
    character === undefined ||
    character === ' ' ||
    character === '\n' ||
    character === '\r' ||
    character === '\t'
  )
}

/** Byte at which each UTF-16 unit of a text begins, and the length behind the last. */
function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1)
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    offsets[at] = bytes
    const code = text.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code < 0xd800 || code > 0xdfff) bytes += 3
    else {
      offsets[++at] = bytes
      bytes += 4
    }
  }
  offsets[text.length] = bytes
  return offsets
}
