import type { Section } from '../../syntax/sections.ts'
import { createTagSplitter, parseTags } from '../../syntax/tag-value.ts'
import { filled, type LinkReader } from './collector.ts'
import type { Links } from './graph.ts'
import { addRelationship } from './spdx.ts'

/** Reads how items hang together from SPDX 2 in tag-value text; files belong to the package before them. */
export function openTagValueLinks(links: Links): LinkReader {
  let around: string | undefined
  const splitter = createTagSplitter({
    literals: null,
    sections: ['Relationship', 'PackageName', 'FileName'],
    ignored: IGNORED,
    onSection(section) {
      if (section.name === 'Relationship') {
        const [of, type, to] = tagOf(section, 'Relationship')?.split(/\s+/) ?? []
        if (of !== undefined && type !== undefined && to !== undefined) addRelationship(links, of, type, to)
      } else if (section.name === 'PackageName') around = tagOf(section, 'SPDXID')
      else if (section.name === 'FileName' && around !== undefined) {
        const file = tagOf(section, 'SPDXID')
        if (file !== undefined) links.add(around, file, 'nested')
      }
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

const IGNORED = [
  'SnippetSPDXID',
  'SnippetSPDXIdentifier',
  'SnippetFromFileSPDXID',
  'LicenseID',
  'Annotator',
  'Reviewer',
]

/** Bytes of a section in which its names stand; texts may be long. */
const HEAD = 1 << 12

function tagOf({ bytes }: Section, wanted: string): string | undefined {
  const head = bytes.subarray(0, HEAD)
  // What ends where the head does may go on.
  const early = parseTags(head, 0).find(({ tag, value }) => tag === wanted && value.end < HEAD)
  const line =
    early ?? (bytes.length < HEAD ? undefined : parseTags(bytes, 0).find(({ tag }) => tag === wanted))
  return filled(line?.value.value)
}
