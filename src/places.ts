import type { Place } from './model/finding.ts'
import type { Cell, Span } from './model/item.ts'
import { decodeStream } from './syntax/encoding.ts'
import { type LineAnchor, type LinePosition, locate, locateNear } from './syntax/lines.ts'

/** The bytes that spans count in, and how a report names them. */
export interface Located {
  readonly uri: string
  readonly member?: string
  /** Where these bytes are spelt otherwise in a document around them: every span is reported as the text there. */
  readonly around?: Enclosing
  open(): AsyncIterable<Uint8Array>
  /** Opens the bytes at an offset of the decoded stream; absent where that cannot be done. */
  openAt?(offset: number): AsyncIterable<Uint8Array>
}

/** The text that encloses a document, and the document that it stands in. */
export interface Enclosing {
  readonly span: Span
  open(): AsyncIterable<Uint8Array>
}

/** Lines and columns of spans, found by reading the document again only where that is needed. */
export async function placesOf(
  document: Located,
  spans: readonly Span[],
  anchors: readonly LineAnchor[],
): Promise<(span: Span) => Place> {
  const { around, uri, member } = document
  const counted = around === undefined ? spans.filter((span) => !inSheet(span)) : [around.span]
  const offsets = counted.flatMap(({ offset, length }) => [offset, offset + length])
  const lines =
    counted.length === 0 ? new Map<number, LinePosition>() : await linesOf(document, offsets, anchors)
  return (span) => {
    const { cell, pointer } = span
    const { start, end } =
      around === undefined && cell?.sheet !== undefined ? inCell(cell) : inText(around?.span ?? span, lines)
    const encloses = around !== undefined || span.encloses === true
    return {
      document: uri,
      ...(member !== undefined && { member }),
      line: start.line,
      column: start.column,
      endColumn: end.column,
      ...(end.line !== start.line && { endLine: end.line }),
      ...(cell?.sheet !== undefined && { sheet: cell.sheet }),
      ...(cell !== undefined && { cell: cell.ref }),
      ...(pointer !== undefined && { pointer }),
      ...(encloses && { encloses }),
    }
  }
}

/** Sheets of workbooks have rows and columns where texts have lines. */
function inSheet({ cell }: Span): boolean {
  return cell?.sheet !== undefined
}

function inCell({ ref, row }: Cell) {
  let column = 0
  for (const letter of ref.replace(/[^A-Z]/g, '')) column = column * 26 + letter.charCodeAt(0) - 0x40
  return { start: { line: row, column }, end: { line: row, column: column + 1 } }
}

function inText({ offset, length }: Span, lines: ReadonlyMap<number, LinePosition>) {
  const start = lines.get(offset) ?? { line: 1, column: 1 }
  return { start, end: lines.get(offset + length) ?? start }
}

async function linesOf(document: Located, offsets: readonly number[], anchors: readonly LineAnchor[]) {
  const { openAt, around } = document
  const { bytes, mark, transcoded } = await decodeStream((around ?? document).open())
  if (around !== undefined || openAt === undefined || transcoded || anchors.length === 0)
    return locate(bytes, offsets)
  for await (const _ of bytes) break
  return locateNear((offset) => openAt(mark + offset), offsets, anchors)
}

/** Bytes between two lines that are worth remembering: less is as quickly read. */
const SPACING = 1 << 16

/** Keeps lines that are known, far enough apart that their number is bounded by the document's length. */
export function anchorKeeper(): { readonly anchors: readonly LineAnchor[]; keep(line: LineAnchor): void } {
  const anchors: LineAnchor[] = []
  let last = -SPACING
  return {
    anchors,
    keep(line) {
      if (line.offset < last + SPACING) return
      anchors.push(line)
      last = line.offset
    },
  }
}
