import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFuzzy, misspelled } from '../../src/match/fuzzy.ts'
import { compileQuickLook } from '../../src/match/quick-look.ts'

const WORDS = ['zorvex', 'quandexion', 'zorchip']
const fuzzy = compileFuzzy(WORDS.map((token) => ({ token, hardwareOnly: false, value: token })))
const mayHold = compileQuickLook(['zqx', 'vqorim'], fuzzy.shapes)

describe('a quick look', () => {
  it.each([
    ['Zqx Ltd', true],
    ['VQORIM', true],
    ['a-zqx-b', true],
    ['azqxb', false],
    ['vqori', false],
    ['Zorvex', true],
    ['Z0RVEX', true],
    ['Zrovex', true],
    ['Acme Systems Inc.', false],
    ['Motion', false], // ends like a word of another length
    ['佐维', true], // not ASCII: could be anything
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(mayHold(text)).toBe(expected)
  })

  it('never misses what the comparison with tolerance finds', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz01')
    const edit = fc.tuple(fc.constantFrom(...WORDS), fc.nat(12), fc.nat(2), letter)
    fc.assert(
      fc.property(edit, ([word, at, removed, added]) => {
        const token = word.slice(0, at) + (removed === 2 ? '' : added) + word.slice(at + removed)
        if (misspelled(token, fuzzy).length > 0) expect(mayHold(`The ${token} Company`), token).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })
  it.each([
    ['zorvx', ['zorvex']],
    ['zorvexx', ['zorvex']],
    ['zrovex', ['zorvex']],
    ['zorvec', ['zorvex']], // c lies beside x
    ['zorvep', []],
    ['z0rvex', ['zorvex']],
    ['quandexiom', ['quandexion']],
    ['quandexioq', ['quandexion']], // long enough for any slip
    ['zorvex', []], // spelled right
    ['zorvexology', []],
  ])('%j misspells %j', (token, words) => {
    expect(misspelled(token, fuzzy).map((target) => target.token)).toEqual(words)
  })
})
