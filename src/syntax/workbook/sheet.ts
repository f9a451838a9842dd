import type { Node } from '../node.ts'
import { parseXml } from '../xml/parse.ts'
import { createXmlSplitter, type XmlRecord } from '../xml/splitter.ts'
import { attribute, children } from './parts.ts'
import { plainRow, type WrittenCell, type WrittenRow } from './row.ts'
import { dayOf } from './styles.ts'

/** A cell with something in it. */
export interface SheetCell {
  /** Counted from 0. */
  readonly column: number
  readonly text: string
}

/** Why a part was not read to its end, or not all of it. */
export interface PartTrouble {
  readonly message: string
}

/** A push parser of one part of a workbook. */
export interface PartReader {
  write(chunk: Uint8Array): void
  /** What was not read, if anything. */
  end(): PartTrouble | null
}

/** What a sheet's cells refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  /** Styles under which a number is a date. */
  readonly dates: ReadonlySet<number>
  readonly from1904: boolean
}

/** Cells that are shown as one: the columns and rows from the first to the last, columns counted from 0. */
export interface Merge {
  readonly firstColumn: number
  readonly lastColumn: number
  readonly firstRow: number
  readonly lastRow: number
}

/** Last row and number of columns that a sheet can have. */
const LAST_ROW = 1_048_576
const COLUMNS = 16_384

/** Reads the shared strings of a workbook (ECMA-376 part 1, 18.4), without the pronunciation that stands beside them. */
export function openStrings(onString: (text: string) => void): PartReader {
  return openPart([], (record, parse) => {
    if (record.name !== 'si') return
    const node = parse()
    onString(node === null ? '' : unescaped(richText(node)))
  })
}

/** Reads which cells of a sheet are merged. */
export function openMerges(onMerge: (merge: Merge) => void): PartReader {
  return openPart(['sheetData', 'mergeCells'], (record, parse) => {
    if (record.list !== 'mergeCells') return
    const node = parse()
    const [first, last] = (node === null ? '' : (attribute(node, 'ref') ?? '')).split(':').map(placeOf)
    if (first == null || last == null) return
    onMerge({ firstColumn: first.column, lastColumn: last.column, firstRow: first.row, lastRow: last.row })
  })
}

/** Reads the rows of a sheet in which something stands, in order (ECMA-376 part 1, 18.3). */
export function openRows(
  context: SheetContext,
  onRow: (number: number, cells: readonly SheetCell[]) => void,
): PartReader {
  let last = 0
  return openPart(['sheetData'], (record, parse) => {
    if (record.list !== 'sheetData') return
    const row = plainRow(record) ?? writtenRow(parse())
    if (row === null) return
    // Some programs leave the numbers out: then the rows follow one another.
    const number = Number(row.number ?? last + 1)
    if (!(number > last && number <= LAST_ROW)) return
    last = number
    const cells = cellsOf(row.cells, context)
    if (cells.length > 0) onRow(number, cells)
  })
}

function openPart(
  lists: readonly string[],
  onRecord: (record: XmlRecord, parse: () => Node | null) => void,
): PartReader {
  let trouble: PartTrouble | null = null
  const splitter = createXmlSplitter({
    literals: null,
    lists,
    counted: {},
    onRecord: (record) =>
      onRecord(record, () => {
        const result = parseXml(record.bytes, record.offset, record.scope)
        if ('problem' in result) trouble ??= result.problem
        return 'node' in result && !result.foreign ? result.node : null
      }),
  })
  return {
    write: (chunk) => splitter.write(chunk),
    end() {
      const { problem, skipped } = splitter.end()
      return problem ?? skipped[0] ?? trouble
    },
  }
}

/** A row as it is written, from its element. */
function writtenRow(row: Node | null): WrittenRow | null {
  if (row === null) return null
  const cells = children(row, 'c').map((cell): WrittenCell => {
    const [value] = children(cell, 'v')
    return {
      ref: attribute(cell, 'r'),
      style: attribute(cell, 's'),
      type: attribute(cell, 't'),
      value: value === undefined ? undefined : plainText(value),
      inline: children(cell, 'is').map(richText).join(''),
    }
  })
  return { number: attribute(row, 'r'), cells }
}

function cellsOf(written: readonly WrittenCell[], context: SheetContext): readonly SheetCell[] {
  const cells: SheetCell[] = []
  let next = 0
  for (const cell of written) {
    const column = (cell.ref === undefined ? null : placeOf(cell.ref))?.column ?? next
    if (column < next || column >= COLUMNS) continue
    next = column + 1
    const text = textOf(cell, context)
    if (text !== '') cells.push({ column, text })
  }
  return cells
}

function textOf(
  { type, style, value, inline }: WrittenCell,
  { strings, dates, from1904 }: SheetContext,
): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? ''
    case 'inlineStr':
      return unescaped(inline ?? '')
    case 'str':
    case 'd':
      return unescaped(value ?? '')
    case 'b':
      return value === undefined ? '' : value === '0' ? 'FALSE' : 'TRUE'
    case 'e':
      return ''
    default: {
      const number = Number(value?.trim() || Number.NaN)
      if (!Number.isFinite(number)) return unescaped(value ?? '')
      return (dates.has(Number(style ?? Number.NaN)) ? dayOf(number, from1904) : null) ?? String(number)
    }
  }
}

/** Text of a string or of its runs; how it is read aloud is no part of it. */
function richText(node: Node): string {
  if (node.type === 'string') return node.value
  if (node.type !== 'object') return ''
  return node.members
    .map(({ key, value }) => {
      if (key === 'r') return children(value, 't').map(plainText).join('')
      return key === 't' ? plainText(value) : ''
    })
    .join('')
}

/** Text of an element, attributes or none. */
function plainText(node: Node): string {
  return (node.type === 'string' ? node.value : attribute(node, '#text')) ?? ''
}

/** Characters that XML does not allow are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text.replaceAll('\0', '')
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\0', '')
}

/** Column and row of a reference such as `AB12`; `null` when it is none. */
function placeOf(reference: string): { readonly column: number; readonly row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/i.exec(reference.trim())
  if (match === null) return null
  let column = 0
  for (const letter of match[1]!.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 0x40
  return { column: column - 1, row: Number(match[2]) }
}
