import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model/finding.ts'
import { scanAll } from '../documents.ts'
import { hasCorpus } from '../read/corpus.ts'
import { publicSboms } from './documents.ts'
import { scatter } from './scatter.ts'

const has = hasCorpus('sbom')
const title = `what tells of vendors, anywhere in public SBOMs${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`

/** Documents that are tried; `SCATTER=5000` tries more, `SEED` others. */
const WANTED = Number(process.env['SCATTER'] ?? 300)

describe.skipIf(!has)(title, () => {
  test('is found alike with the filter on and off', { timeout: 600_000 }, async () => {
    const documents: { uri: string; bytes: Uint8Array }[] = []
    for (let round = 0; documents.length < WANTED; round++) {
      for (const { path, writing, text, next } of publicSboms(`${process.env['SEED'] ?? ''}${round}`)) {
        if (documents.length === WANTED) break
        const scattered = scatter(text, writing, next)
        if (scattered === null) continue
        documents.push({ uri: `${round} ${path}`, bytes: new TextEncoder().encode(scattered) })
      }
    }
    const on = await scanAll(documents)
    const off = await scanAll(documents, true)
    expect(on.findings.length).toBeGreaterThan(WANTED / 10)
    const told = ({ findings }: Report) => findings.map((finding) => JSON.stringify(finding))
    expect(told(on)).toEqual(told(off))
    expect(readings(on)).toEqual(readings(off))
  })
})

function readings({ documents }: Report) {
  return documents.map(({ uri, format, state, items, records }) => ({ uri, format, state, items, records }))
}
