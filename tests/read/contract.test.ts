import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { formats } from '../../src/read/index.ts'
import { chunks, type Reading, read, utf8 } from './support.ts'

/** Every reader that reads something, and documents of its format. */
const folder = new URL('../data/read/', import.meta.url)
const documents = readdirSync(folder)
  .toSorted()
  .map((name) => {
    const file = readdirSync(new URL(`${name}/`, folder)).find((entry) => entry.startsWith('input.'))!
    return {
      name,
      endless: /\.(spdx|yaml|ttl)$/.test(file),
      bytes: new Uint8Array(readFileSync(new URL(`${name}/${file}`, folder))),
    }
  })

describe.each(documents)('the reader of $name', ({ bytes, endless }) => {
  test('gives the same for chunks of any size', async () => {
    const whole = await read(bytes, { size: bytes.length })
    for (const size of [1, 2, 3, 7, 64, 1000]) expect(await read(bytes, { size })).toEqual(whole)
  })

  test('never throws for a document that is cut short, and never calls it whole', async () => {
    const whole = await read(bytes)
    const end = bytes.findLastIndex((byte) => byte > 0x20)
    for (let length = 1; length < end; length += 97) {
      const { summary, problems } = await read(bytes.subarray(0, length))
      // Text made of lines can end after any of them, statements after each.
      if (endless) continue
      if (summary.state === 'whole') expect(items(whole)).toBe(0)
      expect(problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0)
    }
  })

  test('gives the items of which a literal tells, with the filter as without', async () => {
    const all = await read(bytes)
    for (const literal of ['supplier', 'maker', 'zlib', 'acme', 'misnamed', 'nothing']) {
      const some = await read(bytes, { literals: [literal] })
      const telling = all.items.filter((item) => mentions(item, literal))
      expect(some.items.filter((item) => mentions(item, literal)).map(content)).toEqual(telling.map(content))
      expect(some.summary).toEqual({ ...all.summary, lookedInto: some.summary.lookedInto })
      expect(some.summary.lookedInto).toBeLessThanOrEqual(all.summary.lookedInto)
    }
  })

  test('never throws for a document in which bytes are changed', async () => {
    let seed = 1
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return seed % below
    }
    for (let round = 0; round < 150; round++) {
      const damaged = bytes.slice()
      for (let change = 0; change <= random(4); change++) {
        damaged[random(damaged.length)] = '"\\<>{}[]&;!-\u0000\u00ff'.charCodeAt(random(14))
      }
      const { summary } = await read(damaged, { size: 1 + random(300) })
      expect(['whole', 'partial', 'unread']).toContain(summary.state)
    }
  })
})

test.each(formats.map((format) => format.id))('%s survives what is not of its format', async (id) => {
  const format = formats.find((candidate) => candidate.id === id)!
  for (const garbage of [
    '',
    ' ',
    '{',
    '[',
    '<',
    'null',
    '\u0000\u0001',
    '{"a":1}x',
    '<a></b>',
    'a,b\n"',
    '}{',
  ]) {
    for (const size of [1, 100]) {
      const reader = format.open({ onItem: () => undefined, onProblem: () => undefined }, { literals: null })
      for await (const chunk of chunks(utf8(garbage), size)) reader.write(chunk)
      const summary = reader.end()
      expect(summary === 'again' || summary.items <= 1).toBe(true)
    }
  }
})

function items({ summary }: Reading): number {
  return summary.items
}

function mentions({ claims }: Item, literal: string): boolean {
  return claims.some(({ value }) => value.toLowerCase().includes(literal))
}

/** What an item says, except what stands in records that the filter passes over. */
function content({ kind, name, span, claims }: Item) {
  return {
    kind,
    name,
    span,
    claims: claims.filter(
      ({ span }) =>
        !span.pointer?.match(/^\/(bom\/)?(annotations|declarations|externalReferences|properties)/),
    ),
  }
}
