import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { parseTurtle, type TurtleProblem, type TurtleSubject } from '../../syntax/turtle/parse.ts'
import { memberOf, textOf } from './grammar.ts'
import type { Terms } from './json-ld.ts'
import { typesOf } from './spdx-graph.ts'

/** Bytes above which a document is not read: what is said of one thing can stand anywhere in it. */
export const TURTLE_LIMIT = 64 * 1024 ** 2

/** What a document says of each thing, by its id; what has none, by a number. */
export type Things = ReadonlyMap<string, ObjectNode>

/** The things of a document, in order of place. */
export function thingsOf(bytes: Uint8Array): {
  readonly things: Things
  readonly problem: TurtleProblem | null
} {
  const { subjects, problem } = parseTurtle(bytes)
  return { things: merged(subjects), problem }
}

/** A thing that has a type, and where it stands: the which of its first type it is. */
export interface Placed {
  readonly types: readonly string[]
  readonly node: ObjectNode
  readonly path: string
}

/** The things that have types, with what they refer to in them, as RDF/XML writes it. */
export function* resolvedThings(things: Things): Iterable<Placed> {
  for (const { id, thing, ...placed } of placedThings(things)) {
    yield { ...placed, node: named('about', id, resolved(thing, things)) }
  }
}

/** The things that have types, as elements of SPDX 3. */
export function* elementThings(
  things: Things,
  terms: Terms,
): Iterable<{ readonly node: Node; readonly path: string }> {
  for (const { id, thing, path } of placedThings(things)) {
    yield { node: terms.plain(named('spdxId', id, thing)), path }
  }
}

/** What all statements say of each thing, in order of place; brackets without a name are things of their own. */
function merged(subjects: readonly TurtleSubject[]): Things {
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

function* placedThings(things: Things) {
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

/** The thing with its id in it, if it has one. */
function named(key: string, id: string, thing: ObjectNode): ObjectNode {
  if (id.startsWith(' ')) return thing
  const region = { start: thing.start, end: thing.start }
  const member: Member = { key, keyRegion: region, value: { type: 'string', value: id, ...region } }
  return { ...thing, members: [member, ...thing.members] }
}

/** Types of things that say more of others, and stand in them or are put there. */
const PARTS: ReadonlySet<string> = new Set(['ExternalRef', 'Annotation', 'Review', 'CreationInfo'])

function resolved(node: ObjectNode, things: Things): ObjectNode {
  return {
    ...node,
    members: node.members.map((member) =>
      member.key === 'type' ? member : { ...member, value: inPlace(member.value, things) },
    ),
  }
}

function inPlace(value: Node, things: Things): Node {
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
