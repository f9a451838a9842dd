import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Node } from '../../../src/syntax/node.ts'
import { parseYaml } from '../../../src/syntax/yaml/parse.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** A node as plain data: members as pairs, so that repeated ones stay. */
function plain(node: Node): unknown {
  if (node.type === 'object') return node.members.map(({ key, value }) => [key, plain(value)])
  return node.type === 'array' ? node.elements.map(plain) : node.value
}

function parsed(text: string): unknown {
  const result = parseYaml(utf8(text), 0)
  return 'problem' in result ? `${result.problem.code} at ${result.problem.offset}` : plain(result.node)
}

describe('values', () => {
  const cases: [title: string, text: string, value: unknown][] = [
    [
      'a mapping',
      'a: 1\nb: two words\n',
      [
        ['a', '1'],
        ['b', 'two words'],
      ],
    ],
    [
      'a key that stands twice',
      'a: 1\na: 2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      'a nested mapping',
      'a:\n  b: 1\n  c:\n    d: 2\ne: 3',
      [
        [
          'a',
          [
            ['b', '1'],
            ['c', [['d', '2']]],
          ],
        ],
        ['e', '3'],
      ],
    ],
    ['a sequence', '- a\n- b\n', ['a', 'b']],
    [
      'a sequence as deep as its key',
      'a:\n- 1\n- 2\nb: 3',
      [
        ['a', ['1', '2']],
        ['b', '3'],
      ],
    ],
    [
      'mappings in a sequence',
      '- a: 1\n  b: 2\n-\n  a: 3\n',
      [
        [
          ['a', '1'],
          ['b', '2'],
        ],
        [['a', '3']],
      ],
    ],
    ['sequences in a sequence', '- - a\n  - b\n- - c', [['a', 'b'], ['c']]],
    [
      'nothing',
      'a:\nb: \nc: ~',
      [
        ['a', ''],
        ['b', ''],
        ['c', '~'],
      ],
    ],
    [
      'comments',
      '# x\na: 1 # y\n# z\nb: c#d\n',
      [
        ['a', '1'],
        ['b', 'c#d'],
      ],
    ],
    ['marks of a document', '%YAML 1.2\n---\na: 1\n...\n', [['a', '1']]],
    [
      'colons inside',
      'a: http://x:80/y\nb: c:d',
      [
        ['a', 'http://x:80/y'],
        ['b', 'c:d'],
      ],
    ],
    [
      'numbers stay as written',
      'a: 1.10\nb: 0x1F\nc: 007',
      [
        ['a', '1.10'],
        ['b', '0x1F'],
        ['c', '007'],
      ],
    ],
    [
      'a plain text over lines',
      'a: one\n  two\n\n  three\nb: 1',
      [
        ['a', 'one two\nthree'],
        ['b', '1'],
      ],
    ],
    [
      'single quotes',
      "a: 'it''s: #1'\nb: 'x\n  y'",
      [
        ['a', "it's: #1"],
        ['b', 'x y'],
      ],
    ],
    ['double quotes', 'a: "\\u0041\\x42\\n\\"\\/ \\U0001F3A5"', [['a', 'AB\n"/ 🎥']]],
    ['a surrogate pair', 'a: "\\ud83c\\udfa5"', [['a', '🎥']]],
    ['a line that goes on', 'a: "x\\\n   y\\\n  \\ z"', [['a', 'xy z']]],
    [
      'quoted keys',
      '"a b": 1\n\'c\': 2',
      [
        ['a b', '1'],
        ['c', '2'],
      ],
    ],
    [
      'a literal block',
      'a: |\n  x: 1\n   # y\n\n  z\nb: 1',
      [
        ['a', 'x: 1\n # y\n\nz\n'],
        ['b', '1'],
      ],
    ],
    ['a literal block without its last line end', 'a: |-\n  x\n\n', [['a', 'x']]],
    ['a folded block', 'a: >\n  x\n  y\n\n  z\n', [['a', 'x y\nz\n']]],
    [
      'flow collections',
      'a: [1, "b, c", [d], {e: f}]\ng: {}',
      [
        ['a', ['1', 'b, c', ['d'], [['e', 'f']]]],
        ['g', []],
      ],
    ],
    [
      'flow over lines',
      'a: [1,\n  2]\nb: 3',
      [
        ['a', ['1', '2']],
        ['b', '3'],
      ],
    ],
    [
      'CRLF',
      'a: 1\r\nb:\r\n- x\r\n',
      [
        ['a', '1'],
        ['b', ['x']],
      ],
    ],
  ]
  test.each(cases)('%s', (_, text, value) => {
    expect(parsed(text)).toEqual(value)
  })
})

describe('anchors, aliases, tags', () => {
  const cases: [title: string, text: string, value: unknown][] = [
    [
      'of a text',
      'a: &x 1\nb: *x',
      [
        ['a', '1'],
        ['b', '1'],
      ],
    ],
    [
      'of a mapping on the next line',
      'a: &x\n  k: 1\nb: *x',
      [
        ['a', [['k', '1']]],
        ['b', [['k', '1']]],
      ],
    ],
    [
      'of a sequence as deep as its key',
      'a: &x\n- 1\nb: *x',
      [
        ['a', ['1']],
        ['b', ['1']],
      ],
    ],
    ['of an entry', '- &x\n  n: 1\n- *x', [[['n', '1']], [['n', '1']]]],
    [
      'of the key of an entry',
      '- &x n: 1\n  m: *x',
      [
        [
          ['n', '1'],
          ['m', 'n'],
        ],
      ],
    ],
    [
      'of a block',
      'a: &x |\n  t\nb: *x',
      [
        ['a', 't\n'],
        ['b', 't\n'],
      ],
    ],
    [
      'of nothing',
      'a: &x\nb: *x',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['in a flow', 'a: [&x 1, *x, {b: *x}]', [['a', ['1', '1', [['b', '1']]]]]],
    [
      'an alias as a key',
      'a: &x k\n*x : v',
      [
        ['a', 'k'],
        ['k', 'v'],
      ],
    ],
    [
      'given again',
      'a: &x 1\nb: &x 2\nc: *x',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '2'],
      ],
    ],
    [
      'with a tag, in either order',
      'a: &x !!str 1\nb: !t &y 2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['tags alone', 'a: !!map\n  b: !<tag:x,1> [!!int 1]', [['a', [['b', ['1']]]]]],
    [
      'a merge key',
      'a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3',
      [
        [
          'a',
          [
            ['k', '1'],
            ['l', '2'],
          ],
        ],
        [
          'b',
          [
            ['k', '1'],
            ['l', '3'],
          ],
        ],
      ],
    ],
    [
      'merge keys of several',
      'a:\n  <<: [{k: 1}, {k: 2, l: 3}]',
      [
        [
          'a',
          [
            ['k', '1'],
            ['l', '3'],
          ],
        ],
      ],
    ],
    ['no anchor inside a text', 'a: x &y *z !t', [['a', 'x &y *z !t']]],
  ]
  test.each(cases)('%s', (_, text, value) => {
    expect(parsed(text)).toEqual(value)
  })

  test('an alias stands where its anchor does', () => {
    const result = parseYaml(utf8('a: &x word\nb: *x'), 10)
    const members = 'node' in result && result.node.type === 'object' ? result.node.members : []
    expect(members.map(({ value }) => [value.start, value.end])).toEqual([
      [16, 20],
      [16, 20],
    ])
  })

  test('aliases that double with every line are stopped', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`)
    expect(parsed(['a: &a-1 [x]', ...lines].join('\n'))).toMatch(/^too-large at/)
  })
})

describe('text over lines', () => {
  const cases: [title: string, text: string, value: string][] = [
    ['folded, amid lines indented further', 'a: >\n x\n\n   more\n\n y\n', 'x\n\n  more\n\ny\n'],
    ['folded, with blank lines at either end', 'a: >+\n\n x\n y\n\n', '\nx y\n\n'],
    ['literal, kept', 'a: |+\n x\n\n\n', 'x\n\n\n'],
    ['literal, of blank lines', 'a: |+\n\n\n', '\n\n'],
    ['literal, stripped', 'a: |-\n x\n\n', 'x'],
    ['literal, its indentation said', 'a: |2\n    x\n  y\n', '  x\ny\n'],
    ['double quotes, a space that is escaped', 'a: "x\\ \n\n  y"', 'x \ny'],
    ['double quotes, spaces that are not', 'a: "x  \n\n  y"', 'x\ny'],
  ]
  test.each(cases)('%s', (_, text, value) => {
    expect(parsed(text)).toEqual([['a', value]])
    expect(parsed(text.replaceAll('\n', '\r\n'))).toEqual([['a', value]])
  })

  test('null is nothing, unless it is quoted', () => {
    const result = parseYaml(utf8('[null, ~, Null, "null", nul, \'~\', null x]'), 0)
    const elements = 'node' in result && result.node.type === 'array' ? result.node.elements : []
    const [nothing, text] = ['null', 'string']
    expect(elements.map(({ type }) => type)).toEqual([nothing, nothing, nothing, text, text, text, text])
  })

  test('a pair in a list', () => {
    expect(parsed('a: [b: c, d]')).toEqual([['a', [[['b', 'c']], 'd']]])
  })
})

describe('what is not read', () => {
  const cases: [title: string, text: string, problem: string][] = [
    ['an alias of nothing', 'a: *x', 'syntax at 3'],
    ['an alias of what it stands in', 'a: &x [*x]', 'syntax at 7'],
    ['text in base64', 'a: !!binary aGk=', 'unsupported-format at 3'],
    ['a complex key', '? a\n: b', 'unsupported-format at 0'],
    ['a quote that does not end', 'a: "x', 'truncated at 3'],
    ['a list that does not end', 'a: [x', 'truncated at 3'],
    ['more after a quoted text', 'a: "x" y', 'syntax at 7'],
    ['a line that is indented more', 'a: 1\n- b', 'syntax at 5'],
    ['a line without a key', 'a: 1\nb\n', 'syntax at 5'],
    ['depth without end', '['.repeat(1000), 'too-deep at 499'],
  ]
  test.each(cases)('%s', (_, text, problem) => {
    expect(parsed(text)).toBe(problem)
  })

  test('bytes that are not UTF-8', () => {
    expect(parseYaml(Uint8Array.of(0x61, 0x3a, 0x20, 0xff), 5)).toMatchObject({
      problem: { code: 'encoding', offset: 8 },
    })
  })
})

test('places are bytes, in text of any script', () => {
  const text = 'ключ: значение\nb: "大\\u0041 🎥"\nc: plain'
  const bytes = utf8(text)
  const result = parseYaml(bytes, 100)
  const members = 'node' in result && result.node.type === 'object' ? result.node.members : []
  const spelt = members.map(({ keyRegion, value }) =>
    [keyRegion, value].map(({ start, end }) =>
      new TextDecoder().decode(bytes.subarray(start - 100, end - 100)),
    ),
  )
  expect(spelt).toEqual([
    ['ключ', 'значение'],
    ['b', '大\\u0041 🎥'],
    ['c', 'plain'],
  ])
  const quoted = members[1]!.value
  expect(quoted.type === 'string' && quoted.map).toEqual([0, 3, 9, 10, 10])
})

test('whatever JSON writes is YAML', () => {
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value
  const pairs = (data: unknown): unknown => {
    if (Array.isArray(data)) return data.map(pairs)
    return typeof data === 'object'
      ? Object.entries(data as object).map(([key, inner]) => [key, pairs(inner)])
      : data
  }
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (data, indent) => {
      expect(parsed(JSON.stringify(data, null, indent))).toEqual(pairs(data))
    }),
    { numRuns: 400 },
  )
})
