import type { EquipmentClass, Purpose } from './equipment.ts'
import type { PartialDate, VendorId } from './vendor.ts'

/** State of an instrument today; closed. */
export const MEASURE_STATUSES = [
  'in-force',
  'upcoming',
  'case-by-case',
  'authorisation-regime',
  'contract',
  'policy',
  'advisory',
  'proposed',
  'superseded',
  'repealed',
] as const
export type MeasureStatus = (typeof MEASURE_STATUSES)[number]

/** SARIF levels, strongest first. */
export const LEVELS = ['error', 'warning', 'note'] as const
export type Level = (typeof LEVELS)[number]

/** A date of an instrument, and how it is known. */
export interface DatedFact {
  readonly on: PartialDate
  readonly basis: 'stated' | 'computed' | 'reported'
  readonly note?: string
}

/**
 * A fact on which applicability turns and which a document seldom states. `affiliation`: whether the instrument
 * reaches the related company that made the item. `delivery`: whether the item is delivered, bought, paid for or
 * authorised in the dealing that the instrument governs.
 */
export const FACTS_AT_ISSUE = [
  'bound-by',
  'purpose',
  'class',
  'maker',
  'affiliation',
  'ownership-date',
  'component-role',
  'delivery',
  'decision',
  'network-part',
] as const
export type FactAtIssue = (typeof FACTS_AT_ISSUE)[number]

/** Which related companies an instrument reaches with a named one; `unstated`: no source seen says. */
export const AFFILIATES = ['any', 'controlled', 'listed', 'none', 'unstated'] as const
export type Affiliates = (typeof AFFILIATES)[number]

/** Parts of a telecommunications network, as far as instruments tell parts apart; `core`: that of networks before 5G. */
export const NETWORK_PARTS = [
  '5g-core',
  '5g-access',
  'core',
  '4g',
  '2g-3g',
  'fixed-access',
  'transport',
  'management',
  'other',
] as const
export type NetworkPart = (typeof NETWORK_PARTS)[number]

/** One reach of an instrument: whom, what, for what, from when. Conditions are joined by "and". */
export interface Cover {
  /** Slug, unique in the measure. */
  readonly id: string
  /** Vendors that the instrument names; empty when it names nobody. */
  readonly vendors: readonly VendorId[]
  readonly affiliates: Affiliates
  /** Alias ids or units (`of`) that the instrument names itself, beside the vendor. */
  readonly listed?: readonly string[]
  readonly classes: readonly EquipmentClass[]
  /** Roles that this cover binds, where it does not bind all whom the instrument binds. */
  readonly bound?: readonly string[]
  /** Uses for which alone the cover holds; absent means any use. */
  readonly purposes?: readonly Purpose[]
  /** `product`: what is sold or delivered. `estate`: what is used. Absent: both. */
  readonly context?: 'product' | 'estate'
  /** Parts of a network in which alone the cover holds; absent means any part, or no network at all. */
  readonly networkParts?: readonly NetworkPart[]
  /** Further facts that must hold and that no document states: a decision, delivery, a doubt about the class. */
  readonly requires?: readonly FactAtIssue[]
  /** What a fact at issue means for this cover, where it means something else than for the whole instrument. */
  readonly turnsOn?: Readonly<Partial<Record<FactAtIssue, string>>>
  readonly from?: DatedFact
  /** Last day on which the cover holds. */
  readonly until?: DatedFact
  /** A lower cap than the measure's own. */
  readonly maxLevel?: Level
  readonly obligations: readonly Obligation[]
}

/** An entry of an instrument for a whole kind of goods, whoever makes them: it turns on where they are produced. */
export interface ClassEntry {
  /** Slug, unique in the measure. */
  readonly id: string
  /** One of the kind and several, as a sentence calls them: `a router`, `routers`. */
  readonly called: { readonly one: string; readonly many: string }
  /** What the entry says, in one sentence that may be printed as it stands. */
  readonly text: string
  /** Words that documents use for the kind; a text says it where it, or a part of it between signs, is one of them. */
  readonly words: readonly string[]
  readonly from: DatedFact
}

/** What the bound must do, and by when. */
export interface Obligation {
  readonly text: string
  readonly by?: DatedFact
}

/** An exception, in the words of the clause it stands in. */
export interface Exception {
  readonly clause: string
  readonly quote: string
}

/** A power to let somebody off an instrument, and how long it lasts or lasted. */
export interface WaiverPower {
  /** Who may waive: `head of the executive agency`. */
  readonly holder: string
  /** Last day on which the power could be used; absent while no end is known. */
  readonly until?: DatedFact
  readonly text: string
}

/** A way of citing an instrument, and when that way was right. */
export interface Citation {
  readonly text: string
  readonly from?: PartialDate
  readonly until?: PartialDate
  readonly note?: string
}

/** Where a fact about an instrument was read, or where the instrument itself stands. */
export interface MeasureSource {
  readonly url: string
  readonly kind: 'official' | 'secondary'
}

/** One legal instrument of one jurisdiction. */
export interface Measure {
  /** File name, SARIF taxon, tag, anchor: one id for ever. */
  readonly id: string
  /** ISO 3166-1 alpha-2, or `EU`. */
  readonly jurisdiction: string
  /** ISO 3166-2, for instruments of a part of a country. */
  readonly subdivision?: string
  readonly name: string
  readonly citations: readonly Citation[]
  readonly authority: string
  readonly kind: string
  readonly status: MeasureStatus
  readonly statusAsOf: PartialDate
  readonly verified: 'seen' | 'partly' | 'memory'
  readonly confidence: 'high' | 'medium' | 'low'
  /** Months after `statusAsOf` from which the entry counts as old. */
  readonly reviewMonths: number
  readonly adopted?: DatedFact
  readonly effective?: DatedFact
  readonly repealed?: DatedFact
  readonly replacedBy?: string
  /** Roles that the instrument binds; words of the list `roles` in `vendor-lists/index.json`. */
  readonly bound: readonly string[]
  readonly covers: readonly Cover[]
  /** Vendors that are only reported to be its target; the text does not name them. */
  readonly reportedTargets: readonly VendorId[]
  /** Entries for whole kinds of goods, asked of documents where the list `list` is asked for. */
  readonly classEntries?: readonly ClassEntry[]
  /** Countries of production that are not foreign to the instrument, as documents write them. */
  readonly domestic?: readonly string[]
  /** The list of vendors that holds the further companies which the instrument names: `sample-list`. */
  readonly list?: string
  /** What a fact at issue means for this instrument, as a phrase that begins with `whether`. */
  readonly turnsOn?: Readonly<Partial<Record<FactAtIssue, string>>>
  readonly exceptions: readonly Exception[]
  /** Duties to report, with their clocks, as text. */
  readonly reporting?: string
  /** The waiver regime and its state, as text. */
  readonly waiver?: string
  /** Powers to waive, those that lapsed too. */
  readonly waivers?: readonly WaiverPower[]
  /** What it means for the bound, in one sentence. */
  readonly meaning: string
  /** What it names, in one sentence that may be printed as it stands. */
  readonly names: string
  readonly notes?: string
  /** The highest level a finding can reach by it; absent: catalogue only, never raises a level. */
  readonly maxLevel?: Level
  /** Off unless asked for by `--include`. */
  readonly include?: 'export' | 'securities'
  readonly sources: readonly MeasureSource[]
}
