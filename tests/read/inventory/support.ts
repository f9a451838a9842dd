import type { Item } from '../../../src/model/item.ts'
import type { Problem } from '../../../src/model/problem.ts'
import type { DocumentSummary } from '../../../src/model/source.ts'
import { inventoryFormats } from '../../../src/read/inventory/index.ts'
import type { Format } from '../../../src/read/reader.ts'

export const format: Format = inventoryFormats[0]!

export interface ReadTable {
  readonly items: readonly Item[]
  readonly problems: readonly Problem[]
  readonly summary: DocumentSummary
}

/** Reads an inventory given as text or as UTF-8 bytes. */
export function readTable(input: string | Uint8Array, chunkSize = 1 << 16): ReadTable {
  const bytes = bytesOf(input)
  const items: Item[] = []
  const problems: Problem[] = []
  const reader = format.open(
    { onItem: (item) => items.push(item), onProblem: (problem) => problems.push(problem) },
    { literals: null },
  )
  for (let i = 0; i < bytes.length; i += chunkSize) reader.write(bytes.subarray(i, i + chunkSize))
  const summary = reader.end()
  if (summary === 'again') throw new Error('a table is read in one pass')
  return { items, problems, summary }
}

/** Each item's claims as `field=value`. */
export function claimsOf(table: ReadTable): readonly (readonly string[])[] {
  return table.items.map(({ claims }) => claims.map(({ field, value }) => `${field}=${value}`))
}

/** What the format says of a whole document. */
export function recognised(input: string | Uint8Array): 'yes' | 'no' | 'more' {
  const bytes = bytesOf(input)
  return format.recognise(bytes.subarray(0, 1 << 16), bytes.length <= 1 << 16)
}

/** Claims whose bytes, decoded as delimited text does, are not their value. */
export function misplaced(input: string | Uint8Array, { items }: ReadTable): readonly string[] {
  const bytes = bytesOf(input)
  return items.flatMap(({ claims }) =>
    claims
      .filter(({ value, span }) => {
        const spelt = decoder.decode(bytes.subarray(span.offset, span.offset + span.length))
        return spelt !== value && spelt.replaceAll('""', '"') !== value
      })
      .map(({ field, value, span }) => `${field}=${value} at ${span.offset}+${span.length}`),
  )
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function bytesOf(input: string | Uint8Array): Uint8Array {
  return typeof input === 'string' ? encoder.encode(input) : input
}
