import { assess } from './assess/assess.ts'
import type { Reading } from './match/explain.ts'
import { compileMatcher } from './match/matcher.ts'
import type { Match, MeasureResult, Stated } from './model/finding.ts'
import type { Lists } from './model/lists.ts'
import type { Level } from './model/measure.ts'
import type { Alias, PartialDate } from './model/vendor.ts'

/** What is told besides the string. */
export interface ExplainOptions {
  readonly asOf: PartialDate
  readonly stated: Stated
}

/** What a string says of its maker, read as each kind of evidence that it could be. */
export interface Explanation {
  readonly text: string
  readonly readings: readonly ExplainedReading[]
  /** Sentences on what was nearly a match, and why it is none; only where nothing matches. */
  readonly misses: readonly string[]
}

/** A string read as one field. */
export interface ExplainedReading {
  readonly field: Reading['field']
  readonly matches: readonly ExplainedMatch[]
}

/** One vendor that a reading points to, the list entries behind it, and the measures that follow. */
export interface ExplainedMatch {
  readonly match: Match
  /** The entries that the evidence names, in its order. */
  readonly aliases: readonly Alias[]
  readonly measures: readonly MeasureResult[]
  readonly level: Level
}

/**
 * Reads a name, model, MAC address, purl, CPE, OID, domain or other string as every kind of evidence that it
 * could be, matches it, and asks which measures would reach equipment in use that says so.
 */
export function explain(text: string, lists: Lists, { asOf, stated }: ExplainOptions): Explanation {
  const matcher = compileMatcher(lists, stated)
  const { readings, misses } = matcher.explain(text, { asOf })
  const aliases = new Map(lists.vendors.flatMap((vendor) => vendor.aliases.map((alias) => [alias.id, alias])))
  const { boundBy, purposes, jurisdictions, include, delivered, clauses, networkPart } = stated
  return {
    text,
    misses,
    readings: readings.map(({ field, matches }) => ({
      field,
      matches: matches.map((match) => ({
        match,
        aliases: [...new Set(match.evidence.map(({ alias }) => alias))].flatMap(
          (id) => aliases.get(id) ?? [],
        ),
        ...assess(match, lists.measures, {
          asOf,
          boundBy,
          purposes,
          context: stated.context ?? 'estate',
          jurisdictions,
          include,
          ...(delivered !== undefined && { delivered }),
          ...(clauses !== undefined && { clauses }),
          ...(networkPart !== undefined && { networkPart }),
        }),
      })),
    })),
  }
}
