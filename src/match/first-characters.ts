/** Classes of characters in which dispatch tells texts apart: 26 letters, any digit, hyphen, blank, all else. */
const DIGIT = 26
const HYPHEN = 27
const BLANK = 28
const OTHER = 29
const CLASSES = 30

/** Pairs of classes by number, where the second may be the end of the text (counted with all else). */
export const PAIRS = CLASSES * CLASSES

/** The pair of classes with which a text begins. */
export function pairOf(text: string): number {
  return classOf(text.charCodeAt(0)) * CLASSES + classOf(text.charCodeAt(1))
}

/**
 * The pairs of classes with which a text can begin that a case-insensitive expression fits, or `null` where
 * nothing can be said: the expression is not anchored, or holds something that this reading does not know.
 */
export function firstPairs(pattern: string): readonly number[] | null {
  if (!pattern.startsWith('^')) return null
  const reader: Reading = { pattern, at: 1, over: false }
  const prefixes = readAlternatives(reader)
  if (prefixes === null || reader.at !== pattern.length || prefixes.empty) return null
  const pairs: number[] = []
  for (let first = 0; first < CLASSES; first++) {
    const open = (prefixes.one & (1 << first)) !== 0
    const seconds = prefixes.two?.[first] ?? 0
    for (let second = 0; second < CLASSES; second++) {
      if (open || (seconds & (1 << second)) !== 0) pairs.push(first * CLASSES + second)
    }
  }
  return pairs
}

/** Beginnings of up to two classes, as bits. A shorter one stands for everything that begins with it. */
interface Prefixes {
  readonly empty: boolean
  readonly one: number
  /** By first class, the second classes; `null` where there are none. */
  readonly two: Int32Array | null
}

interface Reading {
  readonly pattern: string
  at: number
  /** True while two characters are known of every beginning, so that the rest is only read over. */
  over: boolean
}

const NOTHING: Prefixes = { empty: true, one: 0, two: null }
const ALL = (1 << CLASSES) - 1
const LETTERS = (1 << DIGIT) - 1

function classOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  if (code >= 0x41 && code <= 0x5a) return code - 0x41
  if (code >= 0x30 && code <= 0x39) return DIGIT
  return code === 0x2d ? HYPHEN : code === 0x20 ? BLANK : OTHER
}

function readAlternatives(reader: Reading): Prefixes | null {
  let all: Prefixes = { empty: false, one: 0, two: null }
  for (;;) {
    const sequence = readSequence(reader)
    if (sequence === null) return null
    if (!reader.over) all = either(all, sequence)
    if (reader.pattern.charAt(reader.at) !== '|') return all
    reader.at++
  }
}

function readSequence(reader: Reading): Prefixes | null {
  const { over } = reader
  let prefixes = NOTHING
  while (reader.at < reader.pattern.length) {
    const next = reader.pattern.charAt(reader.at)
    if (next === '|' || next === ')') break
    const atom = readAtom(reader)
    if (atom === null) return null
    const repeated = readQuantifier(reader, atom)
    if (!reader.over) prefixes = join(prefixes, repeated)
    reader.over = over || (!prefixes.empty && prefixes.one === 0)
  }
  reader.over = over
  return prefixes
}

function readAtom(reader: Reading): Prefixes | null {
  const character = reader.pattern.charAt(reader.at++)
  switch (character) {
    case '^':
    case '$':
      return NOTHING
    case '.':
      return oneOf(ALL)
    case '[':
      return readClass(reader)
    case '\\':
      return readEscape(reader)
    case '(':
      return readGroup(reader)
    default:
      return oneOf(1 << classOf(character.charCodeAt(0)))
  }
}

function readGroup(reader: Reading): Prefixes | null {
  const { pattern } = reader
  const looks = pattern.startsWith('?=', reader.at) || pattern.startsWith('?!', reader.at)
  if (looks || pattern.startsWith('?:', reader.at)) reader.at += 2
  else if (pattern.charAt(reader.at) === '?') return null
  const inside = readAlternatives(reader)
  if (inside === null || pattern.charAt(reader.at) !== ')') return null
  reader.at++
  return looks ? NOTHING : inside
}

function readEscape(reader: Reading): Prefixes | null {
  const character = reader.pattern.charAt(reader.at++)
  if (character === 'b' || character === 'B') return NOTHING
  const mask = escapeMask(character)
  return mask === null ? null : oneOf(mask)
}

/** Classes that an escape stands for; `null` for escapes that are not read here. */
function escapeMask(character: string): number | null {
  switch (character) {
    case 'd':
      return 1 << DIGIT
    case 'D':
      return ALL & ~(1 << DIGIT)
    case 'w':
      return LETTERS | (1 << DIGIT) | (1 << OTHER)
    case 'W':
      return (1 << HYPHEN) | (1 << BLANK) | (1 << OTHER)
    case 's':
      return (1 << BLANK) | (1 << OTHER)
    case 'S':
      return ALL & ~(1 << BLANK)
    default:
      return /[a-z0-9]/i.test(character) ? null : 1 << classOf(character.charCodeAt(0))
  }
}

function readClass(reader: Reading): Prefixes | null {
  const { pattern } = reader
  const negated = pattern.charAt(reader.at) === '^'
  if (negated) reader.at++
  let mask = 0
  for (let first = true; first || pattern.charAt(reader.at) !== ']'; first = false) {
    if (reader.at >= pattern.length) return null
    const character = pattern.charAt(reader.at++)
    if (character === '\\') {
      const escaped = escapeMask(pattern.charAt(reader.at++))
      if (escaped === null) return null
      mask |= escaped
    } else if (pattern.charAt(reader.at) === '-' && pattern.charAt(reader.at + 1) !== ']') {
      const last = pattern.charCodeAt(reader.at + 1)
      for (let code = character.charCodeAt(0); code <= last && code < 0x80; code++) mask |= 1 << classOf(code)
      if (last >= 0x80) mask |= 1 << OTHER
      reader.at += 2
    } else mask |= 1 << classOf(character.charCodeAt(0))
  }
  reader.at++
  // A class of which only some characters are left out (one digit, one sign) can still begin a text.
  return oneOf(negated ? ALL & ~(mask & LETTERS) : mask)
}

function readQuantifier(reader: Reading, atom: Prefixes): Prefixes {
  const sign = reader.pattern.charAt(reader.at)
  let least = 1
  let most = 1
  if (sign === '?' || sign === '*' || sign === '+') {
    reader.at++
    least = sign === '+' ? 1 : 0
    most = sign === '?' ? 1 : 2
  } else if (sign === '{') {
    const braces = /^\{(\d+)(?:,\d*)?\}/.exec(reader.pattern.slice(reader.at, reader.at + 12))
    if (braces === null) return atom
    reader.at += braces[0].length
    least = Number(braces[1])
    most = 2
  } else return atom
  if (reader.pattern.charAt(reader.at) === '?') reader.at++
  if (reader.over) return NOTHING
  let prefixes = NOTHING
  for (let time = 0; time < most; time++)
    prefixes = join(prefixes, time < least ? atom : either(NOTHING, atom))
  return prefixes
}

function either(a: Prefixes, b: Prefixes): Prefixes {
  return { empty: a.empty || b.empty, one: a.one | b.one, two: eitherPairs(a.two, b.two) }
}

function eitherPairs(a: Int32Array | null, b: Int32Array | null): Int32Array | null {
  if (a === null || b === null) return a ?? b
  return a.map((seconds, first) => seconds | (b[first] as number))
}

/** What begins with the one and goes on with the other. */
function join(before: Prefixes, after: Prefixes): Prefixes {
  if (before === NOTHING) return after
  if (after === NOTHING) return before
  const begun = before.empty ? after : { empty: false, one: 0, two: null }
  if (before.one === 0) return { empty: begun.empty, one: begun.one, two: eitherPairs(before.two, begun.two) }
  let seconds = after.one
  if (after.two !== null)
    for (let first = 0; first < CLASSES; first++) if (after.two[first] !== 0) seconds |= 1 << first
  const two = new Int32Array(CLASSES)
  for (let first = 0; first < CLASSES; first++) if ((before.one & (1 << first)) !== 0) two[first] = seconds
  return {
    empty: begun.empty,
    one: begun.one | (after.empty ? before.one : 0),
    two: eitherPairs(eitherPairs(two, before.two), begun.two),
  }
}

function oneOf(mask: number): Prefixes {
  return { empty: false, one: mask, two: null }
}
