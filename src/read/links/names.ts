import type { Span } from '../../model/item.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter } from '../../syntax/json/splitter.ts'
import type { LineAnchor } from '../../syntax/lines.ts'
import type { Node, ScalarNode } from '../../syntax/node.ts'
import { stringSpan } from '../../syntax/node-span.ts'
import { createTagSplitter, parseTags } from '../../syntax/tag-value.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { createXmlSplitter, type XmlRoot } from '../../syntax/xml/splitter.ts'
import { memberOf, refOf, textOf } from '../sbom/grammar.ts'
import { WRAPPERS } from '../sbom/json-head.ts'
import { saysNothing } from '../sbom/party.ts'
import { type Path, type PathStyle, pointerOf } from '../sbom/walk.ts'
import { filled, type LinkReader } from './collector.ts'

/** What a document calls a thing, and where. */
export interface Named {
  readonly name: string
  readonly span: Span
}

/** Whose names are looked for. */
export interface NameSearch {
  readonly refs: ReadonlySet<string>
  /** Hears the name of each thing, which may be one that nobody looks for; `root`: of which document in a row. */
  onName(root: number, ref: string, named: Named): void
  /** Hears where the line begins in which something with a name begins. */
  onLine(line: LineAnchor): void
}

/** Looks for names in CycloneDX or SPDX 2 in JSON. */
export function openJsonNames(search: NameSearch): LinkReader {
  const splitter = createSplitter({
    literals: literalsOf(search),
    triggers: triggersOf(search, '"'),
    countedKeys: [],
    wrappers: WRAPPERS,
    roots: 'many',
    onRecord({ bytes, offset, holes, key, pointer, root, line }) {
      if (NAMELESS.has(key)) return
      const result = parseJson(bytes, offset, holes === undefined ? {} : { holes })
      if (!('node' in result)) return
      findNames(search, root, result.node, pointer, 'json')
      if (line !== null) search.onLine(line)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

/** Looks for names in CycloneDX in XML. */
export function openXmlNames(search: NameSearch): LinkReader {
  let top: XmlRoot | undefined
  const splitter = createXmlSplitter({
    literals: literalsOf(search),
    triggers: triggersOf(search, ''),
    lists: ['components', 'services', 'dependencies'],
    counted: {},
    onRoot: (root) => {
      top = root
    },
    onRecord({ bytes, offset, scope, list, name, index }) {
      if (NAMELESS.has(list)) return
      const result = parseXml(bytes, offset, scope)
      const root = `/${top?.name ?? ''}`
      const path = list === '' ? `${root}/${name}` : `${root}/${list}/${name}[${index + 1}]`
      if ('node' in result && !result.foreign) findNames(search, 0, result.node, path, 'xml')
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

/** Looks for names in SPDX 2 in tag-value text. */
export function openTagValueNames(search: NameSearch): LinkReader {
  const splitter = createTagSplitter({
    literals: literalsOf(search),
    triggers: triggersOf(search, ''),
    sections: ['PackageName', 'FileName'],
    ignored: ['Relationship', 'SnippetSPDXID', 'SnippetSPDXIdentifier', 'SnippetFromFileSPDXID', 'LicenseID'],
    onSection({ bytes, offset, name, index }) {
      const lines = parseTags(bytes, offset)
      const ref = filled(lines.find(({ tag }) => tag === 'SPDXID')?.value.value)
      const named = lines.find(({ tag }) => tag === name)?.value
      const pointer = name === 'PackageName' ? `/packages/${index}/name` : `/files/${index}/fileName`
      if (ref !== undefined && named !== undefined) take(search, 0, ref, named, pointer)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

/** Members of a root that refer to things and name none. */
const NAMELESS: ReadonlySet<string> = new Set(['dependencies', 'relationships'])

/** Names for which a search is worth its table; for more every record is looked into. */
const MOST = 1000
/** Bytes of a name by which it is looked for. */
const LONGEST = 32

function literalsOf({ refs }: NameSearch): readonly string[] | null {
  return refs.size > MOST || [...refs].some((ref) => partOf(ref) === '') ? null : []
}

function triggersOf(search: NameSearch, quote: '"' | ''): readonly string[] {
  if (literalsOf(search) === null) return []
  return [...search.refs].map((ref) => {
    const part = partOf(ref)
    return ref.startsWith(part) ? quote + part : part
  })
}

/** The longest part of a reference that every format spells as it is. */
function partOf(ref: string): string {
  const parts = ref.match(/[\w.:@?=#%+~-]+/g) ?? []
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '')
  return longest.slice(0, LONGEST)
}

/** Depth costs no stack. */
function findNames(search: NameSearch, root: number, top: Node, path: string, style: PathStyle): void {
  const open: { readonly node: Node; readonly path: Path }[] = [{ node: top, path }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next
    if (node.type === 'array') {
      for (const [at, element] of node.elements.entries())
        open.push({ node: element, path: { up: path, key: String(at) } })
    }
    if (node.type !== 'object') continue
    const ref = refOf(node)
    if (ref !== undefined && search.refs.has(ref)) {
      const key = memberOf(node, 'name') === undefined ? 'fileName' : 'name'
      const named = textOf(memberOf(node, key))
      if (named !== undefined) take(search, root, ref, named, pointerOf({ up: path, key }, style))
    }
    const times = new Map<string, number>()
    for (const { key, value } of node.members) {
      const nth = (times.get(key) ?? 0) + 1
      times.set(key, nth)
      if (value.type !== 'object' && value.type !== 'array') continue
      open.push({ node: value, path: { up: path, key: style === 'xml' && nth > 1 ? `${key}[${nth}]` : key } })
    }
  }
}

function take(search: NameSearch, root: number, ref: string, named: ScalarNode, pointer: string): void {
  const name = filled(named.value)
  if (name === undefined || saysNothing(name)) return
  const from = named.value.indexOf(name)
  const { start, end } = stringSpan(named, from, from + name.length)
  search.onName(root, ref, { name, span: { offset: start, length: end - start, pointer } })
}
