import type { Problem } from '../../model/problem.ts'
import type { Node } from '../../syntax/node.ts'
import type { Format } from '../reader.ts'
import { CYCLONEDX_COUNTED, CYCLONEDX_HEAD, CYCLONEDX_TRIGGERS, cyclonedx, generatorOf } from './cyclonedx.ts'
import { memberOf, textOf } from './grammar.ts'
import { type Description, jsonSbomFormat } from './json-sbom.ts'

/** CycloneDX in JSON, 1.2 to 1.7. */
export const cyclonedxJson: Format = jsonSbomFormat({
  id: 'cyclonedx-json',
  grammar: cyclonedx,
  root: 'bom',
  head: CYCLONEDX_HEAD,
  counted: CYCLONEDX_COUNTED,
  triggers: CYCLONEDX_TRIGGERS,
  recognise: ({ keys, texts, last }) => {
    if (/^cyclonedx$/i.test(texts.get('bomFormat') ?? '')) return 'yes'
    if (/cyclonedx/i.test(texts.get('$schema') ?? '')) return 'yes'
    if (keys.has('spdxVersion') || keys.has('SPDXID') || keys.has('@graph')) return 'no'
    const lists = keys.has('components') || keys.has('metadata') || keys.has('services')
    if (lists && (keys.has('specVersion') || keys.has('bomFormat'))) return 'yes'
    if (!last) return 'more'
    return keys.has('specVersion') || keys.has('bomFormat') || keys.has('components') ? 'yes' : 'no'
  },
  describe,
  count: (counts) => {
    const items = countOf(counts, 'components')
    return { items, any: items + countOf(counts, 'services') > 0 }
  },
})

/** Name and version of a CycloneDX document, and what is doubtful about it. */
export function describeVersion(version: string | undefined, serialisation: string): Description {
  if (version !== undefined && KNOWN.has(version)) return { format: `CycloneDX ${version} ${serialisation}` }
  const problem: Problem = {
    code: 'unsupported-version',
    severity: 'warning',
    message:
      version === undefined
        ? 'the document does not say which version of CycloneDX it follows; it was read as 1.7'
        : `CycloneDX version "${version.slice(0, 40)}" is not known; the document was read as 1.7`,
    hint: 'Look through the list of items for things that a newer version may say elsewhere.',
  }
  return { format: `CycloneDX ${version ?? ''} ${serialisation}`.replace('  ', ' '), problem }
}

/** What `metadata` tells of the document. */
export function describeMetadata(metadata: Node | undefined): Omit<Description, 'format'> {
  if (metadata === undefined) return {}
  const generator = generatorOf(metadata)
  return {
    ...(generator !== undefined && { generator }),
    ...(memberOf(metadata, 'component') !== undefined && { subject: true }),
  }
}

/** Elements of arrays of a key, wherever they stand. */
export function countOf(counts: Readonly<Record<string, number>>, key: string): number {
  let sum = 0
  for (const [name, count] of Object.entries(counts)) {
    if (name === key || name.endsWith(`/${key}`)) sum += count
  }
  return sum
}

const KNOWN: ReadonlySet<string> = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])

function describe(head: ReadonlyMap<string, Node>): Description {
  return {
    ...describeVersion(textOf(head.get('specVersion'))?.value, 'JSON'),
    ...describeMetadata(head.get('metadata')),
  }
}
