import type { Counts, Report } from '../model/finding.ts'
import type { Lists } from '../model/lists.ts'
import { LEVELS, type Level } from '../model/measure.ts'

/** The weakest level that makes a run fail, or `never`. */
export type FailOn = Level | 'never'

/** What a reporter is told beside the report: how to lay it out, never what to find. */
export interface ReporterOptions {
  /** True when the output understands ANSI colours. */
  readonly color: boolean
  /** Columns that text may fill. */
  readonly width: number
  readonly failOn: FailOn
  /** Whether waived findings stand in SARIF, with their suppression; absent means `omit`. */
  readonly suppressed?: 'omit' | 'include'
  /** SARIF category, for several scans of one repository; absent leaves it to the upload. */
  readonly category?: string
  /** Base address of the documentation, ending in `/`; absent leaves its links out. */
  readonly documentation?: string
}

/** Makes the pieces of one output, in order, from a report; pure. */
export type Reporter = (report: Report, lists: Lists, options: ReporterOptions) => Iterable<string>

/** Number of findings at or above the level on which a run fails; none for `never`. */
export function countAtOrAbove(counts: Counts, failOn: FailOn): number {
  if (failOn === 'never') return 0
  return LEVELS.slice(0, LEVELS.indexOf(failOn) + 1).reduce((sum, level) => sum + counts[level], 0)
}
