import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter, type JsonRecord } from '../../syntax/json/splitter.ts'
import type { Node } from '../../syntax/node.ts'
import { memberOf, refOf, textOf } from '../sbom/grammar.ts'
import { WRAPPERS } from '../sbom/json-head.ts'
import { addNested, filled, type LinkReader, textAt } from './collector.ts'
import type { Links } from './graph.ts'
import { addRelationship } from './spdx.ts'

/** What else a reader of links in JSON is told. */
export interface JsonLinkOptions {
  /** The links of a root, counted from 0: documents can stand one after the other. */
  linksOf(root: number): Links
  /** Hears where each root begins. */
  onRoot?(index: number, offset: number): void
  /** Hears each key of a root, before what stands there. */
  onRootMember?(key: string): void
}

/** Reads how items hang together from CycloneDX and SPDX 2 in JSON. */
export function openJsonLinks({ linksOf, onRoot, onRootMember }: JsonLinkOptions): LinkReader {
  const splitter = createSplitter({
    literals: [],
    // A component in which others stand, and a package that lists its files.
    triggers: ['"components', '"services', '"hasfiles'],
    always: ALWAYS,
    countedKeys: [],
    wrappers: WRAPPERS,
    roots: 'many',
    // A thing with very many parts is read at once: its name can stand behind them.
    splitLimit: PARTS_LIMIT,
    ...(onRoot && { onRoot }),
    ...(onRootMember && { onRootMember }),
    onRecord(record) {
      const node = parsed(record)
      if (node !== null) addLinks(linksOf(record.root), record.key, node)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

const ALWAYS = ['metadata', 'dependencies', 'relationships', 'documentDescribes']
const PARTS_LIMIT = 64 << 20

function parsed({ bytes, offset, holes, within }: JsonRecord): Node | null {
  if (within !== undefined) return null
  const result = parseJson(bytes, offset, holes === undefined ? {} : { holes })
  return 'node' in result ? result.node : null
}

function addLinks(links: Links, key: string, node: Node): void {
  switch (key) {
    case 'metadata': {
      const component = memberOf(node, 'component')
      if (component === undefined) return
      addNested(links, component)
      const root = refOf(component)
      if (root !== undefined) links.addRoot(root)
      return
    }
    case 'components':
    case 'services':
      addNested(links, node)
      return
    case 'dependencies': {
      const ref = textAt(node, 'ref')
      if (ref !== undefined) for (const part of texts(node, 'dependsOn')) links.add(ref, part, 'stated')
      return
    }
    case 'documentDescribes': {
      const ref = filled(textOf(node)?.value)
      if (ref !== undefined) links.addRoot(ref)
      return
    }
    case 'relationships': {
      const of = textAt(node, 'spdxElementId')
      const type = textAt(node, 'relationshipType')
      const to = textAt(node, 'relatedSpdxElement')
      if (of !== undefined && type !== undefined && to !== undefined) addRelationship(links, of, type, to)
      return
    }
    case 'packages': {
      const ref = refOf(node)
      if (ref !== undefined) for (const part of texts(node, 'hasFiles')) links.add(ref, part, 'stated')
      return
    }
  }
}

function* texts(node: Node, key: string): Iterable<string> {
  const list = memberOf(node, key)
  for (const element of list?.type === 'array' ? list.elements : list === undefined ? [] : [list]) {
    const text = filled(textOf(element)?.value)
    if (text !== undefined) yield text
  }
}
