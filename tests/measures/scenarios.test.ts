import { describe, expect, test } from 'vitest'
import type { MeasureResult } from '../../src/model/finding.ts'
import { play, type Scenario } from '../assess/scenario.ts'
import { measures } from './files.ts'

/** What a scenario says of the result, beside the applicability. */
function stated({ cover, dependsOn, deadline, overdue, upcoming }: Scenario): Partial<MeasureResult> {
  return {
    ...(cover !== undefined && { cover }),
    ...(dependsOn !== undefined && { dependsOn }),
    ...(deadline !== undefined && { deadline }),
    ...(overdue !== undefined && { overdue }),
    ...(upcoming !== undefined && { upcoming }),
  }
}

const told = ({ because, ...facts }: Scenario) => `${JSON.stringify(facts)}: ${because}`

describe.each(measures.map((measure) => [measure.id, measure] as const))('%s', (_, measure) => {
  const { applies, depends, nothing } = measure.scenarios
  if (applies.length > 0)
    test.each(applies.map((row) => [told(row), row] as const))('applies: %s', (_, row) => {
      expect(play(measure, row)).toMatchObject({ applicability: 'applies', dependsOn: [], ...stated(row) })
    })
  if (depends.length > 0)
    test.each(depends.map((row) => [told(row), row] as const))('depends: %s', (_, row) => {
      expect(row.dependsOn).toBeDefined()
      const result = play(measure, row)
      expect(result).toMatchObject({ applicability: 'depends', ...stated(row) })
      expect(result?.upcoming).toBe(row.upcoming)
    })
  test.each(nothing.map((row) => [told(row), row] as const))('nothing: %s', (_, row) => {
    expect(play(measure, row)).toBeUndefined()
  })
})
