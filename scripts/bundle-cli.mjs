// Puts the modules of the command line into one file: a hundred small files take longer to load than a small
// document takes to scan. The parser of command lines, which every start needs, goes with them; other packages stay
// outside, and what is imported on demand stays on demand. Names are kept, so that a stack trace can be read.
import { chmodSync, copyFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const PARSER = createRequire(import.meta.url).resolve('commander')

await build({
  entryPoints: ['dist/cli/main.js'],
  outdir: 'dist/cli',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  packages: 'external',
  plugins: [{ name: 'parser', setup: bundleParser }],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
})
copyFileSync(join(dirname(PARSER), 'LICENSE'), 'dist/cli/commander.LICENSE')

// npx makes a command executable when it first meets its folder, and never again after another build.
chmodSync('dist/cli/main.js', 0o755)

/** Takes the parser in, and gives it Node's modules without a loader of its own; one of them when it is called. */
function bundleParser({ onResolve, onLoad }) {
  onResolve({ filter: /^commander$/ }, () => ({ path: PARSER }))
  onResolve({ filter: /^node:/ }, ({ kind, path }) =>
    kind === 'require-call' ? { path, namespace: 'builtin' } : null,
  )
  onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
    const builtin = `process.getBuiltinModule('${path}')`
    // Only commands that are programs of their own need it, and it brings much of Node with it.
    if (path === 'node:child_process')
      return { contents: `exports.spawn = (...all) => ${builtin}.spawn(...all)` }
    return { contents: `module.exports = ${builtin}` }
  })
}
