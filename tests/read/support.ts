import type { Item } from '../../src/model/item.ts'
import type { Problem } from '../../src/model/problem.ts'
import type { DocumentSummary } from '../../src/model/source.ts'
import { formats, readDocument } from '../../src/read/index.ts'
import type { Format } from '../../src/read/reader.ts'

/** All that reading a document gave. */
export interface Reading {
  readonly items: readonly Item[]
  readonly problems: readonly Problem[]
  readonly summary: DocumentSummary
}

/** Reads bytes as a document, in chunks of a size. */
export async function read(
  bytes: Uint8Array,
  options: { size?: number; literals?: readonly string[] | null; among?: readonly Format[] } = {},
): Promise<Reading> {
  const { size = 65_536, literals = null, among = formats } = options
  const items: Item[] = []
  const problems: Problem[] = []
  const summary = await readDocument(
    { open: () => chunks(bytes, size) },
    { onItem: (item) => items.push(item), onProblem: (problem) => problems.push(problem) },
    { literals },
    among,
  )
  return { items, problems, summary }
}

export async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // A reader may keep no chunk: the next one overwrites it.
  const buffer = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size)
    buffer.set(chunk)
    yield buffer.subarray(0, chunk.length)
  }
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** How a format writes a text. */
export type Writing = 'json' | 'xml' | 'text' | 'yaml' | 'turtle'

/** How the format of a test's document writes a text, by the name of its file. */
export function writingOf(file: string): Writing {
  if (/\.(xml|rdf)$/.test(file)) return 'xml'
  if (file.endsWith('.yaml')) return 'yaml'
  if (file.endsWith('.ttl')) return 'turtle'
  return file.endsWith('.spdx') ? 'text' : 'json'
}

/** Whether the bytes of a region spell a value, decoded as the format does but without the product's own code. */
export function spells(writing: Writing, bytes: Uint8Array, value: string): boolean {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  switch (writing) {
    case 'text':
      return text === value
    case 'json':
      return JSON.parse(`"${text}"`) === value
    case 'xml': {
      const lines = text.replace(/\r\n?/g, '\n')
      return decodeXml(lines) === value || decodeXml(lines.replace(/[\t\n]/g, ' ')) === value
    }
    case 'turtle':
      return text === value || unescapeOrKeep(text) === value
    case 'yaml': {
      // How lines are folded is not asked again: white space does not count.
      const wanted = value.replace(/\s/g, '')
      const quoted = text.replace(/\\\r?\n\s*/g, '').replace(/\\(?= )/g, '')
      const readings = [text, text.replaceAll("''", "'"), unescapeOrKeep(quoted)]
      return readings.some((reading) => reading.replace(/\s/g, '') === wanted)
    }
    default:
      return writing satisfies never
  }
}

function unescapeOrKeep(text: string): string {
  try {
    return JSON.parse(`"${text.replace(/\s+/g, ' ')}"`) as string
  } catch {
    return text
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeXml(text: string): string {
  return text.replace(
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|&(?:(\w+)|#(\d+)|#x([0-9a-fA-F]+));/g,
    (whole, cdata?: string, name?: string, decimal?: string, hex?: string) => {
      if (cdata !== undefined) return cdata
      if (name !== undefined) return NAMED[name] ?? whole
      if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10))
      return hex === undefined ? '' : String.fromCodePoint(Number.parseInt(hex, 16))
    },
  )
}
