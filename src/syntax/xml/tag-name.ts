import { decodeUtf8 } from '../utf8.ts'
import { ENDS_NAME, hashByte, IN_NAME, NAME_KIND } from './names.ts'

/** The name in a tag, as far as it has been read: known by hashes, so that most names need no text. */
export class TagName {
  /** Of the name as written. */
  hash = 0
  localHash = 0
  localLength = 0
  prefixHash = 0
  #bytes: number[] = []

  begin(): void {
    this.hash = 0
    this.localHash = 0
    this.localLength = 0
    this.prefixHash = 0
    this.#bytes = []
  }

  /** Reads on from index `from` to the end of the name or of the chunk; `spelt`: its text will be asked for. */
  read(chunk: Uint8Array, from: number, spelt: boolean): number {
    let { hash, localHash, localLength } = this
    let at = from
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!
      const kind = NAME_KIND[byte]!
      if (kind === ENDS_NAME) break
      hash = hashByte(hash, byte)
      if (kind === IN_NAME) {
        localHash = hashByte(localHash, byte)
        localLength++
      } else {
        this.prefixHash = localHash
        localHash = 0
        localLength = 0
      }
    }
    if (spelt) for (let i = from; i < at; i++) this.#bytes.push(chunk[i]!)
    this.hash = hash
    this.localHash = localHash
    this.localLength = localLength
    return at
  }

  /** The name without its prefix. */
  local(): string {
    return decodeUtf8(Uint8Array.from(this.#bytes.slice(this.#bytes.lastIndexOf(COLON) + 1)))
  }

  /** What stands before the colon; `''` when there is none. */
  prefix(): string {
    const colon = this.#bytes.indexOf(COLON)
    return colon === -1 ? '' : decodeUtf8(Uint8Array.from(this.#bytes.slice(0, colon)))
  }
}

const COLON = 0x3a
