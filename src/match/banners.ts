import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { BannerAlias } from '../model/vendor.ts'
import type { Entry, Sighting } from './sighting.ts'

/** What devices say of themselves, as expressions. */
export interface BannerIndex {
  readonly banners: readonly { readonly pattern: RegExp; readonly entry: Entry<BannerAlias> }[]
}

/** Longest text that is searched, in UTF-16 units. */
const LONGEST = 4096

/** What a banner of each strength is worth alone. */
const WORTH: Readonly<Record<BannerAlias['strength'], Confidence | null>> = {
  strong: 'probable',
  medium: 'possible',
  weak: null,
}

/** Makes banners ready. */
export function compileBanners(entries: readonly Entry<BannerAlias>[]): BannerIndex {
  return { banners: entries.map((entry) => ({ pattern: new RegExp(entry.alias.pattern, 'i'), entry })) }
}

/** The banners that a text holds, anywhere in it: inventories write words in front of them. */
export function bannersIn(claim: Claim, index: BannerIndex): readonly Sighting[] {
  const text = claim.value.length > LONGEST ? claim.value.slice(0, LONGEST) : claim.value
  const sightings: Sighting[] = []
  for (const { pattern, entry } of index.banners) {
    if (!pattern.test(text)) continue
    sightings.push({ entry, technique: 'banner', confidence: WORTH[entry.alias.strength], claim })
  }
  return sightings
}
