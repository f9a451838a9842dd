import { describe, expect, test } from 'vitest'
import { read, utf8 } from './support.ts'

const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'a', supplier: { name: 'Acme' } }],
}
const spdx = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'd',
  packages: [{ SPDXID: 'SPDXRef-a', name: 'a', supplier: 'Organization: Acme' }],
}
const statement = { _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://example.org/bom' }

describe('documents in objects of others', () => {
  test.each([
    ['a statement', { ...statement, predicate: cyclonedx }, '/predicate/components/0/supplier/name'],
    [
      'a statement with a time',
      { ...statement, predicate: { Data: cyclonedx, Timestamp: '2026-01-01T00:00:00Z' } },
      '/predicate/Data/components/0/supplier/name',
    ],
    [
      'a statement of SPDX with a time',
      { ...statement, predicate: { Data: spdx, Timestamp: '2026-01-01T00:00:00Z' } },
      '/predicate/Data/packages/0/supplier',
    ],
    ['an answer about dependencies', { sbom: spdx }, '/sbom/packages/0/supplier'],
  ])('%s', async (_, document, pointer) => {
    for (const literals of [null, ['acme'], []]) {
      const { items, summary, problems } = await read(utf8(JSON.stringify(document)), { literals })
      expect(problems).toEqual([])
      expect(summary).toMatchObject({ items: 1, state: 'whole' })
      const found = items.flatMap(({ claims }) => claims).filter(({ value }) => value === 'Acme')
      expect(found.map(({ field, span }) => [field, span.pointer])).toEqual(
        literals?.length === 0 ? [] : [['supplier', pointer]],
      )
    }
  })

  test('SPDX of before 2.2, all under one key, in JSON and in YAML', async () => {
    const json = {
      Document: {
        specVersion: 'SPDX-2.1',
        name: 'd',
        creationInfo: { creators: ['Tool: maker-1.0'] },
        documentDescribes: [
          { Package: { name: 'a', supplier: 'Organization: Acme', files: [{ File: { name: 'a/b.c' } }] } },
        ],
        reviewers: [{ reviewer: 'Person: Someone' }],
      },
    }
    const yaml = `---
Document:
  spdxVersion: SPDX-2.1
  name: d
  creationInfo:
    creators:
    - 'Tool: maker-1.0'
  documentDescribes:
  - Package:
      name: a
      supplier: 'Organization: Acme'
      files:
      - File:
          name: a/b.c
  reviewers:
  - reviewer: 'Person: Someone'
`
    for (const text of [JSON.stringify(json), yaml]) {
      for (const literals of [null, ['acme']]) {
        const { items, summary } = await read(utf8(text), { literals })
        expect(summary).toMatchObject({ items: 1, state: 'whole', generator: 'maker-1.0' })
        expect(summary.format).toMatch(/^SPDX 2\.1 (JSON|YAML)$/)
        const said = items.map(({ name, claims }) => [
          name,
          ...claims.map(({ field, value }) => `${field} ${value}`),
        ])
        expect(said).toContainEqual(['a', 'name a', 'supplier Acme'])
        expect(said).toContainEqual(['a/b.c', 'path a/b.c'])
      }
    }
  })

  test('YAML with packages in a flow, behind anchors, and repeated by aliases', async () => {
    const head = 'spdxVersion: SPDX-2.3\nname: d\ncreationInfo:\n  creators: [null]\n'
    for (const [packages, items] of [
      ['packages: [{name: a, supplier: "Organization: Acme"}]', 1],
      ['packages: &all\n- name: a\n  supplier: "Organization: Acme"\n', 1],
      ['packages:\n- &one\n  name: a\n  supplier: "Organization: Acme"\n- *one\n', 2],
      ['comment: &s "Organization: Acme"\npackages:\n- name: a\n  supplier: *s\n- name: b\n', 2],
    ] as const) {
      for (const literals of [null, ['acme']]) {
        const { items: found, summary, problems } = await read(utf8(head + packages), { literals })
        expect(problems).toEqual([])
        expect(summary).toMatchObject({ format: 'SPDX 2.3 YAML', state: 'whole', items })
        const suppliers = found.flatMap(({ claims }) => claims.filter(({ field }) => field === 'supplier'))
        expect(suppliers.map(({ value }) => value)).toEqual(
          items === 2 && packages.includes('*one') ? ['Acme', 'Acme'] : ['Acme'],
        )
        expect(found.flatMap(({ claims }) => claims).filter(({ field }) => field === 'author')).toEqual([])
      }
    }
  })

  test('the same keys in other documents hold nothing of the kind', async () => {
    const table = { Document: { title: 'cameras' }, sbom: 'none', Data: [1] }
    const { summary, problems } = await read(utf8(JSON.stringify(table)))
    expect(summary.state).toBe('unread')
    expect(problems.map(({ code }) => code)).toEqual(['unknown-format'])
  })
})

const line = { level: 'info', message: 'done' }
const spdx3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'software_Package', spdxId: 'urn:a', name: 'a', suppliedBy: 'urn:b' },
    { type: 'Organization', spdxId: 'urn:b', name: 'Acme' },
  ],
}

describe('several documents in one stream', () => {
  test.each<[string, readonly object[], string, number, readonly (readonly [string, number])[]]>([
    ['of one format', [cyclonedx, cyclonedx], 'whole CycloneDX 1.6 JSON', 2, []],
    ['of one format, SPDX', [spdx, spdx], 'whole SPDX 2.3 JSON', 2, []],
    ['of one format, SPDX 3', [spdx3, spdx3], 'whole SPDX 3.0.1 JSON-LD', 2, []],
    ['in statements', [{ ...statement, predicate: cyclonedx }, cyclonedx], 'whole CycloneDX 1.6 JSON', 2, []],
    [
      'and a line that is none',
      [cyclonedx, line, cyclonedx],
      'whole CycloneDX 1.6 JSON',
      2,
      [['warning', 1]],
    ],
    ['behind a line that is none', [line, cyclonedx], 'whole CycloneDX 1.6 JSON', 1, [['warning', 0]]],
    ['and lines that are none', [line, spdx, line], 'whole SPDX 2.3 JSON', 1, [['warning', 0]]],
    ['and a line that is none, SPDX 3', [spdx3, line], 'whole SPDX 3.0.1 JSON-LD', 1, [['warning', 1]]],
    ['of two formats', [cyclonedx, spdx], 'partial CycloneDX 1.6 JSON', 1, [['error', 1]]],
    ['of two formats, SPDX first', [spdx, cyclonedx], 'partial SPDX 2.3 JSON', 1, [['error', 1]]],
    ['of two formats, SPDX 3 first', [spdx3, cyclonedx], 'partial SPDX 3.0.1 JSON-LD', 1, [['error', 1]]],
  ])('%s', async (_, documents, summary, items, told) => {
    const lines = documents.map((document) => JSON.stringify(document))
    const starts = lines.map((_, at) => lines.slice(0, at).join('\n').length + (at === 0 ? 0 : 1))
    const spellings: readonly [string, number][] = [
      [lines.join('\n'), 0],
      [`[${lines.join('\n').replaceAll('\n', ',')}]`, 1],
    ]
    for (const [text, before] of spellings) {
      const reading = await read(utf8(text))
      expect(`${reading.summary.state} ${reading.summary.format}`).toBe(summary)
      expect(reading.summary.items).toBe(items)
      const skipped = reading.problems.filter(({ code }) => code === 'record-skipped')
      expect(skipped.map(({ severity, span }) => [severity, span?.offset])).toEqual(
        told.map(([severity, at]) => [severity, starts[at]! + before]),
      )
      expect(reading.problems.filter(({ code }) => code === 'unsupported-version')).toEqual([])
    }
  })
})

describe('patents of CycloneDX 1.7', () => {
  test('say who asserts and who owns them, as an organisation, as a person, or by the one or the other', async () => {
    const document = {
      ...cyclonedx,
      specVersion: '1.7',
      components: [
        {
          type: 'library',
          name: 'a',
          patentAssertions: [
            { asserter: { name: 'Globex', url: ['https://globex.example'] } },
            { asserter: { organization: { name: 'Initech' } } },
            { asserter: { email: 'someone@hooli.example' } },
            { asserter: 'a-reference' },
          ],
        },
      ],
      definitions: { patents: [{ patentNumber: 'US1', patentAssignee: [{ name: 'Soylent' }] }] },
    }
    const { items } = await read(utf8(JSON.stringify(document)))
    const authors = items.flatMap(({ claims }) => claims.filter(({ field }) => field === 'author'))
    expect(authors.map(({ value }) => value)).toEqual([
      'Globex',
      'https://globex.example',
      'Initech',
      'someone@hooli.example',
      'Soylent',
    ])
  })
})
