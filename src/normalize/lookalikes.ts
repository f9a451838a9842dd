/** Letters of other scripts that look like a Latin letter, in upper case and in lower case. */
const PAIRS =
  'АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSҺHԀDԚQԜWЬbӀIҮY' +
  'аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsһhԁdԛqԝwьbӏlүyпnгrиu' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX' +
  'αaβbεeζzηnιiκkμuνvοoρpτtυuχxγyωwσo' +
  'օoսuհhոnցgքpտs'

const LATIN = new Map<string, string>()
for (let i = 0; i + 1 < PAIRS.length; i += 2) LATIN.set(PAIRS.charAt(i), PAIRS.charAt(i + 1))

const HAS_LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u

/** A token with the letters that only look Latin made Latin, where it mixes scripts; else the token itself. */
export function foldMixedScript(token: string): string {
  if (!HAS_LOOKALIKE.test(token) || !/\p{Script=Latin}/u.test(token)) return token
  return foldLookalikes(token)
}

/** A token with every letter that looks like a Latin one made Latin, whatever else stands in it. */
export function foldLookalikes(token: string): string {
  if (!HAS_LOOKALIKE.test(token)) return token
  let result = ''
  for (const character of token) result += LATIN.get(character) ?? character
  return result
}

/**
 * What a lower-case token looks like when `i`, `l`, `1` and `o`, `0` are not told apart: equal skeletons look
 * alike in many typefaces.
 */
export function skeleton(token: string): string {
  const latin = foldLookalikes(token)
  return /[l10]/.test(latin) ? latin.replace(/[l1]/g, 'i').replaceAll('0', 'o') : latin
}
