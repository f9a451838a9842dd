import { isAscii } from '../normalize/name.ts'
import { rarity } from './rarity.ts'
import type { Words } from './words.ts'

/**
 * The token of a name that stands in the fewest other texts, as far as that can be told: no ordinary word, with
 * the most letter sequences that are rare in SBOMs. `null` where a token is not ASCII: such text is always
 * looked into.
 */
export function rarestToken(tokens: readonly string[], words: Words): string | null {
  if (!tokens.every(isAscii)) return null
  let best: string | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const token of tokens) {
    const score = rarity(token) - (words.ordinary.has(token) ? 100 : 0) - (token.length < 3 ? 50 : 0)
    if (score > most) {
      most = score
      best = token
    }
  }
  return best
}
