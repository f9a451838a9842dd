import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the library bundles for a browser: nothing in it knows Node', async () => {
  const { outputFiles, warnings } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  expect(warnings).toEqual([])
  const [bundle] = outputFiles
  expect(bundle?.text).toContain('schemaVersion')
  expect(bundle?.text).not.toMatch(/from\s*["']node:/)
})

test('package.json sends browsers to that entry, and Node to the one that can load lists', () => {
  const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(exports['.'].default).toBe('./dist/index.js')
  expect(exports['.'].node.default).toBe('./dist/node.js')
})
