import { describe, expect, test } from 'vitest'
import { read, spells, utf8, type Writing } from './support.ts'

/** A document with one package and one reference, in each serialisation; the type is an IRI where a name is not enough. */
const SERIALISATIONS: Readonly<
  Record<string, readonly [Writing, (type: string, locator: string) => string]>
> = {
  JSON: ['json', (type, locator) => json(type, locator)],
  'JSON, types as addresses': ['json', (type, locator) => json(`${TYPES}${type}`, locator)],
  YAML: [
    'yaml',
    (type, locator) =>
      [
        'spdxVersion: SPDX-2.3',
        'packages:',
        '- name: a',
        '  externalRefs:',
        '  - referenceCategory: OTHER',
        `    referenceType: "${TYPES}${type}"`,
        `    referenceLocator: "${locator}"`,
      ].join('\n'),
  ],
  'tag-value': [
    'text',
    (type, locator) => `SPDXVersion: SPDX-2.3\nPackageName: a\nExternalRef: OTHER ${type} ${locator}\n`,
  ],
  'RDF, the type as an attribute': [
    'xml',
    (type, locator) =>
      rdf(
        `<referenceType rdf:resource="${TYPES}${type}"/>`,
        `<referenceLocator>${locator}</referenceLocator>`,
      ),
  ],
  'RDF, the type as an element': [
    'xml',
    (type, locator) =>
      rdf(
        `<referenceType><ReferenceType rdf:about="${TYPES}${type}"/></referenceType>`,
        `<referenceLocator>${locator}</referenceLocator>`,
      ),
  ],
  'RDF, the type as text': [
    'xml',
    (type, locator) =>
      rdf(
        `<referenceType>${TYPES}${type}</referenceType>`,
        `<referenceLocator>${locator}</referenceLocator>`,
      ),
  ],
  Turtle: ['turtle', (type, locator) => turtle(`<${TYPES}${type}>`, `"${locator}"`)],
  'Turtle, the type abbreviated': ['turtle', (type, locator) => turtle(`ref:${type}`, `"${locator}"`)],
  'Turtle, the locator as an address': ['turtle', (type, locator) => turtle(`ref:${type}`, `<${locator}>`)],
}

const TYPES = 'http://spdx.org/rdf/references/'

const json = (referenceType: string, referenceLocator: string) =>
  JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    packages: [
      { name: 'a', externalRefs: [{ referenceCategory: 'OTHER', referenceType, referenceLocator }] },
    ],
  })

const rdf = (type: string, locator: string) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">
<Package rdf:about="#a"><name>a</name><externalRef><ExternalRef>
<referenceCategory rdf:resource="http://spdx.org/rdf/terms#referenceCategory_other"/>${type}${locator}
</ExternalRef></externalRef></Package></rdf:RDF>`

const turtle = (type: string, locator: string) => `@prefix : <http://spdx.org/rdf/terms#> .
@prefix ref: <${TYPES}> .
<urn:x#a> a :Package ; :name "a" ; :externalRef [ a :ExternalRef ; :referenceType ${type} ; :referenceLocator ${locator} ] .`

test('a locator that Turtle abbreviates is what it stands for, enclosed by what is written', async () => {
  const text = turtle('ref:swid', 'ref:acme')
  const { items } = await read(utf8(text))
  const claim = items.flatMap((item) => item.claims).find(({ field }) => field === 'swid')
  expect(claim).toMatchObject({ value: `${TYPES}acme`, span: { length: 'ref:acme'.length, encloses: true } })
})

describe.each(Object.entries(SERIALISATIONS))('an external reference in %s', (_, [writing, write]) => {
  test.each([
    ['swid', 'swid:1234-acme', 'swid swid:1234-acme'],
    ['swid', 'https://swid.example/1', 'swid https://swid.example/1'],
    ['cpe23Type', 'cpe:2.3:a:acme:b:1:*:*:*:*:*:*:*', 'cpe cpe:2.3:a:acme:b:1:*:*:*:*:*:*:*'],
    ['cpe22Type', 'a:acme:b', 'cpe a:acme:b'],
    ['purl', 'pkg:npm/acme', 'purl pkg:npm/acme'],
    ['purl', 'https://acme.example', 'url https://acme.example'],
    // What a locator says of itself counts.
    ['url', 'pkg:npm/acme', 'purl pkg:npm/acme'],
    ['url', 'https://acme.example', 'url https://acme.example'],
    ['constructor', 'acme:1', undefined],
    ['notswid', 'acme:1', undefined],
  ])('%s %s', async (type, locator, expected) => {
    const text = write(type, locator)
    const { items, problems } = await read(utf8(text))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const claims = items.flatMap((item) => item.claims).filter(({ field }) => field !== 'name')
    expect(claims.map(({ field, value }) => `${field} ${value}`)).toEqual(
      expected === undefined ? [] : [expected],
    )
    for (const { value, span } of claims) {
      expect(spells(writing, utf8(text).subarray(span.offset, span.offset + span.length), value)).toBe(true)
    }
  })
})
