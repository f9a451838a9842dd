/**
 * Counts the objects in arrays of certain keys: elements of the root's own arrays, and of arrays at any depth inside
 * records.
 */
export class Counts {
  /** The counted keys in UTF-8. */
  readonly keys: readonly Uint8Array[]
  private readonly names: readonly string[]
  /** Index of each root member in which is counted. */
  private readonly roots: ReadonlyMap<string, number>
  private readonly elements: Float64Array
  private readonly nested: Float64Array
  private root = -1

  /** `roots`: further root members inside which the counted keys are counted. */
  constructor(counted: readonly string[], roots: readonly string[]) {
    this.keys = counted.map((key) => new TextEncoder().encode(key))
    this.names = counted
    this.roots = new Map([...new Set([...counted, ...roots])].map((root, index) => [root, index]))
    this.elements = new Float64Array(this.roots.size)
    this.nested = new Float64Array(this.roots.size * counted.length)
  }

  /** A record of this root member begins. */
  begin(root: string): void {
    this.root = this.roots.get(root) ?? -1
  }

  /** So many records are objects in the root's array. */
  countElements(count: number): void {
    if (this.root >= 0) this.elements[this.root]! += count
  }

  /** So many objects stand inside records in arrays of the counted key of this index. */
  countNested(key: number, count: number): void {
    if (this.root >= 0) this.nested[this.root * this.keys.length + key]! += count
  }

  /** Takes over what was counted by key, and sets it to zero. */
  takeOver(counts: Uint32Array): void {
    for (let key = 0; key < this.keys.length; key++) if (counts[key]! > 0) this.countNested(key, counts[key]!)
    counts.fill(0)
  }

  /** By `root` and `root/key`. */
  totals(): Record<string, number> {
    const totals: Record<string, number> = Object.create(null)
    for (const [root, row] of this.roots) {
      totals[root] = this.elements[row]!
      for (const [key, name] of this.names.entries()) {
        totals[`${root}/${name}`] = this.nested[row * this.names.length + key]!
      }
    }
    return totals
  }
}
