import type { Field } from '../model/field.ts'
import type { Lists, Vocabulary } from '../model/lists.ts'
import type { Measure } from '../model/measure.ts'
import type { Alias, AliasKind, Vendor, VendorId } from '../model/vendor.ts'

/**
 * A text that an alias must claim, or must not: a value of the kind's usual field (see `EXAMPLE_FIELDS`), or
 * the values of several fields of one item.
 */
export type Example = string | Readonly<Partial<Record<Field, string>>>

/** An alias as its file holds it, with the examples that prove it. */
export type SourceAlias = Alias & { readonly match: readonly Example[]; readonly noMatch: readonly Example[] }

/** A vendor as its file holds it. */
export type SourceVendor = Omit<Vendor, 'aliases'> & { readonly aliases: readonly SourceAlias[] }

/** A measure as its file holds it, with the scenarios that prove it. */
export type SourceMeasure = Measure & { readonly scenarios?: unknown }

/** What one organisation holds in a registry. */
export interface RegistryEntry {
  /** Id of the alias; given for MAC prefixes only, otherwise made of vendor, kind and value. */
  readonly id?: string
  readonly vendor: VendorId
  /** Id of the name alias that says who the organisation is: its relation, unit and dates count here too. */
  readonly name: string
  /** The organisation, exactly as the registry spells it. */
  readonly organization: string
  /** MAC prefixes, enterprise number arcs, vendor numbers, domains. */
  readonly values: readonly string[]
  readonly standing?: 'own' | 'host'
}

/** The part of a public registry that belongs to listed vendors; written by machine, never by hand. */
export interface Registry {
  readonly kind: AliasKind
  readonly title: string
  /** Where the registry was read. */
  readonly source: string
  /** Version of the copy that was read. */
  readonly edition: string
  /** Day of that version. */
  readonly asOf: string
  readonly generatedBy: string
  readonly entries: readonly RegistryEntry[]
}

/** A folder of lists as its files hold it. */
export interface SourceLists {
  readonly schema: number
  readonly version: string
  readonly vendors: readonly SourceVendor[]
  readonly registries: readonly Registry[]
  readonly measures: readonly SourceMeasure[]
  readonly vocabulary: Partial<Vocabulary>
  readonly roles: Lists['roles']
  readonly jurisdictions: Lists['jurisdictions']
  readonly profiles?: Lists['profiles']
  readonly purposeWords?: Lists['purposeWords']
}

/** The field in which an example stands that is given as a plain text. */
export const EXAMPLE_FIELDS = {
  name: 'manufacturer',
  brand: 'manufacturer',
  oui: 'mac',
  cpe: 'cpe',
  purl: 'purl',
  oid: 'oid',
  domain: 'domain',
  usb: 'usb',
  pci: 'pci',
  pnp: 'pnp',
  bluetooth: 'bluetooth',
  fcc: 'fcc',
  gpon: 'gpon',
  registration: 'registration',
  model: 'model',
  banner: 'banner',
} as const satisfies Record<AliasKind, Field>
