import { ByteReader, concatenate, type Openable, Sections } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { ArchiveError } from './error.ts'
import { inflate } from './inflate.ts'
import { type Spent, tooLarge } from './limits.ts'
import type { ArchiveMember } from './tar.ts'

/** A file as the directory of a ZIP archive lists it (APPNOTE.TXT 6.3.10, 4.3.12). */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Of its local header. */
  readonly offset: number
}

/**
 * The files in the directory of a ZIP archive, in the order in which they stand in it.
 *
 * @throws {ArchiveError} when there is no directory that can be read
 */
export async function zipDirectory(archive: Openable): Promise<readonly ZipEntry[]> {
  const { bytes, start } = await readTail(archive)
  const end = findEnd(bytes)
  if (end === -1) throw noDirectory()
  const said = await readEnd(archive, bytes, start, end)
  if (said.size > DIRECTORY_LIMIT) throw tooLarge('The directory of the ZIP archive is too large.')
  // Something may have been put before the archive after it was written: count back from the end.
  const begin = said.end - said.size
  const shift = begin - said.offset
  if (begin < 0 || shift < 0) throw noDirectory()
  const inTail = begin - start
  const directory =
    inTail >= 0 ? bytes.subarray(inTail, inTail + said.size) : await readAt(archive, begin, said.size)
  const { entries, count } = readEntries(directory, shift)
  if (count < said.count) throw noDirectory()
  return entries.toSorted((a, b) => a.offset - b.offset)
}

/** The contents of files of a ZIP archive, given in the order of its directory. */
export async function* zipMembers(
  archive: Openable,
  entries: readonly ZipEntry[],
  spent: Spent,
): AsyncGenerator<ArchiveMember> {
  const sections = new Sections(archive)
  let free = 0
  try {
    for (const entry of entries) {
      const refused = refuse(entry, spent)
      if (refused !== null) {
        yield { name: entry.name, content: refused }
        continue
      }
      const header = await sections.read(entry.offset, LOCAL)
      if (header.length < LOCAL || number(header, 0, 4) !== LOCAL_MARK || entry.offset < free) {
        yield { name: entry.name, content: notThere() }
        continue
      }
      const start = entry.offset + LOCAL + number(header, 26, 2) + number(header, 28, 2)
      free = start + entry.packed
      const packed = await sections.section(start, entry.packed)
      const content = entry.method === 0 ? packed : inflate(packed, 'deflate-raw', spent)
      yield { name: entry.name, content: { open: () => checked(content, entry) } }
    }
  } finally {
    await sections.close()
  }
}

/** Which kind of document a ZIP archive is by itself, of those that hold sheets; `null`: none, it is an archive. */
export function officeKind(entries: readonly ZipEntry[]): 'office-open-xml' | 'open-document' | null {
  const has = (test: (name: string) => boolean) => entries.some(({ name }) => test(name))
  if (has((name) => name === '[Content_Types].xml') && has((name) => name.startsWith('xl/')))
    return 'office-open-xml'
  return has((name) => name === 'mimetype') && has((name) => name === 'content.xml') ? 'open-document' : null
}

const END_MARK = 0x06054b50
const END = 22
const LOCATOR_MARK = 0x07064b50
const LOCATOR = 20
const END64_MARK = 0x06064b50
const END64 = 56
const ENTRY_MARK = 0x02014b50
const ENTRY = 46
const LOCAL_MARK = 0x04034b50
const LOCAL = 30

/** Bytes at the end that are looked at first; the end record and its comment need 65,557. */
const TAIL = 1 << 20
const DIRECTORY_LIMIT = 256 * 1024 ** 2

async function readTail(archive: Openable): Promise<{ readonly bytes: Uint8Array; readonly start: number }> {
  let chunks: Uint8Array[] = []
  let kept = 0
  let size = 0
  for await (const chunk of archive.open()) {
    chunks.push(chunk)
    kept += chunk.length
    size += chunk.length
    if (kept < 4 * TAIL) continue
    const tail = concatenate(chunks).slice(-TAIL)
    chunks = [tail]
    kept = tail.length
  }
  return { bytes: concatenate(chunks), start: size - kept }
}

/** Where the end record stands, looked for from the back; -1 when there is none whose comment fits. */
function findEnd(tail: Uint8Array): number {
  for (let at = tail.length - END; at >= 0; at--) {
    if (tail[at] !== 0x50 || number(tail, at, 4) !== END_MARK) continue
    if (at + END + number(tail, at + 20, 2) <= tail.length) return at
  }
  return -1
}

/** What the end record says of the directory, and where the directory ends. */
interface End {
  readonly count: number
  readonly size: number
  readonly offset: number
  readonly end: number
}

async function readEnd(archive: Openable, tail: Uint8Array, start: number, at: number): Promise<End> {
  const plain: End = {
    count: number(tail, at + 10, 2),
    size: number(tail, at + 12, 4),
    offset: number(tail, at + 16, 4),
    end: start + at,
  }
  const locator = at - LOCATOR
  if (locator < 0 || number(tail, locator, 4) !== LOCATOR_MARK) {
    if (number(tail, at + 4, 2) !== number(tail, at + 6, 2)) throw manyParts()
    return plain
  }
  const position = number(tail, locator + 8, 8)
  const inTail = position - start
  const end64 = inTail >= 0 ? tail.subarray(inTail, inTail + END64) : await readAt(archive, position, END64)
  if (end64.length < END64 || number(end64, 0, 4) !== END64_MARK) throw noDirectory()
  return {
    count: number(end64, 32, 8),
    size: number(end64, 40, 8),
    offset: number(end64, 48, 8),
    end: position,
  }
}

async function readAt(archive: Openable, offset: number, length: number): Promise<Uint8Array> {
  const reader = new ByteReader(archive.open())
  try {
    await reader.skip(offset)
    return await reader.read(length)
  } finally {
    await reader.close()
  }
}

/** The files, and the number of entries of any kind. */
function readEntries(directory: Uint8Array, shift: number) {
  const entries: ZipEntry[] = []
  let count = 0
  let at = 0
  while (at + ENTRY <= directory.length && number(directory, at, 4) === ENTRY_MARK) {
    const nameLength = number(directory, at + 28, 2)
    const extraLength = number(directory, at + 30, 2)
    const commentLength = number(directory, at + 32, 2)
    const extraStart = at + ENTRY + nameLength
    const name = decodeName(directory.subarray(at + ENTRY, extraStart))
    const sizes = {
      size: number(directory, at + 24, 4),
      packed: number(directory, at + 20, 4),
      offset: number(directory, at + 42, 4),
    }
    const wide = widen(directory.subarray(extraStart, extraStart + extraLength), sizes)
    if (!name.endsWith('/') && !isLink(directory, at)) {
      entries.push({
        name,
        flags: number(directory, at + 8, 2),
        method: number(directory, at + 10, 2),
        crc: number(directory, at + 16, 4),
        size: wide.size,
        packed: wide.packed,
        offset: wide.offset + shift,
      })
    }
    at = extraStart + extraLength + commentLength
    count++
  }
  return { entries, count }
}

/** Sizes of ZIP64 (4.5.3): eight bytes for each one that is all ones in the entry itself, in this order. */
function widen<T extends Readonly<Record<'size' | 'packed' | 'offset', number>>>(
  extra: Uint8Array,
  sizes: T,
): Record<'size' | 'packed' | 'offset', number> {
  const wide = { ...sizes } as Record<'size' | 'packed' | 'offset', number>
  for (let at = 0; at + 4 <= extra.length; at += 4 + number(extra, at + 2, 2)) {
    if (number(extra, at, 2) !== 1) continue
    let field = at + 4
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (wide[key] !== 0xffffffff || field + 8 > extra.length) continue
      wide[key] = number(extra, field, 8)
      field += 8
    }
  }
  return wide
}

/** A symbolic link of Unix: its content is the name of another file. */
function isLink(directory: Uint8Array, at: number): boolean {
  return directory[at + 5] === 3 && number(directory, at + 38, 4) >>> 28 === 0xa
}

/** Names are only shown; those that are not UTF-8 are in some code page nobody wrote down. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const decoder = new TextDecoder('windows-1252')
    // As a stream: at once, Node 20 takes it for ISO 8859-1.
    return decoder.decode(bytes, { stream: true }) + decoder.decode()
  }
}

function refuse({ flags, method, size }: ZipEntry, spent: Spent): ArchiveError | null {
  if (flags & 0x2041)
    return new ArchiveError('unsupported-format', 'It is encrypted.', 'Decrypt it and scan it again.')
  if (method !== 0 && method !== 8) {
    const name = METHODS[method] ?? `method ${method}`
    return new ArchiveError(
      'unsupported-format',
      `It is compressed by ${name}, which is not read.`,
      'Unpack the archive and scan the files.',
    )
  }
  return size > spent.limits.memberBytes ? tooLarge('It is too large when unpacked.') : null
}

const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
}

/** Holds a member against what the directory says of it. */
async function* checked(content: Openable, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let size = 0
  let crc = 0
  for await (const chunk of content.open()) {
    size += chunk.length
    if (size > entry.size) throw notAsListed()
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (size !== entry.size || crc !== entry.crc) throw notAsListed()
}

/** A little-endian number; eight bytes that a number cannot hold give Infinity. */
function number(bytes: Uint8Array, at: number, length: 2 | 4 | 8): number {
  let value = 0
  for (let index = length - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0)
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY
}

function noDirectory(): ArchiveError {
  return new ArchiveError(
    'truncated',
    'The ZIP archive has no directory at its end, so that its members cannot be found.',
    'Get the archive again: it was cut off or is damaged.',
  )
}

function manyParts(): ArchiveError {
  return new ArchiveError(
    'unsupported-format',
    'The ZIP archive is one part of several, which are not read.',
    'Join the parts, or unpack them and scan the files.',
  )
}

function notThere(): ArchiveError {
  return new ArchiveError(
    'unreadable',
    'It does not stand where the directory of the archive says.',
    'Get the archive again: it is damaged, or made to mislead.',
  )
}

function notAsListed(): ArchiveError {
  return new ArchiveError(
    'unreadable',
    'Its size or checksum is not what the archive says.',
    'Get the archive again: it is damaged.',
  )
}
