import { attribute, children, rootOf } from './parts.ts'

/** Indices of the cell styles under which a number is a date, from the styles part (ECMA-376 part 1, 18.8). */
export function dateStyles(bytes: Uint8Array): ReadonlySet<number> {
  const root = rootOf(bytes)
  const dates = new Set<number>()
  if (root === null) return dates
  const own = new Map<string, string>()
  for (const list of children(root, 'numFmts')) {
    for (const format of children(list, 'numFmt'))
      own.set(attribute(format, 'numFmtId') ?? '', attribute(format, 'formatCode') ?? '')
  }
  for (const list of children(root, 'cellXfs')) {
    for (const [index, style] of children(list, 'xf').entries()) {
      const id = attribute(style, 'numFmtId') ?? '0'
      const code = own.get(id)
      if (code === undefined ? isBuiltInDate(Number(id)) : isDateFormat(code)) dates.add(index)
    }
  }
  return dates
}

/** A day as numbers of a workbook count them, as `2024-01-02`; `null` for a time of day and what is no day. */
export function dayOf(serial: number, from1904: boolean): string | null {
  if (!(serial >= 1 && serial < 2_958_466)) return null
  // 29 February 1900, which never was, is day 60: before it the count is one off.
  const epoch = from1904 ? 24_107 : serial < 60 ? 25_568 : 25_569
  return new Date((Math.floor(serial) - epoch) * 86_400_000).toISOString().slice(0, 10)
}

/** The formats that need no code: 14 to 17 and 22 in all languages, others in those of East Asia. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
}

/** A format with a year or a day in it; what stands in quotes, brackets or behind a backslash is text. */
function isDateFormat(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, ''))
}
