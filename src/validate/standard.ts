import { decodeUtf8 } from '../syntax/utf8.ts'

/** A published format with a schema of its own: which one, which version of it, in which syntax. */
export interface Standard {
  readonly name: 'CycloneDX' | 'SPDX'
  /** Such as `1.6` or `3.0.1`; empty when what the document gives is no version, or it gives none. */
  readonly version: string
  readonly syntax: 'JSON' | 'YAML' | 'XML'
}

/** How prose calls a standard: `CycloneDX 1.6 JSON`. */
export function titleOf({ name, version, syntax }: Standard): string {
  return [name, version, syntax].filter((part) => part !== '').join(' ')
}

/** The standard that a JSON value says it follows. */
export function standardOfJson(value: unknown): Standard | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const root = value as Readonly<Record<string, unknown>>
  const own = (key: string) => (Object.hasOwn(root, key) ? root[key] : undefined)
  const schema = textOf(own('$schema'))
  if (own('bomFormat') !== undefined || schema.includes('://cyclonedx.org/schema/bom-')) {
    return { name: 'CycloneDX', version: versionIn(textOf(own('specVersion'))), syntax: 'JSON' }
  }
  const old = /^SPDX-(\d+\.\d+)/.exec(textOf(own('spdxVersion')))?.[1]
  if (old !== undefined || own('SPDXID') === 'SPDXRef-DOCUMENT') {
    return { name: 'SPDX', version: old ?? '', syntax: 'JSON' }
  }
  const context = [own('@context')].flat().map(textOf)
  const linked = context.map((iri) => /^https?:\/\/spdx\.org\/rdf\/(3(?:\.\d+)+)\//.exec(iri)?.[1])
  const version = linked.find((found) => found !== undefined)
  return version === undefined ? null : { name: 'SPDX', version, syntax: 'JSON' }
}

/** The standard that the root element of an XML document is of; only those that have a schema in XML. */
export function standardOfXml(bytes: Uint8Array): Standard | null {
  const text = decodeUtf8(bytes.subarray(0, HEAD)).replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '')
  const root = /^\s*(?:<!DOCTYPE[^>[]*>\s*)?<([\w.-]+:)?bom\s[^<>]*/.exec(text)
  if (root === null) return null
  const declaration = `xmlns${root[1] === undefined ? '' : `:${root[1].slice(0, -1)}`}`
  const [, namespace = ''] = new RegExp(`\\s${declaration}\\s*=\\s*["']([^"']*)["']`).exec(root[0]) ?? []
  const version = /^http:\/\/cyclonedx\.org\/schema\/bom\/(.*)$/.exec(namespace)?.[1]
  return version === undefined ? null : { name: 'CycloneDX', version: versionIn(version), syntax: 'XML' }
}

/** Bytes in which the root element's start tag is looked for. */
const HEAD = 1 << 16

function versionIn(text: string): string {
  return /^\d+(?:\.\d+)+$/.test(text) ? text : ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
