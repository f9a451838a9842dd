/** A mistake of the person at the keyboard: said in one sentence with a remedy, exit code 2. */
export class UsageError extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/**
 * Splits what was given for an option at commas and checks every word against a closed list.
 *
 * @throws {UsageError} naming the words that are near an unknown one
 */
export function choose<Word extends string>(
  option: string,
  given: readonly string[],
  words: readonly Word[],
): readonly Word[] {
  const chosen = given
    .flatMap((text) => text.split(','))
    .map((word) => word.trim())
    .filter(Boolean)
  const known = new Map(words.map((word) => [word.toLowerCase(), word]))
  return [
    ...new Set(
      chosen.map((word) => {
        const found = known.get(word.toLowerCase())
        if (found === undefined) throw unknownWord(option, word, words)
        return found
      }),
    ),
  ]
}

/** Says that a word is none of a closed list, and which of the list it may have meant. */
export function unknownWord(option: string, word: string, words: readonly string[]): UsageError {
  const near = nearest(word, words)
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : `Known: ${words.slice(0, 40).join(', ')}${words.length > 40 ? ' …' : ''}.`
  return new UsageError(`${option}: "${word}" is not known.`, hint)
}

/** Up to three words of the list that are an edit or three away, or hold the given one, nearest first. */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  const given = word.toLowerCase()
  const limit = Math.max(1, Math.min(3, Math.floor(given.length / 3)))
  return words
    .map((known) => ({ known, distance: nearness(given, known.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.known < b.known ? -1 : 1))
    .slice(0, 3)
    .map(({ known }) => known)
}

function nearness(given: string, known: string): number {
  if (given.length >= 3 && (known.includes(given) || given.includes(known))) return 0.5
  return editDistance(given, known)
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced))
    }
    row = next
  }
  return row[b.length]!
}
