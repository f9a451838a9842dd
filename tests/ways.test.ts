import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Finding } from '../src/model/finding.ts'
import { vendorscan } from './cli/run.ts'
import { utf8, zip } from './syntax/archive/writers.ts'
import { workbookOf } from './syntax/workbook/writer.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vendorscan-ways-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function scanned(file: string, cwd: string, stdin = '') {
  const [json, sarif] = [join(folder, 'out.json'), join(folder, 'out.sarif')]
  const formats = ['--format', `json=${json}`, '--format', `sarif=${sarif}`]
  const { code, stderr } = await vendorscan(['scan', file, ...formats, '--fail-on', 'never', '--no-config'], {
    cwd,
    stdin,
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
  return { findings: read(json).findings as Finding[], results: read(sarif).runs[0].results }
}

describe('the way to an item', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'camera-product.cdx.json',
      'esdk-obs-nodejs',
      ['LW-4 corner camera', 'lw-4-cloud-agent', 'esdk-obs-nodejs'],
    ],
    ['camera-product.cdx.json', 'Hi3516EV300', ['LW-4 corner camera', 'Hi3516EV300']],
    ['gateway.spdx.json', 'MF820', ['field-gateway', 'MF820']],
  ])('%s: %s', async (file, name, way) => {
    const { findings, results } = await scanned(`examples/${file}`, root)
    const at = findings.findIndex(({ item }) => item.name === name)
    const { path = [], item } = findings[at]!
    expect(path.map((step) => step.name)).toEqual(way)
    // Every step where its name is written; the last one is the item.
    const lines = readFileSync(join(root, 'examples', file), 'utf8').split('\n')
    for (const { name, place } of path)
      expect(lines[place!.line - 1]!.slice(place!.column - 1, place!.endColumn - 1)).toBe(name)
    expect(path.at(-1)!.place).toEqual(item.place)
    const locations = results[at].codeFlows[0].threadFlows[0].locations
    expect(
      locations.map((step: { location: { message: { text: string } } }) => step.location.message.text),
    ).toEqual(way)
  })

  test('is told of no item that nothing is around', async () => {
    const { findings } = await scanned('examples/cameras.csv', root)
    expect(findings.filter(({ path }) => path !== undefined)).toEqual([])
  })
})

test('the way is the same from a file, from standard input and in an archive', async () => {
  const { findings: known } = await scanned('examples/camera-product.cdx.json', root)
  const name = known.flatMap(({ evidence }) => evidence).find(({ field }) => field === 'manufacturer')!.value
  const document = JSON.stringify({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      { type: 'Organization', spdxId: 'urn:o', name },
      { type: 'software_Package', spdxId: 'urn:p', name: 'part', suppliedBy: 'urn:o' },
      { type: 'software_Package', spdxId: 'urn:r', name: 'product' },
      { type: 'Relationship', spdxId: 'urn:1', from: 'urn:r', to: ['urn:p'], relationshipType: 'dependsOn' },
      { type: 'software_Sbom', spdxId: 'urn:s', rootElement: ['urn:r'] },
    ],
  })
  writeFileSync(join(folder, 'a.json'), document)
  writeFileSync(join(folder, 'a.zip'), zip([{ name: 'in/a.json', bytes: utf8(document) }]))
  const runs = [
    await scanned('a.json', folder),
    await scanned('a.zip', folder),
    await scanned('-', folder, document),
  ]
  for (const { findings, results } of runs) {
    expect(findings).toHaveLength(1)
    const { path = [], item } = findings[0]!
    expect(
      path.map((step) => [step.name, document.slice(step.place!.column - 1, step.place!.endColumn - 1)]),
    ).toEqual([
      ['product', 'product'],
      ['part', 'part'],
    ])
    expect(path.at(-1)!.place).toEqual(item.place)
    expect(results[0].codeFlows[0].threadFlows[0].locations).toHaveLength(2)
  }
})

test('in a workbook the row is the line, and sheet and cell are named', async () => {
  // Two makers that the lists know, whichever they are.
  const { findings: known } = await scanned('examples/camera-product.cdx.json', root)
  const maker = known.flatMap(({ evidence }) => evidence).find(({ field }) => field === 'manufacturer')!.value
  const rows = [['Cameras'], ['Site', 'Make', 'Model'], ['HQ', 'Nobody Ltd', 'N-1'], ['HQ', maker, 'M-1']]
  writeFileSync(join(folder, 'cameras.xlsx'), workbookOf([{ name: 'Site 1', rows }]))
  const { findings, results } = await scanned('cameras.xlsx', folder)
  expect(findings).toHaveLength(1)
  const place = {
    document: 'cameras.xlsx',
    line: 4,
    column: 2,
    endColumn: 3,
    sheet: 'Site 1',
    cell: 'B4',
    encloses: true,
  }
  expect(findings[0]!.evidence[0]!.place).toEqual(place)
  expect(results[0].locations[0]).toMatchObject({
    physicalLocation: { region: { startLine: 4 } },
    logicalLocations: [{ fullyQualifiedName: 'Site 1!C4' }],
  })
})
