import { type KnownName, knownName } from './names.ts'

/** Elements nested deeper than this end the reading. */
export const DEPTH_LIMIT = 10_000

/** The elements that are open, by the hashes of their names, and what of their children is counted. */
export class OpenElements {
  depth = 0
  private readonly hashes = new Int32Array(DEPTH_LIMIT + 1)
  /** Which counted list an element is, from 1; 0: none. */
  private readonly lists = new Uint8Array(DEPTH_LIMIT + 1)
  private readonly names: readonly string[]
  private readonly listNames: readonly KnownName[]
  private readonly childNames: readonly KnownName[]
  private readonly tallies: Float64Array

  /** `counted`: local name of an element → local name of those of its children that are counted. */
  constructor(counted: Readonly<Record<string, string>>) {
    this.names = Object.keys(counted)
    this.listNames = this.names.map(knownName)
    this.childNames = Object.values(counted).map(knownName)
    this.tallies = new Float64Array(this.names.length)
  }

  /** An element begins; `home`: its prefix is the root's. */
  enter(hash: number, localHash: number, localLength: number, home: boolean): void {
    const { depth } = this
    const around = depth > 0 ? this.lists[depth - 1]! : 0
    if (home && around !== 0) {
      const child = this.childNames[around - 1]!
      if (child.hash === localHash && child.length === localLength) this.tallies[around - 1]! += 1
    }
    this.hashes[depth] = hash
    this.lists[depth] = home ? this.listOf(localHash, localLength) : 0
    this.depth = depth + 1
  }

  /** Whether the innermost element has the name. */
  isInnermost(hash: number): boolean {
    return this.depth > 0 && this.hashes[this.depth - 1] === hash
  }

  leave(): void {
    this.depth--
  }

  /** Number of counted children, by the name of what they stand in. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.names.map((name, at) => [name, this.tallies[at]!]))
  }

  private listOf(localHash: number, localLength: number): number {
    const { listNames } = this
    for (let at = 0; at < listNames.length; at++) {
      const { hash, length } = listNames[at]!
      if (hash === localHash && length === localLength) return at + 1
    }
    return 0
  }
}
