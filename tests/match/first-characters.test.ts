import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPairs, pairOf } from '../../src/match/first-characters.ts'

const PATTERNS = [
  '^ZX-2[A-Z]{2}[A-Z0-9/]',
  '^i?ZX-?(?:(?:\\d{2,6}|[AE]\\d{1,4})(?:L?N|H[A-Z]{1,3}I)|\\d{4}[RT])[A-Z]*(?:[-/]|$)',
  '^(?:ZH-)?(?:IPC-[BT]\\d{3}H[A-Z]{0,3}(?:-[A-Z0-9/]+)*|THC-[BT]\\d{3})$',
  '^(?:AS[CIFG]\\d{3,4}[A-Z]*\\d?(?:-[A-Z0-9]+)*|IT(?:C|SE)\\d{3,4}-[A-Z0-9-]+)$',
  '^(?:SD[TZ]?W?(?!9\\d{3}-E?H)|PSDW?)\\d[A-Z0-9]{3,}(?:-[A-Z0-9]+)+$',
  '^\\d{4}H[- ]V\\d',
  '^(?:[A-Z]\\d|\\d[A-Z])\\b',
  '^[^-\\s]+-7$',
  '^.Q',
  '^\\w\\W',
  '^(?=A)A?B*C',
  '^A{0}B',
]

describe('firstPairs', () => {
  it.each(PATTERNS)('%s: no text that fits is left out', (pattern) => {
    const expression = new RegExp(pattern, 'i')
    const pairs = new Set(firstPairs(pattern))
    expect(pairs.size).toBeGreaterThan(0)
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(pattern.replace(/\(\?[=!][^)]*\)|\\[bB]/g, ''))), (text) => {
        for (const spelling of [text, text.toUpperCase(), text.toLowerCase()]) {
          if (expression.test(spelling))
            expect(pairs.has(pairOf(spelling)), JSON.stringify(spelling)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
  it.each(['ZX-\\d', '\\bZX', '^(?<name>ZX)', '^(ZX)\\1\\2(', '^A?B?', '(?:^A|B)', '^(?<!A)B'])(
    '%s: nothing can be said',
    (pattern) => {
      expect(firstPairs(pattern)).toBeNull()
    },
  )
  it('leaves out most texts', () => {
    expect(firstPairs('^ZX-2')).toEqual([pairOf('zx')])
    expect(firstPairs('^i?ZX')).toEqual([pairOf('iz'), pairOf('zx')])
  })
})
