import { describe, expect, test } from 'vitest'
import type { Place } from '../src/model/finding.ts'
import { type Case, cases, examples, scanCase } from './documents.ts'
import { cut, spellsIn, textOf } from './regions.ts'

describe('the region of a finding, decoded as its format does, is what was found', () => {
  const found = [...cases, ...examples].filter(({ name }) => !name.startsWith('ok.'))

  test.each(found)('$name', async (golden) => {
    const { regions, wrong } = await regionsOf(golden)
    expect(wrong).toEqual([])
    expect(regions).toBeGreaterThan(0)
  })

  test('what stands elsewhere is seen', async () => {
    const golden = cases.find(({ name }) => name === 'ng.cyclonedx-json')
    const text = await textOf(golden!.input, golden!.bytes)
    const place = { document: golden!.input, line: 14, endColumn: 30 }
    const spells = (column: number) =>
      spellsIn('CycloneDX 1.6 JSON', cut(text, { ...place, column }), 'DS-2CD2043G2-I')
    expect([16, 17, 18].map(spells)).toEqual([true, false, false])
  })
})

async function regionsOf(golden: Case): Promise<{ regions: number; wrong: readonly string[] }> {
  const { findings, documents } = await scanCase(golden)
  const wrong: string[] = []
  let regions = 0
  for (const { item, evidence } of findings) {
    const { member } = item.place
    const format = documents.find((document) => document.member === member)!.format
    const text = await textOf(golden.input, golden.bytes, member)
    const check = (field: string, value: string, place: Place) => {
      regions++
      const region = cut(text, place)
      const right = place.encloses ? holds(region, value) : spellsIn(format, region, value)
      if (!right) wrong.push(`${field} '${value}' at ${place.line}:${place.column}: '${region}'`)
    }
    for (const { field, value, place } of evidence) check(field, value, place)
    // A row of a table is shown by its model or maker, also where an asset number or nothing is its name.
    if (item.place.cell === undefined) check('item', item.name, item.place)
    else if (evidence.some(({ place }) => place.line !== item.place.line)) wrong.push(`${item.name}: its row`)
  }
  return { regions, wrong }
}

/** Whether a text holds a value: as a JSON string does, or as base64 of what writes it as it is. */
function holds(region: string, value: string): boolean {
  const bytes = Buffer.from(region, 'base64').toString('utf8')
  return bytes.includes(value) || (region.includes('\\') && JSON.parse(`"${region}"`).includes(value))
}
