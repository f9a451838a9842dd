/** `length` bytes of the document, left out before index `at` of a record's bytes. */
export interface Hole {
  readonly at: number
  readonly length: number
}

/**
 * The bytes of the record that is being read. While it stands in one chunk nothing is copied; what came in earlier
 * chunks is kept. Offsets are the document's; `base` is the offset of a chunk's first byte.
 */
export class RecordBytes {
  readonly holes: Hole[] = []
  /** Offset of the record's first byte. */
  offset = 0
  private kept = new Uint8Array(0)
  private keptLength = 0
  /** Offset of the first byte that is not kept. */
  private next = 0

  begin(offset: number): void {
    this.offset = offset
    this.next = offset
    this.keptLength = 0
    if (this.holes.length > 0) this.holes.length = 0
  }

  /** Number of bytes that are kept. */
  get size(): number {
    return this.keptLength
  }

  /** Number of bytes, holes left out, when the record ends at `end`. */
  lengthAt(end: number): number {
    return this.keptLength + end - this.next
  }

  /** Where the record would have so many bytes. */
  endOf(length: number): number {
    return this.next + length - this.keptLength
  }

  /** The byte at an offset after the last hole; 0 before the record. */
  byteAt(offset: number, chunk: Uint8Array, base: number): number {
    if (offset >= this.next) return chunk[offset - base]!
    return this.kept[this.keptLength - (this.next - offset)] ?? 0
  }

  /** Copies what the chunk has of the record before `end`. */
  keep(chunk: Uint8Array, base: number, end: number): void {
    const length = this.lengthAt(end)
    if (length > this.kept.length) {
      const larger = new Uint8Array(Math.max(length, this.kept.length * 2, LEAST))
      larger.set(this.kept.subarray(0, this.keptLength))
      this.kept = larger
    }
    this.kept.set(chunk.subarray(this.next - base, end - base), this.keptLength)
    this.keptLength = length
    this.next = end
  }

  /** All bytes of the record up to `end`; valid until the record goes on or the chunk changes. */
  upTo(chunk: Uint8Array, base: number, end: number): Uint8Array {
    if (this.keptLength === 0) return chunk.subarray(this.next - base, end - base)
    this.keep(chunk, base, end)
    return this.kept.subarray(0, this.keptLength)
  }

  /** Takes back what was kept beyond the first `length` bytes and returns a copy of it. */
  takeBack(length: number): Uint8Array {
    const taken = this.kept.slice(length, this.keptLength)
    this.next -= taken.length
    this.keptLength = length
    return taken
  }

  /** Leaves out what stands before `end` and was not kept. */
  leaveOut(end: number): void {
    this.holes.push({ at: this.keptLength, length: end - this.next })
    this.next = end
  }

  /** Forgets the bytes, of which there are too many. */
  forget(): void {
    this.kept = new Uint8Array(0)
    this.keptLength = 0
  }
}

const LEAST = 1 << 16
