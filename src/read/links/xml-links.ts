import type { Node } from '../../syntax/node.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter, type XmlRecord } from '../../syntax/xml/splitter.ts'
import { cyclonedxLinks } from './cyclonedx.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'

/** Reads how items hang together from CycloneDX in XML. */
export function openXmlLinks({ linksOf }: LinkSink): LinkReader {
  const links = linksOf(0)
  const splitter = createXmlSplitter({
    literals: null,
    lists: ['components', 'services', 'dependencies'],
    counted: {},
    onRecord(record) {
      const key = record.list === '' ? record.name : record.list
      if (!cyclonedxLinks.always.includes(key) && !holdsLists(record.bytes)) return
      const node = parsed(record)
      if (node !== null) cyclonedxLinks.add(links, key, node)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

function parsed({ bytes, offset, scope }: XmlRecord): Node | null {
  const result = parseXml(bytes, offset, scope)
  return 'node' in result && !result.foreign ? result.node : null
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
