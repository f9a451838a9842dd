import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createXmlSplitter, type XmlSplitterResult } from '../../../src/syntax/xml/splitter.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

interface Options {
  readonly size?: number
  readonly literals?: readonly string[] | null
  readonly triggers?: readonly string[]
  readonly recordLimit?: number
}

/** Splits a document whose lists are `list` and `long`; records as `list/name[index]@offset: text`. */
function split(
  text: string,
  { size = 1 << 16, literals = null, triggers = [], recordLimit = 1 << 20 }: Options = {},
) {
  const bytes = utf8(text)
  const records: string[] = []
  const roots: string[] = []
  const splitter = createXmlSplitter({
    literals,
    triggers,
    recordLimit,
    lists: ['list', 'long'],
    always: ['head'],
    counted: { list: 'item', sub: 'leaf' },
    onRoot: ({ name, namespace }) => roots.push(`${namespace} ${name}`),
    onRecord: ({ bytes: own, offset, list, name, index }) => {
      expect(own).toEqual(bytes.subarray(offset, offset + own.length))
      records.push(`${list}/${name}[${index}]: ${new TextDecoder().decode(own)}`)
    },
  })
  const buffer = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size)
    buffer.set(chunk)
    splitter.write(buffer.subarray(0, chunk.length))
  }
  return { records, roots, result: splitter.end() }
}

function trouble({ problem }: XmlSplitterResult): string {
  return problem === null ? '' : `${problem.code} at ${problem.offset}`
}

describe('records', () => {
  const cases: [title: string, text: string, records: string[]][] = [
    ['children of the root', '<r><a>1</a> <b/></r>', ['/a[0]: <a>1</a>', '/b[0]: <b/>']],
    ['children of lists', '<r><list><a/><b>x</b></list></r>', ['list/a[0]: <a/>', 'list/b[1]: <b>x</b>']],
    ['an empty list', '<r><list/><a/></r>', ['/a[0]: <a/>']],
    [
      'a list inside a record is no list',
      '<r><a><list><b/></list></a></r>',
      ['/a[0]: <a><list><b/></list></a>'],
    ],
    [
      'two lists of a name',
      '<r><list><a/></list><list><b/></list></r>',
      ['list/a[0]: <a/>', 'list/b[0]: <b/>'],
    ],
    ['> in an attribute', '<r><a b=">" c=\'/>\'>1</a></r>', ['/a[0]: <a b=">" c=\'/>\'>1</a>']],
    ['tags in a comment', '<r><!-- <a> --><b><!--</b>--></b></r>', ['/b[0]: <b><!--</b>--></b>']],
    ['comments with dashes', '<r><!----><!-- - -- > ---><b/></r>', ['/b[0]: <b/>']],
    ['tags in CDATA', '<r><b><![CDATA[</b>]]]]>]></b></r>', ['/b[0]: <b><![CDATA[</b>]]]]>]></b>']],
    ['a processing instruction', '<?xml version="1.0"?><r><?p <a> ?><b/></r><?end?>', ['/b[0]: <b/>']],
    ['a document type', '<!DOCTYPE r SYSTEM "r.dtd"><r><b/></r>', ['/b[0]: <b/>']],
    ['prefixes', '<p:r xmlns:p="u"><p:list><p:a/></p:list></p:r>', ['list/a[0]: <p:a/>']],
  ]
  test.each(cases)('%s', (_, text, records) => {
    for (const size of [1, 2, 3, 5, 1000]) {
      const found = split(text, { size })
      expect(found.records).toEqual(records)
      expect(trouble(found.result)).toBe('')
    }
  })
})

describe('which records matter', () => {
  const cases: [title: string, record: string, matters: boolean][] = [
    ['plain text', '<a>clean</a>', false],
    ['a literal in text', '<a>the ACME company</a>', true],
    ['a literal in an attribute', '<a b="acme"/>', true],
    ['a literal in an attribute in single quotes', "<a b='acme'/>", true],
    ['a literal in look-alikes', '<a>ze|da</a>', true],
    ['a literal in a name only', '<acme/>', false],
    ['a literal across a tag', '<a>ac<b/>me</a>', false],
    ['a character reference', '<a>&#65;cme</a>', true],
    ['a named reference', '<a>&amp;</a>', false],
    ['a comment', '<a>ac<!-- -->me</a>', true],
    ['a comment before a word', '<a><!-- -->me</a>', true],
    ['a comment behind a word', '<a>ac<!-- --></a>', true],
    ['a comment between words', '<a>ac <!-- acme --> me</a>', false],
    ['a comment between tags', '<a><!-- acme --><b/></a>', false],
    ['two comments in a word', '<a>ac<!-- --><!-- -->me</a>', true],
    ['two comments between tags', '<a><!-- --><!-- --></a>', true],
    ['CDATA', '<a><![CDATA[x]]></a>', false],
    ['CDATA on lines of its own', '<a>\n <![CDATA[x>]>]]]]>\n</a>', false],
    ['a literal in CDATA', '<a><![CDATA[the ACME company]]></a>', true],
    ['a literal that begins in CDATA', '<a><![CDATA[ac]]>me</a>', true],
    ['a literal that ends in CDATA', '<a>ac<![CDATA[me]]></a>', true],
    ['a literal in two sections', '<a><![CDATA[ac]]><![CDATA[me]]></a>', true],
    ['a literal across a comment behind CDATA', '<a><![CDATA[ac]]><!-- -->me</a>', true],
    ['letters in CDATA that can fold', '<a><![CDATA[асme]]></a>', true],
    ['a literal around CDATA', '<a>ac <![CDATA[x]]> me</a>', false],
    ['a literal behind CDATA', '<a><![CDATA[x]]> acme</a>', true],
    ['a processing instruction', '<a>ac<?x?>me</a>', true],
    ['a letter that cannot fold to ASCII', '<a>équipement</a>', false],
    ['a letter that can', '<a>асme</a>', true],
    ['a trigger with its quote', '<a t="device"/>', true],
    ['not without', '<a t="a device"/>', false],
    ['a trigger with the closing quote', '<a t="host:mac"/>', true],
    ['not inside a word', '<a t="machine"/>', false],
  ]
  test.each(cases)('%s', (_, record, matters) => {
    const filter = { literals: ['acme', 'zelda'], triggers: ['"device', 'mac"'] }
    for (const size of [1, 2, 7, 1000]) {
      const { records, result } = split(`<r><list><z/>${record}<z/></list></r>`, { ...filter, size })
      expect(records.length).toBe(matters ? 1 : 0)
      expect(result).toMatchObject({ records: 3, lookedInto: matters ? 1 : 0, problem: null })
    }
  })

  test('those of a name that is always looked into', () => {
    expect(split('<r><head>x</head><other>x</other></r>', { literals: [] }).records).toEqual([
      '/head[0]: <head>x</head>',
    ])
  })
})

describe('counts', () => {
  const cases: [text: string, list: number, sub: number][] = [
    ['<r><list><item/><item/></list></r>', 2, 0],
    ['<r><list><item><sub><leaf/><other/></sub></item></list></r>', 1, 1],
    ['<r><a><list><item/></list></a></r>', 1, 0],
    ['<r><list><other><item/></other></list><item/></r>', 0, 0],
    ['<r><!-- <list><item/></list> --></r>', 0, 0],
    ['<r xmlns:x="x"><list><x:item/><item/></list><x:list><item/></x:list></r>', 1, 0],
  ]
  test.each(cases)('%s', (text, list, sub) => {
    expect(split(text).result.counts).toEqual({ list, sub })
    expect(split(text, { literals: [], size: 1 }).result.counts).toEqual({ list, sub })
  })
})

describe('what ends the reading', () => {
  const cases: [text: string, problem: string][] = [
    ['', 'empty at 0'],
    [' \n', 'empty at 2'],
    ['<?xml version="1.0"?>', 'empty at 21'],
    ['<r>', 'truncated at 3'],
    ['<r', 'truncated at 2'],
    ['<r><a', 'truncated at 5'],
    ['<r><a b="', 'truncated at 9'],
    ['<r></r', 'truncated at 6'],
    ['<r><!-- ', 'truncated at 8'],
    ['<r><a></b></a></r>', 'syntax at 6'],
    ['<r></s>', 'syntax at 3'],
    ['<r/><s/>', 'syntax at 4'],
    ['<r/>text', 'syntax at 4'],
    ['text<r/>', 'syntax at 0'],
    ['<r><a <b></r>', 'syntax at 6'],
    ['<r></r x>', 'syntax at 7'],
    ['<r><!DOCTYPE x></r>', 'syntax at 3'],
    ['<!DOCTYPE r [<!ENTITY x "y">]><r/>', 'unsupported-format at 12'],
    ['<a>'.repeat(10_001), 'too-deep at 30000'],
  ]
  test.each(cases)('%s', (text, problem) => {
    for (const size of [1, 4, 100_000]) expect(trouble(split(text, { size }).result)).toBe(problem)
  })

  test('records before it are given', () => {
    expect(split('<r><a/><b></c>').records).toEqual(['/a[0]: <a/>'])
  })
})

test('the root tells its namespace', () => {
  const roots = (text: string) => split(text).roots
  expect(roots('<r xmlns="urn:a"/>')).toEqual(['urn:a r'])
  expect(roots('<p:r xmlns:p="urn:a" xmlns="urn:b">')).toEqual(['urn:a r'])
  expect(roots('<r/>')).toEqual([' r'])
})

test('a record that is too large is passed over, and told of', () => {
  const text = `<r><list><a>${'x'.repeat(5000)}</a><b>y</b></list></r>`
  for (const size of [100, 1000]) {
    const { records, result } = split(text, { size, recordLimit: 1000 })
    expect(records).toEqual(['list/b[1]: <b>y</b>'])
    expect(result.skipped.map(({ code }) => code)).toEqual(['too-large'])
  }
})

test('any document gives the same in chunks of any size', () => {
  const part = fc.constantFrom(
    '<a>',
    '</a>',
    '<list>',
    '</list>',
    '<item b="1">',
    '</item>',
    '<z/>',
    'acme',
    '&#65;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?p',
    '?>',
    ' ',
    '"',
    '>',
    '<',
    '/',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const text = `<r>${parts.join('')}</r>`
      expect(split(text, { size, literals: ['acme'] })).toEqual(split(text, { literals: ['acme'] }))
    }),
    { numRuns: 1500 },
  )
})
