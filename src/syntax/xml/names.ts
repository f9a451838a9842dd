/** What a byte is to a name: part of it, its end, or the colon behind a prefix. */
export const IN_NAME = 0
export const ENDS_NAME = 1
export const NAME_KIND = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return ' \t\n\r/><="\'&?!'.includes(character) ? ENDS_NAME : character === ':' ? 2 : IN_NAME
})

/** The hash of a name when one more byte follows (FNV); of no bytes it is 0. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193)
}

/** A name that means something, told apart by 32 bits and its length. */
export interface KnownName {
  readonly hash: number
  readonly length: number
}

/** The hash and length of an ASCII name. */
export function knownName(name: string): KnownName {
  let hash = 0
  for (let at = 0; at < name.length; at++) hash = hashByte(hash, name.charCodeAt(at))
  return { hash, length: name.length }
}
