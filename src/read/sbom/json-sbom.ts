import type { Item } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter, type JsonRecord, type SplitterResult } from '../../syntax/json/splitter.ts'
import type { Node } from '../../syntax/node.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import type { Grammar } from './grammar.ts'
import { type JsonHead, readJsonHead } from './json-head.ts'
import { type Draft, finish, newDraft, type Path, walk } from './walk.ts'

/** What the reader of one SBOM format in JSON is made from. */
export interface JsonSbom {
  readonly id: string
  readonly grammar: Grammar
  /** Type of the root object. */
  readonly root: string
  /** Keys of the root that are always looked into and given to `describe`. */
  readonly head: readonly string[]
  readonly counted: readonly string[]
  readonly triggers: readonly string[]
  /** Whether a document whose root begins like this is of the format. */
  recognise(head: JsonHead): 'yes' | 'no' | 'more'
  describe(head: ReadonlyMap<string, Node>): Description
  /** Number of items, from the splitter's counts; `any`: whether there is anything at all to look at. */
  count(counts: SplitterResult['counts']): { readonly items: number; readonly any: boolean }
}

/** What a document says of itself. */
export interface Description {
  /** Name and version of the format. */
  readonly format: string
  readonly generator?: string
  /** What is doubtful about the version. */
  readonly problem?: Problem
  /** True when the document names the thing that it describes, so that it is not empty without a list. */
  readonly subject?: true
}

/** The format of an SBOM in JSON. */
export function jsonSbomFormat(sbom: JsonSbom): Format {
  return {
    id: sbom.id,
    recognise: (bytes, atEnd) => {
      const head = readJsonHead(bytes, atEnd)
      return head === null ? 'no' : sbom.recognise(head)
    },
    open: (handlers, options) => new JsonSbomReader(sbom, handlers, options),
  }
}

class JsonSbomReader implements Reader {
  private readonly sbom: JsonSbom
  private readonly handlers: ReaderHandlers
  private readonly splitter
  private readonly head = new Map<string, Node>()
  private readonly keys = new Set<string>()
  private readonly warned = new Set<string>()
  private document: Draft
  private description: Description | null = null
  private damaged = false

  constructor(sbom: JsonSbom, handlers: ReaderHandlers, options: ReaderOptions) {
    this.sbom = sbom
    this.handlers = handlers
    this.document = newDraft('software', 0)
    this.splitter = createSplitter({
      literals: options.literals,
      triggers: sbom.triggers,
      always: sbom.head,
      countedKeys: sbom.counted,
      wrappers: ['predicate'],
      roots: 'many',
      onRoot: (index) => {
        if (index > 0) this.endRoot()
      },
      onRootMember: (key, offset, pointer) => this.checkKey(key, offset, pointer),
      onRecord: (record) => this.look(record),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const result = this.splitter.end()
    this.endRoot()
    const troubles = [...(result.problem === null ? [] : [result.problem]), ...result.skipped]
    for (const { code, offset, message } of troubles) {
      this.handlers.onProblem({ code, severity: 'error', message, span: { offset, length: 1 } })
    }
    const { items, any } = this.sbom.count(result.counts)
    if (!any && this.description?.subject !== true && result.problem === null)
      this.handlers.onProblem(noItems())
    const { format = '', generator } = this.description ?? {}
    const partial = troubles.length > 0 || this.damaged
    return {
      format,
      context: 'product',
      state: partial ? 'partial' : 'whole',
      items,
      records: result.records,
      lookedInto: result.lookedInto,
      ...(generator !== undefined && { generator }),
    }
  }

  private checkKey(key: string, offset: number, pointer: string): void {
    const place = `${pointer}/${key}`
    if (!this.keys.has(place)) {
      this.keys.add(place)
      return
    }
    this.warn({
      code: 'duplicate-key',
      severity: 'warning',
      message: `the key "${key}" stands more than once in the document's root; every value was read`,
      span: { offset, length: key.length, pointer: place },
    })
  }

  private look(record: JsonRecord): void {
    const parsed = parseJson(record.bytes, record.offset, record.holes === undefined ? {} : { holes: record.holes })
    if ('problem' in parsed) {
      this.damaged = true
      const { code, offset, message } = parsed.problem
      const span = { offset, length: 1, pointer: record.pointer }
      this.handlers.onProblem({ code, severity: 'error', message, span })
      return
    }
    const { node } = parsed
    if (this.sbom.head.includes(record.key)) this.head.set(record.key, node)
    const drafts: Draft[] = []
    const scene = { grammar: this.sbom.grammar, style: 'json' as const, drafts, onProblem: this.warn }
    const path: Path = record.pointer
    walk(scene, this.sbom.root, record.key, record.index !== null, node, path, this.document)
    for (const draft of drafts) this.give(finish(draft))
  }

  /** One document of the stream is over: what was said of it as a whole is an item, too. */
  private endRoot(): void {
    if (this.description === null) {
      this.description = this.sbom.describe(this.head)
      if (this.description.problem !== undefined) this.handlers.onProblem(this.description.problem)
    }
    this.give(finish(this.document))
    this.document = newDraft('software', 0)
    this.head.clear()
    this.keys.clear()
  }

  private give(item: Item | null): void {
    if (item !== null) this.handlers.onItem(item)
  }

  /** Says the same thing once. */
  private readonly warn = (problem: Problem): void => {
    const key = `${problem.code} ${problem.message}`
    if (this.warned.has(key)) return
    this.warned.add(key)
    this.handlers.onProblem(problem)
  }
}

function noItems(): Problem {
  return {
    code: 'no-items',
    severity: 'warning',
    message: 'the document lists no component, package or service',
    hint: 'Check how it was made: there was nothing in it to look at, which is not a good answer.',
  }
}
