import { cpesIn, macsIn } from './cells.ts'
import { looksLikeModel } from './columns.ts'
import type { Meaning } from './header-words.ts'
import { headerMeaning } from './headers.ts'

/** Whether rows begin with a name of their own, to the left of the first header; `likely`: not all signs say so. */
export type RowNames = 'none' | 'likely' | 'sure'

/**
 * Tells rows that begin with a name, as R and pandas write them, from rows that end in a delimiter: in both, each has
 * one cell more than the header. Names of rows are all there and all different; what stands in the other cells tells
 * under which of the headers it belongs.
 */
export function rowNames(headers: readonly string[], rows: readonly (readonly string[])[]): RowNames {
  if (rows.length === 0 || rows.some((cells) => cells.length !== headers.length + 1)) return 'none'
  const names = new Set(rows.map((cells) => cells[0]!))
  if (names.size < rows.length || names.has('')) return 'none'
  const meanings = headers.map(headerMeaning)
  const behindNames = fitting(meanings, rows, 1)
  const fromTheStart = fitting(meanings, rows, 0)
  const ended = rows.every((cells) => cells.at(-1) === '')
  if (behindNames === fromTheStart) return ended ? 'none' : 'likely'
  if (behindNames < fromTheStart) return 'none'
  return ended ? 'likely' : 'sure'
}

/** How many cells look like what their header says, the first header standing over the cell `from`. */
function fitting(
  meanings: readonly (Meaning | null)[],
  rows: readonly (readonly string[])[],
  from: number,
): number {
  let count = 0
  for (const cells of rows) {
    for (const [column, meaning] of meanings.entries()) {
      const shape = meaning === null ? undefined : SHAPES[meaning]
      if (shape?.(cells[column + from]!)) count++
    }
  }
  return count
}

const isName = (text: string) => /\p{L}/u.test(text) && !looksLikeModel(text)

const SHAPES: { readonly [meaning in Meaning]?: (text: string) => boolean } = {
  manufacturer: isName,
  brand: isName,
  vendor: isName,
  model: looksLikeModel,
  modelNumber: looksLikeModel,
  mac: (text) => macsIn(text).length > 0,
  cpe: (text) => cpesIn(text).length > 0,
  purl: (text) => text.startsWith('pkg:'),
  ip: (text) => /^\d+\.\d+\.\d+\.\d+$|^[\da-f:]*::?[\da-f:]+$/i.test(text),
}
