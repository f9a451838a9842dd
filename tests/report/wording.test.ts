import { describe, expect, it } from 'vitest'
import type { MeasureResult } from '../../src/model/finding.ts'
import { catalogueOf } from '../../src/report/catalogue.ts'
import {
  dateWords,
  itemWords,
  joined,
  type Maker,
  makerWords,
  measureWords,
  namesVendor,
} from '../../src/report/wording.ts'
import { lists, place } from './fixtures.ts'

const catalogue = catalogueOf(lists)
const maker = (parts: Partial<Maker>): Maker => ({
  vendor: 'dahua',
  relation: 'self',
  confidence: 'confirmed',
  ...parts,
})

describe('who made it', () => {
  it.each<[Partial<Maker>, string]>([
    [{}, 'is made by Dahua'],
    [{ confidence: 'probable' }, 'is probably made by Dahua'],
    [{ confidence: 'possible' }, 'may be made by Dahua'],
    [{ soldAs: 'Acme' }, "is made by Dahua, sold as 'Acme'"],
    [{ relation: 'subsidiary', of: 'Dahua Iberia' }, 'is made by Dahua Iberia, a subsidiary of Dahua'],
    [{ relation: 'subsidiary' }, 'is made by a subsidiary of Dahua'],
    [{ relation: 'affiliate', of: 'Leapmotor' }, 'is made by Leapmotor, an affiliate of Dahua'],
    [{ relation: 'brand', of: 'Imou' }, 'is made by Dahua under its brand Imou'],
    [{ relation: 'oem', of: 'Acme' }, 'is made by Dahua, sold as Acme'],
    [{ relation: 'oem', of: 'Acme', soldAs: 'Acme Pro' }, "is made by Dahua, sold as 'Acme Pro'"],
    [
      { vendor: 'huawei', relation: 'component', of: 'HiSilicon', confidence: 'possible' },
      'may hold a component made by Huawei (HiSilicon)',
    ],
    [
      { relation: 'former', of: 'Lorex', confidence: 'possible', ownership: { until: '2022-11-24' } },
      "may be made by Lorex, which was Dahua's until 2022-11-24; date of this item unknown",
    ],
    [
      { relation: 'former', of: 'Lorex', ownership: { until: '2022-11-24', itemDate: '2022' } },
      "is made by Lorex, which was Dahua's until 2022-11-24; date of this item 2022",
    ],
    [{ relation: 'former' }, "is made by a company, which was once Dahua's"],
    [{ vendor: 'not-in-the-lists' }, 'is made by not-in-the-lists'],
  ])('%o: %s', (parts, words) => {
    expect(makerWords(maker(parts), catalogue)).toBe(words)
  })

  it.each([
    ['DS-1', "Device 'DS-1'"],
    ['', 'Device without a name'],
    ['a\u202eb\n', "Device 'a\\u202eb\\n'"],
    ['x'.repeat(200), `Device '${'x'.repeat(119)}…'`],
  ])('of %j', (name, words) => {
    expect(itemWords({ name, kind: 'device', place: place('d', 1, 1, 2) })).toBe(words)
  })
})

describe('what a measure says', () => {
  it.each<[string, string, Partial<MeasureResult>, Partial<Maker>, string]>([
    ['us-ndaa-889-a1b', 'f3a', { applicability: 'applies' }, { vendor: 'huawei' }, 'applies'],
    [
      'us-ndaa-889-a1b',
      'f3a',
      { dependsOn: ['bound-by'] },
      { vendor: 'huawei' },
      'covered; binds US federal contractors',
    ],
    [
      'us-ndaa-889-a1b',
      'f3b',
      { dependsOn: ['purpose'] },
      {},
      'covered only if it is used for public safety or security of government facilities',
    ],
    [
      'us-fcc-covered-list',
      'video',
      { dependsOn: ['bound-by', 'class', 'maker'] },
      {},
      'covered only if it is video surveillance equipment or telecommunications equipment, and if Dahua made it; ' +
        'binds importers into the United States and recipients of universal service support',
    ],
    [
      'gb-dvd-huawei-2022',
      'core',
      { dependsOn: ['network-part'], upcoming: true, deadline: '2027-12-31' },
      { vendor: 'huawei' },
      'covered from 2027-12-31 only if it stands in a 5G core network or a 5G access network',
    ],
    [
      'gb-dvd-huawei-2022',
      'core',
      { upcoming: true, deadline: '2027-12-31' },
      { vendor: 'huawei' },
      'covered from 2027-12-31',
    ],
    [
      'gb-dvd-huawei-2022',
      'core',
      { dependsOn: ['bound-by'] },
      { vendor: 'dahua' },
      'does not name Dahua; binds designated UK providers',
    ],
    [
      'au-5g-guidance-2018',
      'guidance',
      { dependsOn: ['bound-by', 'decision'] },
      { vendor: 'huawei' },
      'does not name Huawei, which is a reported target; depends on whether the government has said so; ' +
        'binds Australian carriers (policy)',
    ],
    [
      'us-ndaa-889-a1b',
      'f3b',
      { dependsOn: ['affiliation', 'ownership-date', 'component-role', 'delivery'] },
      { relation: 'affiliate', of: 'Leapmotor' },
      'covered only if the rule reaches Leapmotor, and if it dates from the time of that ownership, and if the component has a ' +
        'part in the whole that the rule reaches, and if it is delivered, bought, paid for or authorised in a dealing ' +
        'that the rule governs',
    ],
    [
      'xx-memory-2020',
      'all',
      { dependsOn: ['bound-by'] },
      {},
      'covered; depends on whom it binds (low confidence)',
    ],
    ['unknown-measure', 'x', { applicability: 'applies' }, {}, 'applies'],
    [
      'gb-dvd-huawei-2022',
      'gone',
      { dependsOn: ['bound-by'] },
      {},
      'does not name Dahua; binds designated UK providers',
    ],
  ])('%s %s %o of %o: %s', (id, cover, parts, of, words) => {
    const result: MeasureResult = {
      id,
      cover,
      applicability: 'depends',
      dependsOn: [],
      deadline: null,
      ...parts,
    }
    expect(measureWords(result, maker(of), catalogue)).toBe(words)
  })

  it.each<[Partial<MeasureResult>, string]>([
    [{}, ''],
    [{ deadline: '2027-06-30' }, 'next date 2027-06-30'],
    [{ deadline: '2027-06-30', upcoming: true }, ''],
    [{ overdue: ['2019-08-13', '2020-08-13'] }, 'the date 2020-08-13 has passed'],
    [{ deadline: '2027', overdue: ['2020'] }, 'next date 2027; the date 2020 has passed'],
  ])('the dates of %o: %s', (parts, words) => {
    expect(
      dateWords({ id: '', cover: '', applicability: 'applies', dependsOn: [], deadline: null, ...parts }),
    ).toBe(words)
  })

  it.each([
    ['us-fcc-covered-list', 'huawei', true],
    ['gb-dvd-huawei-2022', 'dahua', false],
    ['au-5g-guidance-2018', 'huawei', false],
  ])('whether %s names %s', (id, vendor, named) => {
    expect(namesVendor(catalogue.measure(id)!, vendor)).toBe(named)
  })
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('names %j as "%s"', (names, words) => {
  expect(joined(names)).toBe(words)
})
