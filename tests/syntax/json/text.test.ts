import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeJsonText } from '../../../src/syntax/json/text.ts'

async function decoded(string: string, size: number): Promise<string> {
  const bytes = new TextEncoder().encode(string)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  const source = {
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
    },
  }
  for await (const chunk of decodeJsonText(source).open()) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

describe('the text of a JSON string', () => {
  test('is what JSON.parse says, in chunks of any size', async () => {
    const spelling = fc.oneof(
      fc.constantFrom(
        '\\n',
        '\\"',
        '\\\\',
        '\\/',
        '\\t',
        '\\u0041',
        '\\u00e9',
        '\\u4E2D',
        '\\ud83d\\ude00',
        '\\uD83D\\uDE00',
      ),
      fc.constantFrom('a', 'é', '中', '😀', 'u0041', ' ', '/'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(spelling, { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (parts, size) => {
          const string = parts.join('')
          expect(await decoded(string, size)).toBe(JSON.parse(`"${string}"`))
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    ['\\ud83d', '\ufffd'],
    ['\\ud83dx\\ude00', '\ufffdx\ufffd'],
    ['\\ud83d\\u0041', '\ufffdA'],
    ['\\q', 'q'],
    ['a\\', 'a'],
    ['a\\u12', 'au12'],
  ])('%j, which is damaged, is %j', async (string, expected) => {
    for (const size of [1, 3, 100]) expect(await decoded(string, size)).toBe(expected)
  })
})
