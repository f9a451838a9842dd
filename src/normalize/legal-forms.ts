import type { PreparedWords } from '../model/prepared.ts'
import { normalizeName } from './name.ts'

/** Legal forms of companies, ready for stripping. */
export interface LegalForms {
  /** Token sequences joined by blanks. */
  readonly sequences: ReadonlySet<string>
  /** Most tokens in one form. */
  readonly longest: number
  /** Forms written without blanks, longest first: they end or begin a token of Chinese or Korean. */
  readonly affixes: readonly string[]
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}]+$/u

/** Legal forms from their spellings (`Co., Ltd.`, `GmbH`, `有限公司`), as plain data. */
export function prepareLegalForms(forms: readonly string[]): PreparedWords['legalForms'] {
  const sequences = new Set<string>()
  const affixes = new Set<string>()
  let longest = 0
  for (const form of forms) {
    const tokens = normalizeName(form)
    if (tokens.length === 0) continue
    const key = tokens.join(' ')
    sequences.add(key)
    longest = Math.max(longest, tokens.length)
    // One character, as in "(주)", stands in brackets; without them it is the end of any word.
    if (tokens.length === 1 && key.length > 1 && UNSPACED.test(key)) affixes.add(key)
  }
  return {
    sequences: [...sequences],
    longest,
    affixes: [...affixes].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
  }
}

/** Legal forms made ready. */
export function compileLegalForms({ sequences, ...rest }: PreparedWords['legalForms']): LegalForms {
  return { sequences: new Set(sequences), ...rest }
}

/** The tokens of a name without the legal forms at either end, however many; never down to nothing. */
export function stripLegalForms(tokens: readonly string[], forms: LegalForms): readonly string[] {
  let rest = tokens
  for (;;) {
    const shorter = stripTail(rest, forms) ?? stripHead(rest, forms) ?? stripAffix(rest, forms)
    if (shorter === null) return rest
    rest = shorter
  }
}

function stripTail(tokens: readonly string[], forms: LegalForms): readonly string[] | null {
  for (let count = Math.min(forms.longest, tokens.length - 1); count > 0; count--) {
    const at = tokens.length - count
    if (forms.sequences.has(count === 1 ? (tokens[at] as string) : tokens.slice(at).join(' '))) {
      return tokens.slice(0, at)
    }
  }
  return null
}

function stripHead(tokens: readonly string[], forms: LegalForms): readonly string[] | null {
  for (let count = Math.min(forms.longest, tokens.length - 1); count > 0; count--) {
    if (forms.sequences.has(count === 1 ? (tokens[0] as string) : tokens.slice(0, count).join(' '))) {
      return tokens.slice(count)
    }
  }
  return null
}

function stripAffix(tokens: readonly string[], forms: LegalForms): readonly string[] | null {
  const last = tokens[tokens.length - 1]
  const first = tokens[0]
  if (last === undefined || first === undefined || !UNSPACED.test(last + first)) return null
  for (const affix of forms.affixes) {
    if (last.length > affix.length && last.endsWith(affix)) {
      return [...tokens.slice(0, -1), last.slice(0, -affix.length)]
    }
    if (first.length > affix.length && first.startsWith(affix)) {
      return [first.slice(affix.length), ...tokens.slice(1)]
    }
  }
  return null
}
