import type { Field } from '../../model/field.ts'
import type { Claim, Item, ItemKind, Span } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import type { Member, Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import { stringSpan } from '../../syntax/node-span.ts'
import {
  type ClaimPlace,
  type Grammar,
  type ObjectPlace,
  type ObjectType,
  type PickPlace,
  type Place,
  refOf,
} from './grammar.ts'
import { parseParty, saysNothing } from './party.ts'

/** How a serialisation writes the way to a value, and whether a key may stand twice. */
export type PathStyle = 'json' | 'xml'

/** An item while it is read. */
export interface Draft {
  kind: ItemKind
  title: { readonly value: string; readonly span: Span } | null
  readonly claims: Claim[]
  /** Where its object begins. */
  start: number
  /** By which the document refers to it. */
  ref: string | undefined
}

/** Where a walk puts what it finds. */
export interface Walk {
  readonly grammar: Grammar
  readonly style: PathStyle
  /** Items in order of place. */
  readonly drafts: Draft[]
  onProblem(problem: Problem): void
}

/** The way to a value: a pointer as written, or a key or index and the way to what holds it. */
export type Path = string | { readonly up: Path; readonly key: string }

/** An item of which nothing is known yet. */
export function newDraft(kind: ItemKind, start: number): Draft {
  return { kind, title: null, claims: [], start, ref: undefined }
}

/** What a draft came to; `null` when the document says nothing of it. */
export function finish(draft: Draft): Item | null {
  const first = draft.claims[0]
  if (first === undefined) return null
  const claims = draft.claims.toSorted((a, b) => a.span.offset - b.span.offset)
  const span = draft.title?.span ?? claims[0]!.span
  const { kind, title, ref } = draft
  return { kind, name: title?.value ?? '', span, claims, ...(ref !== undefined && { ref }) }
}

/** Which value of a document is walked. */
export interface Start {
  /** Type of the object in which the first key stands. */
  readonly type: string
  /** Keys that lead to the value; indices of lists may be left out. */
  readonly keys: readonly string[]
  /** True when the value is an element of the list that stands there. */
  readonly element: boolean
  readonly node: Node
  readonly path: Path
}

/** Walks a value, with `around` for what it says of the item around it. Depth costs no stack: documents choose it. */
export function walk(walk: Walk, { type, keys, element, node, path }: Start, around: Draft): void {
  let place: Place | undefined = { place: 'object', type }
  for (const key of keys) place = place && follow(walk, place, key, node, path)
  if (place === undefined) return
  if (element) place = placeOfElement(walk.grammar, place)
  const tasks: Task[] = [{ node, place, draft: around, path }]
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) perform(walk, task, tasks)
}

/** Writes a path as an RFC 6901 pointer or as an element path. */
export function pointerOf(path: Path, style: PathStyle): string {
  const keys: string[] = []
  let step = path
  for (; typeof step !== 'string'; step = step.up)
    keys.push(style === 'json' ? escapeStep(step.key) : step.key)
  return [step, ...keys.reverse()].join('/')
}

function follow(walk: Walk, place: Place, key: string, node: Node, path: Path): Place | undefined {
  if (place.place !== 'object') return undefined
  if (Object.hasOwn(typeOf(walk.grammar, place.type), key) || place.element === undefined) {
    return /^\d+$/.test(key)
      ? place
      : lookUp(walk, place.type, key, { start: node.start, end: node.start }, path)
  }
  const element = placeOfElement(walk.grammar, place)
  return /^\d+$/.test(key) ? element : follow(walk, element, key, node, path)
}

interface Task {
  readonly node: Node
  readonly place: Place
  readonly draft: Draft
  readonly path: Path
}

function perform(walk: Walk, task: Task, tasks: Task[]): void {
  const { node, place, draft, path } = task
  if (place.place === 'pick') {
    pickClaims(walk, place, node, draft, path)
  } else if (node.type === 'array') {
    pushElements(walk, task, node.elements, tasks)
  } else if (place.place === 'claim') {
    const text = node.type === 'object' ? textMember(node) : node
    if (text !== undefined) addClaims(walk, place, text, draft, path)
  } else if (node.type === 'object') {
    pushMembers(walk, place, node, draft, path, tasks)
  } else {
    const text = typeOf(walk.grammar, place.type)['#text']
    if (text !== undefined) tasks.push({ node, place: text, draft, path })
  }
}

function pushElements(walk: Walk, task: Task, elements: readonly Node[], tasks: Task[]): void {
  const place = placeOfElement(walk.grammar, task.place)
  for (let at = elements.length - 1; at >= 0; at--) {
    const path = { up: task.path, key: String(at) }
    tasks.push({ node: elements[at]!, place, draft: task.draft, path })
  }
}

/** What a list's element is: itself an object of the place's type, or a member of it under `element`. */
function placeOfElement(grammar: Grammar, place: Place): Place {
  if (place.place !== 'object' || place.element === undefined) return place
  return typeOf(grammar, place.type)[place.element] ?? place
}

function pushMembers(
  walk: Walk,
  place: ObjectPlace,
  node: ObjectNode,
  around: Draft,
  path: Path,
  tasks: Task[],
): void {
  const draft = draftFor(walk, place, node, around)
  const found: Task[] = []
  const seen = new Map<string, number>()
  for (const member of node.members) {
    const key = member.spelt ?? member.key
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    if (times === 2 && walk.style === 'json') walk.onProblem(duplicateKey(member, path, walk.style))
    const inner = lookUp(walk, place.type, member.key, member.keyRegion, path)
    if (inner === undefined) continue
    found.push({ node: member.value, place: inner, draft, path: stepInto(walk.style, path, member, times) })
  }
  for (let at = found.length - 1; at >= 0; at--) tasks.push(found[at]!)
}

function draftFor(walk: Walk, place: ObjectPlace, node: ObjectNode, around: Draft): Draft {
  if (place.item === undefined) return around
  const kind = walk.grammar.kindOf(place.type, node)
  const ref = (walk.grammar.refOf ?? refOf)(node)
  if (place.item === 'same') {
    around.kind = kind
    around.start = node.start
    around.ref ??= ref
    return around
  }
  const draft = newDraft(kind, node.start)
  draft.ref = ref
  walk.drafts.push(draft)
  return draft
}

function stepInto(style: PathStyle, path: Path, member: Member, times: number): Path {
  if (style === 'json') return { up: path, key: member.spelt ?? member.key }
  if (member.key === '#text') return path
  return { up: path, key: times === 1 ? member.key : `${member.key}[${times}]` }
}

function lookUp(
  walk: Walk,
  type: string,
  key: string,
  region: { readonly start: number; readonly end: number },
  path: Path,
): Place | undefined {
  const places = typeOf(walk.grammar, type)
  if (Object.hasOwn(places, key)) return places[key]
  const known = lookalikes(places).get(fold(key))
  if (known === undefined) return undefined
  walk.onProblem({
    code: 'unknown-key',
    severity: 'warning',
    message: `The key "${key}" is not one that the format has; it was read as "${known}".`,
    span: {
      offset: region.start,
      length: region.end - region.start,
      pointer: pointerOf(path, walk.style),
    },
  })
  return places[known]
}

function typeOf(grammar: Grammar, type: string): ObjectType {
  const places = grammar.types[type]
  if (places === undefined) throw new Error(`the grammar has no type ${type}`)
  return places
}

const lookalikesOf = new WeakMap<ObjectType, ReadonlyMap<string, string>>()

function lookalikes(places: ObjectType): ReadonlyMap<string, string> {
  let keys = lookalikesOf.get(places)
  if (keys === undefined) {
    keys = new Map(Object.keys(places).map((key) => [fold(key), key]))
    lookalikesOf.set(places, keys)
  }
  return keys
}

/** What a key and its misspellings have in common: `packageSupplier`, `Supplier` and `supplier`. */
function fold(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9#]/g, '')
    .replace(/organis/g, 'organiz')
    .replace(/^(package|component)(?=.)/, '')
}

function pickClaims(walk: Walk, place: PickPlace, node: Node, draft: Draft, path: Path): void {
  for (const picked of place.pick(node)) {
    const at = picked.pointer ?? picked.path.reduce<Path>((up, key) => ({ up, key: String(key) }), path)
    if (picked.value !== undefined) {
      const span = { ...spanOf(walk, picked.node, 0, picked.node.value.length, at), encloses: true as const }
      draft.claims.push({ field: picked.field, value: picked.value, span })
    } else {
      const inner: ClaimPlace = { place: 'claim', field: picked.field, ...(picked.party && { party: true }) }
      addClaims(walk, inner, picked.node, draft, at)
    }
  }
}

/** Where an object keeps its text: an XML element, an attachment. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['#text', 'content'])

function textMember(node: ObjectNode): ScalarNode | undefined {
  for (const { key, value } of node.members) {
    if (TEXT_KEYS.has(key) && value.type === 'string') return value
  }
  return undefined
}

function addClaims(walk: Walk, place: ClaimPlace, node: Node, draft: Draft, path: Path): void {
  if (node.type !== 'string' && node.type !== 'number') return
  const text = node.value
  if (saysNothing(text)) return
  const fields = [...(place.field === null ? [] : [place.field]), ...(place.also?.[draft.kind] ?? [])]
  for (const field of fields) {
    if (place.party) addParty(walk, field, node, draft, path)
    else addClaim(walk, field, node, 0, text.length, draft, path)
  }
  if (place.title && draft.title === null) {
    const own = draft.claims.findLast((claim) => claim.field === place.field)
    if (own !== undefined) draft.title = own
  }
}

function addParty(walk: Walk, field: Field, node: ScalarNode, draft: Draft, path: Path): void {
  for (const part of parseParty(node.value).parts) {
    const weak = field === 'author' || part.kind === 'name'
    addClaim(walk, weak ? field : (part.kind as Field), node, part.from, part.to, draft, path)
  }
}

function addClaim(
  walk: Walk,
  field: Field,
  node: ScalarNode,
  from: number,
  to: number,
  draft: Draft,
  path: Path,
): void {
  const text = node.value
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  if (start === end || saysNothing(text.slice(start, end))) return
  draft.claims.push({ field, value: text.slice(start, end), span: spanOf(walk, node, start, end, path) })
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function spanOf(walk: Walk, node: ScalarNode, from: number, to: number, path: Path): Span {
  const region = stringSpan(node, from, to)
  return {
    offset: region.start,
    length: region.end - region.start,
    pointer: pointerOf(path, walk.style),
  }
}

function duplicateKey(member: Member, path: Path, style: PathStyle): Problem {
  const { start, end } = member.keyRegion
  const key = member.spelt ?? member.key
  const pointer = pointerOf({ up: path, key }, style)
  return {
    code: 'duplicate-key',
    severity: 'warning',
    message: `The key "${key}" stands more than once in one object; every value was read.`,
    span: { offset: start, length: end - start, pointer },
  }
}

function escapeStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
