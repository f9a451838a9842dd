import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { vendorscan } from './cli/run.ts'
import { examples } from './documents.ts'

// Expected outputs hold the version of the program and of the lists: when lists change, write them anew by
// `UPDATE=1 npx vitest run tests/examples.test.ts`, and say in the commit what changed and why.

const root = fileURLToPath(new URL('../', import.meta.url))
const expected = fileURLToPath(new URL('../examples/expected/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vendorscan-examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function outputsOfScan(name: string): Promise<{ sarif: Buffer; text: Buffer }> {
  const [sarif, text] = [join(folder, `${name}.sarif`), join(folder, `${name}.txt`)]
  const { code, stderr } = await vendorscan(
    [
      'scan',
      ...examples.map(({ input }) => `examples/${input}`),
      ...['--as-of', '2026-11-21', '--format', `sarif=${sarif}`, '--format', `text=${text}`, '--no-config'],
    ],
    { cwd: root },
  )
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  return { sarif: readFileSync(sarif), text: readFileSync(text) }
}

describe('examples with --as-of', async () => {
  const first = await outputsOfScan('first')
  const second = await outputsOfScan('second')

  test.each(['sarif', 'text'] as const)('%s is the same on every run, byte for byte', (format) => {
    expect(first[format].equals(second[format])).toBe(true)
    const path = `${expected}examples.${format === 'text' ? 'txt' : format}`
    if (process.env['UPDATE']) {
      mkdirSync(expected, { recursive: true })
      writeFileSync(path, first[format])
    }
    expect(existsSync(path), 'bless it with UPDATE=1').toBe(true)
    // As text first: a difference then shows where it is.
    expect(first[format].toString('utf8')).toBe(readFileSync(path, 'utf8'))
    expect(first[format].equals(readFileSync(path))).toBe(true)
  })

  test('the folder can be scanned with its expected outputs in it: they are passed over', async () => {
    const { code, stdout } = await vendorscan(
      ['scan', 'examples', '--as-of', '2026-11-21', '--format', 'json', '--no-config'],
      { cwd: root },
    )
    const { documents, counts } = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(documents.map(({ uri }: { uri: string }) => uri)).toEqual(
      examples.map(({ input }) => `examples/${input}`),
    )
    expect(counts.skipped).toBe(3)
  })
})
