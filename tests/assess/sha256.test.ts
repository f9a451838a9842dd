import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/assess/sha256.ts'

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('of %i bytes it is what OpenSSL says', (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) & 0xff)
  expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('of any bytes it is what OpenSSL says', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})
