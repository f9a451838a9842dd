import { decodePercent } from './percent.ts'

/** The groupings of twelve hexadecimal digits in use. */
const SPELLINGS = [
  /^(?:0x)?([0-9a-f]{12})h?$/i,
  /^([0-9a-f]{1,2})([:\-. ])([0-9a-f]{1,2})\2([0-9a-f]{1,2})\2([0-9a-f]{1,2})\2([0-9a-f]{1,2})\2([0-9a-f]{1,2})$/i,
  /^([0-9a-f]{4})([:\-. ])([0-9a-f]{4})\2([0-9a-f]{4})$/i,
  /^([0-9a-f]{6})[:\-. ]([0-9a-f]{6})$/i,
]

/**
 * A MAC address as twelve upper-case hexadecimal digits, from any spelling in use, percent-encoded ones too; `null`
 * for what is no address, and for addresses that tell no maker: locally administered, multicast, all zero, all one.
 */
export function normalizeMac(text: string): string | null {
  const digits = macDigits(text)
  if (digits === null || digits === '000000000000') return null
  // Two lowest bits of the first octet: group address, locally administered.
  return (Number.parseInt(digits.charAt(1), 16) & 3) === 0 ? digits : null
}

/** The addresses in a text that lists several, or the one that it is. */
export function macsIn(text: string): readonly string[] {
  const whole = normalizeMac(text)
  if (whole !== null) return [whole]
  const found: string[] = []
  for (const part of decodePercent(text).split(/[,;|/\s]+/)) {
    const mac = normalizeMac(part)
    if (mac !== null && !found.includes(mac)) found.push(mac)
  }
  return found
}

function macDigits(text: string): string | null {
  const trimmed = decodePercent(text.normalize('NFKC').trim())
  if (trimmed.length < 11 || trimmed.length > 20) return null
  for (const spelling of SPELLINGS) {
    const groups = spelling.exec(trimmed)?.slice(1)
    if (groups === undefined) continue
    const digits = groups.filter((group) => /^[0-9a-f]+$/i.test(group))
    const padded = digits.length === 6 ? digits.map((group) => group.padStart(2, '0')) : digits
    return padded.join('').toUpperCase()
  }
  return null
}
