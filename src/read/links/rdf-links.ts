import { ByteStore } from '../../syntax/byte-store.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter } from '../../syntax/xml/splitter.ts'
import { TURTLE_LIMIT, thingsOf } from '../sbom/turtle-things.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'
import { RdfLinks } from './rdf.ts'

/** Reads how items hang together from SPDX in RDF/XML. */
export function openRdfLinks({ linksOf }: LinkSink): LinkReader {
  const links = new RdfLinks(linksOf(0))
  const splitter = createXmlSplitter({
    literals: null,
    lists: [],
    counted: {},
    onRecord({ bytes, offset, name }) {
      const parsed = parseXml(bytes, offset)
      if ('node' in parsed) links.add(name, parsed.node)
    },
  })
  return {
    write: (chunk) => splitter.write(chunk),
    end() {
      splitter.end()
      links.end()
    },
  }
}

/** Reads how items hang together from SPDX in Turtle; what stands behind the part that is read is left out here, too. */
export function openTurtleLinks({ linksOf }: LinkSink): LinkReader {
  const store = new ByteStore()
  let full = false
  return {
    write(chunk) {
      full ||= store.length + chunk.length > TURTLE_LIMIT
      if (!full) store.add(chunk)
    },
    end() {
      const links = new RdfLinks(linksOf(0))
      for (const { type, node } of thingsOf(store.bytes()).things) links.add(type, node)
      links.end()
    },
  }
}
