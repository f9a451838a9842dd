import type { Node } from '../../syntax/node.ts'
import { spdxLinks } from '../links/spdx.ts'
import type { Format } from '../reader.ts'
import type { Description } from './assembly.ts'
import { textOf } from './grammar.ts'
import { countOf, jsonSbomFormat } from './json-sbom.ts'
import { SPDX_COUNTED, SPDX_HEAD, SPDX_TRIGGERS, spdx, spdxGeneratorOf } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'

/** SPDX 2.0 to 2.3 in JSON. */
export const spdxJson: Format = jsonSbomFormat({
  id: 'spdx-json',
  grammar: spdx,
  root: 'document',
  head: SPDX_HEAD,
  counted: SPDX_COUNTED,
  foreign: ['bomFormat', 'spdxId', '@graph'],
  triggers: SPDX_TRIGGERS,
  recognise: ({ keys, texts, last, mentions }) => {
    const version = versionOf((key) => texts.get(key))
    if (version !== undefined) return /^(spdx-)?3/i.test(version) ? 'no' : 'yes'
    if (keys.has('@graph') || keys.has('bomFormat')) return 'no'
    if (texts.get('SPDXID')?.startsWith('SPDXRef-') && keys.has('packages')) return 'yes'
    if (!last) return 'more'
    if (keys.has('SPDXID')) return 'yes'
    // Some tools write megabytes of files before they say what the document is.
    return (keys.has('packages') || keys.has('files')) && mentions('"SPDXID"') ? 'yes' : 'no'
  },
  links: spdxLinks,
  describe,
  count: (counts) => {
    const items = countOf(counts, 'packages') + countOf(counts, 'documentDescribes')
    return { items, any: items > 0 }
  },
})

function describe(head: ReadonlyMap<string, Node>): Description {
  const described = describeSpdxVersion(
    versionOf((key) => textOf(head.get(key))?.value),
    'JSON',
  )
  const creationInfo = head.get('creationInfo')
  const generator = creationInfo === undefined ? undefined : spdxGeneratorOf(creationInfo)
  return generator === undefined ? described : { ...described, generator }
}

/** The version that a document names; before 2.2 it could do so by another key. */
function versionOf(textAt: (key: string) => string | undefined): string | undefined {
  const other = textAt('specVersion')
  return textAt('spdxVersion') ?? (/^spdx-/i.test(other ?? '') ? other : undefined)
}
