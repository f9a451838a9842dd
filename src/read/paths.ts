import type { Span } from '../model/item.ts'
import type { Problem } from '../model/problem.ts'
import { decodeStream } from '../syntax/encoding.ts'
import type { LineAnchor } from '../syntax/lines.ts'
import { isReadError } from './document.ts'
import type { LinkReader } from './links/collector.ts'
import { Graph } from './links/graph.ts'
import { openJsonLinks } from './links/json-links.ts'
import { type Named, type NameSearch, openJsonNames, openTagValueNames, openXmlNames } from './links/names.ts'
import { openTagValueLinks } from './links/tag-value-links.ts'
import { openXmlLinks } from './links/xml-links.ts'

/** A document that has been read, and can be opened again. */
export interface LinkedDocument {
  open(): AsyncIterable<Uint8Array>
  /** Opens the bytes at an offset; absent where that cannot be done. */
  openAt?(offset: number): AsyncIterable<Uint8Array>
}

/** One thing on the way to an item. */
export interface Step {
  /** What the document calls it; the name by which it is referred to, where nothing more is known of it. */
  readonly name: string
  /** Where that name stands; absent for a thing that the document only refers to. */
  readonly span?: Span
}

/** An item to which a way is looked for. */
export interface Target {
  /** By which the document refers to it. */
  readonly ref: string
  /** Of a byte of it; documents in a row may use a name twice. */
  readonly offset: number
}

/** How items are reached. */
export interface Paths {
  /** From what the document is about to the item itself; `undefined` when nothing is known to be around it. */
  stepsTo(target: Target): readonly Step[] | undefined
  /** Lines that were come to know, for the places of the steps. */
  readonly lines: readonly LineAnchor[]
  readonly problem?: Problem
}

/** Steps that are told of a way; of a longer one the middle is left out. */
const MOST_STEPS = 50

/**
 * The shortest way from what a document is about to each of some items, by reading the document once more: its
 * dependencies, its relationships, and what is written inside what. `members`, where the first reading has told
 * them, are the offsets of the keys of the one root under which that stands.
 */
export async function pathsTo(
  document: LinkedDocument,
  targets: readonly Target[],
  members?: readonly number[],
): Promise<Paths> {
  if (targets.length === 0 || members?.length === 0) return NO_PATHS
  try {
    const linked = await gather(document, members)
    if ([...linked.graphs.values()].some((graph) => graph.full)) return { ...NO_PATHS, problem: TOO_MANY }
    const ways = waysIn(linked, targets)
    if (ways.size === 0) return NO_PATHS
    const { names, lines } = await namesIn(document, linked.syntax, ways)
    return {
      lines,
      stepsTo: ({ ref, offset }) => {
        const root = rootOf(linked, offset)
        return ways.get(keyOf(root, ref))?.map((step) => stepOf(step, names.get(keyOf(root, step))))
      },
    }
  } catch (error) {
    if (!isReadError(error)) throw error
    return NO_PATHS
  }
}

const NO_PATHS: Paths = { stepsTo: () => undefined, lines: [] }

const TOO_MANY: Problem = {
  code: 'too-large',
  severity: 'warning',
  message: 'The document tells of so many dependencies that how its items are reached was not looked for.',
  hint: 'The findings are complete; only the ways to them are missing.',
}

type Syntax = 'json' | 'xml' | 'tag-value'

/** How the items of a document hang together. */
interface Linked {
  readonly syntax: Syntax
  /** By document, where several stand in a row. */
  readonly graphs: ReadonlyMap<number, Graph>
  /** Where each of them begins. */
  readonly starts: readonly number[]
}

async function gather(document: LinkedDocument, members: readonly number[] | undefined): Promise<Linked> {
  const syntax = await syntaxOf(document)
  const { bytes, mark, transcoded } = await decodeStream(document.open())
  const { openAt } = document
  if (members === undefined || openAt === undefined || transcoded) return gatherAll(bytes, syntax)
  for await (const _ of bytes) break
  const graph = new Graph()
  for (const member of members) await gatherMember(openAt(mark + member), graph)
  return { syntax, graphs: new Map([[0, graph]]), starts: [0] }
}

/** The first byte that is not white space tells it. */
async function syntaxOf(document: LinkedDocument): Promise<Syntax> {
  for await (const chunk of (await decodeStream(document.open())).bytes) {
    const first = chunk.find((byte) => byte > 0x20)
    if (first !== undefined)
      return first === 0x7b || first === 0x5b ? 'json' : first === 0x3c ? 'xml' : 'tag-value'
  }
  return 'tag-value'
}

async function gatherAll(bytes: AsyncIterable<Uint8Array>, syntax: Syntax): Promise<Linked> {
  const graphs = new Map<number, Graph>()
  const starts: number[] = []
  const linksOf = (root: number) => {
    const graph = graphs.get(root) ?? new Graph()
    graphs.set(root, graph)
    return graph
  }
  const onRoot = (index: number, offset: number) => {
    starts[index] ??= offset
  }
  await pour(bytes, openLinks(syntax, linksOf, onRoot))
  return { syntax, graphs, starts }
}

function openLinks(
  syntax: Syntax,
  linksOf: (root: number) => Graph,
  onRoot: (index: number, offset: number) => void,
): LinkReader {
  switch (syntax) {
    case 'json':
      return openJsonLinks({ linksOf, onRoot })
    case 'xml':
      return openXmlLinks(linksOf(0))
    case 'tag-value':
      return openTagValueLinks(linksOf(0))
  }
}

/** Reads one member of a root, from its key on, as if it were the only one. */
async function gatherMember(bytes: AsyncIterable<Uint8Array>, graph: Graph): Promise<void> {
  let members = 0
  const reader = openJsonLinks({ linksOf: () => graph, onRootMember: () => members++ })
  reader.write(OPENING)
  for await (const chunk of bytes) {
    reader.write(chunk)
    if (members > 1) break
  }
  reader.end()
}

const OPENING = new TextEncoder().encode('{"')

async function pour(bytes: AsyncIterable<Uint8Array>, reader: LinkReader): Promise<void> {
  for await (const chunk of bytes) reader.write(chunk)
  reader.end()
}

/** The ways, by document and name of the item. */
function waysIn(linked: Linked, targets: readonly Target[]): Map<string, readonly string[]> {
  const wanted = new Map<number, Set<string>>()
  for (const { ref, offset } of targets) {
    const root = rootOf(linked, offset)
    const refs = wanted.get(root) ?? new Set()
    wanted.set(root, refs.add(ref))
  }
  const ways = new Map<string, readonly string[]>()
  for (const [root, refs] of wanted) {
    const graph = linked.graphs.get(root)
    if (graph === undefined || !graph.leadsTo(refs)) continue
    for (const [ref, way] of graph.waysTo(refs)) ways.set(keyOf(root, ref), shortened(way))
  }
  return ways
}

/** Which of the documents in a row a byte belongs to. */
function rootOf({ starts }: Linked, offset: number): number {
  let low = 0
  let high = starts.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle
  }
  return low
}

function keyOf(root: number, ref: string): string {
  return `${root} ${ref}`
}

/** Both ends of a long way: what the document is about, and what is around the item. */
function shortened(way: readonly string[]): readonly string[] {
  if (way.length <= MOST_STEPS) return way
  const left = way.length - MOST_STEPS + 1
  const first = MOST_STEPS / 2
  return [...way.slice(0, first), OMITTED + left, ...way.slice(first + left)]
}

/** Begins what stands for the steps that were left out; no name in a document does. */
const OMITTED = '\u0000'

function stepOf(ref: string, named: Named | undefined): Step {
  return named ?? { name: ref.startsWith(OMITTED) ? `(${ref.slice(OMITTED.length)} steps left out)` : ref }
}

/** What the document calls the steps. */
async function namesIn(
  document: LinkedDocument,
  syntax: Syntax,
  ways: ReadonlyMap<string, readonly string[]>,
) {
  const missing = new Set<string>()
  const refs = new Set<string>()
  for (const [key, way] of ways) {
    const root = Number.parseInt(key, 10)
    for (const ref of way) {
      if (ref.startsWith(OMITTED)) continue
      missing.add(keyOf(root, ref))
      refs.add(ref)
    }
  }
  const names = new Map<string, Named>()
  const lines: LineAnchor[] = []
  const reader = openNames(syntax, {
    refs,
    onName(root, ref, named) {
      const key = keyOf(root, ref)
      if (missing.delete(key)) names.set(key, named)
    },
    onLine: (line) => lines.push(line),
  })
  for await (const chunk of (await decodeStream(document.open())).bytes) {
    reader.write(chunk)
    if (missing.size === 0) break
  }
  reader.end()
  return { names, lines }
}

function openNames(syntax: Syntax, search: NameSearch): LinkReader {
  switch (syntax) {
    case 'json':
      return openJsonNames(search)
    case 'xml':
      return openXmlNames(search)
    case 'tag-value':
      return openTagValueNames(search)
  }
}
