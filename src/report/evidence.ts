import type { ReportedEvidence } from '../model/finding.ts'

/** Evidence with one value and one entry, seen under several fields, as one: `name, model`. */
export function sameValueOnce(evidence: readonly ReportedEvidence[]): readonly ReportedEvidence[] {
  const groups = new Map<string, ReportedEvidence>()
  for (const each of evidence) {
    const { document, member, line, column } = each.place
    const key = JSON.stringify([each.alias, document, member, line, column, each.place.pointer])
    const before = groups.get(key)
    groups.set(key, before === undefined ? each : { ...before, field: `${before.field}, ${each.field}` })
  }
  return [...groups.values()]
}
