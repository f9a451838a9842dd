import { pick } from './random.ts'

/** How documents of the corpus are written. */
export type Writing =
  | 'cyclonedx-json'
  | 'cyclonedx-xml'
  | 'spdx-json'
  | 'spdx-tag-value'
  | 'spdx-yaml'
  | 'spdx-3-json'

/** A document with a vendor put into it, and where. */
export interface Planted {
  readonly text: string
  readonly vendor: string
  readonly field: 'supplier' | 'purl' | 'cpe'
  /** What the reader should claim. */
  readonly value: string
  /** 1-based, in UTF-16 units. */
  readonly line: number
  readonly column: number
}

interface Seed {
  readonly vendor: string
  readonly field: Planted['field']
  readonly value: string
}

const SEEDS: readonly Seed[] = [
  { vendor: 'huawei', field: 'supplier', value: 'Huawei Technologies Co., Ltd.' },
  { vendor: 'zte', field: 'supplier', value: 'ZTE Corporation' },
  { vendor: 'hikvision', field: 'supplier', value: 'Hangzhou Hikvision Digital Technology Co., Ltd.' },
  { vendor: 'hytera', field: 'supplier', value: 'Hytera Communications Corporation Limited' },
  { vendor: 'dahua', field: 'supplier', value: 'Zhejiang Dahua Technology Co., Ltd.' },
  { vendor: 'huawei', field: 'purl', value: 'pkg:maven/com.huawei.hms/push@6.10.0.300' },
  { vendor: 'zte', field: 'purl', value: 'pkg:golang/github.com/zte-opensource/runcmd@v1.0.0' },
  { vendor: 'hikvision', field: 'purl', value: 'pkg:npm/ezuikit-js@9.0.22' },
  { vendor: 'dahua', field: 'purl', value: 'pkg:maven/com.dahuatech.icc/java-sdk-core@1.0.9' },
  { vendor: 'huawei', field: 'cpe', value: 'cpe:2.3:h:huawei:e5186s-22a:-:*:*:*:*:*:*:*' },
  { vendor: 'zte', field: 'cpe', value: 'cpe:2.3:o:zte:zxhn_h168n_firmware:-:*:*:*:*:*:*:*' },
  { vendor: 'hikvision', field: 'cpe', value: 'cpe:2.3:h:hikvision:ds-2cd2032-i:-:*:*:*:*:*:*:*' },
  { vendor: 'dahua', field: 'cpe', value: 'cpe:2.3:h:dahuasecurity:ipc-hdbw4300e:-:*:*:*:*:*:*:*' },
]

/** Puts a vendor into some component of a document; `null` for a document with nowhere to put it. */
export function plant(text: string, writing: Writing, next: () => number): Planted | null {
  const seed = pick(SEEDS, next)
  const sites = sitesIn(text, writing, seed)
  if (sites.length === 0) return null
  const { at, before, after } = pick(sites, next)
  const offset = at + before.length
  const lines = (text.slice(0, at) + before).split(/\r\n|\n|\r/)
  return {
    ...seed,
    text: `${text.slice(0, offset - before.length)}${before}${seed.value}${after}${text.slice(at)}`,
    line: lines.length,
    column: lines.at(-1)!.length + 1,
  }
}

/** Where something can be put, and what is written around it. */
interface Site {
  readonly at: number
  readonly before: string
  readonly after: string
}

function sitesIn(text: string, writing: Writing, { field }: Seed): readonly Site[] {
  switch (writing) {
    case 'cyclonedx-json': {
      const key = `"${field}": `
      const [before, after] = field === 'supplier' ? [`${key}{"name": "`, '"},'] : [`${key}"`, '",']
      return objectsIn(text, 'components', field).map((at) => ({ at, before, after }))
    }
    case 'spdx-json': {
      const key = field === 'supplier' ? 'supplier' : 'externalRefs'
      const [before, after] =
        field === 'supplier'
          ? ['"supplier": "Organization: ', '",']
          : [
              `"externalRefs": [{${JSON.stringify(referenceOf(field)).slice(1, -1)}, "referenceLocator": "`,
              '"}],',
            ]
      return objectsIn(text, 'packages', key).map((at) => ({ at, before, after }))
    }
    case 'cyclonedx-xml':
      return componentsIn(text).map(({ at, prefix }) => {
        const open = (name: string) => `<${prefix}${name}>`
        const close = (name: string) => `</${prefix}${name}>`
        return field === 'supplier'
          ? {
              at,
              before: `${open('supplier')}${open('name')}`,
              after: `${close('name')}${close('supplier')}`,
            }
          : { at, before: open(field), after: close(field) }
      })
    case 'spdx-tag-value': {
      const { referenceCategory, referenceType } = referenceOf(field)
      const tag =
        field === 'supplier'
          ? 'PackageSupplier: Organization: '
          : `ExternalRef: ${referenceCategory} ${referenceType} `
      return packagesIn(text).map((at) => ({ at, before: tag, after: '\n' }))
    }
    case 'spdx-yaml':
    case 'spdx-3-json':
      // What goes where depends on indentation, and on elements that stand elsewhere.
      return []
    default:
      return writing satisfies never
  }
}

function referenceOf(field: Planted['field']) {
  return field === 'purl'
    ? { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl' }
    : { referenceCategory: 'SECURITY', referenceType: 'cpe23Type' }
}

/**
 * Behind the `{` of each object in an array of this key that has members, and not the one that is to be added; not
 * among tools, whose maker is not the product's.
 */
function objectsIn(text: string, list: string, without: string): readonly number[] {
  const found: number[] = []
  const open: { readonly key: string; readonly at: number; readonly keys: Set<string> }[] = []
  let key = ''
  for (const token of text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/g)) {
    const [whole, string, colon] = token
    if (string !== undefined) {
      if (colon === undefined) continue
      key = string
      open.at(-1)?.keys.add(key)
    } else if (whole === '[') {
      open.push({ key, at: token.index, keys: new Set() })
      key = ''
    } else if (whole === '{') {
      open.push({ key, at: token.index + 1, keys: new Set() })
      key = ''
    } else {
      const closed = open.pop()
      const { at, keys } = closed ?? { at: 0, keys: new Set() }
      const fits = whole === '}' && keys.size > 0 && !keys.has(without)
      if (fits && open.at(-1)?.key === list && !open.some(({ key }) => key === 'tools')) found.push(at)
    }
  }
  return found
}

/** The same in XML: outside comments and CDATA. */
function componentsIn(text: string): readonly { readonly at: number; readonly prefix: string }[] {
  const found: { at: number; prefix: string }[] = []
  const open: string[] = []
  const tags =
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w.-]+:)?([\w.-]+)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/g
  for (const { 0: whole, 1: slash, 2: prefix = '', 3: name, 4: selfClosing, index } of text.matchAll(tags)) {
    if (name === undefined) continue
    if (slash === '/') open.pop()
    else if (selfClosing !== '/') {
      if (name === 'component' && open.at(-1) === 'components' && !open.includes('tools'))
        found.push({ at: index + whole.length, prefix })
      open.push(name)
    }
  }
  return found
}

/** At the line behind each `PackageName` that stands outside `<text>`. */
function packagesIn(text: string): readonly number[] {
  const blanked = text.replace(/<text>[\s\S]*?<\/text>/g, (inner) => ' '.repeat(inner.length))
  return [...blanked.matchAll(/^PackageName:.*\r?\n/gm)].map(({ 0: line, index }) => index + line.length)
}
