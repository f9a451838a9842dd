import type { Problem } from '../model/problem.ts'
import { createRowView, type Quoting, type Row } from './delimited-row.ts'

/** The bytes that commonly stand between the cells of a row: comma, semicolon, tab, vertical line. */
export const DELIMITERS = [0x2c, 0x3b, 0x09, 0x7c] as const

/** Bounds that keep a malformed document from filling the memory. */
export const LIMITS = {
  /** Longest cell in bytes; what is longer is cut. */
  cell: 1 << 20,
  /** Longest row in bytes; what follows up to the end of the line is not read. */
  row: 1 << 24,
  /** Most cells of a row, as in a spreadsheet; further ones are not read. */
  cells: 16_384,
  /** Most problems told of one document. */
  problems: 20,
} as const

/** What a splitter of delimited text is told. */
export interface DelimitedOptions {
  /** The byte between cells. */
  readonly delimiter: number
  /** Where in the document the first byte written stands. */
  readonly offset?: number
  onRow(row: Row): void
  onProblem(problem: Problem): void
}

/** A push splitter: `write` UTF-8 bytes in chunks of any size, then `end`. */
export interface DelimitedSplitter {
  write(chunk: Uint8Array): void
  end(): void
}

/** The delimiter that a first line `sep=;` declares, and the length of that line; `null` without one. */
export function declaredDelimiter(head: Uint8Array): { delimiter: number; length: number } | null {
  const line = /^"?sep=([!-/:-@[-`{-~\t])"?(?:\r\n|\r|\n|$)/i.exec(ascii(head.subarray(0, 16)))
  if (line === null || line[1] === '"') return null
  return { delimiter: line[1]!.charCodeAt(0), length: line[0].length }
}

/**
 * A splitter of comma-separated text (RFC 4180) and its kin: any delimiter, LF, CRLF and lone CR, also mixed;
 * quotes inside a cell that does not begin with one are text.
 *
 * A quote inside a quoted cell ends it only before a delimiter or a line end; otherwise it is text too. A cell
 * whose closing quote does not come, or that goes on over lines up to a quote which can only open one, is a
 * problem: its opening quote is then text, and reading goes on with the next line.
 */
export function createDelimitedSplitter(options: DelimitedOptions): DelimitedSplitter {
  const { delimiter, onRow } = options
  const problems = createProblemCounter(options.onProblem)

  // The row so far: absolute offsets of its cells between their quotes, and how each is quoted.
  const starts: number[] = []
  const ends: number[] = []
  const quoting: Quoting[] = []
  let size = 0
  let number = 1
  let rowStart = options.offset ?? 0
  let highBits = 0

  // The cell so far.
  let state: State = LEADING
  let cellStart = rowStart
  let closing = 0
  let doubled = false
  let spansLines = false

  // Bytes of the row that stood in earlier chunks.
  let held = new Uint8Array(0)
  let heldLength = 0

  let offset = rowStart
  let skipLineFeed = false
  // In the row of a failed quote further quotes are text; up to where it was noticed none may span lines.
  let quotesAreText = false
  let noSpanBefore = 0
  let finishing = false

  const view = createRowView(problems.report)

  function pushCell(end: number, kind: Quoting) {
    if (size === LIMITS.cells) {
      problems.report(tooLarge(cellStart, `a row has more than ${LIMITS.cells} cells`))
    } else if (size < LIMITS.cells) {
      starts[size] = cellStart
      ends[size] = end
      quoting[size] = kind
      if (end - cellStart > LIMITS.cell) {
        ends[size] = cellStart + LIMITS.cell
        problems.report(tooLarge(cellStart, 'a cell holds more than 1 MiB and was cut'))
      }
    }
    size++
  }

  function finishRow(bytes: Uint8Array, base: number, end: number) {
    const kept = Math.min(size, LIMITS.cells)
    onRow(
      view.set(bytes, base, {
        number,
        start: rowStart,
        end,
        size: kept,
        starts,
        ends,
        quoting,
        highBits,
        delimiter,
      }),
    )
    number++
    size = 0
    highBits = 0
    heldLength = 0
    state = LEADING
    quotesAreText = false
  }

  function hold(bytes: Uint8Array) {
    const length = heldLength + bytes.length
    if (length > held.length) {
      const grown = new Uint8Array(Math.max(length, held.length * 2, 4096))
      grown.set(held.subarray(0, heldLength))
      held = grown
    }
    held.set(bytes, heldLength)
    heldLength = length
  }

  function consume(chunk: Uint8Array, chunkBase: number) {
    let bytes = chunk
    let base = chunkBase
    let i = 0
    if (skipLineFeed && bytes.length > 0) {
      skipLineFeed = false
      if (bytes[0] === LF) {
        i = 1
        rowStart = cellStart = base + 1
      }
    }

    // Reads the cell that begins with a failed quote once more, the quote being text.
    const failQuote = (at: number) => {
      problems.report(unclosedQuote(cellStart - 1))
      if (heldLength > 0) {
        const joined = new Uint8Array(heldLength + bytes.length)
        joined.set(held.subarray(0, heldLength))
        joined.set(bytes, heldLength)
        bytes = joined
        base = rowStart
        heldLength = 0
      }
      noSpanBefore = Math.max(noSpanBefore, at)
      quotesAreText = true
      i = cellStart - base
      cellStart--
      while (cellStart > rowStart && bytes[cellStart - 1 - base] === SPACE) cellStart--
      state = UNQUOTED
    }

    const endLine = (byte: number) => {
      const end = base + i
      if (state === SKIPPING) {
        finishRow(held.subarray(0, heldLength), rowStart, rowStart + heldLength)
      } else if (heldLength > 0) {
        hold(bytes.subarray(0, i))
        finishRow(held.subarray(0, heldLength), rowStart, end)
      } else {
        finishRow(bytes, base, end)
      }
      i++
      if (byte === CR) {
        if (i === bytes.length) skipLineFeed = true
        else if (bytes[i] === LF) i++
      }
      rowStart = cellStart = base + i
    }

    if (finishing && state === QUOTED) failQuote(base + bytes.length)
    while (i < bytes.length) {
      const byte = bytes[i]!
      switch (state) {
        case LEADING:
          if (byte === QUOTE && !quotesAreText) {
            state = QUOTED
            cellStart = base + i + 1
            doubled = spansLines = false
            i++
          } else if (byte === SPACE) {
            i++
          } else {
            state = UNQUOTED
          }
          break
        case UNQUOTED: {
          i = endOfText(bytes, i)
          if (i === bytes.length) break
          pushCell(base + i, 'none')
          const b = bytes[i]!
          if (b === delimiter) {
            i++
            cellStart = base + i
            state = LEADING
          } else {
            endLine(b)
          }
          break
        }
        case QUOTED: {
          i = endOfQuoted(bytes, i)
          if (i === bytes.length) break
          if (bytes[i] === QUOTE) {
            closing = base + i
            state = CLOSING
            i++
          } else if (base + i < noSpanBefore || base + i - cellStart > LIMITS.cell) {
            failQuote(base + i)
          } else {
            spansLines = true
            i++
          }
          break
        }
        case CLOSING:
          if (byte === QUOTE && base + i === closing + 1) {
            doubled = true
            state = QUOTED
            i++
          } else if (byte === delimiter) {
            pushCell(closing, doubled ? 'doubled' : 'plain')
            i++
            cellStart = base + i
            state = LEADING
          } else if (byte === LF || byte === CR) {
            pushCell(closing, doubled ? 'doubled' : 'plain')
            endLine(byte)
          } else if (byte === SPACE) {
            i++
          } else if (spansLines) {
            failQuote(base + i)
          } else {
            state = QUOTED
          }
          break
        case SKIPPING:
          while (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) i++
          if (i < bytes.length) endLine(bytes[i]!)
          break
        default:
          state satisfies never
      }
    }
    keepRest(bytes, base)
  }

  // The two loops that nearly every byte goes through, free of captured variables.
  function endOfText(bytes: Uint8Array, from: number): number {
    const { length } = bytes
    const end = delimiter
    let i = from
    let high = 0
    for (; i < length; i++) {
      const byte = bytes[i]!
      if (byte === end || byte === LF || byte === CR) break
      high |= byte
    }
    highBits |= high
    return i
  }

  function endOfQuoted(bytes: Uint8Array, from: number): number {
    const { length } = bytes
    let i = from
    let high = 0
    for (; i < length; i++) {
      const byte = bytes[i]!
      if (byte === QUOTE || byte === LF || byte === CR) break
      high |= byte
    }
    highBits |= high
    return i
  }

  function keepRest(bytes: Uint8Array, base: number) {
    const rest = heldLength > 0 ? bytes : bytes.subarray(Math.max(0, rowStart - base))
    if (state === SKIPPING) return
    if (heldLength + rest.length <= LIMITS.row) {
      if (rest.length > 0) hold(rest)
      return
    }
    problems.report(tooLarge(rowStart, 'a line holds more than 16 MiB; the rest of it was not read'))
    hold(rest.subarray(0, LIMITS.row - heldLength))
    pushCell(rowStart + heldLength, 'none')
    state = SKIPPING
  }

  return {
    write(chunk) {
      const base = offset
      offset += chunk.length
      consume(chunk, base)
    },
    end() {
      finishing = true
      while (state === QUOTED) consume(new Uint8Array(0), offset)
      if (offset <= rowStart && size === 0) return
      if (state === CLOSING) pushCell(closing, doubled ? 'doubled' : 'plain')
      else if (state !== SKIPPING) pushCell(offset, 'none')
      finishRow(held.subarray(0, heldLength), rowStart, rowStart + heldLength)
    },
  }
}

const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x22
const SPACE = 0x20

const LEADING = 0
const UNQUOTED = 1
const QUOTED = 2
const CLOSING = 3
const SKIPPING = 4
type State = typeof LEADING | typeof UNQUOTED | typeof QUOTED | typeof CLOSING | typeof SKIPPING

function createProblemCounter(onProblem: (problem: Problem) => void) {
  let told = 0
  let encodingTold = false
  return {
    report(problem: Problem) {
      if (problem.code === 'encoding') {
        if (encodingTold) return
        encodingTold = true
      }
      if (told++ < LIMITS.problems) onProblem(problem)
    },
  }
}

function unclosedQuote(offset: number): Problem {
  return {
    code: 'syntax',
    severity: 'error',
    message: 'a quote that opens a cell is not closed; this line was read as if it were text',
    hint: 'close the quote, or double each quote that belongs to the text',
    span: { offset, length: 1 },
  }
}

function tooLarge(offset: number, message: string): Problem {
  return { code: 'too-large', severity: 'error', message, span: { offset, length: 1 } }
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
