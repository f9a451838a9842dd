import type { Node } from '../../syntax/node.ts'
import { COLLECTION_TRIGGERS, idOf, isCollection, lastName, scalarOf, valuesOf } from '../sbom/spdx3.ts'
import { elementsIn } from '../sbom/spdx3-elements.ts'
import { Spdx3Splitter } from '../sbom/spdx3-splitter.ts'
import type { Links } from './graph.ts'
import { filled, type LinkReader, type LinkSink, PARTS_LIMIT } from './link-reader.ts'
import { addRelationship } from './relationships.ts'

/** Reads how elements hang together from SPDX 3 in JSON-LD. Elements that are roots of their own are one document. */
export function openSpdx3JsonLinks({ linksOf, onRoot }: LinkSink): LinkReader {
  let begin = 0
  let graphs = 0
  let inGraph = false
  const splitter = new Spdx3Splitter(
    {
      onElement: (element) => addSpdx3Links(linksOf(Math.max(graphs - 1, 0)), element),
      onRoot(offset) {
        begin = offset
        inGraph = false
      },
      onRootMember(name) {
        if (name !== '@graph' || inGraph) return
        inGraph = true
        onRoot?.(graphs, graphs === 0 ? 0 : begin)
        graphs++
      },
    },
    PARTS_LIMIT,
  )
  splitter.begin(SOUGHT)
  return {
    write: (chunk) => splitter.write(chunk),
    end() {
      if (splitter.end() !== 'renamed') return undefined
      graphs = 0
      splitter.begin(SOUGHT)
      return 'again'
    },
  }
}

const SOUGHT = { literals: [], triggers: ['relationshiptype', ...COLLECTION_TRIGGERS] }

/** Takes an element of SPDX 3 and those in it: relationships, and the root elements of documents and other collections. */
export function addSpdx3Links(links: Links, element: Node): void {
  for (const { node } of elementsIn(element, '')) {
    if (isCollection(node)) {
      const id = idOf(node)
      if (id !== undefined) links.addDocument(id)
      for (const root of refsAt(node, 'rootElement')) links.addRoot(root)
    }
    const type = scalarOf(valuesOf(node, 'relationshipType')[0])
    if (type === undefined) continue
    const parts = refsAt(node, 'to')
    for (const from of refsAt(node, 'from'))
      for (const to of parts) addRelationship(links, from, lastName(type), to)
  }
}

/** What a member refers to: by id, by an object with an id, or by an element that stands in its place. */
function refsAt(node: Node, key: string): readonly string[] {
  return valuesOf(node, key).flatMap((value) => {
    const ref = filled(scalarOf(value) ?? idOf(value))
    return ref === undefined || NOBODY.has(lastName(ref)) ? [] : [ref]
  })
}

/** Individuals that stand for nothing: `Core/NoneElement`. */
const NOBODY: ReadonlySet<string> = new Set(['NoneElement', 'NoAssertionElement'])
