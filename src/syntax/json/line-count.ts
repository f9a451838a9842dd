import type { LineAnchor } from '../lines.ts'

const LF = 0x0a
const CR = 0x0d

/**
 * Counts lines while a document is split, for line breaks cost next to nothing there. It knows LF and CRLF; after a
 * CR alone it does not say anything more.
 */
export class LineCount {
  /** Number of the current line. */
  lines = 1
  /** Offset of its first byte. */
  start = 0
  /** Offset of a CR whose LF has not come yet, or -1. */
  private pending = -1
  private sure = true
  private saved = { lines: 1, start: 0, pending: -1 }

  /** Takes notice of a control character at an offset. */
  take(byte: number, offset: number): void {
    if (byte === LF) {
      if (this.pending !== -1 && this.pending !== offset - 1) this.sure = false
      this.pending = -1
      this.lines++
      this.start = offset + 1
    } else if (byte === CR) {
      if (this.pending !== -1) this.sure = false
      this.pending = offset
    }
  }

  /** Says that lines end in CR alone. */
  lose(): void {
    this.sure = false
  }

  /** The current line; `null` when that is not known. */
  get line(): LineAnchor | null {
    return this.sure && this.pending === -1 ? { offset: this.start, line: this.lines } : null
  }

  /** Keeps what holds where a record begins. */
  save({ lines, start }: { readonly lines: number; readonly start: number } = this): void {
    this.saved.lines = lines
    this.saved.start = start
    this.saved.pending = this.pending
  }

  /** Goes back to what was saved, for bytes that are read again. */
  restore(): void {
    this.lines = this.saved.lines
    this.start = this.saved.start
    this.pending = this.saved.pending
  }
}
