/** How the elements of a stream are written: over many lines, for people, or one on a line, for size. */
export type Spread = 'wide' | 'narrow'

/**
 * The text of a JSON value in pieces, indented by two spaces. A generator among the values is written as an
 * array, one piece an element, so that no output is held whole.
 */
export function* jsonPieces(value: unknown, spread: Spread = 'wide', margin = ''): Iterable<string> {
  const inner = `${margin}  `
  if (isStream(value)) {
    let between = '['
    for (const element of value) {
      const text = spread === 'wide' ? flat(element, inner) : JSON.stringify(element)
      yield `${between}\n${inner}${text}`
      between = ','
    }
    yield between === '[' ? '[]' : `\n${margin}]`
  } else if (!holdsStream(value)) {
    yield flat(value, margin)
  } else if (Array.isArray(value)) {
    let between = '['
    for (const element of value) {
      yield `${between}\n${inner}`
      yield* jsonPieces(element, spread, inner)
      between = ','
    }
    yield `\n${margin}]`
  } else {
    let between = '{'
    for (const [key, member] of Object.entries(value as object)) {
      if (member === undefined) continue
      yield `${between}\n${inner}${JSON.stringify(key)}: `
      yield* jsonPieces(member, spread, inner)
      between = ','
    }
    yield `\n${margin}}`
  }
}

function flat(value: unknown, margin: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`)
}

function isStream(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Symbol.iterator in value
}

function holdsStream(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isStream(value) || Object.values(value).some(holdsStream)
}
