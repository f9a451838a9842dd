// Generated CycloneDX documents: the same bytes on every machine, kept in bench/data.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'

const MEGABYTE = 1e6

/** Names planted as suppliers, one every so often, the same few whatever the size. */
const PLANTED = [
  'Huawei Technologies Co., Ltd.',
  'ZTE Corporation',
  'Hangzhou Hikvision Digital Technology Co., Ltd.',
]
const PLANTED_EACH = 4

/** Path of a pretty-printed CycloneDX 1.5 document of about so many megabytes; made when it is not there yet. */
export function sbomFile(megabytes) {
  const folder = new URL('data/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL(`cyclonedx-${megabytes}mb.json`, folder)
  if (!existsSync(file)) {
    const unfinished = new URL(`${file.href}.part`)
    const out = openSync(unfinished, 'w')
    for (const text of sbomText(megabytes * MEGABYTE)) writeSync(out, text)
    closeSync(out)
    renameSync(unfinished, file)
  }
  return file.pathname
}

/** The document's text in pieces of about a megabyte. */
export function* sbomText(bytes) {
  const random = generator(20261121)
  const plantEvery = Math.max(2, Math.floor(bytes / COMPONENT_BYTES / (PLANTED.length * PLANTED_EACH)))
  let written = 0
  let piece = HEAD
  const edges = []
  for (let index = 0; written + piece.length < bytes; index++) {
    const planted =
      index % plantEvery === plantEvery - 1 ? PLANTED[Math.floor(index / plantEvery) % PLANTED.length] : null
    const component = componentOf(index, random, planted)
    piece += `${index === 0 ? '' : ','}\n${indented(component, 4)}`
    if (edges.length < 2000)
      edges.push({ ref: component['bom-ref'], dependsOn: [`pkg:npm/left-${index}@1.0.0`] })
    if (piece.length > MEGABYTE) {
      written += piece.length
      yield piece
      piece = ''
    }
  }
  yield `${piece}\n  ],\n  "dependencies": [\n${edges.map((edge) => indented(edge, 4)).join(',\n')}\n  ]\n}\n`
}

const COMPONENT_BYTES = 1480

const HEAD = `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.5",
  "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  "version": 1,
  "metadata": {
    "timestamp": "2026-11-21T00:00:00Z",
    "tools": { "components": [{ "type": "application", "name": "generator", "version": "1.0.0" }] },
    "component": { "type": "application", "name": "benchmark", "version": "1.0.0", "bom-ref": "root" }
  },
  "components": [`

const NAMES =
  'core utils parser http client server json xml crypto stream buffer logger config router cache proxy'.split(
    ' ',
  )
const OWNERS = [
  'Example Foundation',
  'Contoso Ltd',
  'The Sample Project Authors',
  'Müller & Söhne GmbH',
  'Initech, Inc.',
]
const LICENSES = ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'ISC', 'LGPL-2.1-or-later']

function componentOf(index, random, planted) {
  const pick = (list) => list[random() % list.length]
  const hex = (length) => Array.from({ length }, () => (random() % 16).toString(16)).join('')
  const name = `${pick(NAMES)}-${pick(NAMES)}-${index}`
  const version = `${random() % 20}.${random() % 30}.${random() % 10}`
  const group = `org.example.${pick(NAMES)}`
  return {
    type: 'library',
    'bom-ref': `pkg:maven/${group}/${name}@${version}?type=jar`,
    supplier: { name: planted ?? pick(OWNERS), url: [`https://${pick(NAMES)}.example.org`] },
    publisher: pick(OWNERS),
    group,
    name,
    version,
    description: `A small library for ${pick(NAMES)} and ${pick(NAMES)}, with support for ${pick(NAMES)} of "any" kind`,
    scope: 'required',
    hashes: [
      { alg: 'SHA-1', content: hex(40) },
      { alg: 'SHA-256', content: hex(64) },
    ],
    licenses: [{ license: { id: pick(LICENSES) } }],
    cpe: `cpe:2.3:a:example:${name}:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:maven/${group}/${name}@${version}?type=jar`,
    externalReferences: [
      { type: 'vcs', url: `https://code.example.org/${group}/${name}.git` },
      { type: 'website', url: `https://${name}.example.org/` },
    ],
    properties: [
      { name: 'build:path', value: `/usr/share/java/${name}/${name}-${version}.jar` },
      { name: 'build:layer', value: `sha256:${hex(64)}` },
    ],
  }
}

function indented(value, spaces) {
  return JSON.stringify(value, null, 2).replace(/^/gm, ' '.repeat(spaces))
}

/** Small numbers that look random (xorshift32). */
function generator(seed) {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) >>> 4
  }
}
