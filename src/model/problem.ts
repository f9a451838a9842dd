import type { Span } from './item.ts'

/** What kind of trouble a problem is. */
export const PROBLEM_CODES = [
  'unreadable',
  'empty',
  'unknown-format',
  'unsupported-version',
  'unsupported-format',
  'truncated',
  'syntax',
  'encoding',
  'too-large',
  'too-deep',
  'duplicate-key',
  'unknown-key',
  'no-items',
  'no-fields',
  'record-skipped',
  'doubtful-value',
  'needs-country',
  'schema',
  'stale-data',
  'invalid-list',
  'configuration',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** Something that could not be read, or is doubtful; expected trouble is data, not an exception. */
export interface Problem {
  readonly code: ProblemCode
  /** `error`: part of the input was not read. `warning`: everything was read, but look at this. */
  readonly severity: 'error' | 'warning'
  /** One sentence that says what is wrong; never a value that could be a secret. */
  readonly message: string
  /** The next step for the reader of the message. */
  readonly hint?: string
  readonly span?: Span
}
