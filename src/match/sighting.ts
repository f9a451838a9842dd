import type { Confidence, Technique } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { Alias, Relation, VendorId } from '../model/vendor.ts'

/** An alias, and whose it is. */
export interface Entry<A extends Alias = Alias> {
  readonly vendor: VendorId
  readonly alias: A
}

/** An alias seen in a claim: evidence before it is weighed with the rest. */
export interface Sighting {
  readonly entry: Entry
  readonly technique: Technique
  /** What it is worth alone; `null`: nothing alone. */
  readonly confidence: Confidence | null
  readonly claim: Claim
  /** True for text that only speaks of the vendor; such text agrees with nothing of its own kind. */
  readonly mention?: true
  /** What it rests on, where that is not its technique: two sightings with one basis do not support each other. */
  readonly basis?: Technique
  /** How it stands to the vendor, where the alias alone would say otherwise. */
  readonly relation?: Relation
  readonly note?: string
}

/** A confidence one step lower; below `possible` there is nothing. */
export function lower(confidence: Confidence | null): Confidence | null {
  return confidence === 'confirmed' ? 'probable' : confidence === 'probable' ? 'possible' : null
}

/** The lower of two confidences. */
export function atMost(confidence: Confidence | null, limit: Confidence | null): Confidence | null {
  return rank(confidence) > rank(limit) ? limit : confidence
}

/** A number that grows with confidence: 0 for nothing, 3 for confirmed. */
export function rank(confidence: Confidence | null): number {
  return confidence === null ? 0 : confidence === 'possible' ? 1 : confidence === 'probable' ? 2 : 3
}
