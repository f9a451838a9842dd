import type { Match, MeasureResult } from '../model/finding.ts'
import type { Cover, FactAtIssue, Level, Measure } from '../model/measure.ts'
import { LEVELS } from '../model/measure.ts'
import type { PartialDate, VendorId } from '../model/vendor.ts'
import { type Circumstances, FACTS, GATES, type Question } from './conditions.ts'
import { firstDay, hasBegun, isOver, monthsLater } from './dates.ts'

export type { Circumstances } from './conditions.ts'

/** What the measures say of a match: at most one result for each measure, strongest first, and the level they make. */
export interface Assessment {
  readonly measures: readonly MeasureResult[]
  readonly level: Level
}

/**
 * Asks every measure whether it reaches a match. Each condition of a cover is true, false or unknown: all true,
 * it applies; one false, it says nothing; otherwise it depends on the unknown ones.
 */
export function assess(match: Match, measures: readonly Measure[], circumstances: Circumstances): Assessment {
  const answers = measures.flatMap((measure) => answerOf(match, measure, circumstances) ?? [])
  answers.sort(byStrength)
  return {
    measures: answers.map(({ result }) => result),
    level: levelOf(match, answers, circumstances.asOf),
  }
}

/** Whether an instrument itself names a vendor; being reported as its target is not being named. */
export function namesVendor(measure: Measure, vendor: VendorId): boolean {
  return measure.covers.some(({ vendors }) => vendors.includes(vendor))
}

/** A result together with what it was made from. */
interface Answer {
  readonly measure: Measure
  readonly cover: Cover
  readonly result: MeasureResult
}

/** A cover that no condition rules out. */
interface Reach {
  readonly cover: Cover
  readonly missing: readonly FactAtIssue[]
  readonly upcoming: boolean
}

function answerOf(match: Match, measure: Measure, circumstances: Circumstances): Answer | null {
  const reached = measure.covers.flatMap((cover) => reachOf({ match, measure, cover, circumstances }) ?? [])
  const best = [...reached].sort(byDirectness)[0]
  if (best === undefined) return null
  const { asOf } = circumstances
  // Dates are gathered from all covers that reach the match: the next one may stand in another than the best.
  const dates = reached.flatMap(({ cover }) => cover.obligations.flatMap(({ by }) => by?.on ?? []))
  const starts = reached.flatMap(({ cover, upcoming }) => (upcoming ? (firstDay(measure, cover) ?? []) : []))
  const ahead = [...starts, ...dates.filter((date) => !isOver(date, asOf))].sort(compareText)
  const overdue = [...new Set(dates.filter((date) => isOver(date, asOf)))].sort(compareText)
  const result: MeasureResult = {
    id: measure.id,
    cover: best.cover.id,
    applicability: best.missing.length === 0 && !best.upcoming ? 'applies' : 'depends',
    dependsOn: best.missing,
    deadline: ahead[0] ?? null,
    ...(best.upcoming && { upcoming: true as const }),
    ...(overdue.length > 0 && { overdue }),
  }
  return { measure, cover: best.cover, result }
}

function reachOf(question: Question): Reach | null {
  for (const gate of GATES) if (!gate(question)) return null
  const missing: FactAtIssue[] = []
  for (const [fact, holds] of FACTS) {
    const truth = holds(question)
    if (truth === false) return null
    if (truth === 'unknown') missing.push(fact)
  }
  const { measure, cover, circumstances } = question
  const first = firstDay(measure, cover)
  return { cover, missing, upcoming: first !== undefined && !hasBegun(first, circumstances.asOf) }
}

function byDirectness(a: Reach, b: Reach): number {
  return Number(a.upcoming) - Number(b.upcoming) || a.missing.length - b.missing.length
}

function byStrength(a: Answer, b: Answer): number {
  return (
    standing(a) - standing(b) ||
    capOf(a) - capOf(b) ||
    Number(isBinding(b.measure)) - Number(isBinding(a.measure)) ||
    a.result.dependsOn.length - b.result.dependsOn.length ||
    compareText(a.measure.jurisdiction, b.measure.jurisdiction) ||
    compareText(a.measure.id, b.measure.id)
  )
}

function standing({ result }: Answer): number {
  if (result.applicability === 'applies') return 0
  return result.upcoming ? 2 : 1
}

/** Place in `LEVELS` of the highest level that an answer may reach; past its end for the catalogue only. */
function capOf({ measure, cover }: Answer): number {
  if (measure.maxLevel === undefined) return LEVELS.length
  return Math.max(LEVELS.indexOf(measure.maxLevel), LEVELS.indexOf(cover.maxLevel ?? measure.maxLevel))
}

/** Whether whoever is bound has to obey: the rest is policy, advice, or a power that somebody may use. */
function isBinding({ status }: Measure): boolean {
  switch (status) {
    case 'in-force':
    case 'upcoming':
    case 'contract':
      return true
    case 'case-by-case':
    case 'authorisation-regime':
    case 'policy':
    case 'advisory':
    case 'proposed':
    case 'superseded':
    case 'repealed':
      return false
    default:
      return status satisfies never
  }
}

function levelOf(match: Match, answers: readonly Answer[], asOf: PartialDate): Level {
  if (match.confidence === 'possible') return 'note'
  const reached = answers.map((answer) => Math.max(LEVELS.indexOf(urgency(answer, asOf)), capOf(answer)))
  return LEVELS[Math.min(...reached)] ?? 'note'
}

/** How near a deadline must be for that which is not yet, or not strictly, binding to be a warning. */
const MONTHS_AHEAD = 24

function urgency({ measure, result }: Answer, asOf: PartialDate): Level {
  if (result.applicability === 'applies') return 'error'
  if (isBinding(measure) && !result.upcoming) return 'warning'
  return result.deadline !== null && result.deadline <= monthsLater(asOf, MONTHS_AHEAD) ? 'warning' : 'note'
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
