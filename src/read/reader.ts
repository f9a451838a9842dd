import type { Item } from '../model/item.ts'
import type { Problem } from '../model/problem.ts'
import type { DocumentSummary } from '../model/source.ts'
import type { LineAnchor } from '../syntax/lines.ts'
import type { LinkReader, LinkSink } from './links/link-reader.ts'

/**
 * A push parser for one document: `write` the decoded UTF-8 bytes in chunks of any size, then `end`.
 * It never throws for what a document holds: trouble becomes problems.
 */
export interface Reader {
  write(chunk: Uint8Array): void
  /** `again`: open the document once more and write it from the start. */
  end(): DocumentSummary | 'again'
}

/** Where a reader puts what it reads. */
export interface ReaderHandlers {
  onItem(item: Item): void
  onProblem(problem: Problem): void
  /** Hears where lines begin that the reader came to know, before the items that stand after them. */
  onLine?(line: LineAnchor): void
}

/** What a reader is told. */
export interface ReaderOptions {
  /**
   * Runs of ASCII letters and digits, folded to lower case, one of which every record holds that could matter;
   * `null`: look into every record.
   */
  readonly literals: readonly string[] | null
  /**
   * References of the items that alone are asked for, and of them only what they are called and where; a reader may
   * give others, too.
   */
  readonly refs?: ReadonlySet<string>
}

/** A format that can be read. */
export interface Format {
  /** Such as `cyclonedx-json`. */
  readonly id: string
  /**
   * Whether a document is of this format, from the first bytes of its UTF-8 stream. `more`: not decided yet;
   * at the end of the document `more` counts as `no`.
   */
  recognise(head: Uint8Array, atEnd: boolean): 'yes' | 'no' | 'more'
  open(handlers: ReaderHandlers, options: ReaderOptions): Reader
  /** Reads how the items of such a document hang together; absent where the format does not say. */
  openLinks?(sink: LinkSink): LinkReader
}
