// Whole processes on generated documents: wall time, peak memory, and how they compare.
// Usage: npm run bench -- [--sizes 10,100,1000] [--formats json,xml,spdx-tv] [--pairs 7] [--slow-pairs 1]
// Without sizes, JSON has 10, 100 and 1000 MB, XML 300 MB and tag-value text 500 MB.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sbomFile } from './data.mjs'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    formats: { type: 'string', default: 'json' },
    pairs: { type: 'string', default: '7' },
    'slow-pairs': { type: 'string', default: '1' },
  },
})
const SIZES = { json: '10,100,1000', xml: '300', 'spdx-tv': '500' }
const pairs = Number(values.pairs)
/** What takes longer than this many seconds is run only so often. */
const SLOW = 10
const slowPairs = Number(values['slow-pairs'])

const path = (name) => new URL(name, import.meta.url).pathname
const cli = path('../dist/cli/main.js')
const names = 'huawei|zte|hikvision|hytera|dahua'
mkdirSync(path('data/'), { recursive: true })
const sarif = path('data/bench.sarif')

const programs = [
  existsSync(cli)
    ? {
        name: 'vendorscan',
        command: (file) => [
          process.execPath,
          cli,
          'scan',
          file,
          '--format',
          `sarif=${sarif}`,
          '--fail-on',
          'never',
        ],
        check: () => JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.length > 0,
      }
    : {
        name: 'splitter only (no build)',
        formats: ['json'],
        command: (file) => [process.execPath, path('split.mjs'), file],
      },
  {
    name: 'JSON.parse + filter',
    formats: ['json'],
    command: (file) => [process.execPath, path('naive.mjs'), file],
  },
  {
    name: 'jq',
    needs: 'jq',
    formats: ['json'],
    command: (file) => [
      'jq',
      // The supplier only: to fold the case of every field takes jq four times as long.
      `[.components[].supplier.name | select(. != null and (ascii_downcase | test("${names}")))] | length`,
      file,
    ],
  },
  { name: 'ripgrep', needs: 'rg', command: (file) => ['rg', '--count', '--ignore-case', names, file] },
].filter(({ name, needs }) => {
  const there = needs === undefined || spawnSync(needs, ['--version']).error === undefined
  if (!there) console.log(`${name} is not installed: left out`)
  return there
})
const clock = existsSync('/usr/bin/time') ? '/usr/bin/time' : null
if (clock === null) console.log('/usr/bin/time is not installed: no peak memory')
if (existsSync(cli) && !existsSync(path('../dist/lists.json'))) {
  console.log('the lists are not built, so that each run builds them: `npm run build` first')
}
if (!existsSync(cli)) console.log('there is no build: `npm run build` first, to measure the program itself')

for (const format of values.formats.split(',')) {
  for (const size of (values.sizes ?? SIZES[format]).split(',').map(Number)) bench(format, size)
}

function bench(format, size) {
  const file = sbomFile(size, format)
  const bytes = statSync(file).size
  const reading = programs.filter(({ formats }) => formats === undefined || formats.includes(format))
  const runs = new Map(reading.map(({ name }) => [name, []]))
  for (let pair = 0; pair < pairs; pair++) {
    for (const program of reading) {
      const done = runs.get(program.name)
      if (done.at(-1)?.failed) continue
      if (done.length >= slowPairs && done.some(({ wall }) => wall > SLOW)) continue
      done.push(measure(program, file))
    }
  }
  print(`${size} MB of ${format}`, bytes, runs)
}

function measure({ command, check }, file) {
  const [executable, ...args] = command(file)
  const started = performance.now()
  const child =
    clock === null
      ? spawnSync(executable, args, { encoding: 'utf8' })
      : spawnSync(clock, ['-f', 'peak %M', executable, ...args], { encoding: 'utf8' })
  const wall = (performance.now() - started) / 1000
  const peak = Number(/peak (\d+)/.exec(child.stderr)?.[1] ?? Number.NaN) / 1024
  const failed = child.status !== 0 || check?.() === false
  return {
    wall,
    peak,
    failed,
    why: failed ? child.stderr.split('\n').find((line) => /rror|terminat/.test(line)) : '',
  }
}

function print(title, bytes, runs) {
  console.log(`\n${title} (${bytes} bytes), medians of up to ${pairs} interleaved runs`)
  const [ours, ...rivals] = [...runs]
  const base = summary(ours[1])
  for (const [name, done] of [ours, ...rivals]) {
    const { wall, peak, failed, why, count } = summary(done)
    if (failed) {
      console.log(`  ${name.padEnd(26)} cannot   ${(why ?? '').slice(0, 90)}`)
      continue
    }
    const ratio = name === ours[0] || base.failed ? '' : `${(wall / base.wall).toFixed(2)} × our time`
    console.log(
      `  ${name.padEnd(26)} ${wall.toFixed(3).padStart(8)} s ${(bytes / 1e6 / wall).toFixed(0).padStart(6)} MB/s ` +
        `${peak.toFixed(0).padStart(6)} MiB peak   ${String(count).padStart(2)} runs   ${ratio}`,
    )
  }
}

function summary(done) {
  const bad = done.find(({ failed }) => failed)
  return {
    failed: bad !== undefined,
    why: bad?.why,
    count: done.length,
    wall: median(done.map(({ wall }) => wall)),
    peak: Math.max(...done.map(({ peak }) => peak)),
  }
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
