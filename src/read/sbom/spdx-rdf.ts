import type { DocumentSummary } from '../../model/source.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter, type XmlRecord, type XmlSplitter } from '../../syntax/xml/splitter.ts'
import { openRdfLinks } from '../links/rdf-links.ts'
import type { Format, Reader, ReaderHandlers } from '../reader.ts'
import { SpdxGraph } from './spdx-graph.ts'
import { readXmlHead } from './xml-head.ts'

/** SPDX 1.x and 2.x in RDF/XML. */
export const spdxRdf: Format = {
  id: 'spdx-rdf',
  recognise: (bytes, atEnd) => {
    const root = readXmlHead(bytes)
    if (root === 'more') return atEnd ? 'no' : 'more'
    if (root?.name !== 'RDF' && !/spdx\.org\/rdf/.test(root?.namespace ?? '')) return 'no'
    if (new TextDecoder().decode(bytes).includes('spdx.org/rdf/terms')) return 'yes'
    return atEnd ? 'no' : 'more'
  },
  open: (handlers) => new RdfReader(handlers),
  openLinks: openRdfLinks,
}

/**
 * Reads a whole child of the root at once: RDF nests packages in relationships in packages. All of it is looked
 * into, since only so can the packages be counted.
 */
class RdfReader implements Reader {
  private readonly graph: SpdxGraph
  private readonly splitter: XmlSplitter
  private root = ''

  constructor(handlers: ReaderHandlers) {
    this.graph = new SpdxGraph(handlers)
    this.splitter = createXmlSplitter({
      literals: null,
      lists: [],
      counted: {},
      onRoot: ({ name }) => {
        this.root = `/${name}`
      },
      onRecord: (record) => this.look(record),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { problem, skipped, records, lookedInto } = this.splitter.end()
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.graph.fail(trouble.code, trouble.offset, trouble.message)
    }
    return this.graph.summary('RDF/XML', { records, lookedInto })
  }

  private look({ bytes, offset, name }: XmlRecord): void {
    const path = `${this.root}/${name}`
    const parsed = parseXml(bytes, offset)
    if ('node' in parsed) this.graph.add(name, parsed.node, path)
    else this.graph.fail(parsed.problem.code, parsed.problem.offset, parsed.problem.message, path)
  }
}
