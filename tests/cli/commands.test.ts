import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { vendorscan } from './run.ts'

const asOf = ['--as-of', '2026-11-21']
const root = mkdtempSync(join(tmpdir(), 'vendorscan-lists-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const shipped = fileURLToPath(new URL('../../vendor-lists/', import.meta.url))

describe('explain', () => {
  test.each<[text: string, says: readonly string[], silent: readonly string[]]>([
    [
      'Hangzhou Hikvision Digital Technology Co.,Ltd.',
      ['exact name', 'us-ndaa-889-a1b', 'confirmed'],
      ['no match'],
    ],
    ['44:19:b6:12:34:56', ['MAC prefix', 'hikvision/oui/'], ['near miss']],
    ['DS-2CD2043G2-I', ['model pattern', 'Hikvision'], []],
    ['cpe:2.3:h:dahuasecurity:ipc-hfw8xxx:-:*:*:*:*:*:*:*', ['CPE vendor', 'Dahua'], []],
    ['pkg:npm/%40huaweicloud/huaweicloud-sdk-core@3.1.0', ['package namespace', 'Huawei'], []],
    ['1.3.6.1.4.1.3902.1.2', ['enterprise number', 'ZTE'], []],
    ['dahuasecurity.com', ['domain', 'Dahua'], []],
    ['Lorex', ['was Dahua', '2022-11-24'], ['is made by']],
    ['Aztech Electronics', ['near miss', 'stands inside the word'], ['entry']],
    ['Bosch', ['near miss', 'only with a model number'], ['entry']],
    ['46:19:b6:12:34:56', ['locally administered'], ['entry']],
    ['Axis Communications', ['no match'], ['entry']],
  ])('%s', async (text, says, silent) => {
    const { code, stdout } = await vendorscan(['explain', text, ...asOf])
    expect(code).toBe(0)
    for (const words of says) expect(stdout).toContain(words)
    for (const words of silent) expect(stdout).not.toContain(words)
  })

  test('what the user states reaches the measures', async () => {
    const args = ['explain', 'ZTE Corporation', '--json', '--jurisdiction', 'gb', ...asOf]
    const { readings } = JSON.parse((await vendorscan(args)).stdout)
    const ids = readings.flatMap(({ matches }: { matches: { measures: { id: string }[] }[] }) =>
      matches.flatMap(({ measures }) => measures.map(({ id }) => id)),
    )
    expect(ids).toContain('gb-ncsc-zte-2018')
    expect(ids.filter((id: string) => !id.startsWith('gb-'))).toEqual([])
    expect(ids).not.toContain('gb-dvd-huawei-2022')
  })

  test('control characters of the string do not reach the terminal', async () => {
    const { stdout } = await vendorscan(['explain', '\u001b[31mHikvision', ...asOf])
    expect(stdout).not.toContain('\u001b')
  })
})

describe('measures', () => {
  test('the table has every measure, and says what it names', async () => {
    const { stdout } = await vendorscan(['measures'])
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /jp-procurement-2018 policy \S+ none of the listed vendors \(reported target: Huawei, ZTE\)/,
    )
    expect(stdout).toMatch(/77 measures/)
  })

  test('show has one measure whole, with dates, covers, exceptions and sources', async () => {
    const { stdout } = await vendorscan(['measures', 'show', 'us-ndaa-889-a1b'], { env: { COLUMNS: '200' } })
    for (const label of [
      'cite',
      'status',
      'effective',
      'meaning',
      'binds',
      'cover',
      'except',
      'may waive',
      'source',
    ])
      expect(stdout).toMatch(new RegExp(`^${label}`, 'm'))
    expect(stdout).toContain('lapsed on 2022-08-13')
  })

  test('an unknown id names near ones', async () => {
    const { code, stderr } = await vendorscan(['measures', 'show', 'us-ndaa-889-a1c'])
    expect(code).toBe(2)
    expect(stderr).toContain('us-ndaa-889-a1b')
  })

  test('the timeline is in order of date, and begins where it is told to', async () => {
    const { stdout } = await vendorscan(['measures', 'timeline', '--from', '2026-11-21', '--json'])
    const days = JSON.parse(stdout).map(({ on }: { on: string }) => on)
    expect(days.length).toBeGreaterThan(5)
    expect(days).toEqual([...days].sort())
    expect(days[0]).toBe('2026-12-31')
  })

  test('for a vendor: those that name it apart from those only reported to be aimed at it', async () => {
    const zte = JSON.parse((await vendorscan(['measures', 'for', 'zte', '--json'])).stdout)
    expect(zte.naming).toContain('us-ndaa-889-a1a')
    expect(zte.naming).not.toContain('us-dod-1260h')
    expect(zte.naming).not.toContain('gb-dvd-huawei-2022')
    expect(zte.reported).toContain('jp-procurement-2018')
    expect(zte.naming).not.toContain('jp-procurement-2018')
  })
})

describe('vendors', () => {
  test('five by default, more with --list', async () => {
    const ids = async (...args: string[]) =>
      JSON.parse((await vendorscan(['vendors', '--json', ...args])).stdout).map(
        ({ id }: { id: string }) => id,
      )
    expect(await ids()).toEqual(['dahua', 'hikvision', 'huawei', 'hytera', 'zte'])
    expect((await ids('--list', 'fcc-covered')).length).toBeGreaterThan(5)
  })

  test('show has every alias with its source', async () => {
    const { stdout } = await vendorscan(['vendors', 'show', 'hytera'])
    expect(stdout).toContain('hytera/name/hytera')
    expect(stdout).toContain('Sepura')
  })
})

describe('lists', () => {
  function ownLists(vendor: object): string {
    const folder = mkdtempSync(join(root, 'x-'))
    cpSync(join(shipped, 'index.json'), join(folder, 'index.json'))
    cpSync(join(shipped, 'vendors'), join(folder, 'unused'), { recursive: true })
    writeFileSync(join(folder, 'index.json'), readFileSync(join(shipped, 'index.json')))
    cpSync(join(shipped, 'README.md'), join(folder, 'README.md'))
    writeVendor(folder, vendor)
    return folder
  }

  function writeVendor(folder: string, vendor: object): void {
    cpSync(join(shipped, 'vendors/hytera.json'), join(folder, 'vendors/acme.json'))
    writeFileSync(join(folder, 'vendors/acme.json'), `${JSON.stringify(vendor, null, 2)}\n`)
  }

  const acme = {
    id: 'acme',
    name: 'Acme',
    legalName: 'Acme Cameras Ltd.',
    country: 'GB',
    lists: ['default'],
    aliases: [
      {
        id: 'acme/name/acme-cameras',
        kind: 'name',
        value: 'Acme Cameras',
        relation: 'self',
        verified: 'seen',
        sources: ['https://example.com/acme'],
        asOf: '2026-11-21',
        match: ['Acme Cameras Ltd.'],
        noMatch: ['Acme Anvils Ltd.'],
      },
    ],
    notOem: [],
  }

  test('own lists that prove themselves are used', async () => {
    const folder = ownLists(acme)
    expect(await vendorscan(['lists', 'check', folder])).toMatchObject({ code: 0 })
    const csv = 'Manufacturer,Model\nACME CAMERAS LIMITED,X1\nAcme Anvils,Y2\n'
    const { stdout } = await vendorscan(['scan', '-', '--lists', folder, '--format', 'json', ...asOf], {
      stdin: csv,
    })
    expect(JSON.parse(stdout).findings).toMatchObject([{ vendor: 'acme', confidence: 'confirmed' }])
  })

  test('an example that proves nothing is told with file and line', async () => {
    const [alias] = acme.aliases
    const folder = ownLists({ ...acme, aliases: [{ ...alias, match: ['Someone Else Ltd.'] }] })
    const { code, stdout } = await vendorscan(['lists', 'check', folder])
    expect(code).toBe(2)
    expect(stdout).toMatch(/vendors\/acme\.json:\d+:\d+: .*Someone Else/)
  })

  test('an unknown member is told with file and line', async () => {
    const folder = ownLists({ ...acme, colour: 'red' })
    const { code, stdout } = await vendorscan(['lists', 'check', folder])
    expect(code).toBe(2)
    expect(stdout).toMatch(/vendors\/acme\.json:\d+:\d+: .*colour/)
  })
})

test('measures that were not reviewed for long are told of, in every output', async () => {
  const csv = 'Manufacturer,Model\nHikvision,DS-2CD2043G2-I\n'
  const formats = ['text', 'json', 'sarif']
  for (const format of formats) {
    const args = ['scan', '-', '--format', format, '--as-of']
    const late = await vendorscan([...args, '2031-01-01'], { stdin: csv })
    const now = await vendorscan([...args, '2026-11-21'], { stdin: csv })
    expect(late.stdout.replace(/\s+/g, ' ')).toContain('have not been reviewed for longer')
    expect(now.stdout.replace(/\s+/g, ' ')).not.toContain('have not been reviewed for longer')
  }
})
