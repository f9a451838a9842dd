import type { ProblemCode } from '../../model/problem.ts'
import type { ArrayNode, Member, Node, ObjectNode, Region, ScalarNode } from '../node.ts'
import { firstInvalidUtf8, withoutInvalidUtf8 } from '../utf8.ts'
import type { Hole } from './record-bytes.ts'

/** Why a value could not be parsed, and the offset in the document at which that shows. */
export interface ParseProblem {
  readonly code: Extract<ProblemCode, 'syntax' | 'encoding' | 'truncated' | 'too-deep' | 'too-large'>
  readonly offset: number
  readonly message: string
}

/**
 * What a value came to; `readable` is what stands before the trouble, and behind it where a comma is too many or bytes
 * are not UTF-8, for each of which a question mark stands.
 */
export type ParseResult =
  | { readonly node: Node }
  | { readonly problem: ParseProblem; readonly readable?: Node }

/** What a parse may be told. */
export interface ParseOptions {
  /** Where bytes of the document are left out of the value's bytes, in order. */
  readonly holes?: readonly Hole[]
  /** Number of values above which the parse is given up (`too-large`); it bounds memory. Default a million. */
  readonly nodeLimit?: number
}

/**
 * Parses one JSON value (RFC 8259, nothing beside it but white space) that stands at `offset` of its document.
 * Every member is kept, duplicates too, each with its place. Depth is bounded, not by the stack.
 */
export function parseJson(bytes: Uint8Array, offset: number, options: ParseOptions = {}): ParseResult {
  let text: string
  try {
    text = strict.decode(bytes)
  } catch {
    const at = firstInvalidUtf8(bytes)
    const place = offset + at + cut(options.holes, at)
    const rest = parseJson(withoutInvalidUtf8(bytes), offset, options)
    const readable = readableIn(rest)
    return {
      problem: { code: 'encoding', offset: place, message: NOT_UTF8 },
      ...(readable && { readable }),
    }
  }
  const parser = new JsonParser(bytes, text, offset, options)
  try {
    const node = parser.parse()
    return parser.problem === null ? { node } : { problem: parser.problem, readable: node }
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error
    const readable = parser.readable()
    return { problem: parser.problem ?? error.problem, ...(readable && { readable }) }
  }
}

/** What of a value can be read, be it all or a part. */
export function readableIn(result: ParseResult): Node | undefined {
  return 'node' in result ? result.node : result.readable
}

const DEPTH_LIMIT = 10_000
const NODE_LIMIT = 1_000_000
const NOT_UTF8 = 'A byte stands here that is not valid UTF-8.'
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/** Carries a problem out of the parser; it never leaves this file. */
class ParseFailure extends Error {
  readonly problem: ParseProblem
  constructor(problem: ParseProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** A container whose end has not been reached. */
interface Open {
  readonly start: number
  /** `null` in an array. */
  readonly members: Member[] | null
  readonly elements: Node[]
  key: string
  keyRegion: Region
}

const NOWHERE: Region = { start: 0, end: 0 }

class JsonParser {
  private readonly bytes: Uint8Array
  private readonly text: string
  private readonly offset: number
  private readonly holes: readonly Hole[]
  private nodesLeft: number
  private at = 0
  /** Bytes so far less UTF-16 units so far. */
  private surplus = 0
  /** Bytes of the document left out so far. */
  private left = 0
  private hole = 0
  /** Containers whose ends have not been reached. */
  private readonly stack: Open[] = []
  /** The first trouble that could be passed over. */
  problem: ParseProblem | null = null

  constructor(bytes: Uint8Array, text: string, offset: number, options: ParseOptions) {
    this.bytes = bytes
    this.text = text
    this.offset = offset
    this.holes = options.holes ?? []
    this.nodesLeft = options.nodeLimit ?? NODE_LIMIT
  }

  parse(): Node {
    const { stack } = this
    let open: Open | undefined
    for (;;) {
      // A value is due.
      let node: Node | undefined
      if (--this.nodesLeft < 0)
        throw this.failure('too-large', 'This part of the document holds too many values.')
      const byte = this.space()
      if (byte === 0x7b || byte === 0x5b) {
        if (stack.length === DEPTH_LIMIT)
          throw this.failure('too-deep', `Brackets are nested more than ${DEPTH_LIMIT} deep.`)
        open = {
          start: this.place(),
          members: byte === 0x7b ? [] : null,
          elements: [],
          key: '',
          keyRegion: NOWHERE,
        }
        stack.push(open)
        this.at++
        if (this.space() === (byte === 0x7b ? 0x7d : 0x5d)) {
          node = this.close(open)
          stack.pop()
          open = stack.at(-1)
        } else {
          if (byte === 0x7b) this.key(open)
          continue
        }
      } else if (byte === 0x22) node = this.string()
      else node = this.token(byte)

      // A value is complete: give it to its container, and close what ends here.
      for (;;) {
        if (open === undefined) {
          if (this.space() !== -1)
            throw this.failure('syntax', 'There is something after the end of the value.')
          return node
        }
        if (open.members === null) open.elements.push(node)
        else open.members.push({ key: open.key, keyRegion: open.keyRegion, value: node })
        const next = this.space()
        const end = open.members === null ? 0x5d : 0x7d
        if (next === 0x2c) {
          this.at++
          if (this.space() !== end) {
            if (open.members !== null) this.key(open)
            break
          }
          this.problem ??= this.failure('syntax', open.members === null ? VALUE_DUE : KEY_DUE).problem
        } else if (next !== end) {
          throw this.expected(`A comma or ${open.members === null ? ']' : '}'} should stand here.`)
        }
        node = this.close(open)
        stack.pop()
        open = stack.at(-1)
      }
    }
  }

  /** What has been read of a value that could not be read to its end. */
  readable(): Node | undefined {
    const end = this.place()
    return this.stack.reduceRight<Node | undefined>((inner, { start, members, elements, key, keyRegion }) => {
      if (members === null) {
        return { type: 'array', start, end, elements: inner === undefined ? elements : [...elements, inner] }
      }
      const last = inner === undefined ? [] : [{ key, keyRegion, value: inner }]
      return { type: 'object', start, end, members: [...members, ...last] }
    }, undefined)
  }

  /** The next byte that is not white space, not taken yet; -1 at the end. */
  private space(): number {
    const { bytes } = this
    for (;;) {
      const byte = bytes[this.at]
      if (byte === undefined) return -1
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte
      this.at++
    }
  }

  /** Offset in the document of the byte at hand. */
  private place(): number {
    while (this.hole < this.holes.length && this.holes[this.hole]!.at <= this.at) {
      this.left += this.holes[this.hole++]!.length
    }
    return this.offset + this.left + this.at
  }

  private close(open: Open): ObjectNode | ArrayNode {
    const { start, members, elements } = open
    const end = this.place() + 1
    this.at++
    return members === null
      ? { type: 'array', start, end, elements }
      : { type: 'object', start, end, members }
  }

  private key(open: Open): void {
    if (this.space() !== 0x22) throw this.expected(KEY_DUE)
    const { value, start, end } = this.string()
    open.key = value
    open.keyRegion = { start, end }
    if (this.space() !== 0x3a) throw this.expected('A colon should stand here.')
    this.at++
  }

  private string(): ScalarNode {
    const { bytes } = this
    this.at++
    const start = this.place()
    const from = this.at
    const fromUnit = from - this.surplus
    let escaped = false
    let at = from
    for (;;) {
      const byte = bytes[at]
      if (byte === undefined) {
        this.at = at
        throw this.failure('truncated', 'The text ends inside a string.')
      }
      if (byte >= 0x80) {
        // Two bytes make one unit, three one, four two.
        if (byte < 0xc0) this.surplus++
        else if (byte >= 0xf0) this.surplus--
      } else if (byte === 0x22) break
      else if (byte === 0x5c) {
        escaped = true
        const next = bytes[at + 1]
        if (next === 0x22 || next === 0x5c) at++
      } else if (byte < 0x20) {
        this.at = at
        throw this.failure('syntax', 'A control character stands in a string.')
      }
      at++
    }
    const raw = this.text.slice(fromUnit, at - this.surplus)
    const end = start + at - from
    const node: ScalarNode = escaped
      ? this.unescape(raw, start, end)
      : { type: 'string', start, end, value: raw }
    this.at = at + 1
    return node
  }

  private unescape(raw: string, start: number, end: number): ScalarNode {
    let value = ''
    const map: number[] = []
    let offset = 0
    let from = 0
    for (let unit = 0; unit < raw.length; unit++) {
      const code = raw.charCodeAt(unit)
      map.push(offset)
      if (code !== 0x5c) {
        if (code < 0x80) offset += 1
        else if (code < 0x800) offset += 2
        else if (code >= 0xd800 && code < 0xdc00) {
          map.push(offset)
          offset += 4
          unit++
        } else offset += 3
        continue
      }
      value += raw.slice(from, unit)
      const letter = raw[unit + 1] ?? ''
      const simple = ESCAPES.get(letter)
      const hex = letter === 'u' ? raw.slice(unit + 2, unit + 6) : ''
      if (simple !== undefined) value += simple
      else if (HEX.test(hex)) value += String.fromCharCode(Number.parseInt(hex, 16))
      else {
        this.at += offset
        throw this.failure('syntax', 'JSON does not have this escape.')
      }
      const length = simple === undefined ? 6 : 2
      offset += length
      unit += length - 1
      from = unit + 1
    }
    return { type: 'string', start, end, value: value + raw.slice(from), map }
  }

  private token(first: number): ScalarNode {
    const { bytes } = this
    const from = this.at
    const start = this.place()
    let at = from
    for (
      let byte = first;
      (byte >= 0x2b && byte !== 0x2c && byte < 0x5b) || (byte >= 0x61 && byte <= 0x7a);
    ) {
      byte = bytes[++at] ?? -1
    }
    const value = this.text.slice(from - this.surplus, at - this.surplus)
    const end = start + at - from
    const type = value === 'null' ? 'null' : value === 'true' || value === 'false' ? 'boolean' : 'number'
    if (type === 'number' && !NUMBER.test(value)) throw this.expected(VALUE_DUE)
    this.at = at
    return { type, start, end, value }
  }

  /** What to say when the byte at hand is wrong: at the end of the bytes, that they end. */
  private expected(message: string): ParseFailure {
    return this.at >= this.bytes.length
      ? this.failure('truncated', 'The text ends inside a value.')
      : this.failure('syntax', message)
  }

  private failure(code: ParseProblem['code'], message: string): ParseFailure {
    return new ParseFailure({ code, offset: this.place(), message })
  }
}

/** What is said where no key, and where no value, stands. */
export const KEY_DUE = 'A key in double quotes should stand here.'
export const VALUE_DUE = 'A JSON value should stand here.'
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/
const HEX = /^[0-9a-fA-F]{4}$/
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/** Number of the document's bytes left out before index `at`. */
function cut(holes: readonly Hole[] | undefined, at: number): number {
  return (holes ?? []).reduce((sum, hole) => sum + (hole.at <= at ? hole.length : 0), 0)
}
