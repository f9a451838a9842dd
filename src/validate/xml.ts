import type { ErrorDetail } from 'libxml2-wasm'
import { type LocatedElement, locateXml } from './locate-xml.ts'
import type { Schemas } from './schemas.ts'

/** One thing that a schema does not allow, or that is not XML. */
export interface XmlTrouble {
  readonly code: 'schema' | 'syntax'
  /** What is wrong, without the place; never a value of the document. */
  readonly message: string
  /** 1-based; where the start tag of the element ends that it is said of. */
  readonly line: number
  /** The element that it is said of; absent for what is not XML. */
  readonly element?: LocatedElement
}

/** What an XML document does not keep of a schema. */
export interface XmlVerdict {
  readonly troubles: readonly XmlTrouble[]
  /** Number of troubles beyond those. */
  readonly further: number
}

/** Holds an XML document in UTF-8 to a schema; at most `limit` troubles are named. */
export type XmlValidator = (bytes: Uint8Array, limit: number) => XmlVerdict

/** Whether libxml2 can run: it needs WebAssembly, and ten gigabytes of addresses for its memory. */
export function canValidateXml(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1 }).buffer.byteLength > 0
  } catch {
    return false
  }
}

/** A validator for a schema (XML Schema 1.0) by libxml2, ready in a tenth of a second. */
export async function xmlValidator({ main, parts }: Schemas): Promise<XmlValidator> {
  const libxml2 = await import('libxml2-wasm')
  const { XmlErrorStruct } = await import('libxml2-wasm/lib/libxml2.mjs')
  const { XmlDocument, XsdValidator, XmlBufferInputProvider, ParseOption } = libxml2
  const encoder = new TextEncoder()
  const files = parts.flatMap(({ names, text }) => names.map((name) => [name, encoder.encode(text)]))
  // The only files that libxml2 can open at all, and only as long as the schema is made.
  libxml2.xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)))
  const source = XmlDocument.fromBuffer(encoder.encode(main.text), { url: main.names[0] ?? '' })
  // The schema looks into the document that it was made from as long as it lives, so that one is kept.
  const made = { source, schema: XsdValidator.fromDoc(source) }
  libxml2.xmlCleanupInputProvider()
  const { XML_PARSE_BIG_LINES, XML_PARSE_NO_XXE, XML_PARSE_NONET } = ParseOption
  const option = XML_PARSE_BIG_LINES | XML_PARSE_NO_XXE | XML_PARSE_NONET

  /**
   * Of all errors but the first ones only what kind they are is kept: to name its element libxml2 counts siblings,
   * which for the errors of a long list would take minutes, and there may be millions.
   */
  const tellingOnly = (count: number, run: () => void) => {
    const { message, node } = XmlErrorStruct
    let told = 0
    XmlErrorStruct.message = (error) => (told++ < count ? message(error) : kindOf(message(error)))
    XmlErrorStruct.node = (error) => (told <= count ? node(error) : (0 as ReturnType<typeof node>))
    try {
      run()
    } finally {
      Object.assign(XmlErrorStruct, { message, node })
    }
  }

  return (bytes, limit) => {
    let document: InstanceType<typeof XmlDocument> | undefined
    try {
      const parsed = XmlDocument.fromBuffer(withoutEncoding(bytes), { option })
      document = parsed
      // Of a value that does not fit two things are said: why, and that it does not.
      tellingOnly(2 * limit, () => made.schema.validate(parsed))
      return { troubles: [], further: 0 }
    } catch (error) {
      if (error instanceof libxml2.XmlParseError) return notXml(error.details)
      if (error instanceof libxml2.XmlValidateError) return notValid(error.details, bytes, limit)
      throw error
    } finally {
      document?.dispose()
    }
  }
}

/**
 * Bytes are UTF-8 here, whatever the document was: the declaration's encoding is blanked, so that it is not believed,
 * and nothing moves.
 */
function withoutEncoding(bytes: Uint8Array): Uint8Array {
  const head = String.fromCharCode(...bytes.subarray(0, 256))
  const found = /^<\?xml\s[^>]*?(\sencoding\s*=\s*(?:"[^"]*"|'[^']*'))/.exec(head)
  if (found === null) return bytes
  const end = found[0].length
  const blanked = bytes.slice()
  blanked.fill(0x20, end - found[1]!.length, end)
  return blanked
}

function notXml(details: readonly ErrorDetail[]): XmlVerdict {
  const [first] = details
  const message = `the document is not well-formed: ${first === undefined ? 'it cannot be parsed' : worded(first)}`
  return { troubles: [{ code: 'syntax', message, line: first?.line ?? 1 }], further: 0 }
}

function notValid(details: readonly ErrorDetail[], bytes: Uint8Array, limit: number): XmlVerdict {
  const telling = details.filter((detail, index) => !isRepeated(detail, details[index - 1]))
  const named = telling.slice(0, limit)
  const elements = locateXml(
    bytes,
    named.flatMap(({ xpath }) => xpath ?? []),
  )
  const troubles = named.map((detail): XmlTrouble => {
    const element = elements.get(detail.xpath ?? '')
    return {
      code: 'schema',
      message: worded(detail),
      line: detail.line,
      ...(element !== undefined && { element }),
    }
  })
  return { troubles, further: telling.length - named.length }
}

/** `… is not a valid value of the … type` follows what says why. */
function isRepeated({ message, line, xpath }: ErrorDetail, before: ErrorDetail | undefined): boolean {
  if (before === undefined || before.line !== line || before.xpath !== xpath) return false
  return message.includes(NOT_A_VALUE) && before.message.includes(FACET)
}

const NOT_A_VALUE = ' is not a valid value of the '
const FACET = "[facet '"

function kindOf(message: string): string {
  return message.includes(NOT_A_VALUE) ? NOT_A_VALUE : message.includes(FACET) ? FACET : ''
}

/** What libxml2 says, without namespaces and without the document's own values. */
function worded({ message }: ErrorDetail): string {
  const text = message
    .trim()
    .replace(/\.$/, '')
    .replace(/\{[^{}\s']*:[^{}\s']*\}/g, '')
    .replace(/^Element '[^']*'(?:, attribute '([^']*)')?: /, (_, name?: string) =>
      name === undefined ? '' : `attribute "${name}": `,
    )
    .replace(/\[facet '[^']*'\] /, '')
    .replace(/The value '[\s\S]*' (?=is |has |does )/, 'the value ')
    .replace(/^(attribute "[^"]*": )?'[\s\S]*' (?=is not a valid value)/, '$1the value ')
    .replace(
      /^Duplicate key-sequence \[[\s\S]*\] in unique identity-constraint/,
      'an element before has the same',
    )
    .replace(/\{((?:'[^']*', ){12})(?:'[^']*'(?:, )?)+\}/, '{$1…}')
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
