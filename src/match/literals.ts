import type { Alias, NameAlias } from '../model/vendor.ts'
import { foldCpe } from '../normalize/cpe.ts'
import { normalizeRegistration } from '../normalize/identifier.ts'
import { stripLegalForms } from '../normalize/legal-forms.ts'
import { skeleton } from '../normalize/lookalikes.ts'
import { normalizeName } from '../normalize/name.ts'
import { isOwnBrand } from './brands.ts'
import { isFuzzyToken, seamOf, swapAt } from './fuzzy.ts'
import { rarestToken } from './rarest.ts'
import type { Words } from './words.ts'

/**
 * Runs of ASCII letters and digits, one of which stands in every text in which an alias can be seen that is
 * looked for in plain software: names, own brands, CPE vendors, purl namespaces, domains, registration numbers.
 *
 * What must hold, and what the property test tries: a text in which `match` sees such an alias, misspellings
 * included, holds a literal once `i l 1` and `o 0` are folded together, or a byte that makes every reader look
 * (0xC2, 0xC4 and above), or an escape. Each alias gives its rarest run; a coined word that may be misspelled
 * gives both halves and the word with the two letters at the seam swapped, so that no single edit spoils all
 * three. Literals that hold another literal are left out. Identifiers of hardware, models and white labels give
 * none: readers look into every record that speaks of hardware.
 */
export function literalsOf(aliases: readonly Alias[], words: Words): readonly string[] {
  const literals = new Set<string>()
  for (const alias of aliases) for (const run of runsOf(alias, words)) if (run !== '') literals.add(run)
  return withoutImplied([...literals])
}

function runsOf(alias: Alias, words: Words): readonly string[] {
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
      return [normalizeRegistration(alias.value).toLowerCase()]
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

function runsOfName(alias: NameAlias, words: Words): readonly string[] {
  const tokens = stripLegalForms(normalizeName(alias.value), words.legalForms)
  const token = rarestToken(tokens, words)
  if (token === null) return []
  const seam = alias.coined && tokens.length === 1 && isFuzzyToken(token) ? seamOf(token) : null
  return seam === null ? [token] : [token.slice(0, seam), token.slice(seam), swapAt(token, seam)]
}

function rarestOf(text: string, words: Words): readonly string[] {
  const token = rarestToken(normalizeName(text), words)
  return token === null ? [] : [token]
}

/** The literals that hold no other one, by what they look like; in order. */
function withoutImplied(literals: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const literal of literals.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (!kept.some((shorter) => skeleton(literal).includes(skeleton(shorter)))) kept.push(literal)
  }
  return kept.sort()
}
