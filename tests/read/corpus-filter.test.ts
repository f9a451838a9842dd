import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { hasCorpus, manifest, unpack } from './corpus.ts'
import { read } from './support.ts'

const LITERALS = ['openssl', 'apache', 'google', 'node']

/** Parts of a document that are said of it as a whole and looked into only when a literal stands in them. */
const APART =
  /^\/(bom\/)?(annotations|declarations|externalReferences|properties|formulation|definitions|revieweds)/

const has = hasCorpus('sbom')
const skipped = has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds it)'

describe.skipIf(!has)(`the SBOM corpus${skipped}`, () => {
  test('gives the same items of which a literal tells, with the filter as without', {
    timeout: 120_000,
  }, async () => {
    const files = unpack('sbom')
    const differences: string[] = []
    let telling = 0
    for (const [at, row] of manifest('sbom').entries()) {
      if (at % 6 !== 0) continue
      const path = row['path']!
      const [some, all] = await Promise.all(
        [LITERALS, null].map((literals) => read(files.get(path)!, { literals })),
      )
      if (JSON.stringify(counted(some!)) !== JSON.stringify(counted(all!)))
        differences.push(`${path}: summary`)
      const found = new Map(some!.items.map((item) => [keyOf(item), item]))
      for (const item of all!.items.filter(tells)) {
        telling++
        const twin = found.get(keyOf(item))
        if (twin === undefined || content(twin) !== content(item)) differences.push(`${path}: ${item.name}`)
      }
    }
    expect(differences).toEqual([])
    expect(telling).toBeGreaterThan(1000)
  })

  const folder = 'redistributable/spdx+tools-java/testResources'
  test.each(['2.2', '2.3'])('the SPDX %s example says the same in every serialisation', async (version) => {
    const files = unpack('sbom')
    const names = [
      `SPDXJSONExample-v${version}.spdx.json`,
      `SPDXTagExample-v${version}.spdx`,
      `SPDXYAMLExample-${version}.spdx.yaml`,
      `SPDXRdfExample-v${version}.spdx.rdf`,
    ]
    const [json, tags, yaml, rdf] = await Promise.all(
      names.map(async (name) => (await read(files.get(`${folder}/${name}`)!)).items),
    )
    expect(packages(yaml!)).toEqual(packages(json!))
    expect(packages(tags!)).toEqual(packages(json!))
    expect(packages(rdf!)).toEqual(packages(json!))
  })
})

function counted({ summary }: { summary: { lookedInto: number } }) {
  return { ...summary, lookedInto: 0 }
}

function tells({ claims }: Item): boolean {
  return claims.some(({ value, span }) => {
    const text = value.toLowerCase()
    return !APART.test(span.pointer ?? '') && LITERALS.some((literal) => text.includes(literal))
  })
}

function keyOf({ kind, name, span }: Item): string {
  return `${kind} ${name} ${span.offset}`
}

function content({ claims }: Item): string {
  return JSON.stringify(claims.filter(({ span }) => !APART.test(span.pointer ?? '')))
}

/** What packages say of their makers and names, in any order; one package URL is in some of the examples only. */
function packages(items: readonly Item[]): string[] {
  const fields = new Set(['name', 'supplier', 'originator', 'email', 'cpe', 'path'])
  return items
    .filter(({ claims }) => claims.some(({ field }) => field === 'name'))
    .map(({ kind, name, claims }) => {
      const said = claims
        .filter(({ field }) => fields.has(field))
        .map(({ field, value }) => `${field} ${value}`)
      return `${kind} ${name}: ${said.toSorted().join(', ')}`
    })
    .toSorted()
}
