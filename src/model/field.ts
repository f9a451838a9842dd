/** The fields in which a document can show who made an item. */
export const EVIDENCE_FIELDS = [
  'manufacturer',
  'supplier',
  'publisher',
  'originator',
  'author',
  'vendor',
  'brand',
  'group',
  'name',
  'model',
  'partNumber',
  'purl',
  'cpe',
  'swid',
  'mac',
  'oid',
  'domain',
  'url',
  'email',
  'usb',
  'pci',
  'pnp',
  'bluetooth',
  'fcc',
  'gpon',
  'registration',
  'serial',
  'banner',
  'firmware',
  'description',
  'copyright',
  'path',
] as const

/** The fields that say something about an item, never who made it. */
export const FACT_FIELDS = ['class', 'purpose', 'site', 'quantity', 'date', 'country', 'asset'] as const

/** One of the closed list of things that a document can say of an item. */
export type Field = (typeof EVIDENCE_FIELDS)[number] | (typeof FACT_FIELDS)[number]
