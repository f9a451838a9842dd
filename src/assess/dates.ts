import type { Cover, Measure } from '../model/measure.ts'
import type { PartialDate } from '../model/vendor.ts'

/** First day on which a cover holds: its own, or the instrument's; absent when none is known. */
export function firstDay(measure: Measure, cover: Cover): PartialDate | undefined {
  return (cover.from ?? measure.effective ?? measure.adopted)?.on
}

/** Whether a period that starts on a date, or somewhere in a month or year, may have begun on a day. */
export function hasBegun(start: PartialDate, day: PartialDate): boolean {
  return day >= start
}

/** Whether a date, or the whole of a month or year, lies before a day. */
export function isOver(date: PartialDate, day: PartialDate): boolean {
  return day.slice(0, date.length) > date
}

/** The same day a number of months later, as text to be compared: day 31 of a short month is let stand. */
export function monthsLater(day: PartialDate, months: number): PartialDate {
  const [year = '0', month = '1', rest = '1'] = day.split('-')
  const count = Number(year) * 12 + Number(month) - 1 + months
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}-${pad(Number(rest), 2)}`
}

/**
 * Whether a thing dated `date` is from before the end of the day, month or year `until`; unknown where the
 * date is not written as ISO 8601, or is too coarse to tell.
 */
export function isWithin(date: PartialDate | undefined, until: PartialDate): boolean | 'unknown' {
  if (date === undefined || !/^\d{4}(-\d\d){0,2}$/.test(date)) return 'unknown'
  const shared = Math.min(date.length, until.length)
  const [a, b] = [date.slice(0, shared), until.slice(0, shared)]
  if (a !== b) return a < b
  return date.length >= until.length ? true : 'unknown'
}

/** Whether an instrument has not been looked at for longer than its review interval on a day. */
export function isStale({ statusAsOf, reviewMonths }: Measure, day: PartialDate): boolean {
  return monthsLater(statusAsOf, reviewMonths) < day
}
