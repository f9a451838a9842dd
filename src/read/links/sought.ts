import type { ReaderOptions } from '../reader.ts'

/** What a splitter looks for: what could matter, or the things alone that somebody asks for by their references. */
export interface Sought {
  readonly literals: readonly string[] | null
  readonly triggers: readonly string[]
}

/** What is looked for by a reader with triggers of its own; `quote` is what the format puts before every text. */
export function soughtBy(
  { literals, refs }: ReaderOptions,
  triggers: readonly string[],
  quote: '"' | '' = '',
): Sought {
  if (refs === undefined) return { literals, triggers }
  const parts = [...refs].map(partOf)
  if (refs.size > MOST || parts.includes('')) return { literals: null, triggers: [] }
  return {
    literals: [],
    triggers: [...refs].map((ref, at) => (ref.startsWith(parts[at]!) ? quote : '') + parts[at]),
  }
}

/** References for which a search is worth its table; for more every record is looked into. */
const MOST = 1000
/** Bytes of a reference by which it is looked for, and those that are enough. */
const LONGEST = 32
const LONG = 8

/**
 * A part of a reference that every format spells as it is, also one that some programs guard against HTML: references
 * of a document differ mostly at their ends.
 */
function partOf(ref: string): string {
  const parts = ref.match(/[\w.:@?#%~-]+/g) ?? []
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '')
  return (parts.findLast((part) => part.length >= LONG) ?? longest).slice(-LONGEST)
}
