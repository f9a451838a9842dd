// Writes dist/lists.json: everything in vendor-lists/ in one file, without the examples and scenarios that
// prove it, and with what matching makes of it. Runs after the compiler, with what it made.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const { buildLists, checkLists, loadSource } = await import('../dist/lists/index.js')
const { prepare } = await import('../dist/match/prepare.js')

const folder = fileURLToPath(new URL('../vendor-lists', import.meta.url))
const problems = await checkLists(folder)
if (problems.length > 0) {
  for (const { file, line, column, message } of problems) {
    console.error(`vendor-lists/${file}:${line}:${column}: ${message}`)
  }
  process.exitCode = 1
} else {
  const lists = await buildLists([await loadSource(folder)])
  writeFileSync(
    new URL('../dist/lists.json', import.meta.url),
    `${JSON.stringify({ ...lists, prepared: prepare(lists) })}\n`,
  )
}
