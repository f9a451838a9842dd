import type { EquipmentClass, Purpose } from './equipment.ts'
import type { Claim, Item, ItemKind } from './item.ts'
import type { FactAtIssue, Level, NetworkPart } from './measure.ts'
import type { Problem } from './problem.ts'
import type { DocumentState } from './source.ts'
import type { PartialDate, Relation, VendorId } from './vendor.ts'

/** How sure it is that the vendor made the item, strongest first. */
export const CONFIDENCES = ['confirmed', 'probable', 'possible'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** How an alias was found in a claim. */
export const TECHNIQUES = [
  'exact-name',
  'coined-word',
  'word',
  'fuzzy',
  'brand',
  'oui',
  'cpe',
  'purl',
  'oid',
  'domain',
  'download-host',
  'usb',
  'pci',
  'pnp',
  'bluetooth',
  'fcc',
  'gpon',
  'registration',
  'model',
  'banner',
] as const
export type Technique = (typeof TECHNIQUES)[number]

/** A claim, the alias found in it, and what that is worth. */
export interface Evidence {
  readonly vendor: VendorId
  /** Id of the alias. */
  readonly alias: string
  readonly relation: Relation
  readonly technique: Technique
  /** What it is worth alone; `null`: nothing alone, kept as support. */
  readonly confidence: Confidence | null
  readonly claim: Claim
  /** One sentence for people: what was seen and why it is worth that. */
  readonly note?: string
}

/** All that ties one item to one vendor. */
export interface Match {
  readonly item: Item
  readonly vendor: VendorId
  readonly relation: Relation
  readonly confidence: Confidence
  readonly class: EquipmentClass
  /** The company, brand or unit meant, where it is not the vendor itself. */
  readonly of?: string
  /** Set when the relation ended and the item's date does not tell on which side it falls. */
  readonly ownership?: { readonly until: PartialDate; readonly itemDate?: PartialDate }
  /** Brand on the label, where another than the vendor's stands there. */
  readonly soldAs?: string
  /** Strongest first, then in order of place. */
  readonly evidence: readonly Evidence[]
}

/**
 * What one cover of one measure says of a match. A cover whose first day is still to come never `applies`: it is
 * `depends` with `upcoming`, its first day is the deadline, and `dependsOn` is empty when nothing else is missing.
 */
export interface MeasureResult {
  readonly id: string
  readonly cover: string
  readonly applicability: 'applies' | 'depends'
  /** Empty when it applies. In the order of `FACTS_AT_ISSUE`. */
  readonly dependsOn: readonly FactAtIssue[]
  /** The next date by which something must be done or from which it holds, on or after the report's date. */
  readonly deadline: PartialDate | null
  /** True when the cover's first day lies after the report's date. */
  readonly upcoming?: true
  /** Dates of obligations that had passed on the report's date. */
  readonly overdue?: readonly PartialDate[]
}

/** What an item gets. "Clear" and "compliant" are not among the answers. */
export const ANSWERS = ['hit', 'review', 'no-match', 'cannot-say'] as const
export type Answer = (typeof ANSWERS)[number]

/** A place as reported: 1-based line, columns in UTF-16 units, the end exclusive. */
export interface Place {
  readonly document: string
  /** Member of an archive. */
  readonly member?: string
  readonly line: number
  readonly column: number
  readonly endColumn: number
  /** Present only where a value goes on over several lines; `endColumn` is then a column of that line. */
  readonly endLine?: number
  readonly sheet?: string
  readonly cell?: string
  readonly pointer?: string
  /** True where the region encloses the value but does not spell it. */
  readonly encloses?: true
}

/** One item and one vendor. */
export interface Finding {
  /** 32 hexadecimal digits, `:2`, `:3` … for equal ones in a document; the SARIF fingerprint. */
  readonly id: string
  readonly vendor: VendorId
  readonly relation: Relation
  readonly of?: string
  readonly soldAs?: string
  readonly confidence: Confidence
  readonly class: EquipmentClass
  readonly level: Level
  readonly item: { readonly name: string; readonly kind: ItemKind; readonly place: Place }
  readonly evidence: readonly ReportedEvidence[]
  readonly measures: readonly MeasureResult[]
  readonly ownership?: { readonly until: PartialDate; readonly itemDate?: PartialDate }
  /** Names of the items from the document's root to this one, when the document tells. */
  readonly path?: readonly { readonly name: string; readonly place?: Place }[]
}

/** Evidence as reported. */
export interface ReportedEvidence {
  readonly field: string
  readonly value: string
  readonly alias: string
  readonly relation: Relation
  readonly technique: Technique
  readonly confidence: Confidence | null
  readonly place: Place
  readonly note?: string
}

/** A problem as reported. */
export interface ReportedProblem {
  readonly code: Problem['code']
  readonly severity: Problem['severity']
  readonly document: string
  readonly place?: Place
  readonly message: string
  readonly hint?: string
}

/** A document as reported. */
export interface ReportedDocument {
  readonly uri: string
  readonly member?: string
  readonly format: string
  readonly state: DocumentState
  readonly items: number
  /** True where there were no items, but others that have makers: services, files of SPDX 3. */
  readonly othersAlone?: true
  readonly records: number
  readonly lookedInto: number
  readonly context: 'product' | 'estate'
  readonly generator?: string
  /** Number of claims by field, where coverage was asked for. */
  readonly claims?: Readonly<Record<string, number>>
}

/** A finding that somebody decided to accept. */
export interface Waived {
  readonly finding: Finding
  readonly reason: string
  readonly owner: string
  readonly until: PartialDate
}

/** Numbers that every output repeats. */
export interface Counts {
  readonly documents: number
  readonly unread: number
  readonly partial: number
  readonly skipped: number
  readonly items: number
  readonly error: number
  readonly warning: number
  readonly note: number
  readonly waived: number
  /** Findings that are `possible`. */
  readonly review: number
  /** Rows without maker, model, MAC or identifier. */
  readonly cannotSay: number
}

/** What a scan came to; every output is made from it. */
export interface Report {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  readonly asOf: PartialDate
  readonly lists: { readonly schema: number; readonly version: string; readonly sha256: string }
  /** What the user stated, as the assessment used it. */
  readonly stated: Stated
  readonly documents: readonly ReportedDocument[]
  readonly findings: readonly Finding[]
  readonly waived: readonly Waived[]
  readonly problems: readonly ReportedProblem[]
  readonly counts: Counts
}

/** Facts and choices that the user stated once for the run. */
export interface Stated {
  /** Upper-case ISO codes; empty means all. */
  readonly jurisdictions: readonly string[]
  /** Roles that bind the user; empty means not stated. */
  readonly boundBy: readonly string[]
  /** Uses; empty means not stated. */
  readonly purposes: readonly string[]
  /** Absent: each document's own default. */
  readonly context?: 'product' | 'estate'
  /** Vendor ids; empty means all. */
  readonly vendors: readonly VendorId[]
  /** Lists of vendors beside the default one whose companies are looked for too. */
  readonly furtherLists?: readonly string[]
  readonly minConfidence: Confidence
  readonly include: readonly ('export' | 'securities')[]
  /** Whether what is scanned is delivered, bought or paid for in a dealing that measures govern; absent: not stated. */
  readonly delivered?: boolean
  /** Ids of the measures whose clause stands in the contract, grant or licence in question. */
  readonly clauses?: readonly string[]
  /** The part of a network that what is scanned belongs to; absent: not stated. */
  readonly networkPart?: NetworkPart
  /** Uses by site, in lower case, for rows that name their site. */
  readonly sites?: Readonly<Record<string, readonly Purpose[]>>
}
