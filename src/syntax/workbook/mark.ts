import type { ArchiveError } from '../archive/error.ts'

/** What the text of a workbook begins with. */
export const WORKBOOK_MARK = '#workbook-as-text '

/** The first line of the text of a workbook, after the mark, in JSON. */
export interface WorkbookHead {
  /** Names of the sheets, in order of the tabs. */
  readonly sheets: readonly string[]
}

/** The line, after a zero byte, that stands in JSON before the rows of a sheet. */
export interface SheetHead {
  readonly sheet: string
  /** True for a sheet that the workbook does not show. */
  readonly hidden: boolean
}

/** The line, after a zero byte, that stands in JSON where a sheet could not be read to its end, or what sheets share. */
export interface SheetTrouble {
  readonly code: ArchiveError['code']
  readonly message: string
  readonly hint?: string
  /** Absent for the texts that sheets share. */
  readonly sheet?: string
}
