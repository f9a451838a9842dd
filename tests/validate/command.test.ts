import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { vendorscan } from '../cli/run.ts'
import { bom, xmlBom } from './schemas.ts'

const asOf = ['--as-of', '2026-11-21']
const good = bom({ components: [{ type: 'library', name: 'left-pad' }] })
const bad = bom({ components: [{ type: 'library' }] })
const spdx = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://example.com/x',
  packages: [{ SPDXID: 'x', name: 'x', downloadLocation: 'NONE' }],
})
const oldSpdx = spdx.replace('2.3', '2.1')
const table = 'Manufacturer,Model\nAcme,A-1\n'
/** Stands in for an official file, which wins over what is brought along. */
const spdxSchema = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  required: ['SPDXID', 'files'],
})

type Files = Readonly<Record<string, string | Uint8Array>>

function folder(files: Files): string {
  const path = mkdtempSync(join(tmpdir(), 'vendorscan-test-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

describe('vendorscan validate', () => {
  test.each<[title: string, files: Files, args: readonly string[], code: number, stdout: string]>([
    [
      'a valid document',
      { 'a.json': good },
      ['a.json'],
      0,
      'a.json: CycloneDX 1.6 JSON, valid\n1 document: 1 valid\n',
    ],
    [
      'one that is not',
      { 'a.json': bad },
      ['a.json'],
      1,
      'a.json: CycloneDX 1.6 JSON, not valid\na.json:6:3: At /components/0: "name" is missing (schema of CycloneDX 1.6 JSON).\n1 document: 1 not valid\n',
    ],
    [
      'XML in UTF-16, the place in the text as a person sees it',
      {
        'a.xml': Buffer.from(
          `\ufeff${xmlBom('<components>\n<!-- 例😀 --><component type="library"/></components>').replace('?>', ' encoding="UTF-16"?>')}`,
          'utf16le',
        ),
      },
      ['a.xml'],
      1,
      'a.xml: CycloneDX 1.6 XML, not valid\na.xml:4:14: At /bom/components/component: missing child element(s). Expected is one of ( supplier, manufacturer, authors, author, publisher, group, name ) (schema of CycloneDX 1.6 XML).\n1 document: 1 not valid\n',
    ],
    [
      'a member of an archive',
      { 'a.json.gz': gzipSync(bad) },
      ['a.json.gz'],
      1,
      'a.json.gz: CycloneDX 1.6 JSON, not valid\na.json.gz:6:3: At /components/0: "name" is missing (schema of CycloneDX 1.6 JSON).\n1 document: 1 not valid\n',
    ],
    [
      'what an attestation says, at the place of the payload',
      {
        'a.json': JSON.stringify({
          payloadType: 'x',
          payload: Buffer.from(bad).toString('base64'),
          signatures: [],
        }),
      },
      ['a.json'],
      1,
      'a.json!payload: CycloneDX 1.6 JSON, not valid\na.json!payload:1:31: At /components/0: "name" is missing (schema of CycloneDX 1.6 JSON).\n1 document: 1 not valid\n',
    ],
    [
      'a table, which has no schema',
      { 'a.csv': table },
      ['a.csv'],
      2,
      'a.csv: of no format that has a schema\n1 document: 1 of no format that has a schema\n',
    ],
    [
      'a table that a walk came upon',
      { 'x/a.csv': table, 'x/a.json': good },
      ['x'],
      0,
      'x/a.json: CycloneDX 1.6 JSON, valid\n1 document: 1 valid\n',
    ],
    ['nothing to be validated', { 'x/a.csv': table }, ['x'], 3, '0 documents\n'],
    [
      'SPDX',
      { 'a.json': spdx },
      ['a.json'],
      1,
      'a.json: SPDX 2.3 JSON, not valid\na.json:1:1: At the root: "creationInfo" is missing (schema of SPDX 2.3 JSON).\n1 document: 1 not valid\n',
    ],
    [
      'SPDX with a schema of the user',
      { 'a.json': spdx, 'schemas/spdx-2.3.schema.json': spdxSchema },
      ['a.json', '--schemas', 'schemas'],
      1,
      'a.json: SPDX 2.3 JSON, not valid\na.json:1:1: At the root: "files" is missing (schema of SPDX 2.3 JSON).\n1 document: 1 not valid\n',
    ],
    [
      'a version of SPDX that has no schema',
      { 'a.json': oldSpdx },
      ['a.json'],
      2,
      'a.json: SPDX 2.1 JSON, not validated\na.json: There is no schema of SPDX 2.1 JSON here, so that the document was not validated.\n  If you have one, put it into a folder as spdx-2.1.schema.json and name the folder by --schemas.\n1 document: 1 not validated\n',
    ],
    [
      'a version of SPDX that the user has a schema of',
      { 'a.json': oldSpdx, 'schemas/spdx-2.1.schema.json': '{}' },
      ['a.json', '--schemas', 'schemas'],
      0,
      'a.json: SPDX 2.1 JSON, valid\n1 document: 1 valid\n',
    ],
    [
      'a key that would move the cursor',
      { 'a.json': bom({ '\u001b[2J': 1 }) },
      ['a.json'],
      1,
      'a.json: CycloneDX 1.6 JSON, not valid\na.json:5:3: At /\\x1b[2J: this member is not known here (schema of CycloneDX 1.6 JSON).\n1 document: 1 not valid\n',
    ],
  ])('%s', async (_, files, args, code, stdout) => {
    expect(await vendorscan(['validate', ...args], { cwd: folder(files) })).toEqual({
      code,
      stdout,
      stderr: '',
    })
  })

  test('reads standard input', async () => {
    const outcome = await vendorscan(['validate', '-'], { cwd: folder({}), stdin: good })
    expect(outcome).toMatchObject({ code: 0, stdout: '-: CycloneDX 1.6 JSON, valid\n1 document: 1 valid\n' })
  })

  test('says that a folder of schemas is none', async () => {
    const outcome = await vendorscan(['validate', 'a.json', '--schemas', 'x'], {
      cwd: folder({ 'a.json': good }),
    })
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: 'error: --schemas x: no such folder.\n' })
  })
})

describe('vendorscan scan --validate', () => {
  test.each<
    [title: string, files: Files, args: readonly string[], code: number, problems: readonly string[]]
  >([
    ['a document that is not valid, not validated', { 'a.json': bad }, ['a.json'], 0, []],
    ['one that is not valid', { 'a.json': bad }, ['--validate', 'a.json'], 0, ['warning schema a.json:6:3']],
    ['one that is', { 'a.json': good }, ['--validate', 'a.json'], 0, []],
    [
      'strictly, one that is not valid',
      { 'a.json': bad },
      ['--validate=strict', 'a.json'],
      2,
      ['error schema a.json:6:3'],
    ],
    ['strictly, one that is', { 'a.json': good }, ['a.json', '--validate=strict'], 0, []],
    ['strictly, a table', { 'a.csv': table }, ['a.csv', '--validate=strict'], 0, []],
    ['strictly, SPDX', { 'a.json': spdx }, ['a.json', '--validate=strict'], 2, ['error schema a.json:1:1']],
    [
      'strictly, one without a schema',
      { 'a.json': oldSpdx },
      ['a.json', '--validate=strict'],
      2,
      ['error schema a.json'],
    ],
    [
      'grammar that a scan does not look at',
      { 'a.json': good.replace('"left-pad"', '"left-pad", "x": 01') },
      ['a.json', '--validate'],
      0,
      ['warning syntax a.json:8:29'],
    ],
    [
      'one that is cut off, of which a scan says so itself',
      { 'a.json': good.slice(0, -20) },
      ['a.json', '--validate'],
      2,
      ['error truncated a.json:8:11'],
    ],
  ])('%s', async (_, files, args, code, problems) => {
    const outcome = await vendorscan(['scan', ...args, ...asOf, '--format', 'json'], { cwd: folder(files) })
    const report = JSON.parse(outcome.stdout)
    const said = report.problems.map(
      ({
        severity,
        code: kind,
        document,
        place,
      }: {
        severity: string
        code: string
        document: string
        place?: { line: number; column: number }
      }) => `${severity} ${kind} ${document}${place === undefined ? '' : `:${place.line}:${place.column}`}`,
    )
    expect({ code: outcome.code, said }).toEqual({ code, said: problems })
  })

  test('keeps standard input until it is validated', async () => {
    const outcome = await vendorscan(['scan', '-', '--validate=strict', ...asOf], {
      cwd: folder({}),
      stdin: bad,
    })
    expect(outcome.code).toBe(2)
    expect(outcome.stdout).toContain('"name" is missing')
  })

  test('is told in SARIF as a notification, not as a finding', async () => {
    const outcome = await vendorscan(['scan', 'a.json', '--validate', ...asOf, '--format', 'sarif'], {
      cwd: folder({ 'a.json': bad }),
    })
    const [run] = JSON.parse(outcome.stdout).runs
    expect(run.results).toEqual([])
    expect(JSON.stringify(run.invocations)).toContain('is missing (schema of CycloneDX 1.6 JSON)')
  })
})

test('where there is no WebAssembly, XML is said not to be validated; JSON is', async () => {
  vi.stubGlobal('WebAssembly', undefined)
  const cwd = folder({
    'a.xml': xmlBom('<component type="library"><name>x</name></component>'),
    'b.json': good,
  })
  const { code, stdout, stderr } = await vendorscan(['validate', 'a.xml', 'b.json'], { cwd })
  vi.unstubAllGlobals()
  expect(stdout + stderr).toContain('XML cannot be validated here')
  expect(stdout).toMatch(/b\.json.*valid/)
  expect(code).toBe(2)
})
