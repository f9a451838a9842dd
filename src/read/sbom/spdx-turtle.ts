import type { ProblemCode } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { parseTurtle, type TurtleSubject } from '../../syntax/turtle/parse.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import type { Format, Reader, ReaderHandlers } from '../reader.ts'
import { memberOf, textOf } from './grammar.ts'
import { Terms } from './json-ld.ts'
import { SpdxGraph, typesOf } from './spdx-graph.ts'
import { Spdx3Elements } from './spdx3-elements.ts'

/** SPDX 1.x and 2.x in Turtle. */
export const spdxTurtle: Format = turtleFormat(
  'spdx-turtle',
  (text) => /spdx\.org\/rdf\/terms/.test(text) && /\bSpdxDocument\b|[:#]Package\b/.test(text),
  (handlers) => new Spdx2Things(handlers),
)

/** SPDX 3.0 in Turtle. */
export const spdx3Turtle: Format = turtleFormat(
  'spdx-3-turtle',
  // The model itself, which is published as Turtle, has the names but no things of these types.
  (text) =>
    /spdx\.org\/rdf\/v?3/.test(text) &&
    /(?:\sa|type>)\s+[^\s;,]*(?:SpdxDocument|Sbom|Package|File)\b/.test(text),
  (handlers) => new Spdx3Things(handlers),
)

/** What takes the things of a document, once all is known that is said of them. */
interface Things {
  /** By id; what has none, by a number. */
  take(things: ReadonlyMap<string, ObjectNode>): void
  fail(code: ProblemCode, offset: number, message: string): void
  summary(
    serialisation: string,
    tally: { readonly records: number; readonly lookedInto: number },
  ): DocumentSummary
}

/** A format of documents in Turtle, or N-Triples, that a text at the beginning shows. */
function turtleFormat(
  id: string,
  shows: (text: string) => boolean,
  open: (handlers: ReaderHandlers) => Things,
): Format {
  return {
    id,
    recognise: (bytes, atEnd) => {
      if (bytes.includes(0)) return 'no'
      const text = decodeUtf8(bytes)
      if (!BEGINNING.test(text)) return 'no'
      if (shows(text)) return 'yes'
      return atEnd ? 'no' : 'more'
    },
    open: (handlers) => new TurtleReader(open(handlers)),
  }
}

/** Comments, then a directive, or a statement that begins with an address or a label. */
const BEGINNING =
  /^(?:\s|#[^\n]*\n)*(?:@?(?:prefix|base)\s|<[a-z][a-z0-9+.-]*:[^<>\s]*>\s|_:\S+\s+<[a-z][a-z0-9+.-]*:)/i

/** Bytes above which a document is not read: what is said of one thing can stand anywhere in it. */
const LIMIT = 64 * 1024 ** 2

/** Holds the whole document: statements about one thing need not stand together. */
class TurtleReader implements Reader {
  readonly #things: Things
  readonly #store = new ByteStore()
  #tooLarge = false

  constructor(things: Things) {
    this.#things = things
  }

  write(chunk: Uint8Array): void {
    if (this.#store.length + chunk.length > LIMIT) this.#tooLarge = true
    else if (!this.#tooLarge) this.#store.add(chunk)
  }

  end(): DocumentSummary {
    const { subjects, problem } = parseTurtle(this.#store.bytes())
    const things = merged(subjects)
    this.#things.take(things)
    if (this.#tooLarge) {
      const message = `The document is larger than ${LIMIT} bytes; only what stands before was read.`
      this.#things.fail('too-large', this.#store.length, message)
    } else if (problem !== null) this.#things.fail(problem.code, problem.offset, problem.message)
    this.#store.clear()
    return this.#things.summary('Turtle', { records: things.size, lookedInto: things.size })
  }
}

class Spdx2Things extends SpdxGraph implements Things {
  take(things: ReadonlyMap<string, ObjectNode>): void {
    for (const { thing, types, path } of placed(things)) {
      for (const type of types) if (TOP.has(type)) this.add(type, resolved(thing, things), path)
    }
  }
}

class Spdx3Things implements Things {
  readonly #terms = new Terms()
  readonly #elements: Spdx3Elements

  constructor(handlers: ReaderHandlers) {
    this.#elements = new Spdx3Elements(handlers, this.#terms, 'xml')
  }

  take(things: ReadonlyMap<string, ObjectNode>): void {
    for (let again = true; again; ) {
      for (const { id, thing, path } of placed(things)) this.#elements.add(this.#element(id, thing), path)
      again = this.#elements.pass === 1
      this.#elements.endFirstPass()
    }
  }

  fail(code: ProblemCode, offset: number, message: string): void {
    this.#elements.fail(code, offset, message)
  }

  summary(...said: Parameters<Things['summary']>): DocumentSummary {
    return this.#elements.summary(...said)
  }

  /** The thing as JSON-LD has it: with its id in it. */
  #element(id: string, thing: ObjectNode): Node {
    const region = { start: thing.start, end: thing.start }
    const spdxId: Member = {
      key: 'spdxId',
      keyRegion: region,
      value: { type: 'string', value: id, ...region },
    }
    return this.#terms.plain({ ...thing, members: [spdxId, ...thing.members] })
  }
}

/** Each thing that has a type, and where it stands: the which of its first type it is. */
function* placed(things: ReadonlyMap<string, ObjectNode>) {
  const counts = new Map<string, number>()
  for (const [id, thing] of things) {
    const types = typesOf(thing)
    const [first] = types
    if (first === undefined) continue
    const index = (counts.get(first) ?? 0) + 1
    counts.set(first, index)
    yield { id, thing, types, path: `/${first}[${index}]` }
  }
}

/** Things that are looked for; what says more of them stands in them, or is put there. */
const TOP: ReadonlySet<string> = new Set(['SpdxDocument', 'Package', 'File'])
const PARTS: ReadonlySet<string> = new Set(['ExternalRef', 'Annotation', 'Review', 'CreationInfo'])

/** What all statements say of each thing, in order of place; brackets without a name are things of their own. */
function merged(subjects: readonly TurtleSubject[]): ReadonlyMap<string, ObjectNode> {
  const things = new Map<string, { readonly first: TurtleSubject; readonly members: Member[] }>()
  for (const [index, subject] of subjects.entries()) {
    const id = subject.id === '' ? ` ${index}` : subject.id
    const thing = things.get(id)
    if (thing === undefined) things.set(id, { first: subject, members: [...subject.members] })
    else for (const member of subject.members) thing.members.push(member)
  }
  return new Map(
    [...things].map(([id, { first, members }]) => [
      id,
      { type: 'object', members, start: first.start, end: first.end },
    ]),
  )
}

/** The object with what it refers to in it, under the names of types, as RDF/XML writes it. */
function resolved(node: ObjectNode, things: ReadonlyMap<string, ObjectNode>): ObjectNode {
  return {
    ...node,
    members: node.members.map((member) =>
      member.key === 'type' ? member : { ...member, value: inPlace(member.value, things) },
    ),
  }
}

function inPlace(value: Node, things: ReadonlyMap<string, ObjectNode>): Node {
  if (value.type === 'array') {
    return { ...value, elements: value.elements.map((element) => inPlace(element, things)) }
  }
  if (value.type !== 'object') return value
  const id = textOf(memberOf(value, 'resource'))?.value
  if (id === undefined) return typed(resolved(value, things))
  const part = things.get(id)
  return part !== undefined && typesOf(part).some((type) => PARTS.has(type)) ? typed(part) : value
}

function typed(node: ObjectNode): ObjectNode {
  const { start } = node
  const members = typesOf(node).map((key) => ({ key, keyRegion: { start, end: start }, value: node }))
  return members.length === 0 ? node : { ...node, members }
}
