// Compiles the inner loop of the JSON splitter, src/syntax/json/assembly/scan.ts, into src/syntax/json/scan.wasm.ts,
// which is committed: the compiler takes 100 MB, so that npx brings it only when it is needed. `--check` says whether
// what is committed is what comes out.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const COMPILER = 'assemblyscript@0.28.20'
const SOURCE = 'src/syntax/json/assembly/scan.ts'
const TARGET = 'src/syntax/json/scan.wasm.ts'

const folder = mkdtempSync(join(tmpdir(), 'vendorscan-wasm-'))
try {
  const module = join(folder, 'scan.wasm')
  const options =
    '-O3 --runtime stub --noAssert --enable simd --initialMemory 20 --maximumMemory 20 --use abort='
  execFileSync(
    'npx',
    ['--yes', '--package', COMPILER, 'asc', SOURCE, ...options.split(' '), '--outFile', module],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const text = textOf(readFileSync(module).toString('base64'))
  if (!process.argv.includes('--check')) writeFileSync(TARGET, text)
  else if (readFileSync(TARGET, 'utf8') !== text) {
    console.error(`${TARGET} is not what ${SOURCE} gives: run npm run wasm.`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function textOf(base64) {
  const lines = base64.match(/.{1,100}/g).map((line) => `  '${line}'`)
  return [
    '// Made by npm run wasm from assembly/scan.ts.',
    '',
    '/** The compiled module, in base64. */',
    `export const SCAN =\n${lines.join(' +\n')}`,
    '',
  ].join('\n')
}
