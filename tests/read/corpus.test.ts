import { describe, expect, test } from 'vitest'
import { hasCorpus, manifest, unpack } from './corpus.ts'
import { read, spells, type Writing } from './support.ts'

/**
 * Documents whose number of items is not the manifest's, and why. The manifest counts a JSON document's elements
 * of `components` at any depth, but an XML document's `<component type=…>` tags: the product itself, ancestors
 * and annotators as well. Here both are counted as in JSON.
 */
const EXPLAINED: Readonly<Record<string, { readonly items: number; readonly why: string }>> = {
  'spdx+tools-golang/json/test_fixtures/spdx2_2_null_package.json': { items: 0, why: 'the package is null' },
  'spdx+tools-golang/json/test_fixtures/spdx2_3_null_package.json': { items: 0, why: 'the package is null' },
  'spdx+ntia-conformance-checker/tests/data/missing_component_name/SPDXRdfExample.rdf': {
    items: 1,
    why: 'the package has no name, but it is there',
  },
  'DefectDojo+django-DefectDojo/unittests/scans/spdx/spdx_3_unsupported.json': {
    items: 1,
    why: 'SPDX 3 that says so in the key of SPDX 2; the package is there',
  },
  'spdx+spdx-3-model/serialization/jsonld/examples/package1.json': {
    items: 1,
    why: 'the document is itself a package',
  },
  'spdx+ntia-conformance-checker/tests/doc_fest/MetaSpdxscanner/app-bom-ination-1.0.spdx.tag': {
    items: 1,
    why: 'the first line is not a tag, but a package follows',
  },
  'spdx+ntia-conformance-checker/tests/doc_fest/MetaSpdxscanner/python3-pyyaml-6.0.spdx.tag': {
    items: 1,
    why: 'the first line is not a tag, but a package follows',
  },
  'CycloneDX+cyclonedx-core-java/src/test/resources/security/xxe-protection.xml': {
    items: 0,
    why: 'refused for its entities',
  },
}

/** Documents that are not read to their end, and why. */
const DAMAGED: Readonly<Record<string, string>> = {
  'CycloneDX+cyclonedx-core-java/src/test/resources/security/xxe-protection.xml': 'unsupported-format',
  'JPEWdev+shacl2code/tests/data/bad-reference.jsonld': 'unknown-format',
  'cdxgen+cdxgen/lib/server/openapi.yaml': 'unknown-format',
}

const has = hasCorpus('sbom')

describe.skipIf(!has)(
  `the SBOM corpus${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds it)'}`,
  () => {
    test('every CycloneDX and SPDX document of the formats that are read is read whole, and its items are counted', {
      timeout: 120_000,
    }, async () => {
      const files = unpack('sbom')
      const differences: string[] = []
      let seen = 0
      for (const row of manifest('sbom')) {
        const writing = writingOf(row['serialisation']!)
        if (writing === null) continue
        seen++
        const path = row['path']!.replace('redistributable/', '')
        const bytes = files.get(row['path']!)!
        const began = performance.now()
        const { items, summary, problems } = await read(bytes)
        const took = performance.now() - began
        if (took > 5000) differences.push(`${path}: took ${took} ms`)
        const wanted =
          EXPLAINED[path]?.items ?? expected(row['serialisation']!, bytes, Number(row['components']))
        if (summary.items !== wanted) differences.push(`${path}: ${summary.items} items, not ${wanted}`)
        const error = problems.find(({ severity }) => severity === 'error')?.code
        if (error !== DAMAGED[path]) differences.push(`${path}: ${error}, not ${DAMAGED[path]}`)
        for (const { value, span } of items.flatMap((item) => item.claims)) {
          if (span.encloses) continue
          const region = bytes.subarray(
            span.offset + markOf(bytes),
            span.offset + markOf(bytes) + span.length,
          )
          if (!spells(writing, region, value)) differences.push(`${path} ${span.pointer}: not ${value}`)
        }
      }
      expect(differences).toEqual([])
      expect(seen).toBeGreaterThan(2500)
    })
  },
)

/** How a serialisation that is read writes texts; `null` for one that is not. */
function writingOf(serialisation: string): Writing | null {
  switch (serialisation) {
    case 'json':
    case 'json-ld':
      return 'json'
    case 'xml':
    case 'rdf/xml':
      return 'xml'
    case 'tag-value':
      return 'text'
    case 'yaml':
      return 'yaml'
    default:
      return null
  }
}

/** What the manifest's number comes to when it is counted as in JSON. */
function expected(serialisation: string, bytes: Uint8Array, components: number): number {
  if (serialisation !== 'xml') return components
  const text = new TextDecoder().decode(bytes).replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '')
  const open: string[] = []
  let items = 0
  for (const [, slash, name, self] of text.matchAll(/<(\/?)([\w:.-]+)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/g)) {
    if (slash === '/') open.pop()
    else {
      if (name === 'component' && open.at(-1) === 'components') items++
      if (self !== '/') open.push(name!)
    }
  }
  return items
}

/** Length of a byte order mark. */
function markOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef ? 3 : 0
}
