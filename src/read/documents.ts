import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { decodeBase64 } from '../syntax/archive/base64.ts'
import { type Openable, type Peeked, peek } from '../syntax/archive/bytes.ts'
import { ArchiveError } from '../syntax/archive/error.ts'
import { canInflate, inflate } from '../syntax/archive/inflate.ts'
import { type ArchiveKind, archiveKind } from '../syntax/archive/kind.ts'
import { LIMITS, type Limits, newSpent, type Spent } from '../syntax/archive/limits.ts'
import { type ArchiveMember, tarMembers } from '../syntax/archive/tar.ts'
import { officeKind, type ZipEntry, zipDirectory, zipMembers } from '../syntax/archive/zip.ts'
import { decodeJsonText } from '../syntax/json/text.ts'
import { findPayloads, mayBeAttestation, type PayloadRegion, payloadText } from './attestation.ts'
import { isReadError } from './document.ts'
import { withRemedy } from './remedies.ts'
import { sheetOrder } from './workbook.ts'

/** One document of a source. Read it before asking for the next one: then an archive is read once. */
export interface SourceDocument {
  /** Where it stands in the source, `path/in/archive`, `outer.tar!inner.json`; absent: it is the source itself. */
  readonly member?: string
  /** False where an archive or a walk through a folder came upon it: of no known format, it is counted only. */
  readonly named: boolean
  /**
   * Set where the bytes are spelt otherwise in the document around (base64, or a JSON string): the payload's place
   * there. What is said of places in this document is then said of decoded text.
   */
  readonly transcoded?: Transcoded
  /** True for a document that is the source as it stands, byte for byte. */
  readonly plain?: true
  /** By what it is packed, where that cannot be undone here; its stream says so. */
  readonly packedBy?: ArchiveKind
  /** Its bytes; the stream throws an {@link ArchiveError} where they cannot be had to the end. */
  open(): AsyncIterable<Uint8Array>
}

/** Where text that was decoded stands, and in what. */
export interface Transcoded {
  readonly region: PayloadRegion
  readonly enclosing: Openable
}

/** Hears what of a source cannot be read; `member` says where, when it is not the source as a whole. */
export type OnArchiveProblem = (problem: Problem, member?: string) => void

/**
 * The documents of a source, found by content and never by name: the source itself, what is compressed in it (gzip,
 * and zstd where the runtime has it), the files of a tar or ZIP archive, the payload of a signed attestation, and any
 * of these in one another. A workbook is one document. What an archive holds is never written anywhere.
 */
export async function* documentsOf(
  source: Source,
  onProblem: OnArchiveProblem,
  limits: Limits = LIMITS,
): AsyncGenerator<SourceDocument> {
  const scene: Scene = { spent: newSpent(limits), onProblem }
  yield* expand({ named: source.named, open: () => source.open() }, 0, scene)
}

interface Scene {
  readonly spent: Spent
  readonly onProblem: OnArchiveProblem
}

/** Enough for the signatures of all archives, and for the first keys of a JSON document. */
const HEAD = 1 << 16

async function* expand(part: SourceDocument, depth: number, scene: Scene): AsyncGenerator<SourceDocument> {
  const peeked = await peek(part, HEAD)
  try {
    const kind = archiveKind(peeked.head.subarray(0, 512)) ?? attestation(peeked)
    if (kind === null)
      yield { ...part, ...(depth === 0 && { plain: true as const }), open: () => peeked.whole.open() }
    else if (depth >= scene.spent.limits.depth) tell(scene, part.member, tooDeep(depth))
    else yield* unwrap(kind, part, peeked.whole, depth + 1, scene)
  } finally {
    await peeked.close()
  }
}

function attestation({ head }: Peeked): 'attestation' | null {
  return mayBeAttestation(head) ? 'attestation' : null
}

async function* unwrap(
  kind: ArchiveKind | 'attestation',
  part: SourceDocument,
  whole: Openable,
  depth: number,
  scene: Scene,
): AsyncGenerator<SourceDocument> {
  try {
    switch (kind) {
      case 'gzip':
      case 'zstd':
        if (canInflate(kind)) yield* expand({ ...part, ...inflate(whole, kind, scene.spent) }, depth, scene)
        else yield refused(part, kind)
        return
      case 'tar': {
        const end = yield* members(tarMembers(whole), part, depth, scene)
        if (end === 'no-end-mark') scene.onProblem(NO_END_MARK, part.member)
        return
      }
      case 'zip': {
        const entries = await zipDirectory(whole)
        const office = officeKind(entries)
        if (office === 'office-open-xml') yield await workbook(part, entries, scene)
        else if (office === 'open-document') yield { ...part, open: () => failing(openDocument()) }
        else yield* members(zipMembers(part, entries, scene.spent), part, depth, scene)
        return
      }
      case 'attestation':
        yield* payloads(part, whole, depth, scene)
        return
      case 'xz':
      case 'bzip2':
      case 'lz4':
      case '7z':
      case 'rar':
      case 'cab':
        yield refused(part, kind)
        return
      default:
        kind satisfies never
    }
  } catch (error) {
    tell(scene, part.member, error)
  }
}

/** A workbook as the text that it holds; what makes it is loaded when there is one. */
async function workbook(
  part: SourceDocument,
  entries: readonly ZipEntry[],
  { spent }: Scene,
): Promise<SourceDocument> {
  const { workbookText } = await import('../syntax/workbook/text.ts')
  return { ...part, ...workbookText(part, entries, { spent, inOrder: sheetOrder }) }
}

/** The files of an archive; what the archive says when it is over. */
async function* members<End>(
  files: AsyncGenerator<ArchiveMember, End>,
  archive: SourceDocument,
  depth: number,
  scene: Scene,
): AsyncGenerator<SourceDocument, End | undefined> {
  const { spent } = scene
  try {
    for (let next = await files.next(); ; next = await files.next()) {
      if (next.done) return next.value
      const { name, content } = next.value
      const member = archive.member === undefined ? name : `${archive.member}!${name}`
      spent.members++
      if (spent.members > spent.limits.members || spent.bytes > spent.limits.totalBytes) {
        tell(scene, archive.member, tooMany(spent))
        return undefined
      }
      if (content instanceof ArchiveError) tell(scene, member, content)
      else yield* expand({ member, named: false, open: () => content.open() }, depth, scene)
    }
  } finally {
    await files.return(undefined as End)
  }
}

/** The payloads of an attestation; where a document of the stream has none, the stream itself, too. */
async function* payloads(
  part: SourceDocument,
  whole: Openable,
  depth: number,
  scene: Scene,
): AsyncGenerator<SourceDocument> {
  const { regions, everywhere } = await findPayloads(whole)
  if (regions.length === 0 || !everywhere) yield part
  for (const [index, region] of regions.entries()) {
    const what = region.spells === 'text' ? 'predicate' : 'payload'
    const name = index === 0 ? what : `${what}-${index + 1}`
    const text = payloadText(whole, region)
    const payload: SourceDocument = {
      member: part.member === undefined ? name : `${part.member}!${name}`,
      // One of several may well be no list of anything: provenance, a test result.
      named: part.named && regions.length === 1,
      // Of texts in one another only the outermost stands in a document that a user can open.
      transcoded: part.transcoded ?? { region, enclosing: part },
      ...(region.spells === 'text' ? decodeJsonText(text) : decodeBase64(text)),
    }
    yield* expand(payload, depth, scene)
  }
}

/** A document in a form that cannot be undone here: whoever reads it is told, and what to do. */
function refused(part: SourceDocument, kind: ArchiveKind): SourceDocument {
  return { ...part, packedBy: kind, open: () => failing(notRead(kind)) }
}

// biome-ignore lint/correctness/useYield: a stream that fails before its first chunk
async function* failing(error: ArchiveError): AsyncGenerator<Uint8Array> {
  throw error
}

function openDocument(): ArchiveError {
  return new ArchiveError(
    'unsupported-format',
    'the document is an OpenDocument file, which is not read',
    'Save it as .xlsx or CSV and scan that.',
  )
}

function notRead(kind: ArchiveKind): ArchiveError {
  const unpack = UNPACK[kind]
  return new ArchiveError(
    'unsupported-format',
    `The document is packed by ${kind}, which is not read.`,
    unpack === undefined ? 'Unpack it and scan the files.' : `Unpack it first: ${unpack} FILE`,
  )
}

const UNPACK: Readonly<Partial<Record<ArchiveKind, string>>> = {
  zstd: 'zstd -d',
  xz: 'xz -dk',
  bzip2: 'bzip2 -dk',
  lz4: 'lz4 -d',
}

/** Tells what ended the reading of an archive; anything that is no trouble of its bytes is a bug and stays one. */
function tell(scene: Scene, member: string | undefined, error: unknown): void {
  if (error instanceof ArchiveError) {
    const { code, message, hint } = error
    const problem: Problem = { code, severity: 'error', message, ...(hint !== undefined && { hint }) }
    scene.onProblem(withRemedy(problem), member)
  } else if (isReadError(error)) {
    const message = `The archive could not be read to its end: ${error.message}.`
    scene.onProblem(withRemedy({ code: 'unreadable', severity: 'error', message }), member)
  } else {
    throw error
  }
}

function tooDeep(depth: number): ArchiveError {
  return new ArchiveError(
    'too-deep',
    `Archives stand more than ${depth} deep in one another.`,
    'Unpack the outer ones and scan what is in them.',
  )
}

function tooMany({ limits, members: count }: Spent): ArchiveError {
  return new ArchiveError(
    'too-large',
    count > limits.members
      ? `There are more than ${limits.members} files in it; the first ones were read.`
      : 'What was unpacked is larger than a scan allows; the first files were read.',
    'Unpack it and scan the files.',
  )
}

const NO_END_MARK: Problem = {
  code: 'truncated',
  severity: 'warning',
  message: 'The tar archive has no end mark: members at its end may be missing.',
  hint: 'Get the archive again if it should hold more.',
}
