import type { Member, Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import { elementsOf } from './grammar.ts'
import { lastName } from './spdx3.ts'

/**
 * What the keys and values of an SPDX 3 document mean, as far as that can be told without loading a context: SPDX's
 * own names stand alone, behind a prefix or in an address, or the document's context gives them other ones.
 */
export class Terms {
  /** The version of SPDX that addresses in the document name. */
  version: string | undefined
  readonly #names = new Map<string, string>()
  /** Those that a context gives. */
  readonly #given = new Map<string, string>()

  /** Takes what stands under `@context`; whether it gives keys a meaning that they do not show. */
  addContext(context: Node): boolean {
    let given = false
    const definitions = context.type === 'array' ? context.elements : [context]
    for (const definition of definitions) {
      if (definition.type === 'string') this.#notice(definition.value)
      if (definition.type !== 'object') continue
      for (const { key, value } of definition.members) {
        const meaning = meaningOf(value)
        if (meaning === undefined) continue
        this.#notice(meaning)
        // `"software": "https://…/Software/"` is a prefix, and `"@vocab"` what stands before all other names.
        if (key.startsWith('@') || meaning === '' || /[/#:]$/.test(meaning)) continue
        const name = ownName(meaning)
        if (name === ownName(key)) continue
        this.#given.set(key, name)
        given = true
      }
    }
    return given
  }

  /** The name that SPDX has for a key or a type; `type` and `spdxId` for what JSON-LD calls `@type` and `@id`. */
  nameOf(key: string): string {
    const known = this.#given.get(key) ?? this.#names.get(key)
    if (known !== undefined) return known
    this.#notice(key)
    const name = ownName(key)
    if (this.#names.size < NAMES) this.#names.set(key, name)
    return name
  }

  /**
   * A value as SPDX's own context has it: members under SPDX's names, texts and references in place of the objects
   * that other forms of JSON-LD make of them.
   */
  plain(node: Node, depth = 0): Node {
    if (depth > DEPTH || (node.type !== 'array' && node.type !== 'object')) return node
    if (node.type === 'array') {
      const elements = node.elements.map((element) => this.plain(element, depth + 1))
      return elements.every((element, at) => element === node.elements[at]) ? node : { ...node, elements }
    }
    const members = node.members.map((member) => this.#plainMember(member, depth))
    const [first] = members
    if (first === undefined) return node
    const held = members.find(({ key }) => HOLDERS.has(key))
    if (held !== undefined) return held.value
    if (members.length === 1 && REFERENCES.has(first.key) && first.value.type === 'string') return first.value
    if (LANGUAGE.test(first.key)) {
      const texts = textsByLanguage(node)
      if (texts !== null) return texts
    }
    // Most documents are as they should be: what is the same is not made anew.
    return members.every((member, at) => member === node.members[at]) ? node : { ...node, members }
  }

  #plainMember(member: Member, depth: number): Member {
    const { key: spelt, keyRegion } = member
    const key = this.nameOf(spelt)
    const plain = this.plain(member.value, depth + 1)
    const value = this.#given.size > 0 && WORDS.has(key) ? this.#wordIn(plain) : plain
    if (key !== spelt) return { key, spelt, keyRegion, value }
    return value === member.value ? member : { key, keyRegion, value }
  }

  /** A value that is one of SPDX's own names, or a list of them. */
  #wordIn(value: Node): Node {
    if (value.type === 'array')
      return { ...value, elements: elementsOf(value).map((element) => this.#wordIn(element)) }
    const word = value.type === 'string' ? this.#given.get(value.value) : undefined
    return word === undefined ? value : { type: 'string', value: word, start: value.start, end: value.end }
  }

  #notice(text: string): void {
    this.version ??= VERSION.exec(text)?.[1]
  }
}

/** Deeper than this no value of SPDX stands. */
const DEPTH = 500
/** Keys whose names are remembered. */
const NAMES = 10_000

/** Keys whose values a context can give other names, too; nothing is claimed by them. */
const WORDS: ReadonlySet<string> = new Set(['type', 'relationshipType'])

const VERSION = /spdx\.org\/rdf\/v?(\d+(?:\.\d+)*)\//

/** Keys of an object that stands for what it holds. */
const HOLDERS: ReadonlySet<string> = new Set(['@value', '@set', '@list'])

/** Keys of an object that only refers to something; Turtle has an object of the kind, too. */
const REFERENCES: ReadonlySet<string> = new Set(['spdxId', 'resource'])

const KEYWORDS: Readonly<Record<string, string>> = { '@id': 'spdxId', '@type': 'type', graph: '@graph' }

/** `software_packageUrl`, `software:packageUrl` and `https://spdx.org/…/Software/packageUrl` are `packageUrl`. */
function ownName(key: string): string {
  if (Object.hasOwn(KEYWORDS, key)) return KEYWORDS[key]!
  if (key.startsWith('@')) return key
  return lastName(key)
}

/** What a context says that a key stands for. */
function meaningOf(definition: Node): string | undefined {
  if (definition.type === 'string') return definition.value
  if (definition.type !== 'object') return undefined
  const id = definition.members.find(({ key }) => key === '@id')?.value
  return id?.type === 'string' ? id.value : undefined
}

/** The texts of an object that has one for each language; `null` when it is something else. */
function textsByLanguage({ members, start, end }: ObjectNode): Node | null {
  const elements = members.flatMap(({ key, value }): ScalarNode[] =>
    value.type === 'string' && LANGUAGE.test(key) ? [value] : [],
  )
  if (elements.length < members.length) return null
  return elements.length === 1 ? elements[0]! : { type: 'array', elements, start, end }
}

/** A language of two letters, perhaps with a script or a country: SPDX has no key like that. */
const LANGUAGE = /^(?:[a-z]{2}(?:-[A-Za-z]{2,4})*|@none)$/
