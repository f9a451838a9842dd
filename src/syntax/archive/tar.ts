import { decodeUtf8 } from '../utf8.ts'
import { type Openable, Sections } from './bytes.ts'
import { ArchiveError } from './error.ts'

/** A file in an archive. */
export interface ArchiveMember {
  /** Its path as the archive gives it; only to be shown. */
  readonly name: string
  /** Its bytes, or why they cannot be had. */
  readonly content: Openable | ArchiveError
}

/** Whether bytes begin with the header of a tar member (POSIX.1-1988 ustar, GNU, or the older form without a mark). */
export function isTarHeader(head: Uint8Array): boolean {
  if (head.length < BLOCK || head[0] === 0) return false
  const stated = octal(head, 148, 8)
  return stated !== null && stated === checksum(head)
}

/**
 * The regular files of a tar archive, in order. Folders, links and devices are passed over.
 *
 * @throws {ArchiveError} where the archive is damaged or cut off: what stands behind cannot be found
 */
export async function* tarMembers(archive: Openable): AsyncGenerator<ArchiveMember, 'ended' | 'no-end-mark'> {
  const sections = new Sections(archive)
  try {
    let offset = 0
    let extra: Extra = {}
    while (true) {
      const header = await sections.read(offset, BLOCK)
      if (header.length === 0 && sections.position === offset) return 'no-end-mark'
      if (header.length < BLOCK) throw cutOff()
      if (header.every((byte) => byte === 0)) return 'ended'
      if (!isTarHeader(header)) throw damaged(offset)
      const type = String.fromCharCode(header[156]!)
      const size = (isExtra(type) ? undefined : extra.size) ?? sizeOf(header)
      if (size === null) throw damaged(offset)
      const start = offset + BLOCK
      offset = start + Math.ceil(size / BLOCK) * BLOCK
      if (isExtra(type)) {
        extra = { ...extra, ...(await readExtra(sections, type, start, size)) }
        continue
      }
      if (REGULAR.has(type)) {
        const name = tidy(extra.path ?? nameOf(header))
        if (!name.endsWith('/')) {
          const content = extra.sparse ? sparse() : await sections.section(start, size)
          yield { name, content }
        }
      } else if (type === 'S') {
        offset += await sparseMaps(sections, header, start)
        yield { name: tidy(extra.path ?? nameOf(header)), content: sparse() }
      }
      extra = {}
    }
  } finally {
    await sections.close()
  }
}

const BLOCK = 512

/** Types of regular files: ustar, older, contiguous. */
const REGULAR: ReadonlySet<string> = new Set(['0', '\0', '7'])

/** Bytes of a header extension that is read; names are shorter. */
const EXTRA_LIMIT = 1 << 20

/** What the extensions before a member say of it. */
interface Extra {
  readonly path?: string
  readonly size?: number
  readonly sparse?: true
}

/** Extensions: pax for one member and for all, GNU long name and long link. */
function isExtra(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K'
}

async function readExtra(sections: Sections, type: string, start: number, size: number): Promise<Extra> {
  if (type === 'g' || type === 'K') return {}
  if (size > EXTRA_LIMIT) throw damaged(start)
  const bytes = await sections.read(start, size)
  if (bytes.length < size) throw cutOff()
  return type === 'L' ? { path: text(bytes, 0, size) } : paxRecords(bytes)
}

/** Records of a pax extended header (POSIX.1-2001): length, blank, key, `=`, value, line feed. */
function paxRecords(bytes: Uint8Array): Extra {
  const found: { path?: string; size?: number; sparse?: true } = {}
  let at = 0
  while (at < bytes.length) {
    const blank = bytes.indexOf(0x20, at)
    const length = blank === -1 ? 0 : Number(decodeUtf8(bytes.subarray(at, blank)))
    if (!Number.isInteger(length) || length <= blank - at || at + length > bytes.length) break
    const record = decodeUtf8(bytes.subarray(blank + 1, at + length - 1))
    const equals = record.indexOf('=')
    const key = record.slice(0, equals)
    const value = record.slice(equals + 1)
    if (key === 'path' || key === 'GNU.sparse.name') found.path = value
    if (key === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value)
    if (key.startsWith('GNU.sparse.')) found.sparse = true
    at += length
  }
  return found
}

/** Bytes of further maps between the header of an old GNU sparse file and its data: each says whether one more follows. */
async function sparseMaps(sections: Sections, header: Uint8Array, start: number): Promise<number> {
  let length = 0
  for (let more = header[482]; more === 1; length += BLOCK)
    more = (await sections.read(start + length, BLOCK))[504]
  return length
}

function nameOf(header: Uint8Array): string {
  const name = text(header, 0, 100)
  // GNU writes other things where ustar has the prefix, and a blank where ustar ends its mark.
  const ustar = text(header, 257, 6) === 'ustar' && header[262] === 0
  const prefix = ustar ? text(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function tidy(name: string): string {
  return name.replace(/^(\.\/)+/, '')
}

function sizeOf(header: Uint8Array): number | null {
  if ((header[124]! & 0x80) === 0) return octal(header, 124, 12)
  // GNU: a binary number of eleven bytes.
  let size = header[124]! & 0x7f
  for (let at = 125; at < 136; at++) size = size * 256 + header[at]!
  return Number.isSafeInteger(size) ? size : null
}

function octal(header: Uint8Array, offset: number, length: number): number | null {
  const digits = text(header, offset, length).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : null
}

function text(bytes: Uint8Array, offset: number, length: number): string {
  const field = bytes.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return decodeUtf8(end === -1 ? field : field.subarray(0, end))
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksum(header: Uint8Array): number {
  let sum = 8 * 0x20
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += header[at]!
  return sum
}

function sparse(): ArchiveError {
  return new ArchiveError(
    'unsupported-format',
    'It is stored as a sparse file, which is not read.',
    'Unpack the archive and scan the files.',
  )
}

function damaged(offset: number): ArchiveError {
  return new ArchiveError(
    'unreadable',
    `The tar archive is damaged at byte ${offset}; what stands behind was not read.`,
    'Get the archive again.',
  )
}

function cutOff(): ArchiveError {
  return new ArchiveError(
    'truncated',
    'The tar archive ends too early.',
    'Get the archive again: it was cut off.',
  )
}
