import { compileLiterals } from '../literals.ts'

/**
 * The automaton that reads a JSON record: strings, escapes, brackets and the search for literals in one table.
 * A state is its row's index in `next`. Rows that search (`outside`, the literals' states) turn into rows that
 * do not (`outsideFound` and its two companions) as soon as the record is known to matter.
 */
export interface JsonAutomaton {
  readonly classOf: Uint8Array
  /**
   * The next state, or below zero: `OPEN_OBJECT` … `CLOSE_ARRAY` for a bracket outside strings, `BREAK`, `BREAK_IN_TEXT`, or
   * `FOUND - state` when this byte shows that the record matters and the next state is `state`.
   */
  readonly next: Int32Array
  /** Outside strings, searching. */
  readonly outside: number
  /** Outside strings, no longer searching. */
  readonly outsideFound: number
  /** In a string, no longer searching. */
  readonly textFound: number
}

export const OPEN_OBJECT = -1
export const CLOSE_OBJECT = -2
export const OPEN_ARRAY = -3
export const CLOSE_ARRAY = -4
/** A line break or tab outside strings: spaces are likely to follow. */
export const BREAK = -5
/** A control character inside a string, which JSON does not allow, in a record that matters already. */
export const BREAK_IN_TEXT = -6
export const FOUND = -7

/**
 * Compiles the automaton. Besides the literals a record matters when it holds a character that could fold to
 * ASCII (any lead byte but 0xC3), an escape that could spell one, or bytes that no valid JSON has there. Programs
 * that guard against HTML write `& ' + < = >` by number: those numbers are known, and tell of nothing.
 * A literal may begin with `"`, the start of a string.
 */
export function compileJsonAutomaton(literals: readonly string[]): JsonAutomaton {
  const table = compileLiterals(literals, [
    [QUOTE],
    [BACKSLASH],
    [0x7b],
    [0x7d],
    [0x5b],
    [0x5d],
    [0xc3],
    range(0x00, 0x1f),
    range(0x80, 0xbf),
    [0xc0, 0xc1, 0xc2, ...range(0xc4, 0xff)],
    ...[
      ...CLEAN_ESCAPES.filter((byte) => byte !== QUOTE),
      LETTER_U,
      ZERO,
      TWO,
      THREE,
      ...UNTELLING.flat(),
    ].map((byte) => [byte]),
  ])
  const { classOf, classes, states } = table
  const of = (byte: number): number => classOf[byte]!
  const row = (index: number): number => (states + index) * classes
  const text = 0
  const outside = row(0)
  const escaping = row(1)
  const latin = row(2)
  const outsideFound = row(3)
  const textFound = row(4)
  const escapingFound = row(5)
  const [code, code0, code00, code002, code003] = [row(6), row(7), row(8), row(9), row(10)]
  const next = new Int32Array((states + 11) * classes)
  const fill = (state: number, value: number) => next.fill(value, state, state + classes)

  for (let state = 0; state < states; state++) {
    const at = state * classes
    for (let c = 0; c < classes; c++) {
      const to = table.next[at + c]!
      next[at + c] = table.accepting[to] ? FOUND - textFound : to * classes
    }
    next[at + of(QUOTE)] = outside
    next[at + of(BACKSLASH)] = escaping
    next[at + of(0xc3)] = latin
    for (const odd of [0x00, 0x80, 0xff]) next[at + of(odd)] = FOUND - textFound
  }
  const opening = table.next[of(QUOTE)]!

  fill(outside, outside)
  next[outside + of(QUOTE)] = table.accepting[opening] ? FOUND - textFound : opening * classes
  for (const odd of [0x80, 0xc3, 0xff]) next[outside + of(odd)] = FOUND - outsideFound

  fill(escaping, FOUND - textFound)
  for (const byte of CLEAN_ESCAPES) next[escaping + of(byte)] = text
  next[escaping + of(LETTER_U)] = code
  for (const state of [code, code0, code00, code002, code003]) {
    fill(state, FOUND - textFound)
    next[state + of(QUOTE)] = FOUND - outsideFound
    next[state + of(BACKSLASH)] = FOUND - escapingFound
  }
  next[code + of(ZERO)] = code0
  next[code0 + of(ZERO)] = code00
  next[code00 + of(TWO)] = code002
  next[code00 + of(THREE)] = code003
  for (const byte of UNTELLING[0]) next[code002 + of(byte)] = text
  for (const byte of UNTELLING[1]) next[code003 + of(byte)] = text

  fill(latin, FOUND - textFound)
  next[latin + of(QUOTE)] = FOUND - outsideFound
  next[latin + of(BACKSLASH)] = FOUND - escapingFound
  next[latin + of(0x80)] = text

  fill(outsideFound, outsideFound)
  next[outsideFound + of(QUOTE)] = textFound
  for (const state of [outside, outsideFound]) {
    next[state + of(0x7b)] = OPEN_OBJECT
    next[state + of(0x7d)] = CLOSE_OBJECT
    next[state + of(0x5b)] = OPEN_ARRAY
    next[state + of(0x5d)] = CLOSE_ARRAY
    next[state + of(0x0a)] = BREAK
  }

  fill(textFound, textFound)
  next[textFound + of(QUOTE)] = outsideFound
  next[textFound + of(BACKSLASH)] = escapingFound
  fill(escapingFound, textFound)
  for (const state of [textFound, escapingFound]) next[state + of(0x0a)] = BREAK_IN_TEXT

  return { classOf, next, outside, outsideFound, textFound }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** What follows the backslash in `\"`, `\/`, `\n`, `\r`, `\t`: none of them spells a letter or a digit. */
const CLEAN_ESCAPES: readonly number[] = [QUOTE, 0x2f, 0x6e, 0x72, 0x74]
const [LETTER_U, ZERO, TWO, THREE] = [0x75, 0x30, 0x32, 0x33]
/** Last digits of `\u0026`, `\u0027`, `\u002b`, and of `\u003c`, `\u003d`, `\u003e`. */
const UNTELLING: readonly [readonly number[], readonly number[]] = [
  [0x36, 0x37, 0x62],
  [0x63, 0x64, 0x65],
]

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
