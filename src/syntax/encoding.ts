/** A document as UTF-8 without a byte order mark. */
export interface DecodedStream {
  /** The encoding of the original bytes, as the Encoding Standard calls it: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string
  /** True when `bytes` are not the original bytes (less a byte order mark): offsets count in the transcoded text. */
  readonly transcoded: boolean
  /** Number of bytes of the byte order mark, which `bytes` leave out. */
  readonly mark: number
  /** Set when the encoding is named but not known to this runtime; `bytes` are then the original ones. */
  readonly unknown?: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Finds out how a document is encoded and gives it as UTF-8: by its byte order mark, by the zero bytes that
 * UTF-16 has at its start, by an XML declaration. Everything else passes through untouched.
 */
export async function decodeStream(chunks: AsyncIterable<Uint8Array>): Promise<DecodedStream> {
  const source = chunks[Symbol.asyncIterator]()
  const head = await readHead(source)
  const { encoding, mark } = guessEncoding(head)
  const rest = remaining(head.subarray(mark), source)
  if (encoding === 'utf-8') return { encoding, transcoded: false, mark, bytes: rest }
  const decoder = decoderFor(encoding)
  if (decoder === undefined) return { encoding, transcoded: false, mark, unknown: encoding, bytes: rest }
  return { encoding: decoder.encoding, transcoded: true, mark, bytes: transcode(decoder, rest) }
}

/** Enough for a byte order mark and an XML declaration. */
const HEAD = 512

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array(0)
  while (head.length < HEAD) {
    const { done, value } = await source.next()
    if (done) break
    const joined = new Uint8Array(head.length + value.length)
    joined.set(head)
    joined.set(value, head.length)
    head = joined
  }
  return head
}

function guessEncoding(head: Uint8Array): { encoding: string; mark: number } {
  const [a = -1, b = -1, c = -1, d = -1] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? { encoding: 'utf-32le', mark: 0 } : { encoding: 'utf-16le', mark: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (a === 0 && b === 0) return { encoding: 'utf-32be', mark: 0 }
  if (a === 0 && b > 0 && c === 0 && d > 0) return { encoding: 'utf-16be', mark: 0 }
  if (a > 0 && b === 0 && c > 0 && d === 0) return { encoding: 'utf-16le', mark: 0 }
  return { encoding: declaredByXml(head) ?? 'utf-8', mark: 0 }
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
