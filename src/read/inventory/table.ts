import type { Field } from '../../model/field.ts'
import type { Cell, Claim, Item, Span } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import type { DocumentState, DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import { createDelimitedSplitter, type DelimitedSplitter } from '../../syntax/delimited.ts'
import type { Row } from '../../syntax/delimited-row.ts'
import type { ScalarNode } from '../../syntax/node.ts'
import { stringSpan } from '../../syntax/node-span.ts'
import type { Reader, ReaderHandlers } from '../reader.ts'
import { columnLetters, cpesIn, macsIn, type Part } from './cells.ts'
import { type Columns, understandColumns } from './columns.ts'
import { findLayout, HEAD_BYTES, isHeader, type Layout } from './layout.ts'

/** A reader of an inventory in delimited text: each row below the header is an item. `inSheet`: see `findLayout`. */
export function openTable(handlers: ReaderHandlers, inSheet = false): Reader {
  const head = new ByteStore()
  let body: Body | null = null

  function begin(atEnd: boolean) {
    body = openBody(findLayout(head.bytes(), atEnd, inSheet), head.bytes(), handlers)
  }

  return {
    write(chunk) {
      if (body !== null) {
        body.write(chunk)
        return
      }
      head.add(chunk)
      if (head.length >= HEAD_BYTES) begin(false)
    },
    end() {
      if (body === null) begin(true)
      return body!.end()
    },
  }
}

interface Body {
  write(chunk: Uint8Array): void
  end(): DocumentSummary
}

function openBody(layout: Layout | null, head: Uint8Array, handlers: ReaderHandlers): Body {
  const columns = layout === null ? null : understandColumns(layout.headers, layout.sample)
  if (layout === null || columns === null || !columns.telling) {
    handlers.onProblem(noFields(layout))
    const summary = summaryOf(layout, 'unread', 0)
    return { write: () => undefined, end: () => summary }
  }

  if (layout.rowNames === 'likely') handlers.onProblem(likelyRowNames(layout))
  let items = 0
  let state: DocumentState = 'whole'
  const readRow = createTablesReader(layout, columns)
  const splitter: DelimitedSplitter = createDelimitedSplitter({
    delimiter: layout.delimiter,
    offset: layout.start,
    onRow(row) {
      const item = readRow(row)
      if (item === null) return
      items++
      handlers.onItem(item)
    },
    onProblem(problem) {
      if (problem.severity === 'error') state = 'partial'
      handlers.onProblem(problem)
    },
  })
  splitter.write(head.subarray(layout.start))
  return {
    write: (chunk) => splitter.write(chunk),
    end() {
      splitter.end()
      return summaryOf(layout, state, items)
    },
  }
}

/**
 * Makes items of the rows of a table and of those that follow it in the same document, each with headers of its own:
 * where these were seen beforehand, or stand below a blank row, with a title between at most.
 */
function createTablesReader(layout: Layout, columns: Columns): (row: Row) => Item | null {
  let readRow = createRowReader(layout, columns)
  let sinceBlank = Infinity
  return (row) => {
    if (row.number <= layout.headerRow) return null
    sinceBlank = row.blank ? 0 : sinceBlank + 1
    if (row.number === layout.furtherRow || (sinceBlank > 0 && sinceBlank <= TITLE_ROWS + 1)) {
      const headers = Array.from({ length: row.size }, (_, column) => row.cell(column)?.value ?? '')
      const further = isHeader(headers) ? understandColumns(headers, []) : null
      if (further?.telling === true) {
        readRow = createRowReader({ ...layout, headers, headerRow: row.number, rowNames: 'none' }, further)
        sinceBlank = Infinity
      }
    }
    return readRow(row)
  }
}

const TITLE_ROWS = 2

/** Makes an item of a row; `null` for what stands above the headers, for headers repeated, rules and blank rows. */
function createRowReader(layout: Layout, { columns, kind }: Columns): (row: Row) => Item | null {
  const letters = columns.map(({ index }) => columnLetters(index))
  return (row) => {
    if (row.number <= layout.headerRow || row.blank) return null
    const claims: Claim[] = []
    let filled = 0
    let repeated = 0
    let ruled = 0
    for (let i = 0; i < columns.length; i++) {
      const { index, field } = columns[i]!
      const cell = row.cell(index)
      if (cell === null) continue
      filled++
      if (cell.value === layout.headers[index]) repeated++
      if (RULE.test(cell.value)) ruled++
      addClaims(claims, field, cell, { ref: letters[i]! + row.number, row: row.number })
    }
    if (Math.max(repeated, ruled) > 1 && Math.max(repeated, ruled) === filled) return null
    return { kind, name: nameOf(claims) ?? `row ${row.number}`, span: spanOf(claims) ?? rowSpan(row), claims }
  }
}

/** A line drawn under the headers, as Markdown does. */
const RULE = /^:?-{2,}:?$/

/** Fields whose cells hold several values, or one amid other text. */
const PARTS: { readonly [field in Field]?: (text: string) => readonly Part[] } = { mac: macsIn, cpe: cpesIn }

function addClaims(claims: Claim[], field: Field, node: ScalarNode, cell: Cell) {
  const { value, start, end } = node
  const partsOf = PARTS[field]
  if (partsOf === undefined) {
    claims.push({ field, value, span: { offset: start, length: end - start, cell } })
    return
  }
  for (const { from, to } of partsOf(value)) {
    const region = stringSpan(node, from, to)
    const span = { offset: region.start, length: region.end - region.start, cell }
    claims.push({ field, value: value.slice(from, to), span })
  }
}

function nameOf(claims: readonly Claim[]): string | undefined {
  const named = firstOf(claims, ['name', 'model', 'partNumber', 'asset'])?.value
  return (
    named ?? claims.find(({ field, value }) => field === 'description' && value.length <= NAME_LENGTH)?.value
  )
}

/** A description that is longer is no name. */
const NAME_LENGTH = 60

/** The cell that names the item best. */
function spanOf(claims: readonly Claim[]): Span | undefined {
  const best = firstOf(claims, ['model', 'partNumber', 'manufacturer', 'brand', 'vendor', 'name'])
  return (best ?? claims[0])?.span
}

function firstOf(claims: readonly Claim[], fields: readonly Field[]): Claim | undefined {
  for (const field of fields) {
    const claim = claims.find((claim) => claim.field === field)
    if (claim !== undefined) return claim
  }
  return undefined
}

/** The first cell of a row that says nothing in the columns that are read. */
function rowSpan(row: Row): Span {
  for (let column = 0; column < row.size; column++) {
    const cell = row.cell(column)
    if (cell === null) continue
    const reference = { ref: columnLetters(column) + row.number, row: row.number }
    return { offset: cell.start, length: cell.end - cell.start, cell: reference }
  }
  return { offset: row.start, length: row.end - row.start }
}

function summaryOf(layout: Layout | null, state: DocumentState, items: number): DocumentSummary {
  return { format: formatName(layout), context: 'estate', state, items, records: items, lookedInto: items }
}

function formatName(layout: Layout | null): string {
  switch (layout?.delimiter) {
    case 0x3b:
      return 'semicolon-separated inventory'
    case 0x09:
      return 'TSV inventory'
    case 0x2c:
      return 'CSV inventory'
    default:
      return 'delimited inventory'
  }
}

function likelyRowNames({ headers, headerRegion: { start, end } }: Layout): Problem {
  return {
    code: 'doubtful-value',
    severity: 'warning',
    message:
      'Every row has one cell more than the header; the first was taken for a name of the row, so that ' +
      `"${headers[1]!.slice(0, 40)}" is over the second.`,
    hint: 'If that is not so, write a header over each column, also over one that is empty.',
    span: { offset: start, length: end - start },
  }
}

function noFields(layout: Layout | null): Problem {
  const message = 'no column names a maker, a model, a MAC address or an identifier'
  if (layout === null) return { code: 'no-fields', severity: 'error', message }
  const { start, end } = layout.headerRegion
  return {
    code: 'no-fields',
    severity: 'error',
    message,
    hint: `name the columns, for instance "manufacturer" and "model"; the headers found are: ${listed(layout.headers)}`,
    span: { offset: start, length: end - start },
  }
}

function listed(headers: readonly string[]): string {
  const filled = headers.filter((header) => header !== '')
  const shown = filled.slice(0, 12).map((header) => `"${header.slice(0, 40)}"`)
  return shown.join(', ') + (filled.length > shown.length ? `, and ${filled.length - shown.length} more` : '')
}
