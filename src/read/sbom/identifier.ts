/** Field of a text that says by its first letters what it is. */
export function fieldOfIdentifier(text: string): 'purl' | 'cpe' | undefined {
  if (/^\s*pkg:/i.test(text)) return 'purl'
  return /^\s*cpe:/i.test(text) ? 'cpe' : undefined
}
