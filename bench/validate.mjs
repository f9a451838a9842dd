// Wall time and peak memory of `vendorscan validate` on documents of many components, valid and not.
// Usage: node bench/validate.mjs [--components 100000] [--cli dist/cli/main.js]
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    components: { type: 'string', default: '100000' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)) },
  },
})
const numbers = Array.from({ length: Number(values.components) }, (_, index) => index)
const folder = fileURLToPath(new URL('data/', import.meta.url))
const sha = '0123456789abcdef'.repeat(4)
mkdirSync(folder, { recursive: true })

const json = (type) =>
  JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: numbers.map((n) => ({
        type,
        'bom-ref': `c${n}`,
        name: `part-${n}`,
        version: `1.${n}`,
        supplier: { name: 'Acme' },
        hashes: [{ alg: 'SHA-256', content: sha }],
        licenses: [{ license: { id: 'MIT' } }],
        purl: `pkg:npm/part-${n}@1.${n}`,
      })),
      dependencies: numbers.map((n) => ({ ref: `c${n}`, dependsOn: [`c${(n + 1) % numbers.length}`] })),
    },
    null,
    1,
  )
const xml = (type) => `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6">
<components>
${numbers
  .map(
    (n) => `<component type="${type}" bom-ref="c${n}">
 <supplier><name>Acme</name></supplier><name>part-${n}</name><version>1.${n}</version>
 <hashes><hash alg="SHA-256">${sha}</hash></hashes>
 <licenses><license><id>MIT</id></license></licenses>
 <purl>pkg:npm/part-${n}@1.${n}</purl>
</component>`,
  )
  .join('\n')}
</components>
<dependencies>${numbers.map((n) => `<dependency ref="c${n}"/>`).join('\n')}</dependencies>
</bom>`

for (const [ending, write] of Object.entries({ json, xml })) {
  for (const [title, type] of Object.entries({ valid: 'library', 'every component wrong': 'none' })) {
    const path = `${folder}validate.${ending}`
    const text = write(type)
    writeFileSync(path, text)
    const began = performance.now()
    const { status, stderr } = spawnSync(
      '/usr/bin/time',
      ['-f', '%M', process.execPath, values.cli, 'validate', path],
      {
        encoding: 'utf8',
      },
    )
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const peak = Math.round(Number(/(\d+)\s*$/.exec(stderr)?.[1]) / 1024)
    const wanted = title === 'valid' ? 0 : 1
    if (status !== wanted) throw new Error(`${title}: exit code ${status}, not ${wanted}\n${stderr}`)
    console.log(`${ending}, ${title}: ${(text.length / 1e6).toFixed(0)} MB, ${seconds} s, peak ${peak} MiB`)
  }
}
