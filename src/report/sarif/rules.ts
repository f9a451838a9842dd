import type { ReportingDescriptor } from 'sarif'
import type { EquipmentClass } from '../../model/equipment.ts'
import type { Finding, Stated } from '../../model/finding.ts'
import { LEVELS, type Level, type Measure } from '../../model/measure.ts'
import type { VendorId } from '../../model/vendor.ts'
import type { Catalogue } from '../catalogue.ts'
import { clip } from '../printable.ts'
import { boundWords, classWords, NOTICE, namesVendor, notNamedWords, standingWords } from '../wording.ts'
import type { Taxonomies } from './taxonomies.ts'

/** Id of the rule for documents that were not read to their end. */
export const UNREAD_RULE = 'VRS-UNREAD'

/**
 * What findings of one rule have in common: viewers take tags, precision, severity and help from the rule
 * alone, so that whatever should differ in a viewer is another rule.
 */
export interface RuleSubject {
  readonly vendor: VendorId
  readonly class: EquipmentClass
  readonly possible: boolean
  /** The strongest level of the report's findings under the rule. */
  readonly level: Level
}

/** Id of a finding's rule, made from data: vendor, class and whether it is for review. */
export function ruleIdOf(finding: Pick<Finding, 'vendor' | 'class' | 'confidence'>): string {
  const vendor = finding.vendor.toUpperCase().replace(/[^A-Z0-9]+/g, '-')
  return `VRS-${vendor}-${shortClass(finding.class)}${finding.confidence === 'possible' ? '-POSSIBLE' : ''}`
}

/**
 * The rules of findings, by id, in order of id. Only rules that occur are listed: the table of all of them
 * would be a hundred rules and some hundred kilobytes of help in every log.
 */
export function ruleSubjects(findings: readonly Finding[]): ReadonlyMap<string, RuleSubject> {
  const subjects = new Map<string, RuleSubject>()
  for (const finding of findings) {
    const id = ruleIdOf(finding)
    const known = subjects.get(id)
    if (known && LEVELS.indexOf(known.level) <= LEVELS.indexOf(finding.level)) continue
    const { vendor, level } = finding
    subjects.set(id, { vendor, class: finding.class, possible: finding.confidence === 'possible', level })
  }
  return new Map([...subjects].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Measures that concern a vendor's equipment of a class, strongest first: those that name the vendor, then
 * those of which it is only a reported target. What no longer holds, or was not asked for, is left out.
 */
export function measuresFor(subject: RuleSubject, catalogue: Catalogue, stated: Stated): readonly Measure[] {
  const { vendor } = subject
  return catalogue.lists.measures
    .filter((measure) => {
      const { jurisdiction, status, include, maxLevel, covers, reportedTargets } = measure
      if (maxLevel === undefined || status === 'repealed' || status === 'superseded') return false
      if (include !== undefined && !stated.include.includes(include)) return false
      if (stated.jurisdictions.length > 0 && !stated.jurisdictions.includes(jurisdiction)) return false
      return covers.some(
        ({ vendors, classes }) =>
          (vendors.includes(vendor) || (vendors.length === 0 && reportedTargets.includes(vendor))) &&
          (subject.class === 'unknown' || classes.includes(subject.class)),
      )
    })
    .map((measure) => ({ measure, strength: strengthOf(measure, vendor) }))
    .sort((a, b) => a.strength - b.strength || (a.measure.id < b.measure.id ? -1 : 1))
    .map(({ measure }) => measure)
}

/** A rule as SARIF has it. */
export function ruleOf(
  id: string,
  subject: RuleSubject,
  measures: readonly Measure[],
  catalogue: Catalogue,
  taxonomies: Taxonomies,
  documentation: string | undefined,
): ReportingDescriptor {
  const vendor = catalogue.vendorName(subject.vendor)
  const legalName = catalogue.vendor(subject.vendor)?.legalName ?? vendor
  const thing = capital(classWords(subject.class))
  const relationships = measures.flatMap(({ id: measure }) => {
    const target = taxonomies.taxon(measure)
    return target ? [{ target, kinds: ['relevant'] }] : []
  })
  const names = `${vendor} ${subject.class} ${subject.possible ? 'possible' : ''}`
  return {
    id,
    name: names
      .replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase())
      .replace(/^./, (c) => c.toUpperCase()),
    shortDescription: {
      text: `${thing} ${subject.possible ? 'that may be' : ''} made by ${vendor}.`.replace(/ {2,}/g, ' '),
    },
    fullDescription: {
      text: clip(
        `A document names ${legalName}, or a company, a brand, a model or an identifier of theirs, as the maker of an item.` +
          (subject.possible ? ' The evidence is weak: a person should look at it.' : ''),
        1000,
      ),
    },
    help: { text: HELP_TEXT, markdown: helpTable(subject, measures, catalogue) },
    ...(documentation !== undefined && { helpUri: `${documentation}vendors.md#${subject.vendor}` }),
    defaultConfiguration: { level: subject.level },
    ...(relationships.length > 0 && { relationships }),
    properties: {
      tags: tagsOf(subject, measures),
      precision: subject.possible ? 'low' : 'high',
      'problem.severity': subject.level === 'note' ? 'recommendation' : subject.level,
      'security-severity': severityOf(subject.level),
    },
  }
}

/** The rule for documents that were not read to their end. */
export function unreadRule(): ReportingDescriptor {
  const text = 'A document was not read to its end.'
  const help =
    'What stands in the part that was not read is not known. Mend the document or leave it out of the scan; the notifications of the run say what is wrong and where.'
  return {
    id: UNREAD_RULE,
    name: 'DocumentNotRead',
    shortDescription: { text },
    fullDescription: { text: `${text} Findings in the rest of it are missing from this log.` },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['supply-chain', 'coverage'], precision: 'very-high', 'problem.severity': 'error' },
  }
}

const HELP_TEXT = `Look at the evidence in the finding, and at whom each rule binds and when. Where one reaches you, replace the product, or put down who decided to keep it, why and until when. ${NOTICE}`

function shortClass(equipment: EquipmentClass): string {
  switch (equipment) {
    case 'video-surveillance':
      return 'VIDEO'
    case 'telecommunications':
      return 'TELECOM'
    case 'land-mobile-radio':
      return 'RADIO'
    case 'access-control':
      return 'ACCESS'
    case 'computing':
      return 'COMPUTING'
    case 'module-or-chip':
      return 'CHIP'
    case 'energy':
      return 'ENERGY'
    case 'software':
      return 'SOFTWARE'
    case 'service':
      return 'SERVICE'
    case 'other':
      return 'OTHER'
    case 'unknown':
      return 'UNKNOWN'
    default:
      return equipment satisfies never
  }
}

/** CVSS-like numbers as viewers expect them: over 7.0 is high, over 4.0 medium, below that low. */
function severityOf(level: Level): string {
  switch (level) {
    case 'error':
      return '8.0'
    case 'warning':
      return '5.0'
    case 'note':
      return '3.0'
    default:
      return level satisfies never
  }
}

function strengthOf(measure: Measure, vendor: VendorId): number {
  return (
    (namesVendor(measure, vendor) ? 0 : 100) +
    LEVELS.indexOf(measure.maxLevel ?? 'note') * 10 +
    (measure.status === 'in-force' ? 0 : 1)
  )
}

/** At most ten, which is what viewers show: the strongest measure of each jurisdiction before any second one. */
function tagsOf(subject: RuleSubject, measures: readonly Measure[]): string[] {
  const first = measures.filter(
    ({ jurisdiction }, index) => measures.findIndex((other) => other.jurisdiction === jurisdiction) === index,
  )
  const rest = measures.filter((measure) => !first.includes(measure))
  const ids = [...first, ...rest].map(({ id }) => id)
  return ['security', 'supply-chain', `vendor-${subject.vendor}`, ...ids].slice(0, 10)
}

function helpTable(subject: RuleSubject, measures: readonly Measure[], catalogue: Catalogue): string {
  const lines = [HELP_TEXT, '']
  if (measures.length === 0) {
    lines.push(
      `No rule in the lists reaches ${catalogue.vendorName(subject.vendor)} for this kind of equipment.`,
    )
    return `${lines.join('\n')}\n`
  }
  lines.push('| Jurisdiction | Rule | Whom it binds | What it is |', '| --- | --- | --- | --- |')
  for (const measure of measures) {
    const source = measure.sources.find(({ kind }) => kind === 'official') ?? measure.sources[0]
    const named = namesVendor(measure, subject.vendor)
    const cells = [
      catalogue.jurisdictionName(measure.jurisdiction),
      source ? `[${cell(measure.name)}](${source.url.replaceAll(')', '%29')})` : cell(measure.name),
      cell(boundWords(measure, catalogue)),
      cell(
        [
          named ? '' : notNamedWords(measure, subject.vendor, catalogue),
          measure.status === 'in-force' ? 'in force' : '',
          standingWords(measure),
        ]
          .filter(Boolean)
          .join('; '),
      ),
    ]
    lines.push(`| ${cells.join(' | ')} |`)
  }
  return `${lines.join('\n')}\n`
}

function cell(text: string): string {
  return text.replace(/[|[\]\\]/g, '\\$&').replace(/\s+/g, ' ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
