import type { Links } from './graph.ts'

/** Puts a relationship of SPDX 2 where links go: `of` stands to `to` as `type` says (specification 2.3, clause 11). */
export function addRelationship(links: Links, of: string, type: string, to: string): void {
  const name = type.toUpperCase().replaceAll('-', '_')
  if (NOBODY.has(of) || NOBODY.has(to)) return
  if (name === 'DESCRIBES') links.addRoot(to)
  else if (name === 'DESCRIBED_BY') links.addRoot(of)
  else if (OF_WHOLES.has(name)) addLink(links, of, to)
  else if (OF_PARTS.has(name)) addLink(links, to, of)
}

const NOBODY: ReadonlySet<string> = new Set(['NONE', 'NOASSERTION'])

/** Of these the first is around the second. */
const OF_WHOLES: ReadonlySet<string> = new Set([
  'CONTAINS',
  'DEPENDS_ON',
  'STATIC_LINK',
  'DYNAMIC_LINK',
  'HAS_PREREQUISITE',
  'GENERATED_FROM',
])

/** Of these the second is around the first. */
const OF_PARTS: ReadonlySet<string> = new Set([
  'CONTAINED_BY',
  'DEPENDENCY_OF',
  'BUILD_DEPENDENCY_OF',
  'DEV_DEPENDENCY_OF',
  'OPTIONAL_DEPENDENCY_OF',
  'PROVIDED_DEPENDENCY_OF',
  'RUNTIME_DEPENDENCY_OF',
  'TEST_DEPENDENCY_OF',
  'OPTIONAL_COMPONENT_OF',
  'PREREQUISITE_FOR',
  'GENERATES',
  'EXPANDED_FROM_ARCHIVE',
  'FILE_ADDED',
  'PATCH_APPLIED',
  'PACKAGE_OF',
  'DATA_FILE_OF',
])

/** The document is around everything, which says nothing. */
function addLink(links: Links, whole: string, part: string): void {
  if (whole === 'SPDXRef-DOCUMENT') links.addRoot(part)
  else if (part !== 'SPDXRef-DOCUMENT') links.add(whole, part, 'stated')
}
