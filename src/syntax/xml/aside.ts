import type { ProblemCode } from '../../model/problem.ts'
import { isSpace } from './text.ts'

/** Trouble and where it is. */
export interface AsideProblem {
  readonly code: Extract<ProblemCode, 'syntax' | 'unsupported-format'>
  readonly offset: number
  readonly message: string
}

/** What stands in `<…>` and is no tag: a comment, a CDATA section, a processing instruction, the document type. */
export class Aside {
  over = true
  problem: AsideProblem | null = null
  #phase: 'opening' | 'skipping' | 'type' = 'opening'
  #cdata = false
  /** Where its `<` stands. */
  #start = 0
  /** The letters behind `<!`, until they tell what it is. */
  #opening = ''
  /** What ends it: the byte before `>`, how often it stands there, and where it stands at the earliest. */
  #endByte = 0
  #endTimes = 0
  #contentStart = 0
  /** Offset behind the one before. */
  #lastEnd = -1
  /** The last two bytes of the chunk before. */
  #before: readonly [number, number] = [0, 0]

  /** Whether it is a CDATA section, whose content is being read. */
  get isText(): boolean {
    return this.#cdata
  }

  /** Begins with the `!` or `?` behind the `<` at offset `start`. */
  begin(byte: number, start: number): void {
    this.over = false
    this.#cdata = false
    this.#start = start
    this.#opening = ''
    if (byte === QUESTION_MARK) this.#skip(QUESTION_MARK, 1, start + 2)
    else this.#phase = 'opening'
  }

  /**
   * Whether it could stand inside a word: neither a tag nor space is before its `<`, which stands at index `at` of the
   * chunk. One behind another joins what is around both.
   */
  standsInWord(chunk: Uint8Array, at: number): boolean {
    const byte = this.#byteAt(chunk, at - 1)
    return this.#start === this.#lastEnd || !(byte === GREATER_THAN || isSpace(byte))
  }

  /** Reads on from index `from`, and stops where its content begins and where it is over. */
  read(chunk: Uint8Array, from: number, base: number, where: AsidePlace): number {
    switch (this.#phase) {
      case 'opening':
        return this.#readOpening(chunk, from, base, where)
      case 'type':
        return this.#readType(chunk, from, base)
      case 'skipping':
        return this.#readContent(chunk, from, base)
    }
  }

  /** A chunk is over. */
  endChunk(chunk: Uint8Array): void {
    this.#before = [this.#byteAt(chunk, chunk.length - 2), this.#byteAt(chunk, chunk.length - 1)]
  }

  #readOpening(chunk: Uint8Array, from: number, base: number, where: AsidePlace): number {
    this.#opening += String.fromCharCode(chunk[from]!)
    const opening = this.#opening
    const behind = from + 1
    if (opening === COMMENT) this.#skip(DASH, 2, base + behind)
    else if (opening === CDATA) {
      if (where !== 'inside') this.#fail('syntax', this.#start, 'Text stands outside the root element.')
      this.#cdata = true
      this.#skip(CLOSE_BRACKET, 2, base + behind)
    } else if (opening === DOCTYPE && where === 'before') this.#phase = 'type'
    else if (opening === DOCTYPE || !OPENINGS.some((known) => known.startsWith(opening))) {
      this.#fail('syntax', this.#start, 'A declaration stands inside the document.')
    }
    return behind
  }

  #readType(chunk: Uint8Array, from: number, base: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === OPEN_BRACKET) {
        const message =
          'The document type has declarations of its own, which could be entities; it is refused.'
        this.#fail('unsupported-format', base + at, message)
        return at
      }
      if (byte === GREATER_THAN) {
        this.#end(base + at + 1)
        return at + 1
      }
    }
    return chunk.length
  }

  #readContent(chunk: Uint8Array, from: number, base: number): number {
    const at = chunk.indexOf(GREATER_THAN, from)
    if (at === -1) return chunk.length
    const ends =
      this.#byteAt(chunk, at - 1) === this.#endByte &&
      (this.#endTimes === 1 || this.#byteAt(chunk, at - 2) === this.#endByte)
    if (ends && base + at - this.#endTimes >= this.#contentStart) this.#end(base + at + 1)
    return at + 1
  }

  #skip(endByte: number, endTimes: number, contentStart: number): void {
    this.#phase = 'skipping'
    this.#endByte = endByte
    this.#endTimes = endTimes
    this.#contentStart = contentStart
  }

  #end(behind: number): void {
    this.over = true
    this.#lastEnd = behind
  }

  #byteAt(chunk: Uint8Array, index: number): number {
    if (index >= 0) return chunk[index]!
    return this.#before[index + 2] ?? 0
  }

  #fail(code: AsideProblem['code'], offset: number, message: string): void {
    this.problem = { code, offset, message }
  }
}

/** Where in a document it stands: before the root element, inside it, or behind it. */
export type AsidePlace = 'before' | 'inside' | 'behind'

const COMMENT = '--'
const CDATA = '[CDATA['
const DOCTYPE = 'DOCTYPE'
const OPENINGS: readonly string[] = [COMMENT, CDATA, DOCTYPE]
const DASH = 0x2d
const QUESTION_MARK = 0x3f
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const GREATER_THAN = 0x3e
