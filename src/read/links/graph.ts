import { Dictionary } from './dictionary.ts'
import { PagedIntegers } from './paged.ts'

/** How a document shows that one thing is in another: it says so, or the one is written inside the other. */
export type LinkKind = 'stated' | 'nested'

/** Where what a document says of how its items hang together is put. */
export interface Links {
  /** `whole` needs or holds `part`. */
  add(whole: string, part: string, kind: LinkKind): void
  /** What the document is about. */
  addRoot(ref: string): void
  /** What stands for the document itself: no thing is in it, but what it holds is what it is about. */
  addDocument(ref: string): void
  /** What stands in no other thing, so that it is part of what the document is about. */
  addTop(ref: string): void
}

/**
 * How the items of one document hang together, by the names by which it refers to them. Names become integers,
 * so that a link costs eight bytes.
 */
export class Graph implements Links {
  readonly #refs = new Dictionary()
  readonly #roots = new Set<number>()
  readonly #documents = new Set<number>()
  readonly #tops = new Set<number>()
  readonly #stated = new Pairs()
  readonly #nested = new Pairs()
  readonly #limit: number
  #full = false

  constructor(limit = LINK_LIMIT) {
    this.#limit = limit
  }

  /** True when there were more links than are kept. */
  get full(): boolean {
    return this.#full
  }

  add(whole: string, part: string, kind: LinkKind): void {
    if (whole === part || this.#full) return
    if (this.#stated.size + this.#nested.size >= this.#limit) {
      this.#full = true
      return
    }
    const pairs = kind === 'stated' ? this.#stated : this.#nested
    pairs.push(this.#refs.add(whole), this.#refs.add(part))
  }

  addRoot(ref: string): void {
    if (!this.#full) this.#roots.add(this.#refs.add(ref))
  }

  addDocument(ref: string): void {
    if (!this.#full) this.#documents.add(this.#refs.add(ref))
  }

  addTop(ref: string): void {
    if (!this.#full) this.#tops.add(this.#refs.add(ref))
  }

  /** Whether anything is around one of some things. */
  leadsTo(refs: Iterable<string>): boolean {
    const wanted = new Uint8Array(this.#refs.size)
    for (const ref of refs) {
      const id = this.#refs.find(ref)
      if (id >= 0) wanted[id] = 1
    }
    return this.#stated.leadTo(wanted) || this.#nested.leadTo(wanted)
  }

  /**
   * The shortest way to each of some things, from what the document is about or, where that does not lead there,
   * from something that nothing is around: names of two things or more. Links that are stated go before links that
   * are only seen. Things without such a way are left out.
   */
  waysTo(refs: Iterable<string>): ReadonlyMap<string, readonly string[]> {
    const reached = this.#search()
    const ways = new Map<string, readonly string[]>()
    for (const ref of refs) {
      const id = this.#refs.find(ref)
      const way = id < 0 ? [] : this.#wayTo(id, reached)
      if (way.length > 1) ways.set(ref, way)
    }
    return ways
  }

  /** From where each thing is reached: its own number for one to begin with, -1 for one that is not reached. */
  #search(): Int32Array {
    const count = this.#refs.size
    const [root] = this.#roots
    if (root !== undefined) for (const top of this.#tops) if (top !== root) this.#nested.push(root, top)
    this.#tops.clear()
    const stated = this.#stated.index(count)
    const nested = this.#nested.index(count)
    const cameFrom = new Int32Array(count).fill(-1)
    const queue = new Int32Array(count)
    let tail = 0
    const begin = (id: number) => {
      if (cameFrom[id] !== -1) return
      cameFrom[id] = id
      queue[tail++] = id
    }
    const spread = (from: number, ...indices: readonly Index[]) => {
      for (let head = from; head < tail; head++) {
        const whole = queue[head]!
        for (const { starts, parts } of indices) {
          for (let at = starts[whole]!; at < starts[whole + 1]!; at++) {
            const part = parts[at]!
            if (cameFrom[part] !== -1) continue
            cameFrom[part] = whole
            queue[tail++] = part
          }
        }
      }
    }
    for (const id of this.#documents) cameFrom[id] = id
    for (const id of this.#roots) begin(id)
    for (const id of this.#documents) for (const part of partsOf(stated, id)) begin(part)
    spread(0, stated)
    spread(0, stated, nested)
    const rest = tail
    const inner = new Uint8Array(count)
    for (const { parts } of [stated, nested]) for (const part of parts) inner[part] = 1
    for (let id = 0; id < count; id++) if (inner[id] === 0) begin(id)
    spread(rest, stated, nested)
    return cameFrom
  }

  #wayTo(id: number, cameFrom: Int32Array): readonly string[] {
    if (cameFrom[id] === -1) return []
    const way = [this.#refs.textOf(id)]
    for (let at = id; cameFrom[at] !== at; ) {
      at = cameFrom[at]!
      way.push(this.#refs.textOf(at))
    }
    return way.reverse()
  }
}

/** Links of one document that are kept; 160 MB. */
const LINK_LIMIT = 20_000_000

/** The parts of each whole: those of `id` stand from `starts[id]` up to `starts[id + 1]`. */
interface Index {
  readonly starts: Int32Array
  readonly parts: Int32Array
}

function partsOf({ starts, parts }: Index, whole: number): Int32Array {
  return parts.subarray(starts[whole], starts[whole + 1])
}

/** Pairs of integers, as many as come. */
class Pairs {
  readonly #wholes = new PagedIntegers()
  readonly #parts = new PagedIntegers()

  get size(): number {
    return this.#parts.size
  }

  push(whole: number, part: number): void {
    this.#wholes.push(whole)
    this.#parts.push(part)
  }

  /** Whether a part is one for which 1 stands in `wanted`. */
  leadTo(wanted: Uint8Array): boolean {
    for (let at = 0; at < this.size; at++) if (wanted[this.#parts.at(at)] === 1) return true
    return false
  }

  /** The same by whole, in order of coming. */
  index(count: number): Index {
    const starts = new Int32Array(count + 1)
    for (let at = 0; at < this.size; at++) starts[this.#wholes.at(at) + 1]!++
    for (let id = 0; id < count; id++) starts[id + 1]! += starts[id]!
    const next = starts.slice(0, count)
    const parts = new Int32Array(this.size)
    for (let at = 0; at < this.size; at++) parts[next[this.#wholes.at(at)]!++] = this.#parts.at(at)
    return { starts, parts }
  }
}
