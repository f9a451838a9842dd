import { readFileSync } from 'node:fs'

/** The rows of a comma-separated file (RFC 4180) by the names of its first line. */
export function rowsOf(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = recordsOf(readFileSync(path, 'utf8'))
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}

function recordsOf(text: string): readonly (readonly string[])[] {
  const records: string[][] = []
  let record: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === ',') continue
    if (record.length > 1 || record[0] !== '') records.push(record)
    record = []
  }
  return records
}
