import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import type { Node } from '../../../src/syntax/node.ts'
import { stringSpan } from '../../../src/syntax/node-span.ts'
import { parseXml } from '../../../src/syntax/xml/parse.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const bom = { prefixes: new Map([['', 'urn:home']]), home: 'urn:home' }

/** A node as plain data: members as pairs, so that repeated ones stay. */
function plain(node: Node): unknown {
  if (node.type === 'object') return node.members.map(({ key, value }) => [key, plain(value)])
  return node.type === 'array' ? node.elements.map(plain) : node.value
}

function parsed(text: string, scope?: Parameters<typeof parseXml>[2]): unknown {
  const result = parseXml(utf8(text), 0, scope)
  return 'problem' in result ? `${result.problem.code} at ${result.problem.offset}` : plain(result.node)
}

describe('an element as a located value', () => {
  const cases: [title: string, text: string, value: unknown][] = [
    ['text', '<a>b</a>', 'b'],
    ['nothing', '<a/>', ''],
    ['nothing between tags', '<a></a>', ''],
    [
      'attributes in either quotes',
      `<a b="1" c = '2"3' />`,
      [
        ['b', '1'],
        ['c', '2"3'],
      ],
    ],
    [
      'text beside attributes',
      '<a b="1"> x </a>',
      [
        ['b', '1'],
        ['#text', ' x '],
      ],
    ],
    ['white space beside children', '<a> <b>1</b>\n</a>', [['b', '1']]],
    [
      'repeated children',
      '<a><b>1</b><c/><b>2</b></a>',
      [
        ['b', '1'],
        ['c', ''],
        ['b', '2'],
      ],
    ],
    [
      'text on both sides of a child',
      '<a>x<b/>y</a>',
      [
        ['#text', 'x'],
        ['b', ''],
        ['#text', 'y'],
      ],
    ],
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', `<>&"'`],
    ['character references', '<a>&#72;&#x75;&#x1F3A5;&#233;</a>', 'Hu🎥é'],
    ['a lone ampersand', '<a>AT&T & Co; &nbsp; &#0; &#xD800;</a>', 'AT&T & Co; &nbsp; &#0; &#xD800;'],
    ['CDATA', '<a><![CDATA[<b>&amp;]]></a>', '<b>&amp;'],
    ['CDATA on lines of its own', '<a>\n <![CDATA[x]]>\n</a>', 'x'],
    ['CDATA in the midst', '<a>x<![CDATA[y]]>z<![CDATA[]]></a>', 'xyz'],
    ['a comment in the midst', '<a>Acm<!-- <b> -->e</a>', 'Acme'],
    ['a processing instruction in the midst', '<a>Acm<?x > ?>e</a>', 'Acme'],
    ['line ends', '<a>1\r\n2\r3\n4</a>', '1\n2\n3\n4'],
    ['white space in attributes', '<a b="1\r\n2\t3&#10;4"/>', [['b', '1 2 3\n4']]],
    ['a > in an attribute', '<a b="x>y"/>', [['b', 'x>y']]],
    [
      'prefixes',
      '<p:a p:b="1"><p:c>2</p:c></p:a>',
      [
        ['b', '1'],
        ['c', '2'],
      ],
    ],
    ['names of other scripts', '<größe><名>1</名></größe>', [['名', '1']]],
    ['declarations are no members', '<a xmlns="urn:x" xmlns:y="urn:y">1</a>', '1'],
    ['an end tag with space', '<a>1</a >', '1'],
  ]
  test.each(cases)('%s', (_, text, value) => {
    expect(parsed(text)).toEqual(value)
  })
})

describe('namespaces', () => {
  const cases: [title: string, text: string, value: unknown][] = [
    [
      'foreign elements and attributes are left out',
      '<a xmlns:x="urn:x" x:b="1" c="2"><x:d>3</x:d><e>4</e></a>',
      [
        ['c', '2'],
        ['e', '4'],
      ],
    ],
    ['also when declared as the default', '<a><b xmlns="urn:x"><c>1</c></b><d>2</d></a>', [['d', '2']]],
    ['home inside foreign is foreign', '<a xmlns:h="urn:home"><b xmlns="urn:x"><h:c>1</h:c></b>t</a>', 't'],
    ['another prefix for home', '<h:a xmlns:h="urn:home" xmlns=""><h:b>1</h:b><c>2</c></h:a>', [['b', '1']]],
    ['an undeclared prefix is foreign', '<a><y:b>1</y:b></a>', ''],
  ]
  test.each(cases)('%s', (_, text, value) => {
    expect(parsed(text, bom)).toEqual(value)
  })

  test('the element itself can be foreign', () => {
    expect(parseXml(utf8('<a xmlns="urn:x">1</a>'), 0, bom)).toMatchObject({ name: 'a', foreign: true })
    expect(parseXml(utf8('<a>1</a>'), 0, bom)).toMatchObject({ name: 'a', foreign: false })
  })
})

describe('what is not well-formed', () => {
  const cases: [text: string, problem: string][] = [
    ['<a>', 'truncated at 3'],
    ['<a', 'truncated at 2'],
    ['<a b="1', 'truncated at 5'],
    ['<a></b>', 'syntax at 3'],
    ['<a><b></a></b>', 'syntax at 6'],
    ['<a b/>', 'syntax at 3'],
    ['<a b=1/>', 'syntax at 5'],
    ['<a b="1"c="2"/>', 'syntax at 8'],
    ['<a b="1" b="2"/>', 'syntax at 9'],
    ['<a/><b/>', 'syntax at 4'],
    ['<a/>x', 'syntax at 4'],
    ['<a>< b/></a>', 'syntax at 3'],
    ['<a><!ENTITY x "y"></a>', 'syntax at 3'],
    ['<a><!-- x</a>', 'truncated at 3'],
    ['<a><![CDATA[ x</a>', 'truncated at 3'],
    ['<a / >', 'syntax at 3'],
    ['</a>', 'syntax at 0'],
    ['', 'truncated at 0'],
  ]
  test.each(cases)('%s', (text, problem) => {
    expect(parsed(text)).toBe(problem)
  })

  test('bytes that are not UTF-8', () => {
    expect(parseXml(Uint8Array.of(0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e), 10)).toMatchObject({
      problem: { code: 'encoding', offset: 13 },
    })
  })

  test('depth costs no stack, and is bounded', () => {
    expect(parseXml(utf8('<a>'.repeat(9000) + '</a>'.repeat(9000)), 0)).toHaveProperty('node')
    expect(parsed('<a>'.repeat(20_000) + '</a>'.repeat(20_000))).toBe('too-deep at 30000')
  })

  test('a lone ampersand is told of', () => {
    expect(parseXml(utf8('<a>x & y</a>'), 100)).toMatchObject({ doubts: [{ code: 'syntax', offset: 105 }] })
    expect(parseXml(utf8('<a>x &amp; y</a>'), 100)).toMatchObject({ doubts: [] })
  })
})

describe('places', () => {
  const cases: [text: string, spelt: string][] = [
    ['<a>b</a>', 'b'],
    ['<a>x&amp;y</a>', 'x&amp;y'],
    ['<a>\n <![CDATA[x]]>\n</a>', 'x'],
    ['<a>x<![CDATA[y]]></a>', 'x<![CDATA[y]]>'],
    ['<a><![CDATA[x]]>y</a>', '<![CDATA[x]]>y'],
    ['<a>Acm<!-- -->e</a>', 'Acm<!-- -->e'],
    ['<a>é大🎥</a>', 'é大🎥'],
  ]
  test.each(cases)('%s', (text, spelt) => {
    const bytes = utf8(text)
    const result = parseXml(bytes, 50)
    expect(
      'node' in result &&
        new TextDecoder().decode(bytes.subarray(result.node.start - 50, result.node.end - 50)),
    ).toBe(spelt)
  })

  test('of parts of a text with references', () => {
    const bytes = utf8('<a>&#72;i &lt;é🎥&gt;!</a>')
    const result = parseXml(bytes, 0)
    const node = 'node' in result && result.node.type === 'string' ? result.node : undefined
    const part = (from: number, to: number) => {
      const { start, end } = stringSpan(node!, from, to)
      return new TextDecoder().decode(bytes.subarray(start, end))
    }
    expect(node?.value).toBe('Hi <é🎥>!')
    expect([part(0, 1), part(0, 2), part(3, 4), part(4, 5), part(5, 7), part(7, 8), part(8, 9)]).toEqual([
      '&#72;',
      '&#72;i',
      '&lt;',
      'é',
      '🎥',
      '&gt;',
      '!',
    ])
  })
})

/** Trees with texts that need care, as the text of a document. */
const name = fc.constantFrom('a', 'b', 'name', 'x-1', '名')
const text = fc
  .array(
    fc.constantFrom(
      'x',
      'é',
      '大',
      '🎥',
      '&amp;',
      '&lt;',
      '&#72;',
      '&#x1F3A5;',
      ' ',
      '\n',
      '>',
      '"',
      "'",
      '<![CDATA[c]]>',
      '<!-- <z> -->',
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
const attribute = fc.tuple(
  fc.constantFrom('p', 'q', 'r'),
  fc.array(fc.constantFrom('x', '大', '&quot;', '&#65;', '>', "'"), { maxLength: 4 }),
)
const attributes = fc
  .uniqueArray(attribute, { selector: ([key]) => key, maxLength: 3 })
  .map((list) => list.map(([key, value]) => ` ${key}="${value.join('')}"`).join(''))
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, tie('content'))
    .map(([tag, attrs, inner]) => `<${tag}${attrs}>${inner}</${tag}>`),
  content: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.array(tie('element'), { maxLength: 3 }).map((list) => list.join(' ')),
  ),
}))

test('every text and attribute is as fast-xml-parser reads it', () => {
  const oracle = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    htmlEntities: true,
    cdataPropName: '#cdata',
    commentPropName: '#comment',
  })
  fc.assert(
    fc.property(element, (document) => {
      expect(XMLValidator.validate(document)).toBe(true)
      expect(texts(parsed(document))).toEqual(oracleTexts(oracle.parse(document)))
    }),
    { numRuns: 500 },
  )
})

/** All texts of a document in order, white space at their ends aside. */
function texts(node: unknown): string[] {
  const found = Array.isArray(node) ? node.flatMap(([, value]) => texts(value)) : [String(node)]
  return found.map((value) => value.trim()).filter((value) => value !== '')
}

type Ordered = Record<string, unknown>[]

function oracleTexts(nodes: Ordered): string[] {
  const found: string[] = []
  let run = ''
  const flush = () => {
    if (run.trim() !== '') found.push(run.trim())
    run = ''
  }
  for (const node of nodes) {
    for (const [key, value] of Object.entries(node)) {
      if (key === '#text') run += String(value)
      else if (key === '#cdata') run += String((value as Ordered)[0]?.['#text'] ?? '')
      else if (key !== ':@' && key !== '#comment') {
        flush()
        found.push(
          ...Object.values((node[':@'] ?? {}) as object)
            .map((v) => String(v).trim())
            .filter(Boolean),
        )
        found.push(...oracleTexts(value as Ordered))
      }
    }
  }
  flush()
  return found
}
