import type { Field } from '../../model/field.ts'
import type { ItemKind } from '../../model/item.ts'
import type { Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'

/**
 * Where in an SBOM format the things stand that a document says of items: object type × key → place. One
 * grammar drives every serialisation of a format.
 */
export interface Grammar {
  readonly types: Readonly<Record<string, ObjectType>>
  /** What an item is, from the object that stands for it. */
  kindOf(type: string, node: ObjectNode): ItemKind
  /** The name by which the rest of a document refers to an object, where that is not {@link refOf}. */
  refOf?(node: ObjectNode): string | undefined
}

/** Key → place. The key `#text` is the text of an element, or a plain string where the format has an object. */
export type ObjectType = Readonly<Record<string, Place>>

/** What stands at a key. A list of such things counts as each of them. */
export type Place = ClaimPlace | ObjectPlace | PickPlace

/** A text that is a claim. */
export interface ClaimPlace {
  readonly place: 'claim'
  /** `null`: a claim only for the kinds in `also`. */
  readonly field: Field | null
  /** Further fields for items of a kind. */
  readonly also?: Readonly<Partial<Record<ItemKind, readonly Field[]>>>
  /** True where the text names somebody, perhaps with `Organization:` before it and an address after it. */
  readonly party?: true
  /** True where the text is what a person would call the item. */
  readonly title?: true
}

/** An object, a list of them, or (XML) an element around them. */
export interface ObjectPlace {
  readonly place: 'object'
  readonly type: string
  /** Key of `type` under which the elements of a list stand: JSON leaves out what XML calls `components/component`. */
  readonly element?: string
  /** `new`: the object stands for an item of its own. `same`: it tells what the item around it is. */
  readonly item?: 'new' | 'same'
}

/** A value in which the format's own names decide what is said, such as `{name, value}`. */
export interface PickPlace {
  readonly place: 'pick'
  readonly pick: (node: Node) => readonly Picked[]
}

/** A text found by a pick. */
export interface Picked {
  readonly field: Field
  readonly node: ScalarNode
  /** Keys and indices from the picked value to the text. */
  readonly path: readonly (string | number)[]
  readonly party?: true
  /** Pointer of the text, where it stands elsewhere in the document. */
  readonly pointer?: string
  /** The claim where its text does not stand in the document as such: `node` encloses it. */
  readonly value?: string
}

/** A text that is a claim. */
export function claim(field: Field, also?: ClaimPlace['also']): ClaimPlace {
  return also === undefined ? { place: 'claim', field } : { place: 'claim', field, also }
}

/** A text that is a claim for items of some kinds only. */
export function claimOf(also: NonNullable<ClaimPlace['also']>): ClaimPlace {
  return { place: 'claim', field: null, also }
}

/** The text that a person would call the item by; for hardware it is also the model. */
export const title: ClaimPlace = {
  place: 'claim',
  field: 'name',
  also: { device: ['model'], firmware: ['model'] },
  title: true,
}

/** A text that names somebody. */
export function party(field: Field): ClaimPlace {
  return { place: 'claim', field, party: true }
}

/** An object that says more of the same item. */
export function into(type: string, element?: string): ObjectPlace {
  return element === undefined ? { place: 'object', type } : { place: 'object', type, element }
}

/** An object that stands for an item. */
export function item(type: string): ObjectPlace {
  return { place: 'object', type, item: 'new' }
}

/** An object that tells what the item around it is. */
export function sameItem(type: string): ObjectPlace {
  return { place: 'object', type, item: 'same' }
}

/** A value that is looked into by a function. */
export function pick(function_: PickPlace['pick']): PickPlace {
  return { place: 'pick', pick: function_ }
}

/** The name by which the rest of a document refers to an object; `undefined` when it has none. */
export function refOf(node: Node): string | undefined {
  if (node.type !== 'object') return undefined
  const text = textOf(node.members.find(({ key }) => REF_KEYS.has(key))?.value)?.value.trim()
  return text === '' ? undefined : text
}

const REF_KEYS: ReadonlySet<string> = new Set(['bom-ref', 'SPDXID'])

/** The first member of a key, looked for in an object. */
export function memberOf(node: Node, key: string): Node | undefined {
  return node.type === 'object' ? node.members.find((member) => member.key === key)?.value : undefined
}

/** The elements of a list and of the lists in it, or the one thing that stands in its place. Depth costs no stack. */
export function elementsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return []
  if (node.type !== 'array') return [node]
  if (!node.elements.some(({ type }) => type === 'array')) return node.elements
  const found: Node[] = []
  const open: Node[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type !== 'array') found.push(next)
    else for (let at = next.elements.length - 1; at >= 0; at--) open.push(next.elements[at]!)
  }
  return found
}

/** The text of a member: a string, or an element's text beside its attributes. */
export function textOf(node: Node | undefined): ScalarNode | undefined {
  if (node === undefined || node.type === 'array') return undefined
  if (node.type === 'object') return textOf(memberOf(node, '#text'))
  return node
}
