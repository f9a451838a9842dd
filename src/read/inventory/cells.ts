/** Part of a text: UTF-16 units `from` (inclusive) to `to` (exclusive). */
export interface Part {
  readonly from: number
  readonly to: number
}

/**
 * The MAC addresses in the text of a cell: six octets with colons, hyphens or spaces, three groups of four digits,
 * two of six, twelve digits; a DHCP client identifier without its type octet.
 */
export function macsIn(text: string): readonly Part[] {
  const parts: Part[] = []
  MAC.lastIndex = 0
  for (let match = MAC.exec(text); match !== null; match = MAC.exec(text)) {
    // Some SNMP tools print the digits of the text of an address; they are not an address.
    if (DIGITS_OF_TEXT.test(match[0])) continue
    const typeOctet = match[1] === undefined ? 0 : '01:'.length
    parts.push({ from: match.index + typeOctet, to: match.index + match[0].length })
  }
  return parts
}

const DIGITS_OF_TEXT = /^(?:(?:3\d|[46][1-6]){2}3a){2}$/i

const MAC = new RegExp(
  [
    '(?<![\\da-z.:-])',
    '(?:01([:-])(?=(?:[\\da-f]{2}\\1){5}))?',
    '(?:',
    [
      '[\\da-f]{1,2}(?::[\\da-f]{1,2}){5}',
      '[\\da-f]{2}(?:-[\\da-f]{2}){5}',
      '[\\da-f]{2}(?: [\\da-f]{2}){5}',
      // Not the beginning of an IPv6 prefix.
      '[\\da-f]{4}([.:-])[\\da-f]{4}\\2[\\da-f]{4}(?!:)',
      '[\\da-f]{6}[:-][\\da-f]{6}',
      '(?:0x)?[\\da-f]{12}',
    ].join('|'),
    ')',
    '(?![\\da-z]|[.:-][\\da-z*?])',
  ].join(''),
  'gi',
)

/** The CPE names in the text of a cell, URI bindings and formatted strings. */
export function cpesIn(text: string): readonly Part[] {
  return Array.from(text.matchAll(/cpe:(?:\/[aoh]?:|2\.3:)(?:\\.|[^\s,;"'|\\])+/gi), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}

/** How spreadsheets call a column: 0 → `A`, 25 → `Z`, 26 → `AA`. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(0x41 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}
