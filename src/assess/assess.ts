import type { Match, MeasureResult } from '../model/finding.ts'
import type { Cover, FactAtIssue, Level, Measure } from '../model/measure.ts'
import { LEVELS } from '../model/measure.ts'
import type { PartialDate } from '../model/vendor.ts'
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
    level: levelOf(match, answers),
  }
}

/** What one measure says, and how far it raises the level of the finding. */
interface Answer {
  readonly measure: Measure
  readonly result: MeasureResult
  /** Place in `LEVELS` of the highest level that the best cover may reach; past its end for the catalogue only. */
  readonly cap: number
  /** Place in `LEVELS` of the level that the covers reach together; past its end for the catalogue only. */
  readonly level: number
}

/** A cover that no condition rules out. */
interface Reach {
  readonly cover: Cover
  readonly missing: readonly FactAtIssue[]
  /** How far it is from applying: the missing facts, and one more where not even the class in doubt is known. */
  readonly distance: number
  /** First day of a cover that has not begun. */
  readonly begins: PartialDate | null
  /** The next date on which something must be done, or on which the cover begins. */
  readonly deadline: PartialDate | null
  readonly overdue: readonly PartialDate[]
}

function answerOf(match: Match, measure: Measure, circumstances: Circumstances): Answer | null {
  const reached = measure.covers.flatMap((cover) => reachOf({ match, measure, cover, circumstances }) ?? [])
  const [best] = [...reached].sort(byDirectness)
  if (best === undefined) return null
  // The next date may stand in another cover than the best one.
  const [deadline = null] = sorted(reached.flatMap((reach) => reach.deadline ?? []))
  const overdue = sorted(reached.flatMap((reach) => reach.overdue))
  const result: MeasureResult = {
    id: measure.id,
    cover: best.cover.id,
    applicability: applies(best) ? 'applies' : 'depends',
    dependsOn: best.missing,
    deadline,
    ...(best.begins !== null && { upcoming: true as const }),
    ...(overdue.length > 0 && { overdue }),
  }
  const levels = reached.map((reach) => levelOfReach(measure, reach, circumstances.asOf))
  return { measure, result, cap: capOf(measure, best.cover), level: Math.min(...levels) }
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
  const { asOf } = circumstances
  const first = firstDay(measure, cover)
  const begins = first !== undefined && !hasBegun(first, asOf) ? first : null
  const dates = cover.obligations.flatMap(({ by }) => by?.on ?? [])
  const [deadline = null] = sorted([begins ?? [], dates.filter((date) => !isOver(date, asOf))].flat())
  const overdue = sorted(dates.filter((date) => isOver(date, asOf)))
  const blind = question.match.class === 'unknown' && cover.requires?.includes('class')
  return { cover, missing, distance: missing.length + Number(blind ?? false), begins, deadline, overdue }
}

function applies({ missing, begins }: Reach): boolean {
  return missing.length === 0 && begins === null
}

/** In force before upcoming, the sooner before the later, then by distance; among equals the order of the file. */
function byDirectness(a: Reach, b: Reach): number {
  return compareText(a.begins ?? '', b.begins ?? '') || a.distance - b.distance
}

function byStrength(a: Answer, b: Answer): number {
  return (
    standing(a) - standing(b) ||
    a.cap - b.cap ||
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

/** The level of a finding: that of the strongest answer, and never more than a note for a possible maker. */
function levelOf(match: Match, answers: readonly Answer[]): Level {
  if (match.confidence === 'possible') return 'note'
  return LEVELS[Math.min(...answers.map(({ level }) => level))] ?? 'note'
}

/** How near a deadline must be for that which is not yet, or not strictly, binding to be a warning. */
const MONTHS_AHEAD = 24

function levelOfReach(measure: Measure, reach: Reach, asOf: PartialDate): number {
  const { begins, deadline } = reach
  const isNear = deadline !== null && deadline <= monthsLater(asOf, MONTHS_AHEAD)
  const isDue = (isBinding(measure) && begins === null) || isNear
  const level: Level = applies(reach) ? 'error' : isDue ? 'warning' : 'note'
  return Math.max(LEVELS.indexOf(level), capOf(measure, reach.cover))
}

function capOf(measure: Measure, cover: Cover): number {
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

function sorted(dates: readonly PartialDate[]): readonly PartialDate[] {
  return [...new Set(dates)].sort(compareText)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
