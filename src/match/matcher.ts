import type { Confidence, Match } from '../model/finding.ts'
import type { Claim, Item } from '../model/item.ts'
import type { Lists } from '../model/lists.ts'
import type { Prepared, PreparedWords } from '../model/prepared.ts'
import type { Alias, AliasKind, PartialDate, Vendor, VendorId } from '../model/vendor.ts'
import { normalizeMac } from '../normalize/mac.ts'
import { parsePurl } from '../normalize/purl.ts'
import { type BannerIndex, bannersIn, compileBanners } from './banners.ts'
import { type BrandIndex, brandsIn, compileBrands, isOwnBrand } from './brands.ts'
import { type CpeIndex, compileCpes, cpesIn } from './cpe.ts'
import { compileDomains, type DomainIndex, domainsIn, domainsOf, regidsIn } from './domain.ts'
import { compileClassWords } from './equipment.ts'
import { type Explanation, explainText } from './explain.ts'
import {
  compileNumbers,
  NUMBER_KINDS,
  type NumberIndex,
  numbersIn,
  numbersInText,
  serialsIn,
} from './hardware-id.ts'
import { reachOf } from './literals.ts'
import { compileModels, type ModelIndex, modelsIn, modelsInText } from './models.ts'
import { compileNames, type NameIndex, namesInText, namesOfOrganization } from './names.ts'
import { compileOids, type OidIndex, oidsInText, oidsOf } from './oid.ts'
import { compileOuis, type OuiIndex, ouisIn } from './oui.ts'
import { knownOf, prepareWords } from './prepare.ts'
import { compilePurls, namespacesIn, type PurlIndex, purlsIn } from './purl.ts'
import type { Entry, Sighting } from './sighting.ts'
import { compileMakerNames, dateOf, isHardware, type MakerNames, statedMakers } from './stated.ts'
import { type Circumstances, weigh } from './weigh.ts'
import { compileWords, namesNobody, type Words } from './words.ts'

/** What is looked for, made ready once. */
export interface Matcher {
  /** Runs of ASCII letters and digits, one of which every record of an SBOM holds that could matter. */
  readonly literals: readonly string[]
  /** What ties an item to vendors, in order of vendor id; empty where nothing does. `asOf`: the day of the report. */
  match(item: Item, options?: MatchOptions): readonly Match[]
  /** What a string says, read as every kind of evidence that it could be. */
  explain(text: string, options?: MatchOptions): Explanation
  /** Whether an item gives a maker, a model, an address or an identifier, so that "no match" says something. */
  assessable(item: Item): boolean
}

/** What a match depends on besides the item. */
export interface MatchOptions {
  readonly asOf?: PartialDate
}

/** Which vendors are looked for. */
export interface MatcherOptions {
  /** Ids; absent or empty means the vendors on the list `default` and on the further lists. */
  readonly vendors?: readonly VendorId[]
  /** Lists whose vendors are looked for as well. */
  readonly furtherLists?: readonly string[]
}

/** Everything made ready, one index for each kind of alias. */
interface Indexes {
  readonly words: Words
  readonly literals: readonly string[]
  /** Aliases that are looked for in hardware only, since no literal would lead to them. */
  readonly hardwareOnly: ReadonlySet<Alias>
  readonly names: NameIndex
  readonly cpes: CpeIndex
  readonly purls: PurlIndex
  /** These, too, are made ready when the first is met that could hold one. */
  readonly domains: () => DomainIndex
  readonly numbers: () => NumberIndex
  /** What is looked for in hardware only. */
  readonly hardware: () => HardwareIndexes
}

/** What is looked for in hardware only. */
interface HardwareIndexes {
  readonly brands: BrandIndex
  readonly ouis: OuiIndex
  readonly oids: OidIndex
  readonly models: ModelIndex
  readonly banners: BannerIndex
}

const NONE: readonly never[] = []

/** What every host name holds: a dot with something at both sides, two characters behind it. */
const HOST_LIKE = /[^\s.]\.[^\s.,]{2}/

/** Makes the lists ready for matching. */
export function compileMatcher(lists: Lists, options: MatcherOptions = {}): Matcher {
  const vendors = chosen(lists.vendors, options)
  const prepared = lists.prepared?.words ?? prepareWords(lists.vocabulary)
  const words = compileWords(prepared)
  const indexes = compileIndexes(vendors, words, lists.prepared)
  const scales = once(() => compileScales(vendors, words, prepared.classes))
  const matcher: Matcher = {
    literals: indexes.literals,
    match(item, { asOf } = {}) {
      const telling = look(item, indexes)
      if (telling.length === 0) return NONE
      const seen = [...telling, ...lookForSupport(item, indexes)]
      const makers = statedMakers(item, words)
      const circumstances = {
        item,
        makers,
        words,
        itemDate: dateOf(item),
        asOf,
        ...scales(),
      }
      const matches: Match[] = []
      for (const { id } of vendors) {
        const own = seen.filter(({ entry }) => entry.vendor === id)
        const match = own.length === 0 ? null : weigh(id, own, seen, circumstances)
        if (match !== null) matches.push(match)
      }
      return matches
    },
    explain: (text, matchOptions) =>
      explainText(text, matcher, (item) => look(item, indexes), words, vendors, matchOptions),
    assessable: (item) => isAssessable(item, words),
  }
  return matcher
}

/** Everything that an item's claims show, each by itself. */
function look(item: Item, indexes: Indexes): readonly Sighting[] {
  let seen: Sighting[] | null = null
  const hardware = isHardware(item)
  for (const claim of item.claims) {
    for (const sighting of lookAt(claim, item, hardware, indexes)) {
      if (!hardware && indexes.hardwareOnly.has(sighting.entry.alias)) continue
      if (seen === null) seen = [sighting]
      else seen.push(sighting)
    }
  }
  return seen ?? NONE
}

function lookAt(claim: Claim, item: Item, hardware: boolean, indexes: Indexes): readonly Sighting[] {
  const { names } = indexes
  switch (claim.field) {
    case 'manufacturer':
    case 'vendor':
    case 'brand':
    case 'supplier':
    case 'originator':
      return maker(claim, 'confirmed', item, hardware, indexes)
    case 'publisher':
      return maker(claim, 'probable', item, hardware, indexes)
    case 'model':
    case 'partNumber':
      if (!hardware) return namesInText(claim, names)
      return [
        ...modelsIn(claim, makerTexts(item), indexes.hardware().models),
        // "Make Model" in one column, and no other maker stated: what leads is the maker's name.
        ...namesInText(claim, names, makerTexts(item).length === 0 ? 'probable' : 'possible'),
        ...brandsIn(claim, 'leading', modelClaims(item), indexes.hardware().brands),
      ]
    case 'name': {
      const seen = [...namespacesIn(claim, indexes.purls), ...namesInText(claim, names)]
      if (!hardware) return seen
      return [
        ...seen,
        ...modelsInText(claim, indexes.hardware().models),
        ...brandsIn(claim, 'leading', modelClaims(item), indexes.hardware().brands),
      ]
    }
    case 'group':
      // A namespace is judged as one; a word of it may be anybody's.
      if (/[./]/.test(claim.value)) return namespacesIn(claim, indexes.purls)
      return [...namespacesIn(claim, indexes.purls), ...namesInText(claim, names)]
    case 'description':
      if (!hardware) return namesInText(claim, names)
      return [
        ...namesInText(claim, names),
        ...modelsInText(claim, indexes.hardware().models),
        ...bannersIn(claim, indexes.hardware().banners),
        ...oidsInText(claim, indexes.hardware().oids),
        ...numbersInText(claim, indexes.numbers()),
      ]
    case 'banner':
      return [
        ...bannersIn(claim, indexes.hardware().banners),
        ...namesInText(claim, names),
        ...oidsInText(claim, indexes.hardware().oids),
        ...modelsInText(claim, indexes.hardware().models),
      ]
    case 'firmware':
      if (!hardware) return namesInText(claim, names)
      return [
        ...bannersIn(claim, indexes.hardware().banners),
        ...namesInText(claim, names),
        ...modelsInText(claim, indexes.hardware().models),
      ]
    case 'purl':
      return [
        ...purlsIn(claim, indexes.purls),
        ...domainsOf(parsePurl(claim.value)?.addresses ?? [], claim, 'possible', indexes.domains()),
      ]
    case 'cpe':
      return cpesIn(claim, indexes.cpes)
    case 'swid':
      return [...regidsIn(claim, indexes.domains()), ...namesInText(claim, names)]
    case 'domain':
    case 'email':
      return domainsIn(claim, 'probable', indexes.domains())
    case 'url':
      return domainsIn(claim, 'possible', indexes.domains())
    case 'mac':
      return hardware ? ouisIn(claim, indexes.hardware().ouis) : NONE
    case 'oid':
      return hardware ? oidsOf(claim, indexes.hardware().oids) : NONE
    case 'serial':
      return hardware ? serialsIn(claim, indexes.numbers()) : NONE
    case 'registration':
      return numbersIn(claim.field, claim, indexes.numbers())
    case 'usb':
    case 'pci':
    case 'pnp':
    case 'bluetooth':
    case 'fcc':
    case 'gpon':
      return hardware ? numbersIn(claim.field, claim, indexes.numbers()) : NONE
    case 'author':
    case 'copyright':
    case 'path':
    case 'class':
    case 'purpose':
    case 'site':
    case 'quantity':
    case 'date':
    case 'country':
    case 'asset':
      return NONE
    default:
      return claim.field satisfies never
  }
}

function maker(
  claim: Claim,
  best: Confidence,
  item: Item,
  hardware: boolean,
  indexes: Indexes,
): readonly Sighting[] {
  const seen = namesOfOrganization(claim, best, hardware, indexes.names)
  const labels = hardware ? brandsIn(claim, 'maker', modelClaims(item), indexes.hardware().brands) : NONE
  const hosts = HOST_LIKE.test(claim.value) ? domainsIn(claim, 'probable', indexes.domains()) : NONE
  return labels.length === 0 && hosts.length === 0 ? seen : [...seen, ...labels, ...hosts]
}

/** What stands in fields that prove nothing alone: authors, copyright lines, file paths. */
function lookForSupport(item: Item, indexes: Indexes): readonly Sighting[] {
  const seen: Sighting[] = []
  for (const claim of item.claims) {
    if (claim.field !== 'author' && claim.field !== 'copyright' && claim.field !== 'path') continue
    const found = [...namesInText(claim, indexes.names), ...domainsIn(claim, null, indexes.domains())]
    for (const sighting of found) seen.push({ ...sighting, confidence: null, mention: true })
  }
  return seen
}

/** The texts of an item that can hold a model number. */
function modelClaims(item: Item): readonly Claim[] {
  return item.claims.filter(
    ({ field }) => field === 'model' || field === 'partNumber' || field === 'name' || field === 'description',
  )
}

function makerTexts(item: Item): readonly string[] {
  const texts: string[] = []
  for (const { field, value } of item.claims) {
    if ((field === 'manufacturer' || field === 'brand' || field === 'vendor') && value.trim() !== '') {
      texts.push(value.trim())
    }
  }
  return texts
}

const TELLING = new Set([
  'publisher',
  'originator',
  'supplier',
  'model',
  'partNumber',
  'purl',
  'cpe',
  'swid',
  'oid',
  'domain',
  'usb',
  'pci',
  'pnp',
  'bluetooth',
  'fcc',
  'gpon',
  'registration',
  'group',
  'banner',
])

function isAssessable(item: Item, words: Words): boolean {
  return item.claims.some(({ field, value }) => {
    if (field === 'mac') return normalizeMac(value) !== null
    if (field === 'manufacturer' || field === 'vendor' || field === 'brand') return !namesNobody(value, words)
    return TELLING.has(field) && !words.nobody.has(value.trim().toLowerCase()) && value.trim() !== ''
  })
}

function chosen(
  vendors: readonly Vendor[],
  { vendors: ids = [], furtherLists = [] }: MatcherOptions,
): readonly Vendor[] {
  if (ids.length > 0) return vendors.filter(({ id }) => ids.includes(id))
  const wanted = ['default', ...furtherLists]
  return vendors.filter(({ lists }) => wanted.some((list) => lists.includes(list)))
}

function isLive(alias: Alias): boolean {
  return alias.replacedBy === undefined
}

/** What sightings are weighed by; made ready when there is something to weigh. */
function compileScales(
  vendors: readonly Vendor[],
  words: Words,
  classes: PreparedWords['classes'],
): Pick<Circumstances, 'classWords' | 'rivals' | 'collisions'> {
  return {
    classWords: compileClassWords(classes),
    rivals: new Map(
      vendors.map(({ id, notOem }) => [
        id,
        compileMakerNames(
          notOem.map(({ value }) => value),
          words,
        ),
      ]),
    ),
    collisions: compileCollisions(vendors, words),
  }
}

/** What a function makes, made at the first call. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function compileIndexes(vendors: readonly Vendor[], words: Words, prepared: Prepared | undefined): Indexes {
  const entries: Entry[] = []
  for (const { id, aliases } of vendors) {
    for (const alias of aliases) if (isLive(alias)) entries.push({ vendor: id, alias })
  }
  const own = ofKind(entries, 'brand').filter(({ alias }) => isOwnBrand(alias))
  const aliases = entries.map(({ alias }) => alias)
  // Models are looked for in hardware only, and take the longest.
  const known = knownOf(
    aliases.filter(({ kind }) => kind !== 'model'),
    prepared,
    words,
  )
  const names = compileNames([...ofKind(entries, 'name'), ...own], words, known)
  return {
    words,
    ...reachOf(aliases, known),
    names,
    cpes: compileCpes(ofKind(entries, 'cpe')),
    purls: compilePurls(ofKind(entries, 'purl')),
    domains: once(() => compileDomains(ofKind(entries, 'domain'))),
    numbers: once(() => compileNumbers(NUMBER_KINDS.flatMap((kind) => ofKind(entries, kind)))),
    hardware: once(() => compileHardware(entries, words, names, prepared)),
  }
}

function compileHardware(
  entries: readonly Entry[],
  words: Words,
  names: NameIndex,
  prepared: Prepared | undefined,
): HardwareIndexes {
  const models = ofKind(entries, 'model')
  const known = knownOf(
    models.map(({ alias }) => alias),
    prepared,
    words,
  )
  const labels = ofKind(entries, 'brand').filter(({ alias }) => !isOwnBrand(alias))
  return {
    brands: compileBrands(labels, words),
    ouis: compileOuis(ofKind(entries, 'oui')),
    oids: compileOids(ofKind(entries, 'oid')),
    models: compileModels(models, names, known),
    banners: compileBanners(ofKind(entries, 'banner')),
  }
}

function compileCollisions(vendors: readonly Vendor[], words: Words): ReadonlyMap<string, MakerNames> {
  const collisions = new Map<string, MakerNames>()
  for (const { aliases } of vendors) {
    for (const alias of aliases) {
      if (alias.kind === 'model' && alias.collidesWith !== undefined) {
        collisions.set(alias.id, compileMakerNames(alias.collidesWith, words))
      }
    }
  }
  return collisions
}

function ofKind<K extends AliasKind>(
  entries: readonly Entry[],
  kind: K,
): readonly Entry<Extract<Alias, { kind: K }> & Alias>[] {
  return entries.filter(
    (entry): entry is Entry<Extract<Alias, { kind: K }> & Alias> => entry.alias.kind === kind,
  )
}
