import type { Problem } from '../../model/problem.ts'
import { createDelimitedSplitter, DELIMITERS, declaredDelimiter } from '../../syntax/delimited.ts'
import type { Region } from '../../syntax/node.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import type { Meaning } from './header-words.ts'
import { headerMeaning } from './headers.ts'
import { type RowNames, rowNames } from './row-names.ts'

/** How much of a document is looked at to find its header, in bytes. */
export const HEAD_BYTES = 1 << 16

/** How a document in delimited text is laid out. */
export interface Layout {
  /** The byte between cells. */
  readonly delimiter: number
  /** Where the first row begins: after a `sep=` line, if there is one. */
  readonly start: number
  /** Number of the last row that holds headers, and where it stands. */
  readonly headerRow: number
  readonly headerRegion: Region
  /** Text of each header; where it is blank, that of the row above; `''` over names of rows. */
  readonly headers: readonly string[]
  /** The first rows below the headers. */
  readonly sample: readonly (readonly string[])[]
  /** Whether the rows begin with names of their own, over which no header was written. */
  readonly rowNames: RowNames
  /** Number of a row further down that holds other headers: there another table begins. */
  readonly furtherRow?: number
}

/**
 * The layout of a document, from its first bytes: of all delimiters, and of the first 25 rows, those under which
 * the most headers are known; `null` when no row looks like the header of an inventory. `inSheet`: the cells stand
 * in columns, so that each header is over its own.
 */
export function findLayout(document: Uint8Array, atEnd: boolean, inSheet = false): Layout | null {
  // Always the same bytes, however the document came in chunks.
  const head = document.subarray(0, HEAD_BYTES)
  const whole = atEnd && document.length < HEAD_BYTES
  const declared = declaredDelimiter(head)
  const start = declared?.length ?? 0
  let best: Header | null = null
  for (const delimiter of declared === null ? delimitersOf(head) : [declared.delimiter]) {
    const header = findHeader(firstRows(head, start, delimiter, whole), delimiter)
    if (header !== null && (best === null || header.score > best.score)) best = header
  }
  if (best === null) return null
  const { rows, delimiter } = best
  const at = firstTable(best)
  const above = joined(rows[at]!.cells, rows[at - 1]?.cells)
  const below = rows[at + 1]
  const two = below !== undefined && isSecondHeader(below.cells, above)
  const last = two ? at + 1 : at
  const headers = two ? joined(below.cells, above) : above
  const sample = rows.slice(last + 1, at < best.at ? best.at : rows.length).map((row) => row.cells)
  const names = inSheet ? 'none' : rowNames(headers, sample)
  return {
    delimiter,
    start,
    headerRow: rows[last]!.number,
    headerRegion: rows[last]!,
    headers: names === 'none' ? headers : ['', ...headers],
    sample,
    rowNames: names,
    ...(at < best.at && { furtherRow: rows[best.at]!.number }),
  }
}

/** Whether a row further down names columns anew: most of its cells, or three, are known headers. */
export function isHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  const known = filled.filter((cell) => headerMeaning(cell) !== null)
  return (known.length > 2 || known.length > filled.length / 2) && scoreOf(cells, []) > 1
}

/** Spaces stand between cells where the first row has nothing but quoted ones, as R writes them. */
function delimitersOf(head: Uint8Array): readonly number[] {
  const end = head.indexOf(LINE_FEED)
  const line = decodeUtf8(head.subarray(0, end === -1 ? head.length : end))
  return /^"[^"]*"(?: "[^"]*")+\r?$/.test(line) ? [...DELIMITERS, SPACE] : DELIMITERS
}

const LINE_FEED = 0x0a
const SPACE = 0x20

const HEADER_ROWS = 25
const SAMPLE_ROWS = 60
const ROWS_COMPARED = 20

interface HeadRow extends Region {
  readonly number: number
  readonly cells: readonly string[]
}

function firstRows(head: Uint8Array, start: number, delimiter: number, atEnd: boolean): readonly HeadRow[] {
  const rows: HeadRow[] = []
  const splitter = createDelimitedSplitter({
    delimiter,
    offset: start,
    onRow(row) {
      if (rows.length === HEADER_ROWS + SAMPLE_ROWS || row.blank) return
      const cells = Array.from({ length: row.size }, (_, column) => row.cell(column)?.value ?? '')
      rows.push({ number: row.number, start: row.start, end: row.end, cells })
    },
    onProblem: ignoreProblem,
  })
  splitter.write(head.subarray(start))
  if (atEnd) splitter.end()
  return rows
}

/** Trouble in the first rows is told when they are read for good. */
function ignoreProblem(_: Problem): void {
  return
}

interface Header {
  readonly rows: readonly HeadRow[]
  readonly at: number
  readonly delimiter: number
  readonly score: number
}

function findHeader(rows: readonly HeadRow[], delimiter: number): Header | null {
  let best: Header | null = null
  for (let at = 0; at < Math.min(rows.length, HEADER_ROWS); at++) {
    const score = isTransposed(rows, at) ? 0 : scoreOf(rows[at]!.cells, rowsBelow(rows, at))
    if (score > (best?.score ?? 0)) best = { rows, at, delimiter, score }
  }
  return best
}

/** The row of headers above the best one under which rows stand that are a table of their own; else the best one. */
function firstTable({ rows, at: best }: Header): number {
  for (let at = 0; at < best - 1; at++) {
    const below = rows
      .slice(at + 1, best)
      .filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1)
    if (below.length > 0 && isHeader(rows[at]!.cells) && scoreOf(rows[at]!.cells, below) > 1) return at
  }
  return best
}

/** The rows of a table that are compared with its header: up to a blank row, below which other things may stand. */
function rowsBelow(rows: readonly HeadRow[], at: number): readonly HeadRow[] {
  const below = rows.slice(at + 1, at + 1 + ROWS_COMPARED)
  const end = below.findIndex(({ number }, i) => i > 0 && number > below[i - 1]!.number + 1)
  return end === -1 ? below : below.slice(0, end)
}

/** "Manufacturer,Acme,Globex" over "Model,X-1,Y-2": the headers stand below each other, and the items side by side. */
function isTransposed(rows: readonly HeadRow[], at: number): boolean {
  return [at, at + 1].every((row) => {
    const known = rows[row]?.cells.map(headerMeaning) ?? []
    return (
      known.length > 1 &&
      known[0] != null &&
      ENOUGH_ALONE.has(known[0]) &&
      known.slice(1).every((m) => m === null)
    )
  })
}

/** How much a row looks like the header of an inventory; 0: not at all. */
function scoreOf(cells: readonly string[], below: readonly HeadRow[]): number {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length < 2 || filled.filter(isNoHeader).length > filled.length / 5) return 0
  // "Vendor:<tab>…" over "Device:<tab>…" are fields of a record, one below the other.
  if (below[0]?.cells[0]?.endsWith(':') === true || !haveWidth(below, cells)) return 0
  const meanings = new Set(filled.map(headerMeaning).filter((meaning) => meaning !== null))
  const has = (words: ReadonlySet<Meaning>) => [...meanings].some((meaning) => words.has(meaning))
  const known = meanings.size > 1 ? has(OF_INVENTORIES) : has(ENOUGH_ALONE) && below.length > 0
  return known ? meanings.size : 0
}

/**
 * Whether at least half of the rows have the header's width, or one more for a name of the row, or differ from it by
 * delimiters at the end.
 */
function haveWidth(rows: readonly HeadRow[], header: readonly string[]): boolean {
  const { length: width } = header
  const filled = filledWidth(header)
  const of = (has: (cells: readonly string[]) => boolean) => rows.filter(({ cells }) => has(cells)).length
  const alike = Math.max(
    of((cells) => cells.length === width),
    of((cells) => cells.length === width + 1),
    of((cells) => cells.length === filled),
    of((cells) => cells.length > width && filledWidth(cells) <= width),
  )
  return alike >= rows.length / 2
}

/** Number of cells without the blank ones at the end. */
function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1
}

/** Program text and sentences have cells that no header has. */
function isNoHeader(cell: string): boolean {
  return (
    cell.length > 80 ||
    /[={}<>;`"$\\]|^[^\p{L}\p{N}]+$|^[\d.,:/ -]+$| .*\p{L}{4}[.!?]$/u.test(cell) ||
    cell.split('(').length !== cell.split(')').length
  )
}

/** Every table has names, types, descriptions, dates; these only lists of equipment and programs have. */
const OF_INVENTORIES: ReadonlySet<Meaning> = new Set<Meaning>([
  'manufacturer',
  'brand',
  'vendor',
  'macVendor',
  'supplier',
  'supplierOrMaker',
  'model',
  'modelNumber',
  'partNumber',
  'hardware',
  'mac',
  'serial',
  'firmware',
  'os',
  'software',
  'template',
  'chipset',
  'asset',
  'cpe',
  'purl',
  'swid',
  'oid',
  'usb',
  'pci',
  'fcc',
  'gpon',
  'ip',
])

const ENOUGH_ALONE: ReadonlySet<Meaning> = new Set<Meaning>([
  'manufacturer',
  'model',
  'modelNumber',
  'mac',
  'cpe',
  'purl',
  'oid',
  'fcc',
  'gpon',
])

/** Whether the row below a header names the columns of its groups: "Make" and "Model" under "Camera". */
function isSecondHeader(cells: readonly string[], above: readonly string[]): boolean {
  let named = 0
  for (const [column, text] of cells.entries()) {
    if (text === '' || text === above[column]) continue
    if (headerMeaning(text) === null) return false
    named++
  }
  return named >= 2
}

/** Headers with the blank ones filled from the row above: groups of columns have their names there. */
function joined(header: readonly string[], above: readonly string[] | undefined): readonly string[] {
  if (above === undefined || above.filter((cell) => cell !== '').length < 2) return header
  return header.map((text, column) => (text === '' ? (above[column] ?? '') : text))
}
