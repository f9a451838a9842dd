import type { Problem, ProblemCode } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import type { Node, ObjectNode } from '../../syntax/node.ts'
import type { ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly, type Description } from './assembly.ts'
import type { Terms } from './json-ld.ts'
import {
  type Agent,
  agentOf,
  elementKind,
  idOf,
  isPackage,
  type StandingPart,
  scalarOf,
  spdx3,
  textIn,
  valuesOf,
} from './spdx3.ts'
import { type Path, type PathStyle, pointerOf } from './walk.ts'

/**
 * The elements of an SPDX 3 document, in whatever it is written. They are given twice: a package says who made it by
 * the id of an agent, which can stand anywhere. The first pass gathers what is referred to, the second gives the items.
 */
export class Spdx3Elements {
  readonly #terms: Terms
  readonly #style: PathStyle
  readonly #assembly: Assembly
  readonly #agents = new Map<string, Agent>()
  readonly #parts = new Map<string, StandingPart>()
  readonly #tools = new Set<string>()
  /** Who made the document, where that has been read. */
  readonly #creations = new Set<string>()
  /** Packages and files that stood in another element: some writers repeat them wherever they are referred to. */
  readonly #nested = new Set<string>()
  /** Whether items alone are asked for: who made what is not. */
  readonly #itemsOnly: boolean
  #pass: 1 | 2
  #version: string | undefined
  #generator: string | undefined
  #items = 0
  #any = false

  constructor(handlers: ReaderHandlers, { refs }: ReaderOptions, terms: Terms, style: PathStyle) {
    this.#itemsOnly = refs !== undefined
    this.#pass = this.#itemsOnly ? 2 : 1
    this.#terms = terms
    this.#style = style
    const referents = { agents: this.#agents, parts: this.#parts }
    this.#assembly = new Assembly(spdx3(referents), style, handlers)
  }

  get pass(): 1 | 2 {
    return this.#pass
  }

  /** Everything has been given once. */
  endFirstPass(): void {
    this.#pass = 2
  }

  /** Takes an element, and those that stand in it instead of being referred to; `nested`: it does so itself. */
  add(element: Node, path: Path, nested = false): void {
    for (const { node, path: at } of elementsIn(element, path))
      this.#lookAt(node, at, nested || node !== element)
  }

  /** Something was not read; told once, in the second pass. */
  fail(code: ProblemCode, offset: number, message: string, pointer?: string): void {
    if (this.#pass === 2) this.#assembly.fail(code, offset, message, pointer)
  }

  /** Something is doubtful. */
  warn(problem: Problem): void {
    this.#assembly.warn(problem)
  }

  /** All is over. */
  summary(
    serialisation: string,
    tally: { readonly records: number; readonly lookedInto: number },
  ): DocumentSummary {
    this.#assembly.endDocument(this.#describe(serialisation))
    return this.#assembly.summary({ items: this.#items, any: this.#any, ...tally })
  }

  #lookAt(node: ObjectNode, path: Path, nested: boolean): void {
    const kind = elementKind(node)
    if (kind === 'other') return
    if (this.#pass === 1) this.#gather(kind, node, path)
    else if (kind === 'package' || kind === 'file' || kind === 'document') {
      if (!nested || this.#itemsOnly || this.#isFirst(node)) this.#give(kind, node, path)
    } else if (kind === 'creationInfo' && this.#isNews(node)) this.#give(kind, node, path)
  }

  #gather(kind: ReturnType<typeof elementKind>, node: ObjectNode, path: Path): void {
    const id = idOf(node)
    const pointer = () => pointerOf(path, this.#style)
    if (kind === 'creationInfo') this.#lookAtCreation(node)
    else if (kind === 'agent' && id !== undefined && describes(node))
      this.#agents.set(id, agentOf(node, pointer()))
    else if (kind === 'part' && id !== undefined) this.#parts.set(id, { node, pointer: pointer() })
  }

  #give(kind: 'package' | 'file' | 'document' | 'creationInfo', node: ObjectNode, path: Path): void {
    if (!describes(node)) return
    if (isPackage(node)) this.#items++
    this.#any ||= kind === 'package' || kind === 'file'
    this.#assembly.add({ type: 'graph', keys: [kind], element: false, node, path })
  }

  #lookAtCreation(node: ObjectNode): void {
    this.#version ??= textIn(node, 'specVersion')?.value
    for (const tool of valuesOf(node, 'createdUsing')) {
      const id = scalarOf(tool) ?? idOf(tool)
      if (id !== undefined) this.#tools.add(id)
    }
  }

  #isFirst(node: ObjectNode): boolean {
    const id = idOf(node)
    if (id === undefined || !describes(node)) return true
    if (this.#nested.has(id)) return false
    if (this.#nested.size < NESTED) this.#nested.add(id)
    return true
  }

  /** Elements that do not refer to it repeat who made the document. */
  #isNews(node: ObjectNode): boolean {
    const who = [...valuesOf(node, 'createdBy'), ...valuesOf(node, 'createdUsing')]
    const key = JSON.stringify(who.map((one) => scalarOf(one) ?? idOf(one) ?? textIn(one, 'name')?.value))
    if (this.#creations.has(key) || this.#creations.size === CREATIONS) return false
    this.#creations.add(key)
    return true
  }

  #describe(serialisation: string): Description {
    for (const id of this.#tools) {
      const name = this.#agents.get(id)?.texts.find(({ kind }) => kind === 'name')
      this.#generator ??= name?.node.value
    }
    const generator = this.#generator === undefined ? {} : { generator: this.#generator }
    const version = this.#version ?? this.#terms.version
    if (version !== undefined && /^3\.0(\.\d+)?$/.test(version)) {
      return { format: `SPDX ${version} ${serialisation}`, ...generator }
    }
    return {
      format: `SPDX ${version ?? '3'} ${serialisation}`,
      problem: {
        code: 'unsupported-version',
        severity: 'warning',
        message:
          version === undefined
            ? 'The document does not say which version of SPDX 3 it follows; it was read as 3.0.1.'
            : `SPDX version "${version.slice(0, 40)}" is not known; the document was read as 3.0.1.`,
      },
      ...generator,
    }
  }
}

/** The objects in a value, at any depth. */
export function* elementsIn(
  value: Node,
  path: Path,
): Iterable<{ readonly node: ObjectNode; readonly path: Path }> {
  const tasks: { readonly node: Node; readonly path: Path }[] = [{ node: value, path }]
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { node, path } = task
    if (node.type === 'array') {
      for (let at = node.elements.length - 1; at >= 0; at--)
        tasks.push({ node: node.elements[at]!, path: { up: path, key: String(at) } })
    }
    if (node.type !== 'object') continue
    yield { node, path }
    for (let at = node.members.length - 1; at >= 0; at--) {
      const { key, spelt = key, value } = node.members[at]!
      if (mayHoldElements(value)) tasks.push({ node: value, path: { up: path, key: spelt } })
    }
  }
}

/** Nested elements of which it is known that they have stood before. */
const NESTED = 100_000
/** Texts hold none, and lists of texts, which references are, neither. */
function mayHoldElements(value: Node): boolean {
  if (value.type === 'array') return value.elements.some(({ type }) => type === 'object' || type === 'array')
  return value.type === 'object'
}

/** Makers of one document that are told of. */
const CREATIONS = 1000

/** An object with nothing but its type and its id refers to what is described elsewhere. */
function describes(node: ObjectNode): boolean {
  return node.members.some(({ key }) => key !== 'spdxId' && key !== 'type')
}
