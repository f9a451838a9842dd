import type { EquipmentClass, Purpose } from '../model/equipment.ts'
import type { Confidence, Finding, MeasureResult, ReportedDocument, Technique } from '../model/finding.ts'
import type { ItemKind } from '../model/item.ts'
import type { Cover, FactAtIssue, Measure, MeasureStatus, NetworkPart } from '../model/measure.ts'
import type { ProblemCode } from '../model/problem.ts'
import type { VendorId } from '../model/vendor.ts'
import type { Catalogue } from './catalogue.ts'
import { clip, printable } from './printable.ts'

/** What every output says once. */
export const NOTICE = 'Evidence for a decision, not legal advice.'

/** How sure it is, in a word or two. */
export function confidenceWords(confidence: Confidence): string {
  switch (confidence) {
    case 'confirmed':
      return 'confirmed'
    case 'probable':
      return 'probable'
    case 'possible':
      return 'possible, to review'
    default:
      return confidence satisfies never
  }
}

/** The kind of an item and its name: `Device 'DS-2CD2043G2-I'`. */
export function itemWords(item: Finding['item']): string {
  const kind = kindWords(item.kind)
  if (item.name === '') return `${kind} without a name`
  return `${kind} ${quoted(item.name, 120)}`
}

/** Who made a finding's item and how that company stands to the vendor: the words after the item's name. */
export function makerWords(finding: Maker, catalogue: Catalogue): string {
  const vendor = catalogue.vendorName(finding.vendor)
  const of = finding.of === undefined ? undefined : printable(finding.of)
  const made = `${verb(finding.confidence)} made by`
  const sold = finding.soldAs === undefined ? '' : `, sold as ${quoted(finding.soldAs, 80)}`
  switch (finding.relation) {
    case 'self':
      return `${made} ${vendor}${of === undefined ? '' : ` (${of})`}${sold}`
    case 'subsidiary':
      return `${made} ${of === undefined ? '' : `${of}, `}a subsidiary of ${vendor}${sold}`
    case 'affiliate':
      return `${made} ${of === undefined ? '' : `${of}, `}an affiliate of ${vendor}${sold}`
    case 'brand':
      return `${made} ${vendor}${of === undefined ? '' : ` under its brand ${of}`}${sold}`
    case 'oem':
      return `${made} ${vendor}${sold === '' && of !== undefined ? `, sold as ${of}` : sold}`
    case 'component':
      return `${holds(finding.confidence)} a component made by ${vendor}${of === undefined ? '' : ` (${of})`}${sold}`
    case 'former':
      return `${made} ${of ?? 'a company'}, which ${ownershipWords(finding, vendor)}${sold}`
    default:
      return finding.relation satisfies never
  }
}

/** What of a finding says who made its item. */
export type Maker = Pick<Finding, 'vendor' | 'relation' | 'of' | 'soldAs' | 'confidence' | 'ownership'>

/** What one cover of a measure says of a finding, from its data: whom it binds, which facts are missing. */
export function measureWords(result: MeasureResult, finding: Maker, catalogue: Catalogue): string {
  const measure = catalogue.measure(result.id)
  const cover = measure?.covers.find(({ id }) => id === result.cover)
  const named =
    measure === undefined ||
    (cover ? cover.vendors.includes(finding.vendor) : namesVendor(measure, finding.vendor))
  const words: string[] = []
  if (!named) words.push(notNamedWords(measure, finding.vendor, catalogue))
  const begins = result.upcoming && cover?.from ? ` from ${cover.from.on}` : ''
  const conditions = result.dependsOn
    .filter((fact) => fact !== 'bound-by')
    .map((fact) => meantBy(fact, cover, measure) ?? conditionWords(fact, cover, finding, catalogue))
  switch (result.applicability) {
    case 'applies':
      words.push(`applies${begins}`)
      break
    case 'depends':
      if (named)
        words.push(
          `covered${begins}${conditions.length > 0 ? ` only if ${conditions.join(', and if ')}` : ''}`,
        )
      else if (conditions.length > 0) words.push(`depends on whether ${conditions.join(', and whether ')}`)
      break
    default:
      result.applicability satisfies never
  }
  if (result.dependsOn.includes('bound-by')) words.push(boundWords(measure, catalogue))
  const standing = measure === undefined ? '' : standingWords(measure)
  return words.join('; ') + (standing === '' ? '' : ` (${standing})`)
}

/** Whether an instrument names a vendor in one of its covers; a reported target is not named. */
export function namesVendor(measure: Measure, vendor: VendorId): boolean {
  return measure.covers.some(({ vendors }) => vendors.includes(vendor))
}

/** That an instrument does not name a vendor, and what is reported of it. */
export function notNamedWords(measure: Measure, vendor: VendorId, catalogue: Catalogue): string {
  const reported = measure.reportedTargets.includes(vendor) ? ', which is a reported target' : ''
  return `does not name ${catalogue.vendorName(vendor)}${reported}`
}

/** The dates of a measure that lie ahead or have passed, or an empty text. */
export function dateWords(result: MeasureResult): string {
  const words: string[] = []
  if (result.deadline !== null && !result.upcoming) words.push(`next date ${result.deadline}`)
  const last = result.overdue?.at(-1)
  if (last !== undefined) words.push(`the date ${last} has passed`)
  return words.join('; ')
}

/** Whom a measure binds: `binds US federal contractors`. */
export function boundWords(measure: Measure | undefined, catalogue: Catalogue): string {
  const roles = (measure?.bound ?? []).map((role) => catalogue.roleName(role))
  return roles.length > 0 ? `binds ${joined(roles)}` : 'depends on whom it binds'
}

/** What a reader should know of an instrument that is not plainly in force, or not plainly known; else empty. */
export function standingWords({ status, confidence, verified }: Measure): string {
  const doubt = confidence === 'low' ? 'low confidence' : verified === 'memory' ? 'not verified' : ''
  return [statusWords(status), doubt].filter(Boolean).join('; ')
}

/** What a status other than in force means, in a word or two; empty for in force. */
function statusWords(status: MeasureStatus): string {
  switch (status) {
    case 'in-force':
      return ''
    case 'upcoming':
      return 'not yet in force'
    case 'case-by-case':
      return 'decided case by case'
    case 'authorisation-regime':
      return 'authorisation regime'
    case 'contract':
      return 'contract'
    case 'policy':
      return 'policy'
    case 'advisory':
      return 'advisory'
    case 'proposed':
      return 'proposed, not in force'
    case 'superseded':
      return 'superseded'
    case 'repealed':
      return 'repealed'
    default:
      return status satisfies never
  }
}

/** What was recognised, in plain words. */
export function techniqueWords(technique: Technique): string {
  switch (technique) {
    case 'exact-name':
      return 'exact name'
    case 'coined-word':
      return 'coined word in a company name'
    case 'word':
      return 'word in a text'
    case 'fuzzy':
      return 'similar name'
    case 'brand':
      return 'brand'
    case 'oui':
      return 'MAC prefix, which names the maker of the network interface'
    case 'cpe':
      return 'CPE vendor'
    case 'purl':
      return 'package namespace'
    case 'oid':
      return 'enterprise number'
    case 'domain':
      return 'domain'
    case 'download-host':
      return 'download host'
    case 'usb':
      return 'USB vendor id'
    case 'pci':
      return 'PCI vendor id'
    case 'pnp':
      return 'PNP vendor id'
    case 'bluetooth':
      return 'Bluetooth company id'
    case 'fcc':
      return 'FCC grantee code'
    case 'gpon':
      return 'GPON vendor id'
    case 'registration':
      return 'registration number'
    case 'model':
      return 'model pattern'
    case 'banner':
      return 'banner pattern'
    default:
      return technique satisfies never
  }
}

/** A kind of equipment as a sentence calls it. */
export function classWords(equipment: EquipmentClass): string {
  switch (equipment) {
    case 'video-surveillance':
      return 'video surveillance equipment'
    case 'telecommunications':
      return 'telecommunications equipment'
    case 'land-mobile-radio':
      return 'land mobile radio equipment'
    case 'access-control':
      return 'access control equipment'
    case 'computing':
      return 'computing equipment'
    case 'module-or-chip':
      return 'a module or chip'
    case 'energy':
      return 'energy equipment'
    case 'software':
      return 'software'
    case 'service':
      return 'a service'
    case 'other':
      return 'other equipment'
    case 'unknown':
      return 'equipment of unknown kind'
    default:
      return equipment satisfies never
  }
}

/** How far a document was read; empty when to its end. */
export function stateWords(state: ReportedDocument['state']): string {
  switch (state) {
    case 'whole':
      return ''
    case 'partial':
      return 'read in part'
    case 'unread':
      return 'not read'
    default:
      return state satisfies never
  }
}

/** What kind of trouble a problem is, as one sentence. */
export function problemWords(code: ProblemCode): string {
  switch (code) {
    case 'unreadable':
      return 'A document could not be read.'
    case 'empty':
      return 'A document is empty.'
    case 'unknown-format':
      return 'A document is of no known format.'
    case 'unsupported-version':
      return 'A document is of a version of its format that is not known.'
    case 'unsupported-format':
      return 'A document is of a format that is known and cannot be read.'
    case 'truncated':
      return 'A document ends too early.'
    case 'syntax':
      return 'A document breaks the grammar of its format.'
    case 'encoding':
      return 'A document has bytes that are not of its encoding.'
    case 'too-large':
      return 'A part of a document is larger than is looked into.'
    case 'too-deep':
      return 'A document is nested deeper than is looked into.'
    case 'duplicate-key':
      return 'A key stands twice.'
    case 'unknown-key':
      return 'A key is not known, but looks like one that is.'
    case 'no-items':
      return 'A document holds no items.'
    case 'no-fields':
      return 'A table has no column that tells who made a thing.'
    case 'record-skipped':
      return 'A record could not be read.'
    case 'doubtful-value':
      return 'A value is doubtful.'
    case 'needs-country':
      return 'Things are of a kind that a rule reaches by their country of production.'
    case 'schema':
      return 'A document does not fit the schema of its format.'
    case 'stale-data':
      return 'An entry of the lists was last looked at long ago.'
    case 'invalid-list':
      return 'A list is not valid.'
    case 'configuration':
      return 'The configuration is doubtful.'
    default:
      return code satisfies never
  }
}

/** A number and its noun: `1 error`, `2 errors`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** A document's text between quotation marks, made safe and cut to a length. */
export function quoted(text: string, limit: number): string {
  return `'${clip(printable(text), limit)}'`
}

/** Names as a sentence lists them: `a, b and c`. */
export function joined(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

function kindWords(kind: ItemKind): string {
  switch (kind) {
    case 'software':
      return 'Software'
    case 'device':
      return 'Device'
    case 'firmware':
      return 'Firmware'
    case 'host':
      return 'Host'
    case 'service':
      return 'Service'
    default:
      return kind satisfies never
  }
}

function verb(confidence: Confidence): string {
  switch (confidence) {
    case 'confirmed':
      return 'is'
    case 'probable':
      return 'is probably'
    case 'possible':
      return 'may be'
    default:
      return confidence satisfies never
  }
}

function holds(confidence: Confidence): string {
  switch (confidence) {
    case 'confirmed':
      return 'holds'
    case 'probable':
      return 'probably holds'
    case 'possible':
      return 'may hold'
    default:
      return confidence satisfies never
  }
}

function ownershipWords({ ownership }: Maker, vendor: string): string {
  const owner = vendor.endsWith('s') ? `${vendor}'` : `${vendor}'s`
  if (ownership === undefined) return `was once ${owner}`
  const date = ownership.itemDate === undefined ? 'unknown' : printable(ownership.itemDate)
  return `was ${owner} until ${ownership.until}; date of this item ${date}`
}

/** The cover's or measure's own words for a fact, where they are a condition: a phrase that begins with "whether". */
function meantBy(
  fact: FactAtIssue,
  cover: Cover | undefined,
  measure: Measure | undefined,
): string | undefined {
  return /^whether (.+)$/s.exec(cover?.turnsOn?.[fact] ?? measure?.turnsOn?.[fact] ?? '')?.[1]
}

function conditionWords(
  fact: Exclude<FactAtIssue, 'bound-by'>,
  cover: Cover | undefined,
  finding: Maker,
  catalogue: Catalogue,
): string {
  switch (fact) {
    case 'purpose':
      return cover?.purposes
        ? `it is used for ${joined(cover.purposes.map(purposeWords), 'or')}`
        : 'its use is one that the rule reaches'
    case 'class':
      return cover && cover.classes.length > 0
        ? `it is ${joined(cover.classes.map(classWords), 'or')}`
        : 'it is equipment that the rule reaches'
    case 'maker':
      return `${catalogue.vendorName(finding.vendor)} made it`
    case 'affiliation':
      return `the rule reaches ${finding.of === undefined ? 'the related company' : printable(finding.of)}`
    case 'ownership-date':
      return finding.ownership
        ? `it dates from no later than ${finding.ownership.until}`
        : 'it dates from the time of that ownership'
    case 'component-role':
      return 'the component has a part in the whole that the rule reaches'
    case 'delivery':
      return 'it is delivered, bought, paid for or authorised in a dealing that the rule governs'
    case 'decision':
      return 'a decision under it says so'
    case 'network-part':
      return cover?.networkParts
        ? `it stands in ${joined(cover.networkParts.map(networkWords), 'or')}`
        : 'it stands in a part of a network that the rule reaches'
    default:
      return fact satisfies never
  }
}

function networkWords(part: NetworkPart): string {
  switch (part) {
    case '5g-core':
      return 'a 5G core network'
    case '5g-access':
      return 'a 5G access network'
    case 'core':
      return 'the core of a network before 5G'
    case '4g':
      return 'a 4G network'
    case '2g-3g':
      return 'a 2G or 3G network'
    case 'fixed-access':
      return 'a fixed access network'
    case 'transport':
      return 'a transport network'
    case 'management':
      return 'network management'
    case 'other':
      return 'another part of a network'
    default:
      return part satisfies never
  }
}

function purposeWords(purpose: Purpose): string {
  switch (purpose) {
    case 'public-safety':
      return 'public safety'
    case 'government-facility':
      return 'security of government facilities'
    case 'critical-infrastructure':
      return 'security surveillance of critical infrastructure'
    case 'national-security':
      return 'national security'
    case 'other':
      return 'another purpose'
    default:
      return purpose satisfies never
  }
}
