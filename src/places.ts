import type { Place } from './model/finding.ts'
import type { Span } from './model/item.ts'
import { decodeStream } from './syntax/encoding.ts'
import { type LineAnchor, locate, locateNear } from './syntax/lines.ts'

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
  const counted = around === undefined ? spans : [around.span]
  const offsets = counted.flatMap(({ offset, length }) => [offset, offset + length])
  const lines = spans.length === 0 ? new Map() : await linesOf(document, offsets, anchors)
  return (span) => {
    const { offset, length } = around?.span ?? span
    const start = lines.get(offset) ?? { line: 1, column: 1 }
    const end = lines.get(offset + length) ?? start
    const { cell, pointer } = span
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
