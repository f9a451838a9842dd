import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadLists } from '../../src/lists/index.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const lists = await loadLists()

/** A format's own signature may hold a vendor's name: file → the words, and why. */
const SIGNATURES: Readonly<Record<string, { readonly words: readonly string[]; readonly because: string }>> =
  {}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

test('no vendor is named in the code: vendors are data', () => {
  const names = [
    ...new Set(
      lists.vendors.flatMap(({ id, aliases }) => [
        id,
        ...aliases.flatMap((alias) =>
          alias.kind === 'name' && alias.coined ? [alias.value.toLowerCase()] : [],
        ),
      ]),
    ),
  ]
  expect(names).toContain('huawei')
  const words = new RegExp(`(?<![a-z])(?:${names.map(escaped).join('|')})(?![a-z])`, 'gi')
  const found = files.flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(words)]
          .filter(([word]) => !SIGNATURES[file]?.words.includes(word.toLowerCase()))
          .map(([word]) => `src/${file}:${index + 1}: ${word}`),
      ),
  )
  expect(found).toEqual([])
})

test('no measure is named in the code: measures are data', () => {
  const ids = lists.measures.map(({ id }) => id)
  expect(ids).toContain('us-ndaa-889-a1b')
  const found = files.flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8')
    return ids.filter((id) => text.includes(id)).map((id) => `src/${file}: ${id}`)
  })
  expect(found).toEqual([])
})

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
