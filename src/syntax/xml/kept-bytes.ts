import { ByteStore } from '../byte-store.ts'

/** Bytes of a document from a place on, across chunks, up to a limit. */
export class KeptBytes {
  /** True from `start` to `stop`. */
  keeping = false
  /** True when there were more than the limit; then nothing is kept. */
  tooLarge = false
  readonly limit: number
  private readonly held = new ByteStore()
  /** Index in the present chunk from which on bytes are kept. */
  private from = 0

  constructor(limit: number) {
    this.limit = limit
  }

  /** Keeps the bytes from the one before `at` of the chunk on; that one may have been the last of the chunk before. */
  start(at: number, before: number): void {
    this.keeping = true
    this.tooLarge = false
    this.held.clear()
    this.from = Math.max(at - 1, 0)
    if (at === 0) this.held.add(Uint8Array.of(before))
  }

  /** A chunk is over. */
  endChunk(chunk: Uint8Array): void {
    if (this.keeping) this.hold(chunk.subarray(this.from))
    this.from = 0
  }

  /** What was kept, up to `behind` of the chunk; valid until the next `start`. */
  stop(chunk: Uint8Array, behind: number): Uint8Array {
    this.keeping = false
    const own = chunk.subarray(this.from, behind)
    if (this.held.length === 0) return own
    this.hold(own)
    return this.held.bytes()
  }

  private hold(bytes: Uint8Array): void {
    if (this.tooLarge) return
    if (this.held.length + bytes.length <= this.limit) {
      this.held.add(bytes)
      return
    }
    this.tooLarge = true
    this.held.clear()
  }
}
