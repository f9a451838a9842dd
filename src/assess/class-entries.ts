import type { Stated } from '../model/finding.ts'
import type { Claim, Item } from '../model/item.ts'
import type { ClassEntry, Measure } from '../model/measure.ts'
import type { Problem } from '../model/problem.ts'
import type { PartialDate } from '../model/vendor.ts'
import { hasBegun } from './dates.ts'

/** What decides which entries for kinds of goods documents are asked for. */
export type EntryCircumstances = Pick<Stated, 'furtherLists' | 'jurisdictions'> & {
  readonly asOf: PartialDate
}

/** How texts are compared, and which of them mean nothing. */
export interface Spelling {
  /** Texts of one key say the same. */
  key(text: string): string
  /** Whether a text of this key states nothing: `n a`, `unknown`. */
  saysNothing(key: string): boolean
}

/** The items of one document that entries for kinds of goods may reach. */
export interface EntryCount {
  see(item: Item): void
  /** One problem for each entry that items fall under, in the order of the entries. */
  problems(): readonly Problem[]
}

/**
 * Makes counts for documents: of the items that by their own words are of a kind that an instrument has an entry
 * for, and that do not state a domestic country of production. Entries are asked for only where the instrument's list
 * of vendors was.
 */
export function entryCounts(
  measures: readonly Measure[],
  circumstances: EntryCircumstances,
  spelling: Spelling,
): () => EntryCount {
  const asked = measures
    .filter((measure) => isAsked(measure, circumstances))
    .flatMap((measure) =>
      (measure.classEntries ?? [])
        .filter(({ from }) => hasBegun(from.on, circumstances.asOf))
        .map(
          (entry): Asked => ({
            entry,
            words: new Set(entry.words.map(spelling.key)),
            domestic: new Set(measure.domestic?.map(spelling.key)),
          }),
        ),
    )
  return () => count(asked, spelling)
}

/** An entry, ready to be asked of items. */
interface Asked {
  readonly entry: ClassEntry
  readonly words: ReadonlySet<string>
  readonly domestic: ReadonlySet<string>
}

function isAsked(measure: Measure, { furtherLists = [], jurisdictions, asOf }: EntryCircumstances): boolean {
  const { list, jurisdiction, repealed } = measure
  return (
    list !== undefined &&
    furtherLists.includes(list) &&
    (jurisdictions.length === 0 || jurisdictions.includes(jurisdiction)) &&
    (repealed === undefined || asOf < repealed.on)
  )
}

function count(asked: readonly Asked[], spelling: Spelling): EntryCount {
  const found = new Map<ClassEntry, Found>()
  return {
    see(item) {
      if (asked.length === 0 || !isGoods(item)) return
      const kinds = kindsOf(item, spelling)
      if (kinds.length === 0) return
      for (const { entry, words, domestic } of asked) {
        const telling = kinds.find(({ keys }) => keys.some((key) => words.has(key)))
        if (telling === undefined) continue
        const countries = countriesOf(item, spelling)
        if (countries.length > 0 && countries.every((country) => domestic.has(country))) continue
        const before = found.get(entry)
        const { span } = telling.claim
        found.set(entry, {
          items: (before?.items ?? 0) + 1,
          elsewhere: (before?.elsewhere ?? 0) + (countries.length > 0 ? 1 : 0),
          first: before !== undefined && before.first.offset <= span.offset ? before.first : span,
        })
      }
    },
    problems: () => asked.flatMap(({ entry }) => problemOf(entry, found.get(entry)) ?? []),
  }
}

/** The items under one entry. */
interface Found {
  readonly items: number
  /** How many of them state a country of production that is not domestic. */
  readonly elsewhere: number
  /** Where the first of them says of what kind it is. */
  readonly first: Claim['span']
}

/** Software and services are not produced in a country as these entries mean it. */
function isGoods({ kind }: Item): boolean {
  return kind === 'device' || kind === 'firmware' || kind === 'host'
}

/** A claim that says of what kind an item is, and the keys of what it says. */
interface Telling {
  readonly claim: Claim
  readonly keys: readonly string[]
}

/** Signs between which a class is stated in parts: `Network / Router`, `Router (LTE)`. */
const BETWEEN_PARTS = /[,;:|/>()[\]]/
/** A text longer than this is a description in sentences, which mention much. */
const LONGEST = 60

/**
 * What an item says of its kind: its class, whole or a part of it; a description that is nothing but the kind; a name
 * of two words and more that is. A bracket for a router, or a host that somebody called drone, is none.
 */
function kindsOf({ claims }: Item, { key }: Spelling): readonly Telling[] {
  return claims.flatMap((claim): readonly Telling[] => {
    const { field, value } = claim
    if (value.length > LONGEST) return []
    switch (field) {
      case 'class':
        return [{ claim, keys: [value, ...value.split(BETWEEN_PARTS)].map(key) }]
      case 'description':
        return [{ claim, keys: [key(value)] }]
      case 'name': {
        const whole = key(value)
        return whole.includes(' ') ? [{ claim, keys: [whole] }] : []
      }
      default:
        return []
    }
  })
}

/** The keys of the countries of production that an item states; where its maker has its address is none of them. */
function countriesOf({ claims }: Item, { key, saysNothing }: Spelling): readonly string[] {
  return claims
    .filter(({ field, span }) => field === 'country' && !span.pointer?.endsWith('/address/country'))
    .map(({ value }) => key(value))
    .filter((country) => country !== '' && !saysNothing(country))
}

function problemOf(entry: ClassEntry, found: Found | undefined): Problem | null {
  if (found === undefined) return null
  const { items, first } = found
  const { called, text, from } = entry
  const are =
    items === 1
      ? `1 item is ${called.one} by its own words`
      : `${items} items are ${called.many} by their own words`
  return {
    code: 'needs-country',
    severity: 'warning',
    message: `${are}. ${text} It holds since ${from.on}; whether it reaches ${turning(found)}.`,
    hint: 'State it in a column "country of origin", or as the property cdx:device:countryOfOrigin; then read the entry itself.',
    span: first,
  }
}

function turning({ items, elsewhere }: Found): string {
  const turns =
    items === 1 ? 'the item turns on its country of production' : 'them turns on their country of production'
  if (elsewhere === 0) return `${turns}, which this document does not state`
  if (elsewhere === items) return `${turns}: ${items === 1 ? 'it states' : 'all of them state'} a foreign one`
  const silent = items - elsewhere
  return `${turns}: ${elsewhere} of them ${elsewhere === 1 ? 'states' : 'state'} a foreign one, ${silent} ${silent === 1 ? 'states' : 'state'} none`
}
