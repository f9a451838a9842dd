import type { Links } from './graph.ts'

/**
 * Puts a relationship where links go: `of` stands to `to` as `type` says, in the words of SPDX 2.3 (clause 11) or of
 * SPDX 3.0 (`Core/RelationshipType`), `DEPENDS_ON` or `dependsOn`. Most kinds say nothing of what is in what.
 */
export function addRelationship(links: Links, of: string, type: string, to: string): void {
  const kind = type.replace(/[^A-Za-z]/g, '').toLowerCase()
  if (kind === 'describes') links.addRoot(to)
  else if (kind === 'describedby') links.addRoot(of)
  else if (OF_WHOLES.has(kind)) links.add(of, to, 'stated')
  else if (OF_PARTS.has(kind)) links.add(to, of, 'stated')
}

/** Of these the first is around the second. */
const OF_WHOLES: ReadonlySet<string> = letters([
  'contains',
  'dependsOn',
  'staticLink',
  'dynamicLink',
  'hasPrerequisite',
  'generatedFrom',
  // SPDX 3
  'expandsTo',
  'hasAddedFile',
  'hasDataFile',
  'hasDynamicLink',
  'hasOptionalComponent',
  'hasOptionalDependency',
  'hasProvidedDependency',
  'hasStaticLink',
  'patchedBy',
])

/** Of these the second is around the first. */
const OF_PARTS: ReadonlySet<string> = letters([
  'containedBy',
  'dependencyOf',
  'buildDependencyOf',
  'devDependencyOf',
  'optionalDependencyOf',
  'providedDependencyOf',
  'runtimeDependencyOf',
  'testDependencyOf',
  'optionalComponentOf',
  'prerequisiteFor',
  'generates',
  'expandedFromArchive',
  'fileAdded',
  'patchApplied',
  'packageOf',
  'dataFileOf',
  // SPDX 3
  'packagedBy',
])

function letters(kinds: readonly string[]): ReadonlySet<string> {
  return new Set(kinds.map((kind) => kind.toLowerCase()))
}
