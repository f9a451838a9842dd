import { describe, expect, test } from 'vitest'
import { type Element, formsOf } from './spdx3-forms.ts'
import { read, utf8 } from './support.ts'
import { waysOfOne } from './ways-of.ts'

const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'
const TERMS = 'https://spdx.org/rdf/3.0.1/terms'

const thing = (ref: string) => ({ type: 'software_Package', spdxId: `urn:x:${ref}`, name: `name of ${ref}` })
const things = ['r', 'a', 'b', 'c'].map(thing)
const relation = (from: unknown, relationshipType: string, ...to: unknown[]) => ({
  type: 'Relationship',
  spdxId: `urn:x:${from}-${relationshipType}`,
  from,
  to,
  relationshipType,
})
const root = (rootElement: unknown) => ({ type: 'SpdxDocument', spdxId: 'urn:x:d', name: 'd', rootElement })
const document = (...elements: object[]) => ({ '@context': CONTEXT, '@graph': [...things, ...elements] })
const chain = [
  relation('urn:x:r', 'contains', 'urn:x:a'),
  relation('urn:x:a', 'dependsOn', 'urn:x:c', 'urn:x:b'),
]

/** Way to `b`, by the last letters of the steps. */
const cases: readonly (readonly [title: string, document: object, way: string])[] = [
  ['from the root element', document(root(['urn:x:r']), ...chain), 'r a b'],
  ['from a root element that is no list', document(root('urn:x:r'), ...chain), 'r a b'],
  [
    'from the root element of a list of software',
    document(
      root(['urn:x:s']),
      { type: 'software_Sbom', spdxId: 'urn:x:s', rootElement: ['urn:x:r'] },
      ...chain,
    ),
    'r a b',
  ],
  [
    'from what the document is said to describe',
    document(relation('urn:x:d', 'describes', 'urn:x:r'), root([]), ...chain),
    'r a b',
  ],
  [
    'from what the document is said to hold',
    document(root([]), relation('urn:x:d', 'contains', 'urn:x:r'), ...chain),
    'r a b',
  ],
  [
    'from what a document without root elements is said to hold',
    document(
      { type: 'SpdxDocument', spdxId: 'urn:x:d', name: 'd' },
      relation('urn:x:d', 'contains', 'urn:x:r'),
      ...chain,
    ),
    'r a b',
  ],
  [
    'from a root, though that is in something',
    document(root(['urn:x:r']), ...chain, relation('urn:x:c', 'contains', 'urn:x:r')),
    'r a b',
  ],
  ['without a root, from what nothing is around', document(...chain), 'r a b'],
  [
    'in a cycle',
    document(root(['urn:x:r']), ...chain, relation('urn:x:b', 'dependsOn', 'urn:x:a', 'urn:x:b')),
    'r a b',
  ],
  [
    'over something that is nowhere',
    document(
      root(['urn:x:r']),
      relation('urn:x:r', 'contains', 'urn:x:n'),
      relation('urn:x:n', 'contains', 'urn:x:b'),
    ),
    'r n? b',
  ],
  [
    'by a relationship with a scope',
    document(root(['urn:x:r']), {
      ...relation('urn:x:r', 'dependsOn', 'urn:x:b'),
      type: 'LifecycleScopedRelationship',
      scope: 'runtime',
    }),
    'r b',
  ],
  ...[
    'hasDynamicLink',
    'hasStaticLink',
    'hasOptionalDependency',
    'hasProvidedDependency',
    'hasPrerequisite',
    'hasOptionalComponent',
    'hasDataFile',
    'hasAddedFile',
    'expandsTo',
    'patchedBy',
  ].map(
    (type) =>
      [`by ${type}`, document(root(['urn:x:r']), relation('urn:x:r', type, 'urn:x:b')), 'r b'] as const,
  ),
  ...['generates', 'packagedBy'].map(
    (type) =>
      [
        `by ${type}, the other way round`,
        document(root(['urn:x:r']), relation('urn:x:b', type, 'urn:x:r')),
        'r b',
      ] as const,
  ),
  ...[
    'other',
    'hasVariant',
    'hasTest',
    'usesTool',
    'copiedTo',
    'descendantOf',
    'hasDeclaredLicense',
    'hasDistributionArtifact',
    'amendedBy',
  ].map(
    (type) =>
      [`not by ${type}`, document(root(['urn:x:r']), relation('urn:x:r', type, 'urn:x:b')), ''] as const,
  ),
  ['not without relationships', document(root(['urn:x:r'])), ''],
  [
    'not by nobody',
    document(
      relation('urn:x:a', 'contains', `${TERMS}/Core/NoneElement`),
      relation(`${TERMS}/Core/NoneElement`, 'contains', 'urn:x:b'),
    ),
    '',
  ],
  [
    'from and to objects with an id',
    document(
      root([{ '@id': 'urn:x:r' }]),
      relation({ '@id': 'urn:x:r' }, 'contains', {
        spdxId: 'urn:x:b',
        type: 'software_Package',
        name: 'again',
      }),
    ),
    'r b',
  ],
  [
    'by blank nodes',
    {
      '@context': CONTEXT,
      '@graph': [
        { ...thing('r'), spdxId: '_:r' },
        { ...thing('b'), spdxId: '_:b' },
        relation('_:r', 'contains', '_:b'),
      ],
    },
    'r b',
  ],
  [
    'with prefixes before the names of properties and kinds',
    {
      '@context': { core: `${TERMS}/Core/`, software: `${TERMS}/Software/` },
      '@graph': [
        ...['r', 'b'].map((ref) => ({
          '@type': 'software:Package',
          '@id': `urn:x:${ref}`,
          'core:name': `name of ${ref}`,
        })),
        { '@type': 'core:SpdxDocument', '@id': 'urn:x:d', 'core:rootElement': { '@id': 'urn:x:r' } },
        {
          '@type': 'core:Relationship',
          '@id': 'urn:x:1',
          'core:from': { '@id': 'urn:x:r' },
          'core:relationshipType': { '@id': 'core:RelationshipType/dependsOn' },
          'core:to': { '@id': 'urn:x:b' },
        },
      ],
    },
    'r b',
  ],
  [
    'with all written out',
    {
      '@context': {},
      '@graph': [
        ...['r', 'b'].map((ref) => ({
          '@type': [`${TERMS}/Software/Package`],
          '@id': `urn:x:${ref}`,
          [`${TERMS}/Core/name`]: [{ '@value': `name of ${ref}` }],
        })),
        {
          '@type': [`${TERMS}/Core/Relationship`],
          '@id': 'urn:x:1',
          [`${TERMS}/Core/from`]: [{ '@id': 'urn:x:r' }],
          [`${TERMS}/Core/relationshipType`]: [{ '@id': `${TERMS}/Core/RelationshipType/contains` }],
          [`${TERMS}/Core/to`]: [{ '@id': 'urn:x:b' }],
        },
      ],
    },
    'r b',
  ],
]

describe('the way to a package of SPDX 3', () => {
  test.each(cases)('%s', async (_title, json, way) => {
    const { summary, ways, items } = await waysOfOne(utf8(JSON.stringify(json, null, 1)))
    expect(summary.format).toMatch(/^SPDX 3/)
    expect(items.map(({ name }) => name)).toContain('name of b')
    const steps = ways['name of b']?.split(' > ').map((step) => step.replace(/^.*[: ]/, ''))
    expect(steps?.join(' ') ?? '').toBe(way)
  })

  const forms = formsOf([
    root(['urn:x:r']),
    ...things,
    ...chain.map(({ from, ...rest }) => ({ ...rest, from: String(from) })),
    { type: 'software_Package', spdxId: 'urn:x:alone', name: 'name of nobody' },
  ] as Element[])
  test.each(Object.keys(forms))('is the same when it is written %s', async (form) => {
    const { summary, ways } = await waysOfOne(forms[form]!)
    expect(summary).toMatchObject({ format: expect.stringMatching(/^SPDX 3/), items: 5, state: 'whole' })
    expect(ways).toEqual({
      'name of a': 'name of r > name of a',
      'name of b': 'name of r > name of a > name of b',
      'name of c': 'name of r > name of a > name of c',
    })
  })

  test.each(Object.keys(forms))('is found with the filter on when it is written %s', async (form) => {
    const asked = await read(forms[form]!, { literals: ['nobody'] })
    expect(asked.items.map(({ name }) => name)).toContain('name of nobody')
    expect(asked.summary.items).toBe(5)
  })

  test('goes through lists in lists without end, and what was found of them is read', async () => {
    const keys = ['suppliedBy', 'software_packageUrl', 'externalIdentifier', 'creationInfo', 'type', 'spdxId']
    for (const key of keys) {
      const deep = (text: string) => `${'['.repeat(9000)}${JSON.stringify(text)}${']'.repeat(9000)}`
      const graph = [
        JSON.stringify(thing('r')),
        `{"type":"software_Package","name":"name of b","spdxId":"urn:x:b","${key}":${deep('urn:x:b')}}`,
        JSON.stringify(thing('a')),
        `{"type":"Relationship","from":"urn:x:r","to":${deep('urn:x:a')},"relationshipType":"contains"}`,
      ]
      const { summary, ways } = await waysOfOne(utf8(`{"@context":"${CONTEXT}","@graph":[${graph}]}`))
      expect(summary.state, key).toBe('whole')
      expect(ways, key).toEqual({ 'name of a': 'name of r > name of a' })
    }
  })

  test('does not go from one document in a stream to another', async () => {
    const documents = [
      document(root(['urn:x:r']), relation('urn:x:r', 'contains', 'urn:x:a')),
      document(root(['urn:x:c']), relation('urn:x:c', 'contains', 'urn:x:b')),
    ]
    for (const text of [documents.map((one) => JSON.stringify(one)).join('\n'), JSON.stringify(documents)]) {
      const { ways } = await waysOfOne(utf8(text))
      expect(ways).toEqual({
        'name of a': 'name of r > name of a',
        'name of b': 'name of c > name of b',
      })
    }
  })

  test('does not depend on where things stand', async () => {
    const { '@context': context, '@graph': graph } = document(root(['urn:x:r']), ...chain)
    const first = await waysOfOne(utf8(JSON.stringify({ '@graph': graph.toReversed(), '@context': context })))
    const second = await waysOfOne(utf8(JSON.stringify({ '@context': context, '@graph': graph })))
    expect(first.ways).toEqual(second.ways)
    expect(Object.keys(first.ways)).toHaveLength(3)
  })
})
