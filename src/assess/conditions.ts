import type { Match } from '../model/finding.ts'
import {
  type Cover,
  FACTS_AT_ISSUE,
  type FactAtIssue,
  type Measure,
  type NetworkPart,
} from '../model/measure.ts'
import type { PartialDate } from '../model/vendor.ts'
import { isOver, isWithin } from './dates.ts'

/** What is known beside the document: the day, and the facts that the user, or a row itself, has stated. */
export interface Circumstances {
  /** The day for which measures are judged, `2026-11-21`. */
  readonly asOf: PartialDate
  /** Roles that bind the user; empty means unknown. */
  readonly boundBy: readonly string[]
  /** Uses that the item is put to, words of `PURPOSES`; empty means unknown. */
  readonly purposes: readonly string[]
  /** Whether the item is part of something sold or delivered, or of what is in use. */
  readonly context: 'product' | 'estate'
  /** When the item was made or bought, as its document says. */
  readonly itemDate?: PartialDate
  /** ISO codes, of countries or of parts of them (`US-TX`); empty means all. */
  readonly jurisdictions: readonly string[]
  /** Kinds of lists that are left out unless they are asked for. */
  readonly include: readonly ('export' | 'securities')[]
  /** Whether the item is delivered, bought, paid for or authorised in a dealing that the instrument governs. */
  readonly delivered?: boolean
  /** Ids of the instruments whose clause stands in the contract, grant or licence in question. */
  readonly clauses?: readonly string[]
  /** The part of a network that the item belongs to. */
  readonly networkPart?: NetworkPart
}

/** One cover of one measure, asked of one match. */
export interface Question {
  readonly match: Match
  readonly measure: Measure
  readonly cover: Cover
  readonly circumstances: Circumstances
}

/** Three-valued truth of one condition. */
export type Truth = boolean | 'unknown'

/** Conditions that are always known: one that fails, and the cover says nothing. */
export const GATES: readonly ((question: Question) => boolean)[] = [
  isAskedFor,
  isLaw,
  isInTime,
  isAimedAtVendor,
  isInContext,
]

/** The condition behind each fact that can be missing, in the order in which missing facts are named. */
export const FACTS: readonly (readonly [FactAtIssue, (question: Question) => Truth])[] = FACTS_AT_ISSUE.map(
  (fact) => [fact, conditionOf(fact)],
)

function isAskedFor({ measure, circumstances: { jurisdictions, include } }: Question): boolean {
  const { jurisdiction, subdivision } = measure
  return (
    (jurisdictions.length === 0 ||
      jurisdictions.includes(jurisdiction) ||
      (subdivision !== undefined && jurisdictions.includes(subdivision))) &&
    (measure.include === undefined || include.includes(measure.include))
  )
}

/** A proposal binds nobody; one that was superseded or repealed is told by its date. */
function isLaw({ measure }: Question): boolean {
  return measure.status !== 'proposed'
}

/** Before its adoption an instrument says nothing; after it, and before its first day, it is upcoming. */
function isInTime({ measure, cover, circumstances: { asOf } }: Question): boolean {
  const { adopted, repealed } = measure
  return (
    (adopted === undefined || asOf >= adopted.on) &&
    (repealed === undefined || asOf < repealed.on) &&
    (cover.until === undefined || !isOver(cover.until.on, asOf))
  )
}

/** A cover that names nobody is asked of those alone whom it is reported to target. */
function isAimedAtVendor({ match, measure, cover }: Question): boolean {
  return (cover.vendors.length > 0 ? cover.vendors : measure.reportedTargets).includes(match.vendor)
}

function isInContext({ cover, circumstances: { context, delivered } }: Question): boolean {
  if (cover.context === undefined) return true
  return cover.context === context && !(context === 'product' && delivered === false)
}

function conditionOf(fact: FactAtIssue): (question: Question) => Truth {
  switch (fact) {
    case 'bound-by':
      return binds
    case 'purpose':
      return unlessInDoubt(fact, isForPurpose)
    case 'class':
      return unlessInDoubt(fact, isOfClass)
    case 'maker':
      return ({ match }) => (match.confidence === 'possible' ? 'unknown' : true)
    case 'affiliation':
      return reachesRelation
    case 'ownership-date':
      return wasOwned
    case 'component-role':
      return unlessInDoubt(fact, ({ match }) => (match.relation === 'component' ? 'unknown' : true))
    case 'delivery':
      return ({ measure, cover, circumstances }) =>
        cover.requires?.includes(fact) ? isDealtWith(measure.id, circumstances) : true
    case 'decision':
      return unlessInDoubt(fact, () => true)
    case 'network-part':
      return isInNetworkPart
    default:
      return fact satisfies never
  }
}

/** A clause that the user's contract carries governs the dealing, whatever is said of others. */
function isDealtWith(measure: string, { clauses, delivered }: Circumstances): Truth {
  return clauses?.includes(measure) ? true : (delivered ?? 'unknown')
}

/** A fact that a cover requires beyond what can be asked stays unknown, unless it is false already. */
function unlessInDoubt(fact: FactAtIssue, holds: (question: Question) => Truth) {
  return (question: Question): Truth => {
    const truth = holds(question)
    return truth === true && question.cover.requires?.includes(fact) ? 'unknown' : truth
  }
}

function binds({ measure, cover, circumstances: { boundBy } }: Question): Truth {
  if (boundBy.length === 0) return 'unknown'
  return (cover.bound ?? measure.bound).some((role) => boundBy.includes(role))
}

function isForPurpose({ cover, circumstances: { purposes } }: Question): Truth {
  if (cover.purposes === undefined) return true
  if (purposes.length === 0) return 'unknown'
  return cover.purposes.some((purpose) => purposes.includes(purpose))
}

function isOfClass({ match, cover }: Question): Truth {
  if (cover.classes.includes(match.class)) return true
  return match.class === 'unknown' ? 'unknown' : false
}

/** Where nobody is named, nothing turns on who belongs to whom: a decision says whom it reaches. */
function reachesRelation(question: Question): Truth {
  const { match, cover } = question
  if (cover.vendors.length === 0) return true
  switch (match.relation) {
    case 'self':
    case 'brand':
    case 'oem':
      return true
    case 'component':
      return match.of === undefined ? true : reachesAffiliate(question, true)
    case 'subsidiary':
    case 'former':
      return reachesAffiliate(question, true)
    case 'affiliate':
      return reachesAffiliate(question, cover.affiliates === 'controlled' ? 'unknown' : true)
    default:
      return match.relation satisfies never
  }
}

function reachesAffiliate(question: Question, whereReached: Truth): Truth {
  if (isListed(question)) return true
  const { affiliates } = question.cover
  switch (affiliates) {
    case 'any':
    case 'controlled':
      return whereReached
    case 'listed':
    case 'none':
      return false
    case 'unstated':
      return 'unknown'
    default:
      return affiliates satisfies never
  }
}

function isListed({ match, cover }: Question): boolean {
  const named = cover.listed ?? []
  return (
    (match.of !== undefined && named.includes(match.of)) ||
    match.evidence.some(({ alias }) => named.includes(alias))
  )
}

/** What a company made while it was the vendor's stays what it was; what is listed by name does not turn on it. */
function wasOwned(question: Question): Truth {
  const { match, circumstances } = question
  if (match.relation !== 'former' || isListed(question)) return true
  if (match.ownership === undefined) return 'unknown'
  return isWithin(match.ownership.itemDate ?? circumstances.itemDate, match.ownership.until)
}

function isInNetworkPart({ cover, circumstances: { networkPart } }: Question): Truth {
  if (cover.networkParts === undefined) return true
  return networkPart === undefined ? 'unknown' : cover.networkParts.includes(networkPart)
}
