import { toSimplified } from './chinese.ts'
import { foldMixedScript } from './lookalikes.ts'

/**
 * The tokens of a name, the same for lists and for input: compatibility forms (NFKC) and case folded, marks and
 * invisible characters removed, look-alike letters folded inside tokens that mix scripts, traditional Chinese
 * made simplified, cut at everything that is no letter, mark or digit and where Chinese, Japanese or Korean
 * script begins or ends.
 *
 * ASCII characters are folded or separate tokens; they are never deleted or joined, which the readers rely on.
 * Normalising the tokens joined by blanks gives the same tokens.
 */
export function normalizeName(text: string): readonly string[] {
  return isAscii(text) ? asciiTokens(text) : foldedTokens(text)
}

/** The tokens of a name joined by single blanks: equal keys are equal names. */
export function nameKey(text: string): string {
  return normalizeName(text).join(' ')
}

/** Whether a text holds ASCII characters only. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

function asciiTokens(text: string): readonly string[] {
  const tokens: string[] = []
  const lower = text.toLowerCase()
  let start = -1
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i)
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) {
      if (start < 0) start = i
    } else if (start >= 0) {
      tokens.push(lower.slice(start, i))
      start = -1
    }
  }
  if (start >= 0) tokens.push(lower.slice(start))
  return tokens
}

// The classes of characters below stand in the functions that use them, so that texts in ASCII do without: to make
// them takes longer than to scan a small document.

function foldedTokens(text: string): readonly string[] {
  const visible = withoutInvisible(withoutInvisible(text).normalize('NFKC'))
  const tokens: string[] = []
  for (const run of visible.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    for (const token of foldRun(run)) tokens.push(token)
  }
  return tokens
}

/** Without characters that take no room on the page, and the signs of marks. They separate nothing. */
function withoutInvisible(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}®™©℠]/gu, '')
}

function foldRun(run: string): readonly string[] {
  // Capitals first: Greek Η looks like H, its small letter η like n.
  const lower = foldMixedScript(run).toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
  const folded = foldMixedScript(lower).toLowerCase().normalize('NFKC')
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(folded))
    return [folded]
  return toSimplified(folded).match(stretches()) ?? []
}

/** One stretch of a run: Chinese, either kana, Korean, or everything else. */
function stretches(): RegExp {
  return /[\p{Script=Han}〇]+|[\p{Script=Katakana}ー]+|[\p{Script=Hiragana}]+|\p{Script=Hangul}+|[^\p{Script=Han}〇\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul}]+/gu
}
