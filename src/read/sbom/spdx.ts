import type { ItemKind } from '../../model/item.ts'
import type { Node, ObjectNode } from '../../syntax/node.ts'
import {
  claim,
  type Grammar,
  into,
  item,
  memberOf,
  type Picked,
  party,
  pick,
  sameItem,
  textOf,
  title,
} from './grammar.ts'
import { ESCAPED_CHARACTERS, fieldOfIdentifier } from './identifier.ts'
import { parseParty } from './party.ts'

/** Where things stand in SPDX 2.0 to 2.3, by the keys of its JSON; every serialisation has the same model. */
export const spdx: Grammar = {
  kindOf,
  types: {
    document: {
      name: { ...claim('name'), title: true },
      creationInfo: into('creationInfo'),
      packages: into('packages', 'package'),
      files: into('files', 'file'),
      annotations: into('annotations', 'annotation'),
      revieweds: into('reviews', 'review'),
      // Before 2.2: packages stand where the document says what it describes.
      documentDescribes: into('describes'),
      reviewers: into('reviews', 'review'),
    },
    describes: { Package: item('package') },
    creationInfo: { creators: party('author') },
    packages: { package: item('package') },
    package: {
      primaryPackagePurpose: claim('class'),
      name: title,
      supplier: party('supplier'),
      originator: party('originator'),
      packageFileName: claim('path'),
      downloadLocation: claim('url'),
      homepage: claim('url'),
      externalRefs: into('externalRefs', 'externalRef'),
      sourceInfo: claim('description'),
      copyrightText: claim('copyright'),
      comment: claim('description'),
      summary: claim('description'),
      description: claim('description'),
      attributionTexts: claim('copyright'),
      releaseDate: claim('date'),
      annotations: into('annotations', 'annotation'),
      files: into('files', 'file'),
    },
    externalRefs: { externalRef: pick(pickExternalRef) },
    files: { file: item('file') },
    file: {
      File: sameItem('file'),
      fileName: { ...claim('path'), title: true },
      name: { ...claim('path'), title: true },
      copyrightText: claim('copyright'),
      fileContributors: party('author'),
      noticeText: claim('copyright'),
      attributionTexts: claim('copyright'),
      artifactOfs: into('artifactOfs', 'artifactOf'),
      artifactOf: into('artifactOfs', 'artifactOf'),
    },
    artifactOfs: { artifactOf: into('artifactOf') },
    artifactOf: { homePage: claim('url') },
    annotations: { annotation: into('annotation') },
    annotation: { annotator: party('author') },
    reviews: { review: into('review') },
    review: { reviewer: party('author') },
  },
}

/**
 * Claims of `{referenceCategory, referenceType, referenceLocator}`, in every serialisation: what the locator says of
 * itself goes before the type, and the category says nothing more.
 */
export function pickExternalRef(node: Node): readonly Picked[] {
  const locator = textOrAddress(memberOf(node, 'referenceLocator'))
  if (locator === undefined) return []
  const { text, place } = locator
  const found = { ...place, path: ['referenceLocator', ...place.path] }
  const typed = FIELD_OF_TYPE.get(referenceTypeOf(memberOf(node, 'referenceType')))
  const field = fieldOfIdentifier(text) ?? (typed === 'swid' ? typed : undefined)
  if (field !== undefined) return [{ field, ...found }]
  if (/^\s*https?:/i.test(text)) return [{ field: 'url', ...found }]
  return typed === undefined ? [] : [{ field: typed, ...found }]
}

/** A text, or in RDF an address that is referred to, which Turtle may abbreviate; and where it stands. */
export function textOrAddress(
  node: Node | undefined,
): { readonly text: string; readonly place: Omit<Picked, 'field'> } | undefined {
  if (node === undefined) return undefined
  const inner = memberOf(node, 'resource')
  const scalar = textOf(inner ?? node)
  if (scalar === undefined) return undefined
  const path = inner === undefined ? [] : ['resource']
  const written = textOf(memberOf(node, 'written'))
  const text = scalar.value
  return {
    text,
    place: written === undefined ? { node: scalar, path } : { node: written, value: text, path },
  }
}

/** Types of SPDX 2.3, annex F, that tell what a locator is. */
const FIELD_OF_TYPE: ReadonlyMap<string, 'swid' | 'cpe' | 'purl'> = new Map([
  ['swid', 'swid'],
  ['cpe22type', 'cpe'],
  ['cpe23type', 'cpe'],
  ['purl', 'purl'],
])

/** Name of a type, written as a text or, in RDF, as an IRI that is referred to or stands in an element of its own. */
function referenceTypeOf(node: Node | undefined): string {
  if (node === undefined) return ''
  const inner = memberOf(node, 'ReferenceType') ?? node
  const text = textOrAddress(memberOf(inner, 'about') ?? inner)?.text.trim() ?? ''
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('#')) + 1).toLowerCase()
}

/** Members of the root that describe the document itself. */
export const SPDX_HEAD: readonly string[] = ['spdxVersion', 'specVersion', 'SPDXID', 'name', 'creationInfo']

/** Lists whose entries are counted. */
export const SPDX_COUNTED: readonly string[] = ['packages', 'files', 'documentDescribes']

/** What shows that a record may matter although no literal stands in it; see `CYCLONEDX_TRIGGERS`. */
export const SPDX_TRIGGERS: readonly string[] = ['"device', '"firmware', 'xn--', ...ESCAPED_CHARACTERS]

function kindOf(_type: string, node: ObjectNode): ItemKind {
  const purpose = textOf(memberOf(node, 'primaryPackagePurpose'))?.value.toLowerCase()
  return purpose === 'device' || purpose === 'firmware' ? purpose : 'software'
}

/** Name of the program that wrote the document, from `creationInfo`. */
export function spdxGeneratorOf(creationInfo: Node): string | undefined {
  const creators = memberOf(creationInfo, 'creators')
  const list = creators?.type === 'array' ? creators.elements : creators === undefined ? [] : [creators]
  for (const node of list) {
    const text = textOf(node)?.value ?? ''
    const { role, parts } = parseParty(text)
    const name = parts[0]
    if (role === 'tool' && name !== undefined) return text.slice(name.from, name.to)
  }
  return undefined
}
