import type { DocumentSummary } from '../../model/source.ts'
import type { Member, Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import type { Section, SectionSplitter } from '../../syntax/sections.ts'
import { createTagSplitter, parseTags, type TagLine } from '../../syntax/tag-value.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { soughtBy } from '../links/sought.ts'
import { openTagValueLinks } from '../links/tag-value-links.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly } from './assembly.ts'
import { SPDX_TRIGGERS, spdx, spdxGeneratorOf } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'

/** SPDX 2.0 to 2.3 in tag-value text. */
export const spdxTagValue: Format = {
  id: 'spdx-tag-value',
  recognise: (head, atEnd) => {
    if (head.includes(0)) return 'no'
    const text = decodeUtf8(head.subarray(0, SHOWN))
    if (/^\s*[{[<]/.test(text)) return 'no'
    if (/^(b')?(SPDXVersion|PackageName|DocumentName|DocumentNamespace):/m.test(text)) return 'yes'
    return atEnd || head.length >= SHOWN ? 'no' : 'more'
  },
  open: (handlers, options) => new TagValueReader(handlers, options),
  openLinks: openTagValueLinks,
}

/** A comment can stand before the first tag; a longer one does not. */
const SHOWN = 1 << 14

/** Tag → key of the same in JSON, where an object of that type has it. */
const PACKAGE: Readonly<Record<string, string>> = {
  SPDXID: 'SPDXID',
  PackageName: 'name',
  PackageSupplier: 'supplier',
  PackageOriginator: 'originator',
  PackageFileName: 'packageFileName',
  PackageDownloadLocation: 'downloadLocation',
  PackageHomePage: 'homepage',
  PackageSourceInfo: 'sourceInfo',
  PackageCopyrightText: 'copyrightText',
  PackageComment: 'comment',
  PackageSummary: 'summary',
  PackageDescription: 'description',
  PackageAttributionText: 'attributionTexts',
  PrimaryPackagePurpose: 'primaryPackagePurpose',
  ReleaseDate: 'releaseDate',
}
const FILE: Readonly<Record<string, string>> = {
  SPDXID: 'SPDXID',
  FileName: 'fileName',
  FileCopyrightText: 'copyrightText',
  FileContributor: 'fileContributors',
  FileNotice: 'noticeText',
  FileAttributionText: 'attributionTexts',
}

const TRIGGERS = [
  ...SPDX_TRIGGERS,
  'purpose: device',
  'purpose:device',
  'purpose: firmware',
  'purpose:firmware',
]

class TagValueReader implements Reader {
  private readonly assembly: Assembly
  private readonly splitter: SectionSplitter
  private version: string | undefined
  private generator: string | undefined

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.assembly = new Assembly(spdx, 'json', handlers)
    this.splitter = createTagSplitter({
      ...soughtBy(options, TRIGGERS),
      sections: ['PackageName', 'FileName', 'Annotator', 'Reviewer'],
      ignored: [
        'SnippetSPDXID',
        'SnippetSPDXIdentifier',
        'SnippetFromFileSPDXID',
        'LicenseID',
        'Relationship',
      ],
      onSection: (section) => this.look(section),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { records, lookedInto, counts, problems } = this.splitter.end()
    this.assembly.endDocument({
      ...describeSpdxVersion(this.version, 'tag-value'),
      ...(this.generator !== undefined && { generator: this.generator }),
    })
    for (const { code, offset, message } of problems) this.assembly.fail(code, offset, message)
    const items = counts['PackageName'] ?? 0
    return this.assembly.summary({ items, any: items > 0, records, lookedInto })
  }

  private look({ bytes, offset, name, index }: Section): void {
    const lines = parseTags(bytes, offset)
    if (name === '') this.lookAtHead(lines)
    else if (name === 'PackageName') this.add('packages', packageNode(lines), `/packages/${index}`)
    else if (name === 'FileName') this.add('files', objectOf(lines, FILE), `/files/${index}`)
    else if (name === 'Annotator')
      this.add('annotations', objectOf(lines, { Annotator: 'annotator' }), '/annotations')
    else this.add('revieweds', objectOf(lines, { Reviewer: 'reviewer' }), '/revieweds')
  }

  private lookAtHead(lines: readonly TagLine[]): void {
    for (const { tag, value } of lines) {
      if (tag.endsWith('SPDXVersion')) this.version ??= value.value
      if (tag === 'DocumentName') {
        this.assembly.add({ type: 'document', keys: ['name'], element: false, node: value, path: '/name' })
      }
    }
    const creationInfo = objectOf(lines, { Creator: 'creators' })
    this.generator = spdxGeneratorOf(creationInfo)
    const start = { type: 'document', keys: ['creationInfo'], element: false, node: creationInfo }
    this.assembly.add({ ...start, path: '/creationInfo' })
  }

  private add(key: string, node: Node, path: string): void {
    this.assembly.add({ type: 'document', keys: [key], element: true, node, path })
  }
}

/** The object that JSON would have for the lines of a section; tags that stand more than once become a list. */
function objectOf(lines: readonly TagLine[], keys: Readonly<Record<string, string>>): ObjectNode {
  const grouped = new Map<string, { readonly first: TagLine; readonly values: Node[] }>()
  for (const line of lines) {
    const key = Object.hasOwn(keys, line.tag) ? keys[line.tag]! : undefined
    if (key === undefined) continue
    const group = grouped.get(key)
    if (group === undefined) grouped.set(key, { first: line, values: [line.value] })
    else group.values.push(line.value)
  }
  const members = [...grouped].map(([key, { first, values }]) => memberOf(key, first, values))
  return { type: 'object', members, ...regionOf(lines) }
}

function packageNode(lines: readonly TagLine[]): ObjectNode {
  const node = objectOf(lines, PACKAGE)
  const references = lines.filter(({ tag }) => tag === 'ExternalRef')
  const [first] = references
  if (first === undefined) return node
  const elements = references.map((line) => referenceOf(line))
  // A list also where there is one: an object would be read as what the list's entries stand in.
  const value: Node = { type: 'array', elements, start: elements[0]!.start, end: elements.at(-1)!.end }
  return { ...node, members: [...node.members, { key: 'externalRefs', keyRegion: first.tagRegion, value }] }
}

/** `ExternalRef: category type locator` as the object that JSON has for it. */
function referenceOf(line: TagLine): ObjectNode {
  const { start, end } = line.value
  const words = [...line.value.value.matchAll(/\S+/g)]
  const keys = ['referenceCategory', 'referenceType', 'referenceLocator']
  const members: Member[] = keys.flatMap((key, at) => {
    const word = words[at]
    return word === undefined ? [] : [{ key, keyRegion: line.tagRegion, value: wordOf(line.value, word) }]
  })
  return { type: 'object', members, start, end }
}

function wordOf({ value, start, end, map }: ScalarNode, { 0: word, index }: RegExpExecArray): ScalarNode {
  const from =
    start + (map === undefined ? new TextEncoder().encode(value.slice(0, index)).length : map[index]!)
  const until = index + word.length
  const to =
    map === undefined
      ? from + new TextEncoder().encode(word).length
      : until < map.length
        ? start + map[until]!
        : end
  const own = map?.slice(index, until).map((at) => start + at - from)
  return { type: 'string', value: word, start: from, end: to, ...(own !== undefined && { map: own }) }
}

function memberOf(key: string, { tagRegion }: TagLine, values: readonly Node[]): Member {
  const [first] = values
  if (values.length === 1 && first !== undefined) return { key, keyRegion: tagRegion, value: first }
  const value: Node = { type: 'array', elements: values, start: first!.start, end: values.at(-1)!.end }
  return { key, keyRegion: tagRegion, value }
}

function regionOf(lines: readonly TagLine[]): { readonly start: number; readonly end: number } {
  return { start: lines[0]?.tagRegion.start ?? 0, end: lines.at(-1)?.value.end ?? 0 }
}
