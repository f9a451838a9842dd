import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../src/syntax/json/parse.ts'
import {
  createSplitter,
  type JsonRecord,
  type SplitterOptions,
  type SplitterResult,
} from '../../../src/syntax/json/splitter.ts'
import type { Node, ScalarNode } from '../../../src/syntax/node.ts'

interface Seen extends Omit<JsonRecord, 'bytes'> {
  readonly text: string
}

interface Split extends SplitterResult {
  readonly seen: readonly Seen[]
  readonly keys: readonly string[]
  readonly roots: readonly number[]
}

function split(
  document: string | Uint8Array,
  options: Partial<SplitterOptions> = {},
  chunkSize = 1 << 16,
): Split {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
  const seen: Seen[] = []
  const keys: string[] = []
  const roots: number[] = []
  const splitter = createSplitter({
    literals: null,
    countedKeys: ['components', 'services'],
    onRecord({ bytes, ...rest }) {
      seen.push({
        ...structuredClone(rest),
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      })
    },
    onRootMember: (key, offset, pointer) => keys.push(`${offset} ${pointer}#${key}`),
    onRoot: (_, offset) => roots.push(offset),
    ...options,
  })
  for (let at = 0; at < bytes.length; at += chunkSize) {
    // A chunk of its own memory, overwritten afterwards: nothing may be kept by reference.
    const chunk = bytes.slice(at, at + chunkSize)
    splitter.write(chunk)
    chunk.fill(0x21)
  }
  return { ...splitter.end(), seen, keys, roots }
}

const pointers = (result: Split): string[] => result.seen.map((record) => record.pointer)

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

/** The records of a document as JSON.parse sees them. */
function expectedRecords(value: unknown): { pointer: string; value: unknown }[] {
  const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
  if (Array.isArray(value)) return value.map((element, index) => ({ pointer: `/${index}`, value: element }))
  if (value === null || typeof value !== 'object') return [{ pointer: '', value }]
  return Object.entries(value).flatMap(([key, member]) =>
    Array.isArray(member)
      ? member.map((element, index) => ({ pointer: `/${escaped(key)}/${index}`, value: element as unknown }))
      : [{ pointer: `/${escaped(key)}`, value: member as unknown }],
  )
}

// `__proto__` is left out: JSON.parse and object literals disagree about it, and keys like integers move.
const key = fc.string({ unit: 'binary', maxLength: 6 }).map((text) => `k${text}`)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.constantFrom(true, false, null, '', 'a"b', 'a\\', '[{', 'Ä', '海'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(key, fc.constantFrom('components', 'services', 'a/b~c')), tie('tree'), {
      maxKeys: 4,
    }),
  ),
}))
const layout = fc.constantFrom(undefined, 1, '\t', '\r\n ' as string)

describe('splitting', () => {
  test('gives the records that JSON.parse has, at their places, in chunks of any size', () => {
    fc.assert(
      fc.property(tree, layout, fc.integer({ min: 1, max: 64 }), (value, indent, chunkSize) => {
        let text = JSON.stringify(value, null, typeof indent === 'string' ? '\t' : indent)
        if (indent === '\r\n ') text = text.replaceAll('\n', '\r\n')
        const bytes = new TextEncoder().encode(text)
        const result = split(bytes, {}, chunkSize)
        expect(result.problem).toBeNull()
        const parsed: unknown = JSON.parse(text)
        expect(
          result.seen.map((record) => ({ pointer: record.pointer, value: JSON.parse(record.text) })),
        ).toEqual(expectedRecords(parsed))
        for (const record of result.seen) {
          const length = new TextEncoder().encode(record.text).length
          expect(new TextDecoder().decode(bytes.subarray(record.offset, record.offset + length))).toBe(
            record.text,
          )
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('refuses what JSON.parse refuses, when every record is parsed', () => {
    const mutation = fc.tuple(
      fc.nat(),
      fc.constantFrom('delete', 'insert', 'replace'),
      fc.constantFrom(...'{}[]",:\\ 0-.etrux\n'),
    )
    fc.assert(
      fc.property(
        tree,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (value, mutations, size) => {
          let text = JSON.stringify(value)
          for (const [at, kind, by] of mutations) {
            const index = at % (text.length + 1)
            text =
              text.slice(0, index) +
              (kind === 'delete' ? '' : by) +
              text.slice(index + (kind === 'insert' ? 0 : 1))
          }
          const parses = (json: string): boolean => {
            try {
              JSON.parse(json)
              return true
            } catch {
              return false
            }
          }
          // A surrogate cut in two becomes U+FFFD on the way to bytes: parse what the bytes say.
          const written = new TextDecoder().decode(new TextEncoder().encode(text))
          const result = split(written, {}, size)
          const { problem, skipped } = result
          expect(
            problem === null && skipped.length === 0 && result.seen.every((record) => parses(record.text)),
          ).toBe(parses(written))
        },
      ),
      { numRuns: 4000 },
    )
  })

  test.each<[string, string[], string | null]>([
    ['{"a":1,"a":[2]}', ['/a', '/a/0'], null],
    [
      '{"components":[{}],"x":{},"components":[{},{}]}',
      ['/components/0', '/x', '/components/0', '/components/1'],
      null,
    ],
    ['[1,{"a":2}]', ['/0', '/1'], null],
    ['"x"', [''], null],
    ['  12  ', [''], null],
    ['\ufeff{"a":1}', ['/a'], null],
    ['\ufeff', [], 'empty at 0'],
    ['', [], 'empty at 0'],
    [' \n', [], 'empty at 2'],
    ['{', [], 'truncated at 1'],
    ['{"a', [], 'truncated at 3'],
    ['{"a":"b', ['/a'], 'truncated at 7'],
    ['{"a":[{"b":"c"', ['/a/0'], 'truncated at 14'],
    ['{"a":[{}', ['/a/0'], 'truncated at 8'],
    ['{"a":1', [], 'truncated at 6'],
    ['{"a":[{]', ['/a/0'], 'syntax at 7'],
    ['{"a":{"b":[}]}', ['/a'], 'syntax at 11'],
    ['{"a" 1}', [], 'syntax at 5'],
    ['{"a":1,}', ['/a'], 'syntax at 7'],
    ['{"a":[1,]}', ['/a/0'], 'syntax at 8'],
    ['{"a":[1,],"b":2}', ['/a/0', '/b'], 'syntax at 8'],
    ['{"a":[1,,2]}', ['/a/0'], 'syntax at 8'],
    ['{,"a":1}', [], 'syntax at 1'],
    ['{a:1}', [], 'syntax at 1'],
    ['{"a":01}', [], 'syntax at 5'],
    ['{"a":nul}', [], 'syntax at 5'],
    ['{"a":1}x', ['/a'], 'syntax at 7'],
    ['{"a":1}{"b":2}', ['/a'], 'syntax at 7'],
    ['{"\\x":1}', [], 'syntax at 2'],
    ['<bom/>', [], 'syntax at 0'],
    [`{"a":${'['.repeat(10_002)}`, ['/a/0'], 'too-deep at 10006'],
  ])('%.40s', (document, records, problem) => {
    for (const chunkSize of [1, 2, 3, 1 << 16]) {
      const result = split(document, {}, chunkSize)
      expect(pointers(result)).toEqual(records)
      const trouble = result.skipped[0] ?? result.problem
      expect(trouble && `${trouble.code} at ${trouble.offset}`).toBe(problem)
    }
  })

  test('reports keys and roots with their offsets', () => {
    const result = split('{"a/b":{"x":1},"\\u0061":[{}],"predicate":{"c":[1]}}', { wrappers: ['predicate'] })
    expect(result.keys).toEqual(['2 #a/b', '16 #a', '30 #predicate', '43 /predicate#c'])
    expect(pointers(result)).toEqual(['/a~1b', '/a/0', '/predicate/c/0'])
    expect(result.roots).toEqual([0, 41])
  })

  test('a key that is not UTF-8 is reported', () => {
    const result = split(Uint8Array.from([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]))
    expect(result.problem).toMatchObject({ code: 'encoding', offset: 2 })
  })

  test('reads documents one after the other, and arrays of them', () => {
    const text = '{"a":1}\n[{"b":[2]},3,{"c":4}]\r\n{"d":5}'
    for (const size of [1, 5, 100]) {
      const result = split(text, { roots: 'many' }, size)
      expect(result.problem).toBeNull()
      expect(result.seen.map(({ root, pointer, text }) => [root, pointer, text])).toEqual([
        [0, '/a', '1'],
        [1, '/0/b/0', '2'],
        [2, '/1', '3'],
        [3, '/2/c', '4'],
        [4, '/d', '5'],
      ])
      expect(result.roots).toEqual([0, 9, 21, 31])
    }
  })

  test('passes over a record above the limit and says so', () => {
    const big = JSON.stringify('x'.repeat(1000))
    for (const size of [1, 7, 5000]) {
      const result = split(`{"a":1,"b":${big},"c":{"d":${big}},"e":2}`, { recordLimit: 1001 }, size)
      expect(pointers(result)).toEqual(['/a', '/e'])
      expect(result.skipped.map(({ code, offset }) => [code, offset])).toEqual([
        ['record-skipped', 11],
        ['record-skipped', 1018],
      ])
      expect(result).toMatchObject({ problem: null, records: 4, lookedInto: 2 })
    }
  })
})

describe('a record that is too large', () => {
  /** Puts records together again: each value at its pointer, the outer ones first. */
  function assembled(seen: readonly Seen[], empty: unknown): unknown {
    const root = { '': structuredClone(empty) }
    const steps = (pointer: string) =>
      pointer.split('/').map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'))
    const ordered = [...seen].sort((a, b) => steps(a.pointer).length - steps(b.pointer).length)
    for (const { pointer, text } of ordered) {
      const path = steps(pointer)
      const last = path.pop()!
      // biome-ignore lint/suspicious/noExplicitAny: a walk through any JSON
      const holder = path.reduce<any>((at, step, depth) => (at[step] ??= depth === 1 ? [] : {}), root)
      holder[last] = JSON.parse(text)
    }
    return root['']
  }

  test('is split at its larger arrays, without loss, alike in chunks of any size', () => {
    const member = fc.dictionary(fc.constantFrom('components', 'services', 'a', 'b/c'), tree, { maxKeys: 4 })
    const document = fc.dictionary(fc.constantFrom('components', 'metadata', 'x'), fc.oneof(tree, member), {
      maxKeys: 3,
    })
    let cut = 0
    fc.assert(
      fc.property(
        document,
        layout,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 64 }),
        (value, indent, splitLimit, chunkSize) => {
          const text = JSON.stringify(value, null, typeof indent === 'string' ? '\t' : indent)
          const bytes = new TextEncoder().encode(text)
          const options = { splitLimit, always: ['metadata', 'x'] }
          const result = split(bytes, options, chunkSize)
          expect(result.problem).toBeNull()
          expect(result.skipped).toEqual([])
          const whole = split(bytes, options)
          expect(result).toEqual(whole)
          expect(result.counts).toEqual(split(bytes, { always: ['metadata', 'x'] }).counts)
          // An empty root array has no record.
          const emptied = Object.fromEntries(
            Object.entries(value).flatMap(([key, inner]) =>
              Array.isArray(inner) && inner.length === 0 ? [[key, []]] : [],
            ),
          )
          expect(assembled(result.seen, emptied)).toEqual(JSON.parse(text))
          for (const record of result.seen) {
            if (record.holes !== undefined) cut++
            const parsed = parseJson(new TextEncoder().encode(record.text), record.offset, {
              holes: record.holes ?? [],
            })
            if ('problem' in parsed) throw new Error(parsed.problem.message)
            expect(bytes[parsed.node.end]).toSatisfy(
              (next) => next === undefined || '",]} \t\r\n'.includes(String.fromCharCode(next)),
            )
            for (const { type, start, end, value } of scalars(parsed.node)) {
              const written = new TextDecoder().decode(bytes.subarray(start, end))
              expect(type === 'string' ? JSON.parse(`"${written}"`) : written).toBe(value)
            }
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(cut).toBeGreaterThan(200)
  })

  test('says where the elements belong, and matters by what is left in it', () => {
    const item = '{"n":"acme"},{"n":"other"}'
    const text = `{"metadata":{"name":"x","c":{"components":[${item},{"long":"${'-'.repeat(60)}","components":[${item},${item}]}]},"tail":1}}`
    const result = split(text, { literals: ['acme'], splitLimit: 40 })
    expect(result.seen.map(({ key, pointer, index, within }) => [key, pointer, index, within])).toEqual([
      ['metadata', '/metadata/c/components/0', 0, ['c', 'components']],
      ['metadata', '/metadata/c/components/2/components/0', 0, ['c', 'components', 'components']],
      ['metadata', '/metadata/c/components/2/components/2', 2, ['c', 'components', 'components']],
    ])
    const always = split(text, { literals: ['acme'], splitLimit: 40, always: ['metadata'] })
    expect(always.seen.at(-1)).toMatchObject({
      pointer: '/metadata',
      text: '{"name":"x","c":{"components":[]},"tail":1}',
      holes: [{ at: 31, length: text.indexOf(']},"tail"') - text.indexOf(item) }],
    })
  })
})

describe('lines', () => {
  test('each record says where its line starts, in chunks of any size, split or not', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { maxKeys: 5 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 4, max: 100 }),
        (value, lineEnd, chunkSize, splitLimit) => {
          const text = JSON.stringify(value, null, '  ').replaceAll('\n', lineEnd)
          const bytes = new TextEncoder().encode(text)
          for (const record of split(bytes, { splitLimit }, chunkSize).seen) {
            const before = new TextDecoder().decode(bytes.subarray(0, record.offset))
            const start = before.lastIndexOf('\n') + 1
            expect(record.line).toEqual({
              line: before.split('\n').length,
              offset: new TextEncoder().encode(before.slice(0, start)).length,
            })
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test.each<[string, (number | null)[]]>([
    ['{"a":1,\n"b":2}', [1, 2]],
    ['{"a":1,\r\n\r\n"b":2}', [1, 3]],
    ['{"a":1,\r"b":2,\n"c":3}', [1, null, null]],
    ['{"a":1,\r\r\n"b":2}', [1, null]],
    // Line breaks inside strings are wrong, but lines all the same.
    ['{"a":"\n",\n"b":["\n\n",{"x":"\n\n\\\n"}],"c":3}', [1, 3, 5, 8]],
    ['\n\n{\n"a":[\n1,\n{\n"b":2}]}', [5, 6]],
  ])('%j: lines %j', (text, lines) => {
    for (const literals of [null, ['zzz']]) {
      for (const size of [1, 2, 100]) {
        const options = { literals, always: ['a', 'b', 'c'] }
        expect(split(text, options, size).seen.map(({ line }) => line?.line ?? null)).toEqual(lines)
      }
    }
  })
})

describe('counting', () => {
  const text = `{
    "components": [{"components" : [{}, {"components":[{}], "x":"\\"components\\":["}]}, {"services":\n[{}]}],
    "other": [{"components":[{},{}]}],
    "metadata": {"tools":{"components":[{}], "services":[1,{}]}},
    "services": [{"name":"components","data":[{}]}]
  }`
  const counts = {
    components: 2,
    'components/components': 3,
    'components/services': 1,
    services: 1,
    'services/components': 0,
    'services/services': 0,
    metadata: 0,
    'metadata/components': 1,
    'metadata/services': 1,
  }
  test.each([1, 2, 3, 5, 8, 13, 1000])(
    'counts nested objects in chunks of %i bytes, whatever is looked into',
    (size) => {
      expect({ ...split(text, { always: ['metadata'] }, size).counts }).toEqual(counts)
      expect({ ...split(text, { always: ['metadata'], literals: ['zzz'] }, size).counts }).toEqual(counts)
    },
  )
})

describe('the filter', () => {
  const options = { literals: ['acme', 'rol0'], triggers: ['"device', 'xn--', '%41'] }
  test.each<[string, boolean]>([
    ['{"n":"ACME Corp"}', true],
    ['{"n":"Acne Corp"}', false],
    ['{"n":"acacme"}', true],
    ['{"acme":1}', true],
    ['{"n":"r0|o"}', true],
    ['{"n":"ro1O"}', true],
    ['{"n":"ro2O"}', false],
    ['{"n":"ac me"}', false],
    ['{"n":"ac\\/me"}', false],
    ['{"n":"ac","me":1}', false],
    ['{"n":"a\\u0063me"}', true],
    ['{"n":"\\\\"}', true],
    ['{"n":"a\\"b\\n\\t\\r\\/"}', false],
    ['{"n":"\\bx"}', true],
    ['{"n":"\\u0026\\u003c\\u003E\\u002B\\u0027"}', false],
    ['{"n":"ac\\u0026me"}', false],
    ['{"n":"\\u0026acme"}', true],
    ['{"n":"\\u0061"}', true],
    ['{"n":"\\u0030"}', true],
    ['{"n":"\\u0039"}', true],
    ['{"n":"\\u007c"}', true],
    ['{"n":"\\u00254A"}', true],
    ['{"n":"xn\\u002d-b"}', true],
    ['{"n":"\\u003a"}', true],
    ['{"n":"\\u000b"}', true],
    ['{"n":"\\u00e9"}', true],
    ['{"n":"\\u200b"}', true],
    ['{"n":"\\u0126"}', true],
    ['{"n":"\\u1026"}', true],
    ['{"n":"é"}', false],
    ['{"n":"café acme"}', true],
    ['{"n":"ａｃｍｅ"}', true],
    ['{"n":"海"}', true],
    ['{"n":"a®"}', true],
    ['{"type":"device"}', true],
    ['{"type":"my device"}', false],
    ['{"type":"x\\"device"}', false],
    ['{"n":"a.xn--b"}', true],
    ['{"n":"%41"}', true],
    ['{"n":"%40"}', false],
    ['"acme"', true],
    ['"ac"', false],
    ['12', false],
  ])('%s looked into: %s', (record, expected) => {
    for (const size of [1, 2, 1000]) {
      const result = split(`{"z":[{"y":1},${record},{"x":2}]}`, options, size)
      expect(pointers(result)).toEqual(expected ? ['/z/1'] : [])
      expect(result).toMatchObject({ records: 3, lookedInto: expected ? 1 : 0, problem: null })
    }
  })

  test('bytes that are not UTF-8 make a record matter', () => {
    for (const bad of [[0xc3, 0x41], [0xc3], [0x80], [0xff], [0xe2, 0x82]]) {
      const document = Uint8Array.from([...Buffer.from('{"z":["'), ...bad, ...Buffer.from('",{"a":"b"}]}')])
      expect(pointers(split(document, options))).toEqual(['/z/0'])
    }
  })

  test('no record is missed that holds a literal after folding, however it is spelt', () => {
    const folded = (text: string) =>
      text.normalize('NFKC').toLowerCase().replace(/[l1|]/g, 'i').replaceAll('0', 'o')
    const strings = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : value !== null && typeof value === 'object'
          ? Object.entries(value).flatMap(([key, member]) => [key, ...strings(member)])
          : []
    const wide = (c: string) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)
    const hex = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
    const letter = fc
      .constantFrom(...'acmerol0|1iAC')
      .chain((c) =>
        fc.oneof(
          { weight: 6, arbitrary: fc.constant(c) },
          { weight: 1, arbitrary: fc.constantFrom(hex(c), wide(c), '\\/', '\\u0026', '\\u003c', 'é', '-') },
        ),
      )
    const word = fc.array(letter, { minLength: 1, maxLength: 9 }).map((letters) => letters.join(''))
    const planted = fc
      .tuple(word, fc.constantFrom('acme', 'ACME', 'rol0', 'R0|O', 'ro1\\u006f', 'ac'), word)
      .map((parts) => parts.join(''))
    const text = fc.oneof(word, planted).map((inner) => `"${inner}"`)
    const record = fc.oneof(
      text,
      text.map((t) => `{"k":[${t}]}`),
      text.map((t) => `{${t}: null}`),
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (records, size) => {
        const result = split(`{"r":[${records.join(' , ')}]}`, options, size)
        expect(result.problem).toBeNull()
        const looked = new Set(result.seen.map((r) => r.index))
        records.forEach((json, index) => {
          const holds = strings(JSON.parse(json)).some((s) => /acme|roio/.test(folded(s)))
          if (holds) expect(looked).toContain(index)
        })
      }),
      { numRuns: 3000 },
    )
  })
})
