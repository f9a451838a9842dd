import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assess } from '../../src/assess/assess.ts'
import { assessor } from '../../src/assess/assessor.ts'
import { EQUIPMENT_CLASSES, PURPOSES } from '../../src/model/equipment.ts'
import { CONFIDENCES } from '../../src/model/finding.ts'
import { NETWORK_PARTS } from '../../src/model/measure.ts'
import { RELATIONS } from '../../src/model/vendor.ts'
import { json, measures } from '../measures/files.ts'
import { circumstancesOf, matchOf, type Scenario } from './scenario.ts'

const { roles } = json('vendor-lists/jurisdictions.json') as { roles: Record<string, string> }

const scenario = fc.record(
  {
    vendor: fc.constantFrom('huawei', 'zte', 'hikvision', 'hytera', 'dahua', 'nobody'),
    class: fc.constantFrom(...EQUIPMENT_CLASSES),
    relation: fc.constantFrom(...RELATIONS),
    confidence: fc.constantFrom(...CONFIDENCES),
    of: fc.constantFrom('Honor', 'HMN Technologies', 'Chengdu Dahua Wisdom'),
    ownedUntil: fc.constantFrom('2020-11-17', '2020'),
    itemDate: fc.constantFrom('2019', '2020-11', '2024-01-01', 'x'),
    asOf: fc.constantFrom('2018-12-31', '2020-01-01', '2023-01-01', '2026-11-21', '2028-01-01'),
    boundBy: fc.subarray(Object.keys(roles), { maxLength: 2 }),
    purposes: fc.subarray([...PURPOSES], { maxLength: 2 }),
    context: fc.constantFrom('product', 'estate'),
    delivered: fc.boolean(),
    networkPart: fc.constantFrom(...NETWORK_PARTS),
    include: fc.subarray(['export', 'securities'] as const),
  },
  { requiredKeys: ['vendor', 'class'] },
)

const asked = (row: unknown) => ({ ...(row as Omit<Scenario, 'because'>), because: 'drawn at random' })

test('with a memory the answers are those of assess', () => {
  const ask = assessor(measures)
  fc.assert(
    fc.property(scenario, (row) => {
      const [match, circumstances] = [matchOf(asked(row)), circumstancesOf(asked(row))]
      expect(ask(match, circumstances)).toEqual(assess(match, measures, circumstances))
    }),
    { numRuns: 300 },
  )
})

test('alike in what matters, one answer; otherwise another', () => {
  const ask = assessor(measures)
  const answer = (row: Omit<Scenario, 'because'>) => ask(matchOf(asked(row)), circumstancesOf(asked(row)))
  const plain = answer({ vendor: 'huawei', class: 'telecommunications' })
  expect(answer({ vendor: 'huawei', class: 'telecommunications', itemDate: '2024-01-01' })).toBe(plain)
  expect(answer({ vendor: 'zte', class: 'telecommunications' })).not.toBe(plain)
  expect(answer({ vendor: 'huawei', class: 'telecommunications', asOf: '2019-01-01' })).not.toBe(plain)
})

test('whatever is asked, the answers hold together', () => {
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  fc.assert(
    fc.property(scenario, (row) => {
      const { measures: results, level } = assess(matchOf(asked(row)), measures, circumstancesOf(asked(row)))
      for (const { id, cover, applicability, dependsOn, upcoming, deadline } of results) {
        const measure = byId.get(id)
        expect(measure?.covers.map((each) => each.id)).toContain(cover)
        expect(measure?.status).not.toBe('proposed')
        if (applicability === 'applies') expect(dependsOn).toEqual([])
        else expect(dependsOn.length > 0 || upcoming === true).toBe(true)
        if (upcoming) expect(deadline).not.toBeNull()
      }
      if (level === 'error')
        expect(results.some(({ applicability }) => applicability === 'applies')).toBe(true)
      if (row.confidence === 'possible') expect(level).toBe('note')
    }),
    { numRuns: 300 },
  )
})
