/** Bytes to be scanned, which can be opened again and again. */
export interface Source {
  /** How reports name it: a path relative to where the scan was started, or `-` for standard input. */
  readonly uri: string
  /** True when a person named it, false when a walk through a folder or pattern came upon it. */
  readonly named: boolean
  open(how?: Opening): AsyncIterable<Uint8Array>
}

/** How a source is opened; one that takes no notice of it only costs time. */
export interface Opening {
  /** The byte to begin at, counted from 0. */
  readonly from?: number
  /** The reader is done with a chunk before it asks for the next one, so that its memory may be used again. */
  readonly lend?: boolean
}

/** How far a document was read. */
export type DocumentState = 'whole' | 'partial' | 'unread'

/** What reading one document came to. */
export interface DocumentSummary {
  /** Name and version of the format, such as `CycloneDX 1.6 JSON`; empty when none was recognised. */
  readonly format: string
  /** Id of that format, such as `cyclonedx-json`; absent when its bytes did not come to their end, too. */
  readonly formatId?: string
  /** Which context the document describes unless the user says otherwise: something delivered, or something in use. */
  readonly context: 'product' | 'estate'
  readonly state: DocumentState
  /** Number of items in the document, nested ones too. */
  readonly items: number
  /** True where there were no items, but others that have makers: services, files of SPDX 3. */
  readonly othersAlone?: true
  /** Number of records in the document, and of those that were looked into. */
  readonly records: number
  readonly lookedInto: number
  /**
   * Offsets of the keys of the root under which it stands how items hang together, where the reader has come to know
   * them all.
   */
  readonly links?: readonly number[]
  /** Name of the program that wrote the document, where it says so. */
  readonly generator?: string
}
