import type { AliasKind } from './model/vendor.ts'
import { createDelimitedSplitter } from './syntax/delimited.ts'

/** One line of a public registry: a value, and the organisation that holds it as the registry spells it. */
export interface Assignment {
  readonly value: string
  readonly organization: string
}

/** A public registry whose files can be read: MAC prefixes, enterprise numbers, USB, PCI, Bluetooth, displays. */
export interface RegistryFormat {
  readonly kind: AliasKind
  /** What a person calls it, and where its file comes from. */
  readonly title: string
  /** The assignments in the text of one of its files; none when the text is something else. */
  read(text: string): readonly Assignment[]
}

/** The registries by the name under which a user gives their files. */
export const REGISTRY_FORMATS = {
  ieee: {
    kind: 'oui',
    title: 'MAC address blocks of the IEEE (oui.csv, mam.csv, oui36.csv, cid.csv)',
    read: readIeee,
  },
  iana: { kind: 'oid', title: 'Enterprise numbers of IANA (enterprise-numbers)', read: readIana },
  usb: { kind: 'usb', title: 'USB vendor ids (usb.ids)', read: readIds },
  pci: { kind: 'pci', title: 'PCI vendor ids (pci.ids)', read: readIds },
  bluetooth: {
    kind: 'bluetooth',
    title: 'Company identifiers of the Bluetooth SIG (company_identifiers.yaml)',
    read: readBluetooth,
  },
  pnp: {
    kind: 'pnp',
    title: 'Plug-and-play ids of UEFI (pnp.ids, or the CSV of the registry)',
    read: readPnp,
  },
} as const satisfies Record<string, RegistryFormat>

/** Rows `Registry,Assignment,Organization Name,Organization Address`, as the IEEE publishes them. */
function readIeee(text: string): readonly Assignment[] {
  return rowsOf(text).flatMap(([, value = '', organization = '']) =>
    /^(?:[0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9})$/.test(value) ? [{ value, organization }] : [],
  )
}

/** Blocks of a number and, indented, the organisation, its contact and its address. */
function readIana(text: string): readonly Assignment[] {
  return [...text.matchAll(/^(\d+)\r?\n {2}(\S.*?)\s*$/gm)].map(([, number = '', organization = '']) => ({
    value: `1.3.6.1.4.1.${number}`,
    organization,
  }))
}

/** Lines of four hexadecimal digits, two blanks and the organisation; what is indented is a product. */
function readIds(text: string): readonly Assignment[] {
  return [...text.matchAll(/^([0-9a-f]{4}) {2}(\S.*?)\s*$/gm)].map(([, value = '', organization = '']) => ({
    value,
    organization,
  }))
}

/** Pairs of lines `value: 0x010F` and `name: '…'`. */
function readBluetooth(text: string): readonly Assignment[] {
  const pairs = /value:\s*0x([0-9A-Fa-f]{4})\s*\r?\n\s*name:\s*(?:'((?:[^']|'')*)'|"([^"]*)"|(.+?))\s*$/gm
  return [...text.matchAll(pairs)].map(([, digits = '', single, double, plain]) => ({
    value: `0x${digits.toUpperCase()}`,
    organization: single?.replaceAll("''", "'") ?? double ?? plain ?? '',
  }))
}

/** Lines `ABC<tab>organisation`, or rows `"organisation",ABC,date`. */
function readPnp(text: string): readonly Assignment[] {
  const lines = [...text.matchAll(/^([A-Z@]{3})\t(\S.*?)\s*$/gm)]
  if (lines.length > 0) return lines.map(([, value = '', organization = '']) => ({ value, organization }))
  return rowsOf(text).flatMap(([organization = '', value = '']) =>
    /^[A-Z@]{3}$/.test(value) ? [{ value, organization }] : [],
  )
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = []
  const splitter = createDelimitedSplitter({
    delimiter: 0x2c,
    onRow: (row) => rows.push(Array.from({ length: row.size }, (_, at) => row.cell(at)?.value ?? '')),
    // What is no table gives no assignments, which the caller sees.
    onProblem: () => undefined,
  })
  splitter.write(new TextEncoder().encode(text))
  splitter.end()
  return rows
}
