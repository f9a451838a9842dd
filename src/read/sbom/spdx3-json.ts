import type { DocumentSummary } from '../../model/source.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter, type JsonRecord, type Splitter } from '../../syntax/json/splitter.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { openJsonLinks } from '../links/json-links.ts'
import { soughtBy } from '../links/sought.ts'
import { spdx3Links } from '../links/spdx3.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly, type Description } from './assembly.ts'
import { elementsOf } from './grammar.ts'
import { readJsonHead, WRAPPERS } from './json-head.ts'
import { SPDX_TRIGGERS } from './spdx.ts'
import {
  AGENT_TRIGGERS,
  type Agent,
  agentOf,
  elementKind,
  idOf,
  isPackage,
  PACKAGE_TRIGGERS,
  spdx3,
  textIn,
} from './spdx3.ts'

/** SPDX 3.0 in JSON-LD, canonical or compacted in the ways that occur; no context is ever loaded. */
export const spdx3Json: Format = {
  id: 'spdx-3-json',
  recognise: (bytes, atEnd) => {
    const head = readJsonHead(bytes, atEnd)
    if (head === null) return 'no'
    const { keys, texts, mentions, last } = head
    if (keys.has('bomFormat') || /^(spdx-)?2/i.test(texts.get('spdxVersion') ?? '')) return 'no'
    if (/^(spdx-)?3/i.test(texts.get('spdxVersion') ?? '')) return 'yes'
    if (/spdx/i.test(texts.get('@context') ?? '')) return 'yes'
    const linked = keys.has('@context') || keys.has('@graph') || keys.has('@id')
    if (linked && (mentions('spdxId') || mentions('spdx.org/rdf/3') || mentions('spdx-3-model'))) return 'yes'
    return last ? 'no' : 'more'
  },
  open: (handlers, options) => new Spdx3Reader(handlers, options),
  openLinks: (sink) => openJsonLinks(spdx3Links, sink),
}

const CONTEXT = /\/rdf\/(\d+(?:\.\d+)*)\//

const TERMS = {
  Core: [
    'name',
    'suppliedBy',
    'originatedBy',
    'externalIdentifier',
    'externalRef',
    'summary',
    'description',
    'comment',
    'specVersion',
    'createdBy',
    'createdUsing',
  ],
  Software: [
    'primaryPurpose',
    'packageUrl',
    'homePage',
    'downloadLocation',
    'copyrightText',
    'attributionText',
    'sourceInfo',
  ],
} as const

/** Keys of an element that is the root itself, compacted or expanded. */
const ALONE: readonly string[] = [
  '@context',
  '@type',
  '@id',
  'type',
  'spdxId',
  ...TERMS.Core,
  ...TERMS.Software.map((term) => `software_${term}`),
  ...['3.0.0', '3.0.1'].flatMap((version) =>
    Object.entries(TERMS).flatMap(([profile, terms]) =>
      terms.map((term) => `https://spdx.org/rdf/${version}/terms/${profile}/${term}`),
    ),
  ),
]

/**
 * Reads twice: a package says who made it by the id of an agent, which can stand anywhere in the document. The
 * first pass gathers the agents, the second gives the packages.
 */
class Spdx3Reader implements Reader {
  private readonly assembly: Assembly
  private readonly options: ReaderOptions
  private readonly agents = new Map<string, Agent>()
  private readonly tools = new Set<string>()
  private version: string | undefined
  /** Version by the name of the context. */
  private context: string | undefined
  private generator: string | undefined
  private pass: 1 | 2
  private items = 0
  private any = false
  private splitter: Splitter
  /** Members of a root that is an element itself. */
  private alone: Member[] = []
  private aloneAt = ''

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.options = options
    this.assembly = new Assembly(spdx3(this.agents), 'json', handlers)
    // Whoever asks for names alone does not ask who made what.
    this.pass = options.refs === undefined ? 1 : 2
    this.splitter = this.split()
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary | 'again' {
    const { problem, skipped, records, lookedInto } = this.splitter.end()
    this.endRoot()
    if (this.pass === 1) {
      this.pass = 2
      this.splitter = this.split()
      return 'again'
    }
    this.assembly.endDocument(this.describe())
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.assembly.fail(trouble.code, trouble.offset, trouble.message)
    }
    return this.assembly.summary({ items: this.items, any: this.any, records, lookedInto })
  }

  private split(): Splitter {
    const { literals } = this.options
    const sought =
      this.pass === 1
        ? { literals: literals && [], triggers: [...AGENT_TRIGGERS, ...SPDX_TRIGGERS] }
        : soughtBy(this.options, [...PACKAGE_TRIGGERS, ...SPDX_TRIGGERS], '"')
    return createSplitter({
      ...sought,
      always: ALONE,
      countedKeys: [],
      wrappers: WRAPPERS,
      roots: 'many',
      onRoot: () => this.endRoot(),
      onRecord: (record) => this.look(record),
    })
  }

  private look(record: JsonRecord): void {
    const { bytes, offset, holes, within, key, index, pointer } = record
    const parsed = parseJson(bytes, offset, holes === undefined ? {} : { holes })
    if ('problem' in parsed) {
      const { problem } = parsed
      if (this.pass === 2) this.assembly.fail(problem.code, problem.offset, problem.message, pointer)
      return
    }
    const { node } = parsed
    if (within !== undefined) return
    if (key === '@context') this.context ??= CONTEXT.exec(node.type === 'string' ? node.value : '')?.[1]
    else if (key === '@graph' || key === 'graph') this.lookAtElement(node, pointer)
    else if (index === null || ALONE.includes(key)) this.addAlone(key, index, node, pointer)
  }

  private lookAtElement(node: Node, pointer: string): void {
    const kind = elementKind(node)
    if (this.pass === 1) {
      const id = idOf(node)
      if (kind === 'agent' && id !== undefined) this.agents.set(id, agentOf(node, pointer))
      if (kind === 'creationInfo') this.lookAtCreationInfo(node)
      const own = node.type === 'object' ? node.members.find(({ key }) => key === 'creationInfo') : undefined
      if (own !== undefined) this.lookAtCreationInfo(own.value)
    } else if (kind !== 'other' && kind !== 'agent') {
      if (isPackage(node)) this.items++
      this.any ||= kind === 'package' || kind === 'file'
      this.assembly.add({ type: 'graph', keys: [kind], element: false, node, path: pointer })
    }
  }

  private lookAtCreationInfo(node: Node): void {
    this.version ??= textIn(node, 'specVersion')?.value
    const using =
      node.type === 'object' ? node.members.find(({ key }) => key.endsWith('createdUsing')) : undefined
    for (const tool of elementsOf(using?.value)) if (tool.type === 'string') this.tools.add(tool.value)
  }

  private addAlone(key: string, index: number | null, value: Node, pointer: string): void {
    const { start, end } = value
    const last = this.alone.at(-1)
    if (index !== null && last?.key === key && last.value.type === 'array') {
      const list: Node = { ...last.value, elements: [...last.value.elements, value], end }
      this.alone[this.alone.length - 1] = { ...last, value: list }
      return
    }
    const whole: Node = index === null ? value : { type: 'array', elements: [value], start, end }
    this.alone.push({ key, keyRegion: { start, end: start }, value: whole })
    this.aloneAt = pointer
      .split('/')
      .slice(0, index === null ? -1 : -2)
      .join('/')
  }

  /** A root without a graph is an element, or an object that says nothing here. */
  private endRoot(): void {
    const [first] = this.alone
    if (first === undefined) return
    const last = this.alone.at(-1)!
    const node: ObjectNode = {
      type: 'object',
      members: this.alone,
      start: first.value.start,
      end: last.value.end,
    }
    this.alone = []
    if (idOf(node) !== undefined || elementKind(node) !== 'other') this.lookAtElement(node, this.aloneAt)
  }

  private describe(): Description {
    for (const id of this.tools) {
      const name = this.agents.get(id)?.texts.find(({ kind }) => kind === 'name')
      this.generator ??= name?.node.value
    }
    const generator = this.generator === undefined ? {} : { generator: this.generator }
    const version = this.version ?? this.context
    if (version !== undefined && /^3\.0(\.\d+)?$/.test(version)) {
      return { format: `SPDX ${version} JSON-LD`, ...generator }
    }
    return {
      format: `SPDX ${version ?? '3'} JSON-LD`,
      problem: {
        code: 'unsupported-version',
        severity: 'warning',
        message:
          version === undefined
            ? 'The document does not say which version of SPDX 3 it follows; it was read as 3.0.1.'
            : `SPDX version "${version.slice(0, 40)}" is not known; the document was read as 3.0.1.`,
      },
      ...generator,
    }
  }
}
