import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/read/index.ts'
import type { Format } from '../../src/read/reader.ts'
import { read, utf8 } from './support.ts'

const lines = (...text: string[]) => text.join('\n')
const bytes = (...values: number[]) => Uint8Array.from(values)

describe('what a document turns out to be', () => {
  const cases: { title: string; input: string | Uint8Array; format: string; code: string | null }[] = [
    { title: 'nothing', input: '', format: '', code: 'empty' },
    { title: 'white space', input: ' \n', format: '', code: 'empty' },
    { title: 'prose', input: 'Dear Sir or Madam', format: '', code: 'unknown-format' },
    { title: 'JSON of no known kind', input: '{"a": 1}', format: '', code: 'unknown-format' },
    { title: 'XML of no known kind', input: '<a/>', format: '', code: 'unknown-format' },
    {
      title: 'CycloneDX whose version stands last',
      input: '{"components":[{"name":"a"}],"bomFormat":"CycloneDX","specVersion":"1.4"}',
      format: 'CycloneDX 1.4 JSON',
      code: null,
    },
    {
      title: 'CycloneDX without bomFormat',
      input: '{"specVersion":"1.4","components":[{"name":"a"}]}',
      format: 'CycloneDX 1.4 JSON',
      code: null,
    },
    {
      title: 'CycloneDX in an in-toto statement',
      input:
        '{"_type":"x","predicate":{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}]}}',
      format: 'CycloneDX 1.5 JSON',
      code: null,
    },
    {
      title: 'a list of CycloneDX documents',
      input:
        '[{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}]},{"bomFormat":"CycloneDX","components":[{"name":"b"}]}]',
      format: 'CycloneDX 1.5 JSON',
      code: null,
    },
    {
      title: 'CycloneDX without components',
      input: '{"bomFormat":"CycloneDX","specVersion":"1.5"}',
      format: 'CycloneDX 1.5 JSON',
      code: 'no-items',
    },
    {
      title: 'SPDX that lists files and no package',
      input: 'SPDXVersion: SPDX-2.1\nSPDXID: SPDXRef-DOCUMENT\n\nFileName: ./a.c\nSPDXID: SPDXRef-1\n',
      format: 'SPDX 2.1 tag-value',
      code: 'no-items',
    },
    {
      title: 'CycloneDX that is only a product',
      input:
        '{"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"type":"device","name":"a"}}}',
      format: 'CycloneDX 1.5 JSON',
      code: null,
    },
    {
      title: 'CycloneDX of a version to come',
      input: '{"bomFormat":"CycloneDX","specVersion":"9.9","components":[{"name":"a"}]}',
      format: 'CycloneDX 9.9 JSON',
      code: 'unsupported-version',
    },
    {
      title: 'CycloneDX cut short',
      input: '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"},{"na',
      format: 'CycloneDX 1.5 JSON',
      code: 'truncated',
    },
    {
      title: 'CycloneDX XML without a namespace',
      input: '<bom><components><component type="library"><name>a</name></component></components></bom>',
      format: 'CycloneDX XML',
      code: 'unsupported-version',
    },
    {
      title: 'CycloneDX XML cut short',
      input: '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component type="library">',
      format: 'CycloneDX 1.4 XML',
      code: 'truncated',
    },
    {
      title: 'XML with tags that do not match',
      input: '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components></component></bom>',
      format: 'CycloneDX 1.4 XML',
      code: 'syntax',
    },
    {
      title: 'XML with entities',
      input: '<!DOCTYPE bom [<!ENTITY x "y">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4">&x;</bom>',
      format: 'XML whose document type has declarations of its own',
      code: 'unsupported-format',
    },
    {
      title: 'SPDX 2.2',
      input: '{"spdxVersion":"SPDX-2.2","packages":[{"name":"a"}]}',
      format: 'SPDX 2.2 JSON',
      code: null,
    },
    {
      title: 'CycloneDX as protobuf text',
      input: 'spec_version: "1.4"\nversion: 1\ncomponents { name: "a" }',
      format: 'CycloneDX 1.4 Protobuf text',
      code: null,
    },
    {
      title: 'SPDX tag-value',
      input: 'SPDXVersion: SPDX-2.3\nPackageName: a',
      format: 'SPDX 2.3 tag-value',
      code: null,
    },
    {
      title: 'SPDX YAML',
      input: 'spdxVersion: SPDX-2.2\npackages:\n- name: a',
      format: 'SPDX 2.2 YAML',
      code: null,
    },
    {
      title: 'SPDX 3',
      input:
        '{"@context":"https://spdx.org/rdf/3.0.0/spdx-context.jsonld","@graph":[{"type":"software_Package","spdxId":"urn:a","name":"a"}]}',
      format: 'SPDX 3.0.0 JSON-LD',
      code: null,
    },
    {
      title: 'SPDX Turtle',
      input: '@prefix s: <http://spdx.org/rdf/terms#> .\n<a:b> a s:Package ; s:name "x" .',
      format: 'SPDX Turtle',
      code: 'unsupported-version',
    },
    {
      title: 'Turtle of other things that have an SPDX checksum',
      input: '@prefix s: <http://spdx.org/rdf/terms#> .\n<a:b> s:checksum [ s:checksumValue "0" ] .',
      format: '',
      code: 'unknown-format',
    },
    {
      title: 'SPDX 3 RDF/XML',
      input: '<rdf:RDF xmlns:s="https://spdx.org/rdf/3.0.1/terms/Core/">',
      format: 'SPDX 3 as RDF/XML',
      code: 'unsupported-format',
    },
    { title: 'zip', input: bytes(0x50, 0x4b, 3, 4, 0), format: 'zip', code: 'unsupported-format' },
    { title: 'gzip', input: bytes(0x1f, 0x8b, 8, 0), format: 'gzip', code: 'unsupported-format' },
    {
      title: 'an inventory',
      input: lines('Manufacturer,Model,MAC address', 'Acme,X-1,00:00:5E:00:53:01'),
      format: 'CSV inventory',
      code: null,
    },
  ]
  for (const { title, input, format, code } of cases) {
    test(title, async () => {
      const { summary, problems } = await read(typeof input === 'string' ? utf8(input) : input)
      expect(summary.format).toBe(format)
      expect(problems.map((problem) => problem.code)).toEqual(code === null ? [] : [code])
      expect(problems.filter(({ severity }) => severity === 'error').length > 0).toBe(
        summary.state !== 'whole',
      )
    })
  }
})

test('a truncated document says where it ends, and gives what stands before', async () => {
  const text = '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"},{"na'
  const { items, problems, summary } = await read(utf8(text))
  expect(items.map(({ name }) => name)).toEqual(['a'])
  expect(problems[0]?.span?.offset).toBe(text.length)
  expect(summary.state).toBe('partial')
})

test('a document in UTF-16 gives the same items as in UTF-8', async () => {
  const text = '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"café 大"}]}'
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer),
  ])
  expect(await read(wide, { size: 3 })).toEqual(await read(utf8(text)))
})

test('a document that cannot be opened, or breaks off, is a problem and no exception', async () => {
  const failure = Object.assign(new Error('no such file'), { code: 'ENOENT' })
  const begun = `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"},${' '.repeat(600)}`
  const openings = [
    { open: () => failing([], failure), state: 'unread', items: 0, expected: ['unreadable'] },
    {
      open: () => failing([utf8(begun)], failure),
      state: 'partial',
      items: 1,
      expected: ['unreadable', 'truncated'],
    },
  ]
  for (const { open, state, items, expected } of openings) {
    const codes: string[] = []
    const handlers = {
      onItem: () => undefined,
      onProblem: (problem: { code: string }) => codes.push(problem.code),
    }
    expect(await readDocument({ open }, handlers, { literals: null })).toMatchObject({ state, items })
    expect(codes).toEqual(expected)
  }
})

test('a bug is not taken for trouble with a document', async () => {
  const broken: Format = {
    id: 'broken',
    recognise: () => 'yes',
    open: () => {
      throw new TypeError('a bug')
    },
  }
  await expect(read(utf8('x'), { among: [broken] })).rejects.toThrow('a bug')
})

test('a format may ask for another pass', async () => {
  const passes: string[] = []
  const twice: Format = {
    id: 'twice',
    recognise: () => 'yes',
    open: () => {
      let text = ''
      return {
        write: (chunk) => {
          text += new TextDecoder().decode(chunk)
        },
        end: () => {
          passes.push(text)
          text = ''
          if (passes.length < 2) return 'again'
          return { format: 'twice', context: 'product', state: 'whole', items: 1, records: 1, lookedInto: 1 }
        },
      }
    },
  }
  expect((await read(utf8('abc'), { among: [twice], size: 2 })).summary.format).toBe('twice')
  expect(passes).toEqual(['abc', 'abc'])
})

async function* failing(before: Uint8Array[], error: Error): AsyncGenerator<Uint8Array> {
  yield* before
  throw error
}
