import { ByteStore } from '../../syntax/byte-store.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter } from '../../syntax/xml/splitter.ts'
import { Terms } from '../sbom/json-ld.ts'
import { elementThings, resolvedThings, type Things, TURTLE_LIMIT, thingsOf } from '../sbom/turtle-things.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'
import { RdfLinks } from './rdf.ts'
import { addSpdx3Links } from './spdx3.ts'

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

/** Reads how items hang together from SPDX 1.x and 2.x in Turtle. */
export function openTurtleLinks({ linksOf }: LinkSink): LinkReader {
  return readTurtle((things) => {
    const links = new RdfLinks(linksOf(0))
    for (const { types, node } of resolvedThings(things)) for (const type of types) links.add(type, node)
    links.end()
  })
}

/** Reads the same from SPDX 3. */
export function openSpdx3TurtleLinks({ linksOf }: LinkSink): LinkReader {
  return readTurtle((things) => {
    for (const { node } of elementThings(things, new Terms())) addSpdx3Links(linksOf(0), node)
  })
}

/** What stands behind the part of a document that is read is left out here, too. */
function readTurtle(take: (things: Things) => void): LinkReader {
  const store = new ByteStore(TURTLE_LIMIT)
  return {
    write: (chunk) => void store.add(chunk),
    end() {
      take(thingsOf(store.bytes()).things)
      return undefined
    },
  }
}
