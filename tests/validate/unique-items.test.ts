import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstRepeated } from '../../src/validate/unique-items.ts'

describe('elements that are equal', () => {
  test.each<[title: string, array: readonly unknown[], pair: readonly [number, number] | null]>([
    ['none', [], null],
    ['one', [{}], null],
    ['texts', ['a', 'b', 'a'], [0, 2]],
    ['texts that differ in case', ['a', 'A'], null],
    ['a number and its text', [1, '1'], null],
    ['null, false, zero and nothing', [null, false, 0, ''], null],
    ['zero and minus zero', [0, -0], [0, 1]],
    ['numbers written otherwise', JSON.parse('[1, 1.0]'), [0, 1]],
    [
      'members in another order',
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      [0, 1],
    ],
    ['inner members in another order', [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }], [0, 1]],
    ['elements in another order', [{ a: [1, 2] }, { a: [2, 1] }], null],
    ['a member more', [{ a: 1 }, { a: 1, b: null }], null],
    [
      'texts of two members exchanged',
      [
        { a: 'x', b: 'y' },
        { a: 'y', b: 'x' },
      ],
      null,
    ],
    ['a list and an object', [[], {}], null],
    ['the key __proto__', JSON.parse('[{"__proto__": 1}, {"__proto__": 2}, {"__proto__": 1}]'), [0, 2]],
    [
      'keys that are numbers',
      [
        { 2: 'a', 1: 'b' },
        { 1: 'b', 2: 'a' },
      ],
      [0, 1],
    ],
    ['the first of several pairs', ['c', 'a', 'b', 'a', 'b', 'c'], [1, 3]],
  ])('%s', (_, array, pair) => {
    expect(firstRepeated(array)).toEqual(pair)
  })

  test('are those that the stock keyword of the validator takes for equal', () => {
    const distinct = new Ajv({ strict: false }).compile({ uniqueItems: true })
    const small = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 0, 1, '', 'a', 'b'),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value
    fc.assert(
      fc.property(fc.array(small, { maxLength: 8 }), (array) => {
        expect(firstRepeated(array) === null).toBe(distinct(array))
      }),
      { numRuns: 2000 },
    )
  })
})
