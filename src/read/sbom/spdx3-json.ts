import type { DocumentSummary } from '../../model/source.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter, type JsonRecord, type Splitter } from '../../syntax/json/splitter.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { readJsonHead, WRAPPERS } from './json-head.ts'
import { Terms } from './json-ld.ts'
import { Roots } from './roots.ts'
import { SPDX_TRIGGERS } from './spdx.ts'
import { AGENT_TRIGGERS, PACKAGE_TRIGGERS, TERMS } from './spdx3.ts'
import { Spdx3Elements } from './spdx3-elements.ts'

/** SPDX 3.0 in JSON-LD: canonical, compacted in other ways, expanded, flattened, framed; no context is ever loaded. */
export const spdx3Json: Format = {
  id: 'spdx-3-json',
  recognise: (bytes, atEnd) => {
    const head = readJsonHead(bytes, atEnd)
    if (head === null) return 'no'
    const { keys, texts, mentions, last } = head
    if (keys.has('bomFormat') || /^(spdx-)?2/i.test(texts.get('spdxVersion') ?? '')) return 'no'
    if (/^(spdx-)?3/i.test(texts.get('spdxVersion') ?? '')) return 'yes'
    if (/spdx/i.test(texts.get('@context') ?? '')) return 'yes'
    if (keys.has('spdxId') && keys.has('type')) return 'yes'
    const linked = ['@context', '@graph', '@id'].some((key) => keys.has(key))
    const named = ['spdxId', 'spdx.org/rdf/3', 'spdx-3-model'].some(mentions)
    if (linked && named) return 'yes'
    return last ? 'no' : 'more'
  },
  open: (handlers, options) => new Spdx3Reader(handlers, options),
}

/** How keys of a root that is an element itself may be spelt, so that they are looked into whatever stands there. */
const SPELLINGS: readonly string[] = [
  '',
  'software_',
  ...['spdx', 'core', 'Core', 'software', 'Software'].map((prefix) => `${prefix}:`),
  'spdx:Core/',
  'spdx:Software/',
  ...['3.0', '3.0.0', '3.0.1', '3.1', '3.1.0'].flatMap((version) =>
    ['Core', 'Software'].map((profile) => `https://spdx.org/rdf/${version}/terms/${profile}/`),
  ),
]

const ALWAYS: readonly string[] = [
  '@context',
  '@type',
  '@id',
  ...[...TERMS].flatMap((term) => SPELLINGS.map((before) => `${before}${term}`)),
]

/** Keys of a root of the format, and of others. */
const KNOWN: readonly string[] = [
  ...TERMS,
  ...WRAPPERS,
  '@context',
  '@graph',
  '@included',
  'element',
  'rootElement',
  'from',
  'to',
]
const FOREIGN: readonly string[] = ['bomFormat', 'SPDXID']

class Spdx3Reader implements Reader {
  readonly #terms = new Terms()
  readonly #elements: Spdx3Elements
  readonly #options: ReaderOptions
  #roots = new Roots(KNOWN, FOREIGN)
  #splitter: Splitter
  /** Members of a root that is an element itself, and where it stands. */
  #alone: Member[] = []
  #aloneAt = ''
  /** Whether something was read before a context said what its keys mean; then the first pass is made again, once. */
  #begun = false
  #misread: 'no' | 'yes' | 'mended' = 'no'

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.#options = options
    this.#elements = new Spdx3Elements(handlers, this.#terms, 'json')
    this.#splitter = this.#split(AGENT_TRIGGERS)
  }

  write(chunk: Uint8Array): void {
    this.#splitter.write(chunk)
  }

  end(): DocumentSummary | 'again' {
    const { problem, skipped, records, lookedInto } = this.#splitter.end()
    this.#endRoot()
    if (this.#misread === 'yes') {
      this.#misread = 'mended'
      this.#splitter = this.#split(AGENT_TRIGGERS)
      return 'again'
    }
    if (this.#elements.pass === 1) {
      this.#elements.endFirstPass()
      this.#splitter = this.#split(PACKAGE_TRIGGERS)
      return 'again'
    }
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.#elements.fail(trouble.code, trouble.offset, trouble.message)
    }
    this.#roots.tell(this.#elements)
    return this.#elements.summary('JSON-LD', { records, lookedInto })
  }

  #split(triggers: readonly string[]): Splitter {
    this.#roots = new Roots(KNOWN, FOREIGN)
    return createSplitter({
      literals: this.#options.literals,
      triggers: [...triggers, ...SPDX_TRIGGERS],
      always: ALWAYS,
      countedKeys: [],
      wrappers: WRAPPERS,
      roots: 'many',
      onRoot: (_, offset) => {
        this.#endRoot()
        this.#roots.begin(offset)
      },
      onRootMember: (key) => this.#roots.seeKey(this.#terms.nameOf(key)),
      onRecord: (record) => this.#look(record),
    })
  }

  #look(record: JsonRecord): void {
    const { bytes, offset, holes, within, key, index, pointer } = record
    const parsed = parseJson(bytes, offset, holes === undefined ? {} : { holes })
    if ('problem' in parsed) {
      const { problem } = parsed
      this.#elements.fail(problem.code, problem.offset, problem.message, pointer)
      return
    }
    if (key === '@context' && within === undefined) {
      const news = this.#terms.addContext(parsed.node)
      const late = this.#begun && this.#elements.pass === 1
      if (news && late && this.#misread === 'no') this.#misread = 'yes'
      return
    }
    this.#begun = true
    const node = this.#terms.plain(parsed.node)
    const name = this.#terms.nameOf(key)
    if (within === undefined && TERMS.has(name))
      this.#addAlone({ key: name, spelt: key }, index, node, pointer)
    else this.#elements.add(node, pointer, name !== '@graph')
  }

  #addAlone(
    { key, spelt }: Pick<Member, 'key' | 'spelt'>,
    index: number | null,
    value: Node,
    pointer: string,
  ): void {
    const { start, end } = value
    const last = this.#alone.at(-1)
    if (index !== null && last?.spelt === spelt && last?.value.type === 'array') {
      const list: Node = { ...last.value, elements: [...last.value.elements, value], end }
      this.#alone[this.#alone.length - 1] = { ...last, value: list }
      return
    }
    const whole: Node = index === null ? value : { type: 'array', elements: [value], start, end }
    this.#alone.push({
      key,
      ...(spelt !== undefined && { spelt }),
      keyRegion: { start, end: start },
      value: whole,
    })
    this.#aloneAt = pointer
      .split('/')
      .slice(0, index === null ? -1 : -2)
      .join('/')
  }

  /** A root without a graph is an element, or an object that says nothing here. */
  #endRoot(): void {
    const [first] = this.#alone
    if (first === undefined) return
    const last = this.#alone.at(-1)!
    const node: ObjectNode = {
      type: 'object',
      members: this.#alone,
      start: first.value.start,
      end: last.value.end,
    }
    this.#alone = []
    this.#elements.add(node, this.#aloneAt)
  }
}
