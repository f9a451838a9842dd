import { PURPOSES, type Purpose } from '../model/equipment.ts'
import type { Item } from '../model/item.ts'

/** Words that state a purpose, in lower case → the purpose; a part of the lists. */
export type PurposeWords = Readonly<Record<string, Purpose>>

/** The purpose that a text states, when the whole of it is a word of the vocabulary; `null` otherwise. */
export function purposeOf(text: string, words: PurposeWords): Purpose | null {
  const folded = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
  const own = PURPOSES.find((purpose) => purpose.replace('-', ' ') === folded)
  return own ?? (Object.hasOwn(words, folded) ? (words[folded] ?? null) : null)
}

/** The purposes that a row states in its own words, which override what was stated for the run; `null` when none. */
export function purposesOf(item: Item, words: PurposeWords): readonly Purpose[] | null {
  const stated = item.claims
    .filter(({ field }) => field === 'purpose' || field === 'site')
    .flatMap(({ value }) => purposeOf(value, words) ?? [])
  return stated.length > 0 ? stated : null
}
