import { describe, expect, test } from 'vitest'
import { CYCLONEDX_HEAD } from '../../src/read/sbom/cyclonedx.ts'
import { SPDX_HEAD } from '../../src/read/sbom/spdx.ts'
import { scanAll } from '../documents.ts'
import { hasCorpus, manifest, unpack } from '../read/corpus.ts'

/** Findings above `possible` that the text proves, as `path: vendor item`, each with the words that prove it. */
const PROVEN: Readonly<Record<string, string>> = {}

/** Records of a document's head are always looked into; of all others at most this share may be. */
const MOST = 0.03

const has = hasCorpus('sbom')
const title = `public SBOMs${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`

describe.skipIf(!has)(title, async () => {
  const files = has ? unpack('sbom') : new Map<string, Uint8Array>()
  const rows = has ? manifest('sbom').filter(({ serialisation }) => READ.has(serialisation!)) : []
  const documents = rows.map(({ path }) => ({ uri: path!, bytes: files.get(path!)! }))
  const report = await scanAll(documents)

  test('are all answered, and what is not read says why', () => {
    expect(documents.length).toBeGreaterThan(2500)
    const answered = new Set(report.documents.map(({ uri }) => uri))
    expect(documents.filter(({ uri }) => !answered.has(uri)).map(({ uri }) => uri)).toEqual([])
    const silent = report.documents
      .filter(({ state }) => state !== 'whole')
      .filter(({ uri }) => !report.problems.some(({ document, hint }) => document.startsWith(uri) && hint))
    expect(silent.map(({ uri }) => uri)).toEqual([])
  })

  test('hold nothing of listed makers that the text does not prove', () => {
    const found = report.findings
      .filter(({ confidence }) => confidence !== 'possible')
      .map(({ item, vendor }) => `${item.place.document}: ${vendor} ${item.name}`)
    expect(found).toEqual(Object.keys(PROVEN))
  })

  test(`are looked into in ${MOST * 100} % of their records at most`, () => {
    const shares = [...new Set(rows.map(kindOf))].sort().map((kind) => {
      const uris = new Set(rows.filter((row) => kindOf(row) === kind).map(({ path }) => path))
      return { kind, ...shareOf(uris) }
    })
    const { records, lookedInto } = shareOf(new Set(rows.map(({ path }) => path)))
    const told = shares.map((share) => `${share.kind}: ${share.lookedInto} of ${share.records}`).join('; ')
    expect(records).toBeGreaterThan(150_000)
    expect(lookedInto / records, told).toBeLessThanOrEqual(MOST)
  })

  /** Records outside heads, and those of them that were looked into. */
  function shareOf(uris: ReadonlySet<string | undefined>) {
    const read = report.documents.filter(({ uri, state }) => uris.has(uri) && state !== 'unread')
    const heads = read.map(({ uri }) => headRecords(files.get(uri)!))
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
    return {
      records: sum(read.map((document) => document.records)) - sum(heads),
      lookedInto: sum(read.map((document) => document.lookedInto)) - sum(heads),
    }
  }
})

/** Serialisations of the manifest that are read. */
const READ = new Set(['json', 'xml', 'tag-value', 'json-ld'])

function kindOf({ format, serialisation }: Readonly<Record<string, string>>): string {
  return `${format} ${serialisation}`
}

/** Records that say what the document is. */
function headRecords(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes)
  const keys = rootKeys(text)
  if (keys === null) return /<metadata[\s>]/.test(text) ? 1 : 0
  return keys.filter((key) => (keys.includes('spdxVersion') ? SPDX_HEAD : CYCLONEDX_HEAD).includes(key))
    .length
}

function rootKeys(text: string): readonly string[] | null {
  try {
    return Object.keys(JSON.parse(text) as object)
  } catch {
    return null
  }
}
