import type { DocumentSummary } from '../../model/source.ts'
import type { Node, ObjectNode } from '../../syntax/node.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter, type XmlRecord, type XmlSplitter } from '../../syntax/xml/splitter.ts'
import type { Format, Reader, ReaderHandlers } from '../reader.ts'
import { Assembly } from './assembly.ts'
import {
  claim,
  type Grammar,
  into,
  item,
  memberOf,
  type ObjectType,
  party,
  pick,
  textOf,
  title,
} from './grammar.ts'
import { parseParty } from './party.ts'
import { pickExternalRef } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'
import type { Path } from './walk.ts'
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
}

/** What is said of packages and files; RDF has the names of JSON, some in the singular. */
const PACKAGE: ObjectType = {
  name: title,
  supplier: party('supplier'),
  originator: party('originator'),
  packageFileName: claim('path'),
  downloadLocation: resource(),
  homepage: resource(),
  externalRef: into('externalRef'),
  sourceInfo: claim('description'),
  copyrightText: claim('copyright'),
  comment: claim('description'),
  summary: claim('description'),
  description: claim('description'),
  attributionText: claim('copyright'),
  releaseDate: claim('date'),
  annotation: into('annotation'),
}

const rdf: Grammar = {
  kindOf: (_type, node) => {
    const purpose = memberOf(node, 'primaryPackagePurpose')
    const word = purpose === undefined ? undefined : textOf(memberOf(purpose, 'resource') ?? purpose)?.value
    const kind = /purpose_(device|firmware)$/i.exec(word ?? '')?.[1]?.toLowerCase()
    return kind === 'device' || kind === 'firmware' ? kind : 'software'
  },
  types: {
    graph: { Package: item('package'), File: item('file'), SpdxDocument: into('document') },
    package: PACKAGE,
    file: {
      fileName: { ...claim('path'), title: true },
      copyrightText: claim('copyright'),
      fileContributor: party('author'),
      noticeText: claim('copyright'),
      attributionText: claim('copyright'),
    },
    document: {
      name: { ...claim('name'), title: true },
      creationInfo: into('creationInfo'),
      annotation: into('annotation'),
      reviewed: into('reviewed'),
    },
    creationInfo: { CreationInfo: into('creationInfo'), creator: party('author') },
    annotation: { Annotation: into('annotation'), annotator: party('author') },
    reviewed: { Review: into('reviewed'), reviewer: party('author') },
    externalRef: { ExternalRef: pick(pickExternalRef) },
  },
}

/** A reference, as text or as the attribute `rdf:resource`. */
function resource() {
  return pick((node) => {
    const inner = memberOf(node, 'resource')
    const text = textOf(inner ?? node)
    return text === undefined
      ? []
      : [{ field: 'url', node: text, path: inner === undefined ? [] : ['resource'] }]
  })
}

/**
 * Reads a whole child of the root at once: RDF nests packages in relationships in packages. All of it is looked
 * into, since only so can the packages be counted.
 */
class RdfReader implements Reader {
  private readonly assembly: Assembly
  private readonly splitter: XmlSplitter
  private root = ''
  private version: string | undefined
  private generator: string | undefined
  private items = 0
  private any = false

  constructor(handlers: ReaderHandlers) {
    this.assembly = new Assembly(rdf, 'xml', handlers)
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
    this.assembly.endDocument({
      ...describeSpdxVersion(this.version, 'RDF/XML'),
      ...(this.generator !== undefined && { generator: this.generator }),
    })
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.assembly.fail(trouble.code, trouble.offset, trouble.message)
    }
    return this.assembly.summary({ items: this.items, any: this.any, records, lookedInto })
  }

  private look({ bytes, offset, name }: XmlRecord): void {
    const path = `${this.root}/${name}`
    const parsed = parseXml(bytes, offset)
    if ('problem' in parsed) {
      const { problem } = parsed
      this.assembly.fail(problem.code, problem.offset, problem.message, path)
      return
    }
    const tasks: { key: string; node: Node; path: Path }[] = [{ key: name, node: parsed.node, path }]
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
      const { node } = task
      if (node.type !== 'object') continue
      this.lookAt(task.key, node, task.path)
      for (const member of node.members.toReversed()) {
        tasks.push({ key: member.key, node: member.value, path: { up: task.path, key: member.key } })
      }
    }
  }

  private lookAt(key: string, node: ObjectNode, path: Path): void {
    if (!Object.hasOwn(rdf.types['graph']!, key) || !describes(node)) return
    if (key === 'Package') this.items++
    if (key === 'SpdxDocument') this.lookAtDocument(node)
    else this.any = true
    this.assembly.add({ type: 'graph', keys: [key], element: false, node, path })
  }

  private lookAtDocument(node: ObjectNode): void {
    this.version ??= textOf(memberOf(node, 'specVersion'))?.value
    const info = memberOf(node, 'creationInfo')
    const creation = info && memberOf(info, 'CreationInfo')
    for (const { key, value } of creation?.type === 'object' ? creation.members : []) {
      const text = key === 'creator' ? (textOf(value)?.value ?? '') : ''
      const { role, parts } = parseParty(text)
      const [name] = parts
      if (role === 'tool' && name !== undefined) this.generator ??= text.slice(name.from, name.to)
    }
  }
}

/** An element with nothing but the name of what it refers to describes nothing. */
function describes(node: ObjectNode): boolean {
  return node.members.some(({ key }) => key !== 'about' && key !== 'nodeID' && key !== 'ID')
}
