import type { Purpose } from './equipment.ts'
import type { Measure } from './measure.ts'
import type { Prepared } from './prepared.ts'
import type { Vendor } from './vendor.ts'

/** All that is known of vendors and measures, loaded and checked. */
export interface Lists {
  readonly schema: number
  /** Date of the data, `2026-11-21`. */
  readonly version: string
  /** SHA-256 of the built data, hexadecimal. */
  readonly sha256: string
  /** In order of id. */
  readonly vendors: readonly Vendor[]
  /** In order of id. */
  readonly measures: readonly Measure[]
  /** Roles that measures bind, with a plain name each: `us-federal-contractor` → `US federal contractors`. */
  readonly roles: Readonly<Record<string, string>>
  /** Jurisdictions, with a plain name each: `US` → `United States`. */
  readonly jurisdictions: Readonly<Record<string, string>>
  /** Starting points for a configuration, by id. */
  readonly profiles?: Readonly<Record<string, Profile>>
  /** Words of a table's purpose, use or site columns that state a purpose, in lower case: `police station`. */
  readonly purposeWords?: Readonly<Record<string, Purpose>>
  /** Words that the normaliser and the readers of tables need: see `Vocabulary`. */
  readonly vocabulary: Vocabulary
  /** What matching makes of these lists, where the build has made it; it says nothing more. */
  readonly prepared?: Prepared
}

/** What is usually true for one kind of user, to start a configuration from. */
export interface Profile {
  /** As a person would say it: `US federal contractor`. */
  readonly name: string
  readonly boundBy: readonly string[]
  readonly jurisdictions: readonly string[]
  readonly context?: 'product' | 'estate'
}

/** Word lists that are data, not code. */
export interface Vocabulary {
  /** Legal forms of companies, normalised: `co ltd`, `gmbh`, `有限公司`. */
  readonly legalForms: readonly string[]
  /** Words for places and trades that tell no company apart: `hangzhou`, `digital`, `technology`, `europe`. */
  readonly ordinaryWords: readonly string[]
  /** Texts in a maker column that mean nobody: `n/a`, `generic`, `oem`. */
  readonly placeholders: readonly string[]
  /** Sellers who are no makers. */
  readonly distributors: readonly string[]
  /** Words of a document for a kind of equipment, normalised → class. */
  readonly classWords: Readonly<Record<string, string>>
}
