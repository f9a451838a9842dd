import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { parseTurtle, type TurtleProblem, type TurtleSubject } from '../../syntax/turtle/parse.ts'
import { memberOf, textOf } from './grammar.ts'
import { typesOf } from './spdx-graph.ts'

/** Bytes above which a document is not read: what is said of one thing can stand anywhere in it. */
export const TURTLE_LIMIT = 64 * 1024 ** 2

/** A thing by one of its types, with all that is said of it, as RDF/XML writes it. */
export interface Thing {
  readonly type: string
  readonly node: ObjectNode
}

/** The things of a document, in order of place. */
export function thingsOf(bytes: Uint8Array): {
  readonly things: Iterable<Thing>
  readonly count: number
  readonly problem: TurtleProblem | null
} {
  const { subjects, problem } = parseTurtle(bytes)
  const things = merged(subjects)
  return { things: typedThings(things), count: things.size, problem }
}

function* typedThings(things: ReadonlyMap<string, ObjectNode>): Iterable<Thing> {
  for (const thing of things.values()) {
    const node = resolved(thing, things)
    for (const type of typesOf(thing)) yield { type, node }
  }
}

/** Types of things that say more of others, and stand in them or are put there. */
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
    [...things].map(([id, { first, members }]) => {
      const { start, end } = first
      const about: Member = {
        key: 'about',
        keyRegion: { start, end: start },
        value: { type: 'string', value: first.id, start, end: start },
      }
      return [id, { type: 'object', members: first.id === '' ? members : [about, ...members], start, end }]
    }),
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
