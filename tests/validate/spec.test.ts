import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { describe, expect, test } from 'vitest'
import { hasCorpus, manifest, unpack } from '../read/corpus.ts'
import { validated } from './schemas.ts'

/** Files whose name does not say what their schema says, and why. */
const EXPLAINED: Readonly<Record<string, { readonly verdict: string; readonly why: string }>> = {
  'ext/invalid-depgraph-1.0.xml': {
    verdict: 'valid',
    why: 'it breaks the schema of an extension; that of CycloneDX lets content of other namespaces pass',
  },
  '1.7/informal-invalid-component-versionRange-non-external-explicit.xml': {
    verdict: 'valid',
    why: 'it breaks a rule that a schema in XML cannot express',
  },
  '1.7/informal-invalid-component-versionRange-non-external-implicit.xml': {
    verdict: 'valid',
    why: 'it breaks a rule that a schema in XML cannot express',
  },
}

/** The validator of the library takes minutes for long lists. */
const SMALL = 100_000

const has = hasCorpus('sbom')
const files: ReadonlyMap<string, Uint8Array> = has ? unpack('sbom') : new Map()

describe.skipIf(!has)(
  `verdicts${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`,
  () => {
    test("on the specification's own files are those that their names tell", async () => {
      const folder = 'redistributable/CycloneDX+specification/tools/src/test/resources/'
      const differences: string[] = []
      const seen = { json: 0, xml: 0 }
      for (const [path, bytes] of files) {
        const ending = /\.(json|xml)$/.exec(path)?.[1] as keyof typeof seen | undefined
        if (!path.startsWith(folder) || ending === undefined) continue
        seen[ending]++
        const name = path.slice(folder.length)
        const wanted = EXPLAINED[name]?.verdict ?? (name.includes('/valid-') ? 'valid' : 'invalid')
        const { verdict } = await validated(bytes)
        if (verdict !== wanted) differences.push(`${name}: ${verdict}, not ${wanted}`)
      }
      expect(differences).toEqual([])
      expect(seen).toEqual({ json: 357, xml: 413 })
    })

    test("on CycloneDX in JSON are those of the library's own validator", async () => {
      const differences: string[] = []
      const seen = { valid: 0, invalid: 0 }
      for (const row of manifest('sbom')) {
        const bytes = files.get(row['path']!)
        if (bytes === undefined || bytes.length > SMALL || !row['path']!.endsWith('.json')) continue
        const text = new TextDecoder().decode(bytes)
        const version = cyclonedxVersion(text)
        if (version === undefined) continue
        const wanted = (await validatorOf(version).validate(text)) === null ? 'valid' : 'invalid'
        seen[wanted]++
        const { verdict } = await validated(text)
        if (verdict !== wanted) differences.push(`${row['path']}: ${verdict}, not ${wanted}`)
      }
      expect(differences).toEqual([])
      expect(seen.valid).toBeGreaterThan(400)
      expect(seen.invalid).toBeGreaterThan(150)
    })
  },
)

const validators = new Map<Spec.Version, Validation.JsonStrictValidator>()

function validatorOf(version: Spec.Version): Validation.JsonStrictValidator {
  const known = validators.get(version) ?? new Validation.JsonStrictValidator(version)
  validators.set(version, known)
  return known
}

function cyclonedxVersion(text: string): Spec.Version | undefined {
  try {
    const { bomFormat, specVersion } = JSON.parse(text)
    const versions = [Spec.Version.v1dot2, Spec.Version.v1dot3, Spec.Version.v1dot4, Spec.Version.v1dot5]
    return bomFormat === undefined
      ? undefined
      : [...versions, Spec.Version.v1dot6, Spec.Version.v1dot7].find((version) => version === specVersion)
  } catch {
    return undefined
  }
}
