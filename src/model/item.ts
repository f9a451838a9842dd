import type { Field } from './field.ts'

/**
 * Where a value stands while a document is read: bytes of the document's decoded UTF-8 stream.
 *
 * The region holds the value as the format writes it, without its quotes: decoding those bytes as the format
 * does (JSON escapes, XML references, doubled quotes) gives the claim's value. Lines and columns are made
 * later, only for what is reported.
 */
export interface Span {
  /** First byte, counted from 0 after a byte order mark has been removed. */
  readonly offset: number
  /** Number of bytes. */
  readonly length: number
  /** RFC 6901 JSON pointer, or the element path of an XML document. */
  readonly pointer?: string
  /** Cell of a table: sheet name (workbooks only) and reference such as `C7`. */
  readonly cell?: Cell
  /** True where the region encloses the value but does not spell it: base64 text, transcoded input. */
  readonly encloses?: true
}

/** A cell of a table. */
export interface Cell {
  readonly sheet?: string
  readonly ref: string
  /** 1-based row of a sheet; tables in text have lines instead. */
  readonly row: number
}

/** One thing that a document says of an item, in the document's own spelling. */
export interface Claim {
  readonly field: Field
  readonly value: string
  readonly span: Span
}

/**
 * What an item is, which decides what may be looked for in it: model numbers and white-label brands are
 * looked for in devices, firmware and hosts, never in plain software.
 */
export const ITEM_KINDS = ['software', 'device', 'firmware', 'host', 'service'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** A thing that somebody supplied: a software component, a device, firmware, a host, a service. */
export interface Item {
  readonly kind: ItemKind
  /** What a person would call it: the component's or device's own name; empty when the document gives none. */
  readonly name: string
  /** The value that names the item best, where a finding without better evidence points. */
  readonly span: Span
  /** In order of place. */
  readonly claims: readonly Claim[]
  /** The name by which the document refers to it elsewhere: `bom-ref` of CycloneDX, `SPDXID` of SPDX. */
  readonly ref?: string
}
