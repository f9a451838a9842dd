import type { SheetHead } from '../syntax/workbook/mark.ts'

/** What reads one kind of workbook, sheet after sheet. */
export interface SheetsReader<End> {
  /** The rows of a sheet come, whose text begins at an offset. */
  begin(head: SheetHead, offset: number): void
  write(chunk: Uint8Array): void
  /** The sheet is over. */
  end(): void
  /** The workbook is over; `damaged`: not all of it could be read, which has been told. */
  finish(damaged: boolean): End
}
