import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { checkLists, ListsError, loadLists, readListFiles } from '../../src/lists/index.ts'
import { placeOfPointer } from '../../src/lists/locate.ts'
import { prove } from '../../src/prove.ts'

const shipped = fileURLToPath(new URL('../../vendor-lists', import.meta.url))
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const alias = {
  id: 'acme/name/acme',
  kind: 'name',
  value: 'Acme Rockets',
  relation: 'self',
  match: ['Acme Rockets Ltd'],
  noMatch: ['Acne Products'],
  sources: ['https://example.com'],
  asOf: '2026-11-21',
  verified: 'seen',
}
const vendor = {
  id: 'acme',
  name: 'Acme',
  legalName: 'Acme Rockets Ltd',
  country: 'US',
  lists: ['mine'],
  aliases: [alias],
  notOem: [],
}

describe('a broken entry is found with file and line', () => {
  test.each([
    ['what is known', vendor, []],
    [
      'an unknown member',
      { ...vendor, colour: 'red' },
      ['vendors/acme.json:29:13: /: "colour" is not a known member here'],
    ],
    [
      'an unknown member of an alias',
      { ...vendor, aliases: [{ ...alias, degree: 'all' }] },
      ['vendors/acme.json:26:17: /aliases/0: "degree" is not a known member here'],
    ],
    [
      'a relation that does not exist',
      { ...vendor, aliases: [{ ...alias, relation: 'cousin' }] },
      [
        'vendors/acme.json:14:19: /aliases/0/relation: must be one of self, subsidiary, affiliate, brand, oem, component, former',
      ],
    ],
    [
      'an alias without a source',
      { ...vendor, aliases: [{ ...alias, sources: [] }] },
      ['vendors/acme.json:21:18: /aliases/0/sources: must NOT have fewer than 1 items'],
    ],
    [
      'an alias of another vendor',
      { ...vendor, aliases: [{ ...alias, id: 'other/name/acme' }] },
      ['vendors/acme.json:11:13: "other/name/acme" must begin with acme/name/'],
    ],
    [
      'aliases out of order',
      {
        ...vendor,
        aliases: [
          { ...alias, id: 'acme/name/b' },
          { ...alias, id: 'acme/name/a' },
        ],
      },
      ['vendors/acme.json:28:13: "acme/name/a" must stand before "acme/name/b": keep ids in order'],
    ],
    [
      'a pattern that is no expression',
      {
        ...vendor,
        aliases: [
          {
            ...alias,
            id: 'acme/model/x',
            kind: 'model',
            value: undefined,
            pattern: '^(',
            strength: 'strong',
            family: 'x',
          },
        ],
      },
      [/^vendors\/acme\.json:25:18: Invalid regular expression/],
    ],
  ])('%s', async (_, content, expected) => {
    const problems = await checkLists(folderOf({ 'vendors/acme.json': JSON.stringify(content, null, 2) }))
    const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
    expect(lines).toHaveLength(expected.length)
    expected.forEach((text, at) => {
      if (typeof text === 'string') expect(lines[at]).toBe(text)
      else expect(lines[at]).toMatch(text)
    })
  })

  test('text that is not JSON', async () => {
    const problems = await checkLists(
      folderOf({ 'vendors/acme.json': '{\n  "id": "acme",\n  "name" "Acme"\n}' }),
    )
    expect(problems).toMatchObject([{ file: 'vendors/acme.json', line: 3, column: 10 }])
  })

  test('a folder without lists', async () => {
    expect(await checkLists(folderOf({}))).toMatchObject([{ message: 'no list files are in this folder' }])
  })

  test('a registry that refers to nobody', async () => {
    const registry = {
      kind: 'usb',
      title: 'x',
      source: 'x',
      edition: 'x',
      asOf: '2026-11-21',
      generatedBy: 'x',
      entries: [{ vendor: 'acme', name: 'acme/name/other', organization: 'x', values: ['0000'] }],
    }
    const problems = await checkLists(
      folderOf({
        'vendors/acme.json': JSON.stringify(vendor, null, 2),
        'registries/usb.json': JSON.stringify(registry, null, 2),
      }),
    )
    expect(problems).toMatchObject([
      { file: 'registries/usb.json', line: 11, message: 'there is no alias "acme/name/other"' },
    ])
  })

  test('an example that does not prove its entry', async () => {
    const content = {
      ...vendor,
      aliases: [{ ...alias, match: ['Somebody Else'], noMatch: ['Acme Rockets'] }],
    }
    const dir = folderOf({ 'vendors/acme.json': JSON.stringify(content, null, 2) })
    const problems = prove(await readListFiles(dir), await loadLists(undefined, [dir]))
    expect(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([
      'vendors/acme.json:16: acme/name/acme: "Somebody Else" is not claimed by it, but by nothing',
      'vendors/acme.json:19: acme/name/acme: "Acme Rockets" must be claimed by nobody, but is by acme/name/acme',
      'vendors/acme.json:15: acme/name/acme: without it, its examples come to the same',
    ])
  })
})

describe("lists of one's own", () => {
  test('add to the shipped ones, and override them by id', async () => {
    const base = await loadLists()
    const first = folderOf({ 'vendors/acme.json': JSON.stringify(vendor) })
    const second = folderOf({
      'vendors/acme.json': JSON.stringify({
        ...vendor,
        name: 'ACME',
        aliases: [
          { ...alias, note: 'Later.' },
          { ...alias, id: 'acme/name/other', value: 'Other' },
        ],
      }),
    })
    const lists = await loadLists(undefined, [first, second])
    expect(lists.vendors.map(({ id }) => id)).toEqual([...base.vendors.map(({ id }) => id), 'acme'].sort())
    const added = lists.vendors.find(({ id }) => id === 'acme')
    expect(added).toMatchObject({ name: 'ACME', aliases: [{ note: 'Later.' }, { value: 'Other' }] })
    expect(lists.sha256).not.toBe(base.sha256)
    expect(lists.vocabulary).toEqual(base.vocabulary)
    const changed = lists.vendors.filter(({ id }) => id !== 'acme')
    expect(changed).toEqual(base.vendors)
  })

  test('may stand in place of the shipped ones', async () => {
    const dir = folderOf({ 'vendors/acme.json': JSON.stringify(vendor) })
    expect((await loadLists(dir)).vendors.map(({ id }) => id)).toEqual(['acme'])
  })

  test('that are broken are refused, with every place', async () => {
    const dir = folderOf({ 'vendors/acme.json': JSON.stringify({ ...vendor, country: 'usa', lists: [] }) })
    await expect(loadLists(undefined, [dir])).rejects.toThrow(ListsError)
    await expect(loadLists(undefined, [dir])).rejects.toMatchObject({ problems: [{ line: 1 }, { line: 1 }] })
  })
})

describe('the built lists', () => {
  test('have the same hash from one build to the next, and another one when a word changes', async () => {
    const copy = folderOf({})
    cpSync(shipped, copy, { recursive: true })
    const { sha256 } = await loadLists(copy)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await loadLists(copy)).sha256).toBe(sha256)
    const path = join(copy, 'vendors', 'hytera.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"name": "Hytera"', '"name": "Hyterra"'))
    expect((await loadLists(copy)).sha256).not.toBe(sha256)
  })

  test('carry neither examples nor scenarios', async () => {
    const text = JSON.stringify(await loadLists())
    expect(text).not.toMatch(/"(?:match|noMatch|scenarios)":/)
  })
})

describe('places in a text', () => {
  const text = '{\n  "a/b": [1, {"c": "}]\\""},\n    [2]],\n  "d": true\n}'
  test.each([
    ['', 1, 1],
    ['/a~1b', 2, 10],
    ['/a~1b/0', 2, 11],
    ['/a~1b/1/c', 2, 20],
    ['/a~1b/2/0', 3, 6],
    ['/d', 4, 8],
    ['/missing', 1, 1],
    ['/a~1b/9', 2, 10],
  ])('%j', (pointer, line, column) => {
    expect(placeOfPointer(text, pointer)).toEqual({ line, column })
  })
})

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lists-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
