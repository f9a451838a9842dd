import type { Match } from '../model/finding.ts'
import type { Measure } from '../model/measure.ts'
import { type Assessment, assess, type Circumstances } from './assess.ts'

/**
 * `assess` for one list of measures, with a memory: matches that are alike in all that conditions ask about get
 * one and the same assessment, so that a hundred thousand devices of a vendor cost as much as a few.
 */
export function assessor(
  measures: readonly Measure[],
): (match: Match, circumstances: Circumstances) => Assessment {
  const listed = new Set(measures.flatMap(({ covers }) => covers.flatMap((cover) => cover.listed ?? [])))
  const known = new Map<string, Assessment>()
  return (match, circumstances) => {
    const key = keyOf(match, circumstances, listed)
    let assessment = known.get(key)
    if (assessment === undefined) {
      assessment = assess(match, measures, circumstances)
      known.set(key, assessment)
    }
    return assessment
  }
}

function keyOf(match: Match, circumstances: Circumstances, listed: ReadonlySet<string>): string {
  const { itemDate, ...rest } = circumstances
  // An item's date matters only where ownership ended, and an alias only where an instrument names it.
  const ended = match.relation === 'former' ? [match.ownership, itemDate] : []
  const aliases = match.evidence.map(({ alias }) => alias).filter((alias) => listed.has(alias))
  return JSON.stringify([
    match.vendor,
    match.relation,
    match.of,
    match.confidence,
    match.class,
    ended,
    aliases,
    rest,
  ])
}
