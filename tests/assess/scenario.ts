import { assess, type Circumstances } from '../../src/assess/assess.ts'
import type { EquipmentClass } from '../../src/model/equipment.ts'
import type { Match, MeasureResult } from '../../src/model/finding.ts'
import type { FactAtIssue, Level, Measure, NetworkPart } from '../../src/model/measure.ts'
import type { Relation } from '../../src/model/vendor.ts'

/** A finding in circumstances, and what a measure says of it. */
export interface Scenario {
  readonly vendor: string
  readonly relation?: Relation
  readonly of?: string
  readonly ownedUntil?: string
  readonly itemDate?: string
  readonly confidence?: Match['confidence']
  readonly class: EquipmentClass
  readonly asOf?: string
  readonly boundBy?: readonly string[]
  readonly purposes?: readonly string[]
  readonly context?: 'product' | 'estate'
  readonly delivered?: boolean
  readonly networkPart?: NetworkPart
  readonly include?: readonly ('export' | 'securities')[]
  readonly jurisdictions?: readonly string[]
  readonly cover?: string
  readonly dependsOn?: readonly FactAtIssue[]
  readonly deadline?: string | null
  readonly overdue?: readonly string[]
  readonly upcoming?: true
  /** The sentence of the source that decides it. */
  readonly because: string
}

/** The day on which scenarios without a date play: that of the facts. */
export const TODAY = '2026-11-21'

/** The match that a scenario describes, without item. */
export function matchOf(scenario: Scenario): Match {
  const { vendor, relation = 'self', confidence = 'confirmed', of, ownedUntil } = scenario
  const span = { offset: 0, length: 0 }
  return {
    item: { kind: 'device', name: '', span, claims: [] },
    vendor,
    relation,
    confidence,
    class: scenario.class,
    ...(of !== undefined && { of }),
    ...(ownedUntil !== undefined && { ownership: { until: ownedUntil } }),
    evidence: [],
  }
}

/** The circumstances that a scenario describes. */
export function circumstancesOf(scenario: Scenario): Circumstances {
  const {
    asOf = TODAY,
    boundBy = [],
    purposes = [],
    context = 'product',
    include = [],
    jurisdictions = [],
  } = scenario
  const { delivered, networkPart, itemDate } = scenario
  return {
    asOf,
    boundBy,
    purposes,
    context,
    include,
    jurisdictions,
    ...(delivered !== undefined && { delivered }),
    ...(networkPart !== undefined && { networkPart }),
    ...(itemDate !== undefined && { itemDate }),
  }
}

/** What one measure says of a scenario; `undefined`: nothing. */
export function play(measure: Measure, scenario: Scenario): MeasureResult | undefined {
  return assess(matchOf(scenario), [measure], circumstancesOf(scenario)).measures[0]
}

/** The level that a finding gets by the measures given. */
export function levelOf(measures: readonly Measure[], scenario: Scenario): Level {
  return assess(matchOf(scenario), measures, circumstancesOf(scenario)).level
}
