import { compileLiterals } from './literals.ts'

/** A search through bytes: `state = next[state + classOf[byte]]`, from state 0; below zero is a hit. */
export interface Search {
  readonly classOf: Uint8Array
  readonly next: Int32Array
}

/**
 * Compiles a search for ASCII literals and for the first byte of any character that could fold to ASCII letters:
 * all of those beyond ASCII but é, ü, ß and their like, which begin with 0xC3.
 */
export function compileSearch(literals: readonly string[]): Search {
  const table = compileLiterals(literals, [FOLDING_LEADS])
  const folding = table.classOf[FOLDING_LEADS[0]!]!
  const next = table.next.map((to, slot) =>
    table.accepting[to] || slot % table.classes === folding ? -1 : to * table.classes,
  )
  return { classOf: table.classOf, next }
}

const FOLDING_LEADS = [0xc0, 0xc1, 0xc2, ...Array.from({ length: 0x3c }, (_, index) => 0xc4 + index)]
