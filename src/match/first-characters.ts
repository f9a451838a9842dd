/** Classes of characters in which dispatch tells texts apart: 26 letters, ten digits, hyphen, blank, all else. */
const HYPHEN = 36
const BLANK = 37
const OTHER = 38
const CLASSES = 39

/** Pairs of classes by number, where the second may be the end of the text (`OTHER`). */
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
  const reader: Reading = { pattern, at: 1 }
  const prefixes = readAlternatives(reader)
  if (prefixes === null || reader.at !== pattern.length || prefixes.has(EMPTY)) return null
  const pairs = new Set<number>()
  for (const prefix of prefixes) {
    if (prefix >= TWO) pairs.add(prefix - TWO)
    else for (let second = 0; second < CLASSES; second++) pairs.add((prefix - ONE) * CLASSES + second)
  }
  return [...pairs]
}

/**
 * Prefixes of up to two classes as numbers: the empty one, `ONE` + class, `TWO` + pair. A prefix shorter than two
 * stands for everything that begins with it.
 */
type Prefixes = ReadonlySet<number>
const EMPTY = 0
const ONE = 1
const TWO = ONE + CLASSES

const NOTHING: Prefixes = new Set([EMPTY])

interface Reading {
  readonly pattern: string
  at: number
}

function classOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  if (code >= 0x41 && code <= 0x5a) return code - 0x41
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26
  return code === 0x2d ? HYPHEN : code === 0x20 ? BLANK : OTHER
}

function readAlternatives(reader: Reading): Prefixes | null {
  const all = new Set<number>()
  for (;;) {
    const sequence = readSequence(reader)
    if (sequence === null) return null
    for (const prefix of sequence) all.add(prefix)
    if (reader.pattern.charAt(reader.at) !== '|') return all
    reader.at++
  }
}

function readSequence(reader: Reading): Prefixes | null {
  let prefixes = NOTHING
  while (reader.at < reader.pattern.length) {
    const next = reader.pattern.charAt(reader.at)
    if (next === '|' || next === ')') break
    const atom = readAtom(reader)
    if (atom === null) return null
    prefixes = join(prefixes, readQuantifier(reader, atom))
  }
  return prefixes
}

function readAtom(reader: Reading): Prefixes | null {
  const { pattern } = reader
  const character = pattern.charAt(reader.at++)
  switch (character) {
    case '^':
    case '$':
      return NOTHING
    case '.':
      return singles(() => true)
    case '[':
      return readClass(reader)
    case '\\':
      return readEscape(reader)
    case '(':
      return readGroup(reader)
    default:
      return single(classOf(character.charCodeAt(0)))
  }
}

function readGroup(reader: Reading): Prefixes | null {
  const { pattern } = reader
  let looks = false
  if (pattern.startsWith('?:', reader.at)) reader.at += 2
  else if (/^\?[=!]/.test(pattern.slice(reader.at, reader.at + 2))) {
    looks = true
    reader.at += 2
  } else if (pattern.charAt(reader.at) === '?') return null
  const inside = readAlternatives(reader)
  if (inside === null || pattern.charAt(reader.at) !== ')') return null
  reader.at++
  return looks ? NOTHING : inside
}

function readEscape(reader: Reading): Prefixes | null {
  const character = reader.pattern.charAt(reader.at++)
  if (character === 'b' || character === 'B') return NOTHING
  const set = escapeSet(character)
  return set === null ? null : singles((symbol) => set.has(symbol))
}

/** Classes that an escape stands for; `null` for escapes that are not read here. */
function escapeSet(character: string): ReadonlySet<number> | null {
  const digits = Array.from({ length: 10 }, (_, digit) => digit + 26)
  const letters = Array.from({ length: 26 }, (_, letter) => letter)
  if (character === 'd') return new Set(digits)
  if (character === 'w') return new Set([...digits, ...letters, OTHER])
  if (character === 's') return new Set([BLANK, OTHER])
  if (character === 'D') return new Set([...letters, HYPHEN, BLANK, OTHER])
  if (character === 'S') return new Set([...letters, ...digits, HYPHEN, OTHER])
  if (character === 'W') return new Set([HYPHEN, BLANK, OTHER])
  return /[a-z0-9]/i.test(character) ? null : new Set([classOf(character.charCodeAt(0))])
}

function readClass(reader: Reading): Prefixes | null {
  const { pattern } = reader
  const negated = pattern.charAt(reader.at) === '^'
  if (negated) reader.at++
  const members = new Set<number>()
  for (let first = true; first || pattern.charAt(reader.at) !== ']'; first = false) {
    if (reader.at >= pattern.length) return null
    const character = pattern.charAt(reader.at++)
    if (character === '\\') {
      const set = escapeSet(pattern.charAt(reader.at++))
      if (set === null) return null
      for (const symbol of set) members.add(symbol)
    } else if (pattern.charAt(reader.at) === '-' && pattern.charAt(reader.at + 1) !== ']') {
      const last = pattern.charCodeAt(reader.at + 1)
      for (let code = character.charCodeAt(0); code <= last && code < 0x80; code++) members.add(classOf(code))
      if (last >= 0x80) members.add(OTHER)
      reader.at += 2
    } else members.add(classOf(character.charCodeAt(0)))
  }
  reader.at++
  // What a class leaves out it may still hold in part (`[^_]`), so only whole characters' classes are left out.
  return singles((symbol) => (negated ? symbol === OTHER || !members.has(symbol) : members.has(symbol)))
}

function readQuantifier(reader: Reading, atom: Prefixes): Prefixes {
  const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(reader.pattern.slice(reader.at))?.[0]
  if (quantifier === undefined) return atom
  reader.at += quantifier.length
  const least = quantifier.startsWith('{')
    ? Number.parseInt(quantifier.slice(1), 10)
    : quantifier[0] === '+'
      ? 1
      : 0
  const most = quantifier.startsWith('?') ? 1 : 2
  let prefixes = NOTHING
  for (let time = 0; time < most; time++) {
    prefixes = join(prefixes, time < least ? atom : new Set([EMPTY, ...atom]))
  }
  return prefixes
}

function join(before: Prefixes, after: Prefixes): Prefixes {
  const joined = new Set<number>()
  for (const left of before) {
    if (left >= TWO) joined.add(left)
    else if (left === EMPTY) for (const right of after) joined.add(right)
    else {
      for (const right of after) {
        if (right === EMPTY) joined.add(left)
        else
          joined.add(
            TWO + (left - ONE) * CLASSES + (right >= TWO ? Math.floor((right - TWO) / CLASSES) : right - ONE),
          )
      }
    }
  }
  return joined
}

function single(symbol: number): Prefixes {
  return new Set([ONE + symbol])
}

function singles(has: (symbol: number) => boolean): Prefixes {
  const set = new Set<number>()
  for (let symbol = 0; symbol < CLASSES; symbol++) if (has(symbol)) set.add(ONE + symbol)
  return set
}
