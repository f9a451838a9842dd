import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { Graph } from '../../src/read/links/graph.ts'
import { type LinkedDocument, pathsTo, type Target } from '../../src/read/paths.ts'
import { hasCorpus, unpack } from './corpus.ts'
import { chunks, read, utf8 } from './support.ts'

/** The names on the way to each item that is asked for; where its own name stands is checked, too. */
async function waysTo(text: string, refs: readonly string[], how: { seek?: boolean } = {}) {
  const bytes = utf8(text)
  const { items, summary } = await read(bytes)
  const targets = refs.map((ref) => targetOf(ref, items))
  const document: LinkedDocument = {
    open: () => chunks(bytes, 50),
    ...(how.seek && { openAt: (offset: number) => chunks(bytes.subarray(offset), 50) }),
  }
  const { links, ...unlinked } = summary
  const paths = await pathsTo(document, targets, how.seek ? summary : unlinked)
  return targets.map((target) =>
    (paths.stepsTo(target) ?? []).map(({ name, span }) => {
      if (span === undefined) return `${name}?`
      const spelt = new TextDecoder().decode(bytes.subarray(span.offset, span.offset + span.length))
      expect(spelt).toBe(name)
      return name
    }),
  )
}

function targetOf(ref: string, items: readonly Item[]): Target {
  const item = items.find((candidate) => candidate.ref === ref)
  return { ref, name: item?.name ?? '', span: item?.span ?? { offset: 0, length: 0 } }
}

const component = (ref: string, more: object = {}) => ({
  'bom-ref': ref,
  type: 'library',
  name: `name of ${ref}`,
  ...more,
})

function bom(
  root: string | null,
  parts: readonly object[],
  dependencies: Readonly<Record<string, string[]>> | null,
) {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    ...(root !== null && { metadata: { component: component(root) } }),
    components: parts,
    ...(dependencies !== null && {
      dependencies: Object.entries(dependencies).map(([ref, dependsOn]) => ({ ref, dependsOn })),
    }),
  })
}

const a = ['a', 'b', 'c', 'd'].map((ref) => component(ref))
const inner = component('inner', { components: [component('innermost')] })

const cyclonedx: readonly {
  readonly title: string
  readonly document: string
  readonly ref: string
  readonly way: readonly string[]
}[] = [
  {
    title: 'a part of a part',
    document: bom('r', a, { r: ['a'], a: ['b'] }),
    ref: 'b',
    way: ['r', 'a', 'b'],
  },
  {
    title: 'the shorter of two ways',
    document: bom('r', a, { r: ['a', 'b'], a: ['b'] }),
    ref: 'b',
    way: ['r', 'b'],
  },
  {
    title: 'a cycle behind the root',
    document: bom('r', a, { r: ['a'], a: ['b'], b: ['a', 'c'] }),
    ref: 'c',
    way: ['r', 'a', 'b', 'c'],
  },
  {
    title: 'a cycle that nothing leads to',
    document: bom('r', a, { a: ['b'], b: ['a'] }),
    ref: 'b',
    way: [],
  },
  {
    title: 'what depends on itself',
    document: bom('r', a, { r: ['r', 'a'], a: ['a'] }),
    ref: 'a',
    way: ['r', 'a'],
  },
  { title: 'what depends on itself alone', document: bom('r', a, { a: ['a'] }), ref: 'a', way: [] },
  { title: 'the root itself', document: bom('r', a, { r: ['a'], a: ['r'] }), ref: 'r', way: [] },
  { title: 'what nothing depends on', document: bom('r', a, { r: ['a'] }), ref: 'b', way: [] },
  { title: 'no dependencies at all', document: bom('r', a, null), ref: 'a', way: [] },
  {
    title: 'a root that the dependencies do not know',
    document: bom('r', a, { a: ['b'], b: ['c'] }),
    ref: 'c',
    way: ['a', 'b', 'c'],
  },
  { title: 'no root', document: bom(null, a, { a: ['b'], b: ['c'] }), ref: 'c', way: ['a', 'b', 'c'] },
  {
    title: 'a way over something that does not exist',
    document: bom('r', a, { r: ['x'], x: ['b'] }),
    ref: 'b',
    way: ['r', 'x?', 'b'],
  },
  {
    title: 'dependencies of a thing in two places',
    document: bom('r', a, { r: ['a'] }).replace(
      '"dependencies":[',
      '"dependencies":[{"ref":"a","dependsOn":["d"]},{"ref":"a","dependsOn":["c"]},',
    ),
    ref: 'c',
    way: ['r', 'a', 'c'],
  },
  {
    title: 'the first name of a reference that stands twice',
    document: bom('r', [...a, component('a', { name: 'other' })], { r: ['a'] }),
    ref: 'a',
    way: ['r', 'a'],
  },
  {
    title: 'what is written inside something',
    document: bom('r', [component('outer', { components: [inner] })], null),
    ref: 'innermost',
    way: ['r', 'outer', 'inner', 'innermost'],
  },
  {
    title: 'what is written inside something, without a root',
    document: bom(null, [component('outer', { components: [inner] })], null),
    ref: 'innermost',
    way: ['outer', 'inner', 'innermost'],
  },
  {
    title: 'what is written inside the root',
    document: bom('r', a, null).replace(
      '"name of r"',
      '"name of r","components":[{"bom-ref":"in","name":"name of in"}]',
    ),
    ref: 'in',
    way: ['r', 'in'],
  },
  {
    title: 'what is stated before what is only seen',
    document: bom('r', [component('outer', { components: [inner] }), ...a], {
      r: ['a'],
      a: ['b'],
      b: ['innermost'],
    }),
    ref: 'innermost',
    way: ['r', 'a', 'b', 'innermost'],
  },
  {
    title: 'what is seen where nothing is stated',
    document: bom('r', [component('outer', { components: [inner] }), ...a], { r: ['a'], a: ['outer'] }),
    ref: 'innermost',
    way: ['r', 'a', 'outer', 'inner', 'innermost'],
  },
  {
    title: 'services',
    document: bom('r', [], { r: ['s'] }).replace(
      '"components":[]',
      '"services":[{"bom-ref":"s","name":"name of s","services":[{"bom-ref":"t","name":"name of t"}]}]',
    ),
    ref: 't',
    way: ['r', 's', 't'],
  },
]

describe('CycloneDX in JSON', () => {
  test.each(cyclonedx)('$title', async ({ document, ref, way }) => {
    const names = [way.map((step) => (step.endsWith('?') ? step : `name of ${step}`))]
    expect(await waysTo(document, [ref])).toEqual(names)
    expect(await waysTo(document, [ref], { seek: true })).toEqual(names)
  })
})

test('a reference is the same however JSON writes it', async () => {
  const document = bom('r', [component('x/y'), component('é')], { r: ['x/y'], 'x/y': ['é'] })
  const written = document.replace('"bom-ref":"x/y"', '"bom-ref":"x\\/y"').replace('["é"]', '["\\u00e9"]')
  expect(await waysTo(written, ['é'])).toEqual([['name of r', 'name of x/y', 'name of é']])
})

test.each([
  ['+', '\\u002b'],
  ['=', '\\u003D'],
  ['&', '\\u0026'],
])('%s in a reference may be written by its number', async (mark, written) => {
  const ref = `package-name@1.0.0${mark}build`
  const document = bom('r', [component(ref), component('b')], { r: [ref], [ref]: ['b'] })
  const escaped = document.replace(`"bom-ref":"${ref}"`, `"bom-ref":"${ref.replace(mark, written)}"`)
  expect(escaped).not.toBe(document)
  expect(await waysTo(escaped, ['b'])).toEqual([['name of r', `name of ${ref}`, 'name of b']])
})

test('what nothing leads to has no way, in whatever letters it is written', async () => {
  const document = bom('r', [component('outer', { components: [inner] }), component('ж')], null)
  expect(await waysTo(document, ['inner', 'ж'])).toEqual([
    ['name of r', 'name of outer', 'name of inner'],
    [],
  ])
})

test('documents in a row keep their references to themselves', async () => {
  const first = bom('r', a, { r: ['a'], a: ['c'] })
  const second = bom('s', [...a, component('e')], { s: ['b'], b: ['c'], c: ['e'] })
  const bytes = utf8(`${first}\n${second}\n`)
  const { items, summary } = await read(bytes)
  const document = { open: () => chunks(bytes, 64) }
  const targets = items
    .filter(({ ref }) => ref === 'c' || ref === 'e')
    .map(({ ref = '', name, span }) => ({ ref, name, span }))
  const { stepsTo } = await pathsTo(document, targets, summary)
  expect(
    targets.map((target) =>
      stepsTo(target)
        ?.map(({ name }) => name.slice(-1))
        .join(''),
    ),
  ).toEqual(['rac', 'sbc', 'sbce'])
})

test('a chain of a hundred thousand is followed, and told of by its ends', async () => {
  const refs = Array.from({ length: 100_000 }, (_, at) => `c${at}`)
  const dependencies = Object.fromEntries(
    refs.map((ref, at) => [ref, at + 1 < refs.length ? [refs[at + 1]!] : []]),
  )
  const document = bom(
    'c0',
    refs.slice(1).map((ref) => ({ 'bom-ref': ref, name: ref })),
    dependencies,
  )
  const [way] = await waysTo(document, ['c99999'], { seek: true })
  expect(way).toHaveLength(50)
  expect(way!.slice(0, 2)).toEqual(['name of c0', 'c1'])
  expect(way!.filter((name) => name.includes('left out'))).toEqual(['(99951 steps left out)?'])
  expect(way!.slice(-2)).toEqual(['c99998', 'c99999'])
})

test('components a thousand deep in one another are followed', async () => {
  let text = component('x1000') as object
  for (let depth = 999; depth > 0; depth--) text = component(`x${depth}`, { components: [text] })
  const [way] = await waysTo(bom('r', [text], null), ['x40'])
  expect(way).toHaveLength(41)
})

test('more links than are kept are a problem, not a wrong way', () => {
  const graph = new Graph(2)
  for (const part of ['a', 'b', 'c']) graph.add('r', part, 'stated')
  expect(graph.full).toBe(true)
})

test('a document that cannot be opened again has no ways', async () => {
  const document = {
    // biome-ignore lint/correctness/useYield: a stream that fails at once
    async *open(): AsyncGenerator<Uint8Array> {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' })
    },
  }
  const target = targetOf('a', [])
  const { stepsTo } = await pathsTo(document, [target], { formatId: 'cyclonedx-json' })
  expect(stepsTo(target)).toBeUndefined()
})

const xml = `<?xml version="1.0"?>
<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.5">
  <b:metadata><b:component type="device" bom-ref="r &amp; co"><b:name>root</b:name></b:component></b:metadata>
  <b:components>
    <b:component type="library" bom-ref="a"><b:name>first</b:name>
      <b:components><b:component type="library" bom-ref="in"><b:name>inside</b:name></b:component></b:components>
    </b:component>
    <b:component type="library" bom-ref="b"><b:name>second</b:name></b:component>
    <b:component type="library" bom-ref="c"><b:name>third</b:name></b:component>
  </b:components>
  <b:dependencies>
    <b:dependency ref="r &amp; co"><b:dependency ref="a"><b:dependency ref="b"/></b:dependency></b:dependency>
    <b:dependency ref="b"/>
  </b:dependencies>
</b:bom>
`

const tagValue = `SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
DocumentName: document

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-r

PackageName: root
SPDXID: SPDXRef-r
PackageComment: <text>
SPDXID: SPDXRef-none
</text>

FileName: ./file
SPDXID: SPDXRef-f

PackageName: first
SPDXID: SPDXRef-a
Relationship: SPDXRef-r CONTAINS SPDXRef-a
RelationshipComment: <text>one</text>

PackageName: second
SPDXID: SPDXRef-b

PackageName: third
SPDXID: SPDXRef-c
Relationship: SPDXRef-b DEPENDENCY_OF SPDXRef-a
Relationship: SPDXRef-c DESCRIBED_BY SPDXRef-DOCUMENT
Relationship: SPDXRef-c VARIANT_OF SPDXRef-b
Relationship: SPDXRef-a DEPENDS_ON NONE
`

const spdxPackage = (ref: string, more: object = {}) => ({
  SPDXID: `SPDXRef-${ref}`,
  name: `name of ${ref}`,
  ...more,
})
const relation = (of: string, relationshipType: string, to: string) => ({
  spdxElementId: `SPDXRef-${of}`,
  relationshipType,
  relatedSpdxElement: `SPDXRef-${to}`,
})
const spdxJson = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'document',
  relationships: [
    relation('a', 'DYNAMIC_LINK', 'b'),
    relation('c', 'BUILD_DEPENDENCY_OF', 'b'),
    relation('DOCUMENT', 'CONTAINS', 'd'),
    relation('d', 'COPY_OF', 'c'),
  ],
  documentDescribes: ['SPDXRef-r'],
  packages: [
    spdxPackage('r', { hasFiles: ['SPDXRef-a'] }),
    spdxPackage('b'),
    spdxPackage('c'),
    spdxPackage('d'),
    spdxPackage('e'),
  ],
  files: [{ SPDXID: 'SPDXRef-a', fileName: 'name of a' }],
})

describe('other syntaxes', () => {
  test.each([
    { of: 'CycloneDX in XML', text: xml, ref: 'b', way: ['root', 'first', 'second'] },
    { of: 'CycloneDX in XML', text: xml, ref: 'in', way: ['root', 'first', 'inside'] },
    { of: 'CycloneDX in XML', text: xml, ref: 'c', way: [] },
    { of: 'SPDX in tag-value', text: tagValue, ref: 'SPDXRef-b', way: ['root', 'first', 'second'] },
    { of: 'SPDX in tag-value', text: tagValue, ref: 'SPDXRef-f', way: ['root', './file'] },
    { of: 'SPDX in tag-value', text: tagValue, ref: 'SPDXRef-c', way: [] },
    {
      of: 'SPDX in tag-value with CRLF',
      text: tagValue.replaceAll('\n', '\r\n'),
      ref: 'SPDXRef-b',
      way: ['root', 'first', 'second'],
    },
    {
      of: 'SPDX in JSON',
      text: spdxJson,
      ref: 'SPDXRef-c',
      way: ['name of r', 'name of a', 'name of b', 'name of c'],
    },
    { of: 'SPDX in JSON', text: spdxJson, ref: 'SPDXRef-d', way: [] },
    { of: 'SPDX in JSON', text: spdxJson, ref: 'SPDXRef-e', way: [] },
  ])('$of: the way to $ref', async ({ text, ref, way }) => {
    expect(await waysTo(text, [ref])).toEqual([way])
  })
})

/** Figures for the corpus: a way for everything that is said to be somewhere, and every step at its own place. */
describe.skipIf(!hasCorpus('sbom'))('the shared corpus (skipped where there is none)', () => {
  test('ways end where they should, and names stand where they are said to', {
    timeout: 120_000,
  }, async () => {
    let ways = 0
    for (const [path, bytes] of unpack('sbom')) {
      if (bytes.length > 300_000 || !/\.(json|xml|spdx)$/.test(path)) continue
      const { items, summary } = await read(bytes, { literals: null })
      const named = items.filter(({ ref }) => ref !== undefined)
      const targets = named.map(({ ref = '', name, span }) => ({ ref, name, span }))
      const document = {
        open: () => chunks(bytes, 65_536),
        openAt: (from: number) => chunks(bytes.subarray(from), 65_536),
      }
      const { stepsTo } = await pathsTo(document, targets, summary)
      const once = new Set(named.map(({ ref }) => ref)).size === named.length
      for (const [at, target] of targets.entries()) {
        const steps = stepsTo(target)
        if (steps === undefined) continue
        ways++
        expect(steps.length, path).toBeGreaterThan(1)
        expect(steps.length, path).toBeLessThanOrEqual(50)
        if (once) expect(steps.at(-1)!.name, path).toBe(named[at]!.name || target.ref)
      }
    }
    console.log(`${ways} ways in the corpus`)
    expect(ways).toBeGreaterThan(1000)
  })
})
