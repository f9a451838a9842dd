import { describe, expect, test } from 'vitest'
import { scanAll } from '../documents.ts'
import { hasCorpus, manifest, unpack } from '../read/corpus.ts'
import { type Ways, waysOf, waysOfOne } from '../read/ways-of.ts'

const has = hasCorpus('sbom')
const files = has ? unpack('sbom') : new Map<string, Uint8Array>()
const file = (path: string) => files.get(`redistributable/${path}`)!
const title = `ways in public SBOMs${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`

/** One SBOM in several forms, and how many of its items something leads to. */
const PAIRS: readonly { readonly ways: number; readonly paths: readonly string[] }[] = [
  ...['2.2', '2.3'].map((version, at) => ({
    ways: 5 + at,
    paths: [
      `JSONExample-v${version}.spdx.json`,
      `TagExample-v${version}.spdx`,
      `RdfExample-v${version}.spdx.rdf`,
      `YAMLExample-${version}.spdx.yaml`,
      `SpreadsheetExample-v${version}.xlsx`,
    ].map((name) => `spdx+tools-java/testResources/SPDX${name}`),
  })),
  ...[
    { ways: 636, name: 'pyyamll-6', endings: ['json', 'tag', 'yaml', 'rdf.xml'] },
    { ways: 10, name: 'AppBomInation-SourceOnly', endings: ['tag', 'yaml', 'rdf.xml'] },
    { ways: 14, name: 'AppBomInation-SourceAndDependency', endings: ['tag', 'yaml', 'rdf.xml'] },
  ].map(({ ways, name, endings }) => ({
    ways,
    paths: endings.map(
      (ending) => `spdx+ntia-conformance-checker/tests/doc_fest/SourceAuditor/${name}.spdx.${ending}`,
    ),
  })),
  ...[
    { ways: 3, names: ['example1/spdx2.2/example1.spdx', 'example1/spdx3.0/example1.json'] },
    { ways: 4, names: ['example4/spdx2.2/example4-bin.spdx', 'example4/spdx3.0/example4-bin.json'] },
    {
      ways: 5,
      names: ['example10/spdx2.3/hello-source.spdx.json', 'example10/spdx3.0/hello-source.spdx3.json'],
    },
    { ways: 3, names: ['example11/spdx2.3/sbom.spdx.json', 'example11/spdx3.0/sbom.spdx3.json'] },
    {
      ways: 12,
      names: ['example12/spdx2.2/hello-src.spdx.json', 'example12/spdx3.0/hello-src.spdx3.json'],
    },
  ].map(({ ways, names }) => ({ ways, paths: names.map((name) => `spdx+spdx-examples/software/${name}`) })),
]

/** CycloneDX of which one form says more of how things hang together than another. */
const UNEQUAL = /\/1\.5\/valid-saasbom-1\.5\.textproto$/

describe.skipIf(!has)(title, () => {
  test.each(PAIRS)('are the same in each form: $paths.0', async ({ ways, paths }) => {
    const [first, ...others] = await Promise.all(paths.map((path) => waysOfOne(file(path))))
    expect(Object.keys(first!.ways)).toHaveLength(ways)
    for (const [at, other] of others.entries()) expect(other.ways, paths[at + 1]).toEqual(first!.ways)
  })

  test('are the same in each form of CycloneDX', { timeout: 60_000 }, async () => {
    let compared = 0
    for (const [path, bytes] of files) {
      if (!/CycloneDX\+specification\/.*\/valid-.*\.json$/.test(path)) continue
      const ours = await waysOfOne(bytes)
      for (const ending of ['xml', 'textproto']) {
        const twin = path.replace(/json$/, ending)
        const other = files.get(twin)
        if (other === undefined || UNEQUAL.test(twin)) continue
        const theirs = await waysOfOne(other)
        if (called(theirs) !== called(ours)) continue
        expect(theirs.ways, twin).toEqual(ours.ways)
        if (Object.keys(ours.ways).length > 0) compared++
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  test('lead to a vendor put into each form of one SBOM', async () => {
    const maker = 'http://www.hikvision.com/'
    for (const path of PAIRS.slice(0, 2).flatMap(({ paths }) => paths)) {
      if (path.endsWith('.xlsx')) continue
      const text = new TextDecoder().decode(file(path)).replaceAll('http://saxon.sourceforge.net/', maker)
      const { findings } = await scanAll([{ uri: path, bytes: new TextEncoder().encode(text) }])
      expect(
        findings.map(({ item }) => item.name),
        path,
      ).toEqual(['Saxon'])
      expect(
        findings[0]!.path?.map(({ name, place }) => [name, lineOf(text, place!.line).includes(name)]),
        path,
      ).toEqual([
        ['glibc', true],
        ['Saxon', true],
      ])
      expect(findings[0]!.path?.at(-1)?.place, path).toEqual(findings[0]!.item.place)
    }
  })

  test('lead from the root to what an organisation supplies that SPDX 3 refers to', {
    timeout: 60_000,
  }, async () => {
    const planted = manifest('sbom')
      .filter(({ serialisation }) => serialisation === 'json-ld')
      .flatMap(({ path = '' }) => {
        const bytes = withSupplier(files.get(path)!, 'Hangzhou Hikvision Digital Technology Co., Ltd.')
        return bytes === null ? [] : [{ uri: path, bytes }]
      })
    expect(planted.length).toBeGreaterThan(50)
    let told = 0
    const { findings } = await scanAll(planted)
    for (const { uri, bytes } of planted) {
      const [only] = await waysOf(bytes)
      const ours = findings.filter(({ item }) => item.place.document === uri)
      expect(ours.length, uri).toBeGreaterThan(0)
      for (const { item, path = [] } of ours) {
        expect(path.map(({ name }) => name).join(' > '), uri).toBe(only!.ways[item.name] ?? '')
        if (path.length > 0) told++
      }
    }
    expect(told).toBeGreaterThan(30)
    const maven = findings.find(
      ({ item }) =>
        item.name === 'JUnit' &&
        item.place.document.startsWith('redistributable/spdx+spdx-examples/software/example14/spdx3.0/'),
    )
    expect(maven?.path?.map(({ name }) => name)).toEqual(['examplemaven', 'JUnit'])
  })
})

/** What a document calls its items, and how it refers to them. */
function called({ items }: Ways): string {
  return items
    .map(({ ref, name }) => `${ref} ${name}`)
    .toSorted()
    .join('\n')
}

function lineOf(text: string, line: number): string {
  return text.split(/\r\n|\n|\r/)[line - 1] ?? ''
}

/** The document with a supplier for every package that has an id, as an organisation of its own. */
function withSupplier(bytes: Uint8Array, name: string): Uint8Array | null {
  const text = new TextDecoder().decode(bytes)
  let json: { '@graph'?: unknown }
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const graph = json['@graph']
  if (!Array.isArray(graph)) return null
  const packages = graph.filter(({ type, spdxId }) => type === 'software_Package' && spdxId !== undefined)
  if (packages.length === 0) return null
  for (const element of packages) element.suppliedBy = 'urn:planted'
  graph.push({ type: 'Organization', spdxId: 'urn:planted', name })
  return new TextEncoder().encode(JSON.stringify(json, null, 2))
}
