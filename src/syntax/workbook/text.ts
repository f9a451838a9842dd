import { concatenate, type Openable } from '../archive/bytes.ts'
import { ArchiveError } from '../archive/error.ts'
import { type Spent, tooLarge } from '../archive/limits.ts'
import { type ZipEntry, zipMembers } from '../archive/zip.ts'
import { decodeStream } from '../encoding.ts'
import { type SheetHead, type SheetTrouble, WORKBOOK_MARK, type WorkbookHead } from './mark.ts'
import { mainPart, readWorkbook, relationshipsOf, type SheetPart, type WorkbookParts } from './parts.ts'
import {
  type Merge,
  openMerges,
  openRows,
  openStrings,
  type PartReader,
  type SheetCell,
  type SheetContext,
} from './sheet.ts'
import { dateStyles } from './styles.ts'

/** What is told about a workbook that is made text. */
export interface WorkbookOptions {
  /** What has been used of the limits of the source. */
  readonly spent: Spent
  /** The order in which the sheets, given by name, come; by default that of the tabs. */
  inOrder?(names: readonly string[]): readonly number[]
}

/**
 * A workbook of Office Open XML as text, so that what reads tables reads it, too: the mark and the names of the
 * sheets, then each sheet, a line about it and its rows as comma-separated text. Rows and columns stand where the
 * sheet has them. A value in cells that are merged downwards stands in each of their rows. Where a sheet cannot be read
 * to its end a line says so, and the next one follows; the stream throws an {@link ArchiveError} where the workbook as
 * a whole cannot be read.
 */
export function workbookText(
  archive: Openable,
  entries: readonly ZipEntry[],
  options: WorkbookOptions,
): Openable {
  return { open: () => write(new Package(archive, entries, options.spent), options) }
}

/** Parts that are read as a whole: relationships, the list of sheets, styles. */
const SMALL = 32 << 20
/** UTF-16 units of all shared strings together. */
const STRINGS = 1 << 28
/** Bytes of text; cells far to the right take many commas. */
const TEXT = 2 ** 30
/** Columns up to which rows are made equally wide, for readers that look for tables. */
const EVEN = 256
/** Bytes of text that may come of one chunk. */
const BURST = 64 << 20
/** Merges that are kept of one sheet. */
const MERGES = 100_000
/** Merges that are followed downwards at a time; no table has more in a row. */
const OPEN_MERGES = 100
/** Sheets that may be damaged before a workbook is given up. */
const DAMAGED = 20
const PIECE = 1 << 16
/** Bytes by which a reader finds out how a text is encoded. */
const HEAD = 512

/** The parts of a package of Office Open XML by name; case does not matter. */
class Package {
  readonly #archive: Openable
  readonly #entries: ReadonlyMap<string, ZipEntry>
  readonly #spent: Spent

  constructor(archive: Openable, entries: readonly ZipEntry[], spent: Spent) {
    let free = 0
    for (const { offset, packed } of entries) {
      if (offset < free) throw damaged('two of its parts stand in one place')
      free = offset + packed
    }
    this.#archive = archive
    this.#entries = new Map(entries.map((entry) => [entry.name.replaceAll('\\', '/').toLowerCase(), entry]))
    this.#spent = spent
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase())
  }

  /** A small part as a whole; nothing when it is not there. */
  async whole(part: string): Promise<Uint8Array> {
    const entry = this.#entries.get(part.toLowerCase())
    if (entry === undefined) return new Uint8Array(0)
    if (entry.size > SMALL) throw tooLarge(`its part ${part} is too large`)
    const chunks: Uint8Array[] = []
    for await (const chunk of this.stream(part)) chunks.push(chunk.slice())
    return concatenate(chunks)
  }

  /** A part as UTF-8. */
  async *stream(part: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(part.toLowerCase())
    if (entry === undefined)
      throw damaged(part === '' ? 'the workbook does not say where it is' : `its part ${part} is missing`)
    const { ratio, ratioFrom } = this.#spent.limits
    if (entry.size > Math.max(ratioFrom, entry.packed * ratio))
      throw tooLarge(`its part ${part} is more than ${ratio} times as large unpacked as packed`)
    for await (const { content } of zipMembers(this.#archive, [entry], this.#spent)) {
      if (content instanceof ArchiveError) throw content
      yield* (await decodeStream(content.open())).bytes
    }
  }
}

async function* write(parts: Package, { inOrder }: WorkbookOptions): AsyncGenerator<Uint8Array> {
  // So much, with its byte order mark, shows what it is, also where the next part cannot be read.
  yield encoder.encode(`\ufeff${WORKBOOK_MARK.padEnd(HEAD)}`)
  const workbook = await readParts(parts)
  const names = workbook.sheets.map(({ name }) => name)
  const head: WorkbookHead = { sheets: names }
  yield encoder.encode(`${JSON.stringify(head)}\n`)
  const { strings, trouble } = await readStrings(parts, workbook)
  if (trouble !== null) yield troubleLine(trouble)
  const dates =
    workbook.styles === undefined ? new Set<number>() : dateStyles(await parts.whole(workbook.styles))
  const context = { strings, dates, from1904: workbook.from1904 }
  let written = 0
  let damagedSheets = 0
  for (const index of inOrder?.(names) ?? names.keys()) {
    const sheet = workbook.sheets[index]
    if (sheet === undefined) continue
    const about: SheetHead = { sheet: sheet.name, hidden: sheet.hidden }
    yield encoder.encode(`\0${JSON.stringify(about)}\n`)
    try {
      for await (const text of sheetText(parts, sheet, context)) {
        written += text.length
        if (written > TEXT) throw tooLarge('its cells come to too much text')
        yield text
      }
    } catch (error) {
      if (!(error instanceof ArchiveError) || ++damagedSheets > DAMAGED) throw error
      yield troubleLine(error, sheet.name)
    }
  }
}

/** The rows of a sheet, up to where it is damaged. */
async function* sheetText(
  parts: Package,
  sheet: SheetPart,
  context: SheetContext,
): AsyncGenerator<Uint8Array> {
  const lines = new Lines(await readMerges(parts, sheet))
  const rows = openRows(context, (number, cells) => lines.add(number, cells))
  try {
    for await (const chunk of parts.stream(sheet.part)) {
      rows.write(chunk)
      if (lines.size >= PIECE) yield lines.take()
    }
    check(rows, sheet.part)
  } catch (error) {
    if (lines.size <= BURST) yield lines.take()
    throw error
  }
  yield lines.take()
}

function troubleLine({ code, message, hint }: ArchiveError, sheet?: string): Uint8Array {
  const trouble: SheetTrouble = {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(sheet !== undefined && { sheet }),
  }
  return encoder.encode(`\0${JSON.stringify(trouble)}\n`)
}

const encoder = new TextEncoder()

async function readParts(parts: Package): Promise<WorkbookParts> {
  const main = mainPart(await parts.whole('_rels/.rels')) ?? 'xl/workbook.xml'
  if (!main.endsWith('.xml')) throw binary()
  const workbook = readWorkbook(main, await parts.whole(main), await parts.whole(relationshipsOf(main)))
  if (workbook === null) throw damaged('its list of sheets cannot be read')
  return workbook
}

/** The texts that the sheets share, those before the damage where there is any. */
async function readStrings(
  parts: Package,
  { strings: part }: WorkbookParts,
): Promise<{ readonly strings: readonly string[]; readonly trouble: ArchiveError | null }> {
  const strings: string[] = []
  if (part === undefined || !parts.has(part)) return { strings, trouble: null }
  let units = 0
  const reader = openStrings((text) => {
    units += text.length
    strings.push(text)
  })
  try {
    for await (const chunk of parts.stream(part)) {
      reader.write(chunk)
      if (units > STRINGS) throw tooLarge('its texts come to too much')
    }
    check(reader, part)
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { strings, trouble: error }
  }
  return { strings, trouble: null }
}

/** Merges over several rows; the others hide nothing. They stand behind the rows, so that a sheet is read twice. */
async function readMerges(parts: Package, { part }: SheetPart): Promise<readonly Merge[]> {
  const merges: Merge[] = []
  const reader = openMerges((merge) => {
    if (merge.lastRow > merge.firstRow && merges.length < MERGES) merges.push(merge)
  })
  try {
    if (!(await mentions(parts.stream(part), MERGE))) return merges
    for await (const chunk of parts.stream(part)) reader.write(chunk)
  } catch (error) {
    // Who reads the rows of the sheet meets the same, and tells it.
    if (!(error instanceof ArchiveError)) throw error
  }
  reader.end()
  return merges.sort((a, b) => a.firstRow - b.firstRow)
}

const MERGE = new TextEncoder().encode('mergeCell')

/** Whether a text stands in a stream; faster than to read it for what it says. */
async function mentions(chunks: AsyncIterable<Uint8Array>, text: Uint8Array): Promise<boolean> {
  let last = new Uint8Array(0)
  for await (const chunk of chunks) {
    const seam = concatenate([last, chunk.subarray(0, text.length)])
    if (holds(seam, text) || holds(chunk, text)) return true
    last = chunk.slice(-text.length)
  }
  return false
}

function holds(bytes: Uint8Array, text: Uint8Array): boolean {
  for (let at = bytes.indexOf(text[0]!); at !== -1; at = bytes.indexOf(text[0]!, at + 1))
    if (text.every((byte, index) => bytes[at + index] === byte)) return true
  return false
}

function check(reader: PartReader, part: string): void {
  const problem = reader.end()
  if (problem !== null) throw damaged(`in ${part}: ${problem.message}`)
}

/** Rows as lines of comma-separated text. */
class Lines {
  size = 0
  readonly #merges: readonly Merge[]
  /** Number of merges that begin above the current row. */
  #begun = 0
  /** Those of them that reach the current row or further, with what stands in their first cell. */
  #open: { readonly merge: Merge; readonly text: string }[] = []
  #pieces: string[] = []
  #row = 0
  #width = 0

  constructor(merges: readonly Merge[]) {
    this.#merges = merges
  }

  add(number: number, own: readonly SheetCell[]): void {
    this.#open = this.#open.filter(({ merge }) => merge.lastRow >= number)
    const cells = this.#open.length === 0 ? own : this.#withMerged(own)
    let column = 0
    let line = '\n'.repeat(number - 1 - this.#row)
    for (const cell of cells) {
      line += ','.repeat(cell.column - column) + quoted(cell.text)
      column = cell.column
    }
    this.#width = Math.max(this.#width, Math.min(column, EVEN))
    line += `${','.repeat(Math.max(0, this.#width - column))}\n`
    this.#row = number
    this.#begin(number, own)
    this.#pieces.push(line)
    this.size += line.length
    if (this.size > BURST) throw tooLarge('its cells come to too much text')
  }

  take(): Uint8Array {
    const text = this.#pieces.join('')
    this.#pieces = []
    this.size = 0
    return encoder.encode(text)
  }

  /** The cells of a row, and what stands above those that are merged with them; what is merged has no text of its own. */
  #withMerged(own: readonly SheetCell[]): readonly SheetCell[] {
    const cells = new Map(this.#open.map(({ merge, text }) => [merge.firstColumn, text]))
    for (const { column, text } of own) cells.set(column, text)
    return [...cells].map(([column, text]) => ({ column, text })).sort((a, b) => a.column - b.column)
  }

  #begin(number: number, cells: readonly SheetCell[]): void {
    while (this.#begun < this.#merges.length && this.#merges[this.#begun]!.firstRow <= number) {
      const merge = this.#merges[this.#begun++]!
      const first = cells.find(({ column }) => column === merge.firstColumn)
      if (merge.firstRow !== number || first === undefined || this.#open.length >= OPEN_MERGES) continue
      this.#open.push({ merge, text: first.text })
    }
  }
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function damaged(message: string): ArchiveError {
  return new ArchiveError(
    'unreadable',
    message,
    'Open the workbook, save it anew as .xlsx or CSV, and scan that.',
  )
}

function binary(): ArchiveError {
  return new ArchiveError(
    'unsupported-format',
    'it is a binary workbook, which is not read',
    'Save it as .xlsx or CSV and scan that.',
  )
}
