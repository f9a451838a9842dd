import type { Node } from '../../syntax/node.ts'
import { elementsOf, textOf } from '../sbom/grammar.ts'
import { COLLECTION_TRIGGERS, idOf, isCollection, localName, memberNamed } from '../sbom/spdx3.ts'
import { filled, type LinkGrammar } from './link-reader.ts'
import { addRelationship } from './relationships.ts'

/** SPDX 3 in JSON-LD: relationships, and the root elements of documents and other collections. */
export const spdx3Links: LinkGrammar = {
  always: [],
  triggers: ['relationshiptype', ...COLLECTION_TRIGGERS],
  add(links, key, node) {
    if (key !== '@graph' && key !== 'graph') return
    if (isCollection(node)) {
      const id = idOf(node)
      if (id !== undefined) links.addDocument(id)
      for (const root of refsAt(node, 'rootElement')) links.addRoot(root)
    }
    const [type] = refsAt(node, 'relationshipType')
    if (type === undefined) return
    for (const from of refsAt(node, 'from')) {
      for (const to of refsAt(node, 'to')) addRelationship(links, from, localName(type), to)
    }
  },
}

/** What a member refers to: by id, by an object with an id, or by an element that stands in its place. */
function refsAt(node: Node, key: string): readonly string[] {
  return elementsOf(memberNamed(node, key)).flatMap((element) => {
    const ref = filled(element.type === 'object' ? idOf(element) : textOf(element)?.value)
    return ref === undefined || NOBODY.has(localName(ref)) ? [] : [ref]
  })
}

/** Individuals that stand for nothing: `Core/NoneElement`. */
const NOBODY: ReadonlySet<string> = new Set(['NoneElement', 'NoAssertionElement'])
