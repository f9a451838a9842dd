import type { Field } from '../../model/field.ts'
import type { ItemKind } from '../../model/item.ts'
import type { Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import { stringSpan } from '../../syntax/node-span.ts'
import {
  claim,
  elementsOf,
  type Grammar,
  item,
  memberOf,
  type ObjectType,
  type Picked,
  party,
  pick,
  textOf,
  title,
} from './grammar.ts'
import { fieldOfIdentifier } from './identifier.ts'
import { textOrAddress } from './spdx.ts'

/** Somebody in an SPDX 3 document: an Organization, a Person, an Agent. */
export interface Agent {
  /** Where each text about the agent stands. */
  readonly texts: readonly AgentText[]
  /** Ids of identifiers that stand elsewhere. */
  readonly parts: readonly string[]
}

interface AgentText {
  readonly kind: 'name' | 'email' | 'url'
  readonly node: ScalarNode
  readonly pointer: string
}

/** An identifier or a reference that stands by itself, and is in an element by its name only. */
export interface StandingPart {
  readonly node: ObjectNode
  readonly pointer: string
}

/** What a document's elements refer to, by id. */
export interface Referents {
  readonly agents: ReadonlyMap<string, Agent>
  readonly parts: ReadonlyMap<string, StandingPart>
}

/**
 * Where things stand in SPDX 3.0, its elements being as `json-ld.ts` makes them. Packages name their makers by
 * reference, so the grammar knows what the document has to refer to.
 */
export function spdx3(referents: Referents): Grammar {
  const byReference = (field: Field) => pick((node) => references(node, field, referents))
  const parts = (of: (part: Node) => readonly Picked[]) => pick((node) => pickParts(node, referents, of))
  const artifact: ObjectType = {
    name: title,
    suppliedBy: byReference('supplier'),
    originatedBy: byReference('originator'),
    primaryPurpose: pick(pickPurposes),
    packageUrl: pick((node) => pickAddresses(node, 'purl')),
    homePage: pick((node) => pickAddresses(node, 'url')),
    homepage: pick((node) => pickAddresses(node, 'url')),
    downloadLocation: pick((node) => pickAddresses(node, 'url')),
    copyrightText: claim('copyright'),
    attributionText: claim('copyright'),
    sourceInfo: claim('description'),
    summary: claim('description'),
    description: claim('description'),
    comment: claim('description'),
    standardName: claim('description'),
    releaseTime: claim('date'),
    externalIdentifier: parts(pickIdentifier),
    externalIdentifiers: parts(pickIdentifier),
    contentIdentifier: parts(pickIdentifier),
    externalRef: parts(pickExternalRef),
  }
  return {
    kindOf: (_type, node) => kindOf(node),
    refOf: idOf,
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
export type ElementKind = 'package' | 'file' | 'agent' | 'creationInfo' | 'document' | 'part' | 'other'

/** What an element is, by its types. */
export function elementKind(node: ObjectNode): ElementKind {
  const types = typesOf(node)
  if (types.length === 0) return 'other'
  if (types.some((type) => type.endsWith('Package') || type === 'SoftwareArtifact')) return 'package'
  if (types.includes('File')) return 'file'
  if (types.some((type) => AGENTS.has(type))) return 'agent'
  if (types.includes('CreationInfo')) return 'creationInfo'
  if (types.some((type) => PARTS.has(type))) return 'part'
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

/** Members of an element that say something here; others can be as long as the document. */
export const TERMS: ReadonlySet<string> = new Set([
  'type',
  'spdxId',
  'name',
  'suppliedBy',
  'originatedBy',
  'primaryPurpose',
  'additionalPurpose',
  'packageUrl',
  'homePage',
  'homepage',
  'downloadLocation',
  'copyrightText',
  'attributionText',
  'sourceInfo',
  'summary',
  'description',
  'comment',
  'standardName',
  'releaseTime',
  'externalIdentifier',
  'externalIdentifiers',
  'externalIdentifierType',
  'identifier',
  'contentIdentifier',
  'contentIdentifierValue',
  'externalRef',
  'locator',
  'relationshipType',
  'specVersion',
  'createdBy',
  'createdUsing',
  'creationInfo',
])

/** Identifier of an element, by which others refer to it. */
export function idOf(node: Node): string | undefined {
  const id = textIn(node, 'spdxId')?.value.trim()
  return id === '' ? undefined : id
}

/** What an element says of itself as an agent. */
export function agentOf(node: Node, pointer: string): Agent {
  const texts: AgentText[] = []
  const parts: string[] = []
  const members = node.type === 'object' ? node.members : []
  for (const { key, spelt = key, value } of members) {
    const at = `${pointer}/${step(spelt)}`
    const name = key === 'name' ? textOf(elementsOf(value)[0]) : undefined
    if (name !== undefined) texts.push({ kind: 'name', node: name, pointer: at })
    if (key !== 'externalIdentifier' && key !== 'externalIdentifiers') continue
    for (const [index, identifier] of elementsOf(value).entries()) {
      const id = scalarOf(identifier)
      if (id !== undefined) parts.push(id)
      else texts.push(...addressIn(identifier, `${at}/${index}`))
    }
  }
  return { texts, parts }
}

/** The first text of a member. */
export function textIn(node: Node, key: string): ScalarNode | undefined {
  return textOf(elementsOf(memberOf(node, key))[0])
}

/** A text, or the address of what is referred to. */
export function scalarOf(node: Node | undefined): string | undefined {
  return textOrAddress(node)?.text
}

/** All values of members of a key; RDF repeats a member where JSON has a list. */
export function valuesOf(node: Node, key: string): readonly Node[] {
  if (node.type !== 'object') return []
  return node.members.filter((member) => member.key === key).flatMap(({ value }) => elementsOf(value))
}

/** How the name of a type can begin: alone, behind a prefix, in an IRI. */
function typeTexts(type: string): string[] {
  return [`"${type}`, `:${type}`, `/${type}`]
}

const AGENTS: ReadonlySet<string> = new Set(['Organization', 'Person', 'Agent', 'SoftwareAgent', 'Tool'])
const PARTS: ReadonlySet<string> = new Set(['ExternalIdentifier', 'ExternalRef', 'ContentIdentifier'])

const COLLECTIONS: ReadonlySet<string> = new Set([
  'SpdxDocument',
  'Bom',
  'Sbom',
  'Bundle',
  'ElementCollection',
])

function typesOf(node: Node): readonly string[] {
  return valuesOf(node, 'type').map((type) => lastName(scalarOf(type) ?? ''))
}

/** The part of a name behind its prefix or the address that it stands in. */
export function lastName(text: string): string {
  let at = text.length
  while (at > 0 && !'/#:_'.includes(text[at - 1]!)) at--
  return text.slice(at)
}

function scalarIn(node: Node, key: string): string | undefined {
  return scalarOf(valuesOf(node, key)[0])
}

function kindOf(node: ObjectNode): ItemKind {
  const purposes = [...valuesOf(node, 'primaryPurpose'), ...valuesOf(node, 'additionalPurpose')]
  const words = purposes.map((purpose) => lastName(scalarOf(purpose) ?? '').toLowerCase())
  return words.includes('device') ? 'device' : words.includes('firmware') ? 'firmware' : 'software'
}

/** A purpose is a word, which other forms write at the end of an address. */
function pickPurposes(node: Node): readonly Picked[] {
  return pickEach(node, (element) => {
    const found = textOrAddress(element)
    if (found === undefined) return []
    const { text, place } = found
    const value = lastName(text)
    if (value === '') return []
    if (place.value !== undefined) return [{ ...place, field: 'class', value }]
    const from = text.length - value.length
    const word: ScalarNode = { type: 'string', value, ...stringSpan(place.node, from, text.length) }
    return [{ ...place, field: 'class', node: from === 0 ? place.node : word }]
  })
}

function pickAddresses(node: Node, field: Field): readonly Picked[] {
  return pickEach(node, (element) => {
    const found = textOrAddress(element)
    return found === undefined ? [] : [{ ...found.place, field }]
  })
}

/** What is found in a value, or in each of a list and of the lists in it. Depth costs no stack. */
function pickEach(node: Node, of: (element: Node) => readonly Picked[]): readonly Picked[] {
  if (node.type !== 'array') return of(node)
  const found: Picked[] = []
  const open: { readonly node: Node; readonly up: Step | null }[] = [{ node, up: null }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, up } = next
    if (node.type === 'array') {
      for (let at = node.elements.length - 1; at >= 0; at--)
        open.push({ node: node.elements[at]!, up: { up, at } })
    } else {
      for (const picked of of(node)) found.push({ ...picked, path: [...stepsTo(up), ...picked.path] })
    }
  }
  return found
}

/** An index in a list, and where that list stands in another. */
interface Step {
  readonly up: Step | null
  readonly at: number
}

function stepsTo(last: Step | null): readonly number[] {
  const steps: number[] = []
  for (let step = last; step !== null; step = step.up) steps.push(step.at)
  return steps.reverse()
}

/** Claims about whoever a value refers to: by id, as an object in its place, or, against the rules, by name. */
function references(node: Node, field: Field, { agents, parts }: Referents): readonly Picked[] {
  return pickEach(node, (element) => {
    const id = scalarOf(element) ?? idOf(element)
    const agent = id === undefined ? undefined : agents.get(id)
    if (agent !== undefined) return claimsOf(agent, field, parts)
    if (element.type === 'object') {
      // What stands elsewhere has a pointer of its own.
      const { texts, parts: elsewhere } = agentOf(element, '')
      const here = claimsOf({ texts, parts: [] }, field, parts).map(({ pointer, ...picked }) => ({
        ...picked,
        path: (pointer ?? '').split('/').slice(1),
      }))
      return [...here, ...claimsOf({ texts: [], parts: elsewhere }, field, parts)]
    }
    if (element.type !== 'string' || !/\s/.test(element.value)) return []
    return [{ field, node: element, path: [], party: true }]
  })
}

function claimsOf({ texts, parts }: Agent, field: Field, known: Referents['parts']): readonly Picked[] {
  const elsewhere = parts.flatMap((id) => {
    const part = known.get(id)
    return part === undefined ? [] : addressIn(part.node, part.pointer)
  })
  return [...texts, ...elsewhere].map(({ kind, node, pointer }) => {
    if (kind === 'name') return { field, node, path: [], pointer, party: true }
    const about: Field = field === 'author' ? 'author' : kind === 'email' ? 'email' : 'domain'
    return { field: about, node, path: [], pointer }
  })
}

/** The e-mail or web address that an identifier is. */
function addressIn(identifier: Node, pointer: string): readonly AgentText[] {
  const node = textIn(identifier, 'identifier')
  const type = scalarIn(identifier, 'externalIdentifierType') ?? ''
  const kind = /email$/i.test(type) ? 'email' : /^https?:/i.test(node?.value ?? '') ? 'url' : undefined
  if (node === undefined || kind === undefined) return []
  return [{ kind, node, pointer: `${pointer}/${step(speltIn(identifier, 'identifier'))}` }]
}

/** What is found in parts, be they in their element or elsewhere. */
function pickParts(
  node: Node,
  { parts }: Referents,
  of: (part: Node) => readonly Picked[],
): readonly Picked[] {
  return pickEach(node, (element) => {
    const part = standing(element, parts)
    if (part === undefined) return of(element)
    return of(part.node).map((picked) => ({
      ...picked,
      pointer: [part.pointer, ...picked.path.map((key) => step(String(key)))].join('/'),
    }))
  })
}

/** The part that a value refers to. */
function standing(element: Node, parts: Referents['parts']): StandingPart | undefined {
  const id = scalarOf(element)
  return id === undefined ? undefined : parts.get(id)
}

function pickIdentifier(node: Node): readonly Picked[] {
  const key = ['identifier', 'contentIdentifierValue'].find((one) => textIn(node, one) !== undefined) ?? ''
  const text = textIn(node, key)
  if (text === undefined) return []
  const type = scalarIn(node, 'externalIdentifierType') ?? ''
  const field = fieldOfIdentifier(text.value) ?? FIELD_OF_TYPE.get(lastName(type).toLowerCase())
  return field === undefined ? [] : [{ field, node: text, path: [speltIn(node, key)] }]
}

/** Types of identifiers that tell what one is which does not begin like it. */
const FIELD_OF_TYPE: ReadonlyMap<string, 'swid' | 'cpe' | 'purl'> = new Map([
  ['swid', 'swid'],
  ['cpe22', 'cpe'],
  ['cpe23', 'cpe'],
  ['packageurl', 'purl'],
  ['purl', 'purl'],
])

function pickExternalRef(node: Node): readonly Picked[] {
  const members = node.type === 'object' ? node.members.filter(({ key }) => key === 'locator') : []
  return members.flatMap(({ key, spelt = key, value }) =>
    pickEach(value, (locator) => {
      const text = textOf(locator)
      if (text === undefined || !/^\s*(https?|git|ssh|git\+\w+):/i.test(text.value)) return []
      return [{ field: 'url', node: text, path: [] }]
    }).map((picked) => ({ ...picked, path: [spelt, ...picked.path] })),
  )
}

/** How the document spells a key of an object. */
function speltIn(node: Node, key: string): string {
  const member = node.type === 'object' ? node.members.find((one) => one.key === key) : undefined
  return member?.spelt ?? key
}

function step(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
