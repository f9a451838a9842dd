import { ArchiveError } from './error.ts'

/** How much an archive may come to, so that a small file cannot keep a scan busy for ever. */
export interface Limits {
  /** Layers of archives and compression in one another: a `.tar.gz` has two. */
  readonly depth: number
  /** Members of all archives of one source. */
  readonly members: number
  /** Bytes of one member, unpacked. */
  readonly memberBytes: number
  /** Bytes of one source, unpacked. */
  readonly totalBytes: number
  /** How many times as large as its compressed form something may be. */
  readonly ratio: number
  /** Unpacked bytes up to which the ratio does not matter. */
  readonly ratioFrom: number
}

/**
 * The limits of a scan. SBOMs pack well, some fifty times; DEFLATE's own end is about a thousand times, which only
 * runs of one byte come near to.
 */
export const LIMITS: Limits = {
  depth: 6,
  members: 100_000,
  memberBytes: 8 * 1024 ** 3,
  totalBytes: 32 * 1024 ** 3,
  ratio: 250,
  ratioFrom: 32 * 1024 ** 2,
}

/** What has been used of the limits of one source. */
export interface Spent {
  readonly limits: Limits
  members: number
  bytes: number
}

/** Nothing used so far. */
export function newSpent(limits: Limits): Spent {
  return { limits, members: 0, bytes: 0 }
}

/** What is thrown for something that would come to more than the limits allow. */
export function tooLarge(what: string): ArchiveError {
  return new ArchiveError('too-large', what, 'If it is what it should be, unpack it and scan the files.')
}
