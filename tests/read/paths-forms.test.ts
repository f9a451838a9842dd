import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { pathsTo } from '../../src/read/paths.ts'
import { tar, utf8, zip } from '../syntax/archive/writers.ts'
import { workbookFiles, workbookOf } from '../syntax/workbook/writer.ts'
import {
  type Bom,
  cyclonedxJsonOf,
  cyclonedxProtobufOf,
  cyclonedxTextOf,
  cyclonedxXmlOf,
} from './cyclonedx-forms.ts'
import {
  flatRdfOf,
  jsonOf,
  rdfOf,
  type Sbom,
  sheetsOf,
  tagValueOf,
  turtleOf,
  workbookFormOf,
  yamlOf,
} from './spdx-forms.ts'
import { chunks } from './support.ts'
import { waysOf, waysOfOne } from './ways-of.ts'

const station: Sbom = {
  packages: {
    r: 'Door station',
    a: 'app & more',
    b: 'lib é',
    c: 'linked "one"',
    d: 'variant',
    e: 'tool',
  },
  files: { f: ['./a.bin', 'a'] },
  relationships: [
    ['DOCUMENT', 'DESCRIBES', 'r'],
    ['r', 'CONTAINS', 'a'],
    ['b', 'DEPENDENCY_OF', 'f'],
    ['a', 'DYNAMIC_LINK', 'c'],
    // A cycle, something that is nowhere, and something that leads to the document.
    ['c', 'DEPENDS_ON', 'r'],
    ['c', 'DEPENDS_ON', 'nowhere'],
    ['c', 'DEPENDS_ON', 'NONE'],
    ['b', 'CONTAINED_BY', 'DOCUMENT'],
    // No part of anything.
    ['c', 'VARIANT_OF', 'd'],
    ['e', 'BUILD_TOOL_OF', 'a'],
    ['e', 'OTHER', 'd'],
  ],
}
const WAYS = {
  'app & more': 'Door station > app & more',
  './a.bin': 'Door station > app & more > ./a.bin',
  'linked "one"': 'Door station > app & more > linked "one"',
}

const forms: readonly (readonly [title: string, format: string, write: (sbom: Sbom) => Uint8Array])[] = [
  ['JSON', 'SPDX 2.3 JSON', jsonOf],
  ['YAML', 'SPDX 2.3 YAML', yamlOf],
  ['tag-value text', 'SPDX 2.3 tag-value', tagValueOf],
  ['RDF/XML', 'SPDX 2.3 RDF/XML', rdfOf],
  ['RDF/XML as descriptions', 'SPDX RDF/XML', flatRdfOf],
  ['Turtle', 'SPDX 2.3 Turtle', turtleOf],
  ['a spreadsheet', 'SPDX 2.3 XLSX', workbookFormOf],
]

describe('SPDX 2 in every form', () => {
  test.each(forms)('%s gives the ways that the others give', async (_title, format, write) => {
    const { summary, ways, items } = await waysOfOne(write(station))
    expect(summary.format).toBe(format)
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...Object.values(station.packages), './a.bin']),
    )
    expect(ways).toEqual(WAYS)
  })

  test.each(forms)('%s without relationships has no ways', async (_title, _format, write) => {
    const { ways, items } = await waysOfOne(write({ ...station, files: {}, relationships: [] }))
    expect(items.length).toBeGreaterThan(5)
    expect(ways).toEqual({})
  })

  // In a graph only an element that is there says what it is related to.
  test.each(forms.filter(([, , write]) => ![rdfOf, flatRdfOf, turtleOf].includes(write)))(
    '%s: something that is nowhere is told of by its reference',
    async (_title, _format, write) => {
      const relationships: Sbom['relationships'] = [
        ['DOCUMENT', 'DESCRIBES', 'r'],
        ['r', 'DEPENDS_ON', 'gone'],
        ['gone', 'CONTAINS', 'z'],
      ]
      const { ways } = await waysOfOne(
        write({ packages: { r: 'root', z: 'last' }, files: {}, relationships }),
      )
      expect(ways).toEqual({ last: 'root > SPDXRef-gone? > last' })
    },
  )
})

const product: Bom = {
  root: { ref: 'root & co', name: 'Door station' },
  components: [
    {
      ref: 'a',
      name: 'app',
      parts: [{ ref: 'in', name: 'inner é', parts: [{ ref: 'deep', name: 'innermost' }] }],
    },
    { ref: 'b', name: 'lib "one"' },
    { ref: 'c', name: 'unused' },
  ],
  services: [{ ref: 's', name: 'updates', parts: [{ ref: 't', name: 'mirror' }] }],
  dependencies: { 'root & co': ['a', 's', 'nowhere'], a: ['b'], b: ['a', 'root & co'], c: [] },
}
const PRODUCT_WAYS = {
  app: 'Door station > app',
  'lib "one"': 'Door station > app > lib "one"',
  'inner é': 'Door station > app > inner é',
  innermost: 'Door station > app > inner é > innermost',
  updates: 'Door station > updates',
  mirror: 'Door station > updates > mirror',
}

describe('CycloneDX in every form', () => {
  const forms: readonly (readonly [title: string, format: string, write: (bom: Bom) => Uint8Array])[] = [
    ['JSON', 'CycloneDX 1.5 JSON', cyclonedxJsonOf],
    ['XML', 'CycloneDX 1.5 XML', cyclonedxXmlOf],
    ['Protocol Buffers', 'CycloneDX 1.5 Protobuf', cyclonedxProtobufOf],
    ['Protocol Buffers as text', 'CycloneDX 1.5 Protobuf text', cyclonedxTextOf],
  ]

  test.each(forms)('%s gives the ways that the others give', async (_title, format, write) => {
    const { summary, ways } = await waysOfOne(write(product))
    expect(summary.format).toBe(format)
    expect(ways).toEqual(PRODUCT_WAYS)
  })

  test.each(forms)('%s without dependencies has no ways', async (_title, _format, write) => {
    const components = product.components.map(({ ref, name }) => ({ ref, name }))
    const { ways, items } = await waysOfOne(write({ ...product, components, services: [], dependencies: {} }))
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['Door station', 'app']))
    expect(ways).toEqual({})
  })
})

describe('documents that stand in others', () => {
  const spdx3 = utf8(
    JSON.stringify({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'software_Package', spdxId: 'urn:r', name: 'root' },
        { type: 'software_Package', spdxId: 'urn:a', name: 'part' },
        { type: 'Relationship', spdxId: 'urn:1', from: 'urn:r', to: ['urn:a'], relationshipType: 'contains' },
        { type: 'SpdxDocument', spdxId: 'urn:d', rootElement: ['urn:r'] },
      ],
    }),
  )
  const files = [
    ...forms.map(([title, , write]) => ({ name: title, bytes: write(station), ways: WAYS })),
    { name: 'Protocol Buffers', bytes: cyclonedxProtobufOf(product), ways: PRODUCT_WAYS },
    { name: 'SPDX 3', bytes: spdx3, ways: { part: 'root > part' } },
  ]
  const json = (value: unknown) => utf8(JSON.stringify(value))
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const inStatement = (bytes: Uint8Array) =>
    json({ _type: 'https://in-toto.io/Statement/v1', predicate: JSON.parse(Buffer.from(bytes).toString()) })

  test('of an archive have the ways that they have alone', async () => {
    for (const pack of [tar, zip, (all: typeof files) => new Uint8Array(gzipSync(tar(all)))]) {
      const all = await waysOf(pack(files))
      expect(all.map(({ ways }) => ways)).toEqual(files.map(({ ways }) => ways))
    }
  })

  test.each(files)('of an attestation, encoded: $name', async ({ bytes, ways }) => {
    const all = await waysOf(
      json({ payloadType: 'text/x', payload: base64(bytes), signatures: [{ sig: '' }] }),
    )
    expect(all.map((one) => one.ways)).toEqual([ways])
  })

  test('of a statement, and of one that is encoded', async () => {
    const statement = inStatement(spdx3)
    const envelope = json({
      payloadType: 'application/vnd.in-toto+json',
      payload: base64(statement),
      signatures: [{}],
    })
    for (const bytes of [statement, envelope])
      expect((await waysOfOne(bytes)).ways).toEqual({ part: 'root > part' })
  })

  test.each(files.filter(({ name }) => !['Protocol Buffers', 'a spreadsheet'].includes(name)))(
    'of a statement that holds them as text: $name',
    async ({ bytes, ways }) => {
      const data = Buffer.from(bytes).toString()
      for (const predicate of [data, { Data: data, Timestamp: '2026-01-01T00:00:00Z' }]) {
        const all = await waysOf(
          json({ _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://x.example', predicate }),
        )
        expect(all.map((one) => one.ways)).toEqual([ways])
      }
    },
  )

  test('of a row keep their references to themselves', async () => {
    const text = Buffer.from(spdx3).toString()
    const other = text.replace('"root"', '"other root"').replace('"part"', '"other part"')
    const { ways } = await waysOfOne(utf8(`${text}\n${other}\n`))
    expect(ways).toEqual({ part: 'root > part', 'other part': 'other root > other part' })
  })

  test.each(forms.filter(([, , write]) => write !== workbookFormOf))(
    'in UTF-16: %s',
    async (_title, format, write) => {
      const text = `\ufeff${Buffer.from(write(station)).toString()}`
      const { summary, ways } = await waysOfOne(new Uint8Array(Buffer.from(text, 'utf16le')))
      expect(summary.format).toBe(format)
      expect(ways).toEqual(WAYS)
    },
  )

  test('of a spreadsheet tell the cell of each step', async () => {
    const { steps } = await waysOfOne(workbookFormOf(station))
    expect(steps.map(({ name, span }) => `${name} ${span?.cell?.sheet}!${span?.cell?.ref}`)).toEqual(
      expect.arrayContaining(['Door station Package Info!A2', './a.bin Per File Info!A2']),
    )
    expect(steps.filter(({ span }) => span?.encloses !== true)).toEqual([])
  })
})

describe('YAML with anchors and aliases', () => {
  test.each([
    ['of references', '*r', 'contains: [*r]'],
    ['of references, in a flow', '*r', 'x: &y z'],
    ['of nothing here', 'SPDXRef-r', ''],
  ])('%s', async (_title, of, comment) => {
    const { ways, summary } = await waysOfOne(
      utf8(`spdxVersion: SPDX-2.3
SPDXID: &d SPDXRef-DOCUMENT
packages:
- &package
  SPDXID: &r SPDXRef-r
  name: root
- SPDXID: SPDXRef-a # &b
  name: part
- <<: *package
  SPDXID: SPDXRef-m
  name: merged
  annotations: {${comment}}
relationships:
- {spdxElementId: *d, relationshipType: DESCRIBES, relatedSpdxElement: *r}
- spdxElementId: ${of}
  relationshipType: &kind CONTAINS
  relatedSpdxElement: SPDXRef-a
- spdxElementId: SPDXRef-a
  relationshipType: *kind
  relatedSpdxElement: "SPDXRef-m"
`),
    )
    expect(summary.state).toBe('whole')
    expect(ways).toEqual({ part: 'root > part', merged: 'root > part > merged' })
  })
})

describe('what older forms of SPDX say of how things hang together', () => {
  const old = {
    Document: {
      spdxVersion: 'SPDX-2.1',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'old',
      documentDescribes: [
        {
          Package: {
            SPDXID: 'SPDXRef-p',
            name: 'package',
            files: [{ File: { SPDXID: 'SPDXRef-f', name: 'file' } }],
          },
        },
      ],
    },
  }
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">
    <SpdxDocument rdf:about="http://old.example#SPDXANALYSIS"><specVersion>SPDX-1.2</specVersion>
      <describesPackage><Package rdf:about="http://old.example#p"><name>package</name>
        <hasFile><File rdf:nodeID="f"><fileName>file</fileName></File></hasFile>
      </Package></describesPackage></SpdxDocument></rdf:RDF>`
  const yaml = `Document:
  spdxVersion: SPDX-2.1
  SPDXID: SPDXRef-DOCUMENT
  documentDescribes:
  - Package:
      SPDXID: SPDXRef-p
      name: package
      files:
      - File:
          SPDXID: SPDXRef-f
          name: file
`
  const describedOnly = workbookOf([
    {
      name: 'Document Info',
      rows: [
        ['SPDX Version', 'Document Contents'],
        ['SPDX-2.1', 'SPDXRef-p'],
      ],
    },
    {
      name: 'Package Info',
      rows: [
        ['Package Name', 'SPDX Identifier'],
        ['package', 'SPDXRef-p'],
        ['another', 'SPDXRef-q'],
      ],
    },
    {
      name: 'Per File Info',
      rows: [
        ['File Name', 'SPDX Identifier', 'Package Identifier'],
        ['file', 'SPDXRef-f', 'SPDXRef-q, SPDXRef-p'],
      ],
    },
  ])

  test.each([
    ['packages in the document, JSON', utf8(JSON.stringify(old))],
    ['packages in the document, YAML', utf8(yaml)],
    ['packages in the document, RDF', utf8(rdf)],
    ['files of packages, a spreadsheet', describedOnly],
  ])('%s', async (_title, bytes) => {
    expect((await waysOfOne(bytes)).ways).toEqual({ file: 'package > file' })
  })
})

describe('a damaged document', () => {
  test('is read for ways where a sheet is damaged, but not by what stood there', async () => {
    for (const [sheet, ways] of [
      ['sheet2.xml', WAYS],
      ['sheet1.xml', { './a.bin': 'app & more > ./a.bin' }],
    ] as const) {
      const written = workbookFiles(sheetsOf(station))
      const bytes = zip(
        written.map((file) => (file.name.endsWith(sheet) ? { ...file, bytes: utf8('PK') } : file)),
      )
      const reading = await waysOfOne(bytes)
      expect(reading.summary.state).toBe('partial')
      expect(reading.ways).toEqual(ways)
    }
  })

  const documents = [
    ...forms
      .filter(([, , write]) => write !== workbookFormOf)
      .map(([title, , write]) => [title, write(station)] as const),
    ['Protocol Buffers', cyclonedxProtobufOf(product)] as const,
    ['Protocol Buffers as text', cyclonedxTextOf(product)] as const,
    ['CycloneDX in XML', cyclonedxXmlOf(product)] as const,
  ]

  test.each(documents)('is read for ways as far as it goes: %s', async (_title, bytes) => {
    const { summary, items } = await waysOfOne(bytes)
    const targets = items.flatMap(({ ref, span }) => (ref === undefined ? [] : [{ ref, name: '', span }]))
    let told = 0
    for (let at = 1; at < bytes.length; at += Math.ceil(bytes.length / 20)) {
      const changed = [0x00, 0x22, 0x3c, 0xff].map((byte) => {
        const copy = bytes.slice()
        copy[at] = byte
        return copy
      })
      for (const damaged of [bytes.slice(0, at), ...changed]) {
        const { stepsTo } = await pathsTo({ open: () => chunks(damaged, 100) }, targets, summary)
        for (const target of targets) if ((stepsTo(target)?.length ?? 0) > 1) told++
      }
    }
    expect(told).toBeGreaterThan(50)
  })
})
