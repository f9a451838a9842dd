import type { ProblemCode } from '../../model/problem.ts'

/**
 * Trouble inside an archive, a compressed stream or an encoded payload that ends the reading of one document: what
 * a member's stream throws, to be told as a problem by whoever reads it.
 */
export class ArchiveError extends Error {
  readonly code: Extract<
    ProblemCode,
    'truncated' | 'unreadable' | 'unsupported-format' | 'too-large' | 'too-deep'
  >
  readonly hint?: string

  constructor(code: ArchiveError['code'], message: string, hint?: string) {
    super(message)
    this.name = 'ArchiveError'
    this.code = code
    if (hint !== undefined) this.hint = hint
  }
}
