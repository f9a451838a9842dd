import { ArchiveError } from './error.ts'

/** Bytes that can be opened again and again. */
export interface Openable {
  open(): AsyncIterable<Uint8Array>
}

/** The first bytes of something, and the whole of it. */
export interface Peeked {
  /** As many bytes as were asked for, or all there are. */
  readonly head: Uint8Array
  /** The first `open` goes on with the stream that was begun for the head; later ones begin anew. */
  readonly whole: Openable
  /** Ends the stream that was begun, unless somebody has taken it. */
  close(): Promise<void>
}

/** Looks at the first bytes without having to open what follows twice; trouble waits for who reads that far. */
export async function peek(source: Openable, length: number): Promise<Peeked> {
  const begun = source.open()[Symbol.asyncIterator]()
  const { chunks, failure } = await collect(begun, length)
  let taken = false
  return {
    head: concatenate(chunks).subarray(0, length),
    whole: {
      open: () => {
        if (taken) return source.open()
        taken = true
        return resume(chunks, begun, failure)
      },
    },
    close: async () => {
      if (!taken) await begun.return?.()
    },
  }
}

/** Reads a stream forwards by lengths. */
export class ByteReader {
  /** Bytes read or skipped so far. */
  position = 0
  readonly #iterator: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#iterator = stream[Symbol.asyncIterator]()
  }

  /** The next bytes; fewer than asked for at the end only. */
  async read(length: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    for await (const chunk of this.take(length)) chunks.push(chunk)
    return concatenate(chunks)
  }

  async skip(length: number): Promise<void> {
    let left = length
    while (left > 0) {
      const chunk = await this.#next(left)
      if (chunk === null) return
      left -= chunk.length
    }
  }

  /** The next bytes in chunks; fewer than asked for at the end only. */
  async *take(length: number): AsyncGenerator<Uint8Array> {
    let left = length
    while (left > 0) {
      const chunk = await this.#next(left)
      if (chunk === null) return
      left -= chunk.length
      yield chunk
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }

  async #next(most: number): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#iterator.next()
      if (done) return null
      this.#rest = value
    }
    const chunk = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(chunk.length)
    this.position += chunk.length
    return chunk
  }
}

/**
 * Parts of a stream, asked for in the order in which they stand there. Each can be opened again and again; whoever
 * reads a part before the next is asked for reads it from the one stream that is under way, so that an archive of
 * many members is read once.
 */
export class Sections {
  readonly #whole: Openable
  #reader: ByteReader
  /** True while somebody reads a part from `#reader`. */
  #lent = false

  constructor(whole: Openable) {
    this.#whole = whole
    this.#reader = new ByteReader(whole.open())
  }

  /** How far the stream under way has been read. */
  get position(): number {
    return this.#reader.position
  }

  /** The bytes at an offset; fewer than asked for at the end only. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    await this.#moveTo(offset)
    return this.#reader.read(length)
  }

  async #moveTo(offset: number): Promise<void> {
    if (this.#lent || this.#reader.position > offset) {
      // Whoever has not read to the end keeps the old reader, and closes it.
      if (!this.#lent) await this.#reader.close()
      this.#lent = false
      this.#reader = new ByteReader(this.#whole.open())
    }
    await this.#reader.skip(offset - this.#reader.position)
  }

  /** A part of the stream; its stream throws an {@link ArchiveError} when the whole ends before the part does. */
  async section(offset: number, length: number): Promise<Openable> {
    if (length > KEPT) return { open: () => this.#pour(offset, length) }
    await this.#moveTo(offset)
    const { chunks, failure } = await collect(this.#reader.take(length), length)
    const bytes = concatenate(chunks).slice()
    const short = failure ?? (bytes.length < length ? { error: endsTooEarly() } : null)
    return { open: () => pourKept(bytes, short) }
  }

  async close(): Promise<void> {
    if (!this.#lent) await this.#reader.close()
  }

  async *#pour(offset: number, length: number): AsyncGenerator<Uint8Array> {
    const shared = !this.#lent && this.#reader.position <= offset
    const reader = shared ? this.#reader : new ByteReader(this.#whole.open())
    if (shared) this.#lent = true
    let left = length
    try {
      await reader.skip(offset - reader.position)
      for await (const chunk of reader.take(length)) {
        left -= chunk.length
        yield chunk
      }
    } finally {
      if (reader === this.#reader) this.#lent = false
      else await reader.close()
    }
    if (left > 0) throw endsTooEarly()
  }
}

/** A stream of one chunk, or of none. */
async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

/** The chunks as one; a single one is not copied. */
export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** What is thrown where bytes were promised that do not come. */
function endsTooEarly(): ArchiveError {
  return new ArchiveError(
    'truncated',
    'The archive ends before this member does.',
    'Get the archive again: it was cut off.',
  )
}

/** Bytes up to which a part is kept, so that it need not be looked for again. */
const KEPT = 1 << 20

/** What ended a stream before its end. */
interface Failure {
  readonly error: unknown
}

/** Chunks of a stream up to a length, as far as they come. */
async function collect(stream: AsyncIterator<Uint8Array>, length: number) {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    while (size < length) {
      const { done, value } = await stream.next()
      if (done) break
      chunks.push(value)
      size += value.length
    }
  } catch (error) {
    return { chunks, failure: { error } as Failure }
  }
  return { chunks, failure: null }
}

async function* resume(
  chunks: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  failure: Failure | null,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
    if (failure !== null) throw failure.error
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* pourKept(bytes: Uint8Array, failure: Failure | null): AsyncGenerator<Uint8Array> {
  yield* streamOf(bytes)
  if (failure !== null) throw failure.error
}
