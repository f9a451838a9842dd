import { describe, expect, it } from 'vitest'
import { type EntryCircumstances, entryCounts } from '../../src/assess/class-entries.ts'
import type { Field } from '../../src/model/field.ts'
import type { Item, ItemKind } from '../../src/model/item.ts'
import type { Problem } from '../../src/model/problem.ts'
import { nameKey } from '../../src/normalize/name.ts'
import { json, measures } from '../measures/files.ts'
import { TODAY } from './scenario.ts'

const asked: EntryCircumstances = { asOf: TODAY, furtherLists: ['fcc-covered'], jurisdictions: [] }
const { placeholders } = json('vendor-lists/vocabulary.json') as { placeholders: readonly string[] }
const nothings = new Set(placeholders.map(nameKey))
const spelling = { key: nameKey, saysNothing: (key: string) => nothings.has(key) }

type Claims = readonly (readonly [Field, string, pointer?: string])[]

function problems(
  items: readonly Item[],
  circumstances: Partial<EntryCircumstances> = {},
): readonly Problem[] {
  const count = entryCounts(measures, { ...asked, ...circumstances }, spelling)()
  for (const item of items) count.see(item)
  return count.problems()
}

/** An item whose claims stand at bytes that no other item of the list has. */
function item(claims: Claims, kind: ItemKind = 'device', at = 0): Item {
  return {
    kind,
    name: '',
    span: { offset: at, length: 1 },
    claims: claims.map(([field, value, pointer], index) => ({
      field,
      value,
      span: { offset: at + index, length: value.length, ...(pointer !== undefined && { pointer }) },
    })),
  }
}

/** The entry that a message is about. */
function entryOf({ message }: Problem): string {
  return /(?:uncrewed|routers|inverters|robotic)/.exec(message)?.[0] ?? message
}

describe('of what kind an item is by its own words', () => {
  it.each<[Claims, string | null]>([
    [[['class', 'Router']], 'routers'],
    [[['class', 'ROUTERS']], 'routers'],
    [[['class', 'Wi-Fi router']], 'routers'],
    [[['class', 'Network / Router']], 'routers'],
    [[['class', 'Router (LTE)']], 'routers'],
    [[['class', '无线路由器']], 'routers'],
    [[['class', '無線路由器']], 'routers'],
    [[['class', 'Switch']], null],
    [[['class', 'Router bracket']], null],
    [[['class', 'Rack for router']], null],
    [[['class', 'Core router']], null],
    [[['description', 'Wireless router']], 'routers'],
    [[['description', 'Router']], 'routers'],
    [[['description', 'Antenna of the wireless router']], null],
    [[['description', 'Switch, router']], null],
    [[['name', 'Wireless router']], 'routers'],
    [[['name', 'router']], null],
    [[['name', 'drone']], null],
    [[['model', 'Wireless router']], null],
    [[['manufacturer', 'Router']], null],
    [[['class', 'Drone']], 'uncrewed'],
    [[['class', 'UAV/UAS']], 'uncrewed'],
    [[['class', 'Drohne']], 'uncrewed'],
    [[['class', 'Drone detector']], null],
    [[['class', 'Toy drone']], null],
    [[['class', 'PV inverter']], 'inverters'],
    [[['class', 'Wechselrichter']], 'inverters'],
    [[['class', 'Inverter air conditioner']], null],
    [[['class', 'Humanoid robot']], 'robotic'],
    [[['class', 'Robot vacuum cleaner']], null],
    [[['class', 'device']], null],
    [[], null],
  ])('%j: %s', (claims, expected) => {
    const found = problems([item(claims)])
    expect(found.map(entryOf)).toEqual(expected === null ? [] : [expected])
  })

  it.each<[ItemKind, number]>([
    ['device', 1],
    ['firmware', 1],
    ['host', 1],
    ['software', 0],
    ['service', 0],
  ])('%s: %i', (kind, expected) => {
    expect(problems([item([['class', 'router']], kind)])).toHaveLength(expected)
  })
})

describe('where an item was produced', () => {
  const domestic = ['US', 'usa', 'U.S.A.', 'United States', 'United States of America']
  it.each(domestic)('%s: not counted', (country) => {
    expect(
      problems([
        item([
          ['class', 'router'],
          ['country', country],
        ]),
      ]),
    ).toEqual([])
  })

  it.each<[Claims, RegExp]>([
    [[], /which this document does not state\.$/],
    [[['country', '']], /which this document does not state\.$/],
    [[['country', 'N/A']], /which this document does not state\.$/],
    [[['country', 'unknown']], /which this document does not state\.$/],
    [[['country', 'CN']], /it states a foreign one\.$/],
    [[['country', 'Russia']], /it states a foreign one\.$/],
    [
      [
        ['country', 'USA'],
        ['country', 'CN'],
      ],
      /it states a foreign one\.$/,
    ],
    // Where the maker has its address is not where the thing was produced.
    [
      [['country', 'US', '/components/0/manufacturer/address/country']],
      /which this document does not state\.$/,
    ],
    [[['country', 'CN', '/components/0/supplier/address/country']], /which this document does not state\.$/],
  ])('%j: %s', (claims, words) => {
    const [only] = problems([item([['class', 'router'], ...claims])])
    expect(only?.message).toMatch(words)
  })

  it("what the maker's address says does not hide what the item says", () => {
    const claims: Claims = [
      ['class', 'router'],
      ['country', 'US', '/bom/components/component[1]/manufacturer/address/country'],
      ['country', 'CN', '/bom/components/component[1]/properties/property'],
    ]
    expect(problems([item(claims)])[0]?.message).toContain('it states a foreign one')
  })
})

describe('a document', () => {
  const router = (country: string, at: number) =>
    item(
      [
        ['class', 'router'],
        ['country', country],
      ],
      'device',
      at,
    )

  it('has one problem for each entry, in the order of the entries, at the first item of the document', () => {
    const found = problems([
      router('', 900),
      router('US', 10),
      item([['class', 'drone']], 'device', 700),
      router('CN', 300),
      router('TW', 500),
    ])
    expect(found).toEqual([
      expect.objectContaining({
        code: 'needs-country',
        severity: 'warning',
        span: { offset: 700, length: 5 },
        message: expect.stringMatching(
          /^1 item is a drone by its own words\. .* since 2025-12-22; .* does not state\.$/,
        ),
        hint: expect.stringContaining('country of origin'),
      }),
      expect.objectContaining({
        span: { offset: 300, length: 6 },
        message: expect.stringMatching(
          /^3 items are routers by their own words\. .* since 2026-03-23; .*: 2 of them state a foreign one, 1 states none\.$/,
        ),
      }),
    ])
  })

  it.each<[readonly string[], string]>([
    [['', ''], 'turns on their country of production, which this document does not state.'],
    [['CN', 'TW'], 'turns on their country of production: all of them state a foreign one.'],
    [['CN', '', ''], 'turns on their country of production: 1 of them states a foreign one, 2 state none.'],
  ])('%j: %s', (countries, end) => {
    const [only] = problems(countries.map((country, index) => router(country, index * 10)))
    expect(only?.message.endsWith(end), only?.message).toBe(true)
  })

  it('has a count of its own', () => {
    const counts = entryCounts(measures, asked, spelling)
    const [first, second] = [counts(), counts()]
    first.see(router('', 0))
    expect([first.problems().length, second.problems().length]).toEqual([1, 0])
  })
})

describe('when the entries are asked', () => {
  const goods = ['drone', 'router', 'inverter', 'robot'].map((kind) => item([['class', kind]]))
  it.each<[Partial<EntryCircumstances>, readonly string[]]>([
    [{}, ['uncrewed', 'routers', 'inverters', 'robotic']],
    [{ furtherLists: [] }, []],
    [{ furtherLists: ['us-1260h'] }, []],
    [{ jurisdictions: ['US'] }, ['uncrewed', 'routers', 'inverters', 'robotic']],
    [{ jurisdictions: ['GB'] }, []],
    [{ asOf: '2025-12-21' }, []],
    [{ asOf: '2025-12-22' }, ['uncrewed']],
    [{ asOf: '2026-03-23' }, ['uncrewed', 'routers']],
    [{ asOf: '2026-07-27' }, ['uncrewed', 'routers']],
    [{ asOf: '2026-07-28' }, ['uncrewed', 'routers', 'inverters', 'robotic']],
  ])('%j: %j', (circumstances, expected) => {
    expect(problems(goods, circumstances).map(entryOf)).toEqual(expected)
  })

  it('without a word of the list nothing is', () => {
    const { furtherLists: _, ...silent } = asked
    const count = entryCounts(measures, silent, spelling)()
    for (const one of goods) count.see(one)
    expect(count.problems()).toEqual([])
  })
})
