import type { Alias, PartialDate } from '../model/vendor.ts'

/**
 * How an item's date stands to the time in which a relation held. `held`: within it. `over`: after it, or before it
 * began. `open`: the relation has ended, and the date does not tell on which side the item falls.
 */
export type Holding = 'held' | 'over' | 'open'

/** Whether an alias's relation held on an item's date; without one, whether it holds on the day of the report. */
export function holdingOf(
  alias: Alias,
  itemDate: PartialDate | undefined,
  asOf: PartialDate | undefined,
): Holding {
  const { from, until } = alias
  if (from === undefined && until === undefined) return 'held'
  if (itemDate === undefined) {
    if (until === undefined) return 'held'
    return asOf !== undefined && lastDay(asOf) < firstDay(until) ? 'held' : 'open'
  }
  if (from !== undefined && lastDay(itemDate) < firstDay(from)) return 'over'
  if (until === undefined) return 'held'
  if (firstDay(itemDate) > lastDay(until)) return 'over'
  return lastDay(itemDate) <= firstDay(until) || itemDate === until ? 'held' : 'open'
}

/** A date as a document writes it, as far as it is unambiguous: ISO dates and their parts, years of other forms. */
export function readDate(text: string): PartialDate | undefined {
  const iso = /^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])/.exec(text)
  if (iso !== null) return [iso[1], iso[2], iso[3]].filter((part) => part !== undefined).join('-')
  const compact = /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text)
  if (compact !== null) return compact.slice(1).join('-')
  // In `01/02/2020` day and month cannot be told apart; the year can.
  return /(?<!\d)(19\d{2}|20\d{2})(?!\d)/.exec(text)?.[1]
}

function firstDay(date: PartialDate): string {
  return `${date}${'-01-01'.slice(date.length - 4)}`
}

function lastDay(date: PartialDate): string {
  return `${date}${'-12-31'.slice(date.length - 4)}`
}
