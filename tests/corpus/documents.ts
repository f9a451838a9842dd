import { manifest, unpack } from '../read/corpus.ts'
import type { Writing } from './plant.ts'
import { random } from './random.ts'

/** A document of the SBOM corpus whose text can be changed: valid, UTF-8 without a mark, and not large. */
export interface PublicSbom {
  readonly path: string
  readonly writing: Writing
  readonly text: string
  /** Its own numbers that look random. */
  readonly next: () => number
}

/** Largest document that is taken, in bytes: what is larger is slow without the filter. */
const LARGEST = 300_000

/** Documents of the corpus in an order that looks random and is the same on every run. */
export function* publicSboms(seed = ''): Generator<PublicSbom> {
  const files = unpack('sbom')
  const rows = manifest('sbom').map((row) => {
    const next = random(seed + row['path']!)
    return { row, next, order: next() }
  })
  for (const { row, next } of rows.sort((a, b) => a.order - b.order)) {
    const writing = WRITINGS[`${row['format']} ${row['serialisation']}`]
    const bytes = files.get(row['path']!)!
    if (writing === undefined || row['valid'] === 'invalid' || bytes.length > LARGEST) continue
    const text = plainText(bytes)
    if (text !== null) yield { path: row['path']!, writing, text, next }
  }
}

const WRITINGS: Readonly<Record<string, Writing>> = {
  'CycloneDX json': 'cyclonedx-json',
  'CycloneDX xml': 'cyclonedx-xml',
  'SPDX json': 'spdx-json',
  'SPDX tag-value': 'spdx-tag-value',
  'SPDX yaml': 'spdx-yaml',
  'SPDX json-ld': 'spdx-3-json',
}

/** The text of valid UTF-8 without a mark: lines and columns can be counted in it as it stands. */
function plainText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef || bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
