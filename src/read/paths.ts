import type { Item, Span } from '../model/item.ts'
import type { Problem } from '../model/problem.ts'
import type { DocumentSummary } from '../model/source.ts'
import { decodeStream } from '../syntax/encoding.ts'
import type { LineAnchor } from '../syntax/lines.ts'
import { isReadError } from './document.ts'
import { formats } from './index.ts'
import { Graph } from './links/graph.ts'
import type { Format, ReaderHandlers } from './reader.ts'

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

/** An item to which a way is looked for; documents in a row may use a reference twice. */
export type Target = Pick<Item, 'name' | 'span'> & { readonly ref: string }

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
 * dependencies, its relationships, and what is written inside what. `read` is what the first reading came to: of
 * which format the document is and, where it came to know them, the keys of the root under which that stands.
 */
export async function pathsTo(
  document: LinkedDocument,
  targets: readonly Target[],
  read: Pick<DocumentSummary, 'formatId' | 'links'>,
): Promise<Paths> {
  const format = formats.find(({ id }) => id === read.formatId)
  if (targets.length === 0 || read.links?.length === 0 || format?.openLinks === undefined) return NO_PATHS
  try {
    const linked = await gather(document, format.openLinks, read.links)
    if ([...linked.graphs.values()].some((graph) => graph.full)) return { ...NO_PATHS, problem: TOO_MANY }
    const ways = waysIn(linked, targets)
    if (ways.size === 0) return NO_PATHS
    const { names, lines } = await namesIn(document, format, linked, ways, targets)
    return {
      lines,
      stepsTo: ({ ref, span }) => {
        const root = rootOf(linked, span.offset)
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

/** How the items of a document hang together. */
interface Linked {
  /** By document, where several stand in a row. */
  readonly graphs: ReadonlyMap<number, Graph>
  /** Where each of them begins. */
  readonly starts: readonly number[]
}

type OpenLinks = NonNullable<Format['openLinks']>

async function gather(
  document: LinkedDocument,
  openLinks: OpenLinks,
  members: readonly number[] | undefined,
): Promise<Linked> {
  const { bytes, mark, transcoded } = await decodeStream(document.open())
  const { openAt } = document
  if (members === undefined || openAt === undefined || transcoded)
    return gatherAll(document, bytes, openLinks)
  for await (const _ of bytes) break
  const graph = new Graph()
  for (const member of members) await gatherMember(openAt(mark + member), openLinks, graph)
  return { graphs: new Map([[0, graph]]), starts: [0] }
}

async function gatherAll(
  document: LinkedDocument,
  bytes: AsyncIterable<Uint8Array>,
  openLinks: OpenLinks,
): Promise<Linked> {
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
  const reader = openLinks({ linksOf, onRoot })
  for (let chunks = bytes; ; chunks = (await decodeStream(document.open())).bytes) {
    for await (const chunk of chunks) reader.write(chunk)
    if (reader.end() !== 'again') return { graphs, starts }
    graphs.clear()
  }
}

/** Reads one member of a root in JSON, from its key on, as if it were the only one. */
async function gatherMember(
  bytes: AsyncIterable<Uint8Array>,
  openLinks: OpenLinks,
  graph: Graph,
): Promise<void> {
  let members = 0
  const reader = openLinks({ linksOf: () => graph, onRootMember: () => members++ })
  reader.write(OPENING)
  for await (const chunk of bytes) {
    reader.write(chunk)
    if (members > 1) break
  }
  reader.end()
}

const OPENING = new TextEncoder().encode('{"')

/** The ways, by document and name of the item. */
function waysIn(linked: Linked, targets: readonly Target[]): Map<string, readonly string[]> {
  const wanted = new Map<number, Set<string>>()
  for (const { ref, span } of targets) {
    const root = rootOf(linked, span.offset)
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

function stepOf(ref: string, named: Step | undefined): Step {
  return named ?? { name: ref.startsWith(OMITTED) ? `(${ref.slice(OMITTED.length)} steps left out)` : ref }
}

/** What the document calls the steps. */
interface Names {
  readonly names: ReadonlyMap<string, Step>
  readonly lines: readonly LineAnchor[]
}

/** Reads the items once more that are on the way; what the items that were looked for are called is known. */
async function namesIn(
  document: LinkedDocument,
  format: Format,
  linked: Linked,
  ways: ReadonlyMap<string, readonly string[]>,
  targets: readonly Target[],
): Promise<Names> {
  const missing = new Set<string>()
  for (const [key, way] of ways) {
    const root = Number.parseInt(key, 10)
    for (const ref of way) if (!ref.startsWith(OMITTED)) missing.add(keyOf(root, ref))
  }
  const names = new Map<string, Step>()
  const lines: LineAnchor[] = []
  const take = ({ ref, name, span }: Pick<Item, 'ref' | 'name' | 'span'>) => {
    if (ref === undefined || name === '') return
    const key = keyOf(rootOf(linked, span.offset), ref)
    if (missing.delete(key)) names.set(key, { name, span })
  }
  for (const target of targets) take(target)
  if (missing.size === 0) return { names, lines }
  const refs = new Set([...missing].map((key) => key.slice(key.indexOf(' ') + 1)))
  await readAgain(document, format, refs, () => missing.size === 0, {
    onItem: take,
    onProblem: () => undefined,
    onLine: (line) => lines.push(line),
  })
  return { names, lines }
}

/** Reads the items with some references, until that is enough. */
async function readAgain(
  document: LinkedDocument,
  format: Format,
  refs: ReadonlySet<string>,
  enough: () => boolean,
  handlers: ReaderHandlers,
): Promise<void> {
  const reader = format.open(handlers, { literals: null, refs })
  do {
    for await (const chunk of (await decodeStream(document.open())).bytes) {
      reader.write(chunk)
      if (enough()) break
    }
    // Ended in any case, so that it gives back what it has borrowed.
  } while (reader.end() === 'again' && !enough())
}
