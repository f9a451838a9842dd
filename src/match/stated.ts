import type { Claim, Item } from '../model/item.ts'
import type { PartialDate } from '../model/vendor.ts'
import { stripLegalForms } from '../normalize/legal-forms.ts'
import { normalizeName } from '../normalize/name.ts'
import { readDate } from './ownership.ts'
import { namesNobody, type Words } from './words.ts'

/** A maker that the document states. */
export interface StatedMaker {
  readonly claim: Claim
  readonly tokens: readonly string[]
}

/** Names of makers by their tokens. */
export type MakerNames = readonly (readonly string[])[]

/** Whether an item is hardware or tells of hardware, where models, labels and network signs may be looked for. */
export function isHardware(item: Item): boolean {
  return item.kind === 'device' || item.kind === 'firmware' || item.kind === 'host'
}

/** The makers that an item's maker columns name: no placeholders, no sellers. */
export function statedMakers(item: Item, words: Words): readonly StatedMaker[] {
  const makers: StatedMaker[] = []
  for (const claim of item.claims) {
    if (claim.field !== 'manufacturer' && claim.field !== 'brand' && claim.field !== 'vendor') continue
    if (namesNobody(claim.value, words)) continue
    makers.push(makerOf(claim, words))
  }
  return makers
}

/** A claim that names a maker, ready for comparison. */
export function makerOf(claim: Claim, words: Words): StatedMaker {
  return { claim, tokens: stripLegalForms(normalizeName(claim.value), words.legalForms) }
}

/** The item's own date, as far as the document gives one. */
export function dateOf(item: Item): PartialDate | undefined {
  for (const claim of item.claims) {
    if (claim.field !== 'date') continue
    const date = readDate(claim.value)
    if (date !== undefined) return date
  }
  return undefined
}

/** Names of makers made ready for comparison. */
export function compileMakerNames(names: readonly string[], words: Words): MakerNames {
  return names
    .map((name) => stripLegalForms(normalizeName(name), words.legalForms))
    .filter(({ length }) => length > 0)
}

/** Whether a stated maker is one of the named: equal, or followed by further words. */
export function isAmong({ tokens }: StatedMaker, names: MakerNames): boolean {
  return names.some((name) => name.every((token, at) => tokens[at] === token))
}
