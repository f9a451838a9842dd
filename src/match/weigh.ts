import type { EquipmentClass } from '../model/equipment.ts'
import type { Confidence, Evidence, Match, Technique } from '../model/finding.ts'
import type { Item } from '../model/item.ts'
import type { PartialDate, Relation, VendorId } from '../model/vendor.ts'
import { type ClassWords, classInDocument, classOf } from './equipment.ts'
import { holdingOf } from './ownership.ts'
import { atMost, lower, rank, type Sighting } from './sighting.ts'
import { isAmong, isHardware, type MakerNames, makerOf, type StatedMaker } from './stated.ts'
import type { Words } from './words.ts'

/** What is known of an item besides what was seen in it. */
export interface Circumstances {
  readonly item: Item
  readonly makers: readonly StatedMaker[]
  readonly words: Words
  readonly itemDate: PartialDate | undefined
  readonly asOf: PartialDate | undefined
  readonly classWords: ClassWords
  /** Makers and brands that careless readers take for the vendor's. */
  readonly rivals: ReadonlyMap<VendorId, MakerNames>
  /** Makers with a collision with a model pattern, by alias id. */
  readonly collisions: ReadonlyMap<string, MakerNames>
}

/** A sighting with what it is worth beside all the others. */
interface Weighed extends Sighting {
  readonly relation: Relation
  /** True where the relation had ended, or may have. */
  readonly former: boolean
  readonly over: boolean
}

/** What sightings of one kind rest on: names in any spelling are one thing seen. */
const NAME_TECHNIQUES: ReadonlySet<Technique> = new Set(['exact-name', 'coined-word', 'word', 'fuzzy'])

/** Relations in which a name on the label is the vendor's own. */
const OWN: ReadonlySet<Relation> = new Set(['self', 'subsidiary', 'affiliate', 'brand'])

/** What reads a number out of a text, whatever else the text says. */
const NUMBER_TECHNIQUES: ReadonlySet<Technique> = new Set(['oid', 'usb', 'pci', 'oui'])

/** Fields that name an organisation. */
const MAKER_FIELDS = new Set(['manufacturer', 'supplier', 'vendor', 'originator', 'brand', 'publisher'])

/** Fields of prose, where another's product may be named beside the item's own maker. */
const PROSE = new Set(['description', 'name'])

/** What shows who built a thing, whatever the label says. */
const BUILD_TECHNIQUES: ReadonlySet<Technique> = new Set([
  'oui',
  'model',
  'banner',
  'oid',
  'usb',
  'pci',
  'pnp',
  'bluetooth',
  'fcc',
  'gpon',
  'word',
])

/**
 * What an item's sightings of one vendor come to, or `null` where they prove nothing.
 *
 * Alone each is worth what its matcher says. Two that rest on different things agree and rise one step; words in
 * prose lift hardware from `possible` only, and what is worth nothing alone, or tells of former ties, never lifts.
 */
export function weigh(
  vendor: VendorId,
  sightings: readonly Sighting[],
  all: readonly Sighting[],
  circumstances: Circumstances,
): Match | null {
  const { item } = circumstances
  const others = othersStated(vendor, all, circumstances)
  const weighed = sightings
    .map((sighting) => weighOne(sighting, others, all, circumstances))
    .sort(
      (a, b) =>
        Number(a.former) - Number(b.former) || rank(b.confidence) - rank(a.confidence) || byPlace(a, b),
    )
  const best = weighed[0]
  if (best === undefined || best.confidence === null) return null
  const current = weighed.filter(({ former, over }) => !former && !over)
  const confidence = best.former ? best.confidence : agreed(best.confidence, current, isHardware(item))
  const soldAs = best.relation === 'oem' ? labelOf(best, others) : undefined
  const { of, until } = best.entry.alias
  const { itemDate } = circumstances
  return {
    item,
    vendor,
    relation: best.relation,
    confidence,
    class: classOfMatch(best, weighed, circumstances),
    ...(of === undefined ? {} : { of }),
    ...(best.former && until !== undefined
      ? { ownership: itemDate === undefined ? { until } : { until, itemDate } }
      : {}),
    ...(soldAs === undefined ? {} : { soldAs }),
    evidence: weighed
      .toSorted((a, b) => rank(b.confidence) - rank(a.confidence) || byPlace(a, b))
      .map((sighting) => evidenceOf(sighting)),
  }
}

/** The stated makers that are not this vendor: no name or own brand of it was seen where they stand. */
function othersStated(
  vendor: VendorId,
  all: readonly Sighting[],
  circumstances: Circumstances,
): readonly StatedMaker[] {
  return circumstances.makers.filter(
    ({ claim }) =>
      !all.some(
        (sighting) =>
          sighting.claim === claim &&
          sighting.entry.vendor === vendor &&
          OWN.has(sighting.entry.alias.relation) &&
          !isFormer(sighting, circumstances) &&
          (NAME_TECHNIQUES.has(sighting.technique) || sighting.technique === 'brand'),
      ),
  )
}

function weighOne(
  sighting: Sighting,
  others: readonly StatedMaker[],
  all: readonly Sighting[],
  circumstances: Circumstances,
): Weighed {
  const { alias } = sighting.entry
  const holding = holdingOf(alias, circumstances.itemDate, circumstances.asOf)
  const former = isFormer(sighting, circumstances)
  const relation = former ? 'former' : relationOf(sighting, others, circumstances)
  let { confidence } = sighting
  if (sighting.technique === 'model') confidence = besideOthers(sighting, others, all, circumstances)
  const aside = others.length > 0 && PROSE.has(sighting.claim.field)
  if (aside) confidence = asideOthers(confidence, sighting, others, all, circumstances)
  if (isSellerOnly(sighting, others, circumstances)) confidence = atMost(confidence, 'possible')
  if (isRivalsName(sighting, circumstances)) confidence = null
  if (alias.verified === 'memory' || former) confidence = atMost(confidence, 'possible')
  if (holding === 'over') confidence = null
  const weighed = { ...sighting, confidence, relation, former, over: holding === 'over' }
  return aside ? { ...weighed, mention: true } : weighed
}

/**
 * What prose is worth in the row of another maker, where it may speak of anything: nothing if that maker is known
 * to build its own, or is a company that once was the vendor's and is spoken of as such.
 */
function asideOthers(
  confidence: Confidence | null,
  { entry }: Sighting,
  others: readonly StatedMaker[],
  all: readonly Sighting[],
  circumstances: Circumstances,
): Confidence | null {
  const rivals = circumstances.rivals.get(entry.vendor) ?? []
  const explained = others.some(
    (maker) =>
      isAmong(maker, rivals) ||
      all.some(
        (other) =>
          other.claim === maker.claim &&
          other.entry.vendor === entry.vendor &&
          isFormer(other, circumstances),
      ),
  )
  return explained && entry.alias.relation !== 'component' ? null : atMost(confidence, 'possible')
}

/** Whether hardware is only supplied by the vendor, while its row states another maker. */
function isSellerOnly({ claim }: Sighting, others: readonly StatedMaker[], { item }: Circumstances): boolean {
  return claim.field === 'supplier' && others.length > 0 && isHardware(item)
}

/** Whether a name was seen in the name of somebody who is known to be a different company. */
function isRivalsName({ entry, technique, claim }: Sighting, { words, rivals }: Circumstances): boolean {
  if (technique !== 'word' && technique !== 'coined-word' && technique !== 'fuzzy') return false
  const names = rivals.get(entry.vendor) ?? []
  return names.length > 0 && MAKER_FIELDS.has(claim.field) && isAmong(makerOf(claim, words), names)
}

function isFormer({ entry }: Sighting, { itemDate, asOf }: Circumstances): boolean {
  return entry.alias.relation === 'former' || holdingOf(entry.alias, itemDate, asOf) !== 'held'
}

/** What a model pattern is worth beside the makers that the document states. */
function besideOthers(
  sighting: Sighting,
  others: readonly StatedMaker[],
  all: readonly Sighting[],
  { item, makers, classWords, rivals, collisions }: Circumstances,
): Confidence | null {
  const { entry, confidence } = sighting
  const { alias, vendor } = entry
  if (confidence === null) {
    // A weak pattern in a row that names no maker counts when the row's own words tell the same kind of thing.
    const sameKind = alias.class !== undefined && classInDocument(item, classWords) === alias.class
    return makers.length === 0 && sameKind ? 'possible' : null
  }
  if (alias.relation === 'component' || others.length === 0) return confidence
  const lists = [rivals.get(vendor) ?? [], collisions.get(alias.id) ?? []]
  const rivalled =
    others.some((maker) => lists.some((names) => isAmong(maker, names))) ||
    all.some((other) => other.entry.vendor !== vendor && isConfirmedMaker(other, others))
  return rivalled ? lower(confidence) : confidence
}

/** Whether a sighting shows that a stated maker is another company of the lists, which builds its own. */
function isConfirmedMaker({ claim, confidence, entry }: Sighting, others: readonly StatedMaker[]): boolean {
  return (
    confidence === 'confirmed' &&
    entry.alias.relation !== 'oem' &&
    others.some((maker) => maker.claim === claim)
  )
}

function relationOf(
  { entry, technique, relation }: Sighting,
  others: readonly StatedMaker[],
  { rivals }: Circumstances,
): Relation {
  const { alias, vendor } = entry
  if (relation !== undefined) return relation
  if (others.length === 0 || !BUILD_TECHNIQUES.has(technique)) return alias.relation
  if (alias.relation === 'component' || alias.relation === 'oem') return alias.relation
  if (alias.class === 'module-or-chip') return 'component'
  // A maker known to build its own has bought the interface, not the box.
  const builds = others.some((maker) => isAmong(maker, rivals.get(vendor) ?? []))
  return builds && technique !== 'model' && technique !== 'word' ? 'component' : 'oem'
}

function agreed(best: Confidence, current: readonly Weighed[], hardware: boolean): Confidence {
  const solid = current.filter(({ confidence, mention }) => confidence !== null && mention !== true)
  if (solid.some((one, at) => solid.slice(at + 1).some((other) => agree(one, other)))) {
    return best === 'possible' ? 'probable' : 'confirmed'
  }
  if (best !== 'possible' || !hardware) return best
  const mentions = current.filter(({ confidence, mention }) => confidence !== null && mention === true)
  return solid.some((one) => mentions.some((other) => basisOf(other) !== basisOf(one))) ? 'probable' : best
}

/** Whether two sightings rest on different things: not both on the wording of one claim. */
function agree(a: Sighting, b: Sighting): boolean {
  if (basisOf(a) === basisOf(b)) return false
  return a.claim !== b.claim || NUMBER_TECHNIQUES.has(a.technique) || NUMBER_TECHNIQUES.has(b.technique)
}

function basisOf({ technique, basis }: Sighting): string {
  return basis ?? (NAME_TECHNIQUES.has(technique) ? 'name' : technique)
}

function labelOf(best: Weighed, others: readonly StatedMaker[]): string | undefined {
  const label = best.technique === 'brand' ? best.claim : others[0]?.claim
  if (label === undefined) return best.entry.alias.of
  return label.field === 'manufacturer' || label.field === 'brand' || label.field === 'vendor'
    ? label.value.trim()
    : best.entry.alias.of
}

function classOfMatch(
  best: Weighed,
  weighed: readonly Weighed[],
  { item, classWords }: Circumstances,
): EquipmentClass {
  // A part inside is of its own class, not of that of the device around it.
  if (best.relation === 'component' && isHardware(item)) return 'module-or-chip'
  return classOf(item, weighed, classWords)
}

function evidenceOf({ entry, technique, confidence, claim, relation, note, over }: Weighed): Evidence {
  const { vendor, alias } = entry
  const ended = over
    ? `Not so at the time of this item${alias.until === undefined ? '' : ` (until ${alias.until})`}.`
    : null
  const notes = [note, ended, alias.note].filter((text) => text !== undefined && text !== null)
  return {
    vendor,
    alias: alias.id,
    relation,
    technique,
    confidence,
    claim,
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  }
}

function byPlace(a: Sighting, b: Sighting): number {
  return a.claim.span.offset - b.claim.span.offset || (a.entry.alias.id < b.entry.alias.id ? -1 : 1)
}
