import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Folder with the shared corpora; absent on most machines. */
export const shared = pathToFileURL(
  `${process.env['VENDORSCAN_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url))}/`,
)

/** A row of a manifest: column → cell. */
export type Row = Readonly<Record<string, string>>

/** Whether a corpus is there. */
export function hasCorpus(name: string): boolean {
  return existsSync(new URL(`corpus/${name}.tar.gz`, shared))
}

/** The rows of a corpus's manifest. */
export function manifest(name: string): readonly Row[] {
  const [head = [], ...rows] = parseCsv(readFileSync(new URL(`corpus/${name}-manifest.csv`, shared), 'utf8'))
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at] ?? ''])))
}

/** The files of a corpus: path → bytes. */
export function unpack(name: string): ReadonlyMap<string, Uint8Array> {
  const tar = gunzipSync(readFileSync(new URL(`corpus/${name}.tar.gz`, shared)))
  const files = new Map<string, Uint8Array>()
  const text = (from: number, length: number) =>
    tar.toString('utf8', from, from + length).replace(/\0.*/s, '')
  let longName: string | undefined
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    const type = text(at + 156, 1)
    const body = tar.subarray(at + 512, at + 512 + size)
    const prefix = text(at + 345, 155)
    const path = longName ?? (prefix === '' ? text(at, 100) : `${prefix}/${text(at, 100)}`)
    longName = type === 'L' ? body.toString('utf8').replace(/\0.*/s, '') : paxPath(type, body)
    if (type === '0' || type === '') files.set(path, body)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

function paxPath(type: string, body: Buffer): string | undefined {
  return type === 'x' ? /^\d+ path=(.*)$/m.exec(body.toString('utf8'))?.[1] : undefined
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}
