import { isTarHeader } from './tar.ts'

/** What wraps documents, as far as it shows in the first bytes. */
export type ArchiveKind = 'gzip' | 'zstd' | 'zip' | 'tar' | 'xz' | 'bzip2' | 'lz4' | '7z' | 'rar' | 'cab'

/** The kind of archive that begins with these bytes, 512 or all of them; `null`: none that is known. */
export function archiveKind(head: Uint8Array): ArchiveKind | null {
  for (const [kind, signature] of SIGNATURES) {
    if (signature.every((byte, at) => head[at] === byte)) return kind
  }
  return isTarHeader(head) ? 'tar' : null
}

const SIGNATURES: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  // RFC 1952: the only method there is, DEFLATE, stands in the third byte.
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  // A member, or the directory of an archive without members.
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  // An archive that was to be split, and fitted into one part (APPNOTE.TXT 6.3.10, 8.5.3 and 8.5.4).
  ['zip', [0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b]],
  ['zip', [0x50, 0x4b, 0x07, 0x08]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['cab', [0x4d, 0x53, 0x43, 0x46, 0x00, 0x00, 0x00, 0x00]],
]
