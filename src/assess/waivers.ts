import type { Measure, WaiverPower } from '../model/measure.ts'
import type { PartialDate } from '../model/vendor.ts'
import { isOver } from './dates.ts'

/** The powers to waive an instrument that have not lapsed on a day. */
export function waiversOn(measure: Measure, day: PartialDate): readonly WaiverPower[] {
  return (measure.waivers ?? []).filter(({ until }) => until === undefined || !isOver(until.on, day))
}
