import type { Node } from '../../syntax/node.ts'
import { elementsOf, memberOf, refOf, textOf } from '../sbom/grammar.ts'
import type { Links } from './graph.ts'
import { filled, type LinkGrammar, textAt } from './link-reader.ts'
import { addRelationship } from './relationships.ts'

/** SPDX 2 by the keys of its JSON: relationships, the files of packages, and what the document says it describes. */
export const spdxLinks: LinkGrammar = {
  always: ['relationships', 'documentDescribes'],
  triggers: ['"hasfiles'],
  add(links, key, node) {
    for (const element of elementsOf(node)) {
      if (key === 'relationships') addOne(links, element)
      else if (key === 'packages') addFiles(links, element)
      else if (key === 'documentDescribes') addDescribed(links, element)
    }
  },
}

/** A relationship of SPDX 2; the document has a name of its own there, and so has nobody. */
export function addSpdxRelationship(links: Links, of: string, type: string, to: string): void {
  if (NOBODY.has(of) || NOBODY.has(to)) return
  if (of === DOCUMENT || to === DOCUMENT) links.addDocument(DOCUMENT)
  addRelationship(links, of, type, to)
}

const DOCUMENT = 'SPDXRef-DOCUMENT'
const NOBODY: ReadonlySet<string> = new Set(['NONE', 'NOASSERTION'])

function addOne(links: Links, node: Node): void {
  const of = textAt(node, 'spdxElementId')
  const type = textAt(node, 'relationshipType')
  const to = textAt(node, 'relatedSpdxElement')
  if (of !== undefined && type !== undefined && to !== undefined) addSpdxRelationship(links, of, type, to)
}

function addFiles(links: Links, node: Node): void {
  const ref = refOf(node)
  if (ref === undefined) return
  for (const file of elementsOf(memberOf(node, 'hasFiles'))) {
    const part = filled(textOf(file)?.value)
    if (part !== undefined) links.add(ref, part, 'stated')
  }
}

/** Before 2.2 packages stand where the document says what it describes, and files in them. */
function addDescribed(links: Links, node: Node): void {
  const described = memberOf(node, 'Package')
  const ref = described === undefined ? filled(textOf(node)?.value) : refOf(described)
  if (ref === undefined) return
  links.addRoot(ref)
  for (const file of elementsOf(described && memberOf(described, 'files'))) {
    const part = refOf(memberOf(file, 'File') ?? file)
    if (part !== undefined) links.add(ref, part, 'stated')
  }
}
