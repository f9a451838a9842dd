import {
  type SheetHead,
  type SheetTrouble,
  WORKBOOK_MARK,
  type WorkbookHead,
} from '../syntax/workbook/mark.ts'
import type { SheetsReader } from './sheets.ts'

/** Takes the text of a workbook in chunks of any size apart into its sheets. */
export class SheetStream<End> {
  readonly #open: (names: readonly string[]) => SheetsReader<End>
  readonly #onTrouble: (trouble: Partial<SheetTrouble>) => void
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  #sheets: SheetsReader<End> | null = null
  #state: 'line' | 'rows' | 'between' = 'line'
  /** What has come of a line about the workbook or a sheet. */
  #line = ''
  #offset = 0
  #damaged = false

  /** `open` is told the names of the sheets; `onTrouble` hears what of the workbook could not be read. */
  constructor(
    open: (names: readonly string[]) => SheetsReader<End>,
    onTrouble: (trouble: Partial<SheetTrouble>) => void,
  ) {
    this.#open = open
    this.#onTrouble = onTrouble
  }

  /** Whether something of the workbook could not be read. */
  get damaged(): boolean {
    return this.#damaged
  }

  write(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; )
      at = this.#state === 'line' ? this.#readLine(chunk, at) : this.#readRows(chunk, at)
    this.#offset += chunk.length
  }

  /** `undefined`: there was no workbook. */
  end(): End | undefined {
    if (this.#state === 'rows') this.#sheets?.end()
    return this.#sheets?.finish(this.#damaged)
  }

  #readLine(chunk: Uint8Array, from: number): number {
    const feed = chunk.indexOf(0x0a, from)
    const end = feed === -1 ? chunk.length : feed
    this.#line += this.#decoder.decode(chunk.subarray(from, end), { stream: feed === -1 })
    if (feed === -1) return end
    if (this.#sheets === null) {
      this.#sheets = this.#open(sheetNames(this.#line.slice(WORKBOOK_MARK.length)))
      this.#state = 'between'
    } else {
      const about = parsed(this.#line)
      if (about.message !== undefined) {
        this.#damaged = true
        this.#onTrouble(about)
        this.#state = 'between'
      } else {
        this.#sheets.begin(sheetHeadOf(about), this.#offset + feed + 1)
        this.#state = 'rows'
      }
    }
    this.#line = ''
    return feed + 1
  }

  #readRows(chunk: Uint8Array, from: number): number {
    const zero = chunk.indexOf(0, from)
    const end = zero === -1 ? chunk.length : zero
    if (this.#state === 'rows' && end > from) this.#sheets?.write(chunk.subarray(from, end))
    if (zero === -1) return end
    if (this.#state === 'rows') this.#sheets?.end()
    this.#state = 'line'
    return zero + 1
  }
}

function sheetNames(line: string): readonly string[] {
  const { sheets } = parsed(line)
  return Array.isArray(sheets) ? sheets.map(String) : []
}

function sheetHeadOf({ sheet, hidden }: Partial<SheetHead>): SheetHead {
  return { sheet: String(sheet ?? ''), hidden: hidden === true }
}

/** Anybody can write a file that begins like the text of a workbook. */
function parsed(line: string): Partial<WorkbookHead & SheetHead & SheetTrouble> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
