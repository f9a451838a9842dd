/** Words before a name after which the name says what a thing is not, or is for. */
const BEFORE = new Set(
  (
    'not no non never without for compatible against versus vs except excluding exclude excludes ' +
    'replace replaces replaced replacing replacement instead ban bans banned banning block blocks blocked blocking ' +
    'blacklist blacklists blacklisted blacklisting blocklist prohibit prohibited prohibits remove removes removed ' +
    'fit fits suit suits für fur passend kompatibel pour para compatibles compatibile voor dla для support supports supporting emulate emulates emulating imitates ex former formerly separated independent unlike'
  ).split(' '),
)

/** Words after a name that make the thing somebody else's. */
const AFTER = new Set(
  'compatible free replacement alternative emulator compatibility clone like style'.split(' '),
)

/** How many tokens before a name are looked at. */
const REACH = 3

/** Whether the words around the tokens from `start` to `end` say that the thing is not the named one's. */
export function isNegated(tokens: readonly string[], start: number, end: number): boolean {
  for (let at = Math.max(0, start - REACH); at < start; at++) {
    if (BEFORE.has(tokens[at] as string)) return true
  }
  return AFTER.has(tokens[end] ?? '')
}

/** Whether a word before another says that the thing is not that, or is for it. */
export function negates(token: string | undefined): boolean {
  return token !== undefined && BEFORE.has(token)
}
