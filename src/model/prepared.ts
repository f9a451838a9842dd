import type { EquipmentClass } from './equipment.ts'

/**
 * What of the lists is the same at every start: their texts taken apart, as plain data. The build puts it beside the
 * lists that it writes, so that a scan does not begin by making it. Whoever changes the vocabulary leaves it out.
 */
export interface Prepared {
  readonly words: PreparedWords
  /** By id of the alias; those of which nothing is to be known are left out. */
  readonly aliases: Readonly<Record<string, PreparedAlias>>
}

/** The vocabulary as tokens joined by blanks. */
export interface PreparedWords {
  /** `longest`: most tokens in one; `affixes`: those that are written without blanks, longest first. */
  readonly legalForms: {
    readonly sequences: readonly string[]
    readonly longest: number
    readonly affixes: readonly string[]
  }
  readonly ordinary: readonly string[]
  readonly nobody: readonly string[]
  /** Words for kinds of equipment. */
  readonly classes: Readonly<Record<string, EquipmentClass>>
}

/** An alias that is looked for in texts. */
export interface PreparedAlias {
  /** The value or pattern that the rest was made of. */
  readonly value?: string
  /** Tokens of a name or an own brand; without legal forms, unless the name needs its own. */
  readonly tokens?: readonly string[]
  /** True for a name in Chinese or Korean: such text has no blanks. */
  readonly unspaced?: true
  /** Its token that stands in the fewest other texts; absent where one is not ASCII. */
  readonly rarest?: string
  /** For a coined word of which misspellings are looked for: whether in plain software too. */
  readonly misspelt?: 'everywhere' | 'in-hardware'
  /**
   * Runs of ASCII letters and digits, one of which every record of an SBOM holds in which the alias is seen; `null` where
   * all stand in too many records, so that it is looked for in hardware only.
   */
  readonly runs?: readonly string[] | null
  /** The pairs of characters with which a model can begin, by number; `null` where nothing can be said. */
  readonly pairs?: readonly number[] | null
}
