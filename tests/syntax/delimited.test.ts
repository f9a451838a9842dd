import fc from 'fast-check'
// @ts-expect-error: it comes without types
import papaparse from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/model/problem.ts'
import { createDelimitedSplitter, declaredDelimiter, LIMITS } from '../../src/syntax/delimited.ts'
import type { ScalarNode } from '../../src/syntax/node.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

interface Split {
  readonly rows: readonly (readonly string[])[]
  readonly cells: readonly ScalarNode[]
  readonly problems: readonly Problem[]
}

function split(input: string | Uint8Array, delimiter = ',', chunkSize = 1 << 16): Split {
  const bytes = typeof input === 'string' ? encoder.encode(input) : input
  const rows: string[][] = []
  const cells: ScalarNode[] = []
  const problems: Problem[] = []
  const splitter = createDelimitedSplitter({
    delimiter: delimiter.charCodeAt(0),
    onRow(row) {
      if (row.number !== rows.length + 1) throw new Error(`row ${row.number} comes after ${rows.length} rows`)
      const raw = Array.from({ length: row.size }, (_, column) => row.raw(column)!)
      rows.push(raw.map((cell) => cell.value))
      cells.push(...raw)
      for (let column = 0; column < row.size; column++) {
        const cell = row.cell(column)
        if (cell !== null) cells.push(cell)
      }
    },
    onProblem: (problem) => problems.push(problem),
  })
  for (let i = 0; i < bytes.length; i += chunkSize) splitter.write(bytes.subarray(i, i + chunkSize))
  splitter.end()
  return { rows, cells, problems }
}

describe('rows and cells', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      'LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'lone CR',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['mixed line ends', 'a\nb\r\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['no line end at the end', 'a,b', [['a', 'b']]],
    ['nothing', '', []],
    ['a blank line is a row', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['CR CR LF is two line ends', 'a\r\r\nb', [['a'], [''], ['b']]],
    [
      'empty cells',
      ',a,\n,\n',
      [
        ['', 'a', ''],
        ['', ''],
      ],
    ],
    ['a delimiter at the end of the document', 'a,', [['a', '']]],
    ['quoted', '"a","b, c"\n', [['a', 'b, c']]],
    ['quoted line ends', '"a\nb\r\nc\rd",e\n', [['a\nb\r\nc\rd', 'e']]],
    ['doubled quotes', '"13"" screen",""""\n', [['13" screen', '"']]],
    ['empty quoted cell', '"",a\n', [['', 'a']]],
    ['a quote inside an unquoted cell', 'Book 13",x"y"z,b\n', [['Book 13"', 'x"y"z', 'b']]],
    ['a lone quote inside a quoted cell', '"Book 13" grey",b\n', [['Book 13" grey', 'b']]],
    ['spaces around quotes', '"a" , "b, c" ,d\n', [['a', 'b, c', 'd']]],
    ['spaces are part of unquoted cells', ' a , b\n', [[' a ', ' b']]],
    ['other scripts', '型番,"メーカー ""甲"""\n', [['型番', 'メーカー "甲"']]],
  ])('%s', (_, input, rows) => {
    expect(split(input)).toMatchObject({ rows, problems: [] })
  })

  it.each([',', ';', '\t', '|'])('delimiter %j', (delimiter) => {
    const others = [',', ';', '\t', '|'].filter((other) => other !== delimiter).join('')
    expect(split(`a${others}${delimiter}b\n`, delimiter).rows).toEqual([[`a${others}`, 'b']])
  })

  it('trims white space of all kinds, and gives null for what is blank', () => {
    const cells: (string | undefined)[] = []
    const blank: boolean[] = []
    const splitter = createDelimitedSplitter({
      delimiter: 0x2c,
      onRow(row) {
        blank.push(row.blank)
        for (let column = 0; column <= row.size; column++) cells.push(row.cell(column)?.value)
      },
      onProblem: () => expect.unreachable(),
    })
    splitter.write(encoder.encode(' a b\t,"\u00a0 c\u3000 "\n \u3000,\u00a0\n"",""\n'))
    splitter.end()
    expect(cells).toEqual([
      'a b',
      'c',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(blank).toEqual([false, true, true])
  })
})

describe('trouble', () => {
  it.each<[string, string, readonly (readonly string[])[], readonly number[]]>([
    [
      'a quote that is never closed: its line is text, the next lines are rows',
      'cam-1,x\ncam-2,"Acme,y\ncam-3,z\n',
      [
        ['cam-1', 'x'],
        ['cam-2', '"Acme', 'y'],
        ['cam-3', 'z'],
      ],
      [14],
    ],
    [
      'a quote that is not closed before another cell opens one on a later line',
      'a,"b\nc,"d",e\nf,g\n',
      [
        ['a', '"b'],
        ['c', 'd', 'e'],
        ['f', 'g'],
      ],
      [2],
    ],
    ['two in one line are told once', '"a,"b\n', [['"a', '"b']], [0]],
    ['after a space', 'a, "b\nc\n', [['a', ' "b'], ['c']], [3]],
    ['quoted cells on one line are still read after it', '"a\n"b, c",d\n', [['"a'], ['b, c', 'd']], [0]],
  ])('%s', (_, input, rows, offsets) => {
    for (const chunkSize of [1, 3, 1000]) {
      const result = split(input, ',', chunkSize)
      expect(result.rows).toEqual(rows)
      expect(
        result.problems.map((problem) => [problem.code, problem.severity, problem.span!.offset]),
      ).toEqual(offsets.map((offset) => ['syntax', 'error', offset]))
    }
  })

  it('a million unclosed quotes take no longer than the text and are told twenty times', () => {
    const { rows, problems } = split('"",""""x\n'.repeat(200_000))
    expect(rows.length).toBe(200_000)
    expect(problems.length).toBe(LIMITS.problems)
  })

  it.each([
    ['unquoted', 'x'.repeat(LIMITS.cell + 5), 2],
    ['quoted', `"${'x'.repeat(LIMITS.cell + 5)}"`, 3],
  ])('a cell over 1 MiB is cut, and the rest of the row is read: %s', (_, cell, offset) => {
    const { rows, problems } = split(`a,${cell},b\nc\n`, ',', 50_000)
    expect(rows[0]!.map((value) => value.length)).toEqual([1, LIMITS.cell, 1])
    expect(rows[1]).toEqual(['c'])
    expect(problems).toMatchObject([{ code: 'too-large', span: { offset } }])
  })

  it('a quoted cell that runs over lines for more than 1 MiB counts as unclosed', () => {
    const { rows, problems } = split(`a,"b\n${'c,d\n'.repeat(300_000)}`, ',', 50_000)
    expect(rows.length).toBe(300_001)
    expect(problems).toMatchObject([{ code: 'syntax', span: { offset: 2 } }])
  })

  it('a line over 16 MiB is read up to there', () => {
    const { rows, problems } = split(`${'abcdefg,'.repeat(LIMITS.row / 8 + 10)}\nnext\n`, ',', 1 << 20)
    expect(rows.map((row) => row.length)).toEqual([LIMITS.cells, 1])
    expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set(['too-large']))
  })

  it('bytes that are no UTF-8 are told with their offset; U+FFFD itself is not trouble', () => {
    const bytes = Uint8Array.from([...encoder.encode('a,\ufffd'), 0xfc, 0x62, 0x0a])
    expect(split(bytes).problems).toMatchObject([{ code: 'encoding', span: { offset: 5 } }])
    expect(split('a,\ufffd\n').problems).toEqual([])
  })
})

it.each<[string, { delimiter: number; length: number } | null]>([
  ['sep=;\na;b', { delimiter: 0x3b, length: 6 }],
  ['SEP=,\r\na', { delimiter: 0x2c, length: 7 }],
  ['"sep=|"\na', { delimiter: 0x7c, length: 8 }],
  ['sep=\t\r', { delimiter: 0x09, length: 6 }],
  ['separator;a', null],
  ['sep=x\n', null],
  ['', null],
])('the delimiter declared by %j', (text, expected) => {
  expect(declaredDelimiter(encoder.encode(text))).toEqual(expected)
})

const delimiter = fc.constantFrom(',', ';', '\t', '|')
const anyCell = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', ',', ';', '\t', '|', '"', '\n', 'é', '型', '😀'),
  maxLength: 8,
})

describe('properties', () => {
  it('gives back what was written by the rules', () => {
    fc.assert(
      fc.property(
        delimiter,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.array(anyCell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        (delimiter, lineEnd, rows, chunkSize) => {
          const text = rows.map(
            (row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + lineEnd,
          )
          const result = split(text.join(''), delimiter, chunkSize)
          expect(result.rows).toEqual(rows)
          expect(result.problems).toEqual([])
        },
      ),
    )
  })

  const anyText = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r', '\r\n', '😀'),
    maxLength: 60,
  })

  it('does not depend on the chunks', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 9 }), (text, chunkSize) => {
        expect(split(text, ',', chunkSize)).toEqual(split(text))
      }),
      { numRuns: 2000 },
    )
  })

  it("each cell's bytes, decoded as the format does, are its value, and its map leads to each character", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = encoder.encode(text)
        for (const cell of split(text).cells) {
          const spelt = decoder.decode(bytes.subarray(cell.start, cell.end))
          expect([spelt, spelt.replaceAll('""', '"')]).toContain(cell.value)
          cell.map?.forEach((at, unit) => {
            const character = String.fromCodePoint(cell.value.codePointAt(unit)!)
            if (unit === 0 || character.codePointAt(0)! > 0xdfff || !/[\ud800-\udfff]/.test(character)) {
              expect(decoder.decode(bytes.subarray(cell.start + at)).startsWith(character)).toBe(true)
            }
          })
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reads as papaparse does', () => {
    // Not compared: mixed line ends, blanks before a quote, and quotes left open, where the two differ on purpose.
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'é', '"', '.', '😀'), maxLength: 6 }).map((text) => `x${text}`),
      anyCell.map((text) => `"${text.replaceAll('"', '""')}"`),
      fc.constant(''),
    )
    fc.assert(
      fc.property(
        delimiter,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (delimiter, newline, rows, ends) => {
          const text = rows
            .map((row) => row.map((cell) => cell.replaceAll(/[,;\t|]/g, cell.startsWith('"') ? '$&' : '')))
            .map((row) => row.join(delimiter))
            .join(newline)
          const expected = (papaparse.parse(text, { delimiter, newline }) as { data: string[][] }).data
          expect(split(ends ? text + newline : text, delimiter).rows).toEqual(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
