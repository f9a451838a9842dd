import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlainScan } from '../../../src/syntax/json/plain-scan.ts'
import { giveBack, takeScanner } from '../../../src/syntax/json/scanner.ts'
import { createSplitter } from '../../../src/syntax/json/splitter.ts'

const encoder = new TextEncoder()

/** What a splitter makes of an array of records, `written` as they are, and what it counts. */
function split(text: string, literals: readonly string[], size: number) {
  const bytes = encoder.encode(text)
  const found: number[] = []
  const lines: (number | undefined)[] = []
  const splitter = createSplitter({
    literals,
    countedKeys: ['parts', 'r'],
    onRecord: ({ index, line }) => {
      found.push(index!)
      lines.push(line?.line)
    },
  })
  for (let at = 0; at < bytes.length; at += size) splitter.write(bytes.slice(at, at + size))
  const { problem, records, counts } = splitter.end()
  return { problem, records, found, lines, counts }
}

// Few letters, so that literals overlap themselves and each other, and begin and end alike.
const few = [...'aab9Z-', '%', '4']
const literal = fc.array(fc.constantFrom(...few), { minLength: 1, maxLength: 9 }).map((all) => all.join(''))
const long = fc
  .array(fc.constantFrom(...few, 'x', ' '), { minLength: 30, maxLength: 60 })
  .map((all) => all.join(''))
const words = (...units: string[]) =>
  fc.array(fc.constantFrom(...few, ...units), { maxLength: 200 }).map((all) => all.join(''))
const space = fc
  .array(fc.constantFrom(' ', '\n', '\t', '\r\n', '      '), { maxLength: 30 })
  .map((all) => all.join(''))
const size = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(100_000))

test('a record matters when, and only when, it holds a literal, wherever in its bytes that stands', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 5, arbitrary: literal }, { weight: 1, arbitrary: long }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.tuple(words('x', 'y', 'é', '\\n'), space), { maxLength: 8 }),
      size,
      (literals, texts, chunk) => {
        const records = texts.map(([text, gap]) => `{"k":${gap}"${text}"}`)
        const result = split(`{"r":[${records.join(', ')}]}`, literals, chunk)
        expect(result.problem).toBeNull()
        const holds = (text: string) =>
          text
            .split('\\n')
            .some((part) => literals.some((one) => part.toLowerCase().includes(one.toLowerCase())))
        // Of a long literal only a part is looked for: those may matter that hold but this part.
        const sure = texts.flatMap(([text], index) => (holds(text) || literals.some(isKey) ? [index] : []))
        if (literals.every((one) => one.length <= 32)) expect(result.found).toEqual(sure)
        else expect(result.found).toEqual(expect.arrayContaining(sure))
      },
    ),
    { numRuns: 3000 },
  )
})

/** Whether it stands in the key that every record here has. */
function isKey(text: string): boolean {
  return text.toLowerCase() === 'k'
}

test('brackets, quotes and escapes are told apart at every place in a block', () => {
  const text = words('"', '\\', '{', '}', '[', ']', ',', ':', '/', '\n', 'ä', '€', '\u0000', '😀').map(
    (all) => JSON.stringify(all),
  )
  const value = fc.oneof(
    text,
    text.map((all) => `[${all},[]]`),
    fc
      .tuple(text, space, text)
      .map(([a, gap, b]) => `{${a}:${gap}${b},"parts":${gap}[{},{"parts" :[ {}]}, 1]}`),
    fc.constantFrom('-1.5e3', 'true', 'null'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(value, space, space), { maxLength: 12 }), size, (values, chunk) => {
      const json = `{"r":[${values.map(([json, before, after]) => `${before}${json}${after}`).join(',')}]}`
      const { r } = JSON.parse(json) as { r: unknown[] }
      const all = split(json, ['"'], chunk)
      expect(all.problem).toBeNull()
      expect(all.records).toBe(r.length)
      const objects = r.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
      expect(all.counts).toMatchObject({ r: objects.length, 'r/parts': objects.length * 3 })
      const none = split(json, ['never in there'], chunk)
      expect({ ...none, found: [], lines: [] }).toEqual({ ...all, found: [], lines: [] })
      // Those that hold what could be a letter written otherwise matter by themselves.
      const telling = r.flatMap((_, at) => (/[€😀]|\\\\|\\u0000/u.test(values[at]![0]) ? [at] : []))
      expect(none.found).toEqual(telling)
      let line = 1
      const begins = values.map(([json, before, after], at) => {
        line += feeds(before)
        const begin = line
        line += feeds(json) + feeds(after)
        return { at, begin }
      })
      const expected = begins.filter(({ at }) => telling.includes(at)).map(({ begin }) => begin)
      expect(none.lines).toEqual(expected)
    }),
    { numRuns: 3000 },
  )
})

function feeds(text: string): number {
  return text.split('\n').length - 1
}

test('literals that are too many make every record matter', () => {
  const many = Array.from({ length: 70_000 }, (_, at) => `word${at}word`)
  expect(split('{"r":[{"a":1},{"b":2}]}', many, 1000)).toMatchObject({ problem: null, found: [0, 1] })
  expect(split('{"r":[{"a":1},{"b":2}]}', many.slice(0, 1000), 1000)).toMatchObject({
    problem: null,
    found: [],
  })
})

test('the scan is the compiled one where there is WebAssembly', () => {
  const scanner = takeScanner(null, [])
  expect(scanner.state instanceof PlainScan).toBe(typeof WebAssembly === 'undefined')
  giveBack(scanner)
})
