import { expect, it } from 'vitest'
import { jsonPieces } from '../../src/report/pieces.ts'

function* some<T>(...values: T[]): Iterable<T> {
  yield* values
}

it.each([
  [
    'no streams',
    () => ({ a: [1, { b: 'x\ny' }], c: undefined, d: null }),
    { a: [1, { b: 'x\ny' }], d: null },
  ],
  ['a stream', () => ({ a: some<unknown>({ x: [1] }, 2), b: 1 }), { a: [{ x: [1] }, 2], b: 1 }],
  ['an empty stream', () => ({ a: some() }), { a: [] }],
  [
    'a stream inside arrays and objects',
    () => [{ a: { b: some(1, 2) }, c: [] }, 3],
    [{ a: { b: [1, 2] }, c: [] }, 3],
  ],
  ['a stream beside what is absent', () => ({ a: undefined, b: some(1) }), { b: [1] }],
])('writes %s as JSON.stringify does', (_, value, plain) => {
  expect([...jsonPieces(value())].join('')).toBe(JSON.stringify(plain, null, 2))
})

it('makes the elements of a stream while it is written', () => {
  const made: number[] = []
  function* counting() {
    for (const number of [1, 2, 3]) {
      made.push(number)
      yield number
    }
  }
  const pieces = jsonPieces({ all: counting() })[Symbol.iterator]()
  while (!pieces.next().value?.includes('1')) expect(made.length).toBeLessThan(2)
  expect(made).toEqual([1])
})
