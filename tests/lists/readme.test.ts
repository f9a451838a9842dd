import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import {
  checkLists,
  loadLists,
  readListFiles,
  type SourceAlias,
  type SourceVendor,
} from '../../src/lists/index.ts'
import { prove } from '../../src/prove.ts'

const shipped = fileURLToPath(new URL('../../vendor-lists', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'readme-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the brand of the README, put where the README says, passes and proves itself', {
  timeout: 120_000,
}, async () => {
  cpSync(shipped, folder, { recursive: true })
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const block = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const entry = JSON.parse(block) as SourceAlias
  const path = join(folder, 'vendors', 'hikvision.json')
  const text = readFileSync(path, 'utf8')
  const next = (JSON.parse(text) as SourceVendor).aliases.find(({ id }) => id > entry.id)
  const at = text.lastIndexOf('{', text.indexOf(`"id": "${next?.id}"`))
  writeFileSync(path, `${text.slice(0, at)}${block.trimEnd()},\n    ${text.slice(at)}`)
  expect(await checkLists(folder)).toEqual([])
  const files = (await readListFiles(folder)).filter((file) => file.path === 'vendors/hikvision.json')
  expect(prove(files, await loadLists(folder))).toEqual([])
})

test('the tables of the README know every kind and relation', () => {
  const readme = readFileSync(join(shipped, 'README.md'), 'utf8')
  const schema = JSON.parse(
    readFileSync(new URL('../../schemas/vendor.schema.json', import.meta.url), 'utf8'),
  )
  const { kind, relation } = schema.$defs.alias.properties as Record<
    string,
    { readonly enum: readonly string[] }
  >
  const missing = [...(kind?.enum ?? []), ...(relation?.enum ?? [])].filter(
    // MAC prefixes are the registry's alone.
    (word) => word !== 'oui' && !readme.includes(`\`${word}\``),
  )
  expect(missing).toEqual([])
})
