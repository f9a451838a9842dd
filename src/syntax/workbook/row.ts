import { decodeUtf8 } from '../utf8.ts'
import type { XmlRecord } from '../xml/splitter.ts'

/** A row as it is written in a sheet. */
export interface WrittenRow {
  readonly number: string | undefined
  readonly cells: readonly WrittenCell[]
}

/** A cell as it is written in a sheet; what its value means depends on its type. */
export interface WrittenCell {
  readonly ref: string | undefined
  readonly style: string | undefined
  readonly type: string | undefined
  readonly value: string | undefined
  /** Text that stands in the cell itself. */
  readonly inline: string | undefined
}

/**
 * A row that is written as programs mostly write one, read several times as fast as any XML; `null` when something
 * about it is not so plain: prefixes, references, comments, formatted text, or what is no XML.
 */
export function plainRow({ bytes, scope }: XmlRecord): WrittenRow | null {
  if (scope.home !== (scope.prefixes.get('') ?? '')) return null
  const text = decodeUtf8(bytes)
  if (NOT_PLAIN.test(text)) return null
  const row = ROW.exec(text)
  if (row === null) return null
  const cells: WrittenCell[] = []
  let at = row[0].length
  for (; ; at = CELL.lastIndex) {
    CELL.lastIndex = at
    const cell = CELL.exec(text)
    if (cell === null) break
    let ref: string | undefined
    let style: string | undefined
    let type: string | undefined
    for (const [, name, value] of cell[1]!.matchAll(CELL_ATTRIBUTE)) {
      if (name === 'r') ref = value
      else if (name === 's') style = value
      else type = value
    }
    cells.push({ ref, style, type, value: cell[2], inline: cell[3] })
  }
  return text.startsWith('</row>', at) ? { number: ROW_NUMBER.exec(row[1]!)?.[1], cells } : null
}

/** References, carriage returns, declarations, comments, other namespaces, bytes that are not UTF-8. */
const NOT_PLAIN = /[&\r\ufffd]|<[!?]|xmlns/
const ATTRIBUTES = '((?:\\s+[\\w:.]+="[^"<]*")*)\\s*'
const ROW = new RegExp(`^<row${ATTRIBUTES}>`)
const ROW_NUMBER = /\sr="([^"]*)"/
const TAG_END = '(?:\\s[^<>]*)?'
const CELL = new RegExp(
  [
    `<c${ATTRIBUTES}(?:/>|>`,
    `(?:<f${TAG_END}>[^<]*</f>)?`,
    `(?:<v>([^<]*)</v>|<is><t${TAG_END}>([^<]*)</t></is>)?`,
    '</c>)',
  ].join(''),
  'y',
)
const CELL_ATTRIBUTE = /\s([rst])="([^"]*)"/g
