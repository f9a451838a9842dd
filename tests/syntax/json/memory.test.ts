import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'splitter-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes 300 MB to a splitter: ordinary components, one long array inside a record, one long string. */
const program = `
import { createSplitter } from './splitter.mjs'
import { parseJson } from './parse.mjs'

const encoder = new TextEncoder()
let written = 0
let parsed = 0
const splitter = createSplitter({
  literals: ['needle'],
  always: ['metadata'],
  countedKeys: ['components'],
  onRecord: (record) => {
    const result = parseJson(record.bytes, record.offset, { holes: record.holes ?? [] })
    if ('problem' in result) throw new Error(JSON.stringify(result.problem))
    parsed++
  },
})
const write = (text) => {
  const bytes = encoder.encode(text)
  for (let at = 0; at < bytes.length; at += 65536) splitter.write(bytes.subarray(at, at + 65536))
  written += bytes.length
}
const component = (index) => JSON.stringify({ type: 'library', name: 'part-' + index, hashes: [{ alg: 'MD5', content: 'ab'.repeat(16) }] }) + ','
const block = Array.from({ length: 10000 }, (_, index) => component(index)).join('')
let components = 0
write('{"metadata":{"component":{"name":"x","components":[')
while (written < 60e6) { write(block); components += 10000 }
write('{"name":"needle"}]}},"components":[')
while (written < 280e6) { write(block); components += 10000 }
write('{"name":"')
for (let index = 0; index < 20; index++) write('x'.repeat(1e6))
write('"},{"name":"needle"}]}')
const { problem, skipped, counts, records } = splitter.end()
const counted = counts.components + counts['metadata/components']
console.log(JSON.stringify({ problem, skipped, parsed, missing: components + 3 - counted, records: records - components, rss: process.resourceUsage().maxRSS / 1024 }))
`

test('a document of 300 MB with a record of 60 MB is split in a heap of 64 MiB', () => {
  for (const name of ['splitter', 'parse']) {
    const source = new URL(`../../../src/syntax/json/${name}.ts`, import.meta.url).pathname
    buildSync({ entryPoints: [source], outfile: join(folder, `${name}.mjs`), bundle: true, format: 'esm' })
  }
  writeFileSync(join(folder, 'run.mjs'), program)
  const output = execFileSync(process.execPath, ['--max-old-space-size=64', join(folder, 'run.mjs')], {
    encoding: 'utf8',
  })
  const { rss, ...result } = JSON.parse(output) as { rss: number }
  // Parsed: the needle inside the metadata, the metadata without its components, and the other needle.
  expect(result).toEqual({ problem: null, skipped: [], parsed: 3, missing: 0, records: 4 })
  expect(rss).toBeLessThan(200)
})
