import { decodeUtf8 } from '../syntax/utf8.ts'
import type { Format, Reader, ReaderHandlers } from './reader.ts'

/** A format that is known by its first bytes, and not read. */
interface KnownButUnread {
  readonly id: string
  /** As prose calls it. */
  readonly name: string
  /** What the owner of the document can do. */
  readonly hint: string
  /** Whether a document is of it; `text` is the beginning as text, without white space in front. */
  fits(head: Uint8Array, text: string): boolean
}

const UNPACK = 'Unpack it and scan what is in it.'

/** Formats that are named instead of being called unknown, each with a remedy. */
export const unsupportedFormats: readonly Format[] = (
  [
    {
      id: 'spdx-3-rdf',
      name: 'SPDX 3 as RDF/XML',
      hint: 'Convert it to JSON-LD or Turtle, and scan that.',
      fits: (_, text) => /^<(?:[^>]*>\s*<)?[^>]*\bRDF\b/.test(text) && /spdx\.org\/rdf\/v?3/.test(text),
    },
    {
      id: 'xml-with-declarations',
      name: 'XML whose document type has declarations of its own',
      hint: 'Entities can hide names and are not expanded. Write the document without a DOCTYPE.',
      fits: (_, text) => text.startsWith('<') && /<!DOCTYPE[^>[]*\[/.test(text),
    },
    { id: 'gzip', name: 'gzip', hint: UNPACK, fits: ([a, b]) => a === 0x1f && b === 0x8b },
    {
      id: 'zstd',
      name: 'Zstandard',
      hint: UNPACK,
      fits: ([a, b, c, d]) => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd,
    },
    { id: 'zip', name: 'zip', hint: UNPACK, fits: isZip },
    {
      id: 'xls',
      name: 'an old or encrypted Excel workbook, or another OLE file',
      hint: 'Save it as .xlsx without a password, or as CSV, and scan that.',
      fits: ([a, b, c, d]) => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0,
    },
    { id: 'pdf', name: 'PDF', hint: 'Ask for the list as CSV.', fits: (_, text) => text.startsWith('%PDF-') },
  ] satisfies readonly KnownButUnread[]
).map(unsupported)

function unsupported(known: KnownButUnread): Format {
  return {
    id: known.id,
    recognise: (head) => {
      const shown = head.subarray(0, SHOWN)
      return known.fits(shown, decodeUtf8(shown).trimStart()) ? 'yes' : 'no'
    },
    open: (handlers) => refuse(known, handlers),
  }
}

/** How much of a document is looked at. */
const SHOWN = 1 << 16

function refuse({ name, hint }: KnownButUnread, handlers: ReaderHandlers): Reader {
  return {
    write: () => undefined,
    end: () => {
      handlers.onProblem({
        code: 'unsupported-format',
        severity: 'error',
        message: `The document is ${name}, which is not read.`,
        hint,
      })
      return { format: name, context: 'product', state: 'unread', items: 0, records: 0, lookedInto: 0 }
    },
  }
}

function isZip([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && c === 3 && d === 4
}
