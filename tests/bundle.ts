import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { loadLists } from '../src/lists/index.ts'

/** The repository. */
export const root = fileURLToPath(new URL('../', import.meta.url))

/** A program made of `src` as it is now, so that no test waits for, or is misled by, what `dist` holds. */
export interface Bundle {
  /** The file to give to Node. */
  readonly main: string
  remove(): void
}

/** Bundles a file of the repository, or code that imports `vendorscan`, laid out like the package. */
export async function bundle(entry: { readonly file: string } | { readonly code: string }): Promise<Bundle> {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  // Inside the repository, so that the program finds its packages.
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'vendorscan-test-'))
  const outdir = join(folder, 'dist/cli')
  await build({
    ...('file' in entry
      ? { entryPoints: { main: join(root, entry.file) } }
      : { stdin: { contents: entry.code, resolveDir: root, sourcefile: 'main.js' } }),
    outdir,
    entryNames: 'main',
    bundle: true,
    splitting: true,
    external: Object.keys(JSON.parse(manifest).dependencies),
    alias: { vendorscan: join(root, 'src/node.ts') },
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  })
  writeFileSync(join(folder, 'dist/lists.json'), JSON.stringify(await loadLists()))
  writeFileSync(join(folder, 'package.json'), manifest)
  return { main: join(outdir, 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
