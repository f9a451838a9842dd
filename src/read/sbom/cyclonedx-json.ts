import type { Node } from '../../syntax/node.ts'
import { cyclonedxLinks } from '../links/cyclonedx.ts'
import type { Format } from '../reader.ts'
import type { Description } from './assembly.ts'
import { CYCLONEDX_COUNTED, CYCLONEDX_HEAD, CYCLONEDX_TRIGGERS, cyclonedx } from './cyclonedx.ts'
import { describeMetadata, describeVersion } from './cyclonedx-describe.ts'
import { textOf } from './grammar.ts'
import { countOf, jsonSbomFormat } from './json-sbom.ts'

/** Keys of SPDX. */
const FOREIGN: readonly string[] = ['spdxVersion', 'SPDXID', 'spdxId', '@graph']

/** CycloneDX in JSON, 1.2 to 1.7. */
export const cyclonedxJson: Format = jsonSbomFormat({
  id: 'cyclonedx-json',
  grammar: cyclonedx,
  root: 'bom',
  head: CYCLONEDX_HEAD,
  counted: CYCLONEDX_COUNTED,
  foreign: FOREIGN,
  triggers: [...CYCLONEDX_TRIGGERS, '"swid'],
  recognise: ({ keys, texts, last }) => {
    if (/^cyclonedx$/i.test(texts.get('bomFormat') ?? '')) return 'yes'
    if (/cyclonedx/i.test(texts.get('$schema') ?? '')) return 'yes'
    if (keys.has('@id') || FOREIGN.some((key) => keys.has(key))) return 'no'
    if (/^spdx/i.test(texts.get('specVersion') ?? '')) return 'no'
    const lists = keys.has('components') || keys.has('metadata') || keys.has('services')
    if (lists && (keys.has('specVersion') || keys.has('bomFormat'))) return 'yes'
    if (!last) return 'more'
    return keys.has('specVersion') || keys.has('bomFormat') || keys.has('components') ? 'yes' : 'no'
  },
  links: cyclonedxLinks,
  linkKeys: { metadata: 'always', dependencies: 'always', components: 'nested', services: 'nested' },
  describe,
  count: (counts) => {
    const items = countOf(counts, 'components')
    return { items, any: items + countOf(counts, 'services') > 0 }
  },
})

function describe(head: ReadonlyMap<string, Node>): Description {
  return {
    ...describeVersion(textOf(head.get('specVersion'))?.value, 'JSON'),
    ...describeMetadata(head.get('metadata')),
  }
}
