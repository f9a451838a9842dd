import type { Problem } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { localNameOf } from '../../syntax/turtle/parse.ts'
import type { ReaderHandlers } from '../reader.ts'
import { Assembly } from './assembly.ts'
import {
  claim,
  type Grammar,
  into,
  item,
  memberOf,
  type ObjectType,
  type Picked,
  party,
  pick,
  textOf,
  title,
} from './grammar.ts'
import { parseParty, saysNothing } from './party.ts'
import { pickExternalRef, textOrAddress } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'
import type { Path } from './walk.ts'

/**
 * SPDX 1.x and 2.x as a graph, in whatever way it is written: takes objects that have the name of their type as key,
 * and finds packages, files and the document in them at any depth.
 */
export class SpdxGraph {
  readonly #assembly: Assembly
  #version: string | undefined
  #generator: string | undefined
  #items = 0

  constructor(handlers: ReaderHandlers) {
    this.#assembly = new Assembly(grammar, 'xml', handlers)
  }

  /** Takes an object and all that stands in it. */
  add(key: string, node: Node, path: Path): void {
    if (PARTS.has(key)) this.#addPart(key, node, path)
    for (const object of objectsIn(key, node, path)) this.#lookAt(object.type, object.node, object.path)
  }

  /** Something was not read; see {@link Assembly.fail}. */
  fail(code: Problem['code'], offset: number, message: string, pointer?: string): void {
    this.#assembly.fail(code, offset, message, pointer)
  }

  /** All is over. */
  summary(
    serialisation: string,
    tally: { readonly records: number; readonly lookedInto: number },
  ): DocumentSummary {
    this.#assembly.endDocument({
      ...describeSpdxVersion(this.#version, serialisation),
      ...(this.#generator !== undefined && { generator: this.#generator }),
    })
    return this.#assembly.summary({ items: this.#items, any: this.#items > 0, ...tally })
  }

  #lookAt(key: string, node: ObjectNode, path: Path): void {
    if (!Object.hasOwn(grammar.types['graph']!, key) || !describes(node)) return
    if (key === 'Package') this.#items++
    if (key === 'SpdxDocument') this.#lookAtDocument(node)
    this.#assembly.add({ type: 'graph', keys: [key], element: false, node, path })
  }

  /** A part of a package that stands by itself, and by its label only in the package, is an item of its own. */
  #addPart(key: string, node: Node, path: Path): void {
    this.#assembly.addPart({ type: 'parts', keys: [key], element: false, node, path })
  }

  #lookAtDocument(node: ObjectNode): void {
    this.#version ??= textOf(memberOf(node, 'specVersion'))?.value
    const info = memberOf(node, 'creationInfo')
    // Some tools leave out the property around it.
    const creation = memberOf(info ?? node, 'CreationInfo')
    for (const { key, value } of creation?.type === 'object' ? creation.members : []) {
      const text = key === 'creator' ? (textOf(value)?.value ?? '') : ''
      const { role, parts } = parseParty(text)
      const [name] = parts
      if (role === 'tool' && name !== undefined) this.#generator ??= text.slice(name.from, name.to)
    }
  }
}

/** The objects in a value, at any depth, each by the names of its types; `key` is what the value stands under. */
export function* objectsIn(
  key: string,
  node: Node,
  path: Path,
): Iterable<{ readonly type: string; readonly node: ObjectNode; readonly path: Path }> {
  const tasks: { key: string; node: Node; path: Path }[] = [{ key, node, path }]
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { node, path } = task
    if (node.type === 'array') {
      for (const element of node.elements.toReversed()) tasks.push({ key: '', node: element, path })
    }
    if (node.type !== 'object') continue
    for (const type of task.key === 'Description' ? typesOf(node) : [task.key]) yield { type, node, path }
    for (const member of node.members.toReversed()) {
      tasks.push({ key: member.key, node: member.value, path: { up: path, key: member.key } })
    }
  }
}

/** The name by which an object is referred to: its IRI as it stands, or the label of a blank node. */
export function resourceOf(node: Node | undefined): string | undefined {
  const text = (key: string) => node && textOf(memberOf(node, key))?.value.trim()
  const [about, label, id] = [text('about') ?? text('resource'), text('nodeID'), text('ID')]
  return about || (label && `_:${label}`) || (id && `#${id}`) || undefined
}

/** Names of the types that an object without one of its own says that it has. */
export function typesOf(node: ObjectNode): readonly string[] {
  return node.members
    .filter(({ key }) => key === 'type')
    .map(({ value }) => localNameOf(textOf(memberOf(value, 'resource') ?? value)?.value ?? ''))
}

/** Objects that say more of a package or a file, and may stand elsewhere than in it. */
export const PARTS: ReadonlySet<string> = new Set(['ExternalRef'])

/** What is said of packages; RDF has the names of JSON, some in the singular. */
const PACKAGE: ObjectType = {
  name: title,
  supplier: party('supplier'),
  originator: party('originator'),
  packageFileName: claim('path'),
  downloadLocation: pick(pickResource),
  homepage: pick(pickResource),
  externalRef: into('externalRef'),
  sourceInfo: claim('description'),
  copyrightText: claim('copyright'),
  comment: claim('description'),
  summary: claim('description'),
  description: claim('description'),
  attributionText: claim('copyright'),
  releaseDate: claim('date'),
  annotation: into('annotation'),
}

const grammar: Grammar = {
  refOf: resourceOf,
  kindOf: (_type, node) => {
    const purpose = memberOf(node, 'primaryPackagePurpose')
    const word = purpose === undefined ? undefined : textOf(memberOf(purpose, 'resource') ?? purpose)?.value
    const kind = /purpose_(device|firmware)$/i.exec(word ?? '')?.[1]?.toLowerCase()
    return kind === 'device' || kind === 'firmware' ? kind : 'software'
  },
  types: {
    graph: { Package: item('package'), File: item('file'), SpdxDocument: into('document') },
    parts: { ExternalRef: pick(pickExternalRef) },
    package: PACKAGE,
    file: {
      fileName: { ...claim('path'), title: true },
      copyrightText: claim('copyright'),
      fileContributor: party('author'),
      noticeText: claim('copyright'),
      attributionText: claim('copyright'),
    },
    document: {
      name: { ...claim('name'), title: true },
      creationInfo: into('creationInfo'),
      CreationInfo: into('creationInfo'),
      annotation: into('annotation'),
      reviewed: into('reviewed'),
    },
    creationInfo: { CreationInfo: into('creationInfo'), creator: party('author') },
    annotation: { Annotation: into('annotation'), annotator: party('author') },
    reviewed: { Review: into('reviewed'), reviewer: party('author') },
    externalRef: { ExternalRef: pick(pickExternalRef) },
  },
}

function pickResource(node: Node): readonly Picked[] {
  const address = textOrAddress(node)
  return address === undefined || saysNothing(address.text) ? [] : [{ field: 'url', ...address.place }]
}

/** An object with nothing but its type and the name of what it refers to describes nothing. */
function describes(node: ObjectNode): boolean {
  return node.members.some(({ key }: Member) => !NAMES.has(key))
}

const NAMES: ReadonlySet<string> = new Set(['about', 'nodeID', 'ID', 'type'])
