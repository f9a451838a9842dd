import type { Confidence, Technique } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { IdentifierAlias } from '../model/vendor.ts'
import {
  fccGrantee,
  gponVendor,
  normalizeBluetooth,
  normalizeHardwareId,
  normalizePnp,
  registrationsIn,
} from '../normalize/identifier.ts'
import type { Entry, Sighting } from './sighting.ts'

/** Kinds of number that a registry gives to one maker. */
export const NUMBER_KINDS = ['usb', 'pci', 'pnp', 'bluetooth', 'fcc', 'gpon', 'registration'] as const
export type NumberKind = (typeof NUMBER_KINDS)[number]

/** Makers by `kind:number`. */
export type NumberIndex = ReadonlyMap<string, Entry<IdentifierAlias>>

/** What a number of each kind is worth alone. */
const WORTH: Readonly<Record<NumberKind, Confidence>> = {
  usb: 'probable',
  pci: 'probable',
  pnp: 'probable',
  bluetooth: 'probable',
  fcc: 'confirmed',
  gpon: 'probable',
  registration: 'confirmed',
}

const USB_IN_TEXT = /(?<![\w:])([0-9a-f]{4}):([0-9a-f]{4})(?![\w:])/gi
const VENDOR_IN_TEXT = /\b(usb|pci)\S*\s(?:\S+\s){0,3}?(?:0x)?([0-9a-f]{4})(?![\w:])/gi
/** Longest text that is searched, in UTF-16 units. */
const LONGEST = 4096

const GPON_SERIAL = /^[A-Z]{4}[0-9A-F]{8}$|^[0-9A-F]{16}$/i

/** Makes numbers ready. */
export function compileNumbers(entries: readonly Entry<IdentifierAlias>[]): NumberIndex {
  const index = new Map<string, Entry<IdentifierAlias>>()
  for (const entry of entries) {
    const kind = entry.alias.kind as NumberKind
    for (const key of keysOf(kind, entry.alias.value)) index.set(key, entry)
  }
  return index
}

/** The maker of the number in a claim of its own field. */
export function numbersIn(kind: NumberKind, claim: Claim, index: NumberIndex): readonly Sighting[] {
  for (const key of keysOf(kind, claim.value)) {
    const entry = index.get(key)
    if (entry !== undefined) return [sighting(entry, kind, WORTH[kind], claim)]
  }
  return []
}

/** The maker of an optical terminal by its serial number. */
export function serialsIn(claim: Claim, index: NumberIndex): readonly Sighting[] {
  return GPON_SERIAL.test(claim.value.trim()) ? numbersIn('gpon', claim, index) : []
}

/** USB and PCI numbers in a text, such as what a host lists of its devices. */
export function numbersInText(claim: Claim, index: NumberIndex): readonly Sighting[] {
  const text = claim.value.slice(0, LONGEST)
  const keys: string[] = []
  for (const match of text.matchAll(USB_IN_TEXT)) {
    keys.push(`usb:${match[1]}:${match[2]}`.toLowerCase(), `usb:${match[1]}`.toLowerCase())
  }
  for (const match of text.matchAll(VENDOR_IN_TEXT)) keys.push(`${match[1]}:${match[2]}`.toLowerCase())
  for (const key of keys) {
    const entry = index.get(key)
    if (entry !== undefined)
      return [sighting(entry, key.startsWith('pci') ? 'pci' : 'usb', 'possible', claim)]
  }
  return []
}

function sighting(
  entry: Entry<IdentifierAlias>,
  technique: Technique,
  worth: Confidence,
  claim: Claim,
): Sighting {
  const { standing } = entry.alias
  const confidence = standing === 'shared' ? null : standing === 'borrowed' ? 'possible' : worth
  return { entry, technique, confidence, claim }
}

/** Under which keys a number is known, the most particular first. */
function keysOf(kind: NumberKind, text: string): readonly string[] {
  switch (kind) {
    case 'usb':
    case 'pci': {
      const id = normalizeHardwareId(text)
      if (id === null) return []
      return id.length > 4 ? [`${kind}:${id}`, `${kind}:${id.slice(0, 4)}`] : [`${kind}:${id}`]
    }
    case 'pnp':
      return keyed(kind, normalizePnp(text))
    case 'bluetooth':
      return keyed(kind, normalizeBluetooth(text))
    case 'fcc':
      return keyed(kind, fccGrantee(text))
    case 'gpon':
      return keyed(kind, gponVendor(text))
    case 'registration':
      return registrationsIn(text).map((number) => `${kind}:${number}`)
    default:
      return kind satisfies never
  }
}

function keyed(kind: NumberKind, number: string | null): readonly string[] {
  return number === null || number === '' ? [] : [`${kind}:${number}`]
}
