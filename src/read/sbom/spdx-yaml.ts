import type { DocumentSummary } from '../../model/source.ts'
import type { Node, ObjectNode } from '../../syntax/node.ts'
import type { Section, SectionSplitter } from '../../syntax/sections.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { newAnchors } from '../../syntax/yaml/parse.ts'
import { createYamlSplitter } from '../../syntax/yaml/splitter.ts'
import { soughtBy } from '../links/sought.ts'
import { openYamlLinks } from '../links/yaml-links.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly } from './assembly.ts'
import { textOf } from './grammar.ts'
import { ESCAPED_CHARACTERS } from './identifier.ts'
import { SPDX_HEAD, spdx, spdxGeneratorOf } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'
import { YAML_ANCHORS, YAML_WHOLE, yamlMember } from './yaml-member.ts'

/** SPDX 2.0 to 2.3 in YAML. */
export const spdxYaml: Format = {
  id: 'spdx-yaml',
  recognise: (head, atEnd) => {
    if (head.includes(0)) return 'no'
    const text = decodeUtf8(head)
    if (/^\s*[{[<]/.test(text)) return 'no'
    if (/^(["']?)spdxVersion\1\s*:/m.test(text)) return 'yes'
    if (/^Document:\s*$/m.test(text) && /^ +(["']?)spdxVersion\1\s*:/m.test(text)) return 'yes'
    return atEnd || !/^["']?\w+["']?\s*:/m.test(text) ? 'no' : 'more'
  },
  open: (handlers, options) => new SpdxYamlReader(handlers, options),
  openLinks: openYamlLinks,
}

/** What shows that a section may matter although no literal stands in it: hardware, and letters spelt by number. */
const TRIGGERS = [
  ...['purpose: ', 'purpose:  ', 'purpose":', "purpose':"].flatMap((key) =>
    ['', '"', "'", ' "', " '"].flatMap((quote) => [`${key}${quote}device`, `${key}${quote}firmware`]),
  ),
  '\\x',
  '\\u',
  '\\\n',
  '\\\r',
  'xn--',
  ...ESCAPED_CHARACTERS,
]

class SpdxYamlReader implements Reader {
  private readonly assembly: Assembly
  private readonly splitter: SectionSplitter
  private readonly head = new Map<string, Node>()
  private readonly anchors = newAnchors()
  /** Packages and files that stand in no list of lines: in a flow, behind an anchor, in a document of before 2.2. */
  private packages = 0
  private files = 0

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.assembly = new Assembly(spdx, 'json', handlers)
    const { literals, triggers } = soughtBy(options, TRIGGERS)
    this.splitter = createYamlSplitter({
      literals,
      triggers: [...triggers, ...YAML_ANCHORS],
      always: [...SPDX_HEAD, YAML_WHOLE, 'packages', 'files'],
      onSection: (section) => this.look(section),
    })
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { records, lookedInto, counts, problems } = this.splitter.end()
    const creationInfo = this.head.get('creationInfo')
    const generator = creationInfo === undefined ? undefined : spdxGeneratorOf(creationInfo)
    this.assembly.endDocument({
      ...describeSpdxVersion(textOf(this.head.get('spdxVersion'))?.value, 'YAML'),
      ...(generator !== undefined && { generator }),
    })
    for (const { code, offset, message } of problems) this.assembly.fail(code, offset, message)
    const items = (counts['packages[]'] ?? 0) + this.packages
    const any = items + (counts['files[]'] ?? 0) + this.files > 0
    return this.assembly.summary({ items, any, records, lookedInto })
  }

  private look(section: Section): void {
    const { name, index } = section
    if (name === '') return
    const { key, element, value } = yamlMember(section, this.anchors)
    const path = element ? `/${key}/${index}` : `/${key}`
    if ('problem' in value) {
      const { problem } = value
      this.assembly.fail(problem.code, problem.offset, problem.message, path)
      return
    }
    const { node } = value
    if (node === undefined) return
    if (name === YAML_WHOLE && node.type === 'object') this.lookAtWhole(node)
    else this.add(key, element, node, path)
  }

  /** A document of before 2.2, which has all of it under one key. */
  private lookAtWhole({ members }: ObjectNode): void {
    for (const { key, value } of members) {
      if (key === 'documentDescribes') this.packages += objectsIn(value)
      this.add(key, false, value, `/${YAML_WHOLE}/${key}`)
    }
  }

  private add(key: string, element: boolean, node: Node, path: string): void {
    if (!element) this.head.set(key, node)
    if (!element && key === 'packages') this.packages += objectsIn(node)
    if (!element && key === 'files') this.files += objectsIn(node)
    this.assembly.add({ type: 'document', keys: [key], element, node, path })
  }
}

function objectsIn(node: Node): number {
  return node.type === 'array' ? node.elements.filter(({ type }) => type === 'object').length : 0
}
