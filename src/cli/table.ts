/**
 * Lines of a plain table: columns as wide as their widest cell, two spaces apart; the last column is wrapped to
 * what is left of `width`.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const last = head.length - 1
  const indent = widths.slice(0, last).reduce((sum, columnWidth) => sum + columnWidth + 2, 0)
  const room = Math.max(width - indent, 30)
  return [head, ...rows].flatMap((row) => {
    const start = row
      .slice(0, last)
      .map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}  `)
      .join('')
    const [first = '', ...more] = wrapped(row[last] ?? '', room)
    return [`${start}${first}`.trimEnd(), ...more.map((line) => `${' '.repeat(indent)}${line}`)]
  })
}

/** Text broken at spaces into lines of at most `width` columns; a longer word has a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** Paragraph behind a label: the first line carries the label, the rest stand under it. */
export function labelled(label: string, text: string, width: number, indent = 14): readonly string[] {
  const [first = '', ...more] = wrapped(text, Math.max(width - indent, 30))
  return [`${label.padEnd(indent - 1)} ${first}`, ...more.map((line) => `${' '.repeat(indent)}${line}`)]
}
