import type { Node, ObjectNode } from '../../syntax/node.ts'
import { elementsOf, memberOf, textOf } from '../sbom/grammar.ts'
import { objectsIn, resourceOf } from '../sbom/spdx-graph.ts'
import type { Links } from './graph.ts'
import { addRelationship } from './relationships.ts'

/**
 * Takes how items hang together from SPDX 1.x and 2.x as a graph, in whatever way it is written. A relationship
 * stands in what it is of, or elsewhere under a label.
 */
export class RdfLinks {
  readonly #links: Links
  /** Relationships under labels, and what they are of. */
  readonly #loose = new Map<string, Relationship>()
  readonly #owed: { readonly of: string; readonly label: string }[] = []

  constructor(links: Links) {
    this.#links = links
  }

  /** Takes an object and all that stands in it. */
  add(key: string, top: Node): void {
    for (const { type, node } of objectsIn(key, top, '')) {
      const ref = resourceOf(node)
      if (ref === undefined) continue
      if (node === top && type === 'Relationship') this.#loose.set(ref, relationshipOf(node))
      else if (type === 'SpdxDocument') this.#links.addDocument(ref)
      for (const { key, value } of node.members) for (const one of elementsOf(value)) this.#say(ref, key, one)
    }
  }

  /** All has been said. */
  end(): void {
    for (const { of, label } of this.#owed) this.#relate(of, this.#loose.get(label))
  }

  #say(of: string, key: string, value: Node): void {
    if (key === 'hasFile') for (const file of refsIn(value)) this.#links.add(of, file, 'stated')
    else if (key === 'describesPackage') for (const root of refsIn(value)) this.#links.addRoot(root)
    else if (key === 'relationship') {
      const inside = memberOf(value, 'Relationship') ?? memberOf(value, 'Description')
      const [label] = refsIn(value)
      if (inside?.type === 'object' && memberOf(inside, 'relationshipType') !== undefined)
        this.#relate(of, relationshipOf(inside))
      else if (label !== undefined) this.#owed.push({ of, label })
    }
  }

  #relate(of: string, relationship: Relationship | undefined): void {
    for (const to of relationship?.to ?? []) addRelationship(this.#links, of, relationship!.type, to)
  }
}

interface Relationship {
  readonly type: string
  readonly to: readonly string[]
}

/** `http://spdx.org/rdf/terms#relationshipType_dependsOn` is `dependsOn`. */
function relationshipOf(node: ObjectNode): Relationship {
  const type = memberOf(node, 'relationshipType')
  const text = resourceOf(type) ?? textOf(type)?.value ?? ''
  const to = node.members.filter(({ key }) => key === 'relatedSpdxElement')
  return {
    type: text.replace(/^.*relationshipType_/, ''),
    to: to.flatMap(({ value }) => elementsOf(value).flatMap(refsIn)),
  }
}

/** What a property's value refers to: by its name, or by standing in it. */
function refsIn(value: Node): readonly string[] {
  if (value.type !== 'object') return []
  const own = resourceOf(value)
  const refs = own === undefined ? value.members.map((member) => resourceOf(member.value)) : [own]
  return refs.flatMap((ref) => (ref === undefined || NOBODY.test(ref) ? [] : [ref]))
}

const NOBODY = /spdx\.org\/rdf\/terms#(none|noassertion)$/i
