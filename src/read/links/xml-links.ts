import type { Node } from '../../syntax/node.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter, type XmlRecord } from '../../syntax/xml/splitter.ts'
import { memberOf, refOf } from '../sbom/grammar.ts'
import { addNested, type LinkReader, textAt } from './collector.ts'
import type { Links } from './graph.ts'

/** Reads how items hang together from CycloneDX in XML. */
export function openXmlLinks(links: Links): LinkReader {
  const splitter = createXmlSplitter({
    literals: null,
    lists: ['components', 'services', 'dependencies'],
    counted: {},
    onRecord(record) {
      if (record.list === 'dependencies') addDependencies(links, parsed(record))
      else if (record.list === '' && record.name === 'metadata') addRoot(links, parsed(record))
      else if (record.list !== '' && holdsLists(record.bytes)) addNested(links, parsed(record))
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

function parsed({ bytes, offset, scope }: XmlRecord): Node | null {
  const result = parseXml(bytes, offset, scope)
  return 'node' in result && !result.foreign ? result.node : null
}

function addRoot(links: Links, metadata: Node | null): void {
  const component = metadata === null ? undefined : memberOf(metadata, 'component')
  if (component === undefined) return
  addNested(links, component)
  const ref = refOf(component)
  if (ref !== undefined) links.addRoot(ref)
}

/** Dependencies of dependencies stand inside them. */
function addDependencies(links: Links, top: Node | null): void {
  const open: Node[] = top === null ? [] : [top]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type !== 'object') continue
    const whole = textAt(next, 'ref')
    for (const { key, value } of next.members) {
      if (key !== 'dependency') continue
      const part = textAt(value, 'ref')
      if (whole !== undefined && part !== undefined) links.add(whole, part, 'stated')
      open.push(value)
    }
  }
}

/** Whether the bytes of an element hold a tag, with a prefix or without, of a list of components or services. */
function holdsLists(bytes: Uint8Array): boolean {
  return LISTS.some((name) => {
    const first = name[0]!
    for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
      const before = bytes[at - 1]
      if ((before === 0x3c || before === 0x3a) && name.every((byte, index) => bytes[at + index] === byte))
        return true
    }
    return false
  })
}

const LISTS = ['components', 'services'].map((name) => new TextEncoder().encode(name))
