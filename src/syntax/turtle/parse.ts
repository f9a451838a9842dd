import type { Member, Node, ObjectNode, Region, ScalarNode } from '../node.ts'
import { decodeUtf8 } from '../utf8.ts'
import { readIri, readQuoted } from './literals.ts'

/**
 * What one statement, or one pair of brackets, says of a subject. Members have the local name of their predicate;
 * rdf:type is `type`. An IRI or a blank node's label is an object `{resource}`, its `written` beside it where the
 * document abbreviates it; a pair of brackets is an object of its own members.
 */
export interface TurtleSubject extends ObjectNode {
  /** The IRI written out, or `_:` and the label; `''` for brackets. */
  readonly id: string
}

/** What a document holds, as far as it could be read. */
export interface TurtleDocument {
  readonly subjects: readonly TurtleSubject[]
  readonly problem: TurtleProblem | null
}

/** Trouble and where it is. */
export interface TurtleProblem {
  readonly code: 'syntax' | 'truncated' | 'too-deep'
  readonly offset: number
  readonly message: string
}

/** Reads a document in Turtle (RDF 1.1), of which N-Triples is a part. */
export function parseTurtle(bytes: Uint8Array, offset = 0): TurtleDocument {
  const parser = new Parser(bytes, offset)
  const subjects: TurtleSubject[] = []
  try {
    for (let next = parser.statement(); next !== 'end'; next = parser.statement()) {
      if (next !== 'directive') subjects.push(next)
    }
    return { subjects, problem: null }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { subjects, problem: error.problem }
  }
}

/** The part of an IRI behind its last `#` or `/`. */
export function localNameOf(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1)
}

const DEPTH_LIMIT = 1000
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

/** Ends the reading; never leaves this file. */
class Stop extends Error {
  readonly problem: TurtleProblem
  constructor(problem: TurtleProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** A thing that is referred to: its IRI written out, and how it stands in the document. */
interface Reference extends Region {
  readonly iri: string
  readonly written: ScalarNode
}

class Parser {
  readonly #bytes: Uint8Array
  readonly #offset: number
  readonly #prefixes = new Map<string, string>()
  #base = ''
  #at = 0
  #depth = 0

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes
    this.#offset = offset
  }

  statement(): TurtleSubject | 'directive' | 'end' {
    if (this.#peek() === undefined) return 'end'
    if (this.#directive()) return 'directive'
    const start = this.#at
    const brackets = this.#peek() === OPEN_BRACKET
    const subject = brackets ? this.#brackets() : this.#reference()
    const said: Member[] = brackets ? [...(subject as ObjectNode).members] : []
    if (!brackets || this.#peek() !== DOT) this.#properties(said, DOT)
    this.#expect(DOT, 'A statement should end here with a dot.')
    const id = brackets ? '' : (subject as Reference).iri
    return { type: 'object', id, members: said, ...this.#region(start, this.#at) }
  }

  #directive(): boolean {
    const word = /^(@prefix|@base|prefix(?=\s)|base(?=\s))/i.exec(this.#ascii(8))?.[0].toLowerCase()
    if (word === undefined) return false
    this.#at += word.length
    this.#peek()
    if (word.endsWith('prefix')) {
      const colon = this.#bytes.indexOf(COLON, this.#at)
      if (colon === -1) this.#fail('A prefix should stand here.')
      const name = decodeUtf8(this.#bytes.subarray(this.#at, colon)).trim()
      this.#at = colon + 1
      this.#peek()
      this.#prefixes.set(name, this.#reference().iri)
    } else this.#base = this.#reference().iri
    if (word.startsWith('@')) this.#expect(DOT, 'A directive should end here with a dot.')
    return true
  }

  /** Reads predicates and objects up to the mark that ends them, which is left. */
  #properties(members: Member[], end: number): void {
    while (true) {
      const next = this.#peek()
      if (next === end) return
      if (next === SEMICOLON) {
        this.#at++
        continue
      }
      const predicate = this.#predicate()
      const key = predicate.iri === TYPE ? 'type' : localNameOf(predicate.iri)
      const keyRegion = { start: predicate.start, end: predicate.end }
      while (true) {
        members.push({ key, keyRegion, value: this.#object() })
        if (this.#peek() !== COMMA) break
        this.#at++
      }
      const after = this.#peek()
      if (after !== SEMICOLON && after !== end) this.#fail('A ";" or "." should stand here.')
    }
  }

  #predicate(): Reference {
    const [a, b] = this.#bytes.subarray(this.#at)
    if (a === 0x61 && b !== undefined && (b <= 0x20 || b === 0x3c || b === OPEN_BRACKET)) {
      const region = this.#region(this.#at, ++this.#at)
      return { iri: TYPE, written: { type: 'string', value: 'a', ...region }, ...region }
    }
    return this.#reference()
  }

  #object(): Node {
    const first = this.#peek()
    switch (first) {
      case OPEN_BRACKET:
        return this.#brackets()
      case OPEN_PARENTHESIS:
        return this.#collection()
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return this.#literal()
      default: {
        const plain = /^(?:true|false|[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w:-])/.exec(
          this.#ascii(64),
        )?.[0]
        if (plain === undefined) return nodeOf(this.#reference())
        const region = this.#region(this.#at, this.#at + plain.length)
        this.#at += plain.length
        return { type: /^[tf]/.test(plain) ? 'boolean' : 'number', value: plain, ...region }
      }
    }
  }

  #brackets(): ObjectNode {
    const start = this.#at++
    this.#enter()
    const members: Member[] = []
    this.#properties(members, CLOSE_BRACKET)
    this.#at++
    this.#depth--
    return { type: 'object', members, ...this.#region(start, this.#at) }
  }

  #collection(): Node {
    const start = this.#at++
    this.#enter()
    const elements: Node[] = []
    while (this.#peek() !== CLOSE_PARENTHESIS) elements.push(this.#object())
    this.#at++
    this.#depth--
    return { type: 'array', elements, ...this.#region(start, this.#at) }
  }

  #enter(): void {
    if (++this.#depth <= DEPTH_LIMIT) return
    const message = `Brackets are nested more than ${DEPTH_LIMIT} deep.`
    this.#stop('too-deep', message)
  }

  #literal(): ScalarNode {
    const quoted = readQuoted(this.#bytes, this.#at, this.#offset)
    if (typeof quoted === 'string') this.#stop(quoted, 'A text does not end.')
    this.#at = quoted.next
    const next = this.#bytes[this.#at]
    if (next === AT) this.#at += /^@[a-zA-Z0-9-]*/.exec(this.#ascii(64))![0].length
    else if (next === CARET && this.#bytes[this.#at + 1] === CARET) {
      this.#at += 2
      this.#peek()
      this.#reference()
    }
    return quoted.scalar
  }

  /** An IRI, a name with a prefix, or a blank node's label. */
  #reference(): Reference {
    this.#peek()
    if (this.#bytes[this.#at] === LESS_THAN) {
      const iri = readIri(this.#bytes, this.#at, this.#offset)
      if (typeof iri === 'string') this.#stop(iri, 'An address does not end.')
      this.#at = iri.next
      const { scalar } = iri
      const absolute = this.#base === '' || /^[a-z][a-z0-9+.-]*:/i.test(scalar.value)
      const text = absolute ? scalar.value : resolve(scalar.value, this.#base)
      return { iri: text, written: scalar, start: scalar.start, end: scalar.end }
    }
    const start = this.#at
    let at = start
    while (at < this.#bytes.length && !endsName(this.#bytes, at)) at += this.#bytes[at] === BACKSLASH ? 2 : 1
    // A dot at the end of a name ends the statement.
    while (at > start && this.#bytes[at - 1] === DOT) at--
    const name = decodeUtf8(this.#bytes.subarray(start, at))
    const colon = name.indexOf(':')
    if (colon === -1) this.#fail('An address or a name with a prefix should stand here.')
    this.#at = at
    const region = this.#region(start, at)
    const written: ScalarNode = { type: 'string', value: name, ...region }
    if (name.startsWith('_:')) return { iri: name, written, ...region }
    const prefix = this.#prefixes.get(name.slice(0, colon))
    if (prefix === undefined) {
      this.#at = start
      this.#fail('The document does not say what this prefix stands for.')
    }
    return { iri: prefix + name.slice(colon + 1).replace(/\\(.)/g, '$1'), written, ...region }
  }

  /** Passes white space and comments; the byte that follows. */
  #peek(): number | undefined {
    for (; this.#at < this.#bytes.length; this.#at++) {
      const byte = this.#bytes[this.#at]!
      if (byte === HASH) {
        const end = this.#bytes.indexOf(LINE_FEED, this.#at)
        this.#at = end === -1 ? this.#bytes.length - 1 : end
      } else if (byte > 0x20) return byte
    }
    return undefined
  }

  #expect(byte: number, message: string): void {
    if (this.#peek() !== byte) this.#fail(message)
    this.#at++
  }

  #ascii(length: number): string {
    return String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + length))
  }

  #region(start: number, end: number): Region {
    return { start: this.#offset + start, end: this.#offset + end }
  }

  #fail(message: string): never {
    if (this.#at < this.#bytes.length) this.#stop('syntax', message)
    this.#stop('truncated', 'The document ends inside a statement.')
  }

  #stop(code: TurtleProblem['code'], message: string): never {
    throw new Stop({ code, offset: this.#offset + this.#at, message })
  }
}

const HASH = 0x23
const LINE_FEED = 0x0a
const DOT = 0x2e
const COLON = 0x3a
const SEMICOLON = 0x3b
const COMMA = 0x2c
const AT = 0x40
const CARET = 0x5e
const LESS_THAN = 0x3c
const BACKSLASH = 0x5c
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_PARENTHESIS = 0x28
const CLOSE_PARENTHESIS = 0x29

/** Bytes that no name holds unless a backslash stands before them. */
const NAME_ENDS = new Set([...' \t\r\n;,[]()<>"\'#^'].map((mark) => mark.charCodeAt(0)))

function endsName(bytes: Uint8Array, at: number): boolean {
  return NAME_ENDS.has(bytes[at]!)
}

/** The relative address written out; what cannot be, as it stands. */
function resolve(relative: string, base: string): string {
  try {
    return new URL(relative, base).href
  } catch {
    return base + relative
  }
}

function nodeOf({ iri, written, start, end }: Reference): ObjectNode {
  const region = { start, end }
  const abbreviated = written.value !== iri
  const resource: ScalarNode = abbreviated ? { type: 'string', value: iri, ...region } : written
  const members: Member[] = [{ key: 'resource', keyRegion: region, value: resource }]
  if (abbreviated) members.push({ key: 'written', keyRegion: region, value: written })
  return { type: 'object', members, ...region }
}
