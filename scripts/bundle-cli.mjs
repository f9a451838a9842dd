// Puts the modules of the command line into one file: a hundred small files take longer to load than a small
// document takes to scan. Packages stay outside; what is imported on demand stays on demand.
import { chmodSync } from 'node:fs'
import { build } from 'esbuild'

await build({
  entryPoints: ['dist/cli/main.js'],
  outdir: 'dist/cli',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
})

// npx makes a command executable when it first meets its folder, and never again after another build.
chmodSync('dist/cli/main.js', 0o755)
