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
  const most = 1 + literals.reduce((sum, literal) => sum + literal.length, 0)
  const next = new Int32Array(most * classes)
  const accepting = new Uint8Array(most)
  const states = connect(literals, classOf, classes, next, accepting)
  return { classOf, classes, states, next: next.subarray(0, states * classes), accepting }
}

/** The byte that stands for all that the search cannot tell from `byte`. */
export function foldByte(byte: number): number {
  const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
  if (lower === 0x6c || lower === 0x31 || lower === 0x7c) return 0x69
  return lower === 0x30 ? 0x6f : lower
}

function classify(literals: readonly string[], groups: readonly (readonly number[])[]) {
  const classOfFolded = new Uint8Array(256)
  let classes = 1
  for (const group of groups) {
    for (const byte of group) classOfFolded[foldByte(byte)] ||= classes
    classes++
  }
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const code = literal.charCodeAt(at)
      if (code > 0x7f) throw new RangeError(`not an ASCII literal: ${literal}`)
      const folded = foldByte(code)
      if (classOfFolded[folded] === 0) classOfFolded[folded] = classes++
    }
  }
  return { classOf: Uint8Array.from(classOfFolded, (_, byte) => classOfFolded[foldByte(byte)]!), classes }
}

/**
 * Fills in the table and returns the number of states, which are numbered breadth first. A state's row begins as
 * the row of the state that a failed match falls back to, of which all is known by then; copying rows is what
 * makes this quick.
 */
function connect(
  literals: readonly string[],
  classOf: Uint8Array,
  classes: number,
  next: Int32Array,
  accepting: Uint8Array,
): number {
  const fallback = new Int32Array(accepting.length)
  /** The literals that are longer than the depth, each with the state that it has come to. */
  let growing = literals.filter(({ length }) => length > 0).map((literal) => ({ literal, state: 0 }))
  let states = 1
  for (let depth = 0, first = 0; first < states; depth++) {
    const deeper = states
    for (let state = first; state < deeper; state++) {
      const from = fallback[state]! * classes
      next.copyWithin(state * classes, from, from + classes)
      accepting[state]! |= accepting[fallback[state]!]!
    }
    for (const one of growing) {
      const slot = one.state * classes + classOf[one.literal.charCodeAt(depth)]!
      if (next[slot]! < deeper) {
        fallback[states] = next[slot]!
        next[slot] = states++
      }
      one.state = next[slot]!
      if (one.literal.length === depth + 1) accepting[one.state] = 1
    }
    growing = growing.filter(({ literal }) => literal.length > depth + 1)
    first = deeper
  }
  return states
}
