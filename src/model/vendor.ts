import type { EquipmentClass } from './equipment.ts'

/** Id of a vendor: the name of its file, such as `acme`. */
export type VendorId = string

/** How that which an alias names stands to the vendor. */
export const RELATIONS = ['self', 'subsidiary', 'affiliate', 'brand', 'oem', 'component', 'former'] as const
export type Relation = (typeof RELATIONS)[number]

/** How much of what is sold under a white label the vendor makes. */
export const DEGREES = ['all', 'most', 'some', 'former'] as const
export type Degree = (typeof DEGREES)[number]

/** In which way an alias shows itself; one matcher for each. */
export const ALIAS_KINDS = [
  'name',
  'brand',
  'oui',
  'cpe',
  'purl',
  'oid',
  'domain',
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
export type AliasKind = (typeof ALIAS_KINDS)[number]

/** How well an entry is founded: read in a source, read in part, or known from memory only. */
export const VERIFIED = ['seen', 'partly', 'memory'] as const
export type Verified = (typeof VERIFIED)[number]

/** A calendar date, `2022-11-24`, or the part of it that is known, `2022-11` or `2022`. */
export type PartialDate = string

/** What every alias has. */
interface AliasBase {
  /** `vendor/kind/slug`; never reused or renamed. */
  readonly id: string
  readonly relation: Relation
  /** The company, brand or unit meant, where it is not the vendor itself: `Acme Cameras`. */
  readonly of?: string
  /** First and last day on which the relation held; absent means not known to have begun or ended. */
  readonly from?: PartialDate
  readonly until?: PartialDate
  readonly verified: Verified
  /** Where the fact was read: URLs, or registry and edition. */
  readonly sources: readonly string[]
  /** Day on which the fact was last looked at. */
  readonly asOf: PartialDate
  /** What a reader of the finding should know, in one sentence. */
  readonly note?: string
  /** Equipment that this alias tells of, when the document does not. */
  readonly class?: EquipmentClass
  /** Kept when an entry was wrong or is superseded: never matched, still explained. */
  readonly replacedBy?: string
}

/** A company's name, as an organisation field or, by its words, a text holds it. */
export interface NameAlias extends AliasBase {
  readonly kind: 'name'
  /** One spelling; case, punctuation, legal forms and scripts' variants do not matter. */
  readonly value: string
  /**
   * True for a coined word that belongs to nobody else (`Kodak`): as a word of an organisation's name,
   * beside words for places and trades only, it names the company or a part of it.
   */
  readonly coined?: true
  /** True for a word too common to mean anything outside a field for organisations, exactly equal. */
  readonly exactOnly?: true
  /** True for a name that somebody else bears too: exact in a field for organisations it is `possible`, elsewhere nothing. */
  readonly ambiguous?: true
  /** True where the legal form tells it from another company's name: it must stand there. */
  readonly withLegalForm?: true
}

/** A label under which products are sold. */
export interface BrandAlias extends AliasBase {
  readonly kind: 'brand'
  readonly value: string
  readonly degree: Degree
  /** The brand proves something only together with a model that one of these expressions fits. */
  readonly models?: readonly string[]
  /** Models of the brand that are known to be somebody else's. */
  readonly notModels?: readonly string[]
}

/** An exact identifier: CPE vendor, purl type/namespace, OID arc, domain, USB or PCI vendor id and so on. */
export interface IdentifierAlias extends AliasBase {
  readonly kind:
    | 'cpe'
    | 'purl'
    | 'oid'
    | 'domain'
    | 'usb'
    | 'pci'
    | 'pnp'
    | 'bluetooth'
    | 'fcc'
    | 'gpon'
    | 'registration'
  readonly value: string
  /** Parts of the range that are known to be somebody else's: OID arcs under this one. */
  readonly notValues?: readonly string[]
  /**
   * `borrowed`: used by the vendor's devices without being registered to it. `shared`: used by many makers'
   * devices, so nothing alone. `host`: only a place to download from.
   */
  readonly standing?: 'own' | 'borrowed' | 'shared' | 'host'
}

/** The MAC prefixes assigned to one organisation string of the IEEE registries. */
export interface OuiAlias extends AliasBase {
  readonly kind: 'oui'
  /** The organisation, exactly as the registry spells it. */
  readonly organization: string
  /** Upper-case hexadecimal digits, 6, 7 or 9 of them. */
  readonly prefixes: readonly string[]
}

/** A grammar of model numbers or part numbers. */
export interface ModelAlias extends AliasBase {
  readonly kind: 'model'
  /** Regular expression, case-insensitive, for a normalised model text. */
  readonly pattern: string
  /** What stands alone, what needs company, what only supports. */
  readonly strength: 'strong' | 'medium' | 'weak'
  /** Product family in plain words. */
  readonly family: string
  /** Names of makers with a documented collision with the pattern. */
  readonly collidesWith?: readonly string[]
}

/** What a device of the maker says of itself on the network: banners, sysDescr, realms, certificate subjects. */
export interface BannerAlias extends AliasBase {
  readonly kind: 'banner'
  readonly pattern: string
  readonly strength: 'strong' | 'medium' | 'weak'
  /** What protocol field it stands in: `http-server`, `sysdescr` … */
  readonly where: string
}

/** One way in which a vendor shows itself. */
export type Alias = NameAlias | BrandAlias | IdentifierAlias | OuiAlias | ModelAlias | BannerAlias

/** A rival: a maker or brand that a careless reader takes for the vendor's. It lowers model patterns. */
export interface NotOem {
  readonly value: string
  readonly why: string
  readonly sources: readonly string[]
}

/** A company that rules name. */
export interface Vendor {
  readonly id: VendorId
  /** As prose calls it: `Acme`. */
  readonly name: string
  readonly legalName: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Which lists of vendors this one is on; the first five are on `default`. */
  readonly lists: readonly string[]
  readonly aliases: readonly Alias[]
  readonly notOem: readonly NotOem[]
}
