import { ByteStore } from './byte-store.ts'
import { guessTableEncoding } from './legacy-encoding.ts'
import { firstInvalidUtf8 } from './utf8.ts'

/** A document as UTF-8 without a byte order mark. */
export interface DecodedStream {
  /** The encoding of the original bytes, as the Encoding Standard calls it: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string
  /** True when `bytes` are not the original bytes (less a byte order mark): offsets count in the transcoded text. */
  readonly transcoded: boolean
  /** Number of bytes of the byte order mark, which `bytes` leave out. */
  readonly mark: number
  /** True when nothing says how the document is encoded, and `encoding` was guessed from what its bytes spell. */
  readonly guessed?: true
  /** Set when the encoding is named but not known to this runtime; `bytes` are then the original ones. */
  readonly unknown?: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Finds out how a document is encoded and gives it as UTF-8: by its byte order mark, by the zero bytes that
 * UTF-16 has at its start, by an XML declaration; a table that is not UTF-8, by what its bytes spell, unless
 * `otherwise` names the encoding. Everything else passes through untouched.
 */
export async function decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  otherwise?: string,
): Promise<DecodedStream> {
  const source = chunks[Symbol.asyncIterator]()
  const store = new ByteStore()
  const shown = encodingShown(await readHead(source, store, HEAD))
  if (shown === null && !isMarkedUp(store.bytes())) await readHead(source, store, TEXT_HEAD)
  const head = store.bytes()
  const guess = shown === null && !isMarkedUp(head) ? encodingOfText(head, otherwise) : null
  const { encoding, mark } = shown ?? { encoding: guess ?? 'utf-8', mark: 0 }
  const rest = remaining(head.subarray(mark), source)
  const guessed = guess !== null && otherwise === undefined && { guessed: true as const }
  if (encoding === 'utf-8') return { encoding, transcoded: false, mark, bytes: rest }
  const decoder = decoderFor(encoding)
  if (decoder === undefined) return { encoding, transcoded: false, mark, unknown: encoding, bytes: rest }
  return { encoding: decoder.encoding, transcoded: true, mark, ...guessed, bytes: transcode(decoder, rest) }
}

/** The bytes of a document as UTF-8, where a user says what a text is encoded in that does not show it. */
export async function* decodedAs(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array> {
  yield* (await decodeStream(chunks, encoding)).bytes
}

/** Whether a name is that of an encoding that this runtime knows. */
export function isEncoding(label: string): boolean {
  return decoderFor(label) !== undefined
}

/** Enough for a byte order mark and an XML declaration. */
const HEAD = 512

/** How much of a text is looked at to see whether it is UTF-8: names with accents may be rare in a table. */
const TEXT_HEAD = 1 << 20

/** Reads on until the store holds so many bytes, or all there are. */
async function readHead(
  source: AsyncIterator<Uint8Array>,
  store: ByteStore,
  length: number,
): Promise<Uint8Array> {
  while (store.length < length) {
    const { done, value } = await source.next()
    if (done) break
    store.add(value)
  }
  return store.bytes()
}

/** What the first bytes say; `null` when they say nothing. */
function encodingShown(head: Uint8Array): { encoding: string; mark: number } | null {
  const [a = -1, b = -1, c = -1, d = -1] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? { encoding: 'utf-32le', mark: 0 } : { encoding: 'utf-16le', mark: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (a === 0 && b === 0) return { encoding: 'utf-32be', mark: 0 }
  if (a === 0 && b > 0 && c === 0 && d > 0) return { encoding: 'utf-16be', mark: 0 }
  if (a > 0 && b === 0 && c > 0 && d === 0) return { encoding: 'utf-16le', mark: 0 }
  const declared = declaredByXml(head)
  return declared === undefined ? null : { encoding: declared, mark: 0 }
}

/** Whether a document begins like JSON or XML, which are UTF-8 unless they say otherwise. */
function isMarkedUp(head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 0x20)
  return first === 0x7b || first === 0x5b || first === 0x3c
}

/** The encoding of a text that does not show it; `null` for UTF-8, and for what is no text. */
function encodingOfText(head: Uint8Array, otherwise: string | undefined): string | null {
  // The last character may be cut in two.
  if (firstInvalidUtf8(head) >= head.length - 3) return null
  if (otherwise === undefined) return guessTableEncoding(head)
  return head.includes(0) ? null : otherwise
}

/** The encoding that an XML declaration names; one that is spelt byte by byte cannot be UTF-16, whatever it says. */
function declaredByXml(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, HEAD))
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(text)?.[1]?.toLowerCase()
  if (label === undefined || /^(utf-?8|us-ascii|ascii|utf-?16|ucs-?2)/.test(label)) return undefined
  return label
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

async function* remaining(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

async function* transcode(
  decoder: TextDecoder,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield encoder.encode(text)
  }
  const last = decoder.decode()
  if (last !== '') yield encoder.encode(last)
}
