// Prints how many distinct supplier names and model strings one core matches in a second, and what the lists cost.
// Times are processor time, so that other work on the machine does not count.
// Needs a build: `npm run build`.

import { readFileSync } from 'node:fs'
import { compileMatcher } from '../dist/match/matcher.js'

const SECONDS = 1.5

const heapBefore = heap()
const loading = process.cpuUsage()
const lists = JSON.parse(readFileSync(new URL('../dist/lists.json', import.meta.url), 'utf8'))
const matcher = compileMatcher(lists)
matcher.match(item('device', 'model', 'AB-1234'))
const { user, system } = process.cpuUsage(loading)
const milliseconds = (user + system) / 1e3
console.log(
  `lists loaded and compiled   ${milliseconds.toFixed(1)} ms, ${((heap() - heapBefore) / 2 ** 20).toFixed(1)} MiB`,
)
console.log(`literals                    ${matcher.literals.length}`)

const first =
  'Acme Globex Initech Umbrella Stark Wayne Soylent Hooli Vandelay Wonka Tyrell Cyberdyne Hangzhou Shenzhen'.split(
    ' ',
  )
const second =
  'Systems Networks Digital Software Camera Communication Security Vision Data Cloud Labs Optical'.split(' ')
const last = 'Co., Ltd.|Inc.|GmbH|LLC|B.V.|Corporation|S.A.|Foundation'.split('|')
const names = Array.from(
  { length: 400_000 },
  (_, at) =>
    `${first[at % first.length]} ${second[at % second.length]}${at.toString(36)} ${last[at % last.length]}`,
)
const series =
  'AXIS-P|QNV-|WV-S|DCS-|IPC|NVR|S|C9300-|EX4300-|WS-C|GS|AP|DSC-|ER|R|XPR |MX|PA-|FG-|UVC '.split('|')
const models = Array.from(
  { length: 400_000 },
  (_, at) =>
    `${series[at % series.length]}${1000 + at}${'ABCDE'[at % 5]}${at % 7 === 0 ? ' V2' : ''}${at % 11 === 0 ? '(2.8mm)' : ''}`,
)
measure(
  'supplier names in software',
  names.map((name) => item('software', 'supplier', name)),
)
measure(
  'manufacturer names of devices',
  names.map((name) => item('device', 'manufacturer', name)),
)
measure(
  'model strings',
  models.map((model) => item('device', 'model', model)),
)

function measure(title, items) {
  for (const warm of items.slice(0, 50_000)) matcher.match(warm)
  let count = 0
  let hits = 0
  const start = process.cpuUsage().user
  while (process.cpuUsage().user < start + SECONDS * 1e6) {
    for (let at = 0; at < 10_000; at++) hits += matcher.match(items[(count + at) % items.length]).length
    count += 10_000
  }
  const seconds = (process.cpuUsage().user - start) / 1e6
  console.log(
    `${title.padEnd(28)}${Math.round(count / seconds).toLocaleString('en-US')} a second (${hits} matches)`,
  )
}

function item(kind, field, value) {
  const span = { offset: 0, length: value.length }
  return { kind, name: '', span, claims: [{ field, value, span }] }
}

function heap() {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
