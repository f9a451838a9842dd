import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { IdentifierAlias } from '../model/vendor.ts'
import { domainsAbove, hostOf, hostsIn } from '../normalize/host.ts'
import type { Entry, Sighting } from './sighting.ts'

/** Domains by name. */
export type DomainIndex = ReadonlyMap<string, Entry<IdentifierAlias>>

const REGID = /^regid\.\d{4}-\d{2}\.([a-z0-9.-]+)/i

/** Makes domains ready. */
export function compileDomains(entries: readonly Entry<IdentifierAlias>[]): DomainIndex {
  return new Map(entries.map((entry) => [entry.alias.value.toLowerCase(), entry]))
}

/** The owners of the hosts in a text; `worth`: what a domain proves where it stands, `null` for nothing alone. */
export function domainsIn(claim: Claim, worth: Confidence | null, index: DomainIndex): readonly Sighting[] {
  return domainsOf(hostsIn(claim.value), claim, worth, index)
}

/** The owners of addresses that belong to a claim. */
export function domainsOf(
  addresses: readonly string[],
  claim: Claim,
  worth: Confidence | null,
  index: DomainIndex,
): readonly Sighting[] {
  const sightings: Sighting[] = []
  for (const address of addresses) {
    const host = hostOf(address)
    const entry = host === null ? undefined : ownerOf(host, index)
    if (entry === undefined || sightings.some((sighting) => sighting.entry === entry)) continue
    if (entry.alias.standing === 'host') {
      const note = 'Files of many makers are downloaded from there.'
      sightings.push({ entry, technique: 'download-host', confidence: null, claim, mention: true, note })
    } else if (worth === 'possible') {
      sightings.push({ entry, technique: 'domain', confidence: worth, claim, mention: true })
    } else sightings.push({ entry, technique: 'domain', confidence: worth, claim })
  }
  return sightings
}

/** The owner of the name in a software tag's registration id (ISO/IEC 19770-2): `regid.2020-01.com.example`. */
export function regidsIn(claim: Claim, index: DomainIndex): readonly Sighting[] {
  const reversed = REGID.exec(claim.value.trim())?.[1]
  if (reversed === undefined) return domainsIn(claim, 'probable', index)
  return domainsOf([reversed.split('.').reverse().join('.')], claim, 'probable', index)
}

function ownerOf(host: string, index: DomainIndex): Entry<IdentifierAlias> | undefined {
  for (const domain of domainsAbove(host)) {
    const entry = index.get(domain)
    if (entry !== undefined) return entry
  }
  return undefined
}
