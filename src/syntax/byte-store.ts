/** Bytes that are kept until the rest of them has come, up to a limit; its memory is used again. */
export class ByteStore {
  length = 0
  /** Whether there were more than the limit: the chunk that went beyond it and all after it were not kept. */
  full = false
  private buffer = new Uint8Array(1 << 12)
  private readonly limit: number

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.limit = limit
  }

  add(bytes: Uint8Array): this {
    const length = this.length + bytes.length
    this.full ||= length > this.limit
    if (this.full) return this
    if (length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(length, this.buffer.length * 2))
      larger.set(this.buffer.subarray(0, this.length))
      this.buffer = larger
    }
    this.buffer.set(bytes, this.length)
    this.length = length
    return this
  }

  /** What is kept; valid until the next `add`. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.buffer.copyWithin(0, count, this.length)
    this.length -= count
  }

  clear(): void {
    this.length = 0
  }
}
