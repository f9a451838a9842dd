import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ParseOptions, parseJson } from '../../../src/syntax/json/parse.ts'
import type { Node, ScalarNode } from '../../../src/syntax/node.ts'
import { stringSpan } from '../../../src/syntax/node-span.ts'
import { firstInvalidUtf8 } from '../../../src/syntax/utf8.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

function nodeOf(json: string | Uint8Array, offset = 0, options: ParseOptions = {}): Node {
  const result = parseJson(typeof json === 'string' ? encode(json) : json, offset, options)
  if ('problem' in result) throw new Error(`${result.problem.code} at ${result.problem.offset}`)
  return result.node
}

function outcome(json: string | Uint8Array, offset = 0, options: ParseOptions = {}): string {
  const result = parseJson(typeof json === 'string' ? encode(json) : json, offset, options)
  return 'node' in result ? 'parsed' : `${result.problem.code} at ${result.problem.offset}`
}

function plain(node: Node): unknown {
  switch (node.type) {
    case 'object': {
      const object: Record<string, unknown> = {}
      for (const { key, value } of node.members) {
        Object.defineProperty(object, key, {
          value: plain(value),
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return object
    }
    case 'array':
      return node.elements.map(plain)
    case 'string':
      return node.value
    default:
      return JSON.parse(node.value)
  }
}

function scalars(node: Node): ScalarNode[] {
  switch (node.type) {
    case 'object':
      return node.members.flatMap(({ value }) => scalars(value))
    case 'array':
      return node.elements.flatMap(scalars)
    default:
      return [node]
  }
}

/** Some string in the ways in which JSON can spell it. */
const spelt = fc
  .array(
    fc.oneof(
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 3 })
        .map((text) => JSON.stringify(text).slice(1, -1)),
      fc.constantFrom(
        '\\/',
        '\\u0041',
        '\\ud83d\\ude00',
        '\\uD800',
        'é',
        '海',
        '😀',
        '\u2028',
        '\\b\\f\\r\\t',
      ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => `"${parts.join('')}"`)
const space = fc.constantFrom('', '', ' ', '\n', '\r\n\t')
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    spelt,
    fc.constantFrom(
      '0',
      '-0',
      '12.50',
      '1e5',
      '-1E+2',
      '0.1e-7',
      'true',
      'false',
      'null',
      '123456789012345678901',
    ),
    fc
      .tuple(
        space,
        fc.array(
          fc.tuple(space, tie('json'), space).map((p) => p.join('')),
          { maxLength: 4 },
        ),
      )
      .map(([s, e]) => `[${s}${e.join(',')}]`),
    fc
      .tuple(
        space,
        fc.array(fc.tuple(space, fc.oneof(spelt, fc.constant('"a"')), space, tie('json'), space), {
          maxLength: 4,
        }),
      )
      .map(([s, m]) => `{${s}${m.map(([a, k, b, v, c]) => `${a}${k}${b}:${b}${v}${c}`).join(',')}}`),
  ),
}))

describe('parsing', () => {
  test('gives what JSON.parse gives, and the place of every scalar', () => {
    fc.assert(
      fc.property(space, json, fc.nat(1000), (before, text, offset) => {
        const bytes = encode(before + text)
        const node = nodeOf(bytes, offset)
        expect(plain(node)).toEqual(JSON.parse(decode(bytes)))
        for (const { type, start, end, value } of scalars(node)) {
          const written = decode(bytes.subarray(start - offset, end - offset))
          expect(type === 'string' ? JSON.parse(`"${written}"`) : written).toBe(value)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('accepts exactly what JSON.parse accepts', () => {
    const mutation = fc.tuple(
      fc.nat(),
      fc.constantFrom('delete', 'insert', 'replace'),
      fc.constantFrom(...'{}[]",:\\ 0-+.eEtruxN\n\u0001\f\u00a0é'),
    )
    fc.assert(
      fc.property(json, fc.array(mutation, { minLength: 1, maxLength: 3 }), (valid, mutations) => {
        let text = valid
        for (const [at, kind, by] of mutations) {
          const index = at % (text.length + 1)
          text =
            text.slice(0, index) +
            (kind === 'delete' ? '' : by) +
            text.slice(index + (kind === 'insert' ? 0 : 1))
        }
        const bytes = encode(text)
        let accepted = true
        try {
          JSON.parse(decode(bytes))
        } catch {
          accepted = false
        }
        expect(outcome(bytes) === 'parsed').toBe(accepted)
      }),
      { numRuns: 6000 },
    )
  })

  test.each<[string, string]>([
    ['{"a":1}', 'parsed'],
    ['{"a":1,}', 'syntax at 107'],
    ['[1,]', 'syntax at 103'],
    ['[1 2]', 'syntax at 103'],
    ['{"a" 1}', 'syntax at 105'],
    ['{1:2}', 'syntax at 101'],
    ['[1}', 'syntax at 102'],
    ['1 2', 'syntax at 102'],
    ['', 'truncated at 100'],
    ['{"a":', 'truncated at 105'],
    ['["abc', 'truncated at 105'],
    ['["a\\"]', 'truncated at 106'],
    ['"\\x"', 'syntax at 101'],
    ['"é\\u12"', 'syntax at 103'],
    ['"\u0001"', 'syntax at 101'],
    ['NaN', 'syntax at 100'],
    ['[01]', 'syntax at 101'],
    ['[\ufeff1]', 'syntax at 101'],
    [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'parsed'],
    [`${'['.repeat(10_001)}${']'.repeat(10_001)}`, 'too-deep at 10100'],
  ])('%.30s: %s', (text, expected) => {
    expect(outcome(text, 100)).toBe(expected)
  })

  test.each<[number[], number]>([
    [[0x41, 0xc3, 0xa9], 3],
    [[0xf0, 0x9f, 0x98, 0x80], 4],
    [[0x41, 0xc3], 1],
    [[0x41, 0xc3, 0x41], 1],
    [[0xc0, 0x80], 0],
    [[0xe0, 0x80, 0x80], 0],
    [[0xed, 0xa0, 0x80], 0],
    [[0xf4, 0x90, 0x80, 0x80], 0],
    [[0x41, 0x80], 1],
    [[0xff], 0],
  ])('bytes %j are UTF-8 up to %i', (bytes, valid) => {
    expect(firstInvalidUtf8(Uint8Array.from(bytes))).toBe(valid)
    const json = Uint8Array.from([0x22, ...bytes, 0x22])
    expect(outcome(json)).toBe(valid === bytes.length ? 'parsed' : `encoding at ${valid + 1}`)
  })

  test('keeps both of two members with one key, each with its place', () => {
    const node = nodeOf('{"s":"x", "s" : "y"}', 10)
    expect(
      node.type === 'object' &&
        node.members.map(({ key, keyRegion, value }) => [key, keyRegion.start, value.start]),
    ).toEqual([
      ['s', 12, 16],
      ['s', 21, 27],
    ])
  })

  test('gives up above the number of values it may make', () => {
    expect(outcome('[1,2,3]', 0, { nodeLimit: 4 })).toBe('parsed')
    expect(outcome('[1,2,3]', 0, { nodeLimit: 3 })).toBe('too-large at 5')
  })

  test('counts places on over holes', () => {
    // {"a":[.....],"b":"x","c":[..],"d":1} with what stands as dots left out.
    const node = nodeOf('{"a":[],"b":"x","c":[],"d":1}', 0, {
      holes: [
        { at: 6, length: 5 },
        { at: 21, length: 2 },
      ],
    })
    expect(
      node.type === 'object' &&
        node.members.map(({ keyRegion, value }) => [keyRegion.start, value.start, value.end]),
    ).toEqual([
      [2, 5, 12],
      [14, 18, 19],
      [22, 25, 29],
      [31, 34, 35],
    ])
    expect(node.end).toBe(36)
  })
})

describe('stringSpan', () => {
  test('spells the part of the value it is asked for', () => {
    fc.assert(
      fc.property(spelt, fc.nat(20), fc.nat(20), (text, a, b) => {
        const bytes = encode(text)
        const node = nodeOf(bytes, 5) as ScalarNode
        const isHalf = (at: number) =>
          /^[\ud800-\udbff][\udc00-\udfff]$/.test(node.value.slice(at - 1, at + 1))
        const [from, to] = [Math.min(a, b, node.value.length), Math.min(Math.max(a, b), node.value.length)]
        fc.pre(!isHalf(from) && !isHalf(to))
        const { start, end } = stringSpan(node, from, to)
        expect(JSON.parse(`"${decode(bytes.subarray(start - 5, end - 5))}"`)).toBe(node.value.slice(from, to))
      }),
      { numRuns: 2000 },
    )
  })

  test.each<[string, number, number, [number, number]]>([
    ['"abc"', 1, 2, [2, 3]],
    ['"éa海b"', 1, 4, [3, 8]],
    ['"😀b"', 2, 3, [5, 6]],
    ['"\\u0041bc"', 1, 2, [7, 8]],
    ['"a\\nb"', 2, 3, [4, 5]],
    ['"abc"', 0, 3, [1, 4]],
    ['""', 0, 0, [1, 1]],
  ])('%s from %i to %i', (text, from, to, [start, end]) => {
    expect(stringSpan(nodeOf(text) as ScalarNode, from, to)).toEqual({ start, end })
  })
})

describe('what can be read of a value that is not JSON', () => {
  test.each<[json: string | Uint8Array, readable: unknown, problem: string]>([
    ['{"a":1,"b":[2,],}', { a: 1, b: [2] }, 'syntax at 14'],
    ['{"a":"x","b":{"c":["y",{"d":"z" "e"', { a: 'x', b: { c: ['y', { d: 'z' }] } }, 'syntax at 32'],
    ['{"a":"x","b":"trunc', { a: 'x' }, 'truncated at 19'],
    ['{"a":"x","b":', { a: 'x' }, 'truncated at 13'],
    ['[1,,2]', [1], 'syntax at 3'],
    ['{"a":"x","b":nul,"c":1}', { a: 'x' }, 'syntax at 13'],
    [
      Uint8Array.from([...encode('{"a":"M'), 0xfc, ...encode('ller","b":"x"}')]),
      { a: 'M?ller', b: 'x' },
      'encoding at 7',
    ],
    [Uint8Array.from([...encode('{"a":"'), 0xff, ...encode('",}')]), { a: '?' }, 'encoding at 6'],
    ['nul', undefined, 'syntax at 0'],
    ['"x', undefined, 'truncated at 2'],
  ])('%s', (json, readable, problem) => {
    const result = parseJson(typeof json === 'string' ? encode(json) : json, 0)
    if (!('problem' in result)) throw new Error('it was read to its end')
    expect(result.readable && plain(result.readable)).toEqual(readable)
    expect(`${result.problem.code} at ${result.problem.offset}`).toBe(problem)
  })

  test('of any JSON that is cut, what is read begins as the whole does, at its places', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
        const text = JSON.stringify(value)
        const bytes = encode(text.slice(0, at % (text.length + 1)))
        const result = parseJson(bytes, 0)
        const readable = 'node' in result ? result.node : result.readable
        for (const node of readable === undefined ? [] : scalars(readable)) {
          expect(decode(bytes.subarray(node.start, node.end))).toBe(
            decode(encode(text).subarray(node.start, node.end)),
          )
        }
        if (readable !== undefined) expect(isBeginning(plain(readable), value)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Whether a value has nothing that another one does not have at the same place; a number may have been cut. */
function isBeginning(part: unknown, whole: unknown): boolean {
  if (typeof part === 'number') return typeof whole === 'number'
  if (part === null || typeof part !== 'object') return Object.is(part, whole)
  if (whole === null || typeof whole !== 'object') return false
  return Object.entries(part).every(([key, value]) =>
    isBeginning(value, (whole as Record<string, unknown>)[key]),
  )
}
