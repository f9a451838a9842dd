/** A place in a text file: line and column, counted from 1; columns in UTF-16 units. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** Where the value at a JSON pointer (RFC 6901) begins in a JSON text; the start of the text when there is none. */
export function placeOfPointer(text: string, pointer: string): TextPlace {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return placeOfOffset(text, offsetOf(text, steps))
}

/** Line and column of a UTF-16 offset in a text. */
export function placeOfOffset(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  return { line: before.split('\n').length, column: offset - lastBreak }
}

function offsetOf(text: string, steps: readonly string[]): number {
  let at = skipSpace(text, 0)
  for (const step of steps) {
    const found = text[at] === '{' ? memberOf(text, at, step) : elementOf(text, at, Number(step))
    // A pointer to a missing member: the object that lacks it is the best place there is.
    if (found === null) return at
    at = found
  }
  return at
}

function memberOf(text: string, open: number, key: string): number | null {
  let at = skipSpace(text, open + 1)
  while (text[at] === '"') {
    const keyEnd = endOfValue(text, at)
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1)
    if (JSON.parse(text.slice(at, keyEnd)) === key) return value
    at = afterComma(text, endOfValue(text, value))
  }
  return null
}

function elementOf(text: string, open: number, index: number): number | null {
  if (text[open] !== '[') return null
  let at = skipSpace(text, open + 1)
  for (let i = 0; at < text.length && text[at] !== ']'; i++) {
    if (i === index) return at
    at = afterComma(text, endOfValue(text, at))
  }
  return null
}

/** The offset after the value that begins at `at`; the text is known to be JSON. */
function endOfValue(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const c = text[i]
    if (c === '"') {
      i++
      while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1
      if (depth === 0) return i + 1
    } else if (c === '{' || c === '[') depth++
    else if (c === '}' || c === ']') {
      if (depth === 0) return i
      depth--
      if (depth === 0) return i + 1
    } else if (depth === 0 && (c === ',' || /\s/.test(c ?? ''))) return i
  }
  return text.length
}

function afterComma(text: string, at: number): number {
  const next = skipSpace(text, at)
  return text[next] === ',' ? skipSpace(text, next + 1) : next
}

function skipSpace(text: string, at: number): number {
  let i = at
  while (i < text.length && /\s/.test(text[i] ?? '')) i++
  return i
}
