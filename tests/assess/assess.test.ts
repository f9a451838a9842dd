import { describe, expect, test } from 'vitest'
import { assess } from '../../src/assess/assess.ts'
import { hasBegun, isOver, isWithin, monthsLater } from '../../src/assess/dates.ts'
import { purposeOf, purposesOf } from '../../src/assess/purpose.ts'
import { waiversOn } from '../../src/assess/waivers.ts'
import type { Field } from '../../src/model/field.ts'
import type { Cover, Level, Measure } from '../../src/model/measure.ts'
import { namesVendor } from '../../src/report/wording.ts'
import { json, measure, measures } from '../measures/files.ts'
import { circumstancesOf, levelOf, matchOf, play, type Scenario } from './scenario.ts'

const because = 'See the table of levels.'

describe('level over all measures', () => {
  test.each<[string, Level, Omit<Scenario, 'because'>]>([
    [
      'applies',
      'error',
      { vendor: 'huawei', class: 'telecommunications', boundBy: ['us-federal-contractor'] },
    ],
    [
      'applies, but the maker is only possible',
      'note',
      {
        vendor: 'huawei',
        class: 'telecommunications',
        confidence: 'possible',
        boundBy: ['us-federal-contractor'],
      },
    ],
    ['depends on who is bound', 'warning', { vendor: 'huawei', class: 'telecommunications' }],
    [
      'depends on purpose',
      'warning',
      { vendor: 'dahua', class: 'video-surveillance', context: 'estate', boundBy: ['us-federal-contractor'] },
    ],
    [
      'another purpose was stated',
      'note',
      {
        vendor: 'dahua',
        class: 'video-surveillance',
        context: 'estate',
        boundBy: ['us-federal-contractor'],
        purposes: ['other'],
      },
    ],
    ['component in doubt', 'warning', { vendor: 'huawei', class: 'module-or-chip', relation: 'component' }],
    ['source code of a listed maker in a product', 'note', { vendor: 'huawei', class: 'software' }],
    ['source code of another listed maker in a product', 'note', { vendor: 'zte', class: 'software' }],
    [
      'source code where the contractor is bound',
      'note',
      { vendor: 'huawei', class: 'software', boundBy: ['us-federal-contractor'] },
    ],
    [
      'source code on the assets of a state that names its maker',
      'warning',
      { vendor: 'huawei', class: 'software', context: 'estate', boundBy: ['or-state-agency'] },
    ],
    [
      'only policy applies',
      'note',
      {
        vendor: 'dahua',
        class: 'video-surveillance',
        context: 'estate',
        boundBy: ['au-commonwealth-agency'],
      },
    ],
    [
      'only advice applies',
      'note',
      { vendor: 'zte', class: 'telecommunications', context: 'estate', boundBy: ['gb-telecom-operator'] },
    ],
    [
      'policy whose deadline is within 24 months',
      'warning',
      {
        vendor: 'huawei',
        class: 'telecommunications',
        context: 'estate',
        boundBy: ['ca-telecom-service-provider'],
      },
    ],
    [
      'only a decision somebody may take',
      'note',
      { vendor: 'huawei', class: 'telecommunications', boundBy: ['jp-national-government'] },
    ],
    [
      'direction, with the part of the network',
      'error',
      {
        vendor: 'huawei',
        class: 'telecommunications',
        context: 'estate',
        boundBy: ['gb-designated-public-communications-provider'],
        networkPart: '5g-core',
      },
    ],
    [
      'direction, without it',
      'warning',
      {
        vendor: 'huawei',
        class: 'telecommunications',
        context: 'estate',
        boundBy: ['gb-designated-public-communications-provider'],
      },
    ],
    ['nothing reaches it', 'note', { vendor: 'zte', class: 'energy', boundBy: ['us-federal-contractor'] }],
    [
      'capped',
      'warning',
      {
        vendor: 'hikvision',
        class: 'video-surveillance',
        context: 'estate',
        boundBy: ['ca-federal-institution'],
      },
    ],
    [
      'contract with a deadline',
      'warning',
      {
        vendor: 'zte',
        class: 'telecommunications',
        context: 'estate',
        boundBy: ['de-mobile-network-operator'],
        networkPart: '5g-core',
      },
    ],
    [
      'export list, asked for',
      'note',
      {
        vendor: 'huawei',
        class: 'telecommunications',
        boundBy: ['us-exporter'],
        delivered: true,
        include: ['export'],
      },
    ],
    [
      'soon to apply',
      'warning',
      { vendor: 'hikvision', class: 'video-surveillance', boundBy: ['us-dod-contractor'] },
    ],
  ])('%s: %s', (_, expected, scenario) => {
    expect(levelOf(measures, { ...scenario, because })).toBe(expected)
  })

  test('no measures at all', () => {
    expect(levelOf([], { vendor: 'huawei', class: 'telecommunications', because })).toBe('note')
  })
})

describe('upcoming and the distance of its deadline', () => {
  const upcoming = (on: string): Measure => ({
    ...measure('us-ndaa-889-a1a'),
    covers: [cover({ from: { on, basis: 'stated' } })],
  })
  test.each<[string, Level]>([
    ['2028-11-21', 'warning'],
    ['2028-11-22', 'note'],
    ['2026-11-22', 'warning'],
    ['2026-11-21', 'error'],
  ])('from %s: %s', (on, expected) => {
    const scenario: Scenario = {
      vendor: 'huawei',
      class: 'telecommunications',
      boundBy: ['us-federal-contractor'],
      because,
    }
    expect(levelOf([upcoming(on)], scenario)).toBe(expected)
    expect(play(upcoming(on), scenario)?.applicability).toBe(on > '2026-11-21' ? 'depends' : 'applies')
  })
})

describe('caps', () => {
  const base = { ...measure('us-ndaa-889-a1a'), effective: { on: '2020-01-01', basis: 'stated' } as const }
  const { maxLevel: _, ...uncapped } = base
  const scenario: Scenario = {
    vendor: 'huawei',
    class: 'telecommunications',
    boundBy: ['us-federal-contractor'],
    because,
  }
  test.each<[string, Level, Measure]>([
    ['by nothing lower', 'error', { ...base, covers: [cover({})] }],
    ['by the measure', 'warning', { ...base, maxLevel: 'warning', covers: [cover({})] }],
    ['by the cover', 'note', { ...base, covers: [cover({ maxLevel: 'note' })] }],
    [
      'a cover cannot raise the cap',
      'note',
      { ...base, maxLevel: 'note', covers: [cover({ maxLevel: 'error' })] },
    ],
    ['catalogue only', 'note', { ...uncapped, covers: [cover({})] }],
    [
      'another cover reaches further',
      'warning',
      { ...base, covers: [cover({ maxLevel: 'note' }), cover({ id: 'b', maxLevel: 'warning' })] },
    ],
  ])('%s: %s', (_, expected, capped) => {
    expect(levelOf([capped], scenario)).toBe(expected)
    expect(play(capped, scenario)?.applicability).toBe('applies')
  })
})

describe('order', () => {
  test('applies first, then by level, binding first, fewest missing facts, jurisdiction, id', () => {
    const { measures: results } = assess(
      matchOf({ vendor: 'huawei', class: 'telecommunications', because }),
      measures,
      circumstancesOf({ vendor: 'huawei', class: 'telecommunications', context: 'estate', because }),
    )
    expect(results.slice(0, 3).map(({ id }) => id)).toEqual([
      'us-ndaa-889-a1b',
      'gb-dvd-huawei-2022',
      'us-ndaa-889-b',
    ])
    const catalogue = results.map(({ id }) => measure(id).maxLevel === undefined)
    expect(catalogue).toEqual([...catalogue].sort((a, b) => Number(a) - Number(b)))
  })

  test('does not turn on the order of the lists', () => {
    const scenario: Scenario = { vendor: 'huawei', class: 'telecommunications', context: 'estate', because }
    const forwards = assess(matchOf(scenario), measures, circumstancesOf(scenario))
    const backwards = assess(matchOf(scenario), [...measures].reverse(), circumstancesOf(scenario))
    expect(backwards).toEqual(forwards)
  })

  test('one measure gives one result', () => {
    const scenario: Scenario = { vendor: 'huawei', class: 'unknown', because }
    const ids = assess(matchOf(scenario), measures, circumstancesOf(scenario)).measures.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('jurisdictions', () => {
  const found = (jurisdictions: readonly string[]) => {
    const scenario: Scenario = {
      vendor: 'huawei',
      class: 'telecommunications',
      context: 'estate',
      jurisdictions,
      because,
    }
    return assess(matchOf(scenario), measures, circumstancesOf(scenario)).measures.map(({ id }) =>
      measure(id),
    )
  }
  test.each([[['DE']], [['US']], [['GB', 'CA']]])('%j', (jurisdictions) => {
    const seen = new Set(found(jurisdictions).map(({ jurisdiction }) => jurisdiction))
    expect([...seen].sort()).toEqual([...jurisdictions].sort())
  })
  test('a part of a country leaves out the rest of it', () => {
    expect(found(['US-TX']).map(({ id }) => id)).toEqual(['us-tx-prohibited-tech'])
  })
  test('a country without measures', () => {
    expect(found(['SG'])).toEqual([])
  })
})

describe('deadlines', () => {
  test.each([
    ['us-ndaa-fy24-805', 'hikvision', '2026-06-29', '2026-06-30', undefined],
    ['us-ndaa-fy24-805', 'hikvision', '2026-06-30', '2027-06-30', undefined],
    ['us-ndaa-fy24-805', 'hikvision', '2027-07-01', null, undefined],
    ['de-5g-contracts-2024', 'huawei', '2026-12-30', '2026-12-31', undefined],
    ['de-5g-contracts-2024', 'huawei', '2026-12-31', '2026-12-31', undefined],
    ['de-5g-contracts-2024', 'huawei', '2027-01-01', '2029-12-31', ['2026-12-31']],
    ['de-5g-contracts-2024', 'huawei', '2030-01-01', null, ['2026-12-31', '2029-12-31']],
    ['ca-policy-2022', 'huawei', '2026-11-21', '2027-12-31', ['2024-06-28']],
    ['dk-cfcs-tdc-2023', 'huawei', '2026-11-21', '2026-12-31', undefined],
    ['gb-dvd-huawei-2022', 'huawei', '2026-11-21', '2027-12-31', ['2023-01-28', '2023-10-31', '2023-12-31']],
  ] as const)('%s for %s on %s: %s, overdue %j', (id, vendor, asOf, deadline, overdue) => {
    const result = play(measure(id), {
      vendor,
      class: 'telecommunications',
      asOf,
      context: id.includes('805') ? 'product' : 'estate',
      because,
    })
    expect(result?.deadline).toBe(deadline)
    expect(result?.overdue).toEqual(overdue)
  })
})

describe('waivers', () => {
  test.each([
    ['us-ndaa-889-a1a', '2021-08-13', ['head of the executive agency', 'Director of National Intelligence']],
    ['us-ndaa-889-a1a', '2021-08-14', ['Director of National Intelligence']],
    [
      'us-ndaa-889-a1b',
      '2022-08-13',
      [
        'head of the executive agency',
        'Director of National Intelligence, for the Department of Defense',
        'Director of National Intelligence',
      ],
    ],
    [
      'us-ndaa-889-a1b',
      '2022-08-14',
      [
        'Director of National Intelligence, for the Department of Defense',
        'Director of National Intelligence',
      ],
    ],
    ['us-ndaa-889-a1b', '2022-10-01', ['Director of National Intelligence']],
    ['us-dod-1260h', '2026-11-21', []],
  ])('%s on %s: %j', (id, day, holders) => {
    expect(waiversOn(measure(id), day).map(({ holder }) => holder)).toEqual(holders)
  })
})

describe('what an instrument names', () => {
  test.each([
    ['us-ndaa-889-a1a', ['dahua', 'hikvision', 'huawei', 'hytera', 'zte']],
    ['us-dod-1260h', ['dahua', 'hikvision', 'huawei']],
    ['gb-dvd-huawei-2022', ['huawei']],
    ['gb-sensitive-sites-2022', []],
    ['jp-procurement-2018', []],
    ['au-5g-guidance-2018', []],
    ['ca-hikvision-2025', ['hikvision']],
    ['tw-csma-art11-2025', []],
  ])('%s: %j', (id, named) => {
    const vendors = ['dahua', 'hikvision', 'huawei', 'hytera', 'zte']
    expect(vendors.filter((vendor) => namesVendor(measure(id), vendor))).toEqual(named)
  })
})

describe('dates', () => {
  test.each([
    ['2026-04-30', '2026-04', false],
    ['2026-05-01', '2026-04', true],
    ['2026-12-31', '2026', false],
    ['2027-01-01', '2026', true],
    ['2026-11-21', '2026-11-21', false],
    ['2026-11-22', '2026-11-21', true],
  ])('on %s, %s is over: %s', (day, date, expected) => {
    expect(isOver(date, day)).toBe(expected)
  })
  test.each([
    ['2026-04', '2026-04-01', true],
    ['2026-04', '2026-03-31', false],
    ['2026-04-02', '2026-04-01', false],
  ])('%s has begun on %s: %s', (start, day, expected) => {
    expect(hasBegun(start, day)).toBe(expected)
  })
  test.each([
    ['2020-11-17', '2020-11-17', true],
    ['2020-11-18', '2020-11-17', false],
    ['2020-11', '2020-11-17', 'unknown'],
    ['2020-10', '2020-11-17', true],
    ['2021', '2020-11-17', false],
    ['2020-12-31', '2020', true],
    ['2021-01-01', '2020', false],
    ['17.11.2020', '2020-11-17', 'unknown'],
    [undefined, '2020-11-17', 'unknown'],
  ] as const)('%s within %s: %s', (date, until, expected) => {
    expect(isWithin(date, until)).toBe(expected)
  })
  test.each([
    ['2026-11-21', 24, '2028-11-21'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2026-11-30', 13, '2027-12-30'],
  ])('%s and %i months: %s', (day, months, expected) => {
    expect(monthsLater(day, months)).toBe(expected)
  })
})

describe('purposes in the words of a row', () => {
  const { purposeWords } = json('vendor-lists/jurisdictions.json') as {
    purposeWords: Record<string, 'public-safety' | 'other'>
  }
  test.each([
    ['public-safety', 'public-safety'],
    ['Public Safety', 'public-safety'],
    ['  Police   Station ', 'public-safety'],
    ['critical_infrastructure', 'critical-infrastructure'],
    ['national-security', 'national-security'],
    ['other', 'other'],
    ['Government building', 'government-facility'],
    ['lobby', null],
    ['police station parking', null],
    ['', null],
    ['constructor', null],
  ])('%j: %s', (text, expected) => {
    expect(purposeOf(text, purposeWords)).toBe(expected)
  })
  test.each<[readonly [Field, string][], readonly string[] | null]>([
    [[['purpose', 'public safety']], ['public-safety']],
    [[['site', 'Embassy']], ['government-facility']],
    [
      [
        ['purpose', 'entrance'],
        ['site', 'HQ'],
      ],
      null,
    ],
    [
      [
        ['purpose', 'other'],
        ['site', 'airport'],
      ],
      ['other', 'critical-infrastructure'],
    ],
    [[['name', 'public safety']], null],
  ])('%j: %j', (claims, expected) => {
    const span = { offset: 0, length: 0 }
    const item = {
      kind: 'device',
      name: '',
      span,
      claims: claims.map(([field, value]) => ({ field, value, span })),
    } as const
    expect(purposesOf(item, purposeWords)).toEqual(expected)
  })
})

function cover(changes: Partial<Cover>): Cover {
  return {
    id: 'a',
    vendors: ['huawei'],
    affiliates: 'any',
    classes: ['telecommunications'],
    obligations: [],
    from: { on: '2020-01-01', basis: 'stated' },
    ...changes,
  }
}
