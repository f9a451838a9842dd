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

/** The texts that the bytes of a region can stand for in a format, decoded without the product's own code. */
export function decodings(kind: 'json' | 'xml' | 'text', bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (kind === 'text') return [text]
  if (kind === 'json') return [JSON.parse(`"${text}"`) as string]
  const lines = text.replace(/\r\n?/g, '\n')
  return [decodeXml(lines), decodeXml(lines.replace(/[\t\n]/g, ' '))]
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
