/** Part of a text: UTF-16 units `from` (inclusive) to `to` (exclusive). */
export interface Part {
  readonly from: number
  readonly to: number
}

/**
 * The MAC addresses in the text of a cell: six octets with colons, hyphens or spaces, Cisco's and Comware's groups
 * of four, two groups of six, twelve digits, EUI-64, a DHCP client identifier less its type octet, and addresses
 * whose last three octets are masked.
 */
export function macsIn(text: string): readonly Part[] {
  const parts: Part[] = []
  for (const match of text.matchAll(MAC)) {
    const found = match[0]
    // Hexadecimal digits of the text of a MAC address, as some SNMP tools print it, are not an address.
    if (/^(?:3\d|[46][1-6]){2}3a(?:3\d|[46][1-6]){2}3a$/i.test(found)) continue
    const clientIdentifier = /^01[:-](?=(?:[\da-f]{2}[:-]){5}[\da-f]{2}$)/i.exec(found)
    parts.push({ from: match.index + (clientIdentifier?.[0].length ?? 0), to: match.index + found.length })
  }
  return parts
}

const MAC_FORMS = [
  '[\\da-f]{1,2}(?::[\\da-f]{1,2}){5,7}',
  '[\\da-f]{2}(?:-[\\da-f]{2}){5,7}',
  '[\\da-f]{2}(?: [\\da-f]{2}){5}',
  '[\\da-f]{4}([.-])[\\da-f]{4}\\1[\\da-f]{4}',
  '[\\da-f]{6}[:-][\\da-f]{6}',
  '[\\da-f]{12}',
  '[\\da-f]{2}([:-])[\\da-f]{2}\\2[\\da-f]{2}(?:\\2(?:xx|\\*\\*|\\?\\?)){3}',
]

const MAC = new RegExp(`(?<![\\da-z.:-])(?:${MAC_FORMS.join('|')})(?![\\da-z]|[.:-][\\da-z*?])`, 'gi')

/** The CPE names in the text of a cell, URI binding and formatted string. */
export function cpesIn(text: string): readonly Part[] {
  return Array.from(text.matchAll(/cpe:(?:\/[aoh]?:|2\.3:)(?:\\.|[^\s,;"'|\\])+/gi), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}
