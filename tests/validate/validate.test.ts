import { describe, expect, test } from 'vitest'
import { schemasFrom } from '../../src/cli/schemas.ts'
import type { Source } from '../../src/model/source.ts'
import { validatorWith } from '../../src/validate/index.ts'
import { validateSources } from '../../src/validation.ts'
import { bom, saidOf, validated, xmlBom } from './schemas.ts'

const library = { type: 'library', name: 'left-pad' }
const of16 = '(schema of CycloneDX 1.6 JSON).'
const ofXml = '(schema of CycloneDX 1.6 XML).'

describe('a JSON document that is not as its schema says', () => {
  test.each<[title: string, document: string, said: readonly string[]]>([
    ['it is', bom({ components: [library] }), ['valid']],
    [
      'a member is missing',
      bom({ components: [library, { name: 'x' }] }),
      [`{ | /components/1 | At /components/1: "type" is missing ${of16}`],
    ],
    [
      'a member is not known',
      bom({ components: [{ ...library, vendor: 'x' }] }),
      [`vendor | /components/0/vendor | At /components/0/vendor: this member is not known here ${of16}`],
    ],
    [
      'a word is none of the list',
      bom({ components: [{ ...library, scope: 'some' }] }),
      [
        `some | /components/0/scope | At /components/0/scope: must be one of "required", "optional", "excluded" ${of16}`,
      ],
    ],
    [
      'an element stands twice',
      bom({ components: [library, { ...library, name: 'x' }, { name: 'left-pad', type: 'library' }] }),
      [`{ | /components/2 | At /components/2: this element is the same as element 0 ${of16}`],
    ],
    [
      'an address is none',
      bom({ components: [{ ...library, supplier: { contact: [{ email: 'nobody' }] } }] }),
      [
        `nobody | /components/0/supplier/contact/0/email | At /components/0/supplier/contact/0/email: must have the format "idn-email" ${of16}`,
      ],
    ],
    [
      'of the forms of a licence the one that was begun is not kept',
      bom({ components: [{ ...library, licenses: [{ license: { id: 'MIT', text: { content: 1 } } }] }] }),
      [
        `1 | /components/0/licenses/0/license/text/content | At /components/0/licenses/0/license/text/content: must be of type string ${of16}`,
      ],
    ],
    [
      'none of the forms of a licence was begun',
      bom({ components: [{ ...library, licenses: [{ license: {} }] }] }),
      [
        `{ | /components/0/licenses/0/license | At /components/0/licenses/0/license: none of the allowed forms fits: "id" is missing; or: "name" is missing ${of16}`,
      ],
    ],
    [
      'the place stands behind letters of several bytes',
      bom({
        components: [
          { ...library, name: 'Ü例😀' },
          { ...library, 'bom-ref': '' },
        ],
      }),
      [
        `"" | /components/1/bom-ref | At /components/1/bom-ref: must NOT have fewer than 1 characters ${of16}`,
      ],
    ],
    [
      'the strict schema of an early version is kept',
      bom({ vendor: 1 }, '1.2'),
      ['vendor | /vendor | At /vendor: this member is not known here (schema of CycloneDX 1.2 JSON).'],
    ],
    [
      'the version is none',
      bom({}, 'new'),
      ['The document does not say which version of CycloneDX it follows.'],
    ],
    ['it is cut off', bom({ components: [library] }).slice(0, -5), [' |  | The text ends inside a value.']],
    [
      'a comma is missing',
      '{"bomFormat": "CycloneDX" "specVersion": "1.6"}',
      ['" |  | A comma or } should stand here.'],
    ],
  ])('%s', async (_, document, said) => {
    expect(saidOf(document, await validated(document))).toEqual(said)
  })
})

describe('an XML document that is not as its schema says', () => {
  const component = (content: string, attributes = 'type="library"') =>
    `<components>\n  <component ${attributes}>${content}</component>\n</components>`
  test.each<[title: string, document: string, said: readonly string[]]>([
    ['it is', xmlBom(component('<name>x</name>')), ['valid']],
    [
      'an attribute is missing',
      xmlBom(component('<name>x</name>', '')),
      [
        `component | /bom/components/component | At /bom/components/component: the attribute 'type' is required but missing ${ofXml}`,
      ],
    ],
    [
      'a value is none of the list, and is not repeated',
      xmlBom(component('<name>x</name><scope>some secret</scope>')),
      [
        `scope | /bom/components/component/scope | At /bom/components/component/scope: the value is not an element of the set {'required', 'optional', 'excluded'} ${ofXml}`,
      ],
    ],
    [
      'the value of an attribute is not repeated either',
      xmlBom(component('<name>x</name><version>1</version>', 'type="some secret"'), '1.1'),
      [
        "component | /bom/components/component | At /bom/components/component: attribute \"type\": the value is not an element of the set {'application', 'framework', 'library', 'operating-system', 'device', 'file'} (schema of CycloneDX 1.1 XML).",
      ],
    ],
    [
      'a reference stands twice',
      xmlBom(
        '<components><component type="library" bom-ref="a"><name>x</name></component><component type="library" bom-ref="a"><name>y</name></component></components>',
      ),
      [
        `component | /bom/components/component[2] | At /bom/components/component[2]: an element before has the same 'bom-ref' ${ofXml}`,
      ],
    ],
    [
      'a licence of the list of another file is not known',
      xmlBom(component('<name>x</name><licenses><license><id>No-Such</id></license></licenses>'), '1.4'),
      [
        expect.stringMatching(
          /^id \| \/bom\/components\/component\/licenses\/license\/id \| .*: the value is not an element of the set \{('[^']*', ){12}…\} /,
        ) as unknown as string,
      ],
    ],
    [
      'with a prefix',
      '<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6"><b:components/><b:x/></b:bom>',
      [
        expect.stringMatching(
          /^b:x \| \/b:bom\/b:x \| At \/b:bom\/b:x: this element is not expected/,
        ) as unknown as string,
      ],
    ],
    [
      'a namespace of no version',
      '<bom xmlns="http://cyclonedx.org/schema/bom/16"/>',
      ['The document does not say which version of CycloneDX it follows.'],
    ],
    [
      'it is not well-formed',
      xmlBom('<components></component>'),
      [
        expect.stringMatching(
          /^ \| {2}\| The document is not well-formed: opening and ending tag mismatch/,
        ) as unknown as string,
      ],
    ],
  ])('%s', async (_, document, said) => {
    expect(saidOf(document, await validated(document))).toEqual(said)
  })

  test('is UTF-8 here, whatever it declares itself to be', async () => {
    const document = xmlBom('<components><component><name>Ü</name></component></components>').replace(
      '?>',
      ' encoding="UTF-16"?>',
    )
    expect(saidOf(document, await validated(document))).toEqual([
      `component | /bom/components/component | At /bom/components/component: the attribute 'type' is required but missing ${ofXml}`,
    ])
  })

  test('opens no file and asks nobody, whatever it refers to', async () => {
    const document = `<!DOCTYPE bom SYSTEM "http://example.invalid/bom.dtd">${xmlBom('').slice(22)}`
    expect((await validated(document)).verdict).toBe('valid')
    const entity = '<!DOCTYPE bom [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    expect((await validated(`${entity}${xmlBom('&e;').slice(22)}`)).verdict).not.toBe('valid')
  })
})

describe('documents of several parts', () => {
  const good = bom({ components: [library] })
  const bad = bom({ components: [{}] })
  test.each<[title: string, document: string, pointers: readonly string[] | 'valid']>([
    ['a list of documents', `[${good}, ${bad}]`, ['/1/components/0', '/1/components/0']],
    ['one after the other', `${good}\n${bad}\n`, ['/components/0', '/components/0']],
    ['one after the other, all valid', `${good}${good}`, 'valid'],
    [
      'what a statement says',
      `{"predicate": ${bad}}`,
      ['/predicate/components/0', '/predicate/components/0'],
    ],
  ])('%s', async (_, document, pointers) => {
    const validation = await validated(document)
    if (pointers === 'valid') expect(validation.verdict).toBe('valid')
    else {
      const said = saidOf(document, validation)
      expect(said.map((text) => text.split(' | ').slice(0, 2))).toEqual(
        pointers.map((pointer) => ['{', pointer]),
      )
    }
  })
})

describe('a document that says nothing of a standard that has a schema', () => {
  test.each<[title: string, document: string]>([
    ['text', 'name,vendor\n'],
    ['nothing', ''],
    ['other JSON', '{"name": "x"}'],
    ['other JSON that is none', '{"name": x}'],
    ['other XML', '<nmaprun/>'],
    ['other XML with an element of the name', '<bom xmlns="http://example.com/"/>'],
  ])('%s', async (_, document) => {
    expect(await validated(document)).toEqual({ verdict: 'none' })
  })

  test.each<[title: string, document: string, standard: string, message: RegExp, code: string]>([
    [
      'a version to come',
      bom({}, '1.99'),
      'CycloneDX 1.99 JSON',
      /^There is no schema of CycloneDX 1.99 JSON/,
      'schema',
    ],
    ['SPDX 2.1', '{"spdxVersion": "SPDX-2.1"}', 'SPDX 2.1 JSON', /^There is no schema/, 'schema'],
    [
      'SPDX 3 to come',
      '{"@context": "https://spdx.org/rdf/3.9/spdx-context.jsonld", "@graph": []}',
      'SPDX 3.9 JSON',
      /^There is no schema/,
      'schema',
    ],
    ['a version that is a path', bom({}, '../../x'), '', /./, 'invalid'],
    [
      'brackets without end',
      bom({ x: JSON.parse('['.repeat(300) + ']'.repeat(300)) }),
      'JSON',
      /nested/,
      'too-deep',
    ],
  ])('is not validated: %s', async (_, document, standard, message, code) => {
    const validation = await validated(document)
    if (code === 'invalid') expect(validation.verdict).toBe('invalid')
    else {
      expect(validation).toMatchObject({ verdict: 'unchecked', standard, problem: { code } })
      expect(validation.verdict === 'unchecked' && validation.problem.message).toMatch(message)
    }
  })
})

describe('a long document', () => {
  const components = (count: number, edit: (index: number) => object) =>
    Array.from({ length: count }, (_, index) => ({ ...library, 'bom-ref': `c${index}`, ...edit(index) }))
  const bad = (index: number) => (index % 1000 === 999 ? { scope: 'some' } : {})

  test('has each error at its place, wherever it is cut for the purpose', async () => {
    const validation = await validated(bom({ components: components(15_000, bad), metadata: { x: 1 } }))
    const pointers =
      validation.verdict === 'invalid' ? validation.problems.map(({ span }) => span?.pointer) : []
    expect(pointers).toEqual([
      '/metadata/x',
      ...Array.from({ length: 15 }, (_, index) => `/components/${index * 1000 + 999}/scope`),
    ])
  })

  test('tells twenty errors, and how many more there are', async () => {
    const json = await validated(bom({ components: components(50, () => ({ scope: 'some' })) }))
    const xml = await validated(
      xmlBom(`<components>${'<component><name>x</name></component>'.repeat(50)}</components>`),
    )
    for (const validation of [json, xml]) {
      const problems = validation.verdict === 'invalid' ? validation.problems : []
      expect(problems.length).toBe(21)
      expect(problems[20]?.message).toMatch(/^There are 30 more \(schema of /)
      expect(problems.slice(0, 20).every(({ span }) => span !== undefined)).toBe(true)
    }
  })

  test('stops counting somewhere', async () => {
    const validation = await validated(bom({ components: components(15_000, () => ({ scope: 'some' })) }))
    const problems = validation.verdict === 'invalid' ? validation.problems : []
    expect(problems.at(-1)?.message).toMatch(/^There are at least \d+ more/)
  })

  test('is looked at as a whole for elements that stand twice', async () => {
    const twice = (index: number) => (index === 14_999 ? { 'bom-ref': 'c3' } : {})
    const document = bom({ components: components(15_000, twice) })
    expect(saidOf(document, await validated(document))).toEqual([
      `{ | /components/14999 | At /components/14999: this element is the same as element 3 ${of16}`,
      `There may be others ${of16}`,
    ])
  })

  // Where every error has its element named this takes two minutes, which is more than a test may take.
  test('in XML has elements named only as far as they are told', async () => {
    const many = xmlBom(`<components>${'<component><name>x</name></component>'.repeat(80_000)}</components>`)
    const validation = await validated(many)
    expect(validation.verdict === 'invalid' && validation.problems.at(-1)?.message).toMatch(
      /^There are 79980 more/,
    )
  }, 5_000)
})

describe('a document that is too large is not validated', () => {
  const [head, end] = ['{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [', '{}]}']
  test.each<[title: string, document: string, message: string]>([
    [
      'of too many values',
      `${head}${'[],'.repeat(4_100_000)}${end}`,
      'There are more than 8 million values, so that the document was not validated.',
    ],
    [
      'of too many elements',
      xmlBom('<a/>'.repeat(3_000_000)),
      'There are more than 3 million elements, so that the document was not validated.',
    ],
  ])('%s', async (_, document, message) => {
    expect(await validated(document)).toMatchObject({
      verdict: 'unchecked',
      problem: { code: 'too-large', message },
    })
  })

  test('of too many bytes, unless it is of no format that has a schema anyway', async () => {
    const long = (start: string): Source => ({
      uri: 'a',
      named: true,
      async *open() {
        yield new TextEncoder().encode(start)
        for (let megabytes = 0; megabytes < 65; megabytes++) yield new Uint8Array(1 << 20).fill(0x20)
      },
    })
    const verdicts = []
    for await (const { verdict, problems } of validateSources(
      [long(head), long('{"a": 1,')],
      schemasFrom([], '.'),
    )) {
      verdicts.push([verdict, ...problems.map(({ message }) => message)])
    }
    expect(verdicts).toEqual([['unchecked', 'Documents of more than 64 MiB are not validated.'], ['none']])
  })
})

test('a schema of a later draft is read as such', async () => {
  const load = async () => ({
    main: {
      names: ['x'],
      text: JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        properties: { spdxVersion: true },
        unevaluatedProperties: false,
      }),
    },
    parts: [],
  })
  const document = '{"spdxVersion": "SPDX-2.3", "x": 1}'
  expect(saidOf(document, await validatorWith(load)(new TextEncoder().encode(document)))).toEqual([
    'x | /x | At /x: this member is not known here (schema of SPDX 2.3 JSON).',
  ])
})
