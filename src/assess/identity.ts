import type { Field } from '../model/field.ts'
import type { Match } from '../model/finding.ts'
import type { Item } from '../model/item.ts'
import type { VendorId } from '../model/vendor.ts'
import { sha256 } from './sha256.ts'

/**
 * What tells an item apart from others of the same vendor, and stays the same from run to run: the first there is
 * of package URL without version, CPE part and product, serial number, MAC address, asset number, maker with
 * model and site, group with name.
 */
export function identityOf({ item }: Match): string {
  for (const identity of IDENTITIES) {
    const text = identity(item)
    if (text !== null) return text
  }
  return item.name
}

/** First 32 hexadecimal digits of the SHA-256 of `v1|vendor|identity`. */
export function fingerprint(vendor: VendorId, identity: string): string {
  return sha256(encoder.encode(`v1|${vendor}|${identity}`)).slice(0, 32)
}

const encoder = new TextEncoder()

const IDENTITIES: readonly ((item: Item) => string | null)[] = [
  (item) => first(item, 'purl', barePurl),
  (item) => first(item, 'cpe', cpeProduct),
  (item) => first(item, 'serial', text),
  (item) => first(item, 'mac', macDigits),
  (item) => first(item, 'asset', text),
  (item) => joined(item, ['manufacturer', 'model', 'site'], 'model'),
  (item) => joined(item, ['group', 'name'], 'name'),
]

/** The first claim of a field that the function makes something of. */
function first(item: Item, field: Field, read: (value: string) => string | null): string | null {
  for (const claim of item.claims) {
    const value = claim.field === field ? read(claim.value) : null
    if (value !== null) return value
  }
  return null
}

function joined(item: Item, fields: readonly Field[], needed: Field): string | null {
  if (first(item, needed, text) === null) return null
  return fields.map((field) => first(item, field, text) ?? '').join('|')
}

function text(value: string): string | null {
  return value.trim().replace(/\s+/g, ' ') || null
}

/** `pkg:type/namespace/name`: qualifiers, subpath and version cut off, scheme and type in lower case. */
function barePurl(value: string): string | null {
  const path = /^[^?#]*/.exec(value.trim())?.[0] ?? ''
  const parts = /^pkg:\/*([^/]+)\/(.+)$/i.exec(path)
  if (parts === null) return null
  const [, type = '', rest = ''] = parts
  // An `@` that opens a segment is an npm scope; any other opens the version.
  return `pkg:${type.toLowerCase()}/${rest.replace(/(?<=[^/])@.*$/s, '')}`
}

/** `part:vendor:product` of a CPE 2.3 name or a CPE 2.2 URI, in lower case. */
function cpeProduct(value: string): string | null {
  const name = value.trim().toLowerCase()
  const body = name.startsWith('cpe:2.3:') ? name.slice(8) : name.startsWith('cpe:/') ? name.slice(5) : null
  const [part, vendor, product] = body?.match(/(?:\\.|[^:\\])+/g) ?? []
  return part && vendor && product ? `${part}:${vendor}:${product}` : null
}

/** The hexadecimal digits of a MAC address (EUI-48 or EUI-64), in upper case. */
function macDigits(value: string): string | null {
  const digits = value
    .trim()
    .replace(/[\s:.-]/g, '')
    .toUpperCase()
  return /^(?:[0-9A-F]{12}|[0-9A-F]{16})$/.test(digits) ? digits : null
}
