import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Log } from 'sarif'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model/finding.ts'
import { vendorscan } from './run.ts'

const cwd = mkdtempSync(join(tmpdir(), 'vendorscan-'))
writeFileSync(
  join(cwd, 'network.csv'),
  `Name,Manufacturer,Model,Type,Country of origin
gw-1,Acme,AX55,Wireless router,
gw-2,TP-LINK TECHNOLOGIES CO. LTD.,AX55,Router,China
gw-3,TP-Link Systems Inc.,AX12,Network / Router,USA
rack-1,Acme,RB-1,Router bracket,CN
fly-1,DJI,Mavic 3,Drone,CN
cam-1,Hikvision,DS-2CD2043G2-I,Camera,CN
`,
)
writeFileSync(
  join(cwd, 'product.cdx.json'),
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [
      {
        type: 'device',
        name: 'AX55',
        description: 'Wireless router',
        manufacturer: { name: 'Acme', address: { country: 'US' } },
      },
      { type: 'library', name: 'router', description: 'Router', version: '1.0.0' },
      { type: 'application', name: 'Anti-Virus', supplier: { name: 'AO Kaspersky Lab' } },
    ],
  }),
)

async function report(input: string, ...args: readonly string[]) {
  const { code, stdout } = await vendorscan(
    ['scan', input, '--as-of', '2026-11-21', '--format', 'json', ...args],
    { cwd },
  )
  return { code, report: JSON.parse(stdout) as Report }
}

describe('companies of further lists', () => {
  test.each<[list: readonly string[], vendors: readonly string[]]>([
    [[], ['hikvision']],
    [
      ['--list', 'us-1260h'],
      ['dji', 'hikvision', 'tp-link'],
    ],
    [
      ['--list', 'fcc-covered'],
      ['dji', 'hikvision'],
    ],
    [
      ['--list', 'fcc-covered', '--list', 'us-1260h'],
      ['dji', 'hikvision', 'tp-link'],
    ],
    [['--list', 'us-1260h', '--vendor', 'tp-link'], ['tp-link']],
  ])('%j: %j', async (list, vendors) => {
    const { findings } = (await report('network.csv', ...list)).report
    expect(findings.map(({ vendor }) => vendor).sort()).toEqual(vendors)
  })

  test('are looked for in SBOMs, whose records are looked into for their sake', async () => {
    const vendors = async (...list: readonly string[]) =>
      (await report('product.cdx.json', ...list)).report.findings.map(({ vendor }) => vendor)
    expect(await vendors()).toEqual([])
    expect(await vendors('--list', 'fcc-covered')).toEqual(['kaspersky'])
  })

  test('are found by the name of a measure and a vendor without --list', async () => {
    const { stdout } = await vendorscan(['measures', 'for', 'kaspersky', '--json'])
    expect(JSON.parse(stdout)).toEqual({ naming: ['us-fcc-covered-list'], reported: [] })
    const shown = await vendorscan(['vendors', 'show', 'tp-link'])
    expect(shown.stdout).toMatch(/^lists +us-1260h$/m)
  })

  test('are told for a measure, kind by kind where it has entries for kinds', async () => {
    const { stdout } = await vendorscan(['measures', 'show', 'us-fcc-covered-list'], {
      env: { COLUMNS: '200' },
    })
    expect(stdout).toMatch(/^entry +routers, whoever makes them, since 2026-03-23\./m)
    expect(stdout).toMatch(/^cover +kaspersky: .*information security product/m)
    const timeline = await vendorscan(['measures', 'timeline', '--from', '2026-07-28', '--to', '2026-07-28'])
    expect(timeline.stdout).toContain('entry for power inverters')
  })
})

describe('goods that a list reaches by country of production', () => {
  test('are told of a table, once for each kind, and change no level, state or exit code', async () => {
    const asked = await report('network.csv', '--list', 'fcc-covered', '--vendor', 'hikvision')
    const silent = await report('network.csv', '--vendor', 'hikvision')
    expect(asked.report.problems.map(({ code, place }) => `${code} ${place?.cell}`)).toEqual([
      'needs-country D6',
      'needs-country D2',
    ])
    expect(asked.report.problems[1]?.message).toMatch(
      /^2 items are routers by their own words\. .*: 1 of them states a foreign one, 1 states none\.$/,
    )
    expect(silent.report.problems).toEqual([])
    expect(asked.code).toBe(silent.code)
    expect(asked.report.counts).toEqual(silent.report.counts)
    expect(asked.report.documents).toEqual(silent.report.documents)
    expect(asked.report.findings).toEqual(silent.report.findings)
    expect(asked.report.stated.furtherLists).toEqual(['fcc-covered'])
    expect(silent.report.stated.furtherLists).toBeUndefined()
  })

  test('are told of an SBOM: the device, not the library; the address of its maker is no country of production', async () => {
    const told = (await report('product.cdx.json', '--list', 'fcc-covered', '--vendor', 'hikvision')).report
    expect(told.problems).toEqual([
      expect.objectContaining({
        code: 'needs-country',
        place: expect.objectContaining({ pointer: '/components/0/description' }),
        message: expect.stringMatching(/^1 item is a router by .* which this document does not state\.$/),
      }),
    ])
  })

  test('are not told for another list, country or day', async () => {
    for (const args of [
      ['--list', 'us-1260h'],
      ['--list', 'fcc-covered', '--jurisdiction', 'gb'],
      ['--list', 'fcc-covered', '--as-of', '2025-12-21'],
    ])
      expect((await report('network.csv', ...args)).report.problems).toEqual([])
  })

  test('the report is as its schema says', async () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'),
    )
    const validate = new Ajv2020({ allErrors: true }).compile(schema)
    validate((await report('network.csv', '--list', 'fcc-covered,us-1260h')).report)
    expect(validate.errors).toBeNull()
  })

  test('are told in text and SARIF too', async () => {
    const args = ['scan', 'network.csv', '--list', 'fcc-covered', '--as-of', '2026-11-21']
    const text = (await vendorscan(args, { cwd, env: { COLUMNS: '80' } })).stdout.replace(/\s+/g, ' ')
    expect(text).toContain('2 items are routers by their own words.')
    expect(text).toContain('[needs-country] State it in a column "country of origin"')
    const log: Log = JSON.parse((await vendorscan([...args, '--format', 'sarif'], { cwd })).stdout)
    const notes = log.runs[0]?.invocations?.[0]?.toolExecutionNotifications ?? []
    expect(notes.map(({ level, descriptor }) => `${level} ${descriptor?.id}`)).toEqual([
      'warning needs-country',
      'warning needs-country',
    ])
  })
})
