import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Compares a text with a file of `tests/data/report`; `UPDATE=1` writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const folder = new URL('../data/report/', import.meta.url)
  const file = new URL(name, folder)
  if (process.env['UPDATE'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
}
