import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { vendorscan } from './run.ts'

const KANA = [0x83, 0x81, 0x81, 0x5b, 0x83, 0x4a, 0x81, 0x5b]
const HEADER = [...KANA, ...ascii(',model,site\r\n')]
/** Seven kana in Shift_JIS. */
const ROW = [0x83, 0x6e, 0x83, 0x43, 0x83, 0x4e, 0x83, 0x72, 0x83, 0x57, 0x83, 0x87, 0x83, 0x93]
const TABLE = Uint8Array.from([...HEADER, ...ROW, ...ascii(',DS-2CD2143G0-I,x\r\n')])

describe('tables that are not UTF-8', () => {
  test.each<[title: string, args: string[], problems: number, column: number]>([
    ['are read as what their bytes look like, and say so', [], 1, 9],
    ['are read as they are said to be', ['--encoding', 'Shift_JIS'], 0, 9],
  ])('%s', async (_, args, problems, column) => {
    const report = await scanned(TABLE, args)
    expect(report.documents).toMatchObject([{ state: 'whole', items: 1 }])
    expect(report.problems).toHaveLength(problems)
    for (const problem of report.problems) {
      expect(problem).toMatchObject({ code: 'encoding', severity: 'warning' })
      expect(problem.message).toContain('shift_jis')
      expect(problem.hint).toContain('--encoding')
    }
    expect(report.findings).toHaveLength(1)
    expect(report.findings[0].item.place).toMatchObject({ line: 2, column })
  })

  test('are read otherwise when they are said to be something else', async () => {
    const report = await scanned(TABLE, ['--encoding', 'windows-1252'])
    expect(report.findings[0].item.place).toMatchObject({ line: 2, column: 16 })
  })

  test('what is UTF-8 stays so, and what says its encoding too', async () => {
    const text = 'manufacturer,model\r\nハイクビジョン,DS-2CD2143G0-I\r\n'
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((c) => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8]),
    ])
    for (const bytes of [new TextEncoder().encode(text), utf16]) {
      const report = await scanned(bytes, ['--encoding', 'windows-1252'])
      expect(report.problems).toEqual([])
      expect(report.findings[0].item.place).toMatchObject({ line: 2, column: 9 })
    }
  })

  test('an encoding that nobody knows is refused', async () => {
    const outcome = await vendorscan(['scan', 'a.csv', '--encoding', 'klingon'])
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toMatch(/encoding/)
  })
})

async function scanned(bytes: Uint8Array, args: readonly string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'vendorscan-encoding-'))
  writeFileSync(join(cwd, 'a.csv'), bytes)
  const outcome = await vendorscan(['scan', 'a.csv', '--format', 'json', '--as-of', '2026-11-21', ...args], {
    cwd,
  })
  return JSON.parse(outcome.stdout)
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0))
}
