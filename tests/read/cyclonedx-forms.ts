import { encodeBomBinary, parseBomJson } from '@appthreat/cdx-proto'
import { utf8 } from './support.ts'

/** A component before it is written, with what is written inside it. */
export interface Part {
  readonly ref: string
  readonly name: string
  readonly parts?: readonly Part[]
}

/** A bill of materials before it is written. */
export interface Bom {
  readonly root: Part
  readonly components: readonly Part[]
  readonly services: readonly Part[]
  /** Reference → references of what it depends on. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** CycloneDX 1.5 in JSON. */
export function cyclonedxJsonOf(bom: Bom): Uint8Array {
  return utf8(JSON.stringify(jsonObjectOf(bom)))
}

/** The same in the binary form of Protocol Buffers. */
export function cyclonedxProtobufOf(bom: Bom): Uint8Array {
  const { dependencies, ...rest } = jsonObjectOf(bom)
  const nested = dependencies.map(({ ref, dependsOn }) => ({
    ref,
    dependencies: dependsOn.map((part) => ({ ref: part })),
  }))
  const json = JSON.parse(JSON.stringify({ ...rest, dependencies: nested }))
  return encodeBomBinary(parseBomJson(json, { ignoreUnknownFields: true }))
}

/** The same in XML. */
export function cyclonedxXmlOf({ root, components, services, dependencies }: Bom): Uint8Array {
  const part = (element: 'component' | 'service', { ref, name, parts = [] }: Part): string =>
    `<${element}${element === 'component' ? ' type="library"' : ''} bom-ref="${escaped(ref)}"><name>${escaped(name)}</name>${list(element, parts)}</${element}>`
  const list = (element: 'component' | 'service', parts: readonly Part[]) =>
    parts.length === 0
      ? ''
      : `<${element}s>${parts.map((inner) => part(element, inner)).join('')}</${element}s>`
  const graph = Object.entries(dependencies).map(
    ([ref, on]) =>
      `<dependency ref="${escaped(ref)}">${on.map((to) => `<dependency ref="${escaped(to)}"/>`).join('')}</dependency>`,
  )
  return utf8(`<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"><metadata>${part('component', root)}</metadata>
    ${list('component', components)}${list('service', services)}<dependencies>${graph.join('\n')}</dependencies></bom>`)
}

/** The same in the text form of Protocol Buffers. */
export function cyclonedxTextOf({ root, components, services, dependencies }: Bom): Uint8Array {
  const text = JSON.stringify
  const part = (field: string, { ref, name, parts = [] }: Part): string =>
    `${field} { bom_ref: ${text(ref)} name: ${text(name)} ${parts.map((inner) => part(field, inner)).join(' ')} }`
  return utf8(
    [
      'spec_version: "1.5"',
      `metadata { ${part('component', { ...root, parts: [] })} }`,
      ...components.map((inner) => part('components', inner)),
      ...services.map((inner) => part('services', inner)),
      ...Object.entries(dependencies).map(
        ([ref, on]) =>
          `dependencies { ref: ${text(ref)} dependencies: [${on.map((to) => `{ ref: ${text(to)} }`).join(', ')}] }`,
      ),
    ].join('\n'),
  )
}

function jsonObjectOf({ root, components, services, dependencies }: Bom) {
  const component = ({ ref, name, parts = [] }: Part): object => ({
    type: 'library',
    'bom-ref': ref,
    name,
    ...(parts.length > 0 && { components: parts.map(component) }),
  })
  const service = ({ ref, name, parts = [] }: Part): object => ({
    'bom-ref': ref,
    name,
    ...(parts.length > 0 && { services: parts.map(service) }),
  })
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { component: component(root) },
    components: components.map(component),
    services: services.map(service),
    dependencies: Object.entries(dependencies).map(([ref, dependsOn]) => ({ ref, dependsOn })),
  }
}
