import type { Item, Span } from '../model/item.ts'
import { PROBLEM_CODES, type Problem } from '../model/problem.ts'
import type { DocumentState, DocumentSummary } from '../model/source.ts'
import { type SheetHead, type SheetTrouble, WORKBOOK_MARK } from '../syntax/workbook/mark.ts'
import { openTable } from './inventory/table.ts'
import { openWorkbookLinks } from './links/workbook-links.ts'
import type { Format, Reader, ReaderHandlers } from './reader.ts'
import { isSpdxWorkbook, spdxSheetOrder } from './sbom/spdx-sheets.ts'
import { openSpdxSheets } from './sbom/spdx-workbook.ts'
import { SheetStream } from './sheet-stream.ts'
import type { SheetsReader } from './sheets.ts'

/** Workbooks, in the form of text that they have been given (`syntax/workbook`): lists of equipment, and SPDX 2. */
export const workbook: Format = {
  id: 'workbook',
  recognise: (head, atEnd) => {
    const shown = Math.min(head.length, MARK.length)
    for (let at = 0; at < shown; at++) if (head[at] !== MARK[at]) return 'no'
    return shown === MARK.length ? 'yes' : atEnd ? 'no' : 'more'
  },
  open(handlers) {
    const sheets = new SheetStream(
      (names) => openSheets(names, handlers),
      (trouble) => handlers.onProblem(notToItsEnd(trouble)),
    )
    return {
      write: (chunk) => sheets.write(chunk),
      end() {
        const summary = sheets.end() ?? summaryOf('unread', 0)
        return sheets.damaged && summary.state === 'whole' ? { ...summary, state: 'partial' } : summary
      },
    }
  },
  openLinks: openWorkbookLinks,
}

/** The order in which the sheets of a workbook are to be read, as indices of their names. */
export function sheetOrder(names: readonly string[]): readonly number[] {
  return isSpdxWorkbook(names) ? spdxSheetOrder(names) : [...names.keys()]
}

const MARK = new TextEncoder().encode(WORKBOOK_MARK)

function openSheets(names: readonly string[], handlers: ReaderHandlers): SheetsReader<DocumentSummary> {
  return isSpdxWorkbook(names) ? openSpdxSheets(handlers) : openInventorySheets(handlers)
}

/** Reads every sheet that is an inventory; a workbook mostly has others beside it. */
function openInventorySheets(handlers: ReaderHandlers): SheetsReader<DocumentSummary> {
  let table: Reader | null = null
  let head: SheetHead = { sheet: '', hidden: false }
  let refusal: Problem | null = null
  let filled = false
  let items = 0
  let state: DocumentState = 'whole'
  let tables = 0
  const refusals: Problem[] = []
  const passedOver: string[] = []

  return {
    begin(about, offset) {
      head = about
      refusal = null
      filled = false
      const { sheet } = about
      table = openTable(
        {
          onItem: (item) => handlers.onItem(itemIn(item, sheet, offset - SEPARATOR.length)),
          onProblem: (problem) => {
            const { span: _, ...told } = {
              ...problem,
              message: `In the sheet "${sheet}": ${problem.message}`,
            }
            if (problem.code === 'no-fields') refusal = told
            else handlers.onProblem(told)
          },
        },
        true,
      )
      table.write(SEPARATOR)
    },
    write(chunk) {
      filled ||= chunk.some((byte) => byte !== 0x2c && byte > 0x20)
      table?.write(chunk)
    },
    end() {
      const summary = table?.end()
      table = null
      if (summary === undefined || summary === 'again') return
      if (refusal !== null) {
        if (!filled) return
        refusals.push(refusal)
        passedOver.push(head.sheet)
        return
      }
      tables++
      items += summary.items
      if (summary.state !== 'whole') state = 'partial'
      if (head.hidden && summary.items > 0) handlers.onProblem(hidden(head.sheet))
    },
    finish(damaged) {
      if (tables > 0) {
        if (passedOver.length > 0) handlers.onProblem(notRead(passedOver))
        return summaryOf(state, items)
      }
      if (!damaged || refusals.length > 0)
        handlers.onProblem(refusals.length === 1 ? refusals[0]! : nothingRead(passedOver))
      return summaryOf('unread', 0)
    },
  }
}

/** Says what stands between the cells, so that it need not be found out. */
const SEPARATOR = new TextEncoder().encode('sep=,\n')

/** The item with its places in a sheet: the bytes that spell its values are those of the text, not of the workbook. */
function itemIn(item: Item, sheet: string, offset: number): Item {
  const moved = (span: Span): Span => ({
    offset: span.offset + offset,
    length: span.length,
    cell: { sheet, ref: span.cell?.ref ?? 'A1', row: span.cell?.row ?? 1 },
    encloses: true,
  })
  return {
    ...item,
    span: moved(item.span),
    claims: item.claims.map((claim) => ({ ...claim, span: moved(claim.span) })),
  }
}

function summaryOf(state: DocumentState, items: number): DocumentSummary {
  return {
    format: 'XLSX inventory',
    context: 'estate',
    state,
    items,
    records: items,
    lookedInto: items,
  }
}

function hidden(sheet: string): Problem {
  return {
    code: 'doubtful-value',
    severity: 'warning',
    message: `The sheet "${sheet}" is hidden; it was read like the others.`,
    hint: 'Show the sheet to see what was found there; delete it if it should not count.',
  }
}

function notToItsEnd({ sheet, code, message, hint }: Partial<SheetTrouble>): Problem {
  const what =
    sheet === undefined ? 'The texts that its sheets share were' : `The sheet "${String(sheet)}" was`
  return {
    code: PROBLEM_CODES.find((known) => known === code) ?? 'unreadable',
    severity: 'error',
    message: `${what} not read to the end: ${String(message)}`,
    ...(hint !== undefined && { hint: String(hint) }),
  }
}

function notRead(sheets: readonly string[]): Problem {
  return {
    code: 'no-fields',
    severity: 'warning',
    message: `No inventory was found in ${listed(sheets)}; what stands there was not looked at.`,
    hint: 'Name the columns that hold the maker, the model or the MAC address if it is one.',
  }
}

function nothingRead(sheets: readonly string[]): Problem {
  return {
    code: 'no-fields',
    severity: 'error',
    message:
      sheets.length === 0
        ? 'The workbook holds nothing.'
        : `No column of ${listed(sheets)} names a maker, a model, a MAC address or an identifier.`,
    hint: 'Name the columns in a header row, for instance "manufacturer" and "model".',
  }
}

function listed(sheets: readonly string[]): string {
  const shown = sheets.slice(0, 10).map((name) => `"${name}"`)
  const rest = sheets.length > shown.length ? ` and ${sheets.length - shown.length} more` : ''
  return `${sheets.length === 1 ? 'the sheet' : 'the sheets'} ${shown.join(', ')}${rest}`
}
