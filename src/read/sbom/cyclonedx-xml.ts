import type { DocumentSummary } from '../../model/source.ts'
import type { Node } from '../../syntax/node.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import {
  createXmlSplitter,
  type XmlRecord,
  type XmlRoot,
  type XmlSplitter,
} from '../../syntax/xml/splitter.ts'
import { soughtBy } from '../links/sought.ts'
import { openXmlLinks } from '../links/xml-links.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly } from './assembly.ts'
import { CYCLONEDX_TRIGGERS, cyclonedx } from './cyclonedx.ts'
import { describeMetadata, describeVersion } from './cyclonedx-describe.ts'
import { readXmlHead } from './xml-head.ts'

/** CycloneDX in XML, 1.0 to 1.7. */
export const cyclonedxXml: Format = {
  id: 'cyclonedx-xml',
  recognise: (bytes, atEnd) => {
    const root = readXmlHead(bytes)
    if (root === 'more') return atEnd ? 'no' : 'more'
    if (root === null) return 'no'
    return root.name === 'bom' || NAMESPACE.test(root.namespace) ? 'yes' : 'no'
  },
  open: (handlers, options) => new CyclonedxXmlReader(handlers, options),
  openLinks: openXmlLinks,
}

const NAMESPACE = /^https?:\/\/(?:www\.)?cyclonedx\.org\/schema\/bom\/(.*)$/

/** Children of the root whose children are records: lists, some of them long. */
const LISTS = [
  'components',
  'services',
  'externalReferences',
  'properties',
  'dependencies',
  'compositions',
  'vulnerabilities',
  'annotations',
  'formulation',
  'citations',
]

class CyclonedxXmlReader implements Reader {
  private readonly assembly: Assembly
  private readonly splitter: XmlSplitter
  private root: XmlRoot | undefined
  private metadata: Node | undefined
  /** Whether items alone are asked for: they are referred to where none stands. */
  private readonly itemsOnly: boolean

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.itemsOnly = options.refs !== undefined
    this.assembly = new Assembly(cyclonedx, 'xml', handlers)
    this.splitter = createXmlSplitter({
      ...soughtBy(options, [...CYCLONEDX_TRIGGERS, 'base64']),
      lists: LISTS,
      always: ['metadata'],
      counted: { components: 'component', services: 'service' },
      onRoot: (root) => {
        this.root = root
      },
      onRecord: (record) => this.look(record),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { problem, skipped, counts, records, lookedInto } = this.splitter.end()
    const version = NAMESPACE.exec(this.root?.namespace ?? '')?.[1]
    this.assembly.endDocument({ ...describeVersion(version, 'XML'), ...describeMetadata(this.metadata) })
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.assembly.fail(trouble.code, trouble.offset, trouble.message)
    }
    const items = counts['components'] ?? 0
    return this.assembly.summary({ items, any: items + (counts['services'] ?? 0) > 0, records, lookedInto })
  }

  private look({ bytes, offset, list, name, index, scope }: XmlRecord): void {
    const place = cyclonedx.types['bom']?.[list]
    if (this.itemsOnly && list !== '' && place === undefined) return
    const root = `/${this.root?.name ?? ''}`
    const pointer = list === '' ? `${root}/${name}` : `${root}/${list}/${name}[${index + 1}]`
    const parsed = parseXml(bytes, offset, scope)
    if ('problem' in parsed) {
      const { problem } = parsed
      this.assembly.fail(problem.code, problem.offset, problem.message, pointer)
      return
    }
    for (const { code, offset: at, message } of parsed.doubts) {
      const span = { offset: at, length: 1, pointer }
      this.assembly.warn({ code, severity: 'warning', message, span })
    }
    if (parsed.foreign) return
    if (list === '' && name === 'metadata') this.metadata = parsed.node
    const type = place?.place === 'object' ? place.type : 'bom'
    if (list === '' || place !== undefined) {
      this.assembly.add({ type, keys: [name], element: false, node: parsed.node, path: pointer })
    }
    if (this.itemsOnly) this.assembly.giveDocument()
  }
}
