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
    const vendors = lists.vendors.map(({ id }) => id)
    const item = itemOf('device', [['manufacturer', lists.vendors[0]?.legalName ?? '']])
    const bare: Lists = { ...written, prepared: { words: prepare(lists).words, aliases: {} } }
    expect(compileMatcher(written, { vendors }).match(item)).not.toEqual([])
    expect(compileMatcher(bare, { vendors }).match(item)).toEqual([])
  })

  it('lose it when a folder adds to them', async () => {
    const source = await loadSource(join(ROOT, 'vendor-lists'))
    expect((await addToLists(written, source)).prepared).toBeUndefined()
  })
})
