import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { scanAll } from '../documents.ts'
import { hasCorpus } from '../read/corpus.ts'
import { publicSboms } from './documents.ts'
import { type Planted, plant, type Writing } from './plant.ts'

const has = hasCorpus('sbom')
const title = `a vendor in public SBOMs${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`

const WANTED = 200

describe.skipIf(!has)(title, () => {
  const planted = has ? plantAll() : []

  test('is put into 200 of them, in every way of writing and every field', () => {
    expect(planted).toHaveLength(WANTED)
    const kinds = new Set(planted.map(({ writing, field }) => `${writing} ${field}`))
    expect(kinds.size).toBe(12)
  })

  test('is found in every one, at the very line and column', { timeout: 120_000 }, async () => {
    const found = await findingsByPath(planted, false)
    const missed = planted.filter(({ path, vendor, field, value, line, column }) => {
      const hit = found
        .get(path)
        ?.filter((finding) => finding.vendor === vendor && finding.confidence !== 'possible')
        .flatMap(({ evidence }) => evidence)
        .find((evidence) => evidence.field === field && evidence.value === value)
      return hit?.place.line !== line || hit.place.column !== column
    })
    expect(
      missed.map(({ path, field, value, line }) => `${path}: ${field} ${value} at line ${line}`),
    ).toEqual([])
  })

  test('comes to the same findings with the filter off', { timeout: 120_000 }, async () => {
    expect(await findingsByPath(planted, true)).toEqual(await findingsByPath(planted, false))
  })
})

interface PlantedFile extends Planted {
  readonly path: string
  readonly writing: Writing
}

function plantAll(): readonly PlantedFile[] {
  const all: PlantedFile[] = []
  for (const { path, writing, text, next } of publicSboms()) {
    const result = plant(text, writing, next)
    if (result !== null) all.push({ ...result, path, writing })
    if (all.length === WANTED) break
  }
  return all
}

async function findingsByPath(
  documents: readonly PlantedFile[],
  coverage: boolean,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const { findings } = await scanAll(
    documents.map(({ path, text }) => ({ uri: path, bytes: new TextEncoder().encode(text) })),
    coverage,
  )
  const byPath = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { document } = finding.item.place
    byPath.set(document, [...(byPath.get(document) ?? []), finding])
  }
  return byPath
}
