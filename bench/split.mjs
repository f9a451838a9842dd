// The splitter by itself, with as many literals as the lists make. Usage: split.mjs FILE [LITERALS] [parse]
import { createReadStream, mkdirSync, statSync } from 'node:fs'

const [file, literals = '600', parse] = process.argv.slice(2)
const { createSplitter } = await compiled('splitter')
const { parseJson } = await compiled('parse')

const words = ['huawei', 'dahua', 'hikvision', 'hytera', 'zhongxing']
for (let seed = 1; words.length < Number(literals); seed = (seed * 48271) % 2147483647) {
  words.push(
    Array.from({ length: 6 + (seed % 5) }, (_, at) => 'abcdefghijkmnopqrstuvwxyz'[(seed >> at) % 25]).join(
      '',
    ),
  )
}
let nodes = 0
const started = performance.now()
const splitter = createSplitter({
  literals: literals === 'null' ? null : words,
  triggers: ['"device', '"firmware', 'macaddress', 'base64', 'swid', 'xn--'],
  always: ['metadata'],
  countedKeys: ['components', 'services'],
  onRecord: (record) => {
    if (parse && 'node' in parseJson(record.bytes, record.offset)) nodes++
  },
})
const compiledIn = performance.now() - started
for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) splitter.write(chunk)
const { records, lookedInto, counts, problem } = splitter.end()
const seconds = (performance.now() - started) / 1000
const rate = (statSync(file).size / 1e6 / seconds).toFixed(0)
const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0)
console.log(
  `${rate} MB/s, peak ${peak} MiB, tables in ${compiledIn.toFixed(1)} ms, ${records} records, ` +
    `${lookedInto} looked into, ${counts.components} components, ${nodes} parsed, problem ${problem?.code ?? 'none'}`,
)

/** A module of src/syntax/json, compiled by esbuild, so that the bench needs no build of the rest. */
async function compiled(name) {
  const output = new URL(`data/${name}.mjs`, import.meta.url)
  const source = new URL(`../src/syntax/json/${name}.ts`, import.meta.url)
  mkdirSync(new URL('data/', import.meta.url), { recursive: true })
  if (statSync(output, { throwIfNoEntry: false }) === undefined || process.env.REBUILD) {
    const { buildSync } = await import('esbuild')
    buildSync({
      entryPoints: [source.pathname],
      outfile: output.pathname,
      bundle: true,
      format: 'esm',
      target: 'node20',
    })
  }
  return import(output.href)
}
