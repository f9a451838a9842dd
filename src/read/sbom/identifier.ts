/** Field of a text that says by its first letters what it is. */
export function fieldOfIdentifier(text: string): 'purl' | 'cpe' | undefined {
  if (/^\s*pkg:/i.test(text)) return 'purl'
  return /^\s*cpe:/i.test(text) ? 'cpe' : undefined
}

/**
 * Letters and digits as purls and addresses may write them (`%68`): a name that is written so holds no literal.
 */
export const ESCAPED_CHARACTERS: readonly string[] = Array.from({ length: 0x80 }, (_, code) => code)
  .filter((code) => /[0-9a-z]/i.test(String.fromCharCode(code)))
  .map((code) => `%${code.toString(16)}`)
