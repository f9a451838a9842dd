import type { Field } from '../../model/field.ts'
import type { ItemKind } from '../../model/item.ts'
import { macsIn } from './cells.ts'
import type { Meaning } from './header-words.ts'
import { headerMeaning, normalizeHeader } from './headers.ts'

/** A column that is read. */
interface Column {
  /** Counted from 0. */
  readonly index: number
  readonly field: Field
}

/** What a table's columns are. */
export interface Columns {
  /** In order of index. */
  readonly columns: readonly Column[]
  /** `software` where the table lists programs, `device` otherwise. */
  readonly kind: ItemKind
  /** Whether a column can tell who made the items: a maker, a model, a MAC address or an identifier. */
  readonly telling: boolean
}

/**
 * What each column of a table is, from its header; where a header has several meanings, from the other headers
 * and from the first values of the column. Columns that mean nothing known are not read at all.
 */
export function understandColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): Columns {
  const table = describe(headers, sample)
  const columns: Column[] = []
  let telling = false
  for (let index = 0; index < headers.length; index++) {
    const field = fieldOf(table, index)
    if (field === null) continue
    columns.push({ index, field })
    telling ||= TELLING.has(field) && table.meanings[index] !== 'os'
    telling ||= table.meanings[index] === 'template'
  }
  return { columns, kind: table.software ? 'software' : 'device', telling }
}

const TELLING: ReadonlySet<Field> = new Set<Field>([
  'manufacturer',
  'brand',
  'vendor',
  'supplier',
  'publisher',
  'model',
  'partNumber',
  'mac',
  'serial',
  'cpe',
  'purl',
  'swid',
  'oid',
  'banner',
  'usb',
  'pci',
  'fcc',
  'gpon',
])

interface Table {
  readonly headers: readonly string[]
  readonly meanings: readonly (Meaning | null)[]
  /** True for a list of programs. */
  readonly software: boolean
  /** True for a list of what answers at the ports of hosts. */
  readonly services: boolean
  /** True for a list of weaknesses, whose descriptions and names are not those of the device. */
  readonly vulnerabilities: boolean
  /** Index of the one column whose dates are read. */
  readonly date: number
  has(...meanings: readonly Meaning[]): boolean
  hasHeader(...headers: readonly string[]): boolean
  /** The first values of a column, blank ones left out. */
  values(index: number): readonly string[]
}

function describe(headers: readonly string[], sample: readonly (readonly string[])[]): Table {
  const normalized = new Set(headers.map(normalizeHeader))
  const meanings = headers.map(headerMeaning)
  const has = (...wanted: readonly Meaning[]) => wanted.some((meaning) => meanings.includes(meaning))
  const hasHeader = (...wanted: readonly string[]) => wanted.some((header) => normalized.has(header))
  const services = has('ip') && hasHeader('port', 'ports')
  const programs =
    has('software', 'purl') ||
    (!services && has('version') && (has('product') || hasHeader('license', 'licenses', 'licence')))
  return {
    headers,
    meanings,
    software:
      programs &&
      !has('mac', 'model', 'modelNumber', 'partNumber', 'type', 'serial', 'firmware', 'fcc', 'gpon', 'oid'),
    services,
    vulnerabilities:
      hasHeader('plugin', 'pluginid', 'nvtoid', 'nvtname', 'qid', 'cve', 'cves', 'cveid') &&
      hasHeader('severity', 'risk', 'solution'),
    date: (['dateMade', 'dateBought', 'dateInstalled'] as const)
      .map((meaning) => meanings.indexOf(meaning))
      .reduce((found, index) => (found >= 0 ? found : index), -1),
    has,
    hasHeader,
    values: (index) => sample.map((row) => row[index] ?? '').filter((value) => value !== ''),
  }
}

function fieldOf(table: Table, index: number): Field | null {
  const meaning = table.meanings[index]!
  const values = table.values(index)
  if (holdsMacs(meaning, table.headers[index]!, values)) return 'mac'
  if (meaning === null) return null
  if (table.vulnerabilities && OF_THE_WEAKNESS.has(meaning)) {
    return meaning === 'name' && !SAYS_NAME_ONLY.test(normalizeHeader(table.headers[index]!)) ? 'name' : null
  }
  switch (meaning) {
    case 'manufacturer':
    case 'supplier':
    case 'publisher':
    case 'model':
    case 'class':
    case 'mac':
    case 'firmware':
    case 'name':
    case 'description':
    case 'asset':
    case 'site':
    case 'purpose':
    case 'quantity':
    case 'country':
    case 'cpe':
    case 'purl':
    case 'swid':
    case 'oid':
    case 'banner':
    case 'usb':
    case 'pci':
    case 'fcc':
    case 'gpon':
      return meaning
    case 'brand':
      return table.has('manufacturer') ? 'brand' : 'manufacturer'
    case 'vendor':
    case 'supplierOrMaker':
      return table.has('manufacturer', 'brand') ? 'supplier' : 'vendor'
    case 'macVendor':
      return table.has('mac') ? null : 'vendor'
    case 'modelNumber':
      return table.has('model') ? 'partNumber' : 'model'
    case 'partNumber':
    case 'serial':
      return countsRows(values) ? null : meaning
    case 'reference':
      return table.has('manufacturer', 'brand', 'model') && !countsRows(values) ? 'partNumber' : null
    case 'type':
      return typeIsModel(table, values) ? 'model' : 'class'
    case 'hardware':
      return table.has('model', 'modelNumber') ? 'description' : 'model'
    case 'product':
      if (table.software) return 'name'
      if (table.services) return 'banner'
      return table.has('model', 'modelNumber') ? 'description' : 'model'
    case 'device':
      if (countsRows(values)) return null
      return !table.has('model', 'modelNumber', 'type') && mostlyModels(values) ? 'model' : 'name'
    case 'platform':
      return !table.has('model', 'modelNumber', 'type') && mostlyModels(values) ? 'model' : 'banner'
    case 'os':
      return 'banner'
    case 'version':
      return table.software || table.has('firmware') ? null : 'firmware'
    case 'software':
      return table.software || !table.has('name') ? 'name' : 'description'
    case 'template':
    case 'chipset':
      return 'description'
    case 'dateMade':
    case 'dateBought':
    case 'dateInstalled':
      return table.date === index ? 'date' : null
    case 'vendorId':
      if (!values.every((value) => /^(?:0x)?[\da-f]{4}$/i.test(value))) return null
      return values.some((value) => value.startsWith('0x')) || table.hasHeader('pciclass', 'pcislot')
        ? 'pci'
        : 'usb'
    case 'modelId':
      if (values.every((value) => /^(?:0x)?[\da-f]{4}$/i.test(value))) return null
      return table.has('model') ? 'partNumber' : 'model'
    case 'address':
    case 'ip':
      return null
    default:
      meaning satisfies never
      return null
  }
}

const OF_THE_WEAKNESS: ReadonlySet<Meaning> = new Set<Meaning>([
  'name',
  'description',
  'class',
  'type',
  'version',
  'vendor',
  'product',
  'software',
  'publisher',
])

const SAYS_NAME_ONLY = /^(?:name|names|title|displayname)$/

/** A column that holds MAC addresses is one whatever its header says, unless that is a secret or a serial number. */
function holdsMacs(meaning: Meaning | null, header: string, values: readonly string[]): boolean {
  if (meaning === 'mac' || values.length === 0) return meaning === 'mac'
  if (/pass|pwd|secret|key|token|psk|hash/i.test(header)) return false
  const bareToo = meaning === 'address'
  const macs = values.filter((value) => macsIn(value).length > 0 && (bareToo || /[:.-]/.test(value)))
  return macs.length >= values.length * 0.8 && macs.length >= (bareToo ? 1 : 2) && meaning !== 'description'
}

/** True where the values are 1, 2, 3 …: they number the rows. */
function countsRows(values: readonly string[]): boolean {
  if (values.length < 2) return false
  const first = Number(values[0])
  return values.every((value, i) => /^\d{1,6}$/.test(value) && Number(value) === first + i)
}

/** `Type` is the model in camera finders' exports and where a table says maker and role but no model. */
function typeIsModel(table: Table, values: readonly string[]): boolean {
  if (table.has('model', 'modelNumber', 'hardware', 'product')) return false
  if (table.hasHeader('deviceserialnumber', 'deviceserialno') && table.hasHeader('softwareversion'))
    return true
  if (values.length > 0) return mostlyModels(values)
  return table.has('manufacturer') && table.has('class')
}

function mostlyModels(values: readonly string[]): boolean {
  return values.length > 0 && values.filter(looksLikeModel).length >= values.length / 2
}

/** Whether a text holds a word of letters and digits as models have, and sizes and counts have not. */
export function looksLikeModel(value: string): boolean {
  return value
    .split(/[\s,;]+/)
    .some(
      (word) =>
        /^(?=.*\d)(?=.*[A-Za-z])[\w./()+-]{4,}$/.test(word) &&
        !/^\d+(?:mp|p|i|k|ch|mm|x|gb|tb|port|ports|poe)$/i.test(word),
    )
}
