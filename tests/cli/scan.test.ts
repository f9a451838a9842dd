import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { tar, zip } from '../syntax/archive/writers.ts'
import { vendorscan } from './run.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const asOf = ['--as-of', '2026-11-21']

const root = mkdtempSync(join(tmpdir(), 'vendorscan-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(root, 'x-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

const clean = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'left-pad', version: '1.3.0', purl: 'pkg:npm/left-pad@1.3.0' }],
})
const camera = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [
    {
      type: 'device',
      name: 'DS-2CD2043G2-I',
      manufacturer: { name: 'Hangzhou Hikvision Digital Technology' },
    },
  ],
})

const services = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', services: [{ name: 'a' }] })
const product = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'application', name: 'a' } },
})

describe('exit codes', () => {
  test.each<[title: string, files: Record<string, string>, args: string[], code: number]>([
    ['nothing found', { 'a.json': clean }, ['a.json'], 0],
    ['a finding at the threshold', { 'a.json': camera }, ['a.json'], 1],
    ['a finding below the threshold', { 'a.json': camera }, ['a.json', '--fail-on', 'error'], 0],
    ['a finding, and no threshold', { 'a.json': camera }, ['a.json', '--fail-on', 'never'], 0],
    ['a document that is cut off', { 'a.json': camera.slice(0, -20) }, ['a.json'], 2],
    [
      'a cut-off document beats findings',
      { 'a.json': camera, 'b.json': clean.slice(0, 60) },
      ['a.json', 'b.json'],
      2,
    ],
    ['a cut-off document in a folder', { 'x/a.json': clean, 'x/b.json': clean.slice(0, 60) }, ['x'], 2],
    ['a named file of no known format', { 'a.bin': '\u0000\u0001\u0002' }, ['a.bin'], 2],
    ['the same file in a folder is passed over', { 'x/a.bin': '\u0000\u0001', 'x/b.json': clean }, ['x'], 0],
    ['a folder with nothing to scan', { 'x/a.bin': '\u0000\u0001' }, ['x'], 3],
    ['an empty file, named', { 'a.json': '' }, ['a.json'], 2],
    ['a file that is not there', {}, ['nothing.json'], 2],
    ['a pattern that fits nothing', {}, ['*.cdx.json'], 2],
    ['no input', {}, [], 2],
    ['services and no component', { 'a.json': services }, ['a.json'], 0],
    ['a product that lists nothing', { 'a.json': product }, ['a.json'], 3],
  ])('%s', async (_, files, args, code) => {
    const outcome = await vendorscan(['scan', ...args, ...asOf], { cwd: folder(files) })
    expect({ code: outcome.code, text: outcome.stdout + outcome.stderr }).toMatchObject({ code })
  })

  test('zero items are no pass', async () => {
    const empty = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] })
    const outcome = await vendorscan(['scan', 'a.json', ...asOf], { cwd: folder({ 'a.json': empty }) })
    expect(outcome.code).not.toBe(0)
    expect(outcome.stdout).toContain('a.json')
  })
})

describe('usage', () => {
  test.each<[args: string[], says: RegExp]>([
    [['--vendor', 'hikvison'], /--vendor: "hikvison" is not known\.\nDid you mean hikvision\?/],
    [['--jurisdiction', 'usa'], /--jurisdiction: "usa" is not known\.\nDid you mean US\?/],
    [['--bound-by', 'us-federal-contracter'], /Did you mean us-federal-contractor/],
    [['--purpose', 'public-saftey'], /Did you mean public-safety\?/],
    [['--include', 'exports'], /Did you mean export\?/],
    [['--format', 'sarf'], /--format: "sarf" is not known\.\nDid you mean sarif\?/],
    [['--format', 'sarif='], /no file is named/],
    [['--format', 'json', '--format', 'sarif'], /two outputs go to standard output/],
    [['--as-of', '2026-02-30'], /"2026-02-30" is not a date/],
    [['--context', 'both'], /Allowed choices are product, estate/],
    [['--fail-on', 'fatal'], /Allowed choices are error, warning, note, never/],
    [['--min-confidence', 'sure'], /Allowed choices are confirmed, probable, possible/],
    [['--colour'], /unknown option '--colour'/],
  ])('%s exits 2 and says what was meant', async (args, says) => {
    const outcome = await vendorscan(['scan', 'a.json', ...args], { cwd: folder({ 'a.json': clean }) })
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toMatch(says)
  })

  test.each(['scan', 'explain', 'measures', 'vendors', 'lists', 'init'])(
    '%s --help teaches',
    async (name) => {
      const outcome = await vendorscan([name, '--help'])
      expect(outcome.code).toBe(0)
      expect(outcome.stdout).toContain('Usage: vendorscan')
    },
  )
})

describe('inputs', () => {
  test('standard input is scanned as a document named -', async () => {
    const outcome = await vendorscan(['scan', '-', '--format', 'json', ...asOf], { stdin: camera })
    const report = JSON.parse(outcome.stdout)
    expect(outcome.code).toBe(1)
    expect(report.documents).toMatchObject([{ uri: '-', state: 'whole', items: 1 }])
    expect(report.findings[0].item.place).toMatchObject({ document: '-', line: 1 })
  })

  test('folders are searched below, without node_modules, and a loop of links ends', async () => {
    const cwd = folder({
      'x/a.json': camera,
      'x/deep/er/b.json': clean,
      'x/node_modules/c.json': camera,
      'x/notes.txt': 'nothing to see',
    })
    symlinkSync(join(cwd, 'x'), join(cwd, 'x/deep/loop'))
    const outcome = await vendorscan(['scan', 'x', '--format', 'json', ...asOf], { cwd })
    const report = JSON.parse(outcome.stdout)
    expect(report.documents.map(({ uri }: { uri: string }) => uri)).toEqual(['x/a.json', 'x/deep/er/b.json'])
    expect(report.counts.skipped).toBe(1)
  })

  test.each([
    ['damaged before it shows what it is', gzipSync(camera).subarray(0, 20), 'truncated'],
    ['a damaged tar', tar([{ name: 'a.json', bytes: Buffer.from(camera) }]).subarray(0, 700), 'truncated'],
    ['a damaged zip', zip([{ name: 'a.json', bytes: Buffer.from(camera) }]).subarray(0, -8), 'truncated'],
  ])('a file of a folder that is %s is told, not passed over', async (_, bytes, code) => {
    const cwd = folder({ 'x/a.json': clean, 'x/notes.txt': 'nothing to see' })
    writeFileSync(join(cwd, 'x/b'), bytes)
    const outcome = await vendorscan(['scan', 'x', '--format', 'json', ...asOf], { cwd })
    const report = JSON.parse(outcome.stdout)
    expect(outcome.code).toBe(2)
    expect(report.problems).toMatchObject([{ code, document: 'x/b', severity: 'error' }])
    expect(report.problems[0].hint).toBeTruthy()
    expect(report.counts.skipped).toBe(1)
  })

  const XZ = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)
  const SEVEN_ZIP = Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)

  test.each<[string, Readonly<Record<string, string | Uint8Array>>, string, number, number]>([
    ['one file', { 'x/a.json': clean, 'x/b': XZ }, 'A file is', 1, 0],
    [
      'one in an archive',
      { 'x/a.json': clean, 'x/b.tar': tar([{ name: 'c', bytes: XZ }]) },
      'passed over: x/b.tar!c.',
      1,
      0,
    ],
    [
      'many files',
      {
        'x/a.json': camera,
        'x/notes.txt': 'nothing to see',
        ...Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`x/p${at}`, at % 2 ? XZ : SEVEN_ZIP])),
      },
      '7 files are packed in a way that is not read, and passed over: x/p0, x/p1, x/p2, x/p3, x/p4 and 2 more.',
      8,
      1,
    ],
    ['nothing else', { 'x/b': XZ }, 'A file is', 1, 3],
  ])(
    'what is packed in a way that is not undone is no fault in a folder, but told: %s',
    async (_, files, message, skipped, code) => {
      const outcome = await vendorscan(['scan', 'x', '--format', 'json', ...asOf], { cwd: folder(files) })
      const report = JSON.parse(outcome.stdout)
      expect(outcome.code).toBe(code)
      expect(report.problems).toMatchObject([{ code: 'unsupported-format', severity: 'warning' }])
      expect(report.problems[0].message).toContain(message)
      expect(report.problems[0].hint).toBeTruthy()
      expect(report.counts).toMatchObject({ skipped, unread: 0 })
    },
  )

  test('a folder with nothing else has nothing to be validated', async () => {
    expect((await vendorscan(['validate', 'x'], { cwd: folder({ 'x/b': XZ }) })).code).toBe(3)
  })

  test.each([
    ['a file', { 'x/a.json': clean, b: XZ }, 'b'],
    ['an archive that holds one', { 'x/a.json': clean, b: tar([{ name: 'c', bytes: XZ }]) }, 'b!c'],
  ])('where it was named it is a fault: %s', async (_, files, document) => {
    const cwd = folder(files)
    const outcome = await vendorscan(['scan', 'x', 'b', '--format', 'json', ...asOf], { cwd })
    const report = JSON.parse(outcome.stdout)
    expect(outcome.code).toBe(2)
    expect(report.problems).toMatchObject([{ code: 'unsupported-format', severity: 'error', document }])
    expect(report.counts.unread).toBe(1)
    expect((await vendorscan(['validate', 'b'], { cwd })).code).toBe(2)
  })

  test('a pattern in quotes names files, a file named twice is read once', async () => {
    const cwd = folder({ 'a.cdx.json': camera, 'b/c.cdx.json': clean, 'd.json': camera })
    const outcome = await vendorscan(['scan', '**/*.cdx.json', 'a.cdx.json', '--format', 'json', ...asOf], {
      cwd,
    })
    const report = JSON.parse(outcome.stdout)
    expect(report.documents.map(({ uri }: { uri: string }) => uri)).toEqual(['a.cdx.json', 'b/c.cdx.json'])
  })

  test('the other documents of a run are reported beside one that is cut, and what it holds before the cut', async () => {
    const cwd = folder({ 'a.json': camera, 'b.json': camera.slice(0, 100) })
    const outcome = await vendorscan(['scan', 'b.json', 'a.json', '--format', 'json', ...asOf], { cwd })
    const report = JSON.parse(outcome.stdout)
    expect(outcome.code).toBe(2)
    expect(report.documents).toMatchObject([
      { uri: 'b.json', state: 'partial' },
      { uri: 'a.json', state: 'whole' },
    ])
    const found = report.findings.map(
      ({ item }: { item: { place: { document: string } } }) => item.place.document,
    )
    expect(found).toEqual(['b.json', 'a.json'])
    expect(report.problems[0]).toMatchObject({ code: 'truncated', document: 'b.json' })
    expect(report.problems[0].hint).toBeTruthy()
  })
})

describe('outputs', () => {
  test('several outputs of one run are written, and count alike', async () => {
    const cwd = folder({})
    copyFileSync(join(examples, 'cameras.csv'), join(cwd, 'cameras.csv'))
    const formats = ['--format', 'sarif=out/x.sarif', '--format', 'json=x.json', '--format', 'text']
    const outcome = await vendorscan(['scan', 'cameras.csv', ...formats, ...asOf], { cwd })
    const report = JSON.parse(readFileSync(join(cwd, 'x.json'), 'utf8'))
    const sarif = JSON.parse(readFileSync(join(cwd, 'out/x.sarif'), 'utf8'))
    expect(report.findings.length).toBeGreaterThan(100)
    expect(sarif.runs[0].results).toHaveLength(report.findings.length)
    expect(outcome.stdout).toContain(`${report.counts.warning} warnings`)
  })

  test('without a terminal there is no colour, with FORCE_COLOR there is', async () => {
    const cwd = folder({ 'a.json': camera })
    const plain = await vendorscan(['scan', 'a.json', ...asOf], { cwd })
    const forced = await vendorscan(['scan', 'a.json', ...asOf], { cwd, env: { FORCE_COLOR: '1' } })
    const refused = await vendorscan(['scan', 'a.json', ...asOf], {
      cwd,
      env: { FORCE_COLOR: '1', NO_COLOR: '1' },
    })
    expect(plain.stdout).not.toContain('\u001b')
    expect(forced.stdout).toContain('\u001b')
    expect(refused.stdout).not.toContain('\u001b')
  })
})

describe('configuration', () => {
  test('what it states reaches the assessment, and the command line stands over it', async () => {
    const config = JSON.stringify({ profile: 'us-federal-contractor', purposes: ['government-facility'] })
    const files = { 'a.json': camera, 'vendorscan.config.json': config }
    const args = ['scan', 'a.json', '--context', 'estate', '--format', 'json', ...asOf]
    const stated = JSON.parse((await vendorscan(args, { cwd: folder(files) })).stdout)
    expect(stated.stated).toMatchObject({ boundBy: ['us-federal-contractor'], jurisdictions: ['US'] })
    expect(stated.findings[0].level).toBe('error')
    const over = JSON.parse(
      (await vendorscan([...args, '--purpose', 'other'], { cwd: folder(files) })).stdout,
    )
    expect(over.findings[0].level).not.toBe('error')
    const without = JSON.parse((await vendorscan([...args, '--no-config'], { cwd: folder(files) })).stdout)
    expect(without.stated.boundBy).toEqual([])
  })

  test.each<[config: string, says: RegExp]>([
    ['{', /vendorscan\.config\.json/],
    ['{"boundby": []}', /boundby/],
    ['{"purposes": ["fun"]}', /purposes/],
    ['{"profile": "us-federal-contracter"}', /Did you mean us-federal-contractor/],
  ])('%s is refused with a remedy', async (config, says) => {
    const cwd = folder({ 'a.json': clean, 'vendorscan.config.json': config })
    const outcome = await vendorscan(['scan', 'a.json', ...asOf], { cwd })
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toMatch(says)
  })

  test('init writes one that scan understands, and does not write over it', async () => {
    const cwd = folder({ 'a.json': clean })
    const flags = ['init', '--profile', 'gb-department', '--purpose', 'government-facility']
    expect((await vendorscan(flags, { cwd })).code).toBe(0)
    expect(JSON.parse(readFileSync(join(cwd, 'vendorscan.config.json'), 'utf8'))).toMatchObject({
      profile: 'gb-department',
      purposes: ['government-facility'],
    })
    expect((await vendorscan(flags, { cwd })).code).toBe(2)
    expect((await vendorscan(['scan', 'a.json', ...asOf], { cwd })).code).toBe(0)
  })
})

describe('coverage', () => {
  test('claims are counted by field, and nothing else changes', async () => {
    const cwd = folder({ 'a.json': camera })
    const args = ['scan', 'a.json', '--format', 'json', ...asOf]
    const plain = JSON.parse((await vendorscan(args, { cwd })).stdout)
    const covered = JSON.parse((await vendorscan([...args, '--coverage'], { cwd })).stdout)
    expect(covered.documents[0].claims).toMatchObject({ manufacturer: 1, model: 1, name: 1 })
    expect(plain.documents[0].claims).toBeUndefined()
    expect(covered.findings).toEqual(plain.findings)
    const { stdout } = await vendorscan(['scan', 'a.json', '--coverage', ...asOf], { cwd })
    expect(stdout).toMatch(/a\.json: \d of 3 records looked into; claims: class 1, manufacturer 1/)
  })
})

describe('contract facts', () => {
  test('of two clauses in force the contract decides', async () => {
    const csv = 'Manufacturer,Model,Type\nZTE Corporation,ZXA10 C300,OLT\n'
    const args = [
      'scan',
      '-',
      '--bound-by',
      'us-federal-contractor',
      '--jurisdiction',
      'us',
      '--format',
      'json',
      ...asOf,
    ]
    const of = async (...more: string[]) => {
      const { stdout } = await vendorscan([...args, ...more], { stdin: csv })
      const [finding] = JSON.parse(stdout).findings
      return Object.fromEntries(
        finding.measures.map(({ id, applicability }: { id: string; applicability: string }) => [
          id,
          applicability,
        ]),
      )
    }
    expect(await of()).toMatchObject({ 'us-far-52-204-25': 'depends', 'us-far-52-240-91': 'depends' })
    expect(await of('--clause', 'us-far-52-240-91')).toMatchObject({
      'us-far-52-204-25': 'depends',
      'us-far-52-240-91': 'applies',
    })
  })
})
