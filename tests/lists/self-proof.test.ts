import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkLists, loadLists, loadSource, readListFiles } from '../../src/lists/index.ts'
import { prove } from '../../src/prove.ts'

const folder = fileURLToPath(new URL('../../vendor-lists', import.meta.url))
const lists = await loadLists()
const source = await loadSource()
const aliases = source.vendors.flatMap((vendor) => vendor.aliases)

describe('the data proves itself', () => {
  test('it has the shape that the schemas ask for, ids in order, patterns that compile', async () => {
    expect(await checkLists(folder)).toEqual([])
  })

  // One matcher is compiled for each alias that is left out.
  test('each example is claimed by its own alias alone, each negative by nobody, and no alias is idle', {
    timeout: 120_000,
  }, async () => {
    expect(prove(await readListFiles(folder), lists)).toEqual([])
  })

  test('a registry entry needs no examples: its values are exact, and each is one alias', () => {
    const ids = lists.vendors.flatMap((vendor) => vendor.aliases.map(({ id }) => id))
    expect(ids.length - new Set(ids).size).toBe(0)
    const values = source.registries.flatMap(({ kind, entries }) =>
      entries.flatMap((entry) => entry.values.map((value) => `${kind} ${value}`)),
    )
    expect(values.length - new Set(values).size).toBe(0)
    expect(values.length).toBeGreaterThan(3000)
  })
})

describe('the data is pedantic', () => {
  test('every alias is sourced, and what is known from memory says so', () => {
    const memory = (sources: readonly string[]) => sources.every((one) => one === 'from memory')
    expect(aliases.filter(({ sources, verified }) => memory(sources) && verified !== 'memory')).toEqual([])
  })

  test('dates are days that exist, and none lies after the version of the lists', () => {
    const bad = aliases.filter(({ asOf, from, until }) =>
      [asOf, from, until].some((date) => date !== undefined && !isDay(date)),
    )
    expect(bad).toEqual([])
    expect(aliases.filter(({ asOf }) => asOf > lists.version)).toEqual([])
  })

  test('a relation that began before it ended, and an end only where there is one', () => {
    expect(
      aliases.filter(({ from, until }) => from !== undefined && until !== undefined && from > until),
    ).toEqual([])
  })

  test('notes are sentences', () => {
    const notes = aliases.flatMap(({ id, note }) => (note === undefined ? [] : [{ id, note }]))
    expect(notes.filter(({ note }) => !/^\p{Lu}.*[.]$/u.test(note))).toEqual([])
  })

  test('a common, ambiguous or coined word is only one of these', () => {
    const names = aliases.filter((alias) => alias.kind === 'name')
    const kinds = (alias: (typeof names)[number]) =>
      [alias.coined, alias.exactOnly, alias.ambiguous].filter(Boolean).length
    expect(names.filter((alias) => kinds(alias) > 1)).toEqual([])
  })

  test('rivals are sorted, sourced, and not names of the vendor itself', () => {
    for (const vendor of lists.vendors) {
      const own = new Set(
        vendor.aliases.flatMap((alias) =>
          alias.kind === 'name' && alias.until === undefined ? [alias.value.toLowerCase()] : [],
        ),
      )
      const values = vendor.notOem.map(({ value }) => value.toLowerCase())
      expect(values).toEqual([...new Set(values)].sort())
      expect(values.filter((value) => own.has(value))).toEqual([])
    }
  })

  test('the default list holds exactly the five vendors that the rules name', () => {
    const ids = lists.vendors.filter((vendor) => vendor.lists.includes('default')).map(({ id }) => id)
    expect(ids).toEqual(['dahua', 'hikvision', 'huawei', 'hytera', 'zte'])
  })
})

function isDay(date: string): boolean {
  const [year, month = '01', day = '01'] = date.split('-')
  const full = `${year}-${month}-${day}`
  const parsed = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(full)
}
