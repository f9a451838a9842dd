import type { DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { parseTurtle, type TurtleSubject } from '../../syntax/turtle/parse.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import type { Format, Reader, ReaderHandlers } from '../reader.ts'
import { memberOf, textOf } from './grammar.ts'
import { SpdxGraph, typesOf } from './spdx-graph.ts'

/** SPDX 1.x and 2.x in Turtle. */
export const spdxTurtle: Format = {
  id: 'spdx-turtle',
  recognise: (bytes, atEnd) => {
    if (bytes.includes(0)) return 'no'
    const text = decodeUtf8(bytes)
    if (!/^(?:\s|#[^\n]*\n)*(?:@?(?:prefix|base)\s|<[a-z][a-z0-9+.-]*:[^<>\s]*>\s)/i.test(text)) return 'no'
    if (/spdx\.org\/rdf\/terms/.test(text) && /\bSpdxDocument\b|[:#]Package\b/.test(text)) return 'yes'
    return atEnd ? 'no' : 'more'
  },
  open: (handlers) => new TurtleReader(handlers),
}

/** Bytes above which a document is not read: what is said of one thing can stand anywhere in it. */
const LIMIT = 64 * 1024 ** 2

/** Holds the whole document: statements about one thing need not stand together. */
class TurtleReader implements Reader {
  readonly #graph: SpdxGraph
  readonly #store = new ByteStore()
  #tooLarge = false

  constructor(handlers: ReaderHandlers) {
    this.#graph = new SpdxGraph(handlers)
  }

  write(chunk: Uint8Array): void {
    if (this.#store.length + chunk.length > LIMIT) this.#tooLarge = true
    else if (!this.#tooLarge) this.#store.add(chunk)
  }

  end(): DocumentSummary {
    const { subjects, problem } = parseTurtle(this.#store.bytes())
    const things = merged(subjects)
    const counts = new Map<string, number>()
    for (const thing of things.values()) {
      const node = resolved(thing, things)
      for (const type of typesOf(thing)) {
        const index = (counts.get(type) ?? 0) + 1
        counts.set(type, index)
        if (TOP.has(type)) this.#graph.add(type, node, `/${type}[${index}]`)
      }
    }
    if (this.#tooLarge) {
      const message = `The document is larger than ${LIMIT} bytes; only what stands before was read.`
      this.#graph.fail('too-large', this.#store.length, message)
    } else if (problem !== null) this.#graph.fail(problem.code, problem.offset, problem.message)
    this.#store.clear()
    return this.#graph.summary('Turtle', { records: things.size, lookedInto: things.size })
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
