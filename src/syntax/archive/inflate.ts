import type { Openable } from './bytes.ts'
import { ArchiveError } from './error.ts'
import { type Spent, tooLarge } from './limits.ts'

/** Ways of compression that may be undone; `zstd` only where the runtime knows it. */
export type Compression = 'gzip' | 'deflate-raw' | 'zstd'

/** Whether this runtime can undo a compression. */
export function canInflate(compression: Compression): boolean {
  return newDecompressor(compression) !== undefined
}

/**
 * Something compressed, unpacked as it is read. The stream throws an {@link ArchiveError} where the data are damaged
 * or end too early, and where they come to more than the limits allow. Only what is read first counts as spent.
 */
export function inflate(compressed: Openable, compression: Compression, spent: Spent): Openable {
  let first = true
  return {
    open: () => {
      const counted = first
      first = false
      return unpack(compressed, compression, spent, counted)
    },
  }
}

/** Small, so that little of what was unpacked before damage is lost with it. */
const PIECE = 1 << 14

async function* unpack(
  compressed: Openable,
  compression: Compression,
  spent: Spent,
  counted: boolean,
): AsyncGenerator<Uint8Array> {
  const stream = newDecompressor(compression)
  if (stream === undefined) throw new TypeError(`this runtime does not know ${compression}`)
  const reader = stream.readable.getReader()
  const feed = { bytes: 0, error: undefined as unknown }
  const feeding = pump(compressed, stream.writable, feed)
  const { memberBytes, totalBytes, ratio, ratioFrom } = spent.limits
  let size = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const chunk = next.value
      size += chunk.length
      if (counted) spent.bytes += chunk.length
      if (size > memberBytes) throw tooLarge(`It is larger than ${megabytes(memberBytes)} when unpacked.`)
      if (counted && spent.bytes > totalBytes)
        throw tooLarge(`What was unpacked so far is larger than ${megabytes(totalBytes)}.`)
      if (size > ratioFrom && size > feed.bytes * ratio)
        throw tooLarge(`It is more than ${ratio} times as large unpacked as packed.`)
      yield chunk
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    if (feed.error !== undefined) throw feed.error
    throw damaged(error)
  } finally {
    await reader.cancel().catch(ignore)
    await feeding
  }
}

/** Feeds a decompressor; trouble of the source is kept in `feed`, trouble of the decompressor is the reader's. */
async function pump(
  compressed: Openable,
  sink: WritableStream<BufferSource>,
  feed: { bytes: number; error: unknown },
): Promise<void> {
  const writer = sink.getWriter()
  writer.closed.catch(ignore)
  const source = compressed.open()[Symbol.asyncIterator]()
  try {
    for (let chunk = await pull(source, feed); chunk !== null; chunk = await pull(source, feed)) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.slice(at, at + PIECE)
        feed.bytes += piece.length
        await writer.write(piece)
      }
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(ignore)
  } finally {
    await source.return?.()
  }
}

async function pull(
  source: AsyncIterator<Uint8Array>,
  feed: { error: unknown },
): Promise<Uint8Array<ArrayBufferLike> | null> {
  try {
    const { done, value } = await source.next()
    return done ? null : value
  } catch (error) {
    feed.error = error
    throw error
  }
}

function newDecompressor(compression: Compression) {
  try {
    return new DecompressionStream(compression as CompressionFormat)
  } catch {
    return undefined
  }
}

function damaged(error: unknown): ArchiveError {
  const says = error instanceof Error ? error.message : ''
  const short = /unexpected end|end of file|incomplete|truncated/i.test(says)
  return short
    ? new ArchiveError(
        'truncated',
        'The compressed data end too early.',
        'Get the file again: it was cut off.',
      )
    : new ArchiveError('unreadable', 'The compressed data are damaged.', 'Get the file again.')
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)} MiB`
}

/** For promises whose failure somebody else has already been told. */
function ignore(): undefined {
  return undefined
}
