import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadLists, loadSource, type Registry, registryText } from '../../src/lists/index.ts'
import { type Assignment, REGISTRY_FORMATS, refresh } from '../../src/refresh.ts'

const lists = await loadLists()
const source = await loadSource()
const ieee = registryOf('oui')
const require = createRequire(import.meta.url)

describe('the MAC prefixes', () => {
  const assignments = ouiData()

  test('are what a refresh from the registry makes, nothing missing and nothing extra', () => {
    const refreshed = refresh('oui', assignments, lists, ieee.entries)
    expect(refreshed.added).toEqual([])
    expect(refreshed.removed).toEqual([])
    const file = new URL('../../vendor-lists/registries/ieee.json', import.meta.url)
    expect(registryText({ ...ieee, entries: refreshed.entries })).toBe(readFileSync(file, 'utf8'))
  })

  test('of more than 30,000 organisations, those flagged are those listed', () => {
    expect(new Set(assignments.map(({ organization }) => organization)).size).toBeGreaterThan(30_000)
    const refreshed = refresh('oui', assignments, lists)
    expect(refreshed.entries.map(({ organization }) => organization).sort()).toEqual(
      ieee.entries.map(({ organization }) => organization).sort(),
    )
    // What only resembles a listed name, or is a white label's, and why it is not listed.
    expect(Object.fromEntries(refreshed.doubtful.map((one) => [one.organization, one.vendors]))).toEqual(
      Object.fromEntries(
        Object.entries(RESEMBLING).map(([organization, { vendor }]) => [organization, [vendor]]),
      ),
    )
  })

  const debian = '/usr/share/ieee-data'
  test.skipIf(!existsSync(debian))(
    'that an older copy of the registry has are ours too (skipped without the package ieee-data)',
    () => {
      const old = ['oui.csv', 'mam.csv', 'oui36.csv'].flatMap((name) =>
        REGISTRY_FORMATS.ieee.read(readFileSync(join(debian, name), 'utf8')),
      )
      const ours = new Set(ieee.entries.flatMap(({ values }) => values))
      const found = refresh('oui', old, lists).entries.flatMap(({ values }) => values)
      expect(found.length).toBeGreaterThan(1500)
      // What is no longer ours stands in today's registry under another name, and that name is known here.
      const today = new Map(assignments.map(({ value, organization }) => [value, organization]))
      const gone = found.filter((value) => !ours.has(value)).map((value) => today.get(value) ?? value)
      expect(gone.filter((organization) => !RENAMED.includes(organization))).toEqual([])
      const then = new Map(old.map(({ value, organization }) => [value, organization]))
      expect([...ours].filter((value) => then.has(value) && !found.includes(value))).toEqual([])
    },
  )
})

/** Organisations that hold prefixes which an older registry has under a listed name. */
const RENAMED: readonly string[] = [
  // Until then Inspur Electronic Information Industry; whether lists that name Inspur still mean it was not found.
  'IEIT SYSTEMS Co., Ltd.',
]

/** Organisations in the registry that a reader may take for a listed one, with the reason why they are not. */
const RESEMBLING: Readonly<Record<string, { readonly vendor: string; readonly because: string }>> = {
  'Aditya Infotech Ltd.': { vendor: 'dahua', because: 'a white label; makes network interfaces of its own' },
  'Amcrest Technologies': { vendor: 'dahua', because: 'a white label' },
  'CP PLUS GMBH & CO. KG': { vendor: 'dahua', because: 'a white label' },
  'IC Realtime LLC': { vendor: 'dahua', because: 'a white label' },
  'JOREX LOREX INDIA PRIVATE LIMITED': {
    vendor: 'dahua',
    because: 'shares a word; not known to belong to it',
  },
  'Leapmotor (Jinhua) New Energy Vehicle Parts Technology Co., Ltd.': {
    vendor: 'dahua',
    because: 'a car maker of which a minority was held once',
  },
  'Prama India Private Limited': { vendor: 'hikvision', because: 'a white label' },
  'Wuxi Zhongxing Optoelectronics Technology Co.,Ltd.': {
    vendor: 'zte',
    because: 'not known to belong to it',
  },
  ZUUM: { vendor: 'dahua', because: 'the name of a white label; perhaps another company' },
  'Zhejiang Haikang Science And Technology Co.,Ltd': {
    vendor: 'hikvision',
    because: 'perhaps a sister company; not proven',
  },
}

describe('registry files', () => {
  test.each([
    [
      'ieee',
      'Registry,Assignment,Organization Name,Organization Address\r\n' +
        'MA-L,286FB9,"Nokia Shanghai Bell Co., Ltd.","No.388 Ning Qiao Road ""A"", Shanghai CN"\r\n' +
        'MA-S,70B3D50AE,Norsat International Inc.,Richmond CA\r\nMA-L,not a prefix,Nobody,\r\n',
      [
        ['286FB9', 'Nokia Shanghai Bell Co., Ltd.'],
        ['70B3D50AE', 'Norsat International Inc.'],
      ],
    ],
    [
      'iana',
      'PRIVATE ENTERPRISE NUMBERS\n\nDecimal\n| Organization\n\n0\n  Reserved\n    Internet Assigned Numbers Authority\n' +
        '2011\n  HUAWEI Technology Co.,Ltd\n    A Person\n      a&example.com\n',
      [
        ['1.3.6.1.4.1.0', 'Reserved'],
        ['1.3.6.1.4.1.2011', 'HUAWEI Technology Co.,Ltd'],
      ],
    ],
    [
      'usb',
      '# comment\n12d1  Huawei Technologies Co., Ltd.\n\t1001  E161 HSDPA Modem\n\t\t01  x\nC 00  (Defined at Interface level)\n',
      [['12d1', 'Huawei Technologies Co., Ltd.']],
    ],
    [
      'bluetooth',
      "company_identifiers:\n  - value: 0x0E25\n    name: 'Hangzhou Hikvision Digital Technology Co., Ltd.'\n  - value: 0x010f\n    name: \"O'Neill\"\n  - value: 0x0001\n    name: 'L''Oréal'\n",
      [
        ['0x0E25', 'Hangzhou Hikvision Digital Technology Co., Ltd.'],
        ['0x010F', "O'Neill"],
        ['0x0001', "L'Oréal"],
      ],
    ],
    ['pnp', 'HWV\tHuawei Technologies Co., Inc.\n', [['HWV', 'Huawei Technologies Co., Inc.']]],
    [
      'pnp',
      'Company,PNP ID,Approved On Date\n"ZTE Corporation",ZTE,09/03/2010\n',
      [['ZTE', 'ZTE Corporation']],
    ],
    ['pci', 'nothing of the kind', []],
  ] as const)('%s', (name, text, expected) => {
    const read = REGISTRY_FORMATS[name].read(text)
    expect(read.map(({ value, organization }) => [value, organization])).toEqual(expected)
  })

  test.each(['oid', 'usb', 'pci', 'bluetooth', 'pnp'] as const)(
    'the shipped part of the registry of kind %s is found again by its organisations',
    (kind) => {
      const registry = registryOf(kind)
      const assignments = registry.entries.flatMap(({ organization, values }) =>
        values.map((value) => ({ organization, value })),
      )
      const others = [
        { organization: 'AZTECH SYSTEMS LTD', value: 'a' },
        { organization: 'Teltronic AG', value: 'b' },
        { organization: 'H3C', value: 'c' },
      ]
      expect(refresh(kind, [...assignments, ...others], lists, registry.entries)).toEqual({
        entries: registry.entries,
        added: [],
        removed: [],
        doubtful: [],
      })
    },
  )

  test('a refresh shows what came and went, and keeps ids', () => {
    const before = [
      {
        id: 'zte/oui/kept',
        vendor: 'zte',
        name: 'zte/name/zte',
        organization: 'zte corporation',
        values: ['000001', '000002'],
      },
    ]
    const now: Assignment[] = [
      { value: '000002', organization: 'zte corporation' },
      { value: '000003', organization: 'zte corporation' },
      { value: '000004', organization: 'ZTE Corporation' },
    ]
    const { entries, added, removed } = refresh('oui', now, lists, before)
    expect(entries.map(({ id, values }) => [id, values])).toEqual([
      ['zte/oui/zte-corporation', ['000004']],
      ['zte/oui/kept', ['000002', '000003']],
    ])
    expect(added.map(({ value }) => value)).toEqual(['000004', '000003'])
    expect(removed.map(({ value }) => value)).toEqual(['000001'])
  })
})

function registryOf(kind: Registry['kind']): Registry {
  const found = source.registries.find((registry) => registry.kind === kind)
  if (found === undefined) throw new Error(`no registry of kind ${kind}`)
  return found
}

/** The registry as the npm package oui-data has it: prefix → organisation and address, by lines. */
function ouiData(): Assignment[] {
  const data = require('oui-data') as Readonly<Record<string, string>>
  return Object.entries(data).map(([value, text]) => ({ value, organization: text.split('\n')[0] ?? '' }))
}
