import { parseJson, readableIn } from '../../syntax/json/parse.ts'
import {
  createSplitter,
  type JsonRecord,
  type Splitter,
  type SplitterProblem,
  type SplitterResult,
} from '../../syntax/json/splitter.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import type { Sought } from '../links/sought.ts'
import { WRAPPERS } from './json-head.ts'
import { Terms } from './json-ld.ts'
import { TERMS } from './spdx3.ts'

/** What takes the elements of an SPDX 3 document in JSON-LD. */
export interface ElementTaker {
  /** `nested`: it stands in another element. */
  onElement(element: Node, pointer: string, nested: boolean): void
  onProblem?(problem: SplitterProblem, pointer: string): void
  /** Hears where each root begins. */
  onRoot(offset: number): void
  /** Hears each key of a root, by the name that SPDX has for it. */
  onRootMember(name: string): void
}

/**
 * Finds the elements of SPDX 3 in JSON-LD, under SPDX's names however they are spelt: in a graph, in lists of other
 * names, as roots of their own. It can be begun again for a further pass.
 */
export class Spdx3Splitter {
  readonly terms = new Terms()
  readonly #taker: ElementTaker
  readonly #splitLimit: number | undefined
  #splitter: Splitter | null = null
  /** Members of a root that is an element itself, and where it stands. */
  #alone: Member[] = []
  /** Elements of the last of them, where that is a list. */
  #list: Node[] = []
  #aloneAt = ''
  /** Whether the document's context gives keys and types other names: then no literal shows what a record is. */
  #renamed: 'no' | 'yes' | 'known' = 'no'

  /** `splitLimit`: see `SplitterOptions`. */
  constructor(taker: ElementTaker, splitLimit?: number) {
    this.#taker = taker
    this.#splitLimit = splitLimit
  }

  /** Begins a pass over the document. */
  begin(sought: Sought): void {
    this.#splitter = createSplitter({
      ...(this.#renamed === 'no' ? sought : EVERYTHING),
      always: ALWAYS,
      countedKeys: [],
      wrappers: WRAPPERS,
      roots: 'many',
      ...(this.#splitLimit !== undefined && { splitLimit: this.#splitLimit }),
      onRoot: (_, offset) => {
        this.#endRoot()
        this.#taker.onRoot(offset)
      },
      onRootMember: (key) => this.#taker.onRootMember(this.terms.nameOf(key)),
      onRecord: (record) => this.#look(record),
    })
  }

  write(chunk: Uint8Array): void {
    this.#splitter?.write(chunk)
  }

  /** `renamed`: the document came to give things other names, and the pass has to be begun again. */
  end(): SplitterResult | 'renamed' {
    const result = this.#splitter!.end()
    this.#endRoot()
    if (this.#renamed !== 'yes') return result
    this.#renamed = 'known'
    return 'renamed'
  }

  #look(record: JsonRecord): void {
    const { bytes, offset, holes, within, key, pointer, broken } = record
    const parsed = parseJson(bytes, offset, holes === undefined ? {} : { holes })
    if ('problem' in parsed && broken === undefined) this.#taker.onProblem?.(parsed.problem, pointer)
    const read = readableIn(parsed)
    if (read === undefined) return
    if (key === '@context' && within === undefined) {
      if (this.terms.addContext(read) && this.#renamed === 'no') this.#renamed = 'yes'
      return
    }
    const node = this.terms.plain(read)
    const name = this.terms.nameOf(key)
    const own = within === undefined
    if (own && TERMS.has(name)) this.#addAlone(name, record, node)
    else this.#taker.onElement(node, pointer, name !== '@graph')
    if (own && REFERENCES.has(name)) this.#addAlone(name, record, referenceTo(node))
  }

  #addAlone(key: string, { key: spelt, index, pointer }: JsonRecord, value: Node): void {
    const { start, end } = value
    if (index !== null && index > 0 && this.#alone.at(-1)?.spelt === spelt) this.#list.push(value)
    else {
      this.#list = [value]
      const whole: Node = index === null ? value : { type: 'array', elements: this.#list, start, end }
      this.#alone.push({ key, spelt, keyRegion: { start, end: start }, value: whole })
    }
    this.#aloneAt = pointer
      .split('/')
      .slice(0, index === null ? -1 : -2)
      .join('/')
  }

  /** A root without a graph is an element, or an object that says nothing here. */
  #endRoot(): void {
    const [first] = this.#alone
    if (first === undefined) return
    const { start } = first.value
    const { end } = this.#alone.at(-1)!.value
    const element: ObjectNode = { type: 'object', members: this.#alone, start, end }
    this.#alone = []
    this.#taker.onElement(element, this.#aloneAt, false)
  }
}

const EVERYTHING: Sought = { literals: null, triggers: [] }

/** Members of an element that name others, which can stand in it; there can be very many. */
const REFERENCES: ReadonlySet<string> = new Set(['rootElement', 'from', 'to'])

/** What is kept of an element until the one around it is over. */
function referenceTo(node: Node): Node {
  if (node.type === 'array') return { ...node, elements: node.elements.map(referenceTo) }
  if (node.type !== 'object') return node
  return { ...node, members: node.members.filter(({ key }) => key === 'spdxId') }
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
  ...[...TERMS, ...REFERENCES].flatMap((term) => SPELLINGS.map((before) => `${before}${term}`)),
]
