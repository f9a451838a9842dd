import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildLists, loadSource } from '../../src/lists/index.ts'
import { compileMatcher, type Matcher } from '../../src/match/matcher.ts'
import type { Item } from '../../src/model/item.ts'
import { readDocument } from '../../src/read/index.ts'
import { hasCorpus, unpack } from '../read/corpus.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A literal that no document holds. */
const NOWHERE = 'qzxjkqzxjk'

/** Largest file that is read here, in bytes; the readers' own tests read the rest. */
const LARGEST = 8_000_000

describe.skipIf(!hasCorpus('sbom'))('public SBOMs (skipped where the shared corpus is absent)', () => {
  let matcher: Matcher
  let records = 0
  /** Records looked into for a literal, and for nothing else. */
  let extra = 0
  const found: string[] = []
  const documents: Uint8Array[] = []
  beforeAll(async () => {
    matcher = compileMatcher(await buildLists([await loadSource(join(ROOT, 'vendor-lists'))]))
    for (const [path, bytes] of unpack('sbom')) {
      if (bytes.length > LARGEST) continue
      const read = (literals: readonly string[], onItem: (item: Item) => void) =>
        readDocument({ open: () => streamOf(bytes) }, { onItem, onProblem: () => undefined }, { literals })
      const summary = await read(matcher.literals, (item) => {
        for (const { vendor, confidence } of matcher.match(item)) {
          if (confidence !== 'possible') found.push(`${path}: ${item.name} → ${vendor} ${confidence}`)
        }
      })
      const without = await read([NOWHERE], () => undefined)
      records += summary.records
      extra += summary.lookedInto - without.lookedInto
      if (summary.lookedInto > without.lookedInto) documents.push(bytes)
    }
  }, 240_000)

  it('are looked into for a literal in 1.5 % of their records at most', () => {
    expect(records).toBeGreaterThan(50_000)
    const share = extra / records
    expect(
      share,
      share > 0.015 ? `in most documents: ${commonest(matcher, documents)}` : '',
    ).toBeLessThanOrEqual(0.015)
  })
  it('hold nothing of the vendors above possible', () => {
    expect(found).toEqual([])
  })
})

/** The literals that stand in most documents, for the message of a failure. */
function commonest({ literals }: Matcher, documents: readonly Uint8Array[]): string {
  const counts = literals.map((literal) => {
    const count = documents.filter((bytes) =>
      Buffer.from(bytes).toString('latin1').toLowerCase().includes(literal),
    ).length
    return [count, literal] as const
  })
  const sorted = counts.sort(([a], [b]) => b - a).slice(0, 8)
  return sorted.map(([count, literal]) => `${literal} (${count})`).join(', ')
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
