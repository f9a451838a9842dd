import type { PreparedAlias } from '../model/prepared.ts'
import type { Alias, NameAlias } from '../model/vendor.ts'
import { foldCpe } from '../normalize/cpe.ts'
import { registrationsIn } from '../normalize/identifier.ts'
import { stripLegalForms } from '../normalize/legal-forms.ts'
import { skeleton } from '../normalize/lookalikes.ts'
import { isAscii, normalizeName } from '../normalize/name.ts'
import { isOwnBrand } from './brands.ts'
import { isFuzzyToken, seamOf, swapAt } from './fuzzy.ts'
import { rarestToken } from './rarest.ts'
import { RARE_ENOUGH, rarity } from './rarity.ts'
import type { Words } from './words.ts'

/** What leads the readers of SBOMs to the records that could matter. */
export interface Reach {
  /** Runs of ASCII letters and digits, in order. */
  readonly literals: readonly string[]
  /** Aliases for which every run stands in too many records: they are looked for in hardware only. */
  readonly hardwareOnly: ReadonlySet<Alias>
}

/**
 * The literals for the aliases that are looked for in plain software: names, own brands, CPE vendors, purl
 * namespaces, domains, registration numbers.
 *
 * What must hold, and what the property test tries: a text in which `match` sees such an alias in software,
 * misspellings included, holds a literal once `i l 1` and `o 0` are folded together, or a byte that makes every
 * reader look (0xC2, 0xC4 and above), or an escape. Each alias gives its rarest run; a coined word that may be
 * misspelled gives both halves and the word with the two letters at the seam swapped, so that no single edit
 * spoils all three. Literals that hold another literal are left out. Identifiers of hardware, models and white
 * labels give none: readers look into every record that speaks of hardware.
 */
export function reachOf(aliases: readonly Alias[], known: ReadonlyMap<Alias, PreparedAlias>): Reach {
  const literals = new Set<string>()
  const hardwareOnly = new Set<Alias>()
  for (const alias of aliases) {
    const runs = known.get(alias)?.runs
    if (runs === null) hardwareOnly.add(alias)
    else for (const run of runs ?? []) literals.add(run)
  }
  return { literals: withoutImplied([...literals]), hardwareOnly }
}

/**
 * Where to cut a coined word of a vendor itself so that misspellings of it are found in software, or `null` where
 * they are not looked for there: the word's halves are too common, or it is another company's.
 */
export function fuzzySeam(alias: NameAlias, token: string): number | null {
  return alias.coined && alias.relation === 'self' && isFuzzyToken(token) ? seamOf(token) : null
}

/** The runs of an alias: none where it needs none, `null` where it has none that is rare enough. */
export function runsOf(alias: Alias, words: Words): readonly string[] | null {
  switch (alias.kind) {
    case 'name':
      return runsOfName(alias, words)
    case 'brand':
      return isOwnBrand(alias) ? rarestOf(alias.value, words) : []
    case 'cpe':
      return rarestOf(foldCpe(alias.value), words)
    case 'purl':
      return rarestOf(alias.value.slice(alias.value.indexOf('/') + 1), words)
    case 'domain':
      return rarestOf(alias.value.slice(0, Math.max(0, alias.value.lastIndexOf('.'))), words)
    case 'registration':
      return registrationsIn(alias.value).map((number) => number.toLowerCase())
    case 'oui':
    case 'model':
    case 'banner':
    case 'oid':
    case 'usb':
    case 'pci':
    case 'pnp':
    case 'bluetooth':
    case 'fcc':
    case 'gpon':
      return []
    default:
      return alias satisfies never
  }
}

function runsOfName(alias: NameAlias, words: Words): readonly string[] | null {
  const tokens = stripLegalForms(normalizeName(alias.value), words.legalForms)
  const [token = ''] = tokens
  const seam = tokens.length === 1 ? fuzzySeam(alias, token) : null
  return seam === null
    ? rarest(tokens, words)
    : [token.slice(0, seam), token.slice(seam), swapAt(token, seam)]
}

function rarestOf(text: string, words: Words): readonly string[] | null {
  return rarest(normalizeName(text), words)
}

function rarest(tokens: readonly string[], words: Words): readonly string[] | null {
  // Text that is not ASCII is always looked into.
  if (!tokens.every(isAscii)) return []
  const token = rarestToken(tokens, words)
  return token !== null && rarity(token) >= RARE_ENOUGH ? [token] : null
}

/** The literals that hold no other one, by what they look like; in order. */
function withoutImplied(literals: readonly string[]): readonly string[] {
  const shapes = new Set<string>()
  const kept: string[] = []
  for (const literal of literals.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const shape = skeleton(literal)
    if (holdsOneOf(shapes, shape)) continue
    shapes.add(shape)
    kept.push(literal)
  }
  return kept.sort()
}

function holdsOneOf(texts: ReadonlySet<string>, text: string): boolean {
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) if (texts.has(text.slice(start, end))) return true
  }
  return false
}
