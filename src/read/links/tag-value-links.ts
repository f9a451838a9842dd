import type { Section } from '../../syntax/sections.ts'
import { createTagSplitter, parseTags } from '../../syntax/tag-value.ts'
import { filled, type LinkReader, type LinkSink } from './link-reader.ts'
import { addSpdxRelationship } from './spdx.ts'

/** Reads how items hang together from SPDX 2 in tag-value text; files belong to the package before them. */
export function openTagValueLinks({ linksOf }: LinkSink): LinkReader {
  const links = linksOf(0)
  let around: string | undefined
  const splitter = createTagSplitter({
    literals: null,
    sections: ['Relationship', 'PackageName', 'FileName'],
    ignored: IGNORED,
    onSection(section) {
      if (section.name === 'Relationship') {
        const [of, type, to] = tagOf(section, 'Relationship')?.split(/\s+/) ?? []
        if (of !== undefined && type !== undefined && to !== undefined)
          addSpdxRelationship(links, of, type, to)
      } else if (section.name === 'PackageName') around = tagOf(section, 'SPDXID')
      else if (section.name === 'FileName' && around !== undefined) {
        const file = tagOf(section, 'SPDXID')
        if (file !== undefined) links.add(around, file, 'stated')
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

function tagOf({ bytes }: Section, wanted: string): string | undefined {
  const line = lineBeforeTexts(bytes, wanted) ?? bytes
  return filled(parseTags(line, 0).find(({ tag }) => tag === wanted)?.value.value)
}

const LINE_FEED = 0x0a
const LESS_THAN = 0x3c

/** The line of a tag, where it stands before all texts that can go on over lines: those may hold any line. */
function lineBeforeTexts(bytes: Uint8Array, tag: string): Uint8Array | undefined {
  const text = bytes.indexOf(LESS_THAN)
  const end = text === -1 ? bytes.length : text
  for (let at = 0; at < end; ) {
    const feed = bytes.indexOf(LINE_FEED, at)
    const next = feed === -1 ? bytes.length : feed + 1
    if (next <= end && beginsWith(bytes, at, tag)) return bytes.subarray(at, next)
    at = next
  }
  return undefined
}

function beginsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  }
  return true
}
