/**
 * Counts the objects in arrays of certain keys: elements of the root's own arrays, and of arrays at any depth inside
 * records. Counting inside a record stands until `commit`, for a record may be read again from its start.
 */
export class Counts {
  /** The counted keys in UTF-8. */
  readonly keys: readonly Uint8Array[]
  private readonly names: readonly string[]
  private readonly roots: readonly string[]
  private readonly elements: Float64Array
  private readonly nested: Float64Array
  private readonly pending: Float64Array
  private root = -1

  /** `roots`: further root members inside which the counted keys are counted. */
  constructor(counted: readonly string[], roots: readonly string[]) {
    this.keys = counted.map((key) => new TextEncoder().encode(key))
    this.names = counted
    this.roots = [...new Set([...counted, ...roots])]
    this.elements = new Float64Array(this.roots.length)
    this.nested = new Float64Array(this.roots.length * counted.length)
    this.pending = new Float64Array(counted.length)
  }

  /** A record of this root member begins. */
  begin(root: string): void {
    this.root = this.roots.indexOf(root)
    this.restart()
  }

  /** The record is read again from where it was begun or last committed. */
  restart(): void {
    this.pending.fill(0)
  }

  /** The record is an object in the root's array. */
  countElement(): void {
    if (this.root >= 0) this.elements[this.root]!++
  }

  /** An object stands in an array of the counted key of this index. */
  countNested(key: number): void {
    this.pending[key]!++
  }

  commit(): void {
    if (this.root < 0) return
    for (let key = 0; key < this.pending.length; key++) {
      this.nested[this.root * this.pending.length + key]! += this.pending[key]!
    }
    this.pending.fill(0)
  }

  /** By `root` and `root/key`. */
  totals(): Record<string, number> {
    const totals: Record<string, number> = Object.create(null)
    for (const [row, root] of this.roots.entries()) {
      totals[root] = this.elements[row]!
      for (const [key, name] of this.names.entries()) {
        totals[`${root}/${name}`] = this.nested[row * this.names.length + key]!
      }
    }
    return totals
  }
}
