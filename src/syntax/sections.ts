import type { ProblemCode } from '../model/problem.ts'
import { ByteStore } from './byte-store.ts'
import { compileSearch, type Search } from './search.ts'

/** Lines of a text that belong together: from one that begins a section to the next. */
export interface Section {
  /** Valid during the call only. */
  readonly bytes: Uint8Array
  readonly offset: number
  /** What the first line begins; `''` for what stands at the head of the text. */
  readonly name: string
  /** Which section of that name it is, counted from 0. */
  readonly index: number
}

/** How a format made of lines tells where its sections begin. */
export interface SectionRules {
  /**
   * Looks at one line after the other, `bytes[from]` up to but not including `bytes[to]`, at `offset` of the text.
   * The name of the section that it begins; `null`: it belongs to the section before.
   */
  begins(bytes: Uint8Array, from: number, to: number, offset: number): string | null
  /** What is wrong when the text ends here. */
  end?(): SectionProblem | null
}

/** What a splitter is told. */
export interface SectionSplitterOptions {
  /** Runs of ASCII letters and digits one of which every section holds that could matter; `null`: all do. */
  readonly literals: readonly string[] | null
  /** Further ASCII literals, the reader's own. */
  readonly triggers?: readonly string[]
  readonly rules: SectionRules
  /** Names whose sections nobody looks into. */
  readonly ignored?: readonly string[]
  /** Names whose sections are looked into in any case; the head always is. */
  readonly always?: readonly string[]
  /** Bytes above which a section, or a line, is not looked into but reported. Default 64 MiB. */
  readonly sectionLimit?: number
  onSection(section: Section): void
}

/** What splitting a text came to. */
export interface SectionSplitterResult {
  readonly records: number
  readonly lookedInto: number
  /** Number of sections by name. */
  readonly counts: Readonly<Record<string, number>>
  readonly problems: readonly SectionProblem[]
}

/** Trouble and where it is. */
export interface SectionProblem {
  readonly code: Extract<ProblemCode, 'truncated' | 'too-large' | 'syntax'>
  readonly offset: number
  readonly message: string
}

/** Takes a text in chunks of any size and finds the sections that matter, without holding more than one. */
export interface SectionSplitter {
  write(chunk: Uint8Array): void
  end(): SectionSplitterResult
}

/** Makes a splitter of text made of lines. */
export function createSectionSplitter(options: SectionSplitterOptions): SectionSplitter {
  return new Splitter(options)
}

const LINE_FEED = 0x0a
const SECTION_LIMIT = 64 * 1024 * 1024

class Splitter implements SectionSplitter {
  private readonly options: SectionSplitterOptions
  private readonly limit: number
  private readonly ignored: ReadonlySet<string>
  private readonly always: ReadonlySet<string>
  private readonly counts = new Map<string, number>()
  private readonly literals: Search
  private readonly problems: SectionProblem[] = []

  /** Offset of the block that is being read. */
  private base = 0
  /** The beginning of a line whose end has not come. */
  private readonly line = new ByteStore()
  private lineDropped = false

  private name = ''
  private wanted = true
  private found = true
  private state = 0
  private sectionOffset = 0
  private readonly held = new ByteStore()
  private dropped = false
  private records = 0
  private lookedInto = 0

  constructor(options: SectionSplitterOptions) {
    this.options = options
    this.limit = options.sectionLimit ?? SECTION_LIMIT
    this.ignored = new Set(options.ignored)
    this.always = new Set(options.always)
    this.literals = compileSearch([...(options.literals ?? []), ...(options.triggers ?? [])])
  }

  write(chunk: Uint8Array): void {
    const first = chunk.indexOf(LINE_FEED)
    if (first === -1) {
      this.keepLine(chunk)
      return
    }
    let from = 0
    if (this.line.length > 0 || this.lineDropped) {
      this.keepLine(chunk.subarray(0, first + 1))
      from = first + 1
      this.readLine()
    }
    const to = chunk.lastIndexOf(LINE_FEED) + 1
    if (from < to) this.readBlock(chunk.subarray(from, to))
    if (to < chunk.length) this.keepLine(chunk.subarray(to))
  }

  end(): SectionSplitterResult {
    this.readLine()
    const problem = this.options.rules.end?.()
    if (problem) this.problems.push(problem)
    this.endSection(new Uint8Array(0))
    const { records, lookedInto, problems } = this
    return { records, lookedInto, counts: Object.fromEntries(this.counts), problems }
  }

  private keepLine(bytes: Uint8Array): void {
    if (this.line.length + bytes.length > this.limit) {
      if (!this.lineDropped) {
        const offset = this.base
        this.problems.push({
          code: 'too-large',
          offset,
          message: `A line is longer than ${this.limit} bytes.`,
        })
      }
      this.base += this.line.length + bytes.length
      this.line.clear()
      this.lineDropped = true
    } else if (this.lineDropped) this.base += bytes.length
    else this.line.add(bytes)
  }

  /** Reads the line that stood across chunks. */
  private readLine(): void {
    if (this.line.length > 0) this.readBlock(this.line.bytes())
    this.line.clear()
    this.lineDropped = false
  }

  /** Reads whole lines. */
  private readBlock(block: Uint8Array): void {
    const { rules } = this.options
    let sectionStart = 0
    for (let at = 0; at < block.length; ) {
      const feed = block.indexOf(LINE_FEED, at)
      const lineEnd = feed === -1 ? block.length : feed
      const name = rules.begins(block, at, lineEnd, this.base + at)
      if (name !== null) {
        this.endSection(block.subarray(sectionStart, at))
        sectionStart = at
        this.startSection(name, this.base + at)
      }
      at = lineEnd + 1
    }
    this.keepSection(block.subarray(sectionStart))
    this.base += block.length
  }

  private startSection(name: string, offset: number): void {
    this.name = name
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    this.sectionOffset = offset
    this.wanted = !this.ignored.has(name)
    this.found = this.options.literals === null || this.always.has(name)
    this.state = 0
    this.dropped = false
  }

  private endSection(bytes: Uint8Array): void {
    this.search(bytes)
    const { name } = this
    if (name !== '') this.records++
    if (this.wanted && this.found && !this.dropped) {
      const whole = this.held.length === 0 ? bytes : this.held.add(bytes).bytes()
      if (name !== '') this.lookedInto++
      const index = (this.counts.get(name) ?? 1) - 1
      this.options.onSection({ bytes: whole, offset: this.sectionOffset, name, index })
    }
    this.held.clear()
  }

  private keepSection(bytes: Uint8Array): void {
    if (!this.wanted || this.dropped) return
    this.search(bytes)
    if (this.held.length + bytes.length <= this.limit) {
      this.held.add(bytes)
      return
    }
    this.dropped = true
    this.held.clear()
    const message = `A section is larger than ${this.limit} bytes; it was not looked into.`
    this.problems.push({ code: 'too-large', offset: this.sectionOffset, message })
  }

  private search(bytes: Uint8Array): void {
    if (this.found || !this.wanted) return
    const { classOf, next } = this.literals
    let { state } = this
    for (let at = 0; at < bytes.length; at++) {
      state = next[state + classOf[bytes[at]!]!]!
      if (state < 0) {
        this.found = true
        return
      }
    }
    this.state = state
  }
}
