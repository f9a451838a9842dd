import type { Lists } from '../model/lists.ts'
import type { Measure } from '../model/measure.ts'
import type { Alias, Vendor, VendorId } from '../model/vendor.ts'

/** The lists, by id, as reporters look things up; what is not in them is `undefined` or goes by its id. */
export interface Catalogue {
  readonly lists: Lists
  vendor(id: VendorId): Vendor | undefined
  vendorName(id: VendorId): string
  measure(id: string): Measure | undefined
  alias(id: string): Alias | undefined
  roleName(id: string): string
  jurisdictionName(code: string): string
}

/** Makes the catalogue of the lists. */
export function catalogueOf(lists: Lists): Catalogue {
  const vendors = new Map(lists.vendors.map((vendor) => [vendor.id, vendor]))
  const measures = new Map(lists.measures.map((measure) => [measure.id, measure]))
  const aliases = new Map<string, Map<string, Alias>>()
  return {
    lists,
    vendor: (id) => vendors.get(id),
    vendorName: (id) => vendors.get(id)?.name ?? id,
    measure: (id) => measures.get(id),
    alias: (id) => {
      const vendor = id.slice(0, id.indexOf('/'))
      let known = aliases.get(vendor)
      if (!known) {
        known = new Map(vendors.get(vendor)?.aliases.map((alias) => [alias.id, alias]))
        aliases.set(vendor, known)
      }
      return known.get(id)
    },
    roleName: (id) => lists.roles[id] ?? id,
    jurisdictionName: (code) => lists.jurisdictions[code] ?? code,
  }
}
