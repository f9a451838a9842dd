import type { ProblemCode } from '../../model/problem.ts'
import type { Member, Node } from '../node.ts'
import { decodeUtf8, firstInvalidUtf8 } from '../utf8.ts'
import { ENDS_NAME, NAME_KIND } from './names.ts'
import { isBlank, isSpace, type Piece, scalarOf } from './text.ts'

/** Namespace declarations in force around an element, and which namespace counts. */
export interface XmlScope {
  /** Prefix (`''`: none) → namespace. */
  readonly prefixes: ReadonlyMap<string, string>
  /** Elements and attributes of other namespaces are left out; `null`: nothing is. */
  readonly home: string | null
}

/** An element as a located value, with its local name, or what is wrong and where. */
export type XmlResult =
  | {
      readonly name: string
      readonly node: Node
      /** True when the element itself is of another namespace. */
      readonly foreign: boolean
      /** What was read all the same. */
      readonly doubts: readonly XmlTrouble[]
    }
  | { readonly problem: XmlTrouble }

/** Trouble and where it is, as an offset in the document. */
export interface XmlTrouble {
  readonly code: Extract<ProblemCode, 'syntax' | 'encoding' | 'truncated' | 'too-deep'>
  readonly offset: number
  readonly message: string
}

/**
 * Reads one element, given as the bytes from its `<` to its last `>`, into a located value. Strict about
 * structure: tags match, attributes are quoted and stand once. Lenient about a lone `&`, which people write and
 * which hides nothing: it is taken as it stands and told of. Entities other than the five of XML are not expanded.
 */
export function parseXml(bytes: Uint8Array, offset: number, scope: XmlScope = EVERYTHING): XmlResult {
  const invalid = firstInvalidUtf8(bytes)
  if (invalid < bytes.length) {
    const message = 'A byte stands here that is not valid UTF-8.'
    return { problem: { code: 'encoding', offset: offset + invalid, message } }
  }
  return new ElementParser(bytes, offset, scope).run()
}

/** Namespace declarations in force inside an element, from its start tag; none when that is malformed. */
export function declarationsOf(
  tag: Uint8Array,
  around: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new ElementParser(tag, 0, { prefixes: around, home: null }).declarations()
}

const EVERYTHING: XmlScope = { prefixes: new Map(), home: null }
const DEPTH_LIMIT = 10_000

/** An element that is open. */
interface Frame {
  readonly qualified: string
  readonly local: string
  /** Region of the name, as a key. */
  readonly keyStart: number
  readonly keyEnd: number
  /** Where the element begins. */
  readonly start: number
  /** Where its content begins, in the record. */
  readonly content: number
  readonly members: Member[]
  readonly prefixes: ReadonlyMap<string, string>
  /** Of another namespace, or inside an element that is. */
  readonly foreign: boolean
  /** Pieces of the text run that is being read. */
  pieces: Piece[]
}

class ElementParser {
  private readonly bytes: Uint8Array
  private readonly offset: number
  private readonly scope: XmlScope
  private readonly stack: Frame[] = []
  private readonly doubts: XmlTrouble[] = []
  private at = 0
  private result: { name: string; node: Node; foreign: boolean } | null = null

  constructor(bytes: Uint8Array, offset: number, scope: XmlScope) {
    this.bytes = bytes
    this.offset = offset
    this.scope = scope
  }

  run(): XmlResult {
    const problem = this.read()
    if (problem !== null) return { problem }
    if (this.result === null)
      return { problem: this.trouble('truncated', this.at, 'The document ends inside an element.') }
    return { ...this.result, doubts: this.doubts }
  }

  declarations(): ReadonlyMap<string, string> {
    const attributes: Attribute[] = []
    this.at = this.nameEnd(1)
    const problem = this.readAttributes(attributes)
    return problem === null ? declare(this.scope.prefixes, attributes, this.bytes) : this.scope.prefixes
  }

  private read(): XmlTrouble | null {
    const { bytes } = this
    while (this.at < bytes.length) {
      const frame = this.stack.at(-1)
      if (bytes[this.at] !== LESS_THAN) {
        const end = indexOrEnd(bytes, LESS_THAN, this.at)
        if (frame !== undefined) frame.pieces.push({ start: this.at, end, literal: false })
        else if (!isBlank(bytes, this.at, end)) {
          return this.trouble('syntax', this.at, 'Text stands outside the element.')
        }
        this.at = end
        continue
      }
      const problem = this.readMarkup(frame)
      if (problem !== null) return problem
    }
    return null
  }

  private readMarkup(frame: Frame | undefined): XmlTrouble | null {
    const { bytes, at } = this
    const next = bytes[at + 1]
    if (next === EXCLAMATION) {
      if (this.startsWith('<!--')) return this.skipTo('-->', at + 4, 'comment')
      if (this.startsWith('<![CDATA[')) {
        const end = this.find(']]>', at + 9)
        if (end === -1) return this.trouble('truncated', at, 'A CDATA section does not end.')
        frame?.pieces.push({ start: at + 9, end, literal: true })
        this.at = end + 3
        return null
      }
      return this.trouble('syntax', at, 'A declaration stands inside the document.')
    }
    if (next === QUESTION) return this.skipTo('?>', at + 2, 'processing instruction')
    return next === SLASH ? this.closeElement(frame) : this.openElement(frame)
  }

  private openElement(parent: Frame | undefined): XmlTrouble | null {
    const { bytes } = this
    const start = this.at
    if (parent === undefined && this.result !== null) {
      return this.trouble('syntax', start, 'A second element follows the first.')
    }
    if (this.stack.length >= DEPTH_LIMIT) {
      return this.trouble('too-deep', start, `Elements are nested deeper than ${DEPTH_LIMIT}.`)
    }
    const nameEnd = this.nameEnd(start + 1)
    if (nameEnd === start + 1) return this.trouble('syntax', start, 'A "<" here begins no tag.')
    const qualified = decodeUtf8(bytes.subarray(start + 1, nameEnd))
    const attributes: Attribute[] = []
    this.at = nameEnd
    const problem = this.readAttributes(attributes)
    if (problem !== null) return problem
    const selfClosing = bytes[this.at] === SLASH
    this.at += selfClosing ? 2 : 1
    if (parent !== undefined) this.endText(parent)
    const prefixes = declare(parent?.prefixes ?? this.scope.prefixes, attributes, bytes)
    const foreign = (parent?.foreign ?? false) || this.isForeign(qualified, prefixes, true)
    const { local, from } = localPart(qualified)
    const frame: Frame = {
      qualified,
      local,
      keyStart: this.offset + start + 1 + from,
      keyEnd: this.offset + nameEnd,
      start: this.offset + start,
      content: this.at,
      members: [],
      prefixes,
      foreign,
      pieces: [],
    }
    if (!foreign) this.addAttributes(frame, attributes)
    this.stack.push(frame)
    if (selfClosing) this.leave()
    return null
  }

  private readAttributes(attributes: Attribute[]): XmlTrouble | null {
    const { bytes } = this
    const names = new Set<string>()
    while (true) {
      const before = this.at
      this.skipSpace()
      const byte = bytes[this.at]
      if (byte === undefined) return this.trouble('truncated', this.at, 'The document ends inside a tag.')
      if (byte === GREATER_THAN) return null
      if (byte === SLASH) {
        if (bytes[this.at + 1] === GREATER_THAN) return null
        return this.trouble('syntax', this.at, 'A "/" stands inside a tag.')
      }
      const nameStart = this.at
      const nameEnd = this.nameEnd(nameStart)
      if (nameEnd === nameStart || before === nameStart) {
        return this.trouble('syntax', nameStart, 'What stands in the tag here is no attribute.')
      }
      const name = decodeUtf8(bytes.subarray(nameStart, nameEnd))
      this.at = nameEnd
      this.skipSpace()
      if (bytes[this.at] !== EQUALS)
        return this.trouble('syntax', nameStart, `The attribute "${name}" has no value.`)
      this.at++
      this.skipSpace()
      const quote = bytes[this.at]
      if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) {
        return this.trouble('syntax', this.at, `The value of the attribute "${name}" is not quoted.`)
      }
      const end = bytes.indexOf(quote, this.at + 1)
      if (end === -1)
        return this.trouble('truncated', this.at, `The value of the attribute "${name}" does not end.`)
      if (names.has(name))
        return this.trouble('syntax', nameStart, `The attribute "${name}" stands twice in one tag.`)
      names.add(name)
      attributes.push({ name, nameStart, nameEnd, start: this.at + 1, end })
      this.at = end + 1
    }
  }

  private addAttributes(frame: Frame, attributes: readonly Attribute[]): void {
    for (const { name, nameStart, nameEnd, start, end } of attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      if (name.includes(':') && this.isForeign(name, frame.prefixes, false)) continue
      const { local, from } = localPart(name)
      const value = scalarOf(this.bytes, [{ start, end, literal: false }], this.offset, true, this.doubt)
      const keyRegion = { start: this.offset + nameStart + from, end: this.offset + nameEnd }
      frame.members.push({ key: local, keyRegion, value })
    }
  }

  private closeElement(frame: Frame | undefined): XmlTrouble | null {
    const start = this.at
    const nameEnd = this.nameEnd(start + 2)
    const qualified = decodeUtf8(this.bytes.subarray(start + 2, nameEnd))
    if (frame === undefined || frame.qualified !== qualified) {
      const open = frame === undefined ? 'no element is open' : `"${frame.qualified}" is open`
      return this.trouble('syntax', start, `An end tag "${qualified}" stands where ${open}.`)
    }
    this.at = nameEnd
    this.skipSpace()
    if (this.bytes[this.at] === undefined)
      return this.trouble('truncated', this.at, 'The document ends inside a tag.')
    if (this.bytes[this.at] !== GREATER_THAN)
      return this.trouble('syntax', this.at, 'An end tag holds more than a name.')
    this.at++
    this.leave()
    return null
  }

  /** The innermost element is over: it becomes a member of the one around it. */
  private leave(): void {
    const frame = this.stack.pop()!
    const node = this.nodeOf(frame)
    const parent = this.stack.at(-1)
    if (parent === undefined) this.result = { name: frame.local, node, foreign: frame.foreign }
    else if (!frame.foreign) {
      const keyRegion = { start: frame.keyStart, end: frame.keyEnd }
      parent.members.push({ key: frame.local, keyRegion, value: node })
    }
  }

  private nodeOf(frame: Frame): Node {
    if (frame.members.length === 0) {
      const { content } = frame
      const pieces =
        frame.pieces.length > 0 ? frame.pieces : [{ start: content, end: content, literal: false }]
      return scalarOf(this.bytes, pieces, this.offset, false, this.doubt)
    }
    this.endText(frame)
    return { type: 'object', members: frame.members, start: frame.start, end: this.offset + this.at }
  }

  /** A run of text between two tags is a member, unless it is white space. */
  private endText(frame: Frame): void {
    const { pieces } = frame
    frame.pieces = []
    if (frame.foreign || pieces.every(({ start, end }) => isBlank(this.bytes, start, end))) return
    const value = scalarOf(this.bytes, pieces, this.offset, false, this.doubt)
    frame.members.push({ key: '#text', keyRegion: { start: value.start, end: value.start }, value })
  }

  private isForeign(name: string, prefixes: ReadonlyMap<string, string>, element: boolean): boolean {
    const { home } = this.scope
    if (home === null) return false
    const colon = name.indexOf(':')
    const prefix = colon === -1 ? '' : name.slice(0, colon)
    if (prefix === '' && !element) return false
    return (prefixes.get(prefix) ?? '') !== home
  }

  private readonly doubt = (start: number, message: string): void => {
    this.doubts.push(this.trouble('syntax', start, message))
  }

  private trouble(code: XmlTrouble['code'], at: number, message: string): XmlTrouble {
    return { code, offset: this.offset + at, message }
  }

  private skipTo(end: string, from: number, what: string): XmlTrouble | null {
    const found = this.find(end, from)
    if (found === -1) return this.trouble('truncated', this.at, `A ${what} does not end.`)
    this.at = found + end.length
    return null
  }

  private find(text: string, from: number): number {
    const { bytes } = this
    const first = text.charCodeAt(0)
    for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
      if (this.startsWith(text, at)) return at
    }
    return -1
  }

  private startsWith(text: string, at = this.at): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[at + i] !== text.charCodeAt(i)) return false
    return true
  }

  private nameEnd(from: number): number {
    let at = from
    while (at < this.bytes.length && NAME_KIND[this.bytes[at]!] !== ENDS_NAME) at++
    return at
  }

  private skipSpace(): void {
    while (isSpace(this.bytes[this.at])) this.at++
  }
}

interface Attribute {
  readonly name: string
  readonly nameStart: number
  readonly nameEnd: number
  readonly start: number
  readonly end: number
}

/** Declarations in force inside an element with these attributes. */
function declare(
  around: ReadonlyMap<string, string>,
  attributes: readonly Attribute[],
  bytes: Uint8Array,
): ReadonlyMap<string, string> {
  const own = attributes.filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (own.length === 0) return around
  const prefixes = new Map(around)
  for (const { name, start, end } of own) prefixes.set(name.slice(6), decodeUtf8(bytes.subarray(start, end)))
  return prefixes
}

/** A name without its prefix, and where in the name it begins. */
function localPart(name: string): { readonly local: string; readonly from: number } {
  const colon = name.indexOf(':')
  // A prefix is ASCII in practice; where it is not, the key's region is a few bytes off, nothing else.
  return { local: name.slice(colon + 1), from: colon + 1 }
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at === -1 ? bytes.length : at
}

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const EXCLAMATION = 0x21
const QUESTION = 0x3f
const SLASH = 0x2f
const EQUALS = 0x3d
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
