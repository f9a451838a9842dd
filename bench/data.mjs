// Generated SBOMs: the same bytes on every machine, kept in bench/data.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'

const MEGABYTE = 1e6

/** Names planted as suppliers, one every so often, the same few whatever the size. */
const PLANTED = [
  'Huawei Technologies Co., Ltd.',
  'ZTE Corporation',
  'Hangzhou Hikvision Digital Technology Co., Ltd.',
]
const PLANTED_EACH = 4

/** How documents are written: what stands before and behind the components, and each of them. */
const FORMATS = {
  json: { file: 'cyclonedx', ending: 'json', write: jsonText },
  xml: { file: 'cyclonedx', ending: 'xml', write: xmlText },
  'spdx-tv': { file: 'spdx', ending: 'spdx', write: tagValueText },
}

/** Path of a document of about so many megabytes, JSON unless another format is asked for; made when it is not there yet. */
export function sbomFile(megabytes, format = 'json') {
  const folder = new URL('data/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const { file: name, ending, write } = FORMATS[format]
  const file = new URL(`${name}-${megabytes}mb.${ending}`, folder)
  if (!existsSync(file)) {
    const unfinished = new URL(`${file.href}.part`)
    const out = openSync(unfinished, 'w')
    for (const text of write(megabytes * MEGABYTE)) writeSync(out, text)
    closeSync(out)
    renameSync(unfinished, file)
  }
  return file.pathname
}

/** A pretty-printed CycloneDX 1.5 document in pieces of about a megabyte. */
function* jsonText(bytes) {
  const edges = []
  yield* pieces(bytes, 1480, HEAD, (component, index) => {
    if (edges.length < 2000)
      edges.push({ ref: component['bom-ref'], dependsOn: [`pkg:npm/left-${index}@1.0.0`] })
    return `${index === 0 ? '' : ','}\n${indented(component, 4)}`
  })
  yield `\n  ],\n  "dependencies": [\n${edges.map((edge) => indented(edge, 4)).join(',\n')}\n  ]\n}\n`
}

/** The same in XML. */
function* xmlText(bytes) {
  yield* pieces(bytes, 1450, XML_HEAD, xmlOf)
  yield '  </components>\n</bom>\n'
}

/** The same as packages of SPDX 2.3 in tag-value text. */
function* tagValueText(bytes) {
  yield* pieces(bytes, 800, TAG_HEAD, tagsOf)
}

/** Components one after the other until there are bytes enough, of which each takes about so many. */
function* pieces(bytes, each, head, write) {
  const random = generator(20261121)
  const plantEvery = Math.max(2, Math.floor(bytes / each / (PLANTED.length * PLANTED_EACH)))
  let written = 0
  let piece = head
  for (let index = 0; written + piece.length < bytes; index++) {
    const planted =
      index % plantEvery === plantEvery - 1 ? PLANTED[Math.floor(index / plantEvery) % PLANTED.length] : null
    piece += write(componentOf(index, random, planted), index)
    if (piece.length > MEGABYTE) {
      written += piece.length
      yield piece
      piece = ''
    }
  }
  yield piece
}

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

const XML_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">
  <metadata>
    <timestamp>2026-11-21T00:00:00Z</timestamp>
    <component type="application" bom-ref="root"><name>benchmark</name><version>1.0.0</version></component>
  </metadata>
  <components>
`

const TAG_HEAD = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: benchmark
DocumentNamespace: https://example.org/benchmark
Creator: Tool: generator-1.0.0
Created: 2026-11-21T00:00:00Z
`

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

function xmlOf(component) {
  const { supplier, hashes, licenses, externalReferences, properties } = component
  return `    <component type="library" bom-ref="${escaped(component['bom-ref'])}">
      <supplier>
        <name>${escaped(supplier.name)}</name>
        <url>${supplier.url[0]}</url>
      </supplier>
      <publisher>${escaped(component.publisher)}</publisher>
      <group>${component.group}</group>
      <name>${component.name}</name>
      <version>${component.version}</version>
      <description>${escaped(component.description)}</description>
      <scope>required</scope>
      <hashes>
${hashes.map(({ alg, content }) => `        <hash alg="${alg}">${content}</hash>`).join('\n')}
      </hashes>
      <licenses>
        <license>
          <id>${licenses[0].license.id}</id>
        </license>
      </licenses>
      <cpe>${component.cpe}</cpe>
      <purl>${escaped(component.purl)}</purl>
      <externalReferences>
${externalReferences
  .map(
    ({ type, url }) => `        <reference type="${type}">
          <url>${url}</url>
        </reference>`,
  )
  .join('\n')}
      </externalReferences>
      <properties>
${properties.map(({ name, value }) => `        <property name="${name}">${value}</property>`).join('\n')}
      </properties>
    </component>
`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

function tagsOf({ supplier, publisher, name, version, description, hashes, licenses, cpe, purl }, index) {
  return `
PackageName: ${name}
SPDXID: SPDXRef-Package-${index}
PackageVersion: ${version}
PackageSupplier: Organization: ${supplier.name}
PackageOriginator: Organization: ${publisher}
PackageDownloadLocation: ${supplier.url[0]}/${name}-${version}.tgz
FilesAnalyzed: false
${hashes.map(({ alg, content }) => `PackageChecksum: ${alg.replace('-', '')}: ${content}`).join('\n')}
PackageLicenseConcluded: ${licenses[0].license.id}
PackageLicenseDeclared: ${licenses[0].license.id}
PackageCopyrightText: <text>Copyright 2026 ${publisher}</text>
PackageDescription: <text>${description}</text>
ExternalRef: SECURITY cpe23Type ${cpe}
ExternalRef: PACKAGE-MANAGER purl ${purl}
Relationship: ${index === 0 ? 'SPDXRef-DOCUMENT DESCRIBES' : 'SPDXRef-Package-0 DEPENDS_ON'} SPDXRef-Package-${index}
`
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
