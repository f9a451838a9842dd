import type { Claim } from '../model/item.ts'
import type { IdentifierAlias } from '../model/vendor.ts'
import { foldCpe, parseCpe } from '../normalize/cpe.ts'
import type { Entry, Sighting } from './sighting.ts'

/** CPE vendors, folded. */
export type CpeIndex = ReadonlyMap<string, Entry<IdentifierAlias>>

/** Makes CPE vendors ready. */
export function compileCpes(entries: readonly Entry<IdentifierAlias>[]): CpeIndex {
  return new Map(entries.map((entry) => [foldCpe(entry.alias.value), entry]))
}

/** The vendor of a CPE name. */
export function cpesIn(claim: Claim, index: CpeIndex): readonly Sighting[] {
  const cpe = parseCpe(claim.value)
  const entry = cpe === null ? undefined : index.get(cpe.vendor)
  return entry === undefined ? [] : [{ entry, technique: 'cpe', confidence: 'confirmed', claim }]
}
