import { type Openable, Sections } from '../syntax/archive/bytes.ts'
import { decodeUtf8 } from '../syntax/utf8.ts'

/** Where the text of a payload stands: bytes of the enclosing document, without the quotes. */
export interface PayloadRegion {
  readonly start: number
  readonly end: number
  /** What the text spells: the payload's bytes, or, in a statement whose predicate is a text, that text itself. */
  readonly spells: 'base64' | 'text'
}

/** The payloads of a stream of JSON documents, and whether each of those documents has one. */
export interface Payloads {
  readonly regions: readonly PayloadRegion[]
  readonly everywhere: boolean
}

/**
 * Whether a document that begins with these bytes could be a signed attestation: a DSSE envelope (`payloadType`,
 * `payload`, `signatures`; https://github.com/secure-systems-lab/dsse), a bundle around one, or several of them; or an
 * in-toto statement, whose `predicate` may be a text, also as the `Data` of it, as cosign writes what is not JSON.
 */
export function mayBeAttestation(head: Uint8Array): boolean {
  const first = head.find((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d) && byte < 0x80)
  return (first === OPEN_OBJECT || first === OPEN_ARRAY) && TELLING.test(decodeUtf8(head))
}

/** Finds the payloads of all envelopes and statements in a stream of JSON documents, in order, in one pass that holds nothing. */
export async function findPayloads(document: Openable): Promise<Payloads> {
  const scanner = new EnvelopeScanner()
  for await (const chunk of document.open()) scanner.write(chunk)
  return { regions: scanner.payloads, everywhere: scanner.bare === 0 }
}

/** The text of a payload. */
export function payloadText(document: Openable, region: PayloadRegion): Openable {
  return { open: () => pour(document, region) }
}

async function* pour(document: Openable, { start, end }: PayloadRegion): AsyncGenerator<Uint8Array> {
  const sections = new Sections(document)
  try {
    yield* (await sections.section(start, end - start)).open()
  } finally {
    await sections.close()
  }
}

const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c

/** Keys longer than this are none of those looked for. */
const KEY_LIMIT = 'predicateType'.length
/** Envelopes stand at most this deep: `attestations` / element / `bundle` / `dsseEnvelope`. */
const DEPTH = 8

/** Keys of an envelope, of what is put around one, and of a statement. */
const TELLING = /"(?:payload|payloadType|dsseEnvelope|verificationMaterial|attestations|predicateType)"\s*:/

/** An object or array that is open. */
interface Level {
  readonly object: boolean
  key: string
  payload: PayloadRegion | null
  typed: boolean
  /** Whether it is a statement; its predicate, and the `Data` of what may be one, where these are texts. */
  statement: boolean
  predicate: PayloadRegion | null
  data: PayloadRegion | null
  /** Whether an envelope stands in it, or it is a statement whose predicate is a text. */
  envelope: boolean
}

/** Goes through JSON without checking it: what it finds in a document that is none is told by whoever reads that. */
class EnvelopeScanner {
  readonly payloads: PayloadRegion[] = []
  /** Documents of the stream without an envelope. */
  bare = 0
  readonly #levels: Level[] = []
  #depth = 0
  #offset = 0
  #string = false
  #escaped = false
  /** Whether the string under way is a key; its first bytes, and how many there are. */
  #isKey = false
  readonly #key = new Uint8Array(KEY_LIMIT)
  #length = 0
  /** Where the string under way begins. */
  #start = 0
  /** True after a colon: what comes is a value. */
  #value = false

  write(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at++) {
      if (this.#string) at = this.#inString(chunk, at)
      else this.#outside(chunk[at]!, this.#offset + at)
    }
    this.#offset += chunk.length
  }

  /** Goes on to the end of the string or of the chunk; gives the index of the last byte looked at. */
  #inString(chunk: Uint8Array, from: number): number {
    let at = from
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) {
        this.#string = false
        this.#endString(this.#offset + at)
        return at
      }
      if (this.#isKey) this.#key[this.#length++] = byte
    }
    return at
  }

  #endString(end: number): void {
    const level = this.#level()
    if (level === undefined || !level.object) return
    if (this.#isKey) {
      // Bytes behind the end of an array are not kept.
      const short = this.#length >= 'Data'.length && this.#length <= KEY_LIMIT
      level.key = short ? decodeUtf8(this.#key.subarray(0, this.#length)) : ''
      this.#isKey = false
      return
    }
    const { key } = level
    const start = this.#start
    if (key === 'payload') level.payload = { start, end, spells: 'base64' }
    else if (key === 'payloadType') level.typed = true
    else if (key === 'predicateType') level.statement = true
    else if (key === 'predicate') level.predicate = { start, end, spells: 'text' }
    else if (key === 'Data') level.data = { start, end, spells: 'text' }
  }

  #outside(byte: number, offset: number): void {
    if (byte === QUOTE) {
      this.#string = true
      this.#start = offset + 1
      this.#isKey = !this.#value && this.#level()?.object === true
      this.#length = 0
    } else if (byte === COLON) this.#value = true
    else if (byte === COMMA) this.#value = false
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(byte === OPEN_OBJECT)
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#close()
  }

  #open(object: boolean): void {
    this.#value = false
    this.#depth++
    if (this.#depth <= DEPTH)
      this.#levels.push({
        object,
        key: '',
        payload: null,
        typed: false,
        statement: false,
        predicate: null,
        data: null,
        envelope: false,
      })
  }

  #close(): void {
    this.#value = false
    if (this.#depth === 0) return
    this.#depth--
    if (this.#depth >= this.#levels.length) return
    const level = this.#levels.pop()!
    if (level.payload !== null && level.typed) {
      this.payloads.push(level.payload)
      level.envelope = true
    }
    if (level.predicate !== null && level.statement) {
      this.payloads.push(level.predicate)
      level.envelope = true
    }
    const around = this.#levels.at(-1)
    if (around?.key === 'predicate') around.predicate ??= level.data
    if (around === undefined) {
      if (!level.envelope) this.bare++
    } else if (level.envelope) around.envelope = true
  }

  #level(): Level | undefined {
    return this.#depth <= DEPTH ? this.#levels.at(-1) : undefined
  }
}
