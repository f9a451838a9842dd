import type { DocumentSummary } from '../../model/source.ts'
import type { SplitterResult } from '../../syntax/json/splitter.ts'
import { type Sought, soughtBy } from '../links/sought.ts'
import { openSpdx3JsonLinks } from '../links/spdx3.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { readJsonHead, WRAPPERS } from './json-head.ts'
import { Roots } from './roots.ts'
import { SPDX_TRIGGERS } from './spdx.ts'
import { AGENT_TRIGGERS, PACKAGE_TRIGGERS, TERMS } from './spdx3.ts'
import { Spdx3Elements } from './spdx3-elements.ts'
import { Spdx3Splitter } from './spdx3-splitter.ts'

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
  openLinks: openSpdx3JsonLinks,
}

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

const FIRST_TRIGGERS: readonly string[] = [...AGENT_TRIGGERS, ...SPDX_TRIGGERS]
const SECOND_TRIGGERS: readonly string[] = [...PACKAGE_TRIGGERS, ...SPDX_TRIGGERS]

class Spdx3Reader implements Reader {
  readonly #options: ReaderOptions
  readonly #splitter: Spdx3Splitter
  readonly #elements: Spdx3Elements
  #roots = new Roots(KNOWN, FOREIGN)

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.#options = options
    this.#splitter = new Spdx3Splitter({
      onElement: (element, pointer, nested) => this.#elements.add(element, pointer, nested),
      onProblem: ({ code, offset, message }, pointer) => this.#elements.fail(code, offset, message, pointer),
      onRoot: (offset) => this.#roots.begin(offset),
      onRootMember: (name) => this.#roots.seeKey(name),
    })
    this.#elements = new Spdx3Elements(handlers, options, this.#splitter.terms, 'json')
    this.#begin()
  }

  write(chunk: Uint8Array): void {
    this.#splitter.write(chunk)
  }

  end(): DocumentSummary | 'again' {
    const result = this.#splitter.end()
    if (result !== 'renamed' && this.#elements.pass === 2) return this.#summary(result)
    if (result !== 'renamed') this.#elements.endFirstPass()
    this.#begin()
    return 'again'
  }

  #begin(): void {
    this.#roots = new Roots(KNOWN, FOREIGN)
    this.#splitter.begin(this.#sought())
  }

  #sought(): Sought {
    return soughtBy(this.#options, this.#elements.pass === 1 ? FIRST_TRIGGERS : SECOND_TRIGGERS, '"')
  }

  #summary({ problem, skipped, records, lookedInto }: SplitterResult): DocumentSummary {
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.#elements.fail(trouble.code, trouble.offset, trouble.message)
    }
    this.#roots.tell(this.#elements)
    return this.#elements.summary('JSON-LD', { records, lookedInto })
  }
}
