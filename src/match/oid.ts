import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { IdentifierAlias } from '../model/vendor.ts'
import { oidsIn, parseOid } from '../normalize/oid.ts'
import type { Entry, Sighting } from './sighting.ts'

/** Arcs by their dotted text; `null` where they are somebody else's. */
export type OidIndex = ReadonlyMap<string, Entry<IdentifierAlias> | null>

/** Longest text that is searched, in UTF-16 units. */
const LONGEST = 4096

/** Makes arcs ready. */
export function compileOids(entries: readonly Entry<IdentifierAlias>[]): OidIndex {
  const index = new Map<string, Entry<IdentifierAlias> | null>()
  for (const { alias } of entries) {
    for (const value of alias.notValues ?? []) index.set(parseOid(value)?.join('.') ?? value, null)
  }
  for (const entry of entries) index.set(parseOid(entry.alias.value)?.join('.') ?? entry.alias.value, entry)
  return index
}

/** The owner of an object identifier. */
export function oidsOf(claim: Claim, index: OidIndex): readonly Sighting[] {
  const arcs = parseOid(claim.value)
  return arcs === null ? oidsInText(claim, index) : sightings([arcs], claim, index)
}

/** The owners of the enterprise identifiers that stand in a text. */
export function oidsInText(claim: Claim, index: OidIndex): readonly Sighting[] {
  return /enterprises|\.3\.6\.1\.4\.1\./i.test(claim.value)
    ? sightings(oidsIn(claim.value.slice(0, LONGEST)), claim, index)
    : []
}

function sightings(
  identifiers: readonly (readonly string[])[],
  claim: Claim,
  index: OidIndex,
): readonly Sighting[] {
  const found: Sighting[] = []
  for (const arcs of identifiers) {
    const entry = ownerOf(arcs, index)
    if (entry === null || found.some((sighting) => sighting.entry === entry)) continue
    found.push({ entry, technique: 'oid', confidence: worth(entry.alias), claim, ...noteOf(entry.alias) })
  }
  return found
}

function ownerOf(arcs: readonly string[], index: OidIndex): Entry<IdentifierAlias> | null {
  for (let length = arcs.length; length > 0; length--) {
    const owner = index.get(arcs.slice(0, length).join('.'))
    if (owner !== undefined) return owner
  }
  return null
}

function worth({ standing }: IdentifierAlias): Confidence | null {
  return standing === 'borrowed' ? 'possible' : standing === 'shared' ? null : 'confirmed'
}

function noteOf({ standing }: IdentifierAlias): { note?: string } {
  if (standing === 'borrowed') return { note: 'Its devices use this enterprise number without owning it.' }
  return standing === 'shared' ? { note: 'Many makers’ devices use this enterprise number.' } : {}
}
