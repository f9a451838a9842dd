/** Bytes to be scanned, which can be opened again and again. */
export interface Source {
  /** How reports name it: a path relative to where the scan was started, or `-` for standard input. */
  readonly uri: string
  /** True when a person named it, false when a walk through a folder or pattern came upon it. */
  readonly named: boolean
  open(): AsyncIterable<Uint8Array>
}

/** How far a document was read. */
export type DocumentState = 'whole' | 'partial' | 'unread'

/** What reading one document came to. */
export interface DocumentSummary {
  /** Name and version of the format, such as `CycloneDX 1.6 JSON`; empty when none was recognised. */
  readonly format: string
  /** Which context the document describes unless the user says otherwise: something delivered, or something in use. */
  readonly context: 'product' | 'estate'
  readonly state: DocumentState
  /** Number of items in the document, nested ones too. */
  readonly items: number
  /** Number of records in the document, and of those that were looked into. */
  readonly records: number
  readonly lookedInto: number
  /** Name of the program that wrote the document, where it says so. */
  readonly generator?: string
}
