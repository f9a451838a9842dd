import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { read, spells, utf8, type Writing } from './support.ts'

const CORE = 'https://spdx.org/rdf/3.0.1/terms/Core/'
const SOFTWARE = 'https://spdx.org/rdf/3.0.1/terms/Software/'
const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

const creation = {
  type: 'CreationInfo',
  '@id': '_:c',
  specVersion: '3.0.1',
  createdBy: ['urn:me'],
  createdUsing: ['urn:tool'],
}
const me = { type: 'Person', spdxId: 'urn:me', name: 'Jo', creationInfo: '_:c' }
const tool = { type: 'Tool', spdxId: 'urn:tool', name: 'maker', creationInfo: '_:c' }
const acme = {
  type: 'Organization',
  spdxId: 'urn:acme',
  name: 'Acme',
  creationInfo: '_:c',
  externalIdentifier: [
    { type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: 'x@acme.example' },
  ],
}
const camera = {
  type: 'software_Package',
  spdxId: 'urn:cam',
  name: 'cam 1',
  creationInfo: '_:c',
  suppliedBy: 'urn:acme',
  originatedBy: ['urn:acme', 'urn:me'],
  software_primaryPurpose: 'device',
  software_packageUrl: 'pkg:generic/cam',
  externalIdentifier: [
    { type: 'ExternalIdentifier', externalIdentifierType: 'swid', identifier: 'swid:acme' },
  ],
  externalRef: [{ type: 'ExternalRef', externalRefType: 'vcs', locator: ['https://vcs.example'] }],
}
const graph = [creation, me, tool, acme, camera]
const canonical = { '@context': CONTEXT, '@graph': graph }

/** An element with its references resolved. */
const embedded = {
  ...camera,
  creationInfo: { ...creation, createdBy: [me], createdUsing: [tool] },
  suppliedBy: acme,
  originatedBy: [{ spdxId: 'urn:acme' }, me],
}

const value = (text: string) => [{ '@value': text }]
const to = (...ids: readonly string[]) => ids.map((id) => ({ '@id': id }))

const expanded = [
  {
    '@id': '_:c',
    '@type': [`${CORE}CreationInfo`],
    [`${CORE}specVersion`]: value('3.0.1'),
    [`${CORE}createdBy`]: to('urn:me'),
    [`${CORE}createdUsing`]: to('urn:tool'),
  },
  { '@id': 'urn:me', '@type': [`${CORE}Person`], [`${CORE}name`]: value('Jo') },
  { '@id': 'urn:tool', '@type': [`${CORE}Tool`], [`${CORE}name`]: value('maker') },
  {
    '@id': 'urn:acme',
    '@type': [`${CORE}Organization`],
    [`${CORE}name`]: [{ '@value': 'Acme', '@language': 'en' }],
    [`${CORE}externalIdentifier`]: [
      {
        '@type': [`${CORE}ExternalIdentifier`],
        [`${CORE}externalIdentifierType`]: to(`${CORE}ExternalIdentifierType/email`),
        [`${CORE}identifier`]: value('x@acme.example'),
      },
    ],
  },
  {
    '@id': 'urn:cam',
    '@type': [`${SOFTWARE}Package`],
    [`${CORE}name`]: value('cam 1'),
    [`${CORE}suppliedBy`]: to('urn:acme'),
    [`${CORE}originatedBy`]: [{ '@list': to('urn:acme', 'urn:me') }],
    [`${SOFTWARE}primaryPurpose`]: to(`${SOFTWARE}SoftwarePurpose/device`),
    [`${SOFTWARE}packageUrl`]: [
      { '@type': 'http://www.w3.org/2001/XMLSchema#anyURI', '@value': 'pkg:generic/cam' },
    ],
    [`${CORE}externalIdentifier`]: [
      {
        '@type': [`${CORE}ExternalIdentifier`],
        [`${CORE}externalIdentifierType`]: to(`${CORE}ExternalIdentifierType/swid`),
        [`${CORE}identifier`]: value('swid:acme'),
      },
    ],
    [`${CORE}externalRef`]: [
      {
        '@type': [`${CORE}ExternalRef`],
        [`${CORE}locator`]: value('https://vcs.example'),
      },
    ],
  },
]

/** Identifiers and references as elements of their own, before and behind what refers to them. */
const flattened = {
  '@context': CONTEXT,
  '@graph': [
    { '@id': '_:e1', type: 'ExternalIdentifier', externalIdentifierType: 'swid', identifier: 'swid:acme' },
    creation,
    me,
    tool,
    { ...acme, externalIdentifier: ['_:e2'] },
    { ...camera, externalIdentifier: ['_:e1'], externalRef: '_:r1' },
    {
      '@id': '_:e2',
      type: 'ExternalIdentifier',
      externalIdentifierType: 'email',
      identifier: 'x@acme.example',
    },
    { '@id': '_:r1', type: 'ExternalRef', externalRefType: 'vcs', locator: 'https://vcs.example' },
  ],
}

const prefixed = (json: string) =>
  json
    .replaceAll('software_', 'sw:')
    .replaceAll('"device"', '{"@id":"sw:SoftwarePurpose/device"}')
    .replace(/"(name|suppliedBy|originatedBy|externalIdentifier|identifier|createdBy)"/g, '"spdx:$1"')
    .replaceAll('"spdxId"', '"@id"')
    .replace(/"type":"(\w+)/g, '"@type":"spdx:$1')
    .replaceAll('spdx:sw', 'sw')

const OTHER = {
  sw: SOFTWARE,
  spdx: CORE,
  id: '@id',
  kind: '@type',
  text: '@value',
  elements: '@graph',
  maker: { '@id': 'spdx:suppliedBy', '@type': '@id' },
}
const renamed = (json: string) =>
  json
    .replaceAll('"spdxId"', '"id"')
    .replaceAll('"@id"', '"id"')
    .replaceAll('"type"', '"kind"')
    .replaceAll('"suppliedBy"', '"maker"')
    .replaceAll('"name":"Acme"', '"name":{"text":"Acme"}')

const turtle = `@prefix core: <${CORE}> .
@prefix sw: <${SOFTWARE}> .
@prefix purpose: <${SOFTWARE}SoftwarePurpose/> .
<urn:cam> a sw:Package ; core:name "cam 1" ; core:creationInfo _:c ;
  core:suppliedBy <urn:acme> ; core:originatedBy <urn:acme>, <urn:me> ;
  sw:primaryPurpose PURPOSE ; sw:packageUrl "pkg:generic/cam"^^<http://www.w3.org/2001/XMLSchema#anyURI> ;
  core:externalIdentifier [ a core:ExternalIdentifier ;
    core:externalIdentifierType <${CORE}ExternalIdentifierType/swid> ; core:identifier "swid:acme" ] ;
  core:externalRef _:r1 .
_:c a core:CreationInfo ; core:specVersion "3.0.1" ; core:createdBy <urn:me> ; core:createdUsing <urn:tool> .
<urn:me> a core:Person ; core:name "Jo"@en .
<urn:tool> a core:Tool ; core:name "maker" .
<urn:acme> a core:Organization ; core:name "Acme" ; core:externalIdentifier _:e1 .
_:e1 a core:ExternalIdentifier ;
  core:externalIdentifierType <${CORE}ExternalIdentifierType/email> ; core:identifier "x@acme.example" .
_:r1 a core:ExternalRef ; core:locator "https://vcs.example" .
`

const json = (document: unknown) => JSON.stringify(document)

const FORMS: Readonly<Record<string, readonly [Writing, string]>> = {
  canonical: ['json', json(canonical)],
  'contexts in a list': ['json', json({ '@context': [CONTEXT, { ex: 'urn:ex' }], '@graph': graph })],
  'the context at the end': ['json', json({ '@graph': graph, '@context': CONTEXT })],
  'types in lists': [
    'json',
    json({ ...canonical, '@graph': graph.map((one) => ({ ...one, type: [one.type] })) }),
  ],
  'a graph in a graph': [
    'json',
    json({ '@context': CONTEXT, '@graph': [{ '@id': 'urn:g', '@graph': graph }] }),
  ],
  'elements beside the document': [
    'json',
    json({ '@context': CONTEXT, type: 'software_Sbom', spdxId: 'urn:s', '@included': graph }),
  ],
  'a list without a context': ['json', json(graph)],
  'one element, agents in it': ['json', json({ '@context': CONTEXT, ...embedded })],
  'elements in the document': [
    'json',
    json({
      '@context': CONTEXT,
      type: 'software_Sbom',
      spdxId: 'urn:s',
      rootElement: [embedded],
      element: [embedded],
    }),
  ],
  'elements in a relationship': [
    'json',
    json({
      '@context': CONTEXT,
      '@graph': [
        {
          type: 'Relationship',
          spdxId: 'urn:r',
          from: { spdxId: 'urn:s', type: 'software_Package' },
          to: [embedded],
        },
      ],
    }),
  ],
  'prefixes of its own': [
    'json',
    prefixed(json({ '@context': { sw: SOFTWARE, spdx: CORE }, '@graph': graph })),
  ],
  'names of its own': ['json', `{"@context":${json(OTHER)},"elements":${renamed(json(graph))}}`],
  'names of its own, explained at the end': [
    'json',
    `{"elements":${renamed(json(graph))},"@context":${json(OTHER)}}`,
  ],
  'texts by language': ['json', json(canonical).replaceAll('"name":"Acme"', '"name":{"en":"Acme"}')],
  expanded: ['json', json(expanded)],
  flattened: ['json', json(flattened)],
  Turtle: ['turtle', turtle.replace('PURPOSE', `<${SOFTWARE}SoftwarePurpose/device>`)],
  'Turtle, all abbreviated': ['turtle', turtle.replace('PURPOSE', 'purpose:device')],
  'N-Triples': ['turtle', triples(expanded)],
}

describe('SPDX 3', () => {
  test.each(Object.entries(FORMS))(
    '%s: says the same, each text where it stands',
    async (_, [writing, text]) => {
      const bytes = utf8(text)
      const { items, summary, problems } = await read(bytes)
      expect(problems).toEqual([])
      expect(summary.format).toBe(`SPDX 3.0.1 ${writing === 'json' ? 'JSON-LD' : 'Turtle'}`)
      expect(summary).toMatchObject({ state: 'whole', items: 1, generator: 'maker' })
      expect(said(items)).toEqual([
        'device cam 1: class device',
        'device cam 1: email x@acme.example',
        'device cam 1: email x@acme.example',
        'device cam 1: model cam 1',
        'device cam 1: name cam 1',
        'device cam 1: originator Acme',
        'device cam 1: originator Jo',
        'device cam 1: purl pkg:generic/cam',
        'device cam 1: supplier Acme',
        'device cam 1: swid swid:acme',
        'device cam 1: url https://vcs.example',
        'software : author Jo',
        'software : author maker',
      ])
      for (const { value, span } of items.flatMap((item) => item.claims)) {
        const region = bytes.subarray(span.offset, span.offset + span.length)
        if (!span.encloses) expect([value, spells(writing, region, value)]).toEqual([value, true])
        if (writing === 'json') expect(textAt(JSON.parse(text), span.pointer!)).toContain(value)
      }
    },
  )

  test.each(Object.entries(FORMS))(
    '%s: what a literal shows is found with the filter on',
    async (_, [, text]) => {
      const all = await read(utf8(text))
      const some = await read(utf8(text), { literals: ['acme'], size: 17 })
      expect({ ...some.summary, lookedInto: 0, records: 0 }).toEqual({
        ...all.summary,
        lookedInto: 0,
        records: 0,
      })
      const telling = (items: readonly Item[]) => said(items).filter((line) => /acme|class/i.test(line))
      expect(telling(some.items)).toEqual(telling(all.items))
    },
  )

  test.each([
    [
      'a context that gives other vocabularies',
      { '@context': 'https://schema.org', '@graph': [{ '@id': 'a' }] },
    ],
    ['a list of things with versions', [{ specVersion: '3', '@id': 'a' }]],
  ])('%s is not SPDX', async (_, document) => {
    const { summary, problems } = await read(utf8(json(document)))
    expect(summary.state).toBe('unread')
    expect(problems.map(({ code }) => code)).toEqual(['unknown-format'])
  })

  test('the model, which has the names of types and nothing of them, is not SPDX', async () => {
    const model = `@prefix s: <${SOFTWARE}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\ns:Package a owl:Class .`
    const { problems } = await read(utf8(model))
    expect(problems.map(({ code }) => code)).toEqual(['unknown-format'])
  })

  test('as RDF/XML is refused with what to do', async () => {
    const { problems } = await read(
      utf8(
        `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:c="${CORE}"/>`,
      ),
    )
    expect(problems).toMatchObject([{ code: 'unsupported-format', hint: expect.stringContaining('Turtle') }])
  })

  test('references that are dangling, or go in circles, end', async () => {
    const document = {
      '@context': CONTEXT,
      '@graph': [
        {
          ...camera,
          suppliedBy: 'urn:cam',
          originatedBy: ['urn:none', '_:e1'],
          externalIdentifier: ['urn:cam', '_:none'],
        },
        { '@id': '_:e1', type: 'ExternalIdentifier', identifier: { '@id': '_:e1' } },
      ],
    }
    const { items, summary } = await read(utf8(json(document)))
    expect(summary).toMatchObject({ items: 1, state: 'whole' })
    expect(said(items).filter((line) => line.includes('supplier'))).toEqual([])
  })

  test('elements in elements without end neither overflow nor are lost', async () => {
    const deep = `${'{"to":['.repeat(4000)}${json(embedded)}${']}'.repeat(4000)}`
    const { items } = await read(utf8(`{"@context":"${CONTEXT}","@graph":[${deep}]}`))
    expect(items.length).toBeGreaterThan(0)
  })
})

function said(items: readonly Item[]): readonly string[] {
  return items
    .flatMap(({ kind, name, claims }) =>
      claims.map(({ field, value }) => `${kind} ${name}: ${field} ${value}`),
    )
    .toSorted()
}

/** The text to which a JSON pointer leads, or that of the object there. */
function textAt(document: unknown, pointer: string): string {
  const steps = pointer.split('/').slice(1)
  const found = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  )
  return typeof found === 'string' ? found : JSON.stringify(found)
}

/** The triples of expanded elements. */
function triples(elements: readonly object[]): string {
  let blank = 0
  const lines: string[] = []
  const name = (id: string) => (id.startsWith('_:') ? id : `<${id}>`)
  const add = (element: Readonly<Record<string, unknown>>, id: string): void => {
    for (const [key, value] of Object.entries(element)) {
      if (key === '@id') continue
      const predicate = key === '@type' ? 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type' : key
      for (const object of [value].flat() as (string | Readonly<Record<string, unknown>>)[]) {
        const list = typeof object === 'object' ? object['@list'] : undefined
        for (const one of (list ?? [object]) as (string | Readonly<Record<string, string>>)[]) {
          if (typeof one === 'string') lines.push(`${name(id)} <${predicate}> <${one}> .`)
          else if (one['@value'] !== undefined)
            lines.push(`${name(id)} <${predicate}> "${one['@value']}"${one['@language'] ? '@en' : ''} .`)
          else {
            const other = one['@id'] ?? `_:b${blank++}`
            lines.push(`${name(id)} <${predicate}> ${name(other)} .`)
            if (one['@id'] === undefined) add(one, other)
          }
        }
      }
    }
  }
  for (const element of elements as readonly Readonly<Record<string, string>>[]) add(element, element['@id']!)
  return `${lines.join('\n')}\n`
}
