import { schemasFrom } from '../../src/cli/schemas.ts'
import { type Validation, validatorWith } from '../../src/validate/index.ts'

const validate = validatorWith(schemasFrom([], '.'))

/** Validates text or bytes against the schemas that are brought along. */
export function validated(document: string | Uint8Array): Promise<Validation> {
  return validate(typeof document === 'string' ? new TextEncoder().encode(document) : document)
}

/** A CycloneDX document in JSON. */
export function bom(members: object, specVersion = '1.6'): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion, version: 1, ...members }, null, 1)
}

/** A CycloneDX document in XML. */
export function xmlBom(content: string, version = '1.6'): string {
  return `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1">\n${content}\n</bom>\n`
}

/** What was said of a document: each place as the text there, the pointer to it, and the message. */
export function saidOf(document: string, validation: Validation): readonly string[] {
  if (validation.verdict !== 'invalid') return [validation.verdict]
  const bytes = new TextEncoder().encode(document)
  return validation.problems.map(({ span, message }) => {
    if (span === undefined) return message
    const text = new TextDecoder().decode(bytes.subarray(span.offset, span.offset + span.length))
    return `${text} | ${span.pointer ?? ''} | ${message}`
  })
}
