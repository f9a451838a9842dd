import type { Problem } from '../model/problem.ts'
import type { Region, ScalarNode } from './node.ts'
import { decodeUtf8 } from './utf8.ts'

/** One row of delimited text; it and its cells are valid during the call that hands it over only. */
export interface Row extends Region {
  /** 1-based; blank rows count, a `sep=` line does not. */
  readonly number: number
  /** Number of cells, at least one. */
  readonly size: number
  /** True where no cell holds anything but white space. */
  readonly blank: boolean
  /** The cell as the row spells it, white space included; `null` beyond the last one. */
  raw(column: number): ScalarNode | null
  /** The cell without white space around it; `null` where nothing is left. */
  cell(column: number): ScalarNode | null
}

/** How a cell is quoted; `plain`: between quotes, `doubled`: between quotes, and holding doubled ones. */
export type Quoting = 'none' | 'plain' | 'doubled'

/** Where a row's cells stand. */
export interface RowData extends Region {
  readonly number: number
  readonly size: number
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly quoting: readonly Quoting[]
  /** All bytes of the row or'ed: below 0x80 when it is ASCII. */
  readonly highBits: number
  readonly delimiter: number
}

/** A row that is set anew for each line, so that rows cost nothing until a cell is asked for. */
export function createRowView(report: (problem: Problem) => void) {
  let bytes: Uint8Array = new Uint8Array(0)
  let base = 0
  let row: RowData = {
    number: 0,
    start: 0,
    end: 0,
    size: 0,
    starts: [],
    ends: [],
    quoting: [],
    highBits: 0,
    delimiter: 0,
  }
  // An ASCII row is decoded once and sliced: a decoder's call costs more than a short cell.
  let text: string | null = null

  const view = {
    get number() {
      return row.number
    },
    get start() {
      return row.start
    },
    get end() {
      return row.end
    },
    get size() {
      return row.size
    },
    get blank() {
      const end = row.end - base
      for (let i = row.start - base; i < end; ) {
        const width = bytes[i] === row.delimiter || bytes[i] === QUOTE ? 1 : spaceAfter(bytes, i, end)
        if (width === 0) return false
        i += width
      }
      return true
    },
    raw(column: number): ScalarNode | null {
      return column < row.size ? scalar(row.starts[column]!, row.ends[column]!, row.quoting[column]!) : null
    },
    cell(column: number): ScalarNode | null {
      if (column >= row.size) return null
      let start = row.starts[column]! - base
      let end = row.ends[column]! - base
      for (let width: number; start < end && (width = spaceAfter(bytes, start, end)) > 0; ) start += width
      for (let width: number; end > start && (width = spaceBefore(bytes, end, start)) > 0; ) end -= width
      return start === end ? null : scalar(start + base, end + base, row.quoting[column]!)
    },
  }

  function scalar(start: number, end: number, quoting: Quoting): ScalarNode {
    const spelt = decode(start, end)
    if (quoting !== 'doubled' || !spelt.includes('""')) return { type: 'string', start, end, value: spelt }
    return { type: 'string', start, end, ...undoubled(spelt) }
  }

  function decode(start: number, end: number): string {
    if (row.highBits < 0x80 && row.end - row.start <= 4096) {
      text ??= decodeUtf8(bytes.subarray(row.start - base, row.end - base))
      return text.slice(start - row.start, end - row.start)
    }
    const cell = bytes.subarray(start - base, end - base)
    const value = decodeUtf8(cell)
    const damage = value.includes('\uFFFD') ? firstDamage(value, cell) : -1
    if (damage >= 0) report(notUtf8(start + damage))
    return value
  }

  return {
    set(newBytes: Uint8Array, newBase: number, newRow: RowData): Row {
      bytes = newBytes
      base = newBase
      row = newRow
      text = null
      return view
    },
  }
}

const encoder = new TextEncoder()

/** Offset in `bytes` of the first thing that is no UTF-8, which `text` shows as U+FFFD; -1 when it is all well. */
function firstDamage(text: string, bytes: Uint8Array): number {
  let at = 0
  let from = 0
  for (let found = text.indexOf('\uFFFD'); found >= 0; found = text.indexOf('\uFFFD', from)) {
    at += encoder.encode(text.slice(from, found)).length
    if (bytes[at] !== 0xef || bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd) return at
    at += 3
    from = found + 1
  }
  return -1
}

function undoubled(spelt: string): { value: string; map: readonly number[] } {
  const map: number[] = []
  let value = ''
  let at = 0
  for (let i = 0; i < spelt.length; i++) {
    const code = spelt.codePointAt(i)!
    const character = String.fromCodePoint(code)
    for (let unit = 0; unit < character.length; unit++) map.push(at)
    value += character
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    i += character.length - 1
    if (character === '"' && spelt[i + 1] === '"') {
      at++
      i++
    }
  }
  return { value, map }
}

/** Length of the white space that begins at `at`: ASCII white space, no-break space, ideographic space. */
function spaceAfter(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]!
  if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) return 1
  if (byte === 0xc2 && at + 1 < end && bytes[at + 1] === 0xa0) return 2
  if (byte === 0xe3 && at + 2 < end && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80) return 3
  return 0
}

function spaceBefore(bytes: Uint8Array, end: number, start: number): number {
  for (let width = 1; width <= 3 && end - width >= start; width++) {
    if (spaceAfter(bytes, end - width, end) === width) return width
  }
  return 0
}

function notUtf8(offset: number): Problem {
  return {
    code: 'encoding',
    severity: 'error',
    message: 'the text is not UTF-8 from here on',
    hint: 'save the table as "CSV UTF-8", or as Unicode text',
    span: { offset, length: 1 },
  }
}

const QUOTE = 0x22
