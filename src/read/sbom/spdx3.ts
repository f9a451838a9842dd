import type { Field } from '../../model/field.ts'
import type { ItemKind } from '../../model/item.ts'
import type { Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import {
  claim,
  elementsOf,
  type Grammar,
  item,
  type ObjectType,
  type Picked,
  party,
  pick,
  textOf,
  title,
} from './grammar.ts'
import { fieldOfIdentifier } from './identifier.ts'

/** Somebody in an SPDX 3 document: an Organization, a Person, an Agent. */
export interface Agent {
  /** Where each text about the agent stands. */
  readonly texts: readonly {
    readonly kind: 'name' | 'email' | 'url'
    readonly node: ScalarNode
    readonly pointer: string
  }[]
}

/**
 * Where things stand in SPDX 3.0 JSON-LD. Packages name their makers by reference, so the grammar knows the
 * document's agents: id → agent.
 */
export function spdx3(agents: ReadonlyMap<string, Agent>): Grammar {
  const byReference = (field: Field) => pick((node) => references(node, field, agents))
  const artifact: ObjectType = {
    name: title,
    suppliedBy: byReference('supplier'),
    originatedBy: byReference('originator'),
    primaryPurpose: claim('class'),
    packageUrl: claim('purl'),
    homePage: claim('url'),
    homepage: claim('url'),
    downloadLocation: claim('url'),
    copyrightText: claim('copyright'),
    attributionText: claim('copyright'),
    sourceInfo: claim('description'),
    summary: claim('description'),
    description: claim('description'),
    comment: claim('description'),
    standardName: claim('description'),
    releaseTime: claim('date'),
    externalIdentifier: pick(pickIdentifier),
    externalIdentifiers: pick(pickIdentifier),
    contentIdentifier: pick(pickIdentifier),
    externalRef: pick(pickExternalRef),
  }
  return {
    kindOf: (_type, node) => kindOf(node),
    refOf: idOf,
    keyOf: localName,
    types: {
      graph: {
        package: item('package'),
        file: item('file'),
        document: { place: 'object', type: 'document' },
        creationInfo: { place: 'object', type: 'creationInfo' },
      },
      package: artifact,
      file: { ...artifact, name: { ...claim('path'), title: true } },
      document: { name: { ...claim('name'), title: true } },
      creationInfo: { createdBy: byReference('author'), createdUsing: byReference('author') },
      annotation: { statement: party('author') },
    },
  }
}

/** What an element of the graph is, of the things that matter here. */
export type ElementKind = 'package' | 'file' | 'agent' | 'creationInfo' | 'document' | 'other'

/** What an element is, by its `type` or `@type`. */
export function elementKind(node: Node): ElementKind {
  const types = typesOf(node)
  if (types.some((type) => type.endsWith('Package') || type === 'SoftwareArtifact')) return 'package'
  if (types.includes('File')) return 'file'
  if (types.some((type) => AGENTS.has(type))) return 'agent'
  if (types.includes('CreationInfo')) return 'creationInfo'
  return types.includes('SpdxDocument') ? 'document' : 'other'
}

/** Whether an element holds others together, as a document does. */
export function isCollection(node: Node): boolean {
  return typesOf(node).some((type) => COLLECTIONS.has(type))
}

/** Whether an element is counted as an item. */
export function isPackage(node: Node): boolean {
  return typesOf(node).some((type) => type.endsWith('Package'))
}

/** Texts that show in the first pass that a record is an agent or says who made the document. */
export const AGENT_TRIGGERS: readonly string[] = [
  ...['organization', 'person', 'agent', 'softwareagent', 'tool'].flatMap(typeTexts),
  'createdby',
]

/** Texts that show that a record is a package or the document, or names its makers by reference: no literal stands there. */
export const PACKAGE_TRIGGERS: readonly string[] = [
  ...['package', 'softwareartifact', 'spdxdocument'].flatMap(typeTexts),
  '_package',
  '_softwareartifact',
  '_datasetpackage',
  '_aipackage',
  'createdby',
  'suppliedby',
  'originatedby',
]

/** Texts that show that a record is a collection. */
export const COLLECTION_TRIGGERS: readonly string[] = [
  ...['spdxdocument', 'bom', 'sbom', 'bundle', 'elementcollection'].flatMap(typeTexts),
  '_sbom',
]

/** Identifier of an element, by which others refer to it. */
export function idOf(node: Node): string | undefined {
  const id = (textIn(node, 'spdxId') ?? textIn(node, '@id'))?.value.trim()
  return id === '' ? undefined : id
}

/** What an element says of itself as an agent. */
export function agentOf(node: Node, pointer: string): Agent {
  const texts: { kind: 'name' | 'email' | 'url'; node: ScalarNode; pointer: string }[] = []
  const name = textIn(node, 'name')
  if (name !== undefined) texts.push({ kind: 'name', node: name, pointer: `${pointer}/name` })
  const identifiers = memberNamed(node, 'externalIdentifier') ?? memberNamed(node, 'externalIdentifiers')
  for (const [at, identifier] of elementsOf(identifiers).entries()) {
    const text = textIn(identifier, 'identifier')
    const type = textIn(identifier, 'externalIdentifierType')?.value ?? ''
    const kind = /email$/i.test(type) ? 'email' : /^https?:/i.test(text?.value ?? '') ? 'url' : undefined
    if (text === undefined || kind === undefined) continue
    texts.push({ kind, node: text, pointer: `${pointer}/externalIdentifier/${at}/identifier` })
  }
  return { texts }
}

/** Text of a member, whatever prefix its key has. */
export function textIn(node: Node, key: string): ScalarNode | undefined {
  const [first] = elementsOf(memberNamed(node, key))
  if (first === undefined) return undefined
  return first.type === 'object' ? textOf(memberNamed(first, '@value')) : textOf(first)
}

/** How the name of a type can begin: alone, behind a prefix, in an IRI. */
function typeTexts(type: string): string[] {
  return [`"${type}`, `:${type}`, `/${type}`]
}

const AGENTS: ReadonlySet<string> = new Set(['Organization', 'Person', 'Agent', 'SoftwareAgent', 'Tool'])

const COLLECTIONS: ReadonlySet<string> = new Set([
  'SpdxDocument',
  'Bom',
  'Sbom',
  'Bundle',
  'ElementCollection',
])

/** `software_packageUrl`, `software:packageUrl` and `https://spdx.org/…/Software/packageUrl` are `packageUrl`. */
export function localName(key: string): string {
  return key.startsWith('@')
    ? key
    : key.slice(Math.max(...['/', '#', ':', '_'].map((mark) => key.lastIndexOf(mark))) + 1)
}

/** The first member of a key, whatever prefix it has. */
export function memberNamed(node: Node, key: string): Node | undefined {
  if (node.type !== 'object') return undefined
  return node.members.find((member) => localName(member.key) === key)?.value
}

function typesOf(node: Node): readonly string[] {
  const type = memberNamed(node, 'type') ?? memberNamed(node, '@type')
  return elementsOf(type).map((element) => localName(textOf(element)?.value ?? ''))
}

function kindOf(node: ObjectNode): ItemKind {
  const purposes = ['primaryPurpose', 'additionalPurpose'].flatMap((key) =>
    elementsOf(memberNamed(node, key)),
  )
  const words = purposes.map((purpose) => localName(textOf(purpose)?.value ?? '').toLowerCase())
  return words.includes('device') ? 'device' : words.includes('firmware') ? 'firmware' : 'software'
}

/** Claims about whoever a value refers to: by id, as an object in its place, or, against the rules, by name. */
function references(node: Node, field: Field, agents: ReadonlyMap<string, Agent>): readonly Picked[] {
  const list = node.type === 'array'
  return elementsOf(node).flatMap((element, at): readonly Picked[] => {
    const path = list ? [at] : []
    const id = element.type === 'object' ? idOf(element) : textOf(element)?.value
    const agent = id === undefined ? undefined : agents.get(id)
    if (agent !== undefined) return claimsOf(agent, field)
    if (element.type === 'object') {
      return claimsOf(agentOf(element, ''), field).map(({ pointer, ...picked }) => ({
        ...picked,
        path: [...path, ...(pointer ?? '').split('/').slice(1)],
      }))
    }
    if (element.type !== 'string' || !/\s/.test(element.value)) return []
    return [{ field, node: element, path, party: true }]
  })
}

function claimsOf({ texts }: Agent, field: Field): readonly Picked[] {
  return texts.map(({ kind, node, pointer }) => {
    if (kind === 'name') return { field, node, path: [], pointer, party: true }
    const about: Field = field === 'author' ? 'author' : kind === 'email' ? 'email' : 'domain'
    return { field: about, node, path: [], pointer }
  })
}

function pickIdentifier(node: Node): readonly Picked[] {
  const list = node.type === 'array'
  return elementsOf(node).flatMap((element, at): readonly Picked[] => {
    const text = textIn(element, 'identifier') ?? textIn(element, 'contentIdentifierValue')
    if (text === undefined) return []
    const type = textIn(element, 'externalIdentifierType')?.value ?? ''
    const field = fieldOfIdentifier(text.value) ?? (/swid$/i.test(type) ? 'swid' : undefined)
    return field === undefined ? [] : [{ field, node: text, path: [...(list ? [at] : []), 'identifier'] }]
  })
}

function pickExternalRef(node: Node): readonly Picked[] {
  const list = node.type === 'array'
  return elementsOf(node).flatMap((element, at) =>
    elementsOf(memberNamed(element, 'locator')).flatMap((locator, index): readonly Picked[] => {
      const text = textOf(locator)
      if (text === undefined || !/^\s*(https?|git|ssh|git\+\w+):/i.test(text.value)) return []
      return [{ field: 'url', node: text, path: [...(list ? [at] : []), 'locator', index] }]
    }),
  )
}
