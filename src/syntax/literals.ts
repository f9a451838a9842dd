/**
 * A set of literals compiled for a search that reads each byte once (Aho-Corasick), as tables that a format's
 * splitter merges with its own states. Letters match in either case; `i l 1 |` match each other, as do `o 0`.
 */
export interface LiteralTable {
  /** Class of each byte; bytes of one class are alike to the search. Class 0: bytes that no literal or group holds. */
  readonly classOf: Uint8Array
  readonly classes: number
  readonly states: number
  /** `next[state * classes + class]` is the next state; the search starts in state 0. */
  readonly next: Int32Array
  /** 1 for each state in which some literal has just ended. */
  readonly accepting: Uint8Array
}

/**
 * Compiles ASCII literals. Each group of bytes that no literal holds gets a class of its own, so that the caller
 * can give those bytes a meaning.
 */
export function compileLiterals(
  literals: readonly string[],
  groups: readonly (readonly number[])[],
): LiteralTable {
  const { classOf, classes } = classify(literals, groups)
  const size = 1 + literals.reduce((sum, literal) => sum + literal.length, 0)
  const planted = new Int32Array(size * classes).fill(-1)
  const ends = new Uint8Array(size)
  const states = plant(literals, classOf, classes, planted, ends)
  const { next, accepting } = connect(states, classes, planted, ends)
  return { classOf, classes, states, next, accepting }
}

/** The byte that stands for all that the search cannot tell from `byte`. */
export function foldByte(byte: number): number {
  const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
  if (lower === 0x6c || lower === 0x31 || lower === 0x7c) return 0x69
  return lower === 0x30 ? 0x6f : lower
}

function classify(literals: readonly string[], groups: readonly (readonly number[])[]) {
  const classOf = new Uint8Array(256)
  let classes = 1
  const add = (bytes: readonly number[]) => {
    const folds = new Set(bytes.map(foldByte))
    for (let byte = 0; byte < 256; byte++) {
      if (folds.has(foldByte(byte)) && classOf[byte] === 0) classOf[byte] = classes
    }
    classes++
  }
  for (const group of groups) add(group)
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const code = literal.charCodeAt(at)
      if (code > 0x7f) throw new RangeError(`not an ASCII literal: ${literal}`)
      if (classOf[code] === 0) add([code])
    }
  }
  return { classOf, classes }
}

function plant(
  literals: readonly string[],
  classOf: Uint8Array,
  classes: number,
  next: Int32Array,
  accepting: Uint8Array,
): number {
  let states = 1
  for (const literal of literals) {
    let state = 0
    for (let at = 0; at < literal.length; at++) {
      const slot = state * classes + classOf[literal.charCodeAt(at)]!
      if (next[slot] === -1) next[slot] = states++
      state = next[slot]!
    }
    if (state !== 0) accepting[state] = 1
  }
  return states
}

/** Fills in the transitions that a failed match takes; states are numbered anew, breadth first. */
function connect(states: number, classes: number, planted: Int32Array, ends: Uint8Array) {
  const next = new Int32Array(states * classes)
  const accepting = new Uint8Array(states)
  const fail = new Int32Array(states)
  /** Old numbers in the new order. */
  const queue = new Int32Array(states)
  let tail = 1
  for (let state = 0; state < tail; state++) {
    const old = queue[state]! * classes
    const other = fail[state]!
    accepting[state] = ends[queue[state]!]! | accepting[other]!
    for (let c = 0; c < classes; c++) {
      const child = planted[old + c]!
      const fallback = state === 0 ? 0 : next[other * classes + c]!
      if (child === -1) next[state * classes + c] = fallback
      else {
        fail[tail] = fallback
        queue[tail] = child
        next[state * classes + c] = tail++
      }
    }
  }
  return { next, accepting }
}
