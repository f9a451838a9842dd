import type { Assembly } from './assembly.ts'

/** What is seen of the documents of a stream that is read in one format: they need not all be of it. */
export class Roots {
  /** Number of roots so far. */
  count = 0
  readonly #known: ReadonlySet<string>
  readonly #foreign: ReadonlySet<string>
  /** Where the first root of another format begins, and the first one of none. */
  #firstForeign: number | undefined
  #firstUnknown: number | undefined
  #begin = 0
  #seen: 'nothing' | 'known' | 'foreign' = 'known'

  /** `known`: keys of a document of the format. `foreign`: keys by which one of another format shows itself. */
  constructor(known: readonly string[], foreign: readonly string[]) {
    this.#known = new Set(known)
    this.#foreign = new Set(foreign)
  }

  begin(offset: number): void {
    this.#end()
    this.count++
    this.#begin = offset
    this.#seen = 'nothing'
  }

  /** Takes a key of the current root, or of an object that a root has around a document. */
  seeKey(key: string): void {
    if (this.#foreign.has(key)) {
      this.#seen = 'foreign'
      this.#firstForeign ??= this.#begin
    } else if (this.#seen === 'nothing' && this.#known.has(key)) this.#seen = 'known'
  }

  /** All is over: tells what was not read, if there is more than one root. */
  tell(assembly: Pick<Assembly, 'fail' | 'warn'>): void {
    this.#end()
    if (this.count < 2) return
    if (this.#firstForeign !== undefined) {
      const message =
        'The document that begins here is of another format than others in the stream and was not read as what it is: ' +
        'scan it by itself.'
      assembly.fail('record-skipped', this.#firstForeign, message)
    }
    if (this.#firstUnknown === undefined) return
    assembly.warn({
      code: 'record-skipped',
      severity: 'warning',
      message:
        'What begins here is no document of the kind that the stream holds; nothing was looked for in it.',
      span: { offset: this.#firstUnknown, length: 1 },
    })
  }

  #end(): void {
    if (this.#seen === 'nothing') this.#firstUnknown ??= this.#begin
    this.#seen = 'known'
  }
}
