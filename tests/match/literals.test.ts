import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildLists, loadSource } from '../../src/lists/index.ts'
import { fuzzySeam } from '../../src/match/literals.ts'
import { compileMatcher, type Matcher } from '../../src/match/matcher.ts'
import type { Field } from '../../src/model/field.ts'
import type { Alias } from '../../src/model/vendor.ts'
import { itemOf } from './fixture.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Fields in which an alias of a kind is looked for in plain software, and how it is written there. */
const WRITTEN: Partial<Record<Alias['kind'], (value: string) => readonly (readonly [Field, string])[]>> = {
  name: (value) => [
    ['supplier', value],
    ['description', `uses ${value} parts`],
  ],
  brand: (value) => [['manufacturer', value]],
  cpe: (value) => [['cpe', `cpe:2.3:a:${value}:tool:1:*:*:*:*:*:*:*`]],
  purl: (value) => [['purl', `pkg:${value.replace('*', '-x')}/x@1.0`]],
  domain: (value) => [
    ['url', `https://www.${value}/x`],
    ['email', `info@${value}`],
  ],
  registration: (value) => [['registration', value]],
}

describe('literals', () => {
  let matcher: Matcher
  let seen: readonly (readonly [Alias, Field, string])[]
  beforeAll(async () => {
    const lists = await buildLists([await loadSource(join(ROOT, 'vendor-lists'))])
    matcher = compileMatcher(lists)
    const aliases = lists.vendors
      .filter(({ lists: on }) => on.includes('default'))
      .flatMap((vendor) => vendor.aliases)
    seen = aliases.flatMap((alias) =>
      'value' in alias
        ? (WRITTEN[alias.kind]?.(alias.value) ?? []).map(([field, text]) => [alias, field, text] as const)
        : [],
    )
    expect(seen.length).toBeGreaterThan(300)
  })

  it('are few, and runs of lower-case ASCII letters and digits that hold no other', () => {
    expect(matcher.literals.length).toBeLessThanOrEqual(600)
    for (const literal of matcher.literals) expect(literal).toMatch(/^[a-z0-9]{3,}$/)
    for (const [at, literal] of matcher.literals.entries()) {
      expect(matcher.literals.filter((other, index) => index !== at && other.includes(literal))).toEqual([])
    }
  })

  it('lead to every alias that is seen in software', () => {
    const missed = seen.filter(
      ([, field, text]) =>
        matcher.match(itemOf('software', [[field, text]])).length > 0 && !isLookedInto(text, matcher),
    )
    expect(missed.map(([alias, , text]) => `${alias.id}: ${text}`)).toEqual([])
  })

  it('lead to it however it is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seen),
        fc.array(fc.tuple(fc.nat(), fc.nat(MUTATIONS.length - 1)), { maxLength: 4 }),
        ([, field, text], steps) => {
          const mutated = steps.reduce(
            (current, [at, which]) => (MUTATIONS[which] as Mutation)(current, at),
            text,
          )
          const found = matcher.match(itemOf('software', [[field, mutated]])).length > 0
          if (found) expect(isLookedInto(mutated, matcher), mutated).toBe(true)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it('lead to every misspelling that is seen in software', () => {
    const words = seen.flatMap(([alias]) =>
      alias.kind === 'name' && fuzzySeam(alias, alias.value.toLowerCase()) !== null
        ? [alias.value.toLowerCase()]
        : [],
    )
    expect(words.length).toBeGreaterThan(0)
    let found = 0
    for (const word of new Set(words)) {
      for (const typo of oneEditAway(word)) {
        if (matcher.match(itemOf('software', [['supplier', typo]])).length === 0) continue
        found++
        expect(isLookedInto(typo, matcher), typo).toBe(true)
      }
    }
    expect(found).toBeGreaterThan(100)
  })
})

/** What a reader of SBOMs does before it looks into a record, in short. */
function isLookedInto(text: string, { literals }: Matcher): boolean {
  if (isTelling(text)) return true
  if (/xn--|%(?!40)(?:3[0-9]|[46][1-9a-f]|[57][0-9a])/i.test(text)) return true
  const folded = fold(text)
  return literals.some((literal) => folded.includes(fold(literal)))
}

/** Whether a text holds a character of a lead byte 0xC2 or from 0xC4 on, or one that JSON writes as an escape. */
function isTelling(text: string): boolean {
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0
    const isEscaped = code < 0x20 ? !'\n\r\t'.includes(character) : character === '\\'
    return isEscaped || (code > 0x7f && (code < 0xc0 || code > 0xff))
  })
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[l1|]/g, 'i').replaceAll('0', 'o')
}

type Mutation = (text: string, at: number) => string

/** Ways in which people and programs spell one thing differently. */
const MUTATIONS: readonly Mutation[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text, at) => swapCase(text, at % Math.max(1, text.length)),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replaceAll(' ', '-'),
  (text) => text.replaceAll('-', '_'),
  (text) => `${text}, Co. Ltd.`,
  (text) => `The ${text}`,
  (text) => text.replaceAll('.', ' . '),
  (text) => encodeURI(text),
  (text) => text.replaceAll('@', '%40'),
  (text) => text.replace(/i/i, 'l'),
  (text) => text.replace(/l/i, '1'),
  (text) => text.replace(/o/i, '0'),
  (text) => text.replace(/e/i, 'е'),
  (text) => text.replace(/a/i, 'ａ'),
  (text, at) => insert(text, at, '\u200b'),
  (text, at) => insert(text, at, '®'),
  (text, at) => insert(text, at, 'é'),
  (text, at) => insert(text, at, 'x'),
  (text, at) => remove(text, at % Math.max(1, text.length)),
  (text, at) => swap(text, at % Math.max(1, text.length)),
]

function oneEditAway(word: string): readonly string[] {
  const typos: string[] = []
  const letters = 'abcdefghijklmnopqrstuvwxyz01'
  for (let at = 0; at <= word.length; at++) {
    typos.push(remove(word, at), swap(word, at))
    for (const letter of letters) typos.push(insert(word, at, letter), insert(remove(word, at), at, letter))
  }
  return typos
}

function swapCase(text: string, at: number): string {
  const letter = text.charAt(at)
  return (
    text.slice(0, at) +
    (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) +
    text.slice(at + 1)
  )
}

function insert(text: string, at: number, what: string): string {
  const place = at % (text.length + 1)
  return text.slice(0, place) + what + text.slice(place)
}

function remove(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1)
}

function swap(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}
