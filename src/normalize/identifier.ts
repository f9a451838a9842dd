const HEX_PAIR = /^(?:0x)?([0-9a-f]{4})(?:[:/\s]+(?:0x)?([0-9a-f]{4}))?$/i
const WINDOWS_ID = /(?:VID_|VEN_|VID=|VEN=)([0-9a-f]{4})(?:\W(?:PID_|DEV_|PID=|DEV=)([0-9a-f]{4}))?/i

/**
 * A USB or PCI id as `vvvv` or `vvvv:pppp` (vendor and product, lower-case hexadecimal), from `0x1a2b`,
 * `1a2b:3c4d`, `USB\VID_1A2B&PID_3C4D` or `PCI\VEN_1A2B&DEV_3C4D`; `null` for what is none.
 */
export function normalizeHardwareId(text: string): string | null {
  const match = HEX_PAIR.exec(text.trim()) ?? WINDOWS_ID.exec(text)
  if (match === null) return null
  const [, vendor = '', product] = match
  return (product === undefined ? vendor : `${vendor}:${product}`).toLowerCase()
}

/** A Bluetooth SIG company number as four lower-case hexadecimal digits, from hexadecimal (`0x…`) or decimal. */
export function normalizeBluetooth(text: string): string | null {
  const trimmed = text.trim()
  const hex = /^0x([0-9a-f]{1,4})$/i.exec(trimmed)?.[1]
  if (hex !== undefined) return hex.toLowerCase().padStart(4, '0')
  if (!/^\d{1,5}$/.test(trimmed)) return null
  const number = Number(trimmed)
  return number > 0xffff ? null : number.toString(16).padStart(4, '0')
}

/** The three letters of a plug-and-play maker, from `ABC` or `ABC1234`. */
export function normalizePnp(text: string): string | null {
  return /^([A-Z]{3})(?:[0-9A-F]{4})?$/i.exec(text.trim())?.[1]?.toUpperCase() ?? null
}

/**
 * An FCC grantee code from an FCC id: three characters, or five where the first is a digit (47 CFR 2.926).
 */
export function fccGrantee(text: string): string | null {
  const id = text
    .trim()
    .toUpperCase()
    .replace(/^FCC[\s-]*(?:ID)?[\s:#]*/, '')
    .replace(/[^A-Z0-9]/g, '')
  if (/^[0-9]/.test(id)) return id.length >= 5 ? id.slice(0, 5) : null
  return id.length >= 3 ? id.slice(0, 3) : null
}

/** The four letters of a GPON serial number's maker (ITU-T G.984.3), from `ABCD12345678` or its hexadecimal form. */
export function gponVendor(text: string): string | null {
  const serial = text
    .trim()
    .replace(/[\s:-]/g, '')
    .toUpperCase()
  if (/^[A-Z]{4}(?:[0-9A-F]{8})?$/.test(serial)) return serial.slice(0, 4)
  if (!/^[0-9A-F]{16}$/.test(serial)) return null
  const letters = (serial.slice(0, 8).match(/../g) ?? []).map((pair) =>
    String.fromCharCode(Number.parseInt(pair, 16)),
  )
  const vendor = letters.join('')
  return /^[A-Z]{4}$/.test(vendor) ? vendor : null
}

/**
 * The registration numbers (company numbers, LEI, ISIN) that a text can hold, upper case: its runs of nine letters
 * and digits or more. Runs are not joined: a number written with blanks is none.
 */
export function registrationsIn(text: string): readonly string[] {
  const runs =
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return runs.filter((run) => run.length >= 9 && /^[A-Z0-9]+$/.test(run))
}
