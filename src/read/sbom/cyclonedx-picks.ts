import type { Field } from '../../model/field.ts'
import type { Node, ScalarNode } from '../../syntax/node.ts'
import { parseXml } from '../../syntax/xml/parse.ts'
import { memberOf, type Picked, textOf } from './grammar.ts'
import { fieldOfIdentifier } from './identifier.ts'

/** Claims of a property, `{name, value}`: the names of the CycloneDX device taxonomy, and plain words for a maker. */
export function pickProperty(node: Node): readonly Picked[] {
  if (node.type !== 'object') return []
  const name = textOf(memberOf(node, 'name'))
  const member = textOf(memberOf(node, 'value'))
  // XML writes the value as the element's text.
  const value = member ?? textOf(node)
  const field = name === undefined ? undefined : fieldOfProperty(name.value)
  if (field === undefined || value === undefined) return []
  return [{ field, node: value, path: member === undefined ? [] : ['value'] }]
}

/** Claims of `evidence.identity`: package URLs and CPEs that a tool concluded. */
export function pickIdentity(node: Node): readonly Picked[] {
  if (node.type === 'array') {
    return node.elements.flatMap((element, at) =>
      pickIdentity(element).map((picked) => ({ ...picked, path: [at, ...picked.path] })),
    )
  }
  const found: Picked[] = []
  for (const [path, text] of identityTexts(node)) {
    const field = fieldOfIdentifier(text.value)
    if (field !== undefined) found.push({ field, node: text, path })
  }
  return found
}

/** Claims of a SWID tag that stands inside as text: its entities' names and registration ids. */
export function pickSwidText(node: Node): readonly Picked[] {
  const content = node.type === 'object' ? (memberOf(node, 'content') ?? memberOf(node, '#text')) : node
  const text = textOf(content)
  if (text === undefined) return []
  const encoding =
    node.type === 'object' ? textOf(memberOf(node, 'encoding'))?.value.toLowerCase() : undefined
  const xml = encoding === 'base64' ? decodeBase64(text.value) : text.value
  if (xml === undefined) return []
  const path = memberOf(node, 'content') === undefined ? [] : ['content']
  return swidEntities(xml).map(({ field, value }) => ({ field, value, node: text, path }))
}

const DEVICE_PROPERTIES: Readonly<Record<string, Field>> = {
  'cdx:device:quantity': 'quantity',
  'cdx:device:function': 'purpose',
  'cdx:device:location': 'site',
  'cdx:device:devicetype': 'class',
  'cdx:device:serialnumber': 'serial',
  'cdx:device:sku': 'partNumber',
  'cdx:device:prodtimestamp': 'date',
  'cdx:device:countryoforigin': 'country',
  'cdx:device:macaddress': 'mac',
}

const LAST_WORDS: Readonly<Record<string, Field>> = {
  manufacturer: 'manufacturer',
  vendor: 'vendor',
  supplier: 'supplier',
  brand: 'brand',
}

/** Whether a property holds the address of a network interface; each such name holds one of the reader's triggers. */
const MAC_NAME = /mac[_\- ]?addr|(^|:)mac$/
const FCC_NAME = /^cdx:device:certifications:[^:]*:fcc:id$/

function fieldOfProperty(name: string): Field | undefined {
  const key = name.trim().toLowerCase()
  if (Object.hasOwn(DEVICE_PROPERTIES, key)) return DEVICE_PROPERTIES[key]
  if (FCC_NAME.test(key)) return 'fcc'
  if (MAC_NAME.test(key)) return 'mac'
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  const last = words.at(-1) ?? ''
  return Object.hasOwn(LAST_WORDS, last) ? LAST_WORDS[last] : undefined
}

function identityTexts(node: Node): [(string | number)[], ScalarNode][] {
  const found: [(string | number)[], ScalarNode][] = []
  const concluded = textOf(memberOf(node, 'concludedValue'))
  if (concluded !== undefined) found.push([['concludedValue'], concluded])
  const methods = memberOf(node, 'methods')
  const entries: [(string | number)[], Node][] = []
  if (methods?.type === 'array') {
    for (const [at, entry] of methods.elements.entries()) entries.push([['methods', at], entry])
  } else if (methods?.type === 'object') {
    for (const { key, value } of methods.members)
      if (key === 'method') entries.push([['methods', key], value])
  }
  for (const [path, entry] of entries) {
    const value = textOf(memberOf(entry, 'value'))
    if (value !== undefined) found.push([[...path, 'value'], value])
  }
  return found
}

function decodeBase64(text: string): string | undefined {
  try {
    const binary = atob(text)
    return new TextDecoder().decode(Uint8Array.from(binary, (unit) => unit.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** Entities of a SWID tag (ISO/IEC 19770-2): who created the software, and who only wrote or sells it. */
function swidEntities(xml: string): { readonly field: Field; readonly value: string }[] {
  const parsed = parseXml(new TextEncoder().encode(xml.replace(/^\s*<\?xml[^>]*\?>/, '')), 0)
  if ('problem' in parsed || parsed.node.type !== 'object') return []
  return parsed.node.members
    .filter(({ key }) => key === 'Entity')
    .flatMap(({ value: entity }) => {
      const made = /softwareCreator|licensor/i.test(textOf(memberOf(entity, 'role'))?.value ?? '')
      const name = textOf(memberOf(entity, 'name'))?.value.trim()
      const regid = textOf(memberOf(entity, 'regid'))?.value.trim()
      return [
        ...(name ? [{ field: made ? ('publisher' as const) : ('author' as const), value: name }] : []),
        ...(regid ? [{ field: made ? ('domain' as const) : ('author' as const), value: regid }] : []),
      ]
    })
}
