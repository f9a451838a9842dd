import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { addToLists } from '../../src/lists/build.ts'
import { buildLists, loadSource } from '../../src/lists/index.ts'
import { compileMatcher } from '../../src/match/matcher.ts'
import { prepare } from '../../src/match/prepare.ts'
import type { Lists } from '../../src/model/lists.ts'
import { itemOf } from './fixture.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('lists that the build has prepared', () => {
  let lists: Lists
  let written: Lists
  beforeAll(async () => {
    lists = await buildLists([await loadSource(join(ROOT, 'vendor-lists'))])
    written = JSON.parse(JSON.stringify({ ...lists, prepared: prepare(lists) }))
  })

  it('hold what matching makes of them at the start', () => {
    expect(written.prepared).toEqual(prepare(lists))
    expect(Object.keys(written.prepared?.aliases ?? {}).length).toBeGreaterThan(300)
  })

  it('are looked for by the same literals, whichever vendors are chosen', () => {
    for (const vendors of [[], ...lists.vendors.map(({ id }) => [id])]) {
      expect(compileMatcher(written, { vendors }).literals).toEqual(
        compileMatcher(lists, { vendors }).literals,
      )
    }
  })

  it('match by what was prepared', () => {
    const [first] = lists.vendors
    const item = itemOf('device', [['manufacturer', first?.legalName ?? '']])
    const aliases = Object.entries(written.prepared?.aliases ?? {}).map(
      ([id, { value }]) => [id, { ...(value !== undefined && { value }) }] as const,
    )
    const bare = { ...written, prepared: { ...prepare(lists), aliases: Object.fromEntries(aliases) } }
    const options = { vendors: lists.vendors.map(({ id }) => id) }
    expect(compileMatcher(written, options).match(item)).not.toEqual([])
    expect(compileMatcher(bare, options).match(item)).toEqual([])
  })

  it('match by what was added or changed by hand, too', () => {
    const [first] = written.vendors
    const [name] = first?.aliases.filter((alias) => alias.kind === 'name') ?? []
    if (first === undefined || name === undefined) throw new Error('a vendor has a name')
    const options = { vendors: [first.id] }
    const item = itemOf('software', [['supplier', 'Quandexia Optronics Ltd.']])
    for (const id of [name.id, `${first.id}/name/quandexia`]) {
      const aliases = [
        ...first.aliases,
        { ...name, id, value: 'Quandexia Optronics', exactOnly: true } as const,
      ]
      const matcher = compileMatcher({ ...written, vendors: [{ ...first, aliases }] }, options)
      expect(matcher.match(item)).toHaveLength(1)
      expect(matcher.literals.some((literal) => 'quandexia optronics'.includes(literal))).toBe(true)
    }
    expect(compileMatcher(written, options).match(item)).toEqual([])
  })

  it('lose it when a folder adds to them', async () => {
    const source = await loadSource(join(ROOT, 'vendor-lists'))
    expect((await addToLists(written, source)).prepared).toBeUndefined()
  })
})
