/** The ways in which a field is written (Protocol Buffers Encoding, "Message structure"); groups are not read. */
export const VARINT = 0
const FIXED64 = 1
export const BYTES = 2
const FIXED32 = 5

/** A field as written. */
export interface WireField {
  readonly number: number
  readonly wire: typeof VARINT | typeof FIXED64 | typeof BYTES | typeof FIXED32
  /** The tag is at `tag` to `start`, for {@link BYTES} with the length behind it. */
  readonly tag: number
  /** What the field holds, `end` exclusive; it may lie behind the bytes at hand. */
  readonly start: number
  readonly end: number
  /** The number of a {@link VARINT} field, as far as a double holds it. */
  readonly value: number
}

/** Reads the field at `at`: `short` when it does not fit into the bytes up to `limit`, `invalid` when none can stand there. */
export function readField(bytes: Uint8Array, at: number, limit: number): WireField | 'short' | 'invalid' {
  const key = readVarint(bytes, at, limit)
  if (typeof key === 'string') return key
  const number = Math.floor(key.value / 8)
  if (number < 1 || number > 0x1fffffff) return 'invalid'
  const wire = key.value % 8
  switch (wire) {
    case VARINT: {
      const found = readVarint(bytes, key.end, limit)
      if (typeof found === 'string') return found
      return { number, wire, tag: at, start: key.end, end: found.end, value: found.value }
    }
    case FIXED64:
      return { number, wire, tag: at, start: key.end, end: key.end + 8, value: 0 }
    case FIXED32:
      return { number, wire, tag: at, start: key.end, end: key.end + 4, value: 0 }
    case BYTES: {
      const length = readVarint(bytes, key.end, limit)
      if (typeof length === 'string') return length
      // Two gigabytes: no message may be larger.
      if (length.value > 0x7fffffff) return 'invalid'
      return { number, wire, tag: at, start: length.end, end: length.end + length.value, value: 0 }
    }
    default:
      return 'invalid'
  }
}

/** Bytes that a tag and a length or number take at most. */
export const LONGEST_HEADER = 20

function readVarint(
  bytes: Uint8Array,
  at: number,
  limit: number,
): { readonly value: number; readonly end: number } | 'short' | 'invalid' {
  let value = 0
  let scale = 1
  for (let index = 0; index < 10; index++) {
    if (at + index >= limit) return 'short'
    const byte = bytes[at + index]!
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, end: at + index + 1 }
    scale *= 128
  }
  return 'invalid'
}
