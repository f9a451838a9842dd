import type { Problem, ProblemCode } from '../model/problem.ts'

/** The problem with its next step: the reader's own, or what helps against most problems of its code. */
export function withRemedy(problem: Problem): Problem {
  return problem.hint === undefined ? { ...problem, hint: REMEDIES[problem.code] } : problem
}

const REMEDIES: Readonly<Record<ProblemCode, string>> = {
  unreadable: 'Check that the file is there, whole, and may be read; then scan it again.',
  empty: 'Check the step that should have written it.',
  'unknown-format': 'Give it as CycloneDX, as SPDX or as a table with a header row.',
  'unsupported-version': 'Look through the list of items for things that this version may say elsewhere.',
  'unsupported-format': 'Export it in a format that is read: CycloneDX, SPDX, CSV.',
  truncated: 'Get the document again, or make it again: nothing behind its end was looked at.',
  syntax: 'Have the document written again by its generator; from this place on it may be unread.',
  encoding: 'Save it as UTF-8 and scan it again.',
  'too-large': 'Split the document and scan the parts.',
  'too-deep': 'Ask who made the document why it is nested so deep; write it flatter and scan it again.',
  'duplicate-key':
    'Other programs read only one of the values. Ask who wrote the document which one is meant.',
  'unknown-key': 'Tell who wrote the document; other programs pass over this key.',
  'no-items': 'Check how it was made: there was nothing in it to look at.',
  'no-fields': 'Name the columns that hold the maker, the model or the MAC address in the header row.',
  'record-skipped': 'Look at this part of the document by hand.',
  'doubtful-value': 'Look at the value and set it right where the document is made.',
  'needs-country': 'State the country of production of each.',
  schema: 'Correct the document where it is made; it was read nevertheless.',
  'stale-data': 'Install a newer version of the lists.',
  'invalid-list': 'Correct the list; what is wrong with it was not used.',
  configuration: 'Correct the configuration.',
}
