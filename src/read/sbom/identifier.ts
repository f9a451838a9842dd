/** Field of a text that says by its first letters what it is. */
export function fieldOfIdentifier(text: string): 'purl' | 'cpe' | undefined {
  if (/^\s*pkg:/i.test(text)) return 'purl'
  return /^\s*cpe:/i.test(text) ? 'cpe' : undefined
}

/**
 * Letters and digits as purls and addresses may write them (`%68`): a name that is written so holds no literal.
 */
export const ESCAPED_CHARACTERS: readonly string[] = [
  ...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
].map((character) => `%${character.charCodeAt(0).toString(16)}`)
