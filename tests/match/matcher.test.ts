import { describe, expect, it } from 'vitest'
import { compileMatcher, type MatcherOptions } from '../../src/match/matcher.ts'
import type { Field } from '../../src/model/field.ts'
import type { ItemKind } from '../../src/model/item.ts'
import { itemOf, listsOf } from './fixture.ts'

const lists = listsOf(
  [
    { id: 'zorvex/name/zorvex', kind: 'name', value: 'Zorvex', coined: true },
    { id: 'zorvex/name/zorvex-technologies', kind: 'name', value: 'Zorvex Technologies Co., Ltd.' },
    { id: 'zorvex/name/zqx', kind: 'name', value: 'Zqx', exactOnly: true },
    { id: 'zorvex/name/wuxqing', kind: 'name', value: 'Wuxqing Name', ambiguous: true },
    { id: 'zorvex/name/han', kind: 'name', value: '佐维克斯', coined: true },
    {
      id: 'zorvex/name/tron',
      kind: 'name',
      value: 'Tronquix S.A.',
      withLegalForm: true,
      relation: 'affiliate',
    },
    {
      id: 'zorvex/name/lorvo',
      kind: 'name',
      value: 'Lorvo',
      coined: true,
      relation: 'subsidiary',
      of: 'Lorvo',
      from: '2018',
      until: '2022-11-24',
    },
    { id: 'zorvex/name/old', kind: 'name', value: 'Oldzor', coined: true, verified: 'memory' },
    {
      id: 'zorvex/name/chip',
      kind: 'name',
      value: 'Zorchip',
      coined: true,
      relation: 'subsidiary',
      class: 'module-or-chip',
    },
    { id: 'zorvex/brand/own', kind: 'brand', value: 'Zorlook', degree: 'all', relation: 'brand' },
    { id: 'zorvex/brand/most', kind: 'brand', value: 'Amkrest', degree: 'most', relation: 'oem' },
    { id: 'zorvex/brand/some', kind: 'brand', value: 'Sumbra', degree: 'some', relation: 'oem' },
    {
      id: 'zorvex/brand/bound',
      kind: 'brand',
      value: 'Honeyvale',
      degree: 'some',
      relation: 'oem',
      models: ['^HEN\\d+', '^HQ1234$'],
      notModels: ['^HEN999'],
    },
    {
      id: 'zorvex/oui/zorvex',
      kind: 'oui',
      organization: 'ZORVEX CO.,LTD',
      prefixes: ['001A2B', '70B3D5123'],
    },
    { id: 'zorvex/cpe/zorvex', kind: 'cpe', value: 'zorvex_technologies' },
    { id: 'zorvex/purl/npm', kind: 'purl', value: 'npm/@zorvex' },
    { id: 'zorvex/purl/maven', kind: 'purl', value: 'maven/com.zorvexcloud' },
    { id: 'zorvex/purl/pypi', kind: 'purl', value: 'pypi/zorvexsdk*' },
    { id: 'zorvex/purl/golang', kind: 'purl', value: 'golang/github.com/zorvex' },
    { id: 'zorvex/oid/own', kind: 'oid', value: '1.3.6.1.4.1.2099', notValues: ['1.3.6.1.4.1.2099.7'] },
    { id: 'zorvex/oid/former', kind: 'oid', value: '1.3.6.1.4.1.2099.10', relation: 'former' },
    { id: 'zorvex/oid/borrowed', kind: 'oid', value: '1.3.6.1.4.1.50099', standing: 'borrowed' },
    { id: 'zorvex/oid/shared', kind: 'oid', value: '1.3.6.1.4.1.26399', standing: 'shared' },
    { id: 'zorvex/domain/zorvex', kind: 'domain', value: 'zorvex.com' },
    { id: 'zorvex/domain/mirror', kind: 'domain', value: 'mirrors.zorvexcloud.com', standing: 'host' },
    { id: 'zorvex/usb/12ff', kind: 'usb', value: '12ff' },
    { id: 'zorvex/fcc/2zorv', kind: 'fcc', value: '2ZORV' },
    { id: 'zorvex/gpon/zorv', kind: 'gpon', value: 'ZORV' },
    { id: 'zorvex/registration/usci', kind: 'registration', value: '91440300ZZ19220382' },
    {
      id: 'zorvex/model/strong',
      kind: 'model',
      pattern: '^ZX-2[A-Z]{2}\\d',
      strength: 'strong',
      family: 'cameras',
      class: 'video-surveillance',
    },
    {
      id: 'zorvex/model/medium',
      kind: 'model',
      pattern: '^S(?:57|67)\\d{2}-',
      strength: 'medium',
      family: 'switches',
      class: 'telecommunications',
      collidesWith: ['Delmo'],
    },
    {
      id: 'zorvex/model/weak',
      kind: 'model',
      pattern: '^PD[67]\\d{2}$',
      strength: 'weak',
      family: 'radios',
      class: 'land-mobile-radio',
    },
    {
      id: 'zorvex/model/chip',
      kind: 'model',
      pattern: '^Hz35\\d{2}[A-Z]V\\d00$',
      strength: 'strong',
      family: 'camera chips',
      relation: 'component',
      class: 'module-or-chip',
    },
    {
      id: 'zorvex/banner/webs',
      kind: 'banner',
      pattern: '\\bZorvex-Webs\\b',
      strength: 'strong',
      where: 'http-server',
    },
    {
      id: 'zorvex/banner/app',
      kind: 'banner',
      pattern: '\\bAppz-webs/',
      strength: 'medium',
      where: 'http-server',
    },
    {
      id: 'zorvex/name/gone',
      kind: 'name',
      value: 'Gonezor',
      coined: true,
      replacedBy: 'zorvex/name/zorvex',
    },
    { id: 'quandex/name/quandex', kind: 'name', value: 'Quandex', coined: true },
  ],
  {
    notOem: [
      { value: 'Axilon', why: 'builds its own', sources: [] },
      { value: 'Zorvex Scale Factory', why: '', sources: [] },
    ],
  },
)
const matcher = compileMatcher(lists)

/** What an item comes to, in one line: `zorvex confirmed self`, or `nothing`. */
function verdict(kind: ItemKind, ...fields: (readonly [Field, string])[]): string {
  const matches = matcher.match(itemOf(kind, fields), { asOf: '2026-11-21' })
  return (
    matches.map(({ vendor, confidence, relation }) => `${vendor} ${confidence} ${relation}`).join(' + ') ||
    'nothing'
  )
}

describe('names', () => {
  it.each<[Field, string, string]>([
    ['supplier', 'Zorvex', 'zorvex confirmed self'],
    ['manufacturer', 'ZORVEX TECHNOLOGIES CO.,LTD', 'zorvex confirmed self'],
    ['originator', 'zorvex gmbh', 'zorvex confirmed self'],
    ['vendor', 'Zorvex Europe GmbH', 'zorvex confirmed self'],
    ['vendor', 'Shenzhen Zorvex Technology Co., Ltd', 'zorvex confirmed self'],
    ['supplier', 'Zorvex Technologies Europe AG', 'zorvex confirmed self'],
    ['publisher', 'Zorvex', 'zorvex probable self'],
    ['supplier', 'Zorvex Fan Club', 'zorvex possible self'],
    ['supplier', 'Zorvex Scale Factory', 'nothing'], // a rival with the same word
    ['supplier', 'not Zorvex', 'nothing'],
    ['supplier', 'Zorvex-compatible', 'nothing'],
    ['supplier', 'Aztorvex', 'nothing'],
    ['supplier', 'Zqx', 'zorvex confirmed self'],
    ['supplier', 'Zqx Europe', 'nothing'],
    ['supplier', 'Wuxqing Name Inc', 'zorvex possible self'],
    ['supplier', 'Wuxqing Name Europe', 'nothing'],
    ['supplier', 'Tronquix S.A.', 'zorvex confirmed affiliate'],
    ['supplier', 'Tronquix AG', 'nothing'],
    ['supplier', '深圳佐维克斯技术有限公司', 'zorvex confirmed self'],
    ['supplier', '佐維克斯', 'zorvex confirmed self'],
    ['supplier', '佐维克斯杯', 'zorvex possible self'],
    ['supplier', 'Zοrvex', 'zorvex confirmed self'], // Greek ο
    ['supplier', 'Zorvx', 'zorvex possible self'],
    ['supplier', 'Zrovex', 'zorvex possible self'],
    ['supplier', 'Zorvem', 'nothing'], // m and x are no neighbours
    ['supplier', 'Zorvec', 'zorvex possible self'],
    ['supplier', 'Z0rvex', 'zorvex possible self'],
    ['supplier', 'Corvex', 'nothing'],
    ['supplier', 'Oldzor', 'zorvex possible self'], // known from memory only
    ['supplier', 'Gonezor', 'nothing'], // replaced
    ['supplier', 'Zorlook', 'zorvex confirmed brand'],
    ['supplier', 'Amkrest', 'nothing'], // white labels are not looked for in software
    ['name', 'zorvex-api', 'zorvex possible self'],
    ['name', 'com.zorvex.app', 'nothing'],
    ['description', 'See https://example.org/zorvex or www.zorvex.example', 'nothing'],
    ['description', 'Client for Zorvex cameras', 'nothing'],
    ['description', 'Zorvex camera client', 'zorvex possible self'],
    ['description', 'Wuxqing Name client', 'nothing'],
    ['author', 'Zorvex Lin', 'nothing'],
    ['copyright', 'Copyright 2020 Zorvex Inc', 'nothing'],
    ['path', '/opt/zorvex/lib', 'nothing'],
  ])('%s: %j → %s', (field, value, expected) => {
    expect(verdict('software', [field, value])).toBe(expected)
  })

  it('keeps what proves nothing alone beside what does', () => {
    const [match] = matcher.match(
      itemOf('software', [
        ['author', 'Zorvex Lin'],
        ['supplier', 'Zorvex'],
      ]),
    )
    expect(match?.evidence.map(({ technique, confidence }) => [technique, confidence])).toEqual([
      ['exact-name', 'confirmed'],
      ['word', null],
    ])
  })

  it('finds names cut short by a tool in hardware only', () => {
    expect(verdict('host', ['manufacturer', 'ZorvexTe'])).toBe('zorvex possible self')
    expect(verdict('software', ['manufacturer', 'ZorvexTe'])).toBe('nothing')
  })
})

describe('identifiers', () => {
  it.each<[ItemKind, Field, string, string]>([
    ['software', 'cpe', 'cpe:2.3:a:zorvex-technologies:tool:1:*:*:*:*:*:*:*', 'zorvex confirmed self'],
    ['software', 'cpe', 'cpe:2.3:a:other:zorvex_technologies:1:*:*:*:*:*:*:*', 'nothing'],
    ['software', 'purl', 'pkg:npm/%40zorvex/core@1.0', 'zorvex confirmed self'],
    ['software', 'purl', 'pkg:npm/zorvex@1.0', 'nothing'],
    ['software', 'purl', 'pkg:npm/%40zorvexfans/core', 'nothing'],
    ['software', 'purl', 'pkg:maven/com.zorvexcloud.sdk/core@1', 'zorvex confirmed self'],
    ['software', 'purl', 'pkg:maven/com.zorvexcloudy/core@1', 'nothing'],
    ['software', 'purl', 'pkg:pypi/ZorvexSDK_core', 'zorvex confirmed self'],
    ['software', 'purl', 'pkg:pypi/my-zorvexsdk', 'nothing'],
    ['software', 'purl', 'pkg:golang/github.com/zorvex/sdk/v3@v3.0', 'zorvex confirmed self'],
    ['software', 'purl', 'pkg:golang/github.com/other/zorvex', 'nothing'],
    ['software', 'purl', 'pkg:npm/a?repository_url=https://mirrors.zorvexcloud.com/npm', 'nothing'],
    ['software', 'group', 'com.zorvexcloud.sdk', 'zorvex confirmed self'],
    ['software', 'group', 'com.zorvex.student', 'nothing'],
    ['software', 'group', '@zorvex', 'zorvex confirmed self'],
    ['software', 'domain', 'www.zorvex.com', 'zorvex probable self'],
    ['software', 'supplier', 'https://www.zorvex.com/en', 'zorvex probable self'],
    ['software', 'url', 'https://www.zorvex.com/en', 'zorvex possible self'],
    ['software', 'url', 'https://notzorvex.com/', 'nothing'],
    ['software', 'url', 'https://zorvex.com.example.org/', 'nothing'],
    ['software', 'url', 'https://mirrors.zorvexcloud.com/x', 'nothing'],
    ['software', 'email', 'support@zorvex.com', 'zorvex probable self'],
    ['software', 'swid', 'regid.2019-01.com.zorvex', 'zorvex probable self'],
    ['software', 'registration', 'USCC 91440300zz19220382', 'zorvex confirmed self'],
    ['software', 'registration', '91440300ZZ19220383', 'nothing'],
    ['host', 'mac', '00:1a:2b:00:00:01', 'zorvex probable self'],
    ['host', 'mac', '70-B3-D5-12-34-56', 'zorvex probable self'],
    ['host', 'mac', '70-B3-D5-12-44-56', 'nothing'],
    ['host', 'mac', '02:1a:2b:00:00:01', 'nothing'],
    ['device', 'serial', '001A2B000001', 'nothing'],
    ['host', 'oid', '.1.3.6.1.4.1.2099.2.1', 'zorvex confirmed self'],
    ['host', 'oid', '1.3.6.1.4.1.20990.2', 'nothing'],
    ['host', 'oid', '1.3.6.1.4.1.2099.7.1', 'nothing'],
    ['host', 'oid', '1.3.6.1.4.1.2099.10.1', 'zorvex possible former'],
    ['host', 'oid', '1.3.6.1.4.1.50099.1', 'zorvex possible self'],
    ['host', 'oid', '1.3.6.1.4.1.26399.1', 'nothing'],
    ['device', 'usb', '12FF:1001', 'zorvex probable self'],
    ['device', 'usb', 'USB\\VID_12FF&PID_1001', 'zorvex probable self'],
    ['device', 'fcc', '2ZORV-CAM1', 'zorvex confirmed self'],
    ['device', 'fcc', '2ZORW-CAM1', 'nothing'],
    ['device', 'gpon', 'ZORV12345678', 'zorvex probable self'],
    ['device', 'serial', 'ZORV1234ABCD', 'zorvex probable self'],
    ['device', 'serial', 'ZORV-77', 'nothing'],
    ['host', 'banner', 'Server: Zorvex-Webs', 'zorvex probable self'],
    ['host', 'banner', 'Appz-webs/', 'zorvex possible self'],
  ])('%s %s: %j → %s', (kind, field, value, expected) => {
    expect(verdict(kind, [field, value])).toBe(expected)
  })
})

describe('devices', () => {
  it.each<[string, readonly (readonly [Field, string])[], string]>([
    ['strong model, maker blank', [['model', 'ZX-2CD2043']], 'zorvex probable self'],
    ['in lower case with options', [['model', 'zx-2cd2043(2.8mm)(C)']], 'zorvex probable self'],
    [
      'a placeholder for a maker is blank',
      [
        ['manufacturer', 'Generic'],
        ['model', 'ZX-2CD2043'],
      ],
      'zorvex probable self',
    ],
    [
      'a seller is no maker',
      [
        ['manufacturer', 'Ingram Micro'],
        ['model', 'ZX-2CD2043'],
      ],
      'zorvex probable self',
    ],
    ['a thing for it', [['model', 'Bracket for ZX-2CD2043']], 'zorvex possible self'],
    [
      'a thing for it, with the maker’s name',
      [['description', 'Mount for Zorvex ZX-2CD2043G2']],
      'zorvex possible self',
    ],
    ['a thing for another place', [['description', 'Dome for lobby, ZX-2CD2043G2']], 'zorvex probable self'],
    ['the maker’s name leads, no maker stated', [['model', 'Zorvex mini 7']], 'zorvex probable self'],
    ['the maker’s name alone', [['model', 'Zorvex']], 'zorvex possible self'],
    ['the maker’s name amid the text', [['model', 'Mini Zorvex 7']], 'zorvex possible self'],
    ['compatible with it', [['model', 'Zorvex compatible ZX-2CD2043']], 'zorvex possible self'],
    ['led by the maker’s name', [['model', 'Zorvex ZX-2CD2043']], 'zorvex probable self'],
    [
      'unknown label',
      [
        ['manufacturer', 'Nobrand'],
        ['model', 'ZX-2CD2043'],
      ],
      'zorvex probable oem',
    ],
    [
      'rival label',
      [
        ['manufacturer', 'Axilon'],
        ['model', 'ZX-2CD2043'],
      ],
      'zorvex possible oem',
    ],
    [
      'another listed maker',
      [
        ['manufacturer', 'Quandex'],
        ['model', 'ZX-2CD2043'],
      ],
      'quandex confirmed self + zorvex possible oem',
    ],
    ['medium model', [['model', 'S5735-L24']], 'zorvex possible self'],
    [
      'medium model, unknown label',
      [
        ['manufacturer', 'Nobrand'],
        ['model', 'S5735-L24'],
      ],
      'zorvex possible oem',
    ],
    [
      'medium model, documented collision',
      [
        ['manufacturer', 'Delmo'],
        ['model', 'S5735-L24'],
      ],
      'nothing',
    ],
    [
      'medium model and the maker in prose',
      [
        ['model', 'S5735-L24'],
        ['description', 'Zorvex switch'],
      ],
      'zorvex probable self',
    ],
    ['weak model', [['model', 'PD785']], 'nothing'],
    [
      'weak model, words of its kind',
      [
        ['model', 'PD785'],
        ['description', 'two-way radio'],
      ],
      'zorvex possible self',
    ],
    [
      'weak model, words of another kind',
      [
        ['model', 'PD785'],
        ['description', 'IP camera'],
      ],
      'nothing',
    ],
    [
      'weak model, maker stated',
      [
        ['manufacturer', 'Zorvex'],
        ['model', 'PD785'],
      ],
      'zorvex confirmed self',
    ],
    [
      'weak model, other maker',
      [
        ['manufacturer', 'Nobrand'],
        ['model', 'PD785'],
        ['description', 'radio'],
      ],
      'nothing',
    ],
    [
      'model and address agree',
      [
        ['model', 'ZX-2CD2043'],
        ['mac', '00:1a:2b:00:00:01'],
      ],
      'zorvex confirmed self',
    ],
    [
      'address under an unknown label',
      [
        ['manufacturer', 'Nobrand'],
        ['mac', '00:1a:2b:00:00:01'],
      ],
      'zorvex probable oem',
    ],
    [
      'address under a rival label is a part inside',
      [
        ['manufacturer', 'Axilon'],
        ['mac', '00:1a:2b:00:00:01'],
      ],
      'zorvex probable component',
    ],
    [
      'banner under an unknown label',
      [
        ['manufacturer', 'Nobrand'],
        ['banner', 'Zorvex-Webs'],
      ],
      'zorvex probable oem',
    ],
    ['model in prose, maker blank', [['description', 'installed: ZX-2CD2043']], 'zorvex probable self'],
    [
      'model in prose, other maker',
      [
        ['manufacturer', 'Nobrand'],
        ['description', 'installed: ZX-2CD2043'],
      ],
      'zorvex possible oem',
    ],
    ['medium model in prose', [['description', 'installed: S5735-L24']], 'nothing'],
    ['number in prose', [['description', 'sysObjectID .1.3.6.1.4.1.2099.2']], 'zorvex confirmed self'],
    [
      'chip in another’s device',
      [
        ['manufacturer', 'Nobrand'],
        ['description', 'camera, SoC Hz3518EV200'],
      ],
      'zorvex possible component',
    ],
    ['chip, maker blank', [['description', 'camera, SoC Hz3518EV200']], 'zorvex probable component'],
    [
      'chip maker in another’s device',
      [
        ['manufacturer', 'Nobrand'],
        ['description', 'uses parts from Zorchip'],
      ],
      'zorvex possible component',
    ],
    [
      'chip in a listed maker’s device',
      [
        ['manufacturer', 'Quandex'],
        ['model', 'Hz3518EV200'],
      ],
      'quandex confirmed self + zorvex probable component',
    ],
    [
      'typing error and model agree',
      [
        ['manufacturer', 'Zrovex'],
        ['model', 'ZX-2CD2043'],
      ],
      'zorvex confirmed self',
    ],
    [
      'white label, most',
      [
        ['manufacturer', 'Amkrest'],
        ['model', 'X1'],
      ],
      'zorvex probable oem',
    ],
    [
      'white label with ordinary words',
      [['manufacturer', 'Amkrest Technologies Inc']],
      'zorvex probable oem',
    ],
    ['white label among others', [['manufacturer', 'Amkrest Fans']], 'nothing'],
    [
      'white label and address agree',
      [
        ['manufacturer', 'Amkrest'],
        ['mac', '00:1a:2b:00:00:01'],
      ],
      'zorvex confirmed oem',
    ],
    ['white label, some', [['manufacturer', 'Sumbra']], 'zorvex possible oem'],
    ['label bound to models, alone', [['manufacturer', 'Honeyvale']], 'nothing'],
    [
      'label bound to models, fitting',
      [
        ['manufacturer', 'Honeyvale'],
        ['model', 'HEN08104'],
      ],
      'zorvex probable oem',
    ],
    [
      'label bound to models, fitting word',
      [
        ['manufacturer', 'Honeyvale'],
        ['model', 'Recorder HEN08104'],
      ],
      'zorvex probable oem',
    ],
    [
      'label bound to models, another',
      [
        ['manufacturer', 'Honeyvale'],
        ['model', 'HC30W'],
      ],
      'nothing',
    ],
    [
      'label bound to models, excepted',
      [
        ['manufacturer', 'Honeyvale'],
        ['model', 'HEN9991'],
      ],
      'nothing',
    ],
    [
      'supplier under another maker is a seller',
      [
        ['manufacturer', 'Nobrand'],
        ['supplier', 'Zorvex'],
      ],
      'zorvex possible self',
    ],
    [
      'supplier, maker blank',
      [
        ['supplier', 'Zorvex'],
        ['model', 'X'],
      ],
      'zorvex confirmed self',
    ],
    [
      'nothing known',
      [
        ['manufacturer', 'Nobrand'],
        ['model', 'X1'],
        ['mac', '00:1a:2c:00:00:01'],
      ],
      'nothing',
    ],
  ])('%s', (_, fields, expected) => {
    expect(verdict('device', ...fields)).toBe(expected)
  })

  it('says under which label it was sold', () => {
    const [match] = matcher.match(
      itemOf('device', [
        ['manufacturer', 'Nobrand'],
        ['model', 'ZX-2CD2043'],
      ]),
    )
    expect(match?.soldAs).toBe('Nobrand')
  })
})

describe('ownership', () => {
  it.each<[string, string, string]>([
    ['2020-05-01', 'zorvex confirmed subsidiary', '-'],
    ['2020', 'zorvex confirmed subsidiary', '-'],
    ['2017-12-31', 'nothing', '-'],
    ['2022-11-24', 'zorvex confirmed subsidiary', '-'],
    ['2022-11-25', 'nothing', '-'],
    ['2024', 'nothing', '-'],
    ['2022', 'zorvex possible former', '2022-11-24 / 2022'],
    ['', 'zorvex possible former', '2022-11-24 / undefined'],
    ['05/06/2020', 'zorvex confirmed subsidiary', '-'],
  ])('an item of %j → %s', (date, expected, ownership) => {
    const item = itemOf('device', [
      ['manufacturer', 'Lorvo'],
      ['date', date],
    ])
    const [match] = matcher.match(item, { asOf: '2026-11-21' })
    expect(match === undefined ? 'nothing' : `${match.vendor} ${match.confidence} ${match.relation}`).toBe(
      expected,
    )
    expect(
      match?.ownership === undefined ? '-' : `${match.ownership.until} / ${match.ownership.itemDate}`,
    ).toBe(ownership)
  })
  it('a relation that had not ended on the day of the report holds', () => {
    const item = itemOf('device', [['manufacturer', 'Lorvo']])
    expect(matcher.match(item, { asOf: '2021-01-01' })[0]?.relation).toBe('subsidiary')
  })
  it('what was once the vendor’s does not lift other evidence', () => {
    const item = itemOf('device', [
      ['manufacturer', 'Lorvo'],
      ['mac', '00:1a:2b:00:00:01'],
    ])
    expect(matcher.match(item)[0]).toMatchObject({ confidence: 'probable', relation: 'oem', soldAs: 'Lorvo' })
  })
})

describe('class', () => {
  it.each<[ItemKind, readonly (readonly [Field, string])[], string]>([
    [
      'software',
      [
        ['supplier', 'Zorvex'],
        ['class', 'camera'],
      ],
      'software',
    ],
    ['service', [['supplier', 'Zorvex']], 'service'],
    [
      'device',
      [
        ['manufacturer', 'Zorvex'],
        ['class', 'IP Camera'],
      ],
      'video-surveillance',
    ],
    [
      'device',
      [
        ['manufacturer', 'Zorvex'],
        ['model', 'S5735-L24'],
      ],
      'telecommunications',
    ],
    [
      'device',
      [
        ['manufacturer', 'Zorvex'],
        ['class', 'switch'],
        ['model', 'ZX-2CD2043'],
      ],
      'telecommunications',
    ],
    [
      'device',
      [
        ['manufacturer', 'Zorvex'],
        ['description', 'camera at the door'],
      ],
      'video-surveillance',
    ],
    [
      'device',
      [
        ['manufacturer', 'Zorvex'],
        ['name', 'East gate'],
      ],
      'unknown',
    ],
    [
      'firmware',
      [
        ['manufacturer', 'Zorvex'],
        ['class', 'library'],
      ],
      'unknown',
    ],
    [
      'device',
      [
        ['model', 'Hz3518EV200'],
        ['class', 'IP Camera'],
      ],
      'module-or-chip',
    ],
    ['device', [['manufacturer', 'Zorvex']], 'unknown'],
  ])('%s %j → %s', (kind, fields, expected) => {
    expect(matcher.match(itemOf(kind, fields))[0]?.class).toBe(expected)
  })
})

describe('assessable', () => {
  it.each<[readonly (readonly [Field, string])[], boolean]>([
    [[['manufacturer', 'Nobrand']], true],
    [[['manufacturer', 'n/a']], false],
    [[['manufacturer', 'Ingram Micro']], false],
    [[['model', 'X1']], true],
    [[['model', 'unknown']], false],
    [[['mac', '00:1a:2c:00:00:01']], true],
    [[['mac', '02:1a:2c:00:00:01']], false],
    [
      [
        ['name', 'Camera 7'],
        ['site', 'Hall'],
      ],
      false,
    ],
    [[['purl', 'pkg:npm/a']], true],
  ])('%j: %s', (fields, expected) => {
    expect(matcher.assessable(itemOf('device', fields))).toBe(expected)
  })
})

describe('vendors', () => {
  it('are those of the list `default`, or those asked for', () => {
    const item = itemOf('software', [['supplier', 'Quandex']])
    expect(compileMatcher(lists, { vendors: [] }).match(item)).toHaveLength(1)
    expect(compileMatcher(lists, { vendors: ['quandex'] }).match(item)).toHaveLength(1)
    expect(compileMatcher(lists, { vendors: ['zorvex'] }).match(item)).toHaveLength(0)
  })

  it('are those of the further lists too, and only those asked for where any are', () => {
    const vendors = lists.vendors.map((vendor) =>
      vendor.id === 'quandex' ? { ...vendor, lists: ['other'] } : vendor,
    )
    const found = (options: MatcherOptions) =>
      compileMatcher({ ...lists, vendors }, options).match(itemOf('software', [['supplier', 'Quandex']]))
        .length
    expect(found({})).toBe(0)
    expect(found({ furtherLists: ['another'] })).toBe(0)
    expect(found({ furtherLists: ['other'] })).toBe(1)
    expect(found({ furtherLists: ['other'], vendors: ['zorvex'] })).toBe(0)
  })
})

describe('explain', () => {
  it.each<[string, string[]]>([
    ['00:1a:2b:00:00:01', ['mac zorvex/oui/zorvex']],
    ['1.3.6.1.4.1.2099.1', ['oid zorvex/oid/own']],
    ['pkg:npm/%40zorvex/core', ['purl zorvex/purl/npm']],
    ['cpe:2.3:h:zorvex_technologies:x', ['cpe zorvex/cpe/zorvex']],
    ['12ff:1001', ['usb zorvex/usb/12ff']],
    ['Hochfrequenztechnik', []],
  ])('%j', (text, expected) => {
    const { readings } = matcher.explain(text)
    const seen = readings.flatMap(({ field, matches }) =>
      matches.flatMap(({ evidence }) => evidence.map(({ alias }) => `${field} ${alias}`)),
    )
    expect(seen).toEqual(expected)
  })
  it.each<[string, RegExp]>([
    ['02:1a:2b:00:00:01', /locally administered/],
    ['Aztzorvexer', /inside the word/],
    ['Honeyvale', /only with a model number/],
    ['PD785', /model\/weak fits, but proves nothing alone/],
    ['26399', /Many makers/],
    ['mirrors.zorvexcloud.com', /downloaded/],
    ['Axilon', /builds its own/],
    ['Shenzhen Technology', /places and trades/],
    ['pkg:pypi/zorvex-tools', /only its namespace/],
  ])('why %j is no match', (text, sentence) => {
    expect(matcher.explain(text).misses.join(' ')).toMatch(sentence)
  })
})
