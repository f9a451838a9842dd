import type { Item } from '../../model/item.ts'
import type { Problem, ProblemCode } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import type { ReaderHandlers } from '../reader.ts'
import type { Grammar } from './grammar.ts'
import { type Draft, finish, newDraft, type PathStyle, type Start, walk } from './walk.ts'

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

/** What was counted in a document. */
export interface Tally {
  readonly items: number
  readonly records: number
  readonly lookedInto: number
  /** Whether there is anything at all to look at. */
  readonly any: boolean
}

/**
 * Puts an SBOM together from its records, whatever it is written in: gives the items, gathers what is said of the
 * document as a whole, and remembers what could not be read.
 */
export class Assembly {
  private readonly grammar: Grammar
  private readonly style: PathStyle
  private readonly handlers: ReaderHandlers
  private readonly said = new Set<string>()
  private document: Draft = newDraft('software', 0)
  private description: Description | null = null
  private damaged = false

  constructor(grammar: Grammar, style: PathStyle, handlers: ReaderHandlers) {
    this.grammar = grammar
    this.style = style
    this.handlers = handlers
  }

  /** Takes a value; what it says of the item around it is said of the document. */
  add(start: Start): void {
    this.addTo(this.document, start)
  }

  /** Takes a value that was cut out of an item's object: what it says of that item is an item of its own. */
  addPart(start: Start): void {
    const around = newDraft('software', start.node.start)
    this.addTo(around, start)
    this.give(finish(around))
  }

  /** Something was not read. */
  fail(code: ProblemCode, offset: number, message: string, pointer?: string): void {
    this.damaged = true
    const span = { offset, length: 1, ...(pointer !== undefined && { pointer }) }
    this.handlers.onProblem({ code, severity: 'error', message, span })
  }

  /** Something is doubtful. The same thing is said once. */
  readonly warn = (problem: Problem): void => {
    const key = `${problem.code} ${problem.message}`
    if (this.said.has(key)) return
    this.said.add(key)
    this.handlers.onProblem(problem)
  }

  /**
   * A document is over: what was said of it as a whole is an item, too. The first one of a known version gives its name
   * to all; what stands before it in a stream need not be a document at all.
   */
  endDocument(description: Description): void {
    const known = this.description !== null && this.description.problem === undefined
    if (this.description === null || (!known && description.problem === undefined))
      this.description = description
    this.giveDocument()
  }

  /** Gives what has been said of the document as a whole so far. */
  giveDocument(): void {
    this.give(finish(this.document))
    this.document = newDraft('software', 0)
  }

  /** All is over. */
  summary(tally: Tally): DocumentSummary {
    const { format = '', generator, subject, problem } = this.description ?? {}
    if (problem !== undefined) this.handlers.onProblem(problem)
    if (!tally.any && subject !== true && !this.damaged) this.handlers.onProblem(NO_ITEMS)
    return {
      format,
      context: 'product',
      state: this.damaged ? 'partial' : 'whole',
      items: tally.items,
      ...(tally.items === 0 && tally.any && { othersAlone: true }),
      records: tally.records,
      lookedInto: tally.lookedInto,
      ...(generator !== undefined && { generator }),
    }
  }

  private addTo(around: Draft, start: Start): void {
    const drafts: Draft[] = []
    const scene = { grammar: this.grammar, style: this.style, drafts, onProblem: this.warn }
    walk(scene, start, around)
    for (const draft of drafts) this.give(finish(draft))
  }

  private give(item: Item | null): void {
    if (item !== null) this.handlers.onItem(item)
  }
}

const NO_ITEMS: Problem = {
  code: 'no-items',
  severity: 'warning',
  message: 'The document lists no component, package or service.',
}
