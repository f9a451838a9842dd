/** A text with its percent-escapes decoded as often as they were made (at most twice); as it is where they are broken. */
export function decodePercent(text: string): string {
  let result = text
  for (let round = 0; round < 2 && result.includes('%'); round++) {
    try {
      result = decodeURIComponent(result)
    } catch {
      // A stray percent sign is an ordinary character.
      return result
    }
  }
  return result
}
