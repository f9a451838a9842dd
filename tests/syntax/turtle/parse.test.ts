import { describe, expect, test } from 'vitest'
import type { Node } from '../../../src/syntax/node.ts'
import { stringSpan } from '../../../src/syntax/node-span.ts'
import { parseTurtle } from '../../../src/syntax/turtle/parse.ts'

const P = '@prefix e: <http://e.example/ns#> .\n'

describe('statements', () => {
  test.each<[string, string, unknown]>([
    ['a text', 'e:s e:p "x" .', { 'http://e.example/ns#s': [['p', 'x']] }],
    [
      'several objects and predicates',
      'e:s e:p "x", "y" ; e:q 1 ;; .',
      {
        'http://e.example/ns#s': [
          ['p', 'x'],
          ['p', 'y'],
          ['q', '1'],
        ],
      },
    ],
    [
      'a type',
      'e:s a e:T .',
      { 'http://e.example/ns#s': [['type', { resource: 'http://e.example/ns#T', written: 'e:T' }]] },
    ],
    ['an address', '<a:s> <b:#p> <c:o>.', { 'a:s': [['p', { resource: 'c:o' }]] }],
    [
      'an address against the base',
      '@base <http://b.example/d/> . <s> e:p <#o> .',
      { 'http://b.example/d/s': [['p', { resource: 'http://b.example/d/#o', written: '#o' }]] },
    ],
    [
      'directives as SPARQL has them',
      'PREFIX f: <f:> BASE <http://b.example/> f:s f:p <o> .',
      { 'f:s': [['f:p', { resource: 'http://b.example/o', written: 'o' }]] },
    ],
    ['labels of blank nodes', '_:a e:p _:b .', { '_:a': [['p', { resource: '_:b' }]] }],
    [
      'brackets',
      'e:s e:p [ a e:T ; e:q "x" ] .',
      {
        'http://e.example/ns#s': [
          ['p', { type: { resource: 'http://e.example/ns#T', written: 'e:T' }, q: 'x' }],
        ],
      },
    ],
    ['brackets as subject', '[ e:p "x" ] . [] e:q "y" .', { '': [['q', 'y']] }],
    [
      'a collection',
      'e:s e:p ( "x" e:o () ) .',
      { 'http://e.example/ns#s': [['p', ['x', { resource: 'http://e.example/ns#o', written: 'e:o' }, []]]] },
    ],
    [
      'languages and types of texts',
      `e:s e:p 'x'@en-GB, "2"^^e:int, "3"^^<a:b> .`,
      {
        'http://e.example/ns#s': [
          ['p', 'x'],
          ['p', '2'],
          ['p', '3'],
        ],
      },
    ],
    [
      'numbers and truth',
      'e:s e:p -1.5, 2e3, .5, true, 7 .',
      {
        'http://e.example/ns#s': [
          ['p', '-1.5'],
          ['p', '2e3'],
          ['p', '.5'],
          ['p', 'true'],
          ['p', '7'],
        ],
      },
    ],
    [
      'long texts',
      'e:s e:p """a "quoted" ""b"""""" , \'\'\'c\nd\'\'\' .',
      {
        'http://e.example/ns#s': [
          ['p', 'a "quoted" ""b"""'],
          ['p', 'c\nd'],
        ],
      },
    ],
    [
      'escapes',
      'e:s e:p "\\u0041\\U0001F600\\n\\"\\\\é" .',
      { 'http://e.example/ns#s': [['p', 'A😀\n"\\é']] },
    ],
    [
      'comments, and marks in names and texts',
      '# e:s e:p "no" .\ne:s.x e:p "#" ; e:p\\,q e:a#b\n.',
      {
        'http://e.example/ns#s.x': [
          ['p', '#'],
          ['p,q', { resource: 'http://e.example/ns#a', written: 'e:a' }],
        ],
      },
    ],
    [
      'a name that begins like a word',
      'e:s e:p e:true, e:a .',
      {
        'http://e.example/ns#s': [
          ['p', { resource: 'http://e.example/ns#true', written: 'e:true' }],
          ['p', { resource: 'http://e.example/ns#a', written: 'e:a' }],
        ],
      },
    ],
  ])('%s', (_, text, expected) => {
    const { subjects, problem } = parse(P + text)
    expect(problem).toBeNull()
    const said = subjects.map(({ id, members }) => [id, members.map(({ key, value }) => [key, plain(value)])])
    expect(Object.fromEntries(said)).toEqual(expected)
  })

  test.each([
    ['e:s e:p "x"', 'truncated', ' e:p "x"'],
    ['e:s e:p "x', 'truncated', '"x'],
    ['e:s e:p """x""', 'truncated', '"""x""'],
    ['e:s e:p <a:b', 'truncated', '<a:b'],
    ['e:s e:p [ e:q "x" .', 'syntax', '.'],
    ['e:s e:p "x\ny" .', 'syntax', '"x\ny" .'],
    ['e:s e:p <a b> .', 'syntax', '<a b> .'],
    ['e:s e:p x .', 'syntax', 'x .'],
    ['e:s n:p "x" .', 'syntax', 'n:p "x" .'],
    ['e:s e:p "x" e:q "y" .', 'syntax', 'e:q "y" .'],
    [`e:s e:p ${'['.repeat(2000)}`, 'syntax', `${'['.repeat(1999)}`],
    [`e:s e:p ${'[e:p '.repeat(2000)}`, 'too-deep', `${'[e:p '.repeat(1000).slice(1)}`],
  ])('what stands before trouble is kept: %s', (text, code, rest) => {
    const whole = `${P}e:first e:p "kept" .\n${text}`
    const { subjects, problem } = parse(whole)
    expect(subjects.map(({ id }) => id)).toEqual(['http://e.example/ns#first'])
    expect(problem?.code).toBe(code)
    if (code !== 'truncated') expect(whole.slice(problem!.offset)).toBe(rest)
  })

  test('every text stands where it is said to', () => {
    const text = `${P}e:s e:p "plain", "é\\u0041😀x" .`
    const { subjects } = parseTurtle(new TextEncoder().encode(text), 100)
    const bytes = new TextEncoder().encode(text)
    const spelt = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from - 100, to - 100))
    const [one, two] = subjects[0]!.members.map(({ value }) => value)
    expect(spelt(one!.start, one!.end)).toBe('plain')
    expect(spelt(two!.start, two!.end)).toBe('é\\u0041😀x')
    if (two?.type !== 'string') throw new Error('not a text')
    const span = stringSpan(two, 1, 4)
    expect(spelt(span.start, span.end)).toBe('\\u0041😀')
  })
})

function parse(text: string) {
  return parseTurtle(new TextEncoder().encode(text))
}

function plain(node: Node): unknown {
  if (node.type === 'array') return node.elements.map(plain)
  if (node.type === 'object')
    return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]))
  return node.value
}
