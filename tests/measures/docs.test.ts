import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { measures } from './files.ts'

const root = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/measures.md', root), 'utf8')

test('docs/measures.md is what the data gives (node scripts/build-docs.mjs)', () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('scripts/build-docs.mjs', root)), '--check'])
})

test('every measure has an anchor of its own', () => {
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)
  expect([...headings].sort()).toEqual(measures.map(({ id }) => id))
})

test.each(['Singapore', 'South Korea', 'Latvia'])('the page says that no rule was found in %s', (place) => {
  const section = page.slice(page.indexOf('## Places where no rule was found'))
  expect(section).toContain(`- **${place}.**`)
})

test('every link to an anchor has one', () => {
  const anchors = new Set(measures.map(({ id }) => id))
  for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor)
})
