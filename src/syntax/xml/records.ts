import type { ProblemCode } from '../../model/problem.ts'
import type { KeptBytes } from './kept-bytes.ts'
import { declarationsOf, type XmlScope } from './parse.ts'

/**
 * A piece of an XML document that is looked into by itself: a child of the root or, where that child is a list,
 * one of its children.
 */
export interface XmlRecord {
  /** From the `<` of its start tag to the `>` of its end tag; valid during the call only. */
  readonly bytes: Uint8Array
  /** Offset of `bytes[0]` in the document. */
  readonly offset: number
  /** Local name of the list that it stands in; `''` for a child of the root. */
  readonly list: string
  /** Its own local name. */
  readonly name: string
  /** Its index among the elements of its list; 0 for a child of the root. */
  readonly index: number
  /** Namespaces around it; those of the root are home. */
  readonly scope: XmlScope
}

/** Trouble and where it is. */
export interface XmlSplitterProblem {
  readonly code: Extract<
    ProblemCode,
    'empty' | 'truncated' | 'syntax' | 'too-deep' | 'too-large' | 'record-skipped' | 'unsupported-format'
  >
  readonly offset: number
  readonly message: string
}

/** Which elements are records. */
export interface RecordOptions {
  readonly literals: readonly string[] | null
  readonly lists: readonly string[]
  readonly always?: readonly string[]
  onRecord(record: XmlRecord): void
}

/** The records of a document: where one begins, whether it matters, and what it stands in. */
export class Records {
  /** Depth of the record that is being read; below zero: none is. */
  depth = -1
  /** Whether the present record matters. */
  found = false
  /** Records so far, those that mattered, and those that were passed over. */
  count = 0
  lookedInto = 0
  readonly skipped: XmlSplitterProblem[] = []
  readonly #options: RecordOptions
  readonly #lists: ReadonlySet<string>
  readonly #always: ReadonlySet<string>
  #scope: XmlScope = { prefixes: new Map(), home: null }
  #listScope: XmlScope = this.#scope
  #list = ''
  #index = 0
  #name = ''

  constructor(options: RecordOptions) {
    this.#options = options
    this.#lists = new Set(options.lists)
    this.#always = new Set(options.always)
  }

  /** Whether it is still to be found out whether the present record matters. */
  get searching(): boolean {
    return !this.found && this.depth >= 0
  }

  /** The start tag of the root, whose name has this prefix; gives its namespace. */
  openRoot(tag: Uint8Array, prefix: string): string {
    const prefixes = declarationsOf(tag, new Map())
    const home = prefixes.get(prefix) ?? ''
    this.#scope = { prefixes, home }
    return home
  }

  /** An element begins that stands in no record: it is a list, or a record. */
  enter(depth: number, name: string): void {
    if (depth === 1 && this.#lists.has(name)) {
      this.#list = name
      return
    }
    this.depth = depth
    this.#name = name
    this.found = this.#options.literals === null || (depth === 1 && this.#always.has(name))
  }

  /** The start tag of a list. */
  openList(tag: Uint8Array): void {
    this.#index = 0
    this.#listScope = { prefixes: declarationsOf(tag, this.#scope.prefixes), home: this.#scope.home }
  }

  closeList(): void {
    this.#list = ''
  }

  /** The present record ends before index `behind` of the chunk. */
  end(kept: KeptBytes, chunk: Uint8Array, behind: number, base: number): void {
    this.count++
    const bytes = kept.stop(chunk, behind)
    const inList = this.depth === 2
    const index = inList ? this.#index++ : 0
    this.depth = -1
    if (!this.found) return
    if (kept.tooLarge) {
      const message = `A record is larger than ${kept.limit} bytes; it was not looked into.`
      this.skipped.push({ code: 'too-large', offset: base + behind, message })
      return
    }
    this.lookedInto++
    this.#options.onRecord({
      bytes,
      offset: base + behind - bytes.length,
      list: inList ? this.#list : '',
      name: this.#name,
      index,
      scope: inList ? this.#listScope : this.#scope,
    })
  }
}
