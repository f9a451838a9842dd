/** The arc under which IANA registers enterprises: iso.org.dod.internet.private.enterprises. */
const ENTERPRISES = '1.3.6.1.4.1'

const ENTERPRISE_OID = /(?<![\d.])\.?(1\.3\.6\.1\.4\.1(?:\.\d{1,10})+)/g
const NAMED = /(?:^|[\s:])(?:SNMPv2-SMI::)?enterprises\.(\d{1,10}(?:\.\d{1,10})*)/gi

/**
 * An object identifier as its arcs (`['1', '3', '6', …]`), from any spelling in use: a leading dot or none,
 * `iso.3.6…`, `enterprises.2636…`, or an enterprise number alone; `null` for a text that is none.
 */
export function parseOid(text: string): readonly string[] | null {
  let oid = text
    .trim()
    .replace(/^OID:\s*/i, '')
    .replace(/^\./, '')
  if (oid.startsWith('iso.')) oid = `1.${oid.slice(4)}`
  oid = oid.replace(/^(?:SNMPv2-SMI::)?enterprises\./i, `${ENTERPRISES}.`)
  if (/^\d{2,7}$/.test(oid)) oid = `${ENTERPRISES}.${oid}`
  if (oid.length > 256 || !/^\d{1,10}(?:\.\d{1,10})+$/.test(oid)) return null
  return oid.split('.').map((arc) => arc.replace(/^0+(?=\d)/, ''))
}

/** The identifiers under the enterprises arc that stand in a text, as their arcs. */
export function oidsIn(text: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  for (const match of text.matchAll(ENTERPRISE_OID)) found.push((match[1] as string).split('.'))
  for (const match of text.matchAll(NAMED)) found.push(`${ENTERPRISES}.${match[1]}`.split('.'))
  return found
}
