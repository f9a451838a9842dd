import type { Claim } from '../model/item.ts'
import type { OuiAlias } from '../model/vendor.ts'
import { macsIn } from '../normalize/mac.ts'
import type { Entry, Sighting } from './sighting.ts'

/** Hexadecimal digits in the prefixes of the three IEEE registries, longest first: MA-S, MA-M, MA-L. */
const LENGTHS = [9, 7, 6] as const

/** MAC prefixes by their digits. */
export type OuiIndex = ReadonlyMap<string, Entry<OuiAlias>>

/** Makes MAC prefixes ready. */
export function compileOuis(entries: readonly Entry<OuiAlias>[]): OuiIndex {
  const index = new Map<string, Entry<OuiAlias>>()
  for (const entry of entries) for (const prefix of entry.alias.prefixes) index.set(prefix, entry)
  return index
}

/** The assignments of the addresses in a claim. */
export function ouisIn(claim: Claim, index: OuiIndex): readonly Sighting[] {
  const sightings: Sighting[] = []
  for (const mac of macsIn(claim.value)) {
    const entry = assignment(mac, index)
    if (entry === undefined || sightings.some((sighting) => sighting.entry === entry)) continue
    const note = `The prefix is registered to “${entry.alias.organization}” (IEEE).`
    sightings.push({ entry, technique: 'oui', confidence: 'probable', claim, note })
  }
  return sightings
}

function assignment(mac: string, index: OuiIndex): Entry<OuiAlias> | undefined {
  for (const length of LENGTHS) {
    const entry = index.get(mac.slice(0, length))
    if (entry !== undefined) return entry
  }
  return undefined
}
