import { describe, expect, test } from 'vitest'
import type { Claim, Item } from '../../src/model/item.ts'
import { cyclonedxJson } from '../../src/read/sbom/cyclonedx-json.ts'
import { cyclonedxProtobufText } from '../../src/read/sbom/cyclonedx-protobuf.ts'
import { hasCorpus, manifest, unpack } from './corpus.ts'
import { read } from './support.ts'

/** Documents whose twin in JSON says the same things of other items, and where. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'CycloneDX+specification/tools/src/test/resources/1.5/valid-saasbom-1.5.textproto':
    'the owner of the data stands with another service',
  'CycloneDX+cyclonedx-dotnet-library/tests/CycloneDX.Core.Tests/Resources/v1.6/valid-saasbom-1.6.textproto':
    'the owner of the data stands with another service',
  'CycloneDX+specification/tools/src/test/resources/1.7/valid-cryptography-implementation-1.7.textproto':
    'the application has another name',
  'CycloneDX+specification/tools/src/test/resources/1.7/valid-patent-1.7.textproto':
    'JSON has organisations and persons where the others have a choice of the two',
  'CycloneDX+cyclonedx-core-java/src/test/resources/1.5/valid-external-reference-1.5.textproto':
    'the reference stands with the application, here with the document',
  'CycloneDX+cyclonedx-core-java/src/test/resources/1.5/valid-metadata-tool-1.5.textproto':
    'the tool is a component, here a tool of the old form',
}

const has = hasCorpus('sbom')

describe.skipIf(!has)(
  `CycloneDX in Protobuf text${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`,
  () => {
    test('is read whole, says what its twin in JSON says, and says it where it stands', {
      timeout: 60_000,
    }, async () => {
      const files = unpack('sbom')
      const differences: string[] = []
      const seen = { documents: 0, twins: 0, claims: 0 }
      for (const row of manifest('sbom')) {
        if (row['serialisation'] !== 'textproto') continue
        seen.documents++
        const path = row['path']!.replace('redistributable/', '')
        const bytes = files.get(row['path']!)!
        const source = new TextDecoder().decode(bytes)
        const ours = await read(bytes, { among: [cyclonedxProtobufText] })
        if (ours.summary.state !== 'whole') differences.push(`${path}: ${JSON.stringify(ours.problems)}`)
        for (const { value, span } of ours.items.flatMap(({ claims }) => claims)) {
          seen.claims++
          const text = new TextDecoder().decode(bytes.subarray(span.offset, span.offset + span.length))
          if (!span.encloses && unescaped(text) !== value)
            differences.push(`${path}: ${value} is not ${text}`)
        }
        const twin = files.get(row['path']!.replace('.textproto', '.json'))
        const theirs = twin && (await read(twin, { among: [cyclonedxJson] }))
        // The manifest counts a list in brackets as one.
        const items =
          theirs?.summary.items ?? (/components:?\s*\[/.test(source) ? null : Number(row['components']))
        if (items !== null && EXPLAINED[path] === undefined && ours.summary.items !== items)
          differences.push(`${path}: ${ours.summary.items} items, not ${items}`)
        if (theirs === undefined) continue
        seen.twins++
        if (EXPLAINED[path] !== undefined) continue
        const other = new TextDecoder().decode(twin)
        differences.push(
          ...missing(ours.items, theirs.items, source).map((line) => `${path}: JSON only: ${line}`),
        )
        differences.push(
          ...missing(theirs.items, ours.items, other).map((line) => `${path}: text only: ${line}`),
        )
      }
      expect(differences).toEqual([])
      expect(seen).toEqual({ documents: 308, twins: 238, claims: expect.any(Number) })
      expect(seen.claims).toBeGreaterThan(2000)
    })
  },
)

/**
 * What the second reading says and the first does not, although its document has the very text: twins are written by
 * hand, and differ in what they say.
 */
function missing(first: readonly Item[], second: readonly Item[], document: string): readonly string[] {
  const known = new Map<string, number>()
  for (const line of first.flatMap(said)) known.set(line.key, (known.get(line.key) ?? 0) + 1)
  return second.flatMap(said).flatMap(({ key, claim }) => {
    const left = (known.get(key) ?? 0) - 1
    known.set(key, left)
    return left < 0 && document.includes(JSON.stringify(claim.value)) ? [key] : []
  })
}

function said({ kind, name, claims }: Item): readonly { readonly key: string; readonly claim: Claim }[] {
  return claims.map((claim) => ({ key: `${kind} "${name}" ${claim.field} "${claim.value}"`, claim }))
}

/** What the inside of a text literal means, without the product's own code. */
function unescaped(text: string): string {
  return JSON.parse(`"${text.replace(/"\s*"/g, '').replaceAll("\\'", "'")}"`) as string
}
