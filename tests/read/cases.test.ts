import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { type Reading, read, spells, writingOf } from './support.ts'

const folder = new URL('../data/read/', import.meta.url)

describe('golden documents', () => {
  for (const name of readdirSync(folder).toSorted()) {
    const file = readdirSync(new URL(`${name}/`, folder)).find((entry) => entry.startsWith('input.'))!
    const bytes = readFileSync(new URL(`${name}/${file}`, folder))

    test(`${name}: items, claims and problems`, async () => {
      const shown = show(await read(bytes))
      const expected = new URL(`${name}/expected.txt`, folder)
      if (process.env['VENDORSCAN_BLESS']) writeFileSync(expected, shown)
      expect(shown).toBe(readFileSync(expected, 'utf8'))
    })

    test(`${name}: the bytes of each claim spell its value`, async () => {
      const { items } = await read(bytes)
      const spelt = items.flatMap((item) => item.claims).filter((claim) => !claim.span.encloses)
      expect(spelt.length).toBeGreaterThan(0)
      for (const { value, span } of spelt) {
        const region = bytes.subarray(span.offset, span.offset + span.length)
        if (!spells(writingOf(file), region, value)) expect(new TextDecoder().decode(region)).toBe(value)
      }
    })
  }
})

test('CycloneDX says the same in JSON and in XML', async () => {
  const [json, xml] = await Promise.all(
    ['cyclonedx-json/input.json', 'cyclonedx-xml/input.xml'].map(async (path) =>
      read(readFileSync(new URL(path, folder))),
    ),
  )
  expect(content(xml!.items)).toEqual(content(json!.items))
  const told = ({ summary: { context, state, items, generator } }: Reading) => ({
    context,
    state,
    items,
    generator,
  })
  expect(told(xml!)).toEqual(told(json!))
})

function content(items: readonly Item[]) {
  return items
    .map(({ kind, name, claims }) => ({
      kind,
      name,
      claims: claims.map(({ field, value }) => `${field}: ${value}`).toSorted(),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function show({ items, problems, summary }: Reading): string {
  const { format, state, records, lookedInto, generator = '-' } = summary
  const lines = [
    `${format}, ${state}, ${summary.items} items, ${lookedInto} of ${records} records, by ${generator}`,
  ]
  for (const { kind, name, span, claims } of items) {
    lines.push('', `${kind} "${name}" ${span.pointer ?? span.offset}`)
    for (const { field, value, span: place } of claims) {
      lines.push(`  ${field}: ${value}  [${place.pointer}]${place.encloses ? ' (enclosed)' : ''}`)
    }
  }
  if (problems.length > 0) lines.push('')
  for (const { code, severity, message, span } of problems) {
    lines.push(`${severity} ${code} ${span?.offset ?? '-'}: ${message}`)
  }
  return `${lines.join('\n')}\n`
}
