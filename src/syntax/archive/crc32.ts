/** The CRC-32 of ZIP and gzip (reflected 0x04C11DB7) of all bytes so far, as an unsigned number; begins with 0. */
export function crc32(bytes: Uint8Array, soFar = 0): number {
  table ??= Int32Array.from({ length: 256 }, (_, byte) => remainder(byte))
  let sum = ~soFar
  for (let at = 0; at < bytes.length; at++) sum = table[(sum ^ bytes[at]!) & 0xff]! ^ (sum >>> 8)
  return ~sum >>> 0
}

/** Remainders by byte; made with the first archive. */
let table: Int32Array | null = null

function remainder(byte: number): number {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
}
