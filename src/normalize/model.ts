/** Longest model text that is looked at, in UTF-16 units: the rest is prose. */
const LONGEST = 128

/** Endings that tell variants of one model apart, not makers. */
const VARIANT_ENDING = /(?:[ -]STD|[ _]V\d+(?:\.\d+)*|[ -]\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)? ?MM)$/i

/** Bare words shorter than this are not tried against patterns. */
const SHORTEST_TOKEN = 8

/**
 * A model text with compatibility forms folded, dashes made one dash, blanks collapsed, at most 128 units long, without
 * the apostrophe by which spreadsheets keep a text a text.
 */
export function normalizeModel(text: string): string {
  let model = text.length > 4 * LONGEST ? text.slice(0, 4 * LONGEST) : text
  if (/[^\x20-\x7e]/.test(model)) {
    model = model
      .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF®™©]/g, '')
      .normalize('NFKC')
      .replace(/[‐‑‒–—―−]/g, '-')
  }
  if (model.includes('  ') || /[^\x21-\x7e ]/.test(model)) model = model.replace(/\s+/g, ' ')
  return model.trim().replace(/^'/, '').slice(0, LONGEST).trimEnd()
}

/**
 * The spellings under which a model text is tried against patterns that know no options: as it stands, cut at
 * the first bracket or `#`, and that without the ending for a variant. Each once.
 */
export function modelSpellings(model: string): readonly string[] {
  const bracket = model.search(/\s?[([#]/)
  const cut = bracket > 0 ? model.slice(0, bracket) : model
  const bare = VARIANT_ENDING.test(cut) ? cut.replace(VARIANT_ENDING, '') : cut
  const spellings = [model]
  if (cut !== model) spellings.push(cut)
  if (bare !== cut && bare !== '') spellings.push(bare)
  return spellings
}

/**
 * The parts of a longer text that can be model numbers of their own: what stands in brackets, and words of eight
 * characters and more with a digit.
 */
export function modelParts(text: string): readonly string[] {
  const parts: string[] = []
  for (const match of text.matchAll(/[([]([^()[\]]{2,64})[)\]]/g)) add(parts, (match[1] as string).trim())
  for (const word of text.split(/[\s,;:|"'=()[\]]+/)) {
    const token = word.replace(/[.!?]+$/, '')
    if (token.length >= SHORTEST_TOKEN && token.length <= LONGEST && /\d/.test(token)) add(parts, token)
  }
  return parts
}

function add(parts: string[], part: string): void {
  if (part !== '' && !parts.includes(part)) parts.push(part)
}
