import type { Registry } from './source.ts'

/** Longest line of a list of values. */
const WIDTH = 100

/** A registry as its file spells it: one member a line, values packed into lines. */
export function registryText(registry: Registry): string {
  const { entries, ...head } = registry
  const members = Object.entries(head).map(([key, value]) => `  ${quoted(key)}: ${quoted(value)},`)
  const blocks = entries.map(({ values, ...rest }) => {
    const lines = Object.entries(rest).map(([key, value]) => `      ${quoted(key)}: ${quoted(value)},`)
    return ['    {', ...lines, `      "values": ${list(values)}`, '    }'].join('\n')
  })
  return `${['{', ...members, '  "entries": [', blocks.join(',\n'), '  ]', '}'].join('\n')}\n`
}

function list(values: readonly string[]): string {
  const lines: string[] = []
  let line = ''
  for (const value of values.map(quoted)) {
    if (line !== '' && line.length + value.length + 10 > WIDTH) {
      lines.push(`${line},`)
      line = ''
    }
    line += line === '' ? value : `, ${value}`
  }
  if (lines.length === 0) return `[${line}]`
  return ['[', ...[...lines, line].map((text) => `        ${text}`), '      ]'].join('\n')
}

function quoted(value: unknown): string {
  return JSON.stringify(value)
}
