import type { DocumentSummary } from '../../model/source.ts'
import { parseJson, readableIn } from '../../syntax/json/parse.ts'
import {
  createSplitter,
  type JsonRecord,
  type Splitter,
  type SplitterResult,
} from '../../syntax/json/splitter.ts'
import type { Node } from '../../syntax/node.ts'
import { openJsonLinks } from '../links/json-links.ts'
import type { LinkGrammar } from '../links/link-reader.ts'
import { soughtBy } from '../links/sought.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly, type Description } from './assembly.ts'
import type { Grammar } from './grammar.ts'
import { type JsonHead, readJsonHead, WRAPPERS } from './json-head.ts'
import { Roots } from './roots.ts'

/** What the reader of one SBOM format in JSON is made from. */
export interface JsonSbom {
  readonly id: string
  readonly grammar: Grammar
  /** Type of the root object. */
  readonly root: string
  /** Keys of the root that are always looked into and given to `describe`. */
  readonly head: readonly string[]
  readonly counted: readonly string[]
  /** Keys of a root by which a document of another format shows itself. */
  readonly foreign: readonly string[]
  readonly triggers: readonly string[]
  /** Whether a document whose root begins like this is of the format. */
  recognise(head: JsonHead): 'yes' | 'no' | 'more'
  readonly links: LinkGrammar
  /**
   * Keys of the root under which alone it stands how items hang together: `always`, or only where components stand
   * inside what stands there. Absent: anywhere.
   */
  readonly linkKeys?: Readonly<Record<string, 'always' | 'nested'>>
  describe(head: ReadonlyMap<string, Node>): Description
  /** Number of items, from the splitter's counts; `any`: whether there is anything at all to look at. */
  count(counts: SplitterResult['counts']): { readonly items: number; readonly any: boolean }
}

/** The format of an SBOM in JSON. */
export function jsonSbomFormat(sbom: JsonSbom): Format {
  return {
    id: sbom.id,
    recognise: (bytes, atEnd) => {
      // Most documents say in their first lines what they are; reading on only to be told again takes time.
      if (bytes.length > FIRST_LINES) {
        const head = readJsonHead(bytes.subarray(0, FIRST_LINES), false)
        if (head === null || sbom.recognise(head) === 'yes') return head === null ? 'no' : 'yes'
      }
      const head = readJsonHead(bytes, atEnd)
      return head === null ? 'no' : sbom.recognise(head)
    },
    open: (handlers, options) => new JsonSbomReader(sbom, handlers, options),
    openLinks: (sink) => openJsonLinks(sbom.links, sink),
  }
}

/** Bytes that are looked at first. */
const FIRST_LINES = 2048

/** Elements of arrays of a key, wherever they stand. */
export function countOf(counts: SplitterResult['counts'], key: string): number {
  let sum = 0
  for (const [name, count] of Object.entries(counts)) {
    if (name === key || name.endsWith(`/${key}`)) sum += count
  }
  return sum
}

class JsonSbomReader implements Reader {
  private readonly sbom: JsonSbom
  private readonly assembly: Assembly
  private readonly splitter: Splitter
  private readonly onLine: ReaderHandlers['onLine']
  private readonly head = new Map<string, Node>()
  private readonly keys = new Set<string>()
  private readonly links: { readonly key: string; readonly offset: number }[] = []
  private readonly roots: Roots
  /** Whether items alone are asked for: they are referred to where none stands. */
  private readonly itemsOnly: boolean

  constructor(sbom: JsonSbom, handlers: ReaderHandlers, options: ReaderOptions) {
    this.sbom = sbom
    this.itemsOnly = options.refs !== undefined
    this.onLine = handlers.onLine
    this.assembly = new Assembly(sbom.grammar, 'json', handlers)
    const known = [...Object.keys(sbom.grammar.types[sbom.root]!), ...sbom.head, ...WRAPPERS]
    this.roots = new Roots(known, sbom.foreign)
    this.splitter = createSplitter({
      ...soughtBy(options, sbom.triggers, '"'),
      always: sbom.head,
      countedKeys: this.itemsOnly ? [] : sbom.counted,
      wrappers: WRAPPERS,
      roots: 'many',
      onRoot: (index, offset) => {
        if (index > 0) this.endDocument()
        this.roots.begin(offset)
      },
      onRootMember: (key, offset, pointer) => this.checkKey(key, offset, pointer),
      onRecord: (record) => this.look(record),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { problem, skipped, counts, records, lookedInto } = this.splitter.end()
    this.endDocument()
    for (const trouble of problem === null ? skipped : [...skipped, problem]) {
      this.assembly.fail(trouble.code, trouble.offset, trouble.message)
    }
    this.roots.tell(this.assembly)
    const links = this.linkOffsets(counts)
    const summary = this.assembly.summary({ ...this.sbom.count(counts), records, lookedInto })
    return links === undefined ? summary : { ...summary, links }
  }

  private linkOffsets(counts: SplitterResult['counts']): readonly number[] | undefined {
    const { linkKeys: kinds } = this.sbom
    if (kinds === undefined || this.roots.count !== 1) return undefined
    const holdsItems = (key: string) =>
      Object.entries(counts).some(([of, n]) => n > 0 && of.startsWith(`${key}/`))
    return this.links
      .filter(({ key }) => kinds[key] === 'always' || holdsItems(key))
      .map(({ offset }) => offset)
  }

  private checkKey(key: string, offset: number, pointer: string): void {
    this.roots.seeKey(key)
    if (this.sbom.linkKeys !== undefined && Object.hasOwn(this.sbom.linkKeys, key))
      this.links.push({ key, offset })
    const place = `${pointer}/${key}`
    if (!this.keys.has(place)) {
      this.keys.add(place)
      return
    }
    this.assembly.warn({
      code: 'duplicate-key',
      severity: 'warning',
      message: `The key "${key}" stands more than once in the root of the document; every value was read.`,
      span: { offset, length: 1, pointer: place },
    })
  }

  private look(record: JsonRecord): void {
    const { bytes, offset, holes, within, key, index, pointer, line, broken } = record
    if (this.itemsOnly && !Object.hasOwn(this.sbom.grammar.types[this.sbom.root]!, key)) return
    if (line !== null) this.onLine?.(line)
    const parsed = parseJson(bytes, offset, holes === undefined ? {} : { holes })
    // That the document cannot be read beyond is told of the document.
    if ('problem' in parsed && broken === undefined) {
      const { problem } = parsed
      this.assembly.fail(problem.code, problem.offset, problem.message, pointer)
    }
    const node = readableIn(parsed)
    if (node === undefined) return
    if (within === undefined && this.sbom.head.includes(key)) this.head.set(key, node)
    const start = { type: this.sbom.root, element: index !== null, node, path: pointer }
    if (within === undefined) this.assembly.add({ ...start, keys: [key] })
    else this.assembly.addPart({ ...start, keys: [key, ...within] })
    if (this.itemsOnly) this.assembly.giveDocument()
  }

  private endDocument(): void {
    this.assembly.endDocument(this.sbom.describe(this.head))
    this.head.clear()
    this.keys.clear()
  }
}
