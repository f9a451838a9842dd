const ESCAPE = /%(25)?([2-7][0-9a-f])/gi

/**
 * A text with its percent-escapes of ASCII characters decoded, those escaped twice too. Escapes of other
 * characters stay, and so do letters and digits escaped twice: readers of SBOMs look into records with a letter
 * escaped once, and into no others.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(ESCAPE, (whole, twice: string | undefined, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16))
    return twice !== undefined && /[a-z0-9]/i.test(character) ? whole : character
  })
}
