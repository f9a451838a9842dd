import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LineAnchor, type LinePosition, locate, locateNear } from '../../src/syntax/lines.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The position after some text, found the simple way. */
function naive(text: string, rest: string): LinePosition {
  const lines = `${text}${rest.startsWith('\n') ? '' : '\0'}`.split(/\r\n|\n|\r(?!$)/)
  const last = lines.at(-1)!.replace('\0', '')
  return { line: lines.length, column: last.length + 1 }
}

describe('locate', () => {
  test.each<[string, number, [number, number]]>([
    ['abc', 0, [1, 1]],
    ['abc', 2, [1, 3]],
    ['a\nb', 1, [1, 2]],
    ['a\nb', 2, [2, 1]],
    ['a\r\nb', 1, [1, 2]],
    ['a\r\nb', 2, [1, 3]],
    ['a\r\nb', 3, [2, 1]],
    ['a\rb', 1, [1, 2]],
    ['a\rb', 2, [2, 1]],
    ['\r\r\n\n', 1, [2, 1]],
    ['\r\r\n\n', 3, [3, 1]],
    ['\n\r', 2, [3, 1]],
    ['éx', 2, [1, 2]],
    ['海x', 3, [1, 2]],
    ['😀x', 4, [1, 3]],
    ['a\u2028b', 4, [1, 3]],
    ['abc\n', 4, [2, 1]],
    ['abc', 99, [1, 4]],
    ['', 0, [1, 1]],
  ])('%j at %i', async (text, offset, [line, column]) => {
    for (const size of [1, 2, 3, 100]) {
      expect(await locate(inChunks(encode(text), size), [offset])).toEqual(
        new Map([[offset, { line, column }]]),
      )
    }
  })

  test('agrees with the simple way, for many offsets in any order, in chunks of any size', async () => {
    const piece = fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      'a',
      'bcd',
      'é',
      '海',
      '😀',
      'x'.repeat(9),
      '  "k": 1,\n'.repeat(4),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }).map((pieces) => [...pieces.join('')]),
        fc.array(fc.nat(200), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(3),
        async (characters, picks, size, shift) => {
          const text = characters.join('')
          // Start at some odd address, for bytes are counted four at a time.
          const bytes = new Uint8Array([...encode('?'.repeat(shift)), ...encode(text)]).subarray(shift)
          const expected = new Map<number, LinePosition>()
          for (const pick of picks) {
            const before = characters.slice(0, pick % (characters.length + 1)).join('')
            expected.set(encode(before).length, naive(before, text.slice(before.length)))
          }
          const found = await locate(inChunks(bytes, size), [...expected.keys()].reverse())
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('reads no further than the last offset', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read++
        yield encode('ab\n')
      }
    }
    expect(await locate(endless(), [7, 4])).toEqual(
      new Map([
        [4, { line: 2, column: 2 }],
        [7, { line: 3, column: 2 }],
      ]),
    )
    expect(read).toBe(3)
    expect(await locate(endless(), [])).toEqual(new Map())
    expect(read).toBe(3)
  })
})

describe('locateNear', () => {
  const line = `${'é'.repeat(40)}\n`
  const text = encode(line.repeat(5000))
  const lineBytes = encode(line).length

  test('finds what locate finds, and reads little of what is far from all offsets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4999), { maxLength: 5 }),
        fc.array(fc.nat(text.length - 1), { maxLength: 5 }),
        async (lines, picks) => {
          const anchors: LineAnchor[] = lines.map((n) => ({ offset: n * lineBytes, line: n + 1 }))
          const openAt = (offset: number) => inChunks(text.subarray(offset), 4096)
          const near = await locateNear(openAt, picks, anchors)
          expect(Object.fromEntries(near)).toEqual(Object.fromEntries(await locate(openAt(0), picks)))
        },
      ),
    )
    let read = 0
    async function* counting(from: number): AsyncGenerator<Uint8Array> {
      for await (const chunk of inChunks(text.subarray(from), 100)) {
        read += chunk.length
        yield chunk
      }
    }
    const far = 4900 * lineBytes
    const anchors = [{ offset: far, line: 4901 }]
    expect(await locateNear(counting, [far + 2, 5], anchors)).toEqual(
      new Map([
        [5, { line: 1, column: 4 }],
        [far + 2, { line: 4901, column: 2 }],
      ]),
    )
    expect(read).toBe(200)
  })
})
