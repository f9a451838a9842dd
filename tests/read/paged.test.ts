import { expect, test } from 'vitest'
import { Dictionary } from '../../src/read/links/dictionary.ts'
import { PagedBytes, PagedIntegers } from '../../src/read/links/paged.ts'

test.each([0, 1, 16, 17, 65_536, 65_537, 200_000])(
  '%i integers and bytes are where they were put',
  (count) => {
    const integers = new PagedIntegers()
    const bytes = new PagedBytes()
    for (let at = 0; at < count; at++) integers.push(at * 7)
    for (let at = 0; at < count; at += 10)
      bytes.add(Uint8Array.from({ length: Math.min(10, count - at) }, (_, i) => (at + i) % 251))
    expect([integers.size, bytes.size]).toEqual([count, count])
    let wrong = 0
    for (let at = 0; at < count; at++) if (integers.at(at) !== at * 7 || bytes.at(at) !== at % 251) wrong++
    expect(wrong).toBe(0)
    const from = Math.max(0, count - 70_000)
    expect(bytes.slice(from, count)).toEqual(
      Uint8Array.from({ length: count - from }, (_, i) => (from + i) % 251),
    )
  },
)

test('texts keep their numbers however many there are', () => {
  const texts = Array.from({ length: 30_000 }, (_, at) => `SPDXRef-é-${at}${'x'.repeat(at % 7)}`)
  const dictionary = new Dictionary()
  expect(texts.map((text) => dictionary.add(text))).toEqual(texts.map((_, at) => at))
  expect(texts.map((text) => dictionary.add(text))).toEqual(texts.map((_, at) => at))
  expect(texts.filter((text, at) => dictionary.textOf(at) !== text)).toEqual([])
  expect([dictionary.size, dictionary.find('SPDXRef-é-0'), dictionary.find('SPDXRef')]).toEqual([
    30_000, 0, -1,
  ])
})
