import type { Terminal } from './terminal.ts'

/** What the program answers to the shell; a later one never hides an earlier one. */
export const EXIT = {
  /** Everything was read, and nothing reaches the threshold. */
  ok: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The job could not be done: bad usage, unreadable lists, a named document not read whole. */
  trouble: 2,
  /** Nothing was there to be scanned. */
  nothing: 3,
} as const

/** What a command is given, and how it answers. */
export interface Program {
  readonly terminal: Terminal
  readonly tool: { readonly name: string; readonly version: string }
  /** Today in UTC, `2026-11-21`: the one place where the clock is read. */
  readonly today: string
  exit(code: number): void
}
