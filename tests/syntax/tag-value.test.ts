import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTagSplitter, parseTags } from '../../src/syntax/tag-value.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

interface Options {
  readonly size?: number
  readonly literals?: readonly string[] | null
  readonly sectionLimit?: number
}

/** Splits text whose sections begin with `Part` and, ignored, with `Skip`. */
function split(text: string, { size = 1 << 16, literals = null, sectionLimit = 1 << 20 }: Options = {}) {
  const bytes = utf8(text)
  const sections: string[] = []
  const splitter = createTagSplitter({
    literals,
    sectionLimit,
    sections: ['Part'],
    ignored: ['Skip'],
    onSection: ({ bytes: own, offset, name, index }) => {
      expect(own).toEqual(bytes.subarray(offset, offset + own.length))
      sections.push(`${name}${index}|${new TextDecoder().decode(own)}`)
    },
  })
  const buffer = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size)
    buffer.set(chunk)
    splitter.write(buffer.subarray(0, chunk.length))
  }
  return { sections, result: splitter.end() }
}

describe('sections', () => {
  const cases: [title: string, text: string, sections: string[]][] = [
    ['a head alone', 'A: 1\nB: 2', ['0|A: 1\nB: 2']],
    [
      'a head and parts',
      'A: 1\nPart: x\nB: 2\nPart: y',
      ['0|A: 1\n', 'Part0|Part: x\nB: 2\n', 'Part1|Part: y'],
    ],
    ['ignored ones', 'Skip: x\nB: 1\nPart: y\nSkip: z', ['0|', 'Part0|Part: y\n']],
    [
      'a tag inside a text',
      'Part: <text>a\nPart: b\n</text>\nC: 1',
      ['0|', 'Part0|Part: <text>a\nPart: b\n</text>\nC: 1'],
    ],
    [
      'a text that ends on its line',
      'A: <text>a</text>\nPart: b',
      ['0|A: <text>a</text>\n', 'Part0|Part: b'],
    ],
    ['a tag that only begins like it', 'Party: x\n Part: y\nPart y', ['0|Party: x\n Part: y\nPart y']],
    ['CRLF', 'A: 1\r\nPart: x\r\n', ['0|A: 1\r\n', 'Part0|Part: x\r\n']],
  ]
  test.each(cases)('%s', (_, text, sections) => {
    for (const size of [1, 2, 3, 5, 1000]) expect(split(text, { size }).sections).toEqual(sections)
  })

  test('only those that matter, and always the head', () => {
    const text = 'A: 1\nPart: clean\nPart: of ACME\nPart: асme\nSkip: acme\nPart: é'
    for (const size of [1, 7, 1000]) {
      const { sections, result } = split(text, { size, literals: ['acme'] })
      expect(sections).toEqual(['0|A: 1\n', 'Part1|Part: of ACME\n', 'Part2|Part: асme\n'])
      expect(result).toMatchObject({ records: 5, lookedInto: 2, counts: { Part: 4, Skip: 1 } })
    }
  })

  test('what is too large is passed over and told of, and what follows is read', () => {
    const long = Array.from({ length: 300 }, () => 'B: filler').join('\n')
    const { sections, result } = split(`Part: x\n${long}\nPart: y\n`, { size: 100, sectionLimit: 1000 })
    expect(sections).toEqual(['0|', 'Part1|Part: y\n'])
    expect(result.problems.map(({ code, offset }) => [code, offset])).toEqual([['too-large', 0]])
    const line = split(`Part: x\nB: ${'y'.repeat(3000)}\nPart: z\n`, { size: 100, sectionLimit: 1000 })
    expect(line.sections.at(-1)).toBe('Part1|Part: z\n')
    expect(line.result.problems.map(({ code, offset }) => [code, offset])).toEqual([['too-large', 8]])
  })

  test('a text that does not end is told of', () => {
    expect(split('A: 1\nB: <text>x\ny').result.problems).toMatchObject([{ code: 'truncated', offset: 8 }])
    expect(split('A: 1\nB: <text>x\ny</text>').result.problems).toEqual([])
  })

  test('any text gives the same in chunks of any size', () => {
    const part = fc.constantFrom(
      'Part: ',
      'Skip: ',
      'A: ',
      '<text>',
      '</text>',
      '\n',
      '\r\n',
      'acme',
      'é',
      ' ',
      ':',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const text = parts.join('')
        expect(split(text, { size, literals: ['acme'] })).toEqual(split(text, { literals: ['acme'] }))
      }),
      { numRuns: 1500 },
    )
  })
})

describe('tags', () => {
  const cases: [text: string, tags: [string, string][]][] = [
    ['A: b', [['A', 'b']]],
    [
      'A:b\nC:\td e \n',
      [
        ['A', 'b'],
        ['C', 'd e '],
      ],
    ],
    ['# comment\n\nA: http://x', [['A', 'http://x']]],
    [
      'A: <text>b\nC: d</text>\nE: f',
      [
        ['A', 'b\nC: d'],
        ['E', 'f'],
      ],
    ],
    ['A: <text>b', [['A', 'b']]],
    [': x\nno tag', []],
    [
      'A: b\rC: d\r\nE: f\r',
      [
        ['A', 'b'],
        ['C', 'd'],
        ['E', 'f'],
      ],
    ],
    [
      'A: b\r\nC:\r\nD: <text>e\r\nf</text>\r\n',
      [
        ['A', 'b'],
        ['C', ''],
        ['D', 'e\r\nf'],
      ],
    ],
  ]
  test.each(cases)('%s', (text, tags) => {
    const bytes = utf8(text)
    const lines = parseTags(bytes, 100)
    expect(lines.map(({ tag, value }) => [tag, value.value])).toEqual(tags)
    for (const { value } of lines) {
      expect(new TextDecoder().decode(bytes.subarray(value.start - 100, value.end - 100))).toBe(value.value)
    }
  })

  test('bytes that are not UTF-8 are kept apart, each at its place', () => {
    const [line] = parseTags(Uint8Array.of(0x41, 0x3a, 0xa9, 0x20, 0xc3, 0xa9, 0x78), 0)
    expect(line?.value).toMatchObject({ value: '\ufffd éx', start: 2, end: 7, map: [0, 1, 2, 4] })
  })
})
