import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildLists, loadSource } from '../../src/lists/index.ts'
import { compileMatcher, type Matcher } from '../../src/match/matcher.ts'
import type { Field } from '../../src/model/field.ts'
import type { Match } from '../../src/model/finding.ts'
import type { Claim, Item, ItemKind } from '../../src/model/item.ts'
import { rowsOf } from './csv.ts'

/**
 * Labelled names and devices, matched with the lists as they are. The gates may only rise. A row that is labelled
 * wrongly stands in `tests/disputed.csv` with a source, never in the code or in the lists.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SHARED = process.env.VENDORSCAN_SHARED ?? join(ROOT, '../shared')
const EVAL = join(SHARED, 'eval')

/** In which field a kind of row stands, in what kind of item. */
const PLACES: Readonly<Record<string, readonly [Field, ItemKind]>> = {
  'mac-oui-org': ['manufacturer', 'host'],
  'snmp-pen-org': ['manufacturer', 'host'],
  'list-name': ['supplier', 'software'],
  'name-perturbed': ['supplier', 'software'],
  'name-other-script': ['supplier', 'software'],
  'company-name': ['supplier', 'software'],
  'statute-name': ['supplier', 'software'],
  'cve-affected-vendor': ['vendor', 'software'],
  'mac-vendor': ['manufacturer', 'host'],
  'mac-vendor-short': ['manufacturer', 'host'],
  'usb-vendor': ['manufacturer', 'device'],
  'pci-vendor': ['manufacturer', 'device'],
  'pnp-vendor': ['manufacturer', 'device'],
  'bluetooth-company': ['manufacturer', 'device'],
  cpe: ['cpe', 'software'],
  purl: ['purl', 'software'],
  domain: ['domain', 'software'],
  'java-package': ['group', 'software'],
  'author-email': ['email', 'software'],
  'inventory-manufacturer-model': ['model', 'device'],
  'inventory-model': ['model', 'device'],
  'snmp-sysdescr': ['banner', 'host'],
  'scanner-product': ['banner', 'host'],
  'usb-product': ['description', 'device'],
  'pci-device': ['model', 'device'],
  'copyright-text': ['copyright', 'software'],
  'free-text': ['description', 'software'],
  'person-name': ['author', 'software'],
  'person-name-part': ['author', 'software'],
  'person-handle': ['author', 'software'],
  'language-name': ['name', 'software'],
  'software-name': ['name', 'software'],
  base64: ['description', 'software'],
}

const ORGANIZATIONS = [
  'mac-oui-org',
  'snmp-pen-org',
  'list-name',
  'name-perturbed',
  'name-other-script',
  'company-name',
  'statute-name',
  'cve-affected-vendor',
  'mac-vendor',
  'usb-vendor',
  'pci-vendor',
  'pnp-vendor',
  'bluetooth-company',
]
const IDENTIFIERS = ['cpe', 'purl', 'domain', 'java-package', 'author-email']
/** Kinds of which only persons, packages and prose make part: nothing there may be more than `possible`. */
const MENTIONS = [
  'free-text',
  'person-name',
  'person-name-part',
  'person-handle',
  'software-name',
  'language-name',
]

interface Outcome {
  readonly kind: string
  readonly row: string
  readonly expected: string
  /** `former-or-affiliate` or `ambiguous`, where the label says so. */
  readonly status: string | undefined
  readonly matches: readonly Match[]
}

let matcher: Matcher
const names: Outcome[] = []
const devices: (Outcome & { readonly relation: string })[] = []
let disputed: ReadonlySet<string>

describe.skipIf(!existsSync(EVAL))(
  'accuracy on the labelled rows (skipped where the shared folder is absent)',
  () => {
    beforeAll(async () => {
      matcher = compileMatcher(await buildLists([await loadSource(join(ROOT, 'vendor-lists'))]))
      disputed = new Set(rowsOf(join(ROOT, 'tests/disputed.csv')).map((row) => row['row'] ?? ''))
      for (const row of rowsOf(join(EVAL, 'names.csv'))) names.push(nameOutcome(row))
      for (const row of rowsOf(join(EVAL, 'devices.csv'))) devices.push(deviceOutcome(row))
    })
    afterAll(() => print())

    it('every kind of row is placed in a field', () => {
      for (const { kind } of names) expect(PLACES[kind] ?? kind.startsWith('banner:'), kind).toBeTruthy()
    })

    describe('names', () => {
      it.each([
        ['organisations', ORGANIZATIONS, 0.99],
        ['identifiers', IDENTIFIERS, 1],
        ['other scripts', ['name-other-script'], 1],
        ['perturbed names', ['name-perturbed'], 0.96],
        ['inventories', ['inventory-model', 'inventory-manufacturer-model'], 1],
        ['banners', [...new Set(['snmp-sysdescr', 'scanner-product'])], 1],
      ] as const)('recall of %s', (_, kinds, least) => {
        const rows = names.filter((outcome) => (kinds as readonly string[]).includes(outcome.kind))
        expect(missed(rows).map(({ row }) => row)).toHaveLength(
          Math.min(missed(rows).length, allowed(rows, 1 - least)),
        )
      })
      it('no wrong vendor at probable or above', () => {
        expect(names.filter((outcome) => wrong(outcome, 'probable')).map(describeRow)).toEqual([])
      })
      it('at most 1 % wrong at possible', () => {
        const rows = names.filter((outcome) => wrong(outcome, 'possible')).map(describeRow)
        expect(rows.length, rows.join('\n')).toBeLessThanOrEqual(names.length * 0.002)
      })
      it('former and affiliated companies carry their status', () => {
        const rows = names.filter(
          ({ status, matches }) => status === 'former-or-affiliate' && matches.length > 0,
        )
        const bare = rows.filter(({ expected, matches }) =>
          matches.some(
            ({ vendor, relation, ownership, of }) =>
              vendor === expected && relation === 'self' && ownership === undefined && of === undefined,
          ),
        )
        expect(rows.length).toBeGreaterThan(15)
        expect(bare.map(describeRow)).toEqual([])
      })
      it('persons, prose and third-party packages are possible at most', () => {
        const rows = names.filter(
          ({ kind, matches }) => MENTIONS.includes(kind) && isAtLeast(matches, 'probable'),
        )
        expect(rows.map(describeRow)).toEqual([])
      })
    })

    describe('devices', () => {
      it('recall', () => {
        const positives = devices.filter(({ expected }) => expected !== 'none')
        expect(missed(devices).length, missed(devices).map(describeRow).join('\n')).toBeLessThanOrEqual(
          positives.length * 0.01,
        )
      })
      it('no wrong vendor at probable or above', () => {
        expect(devices.filter((outcome) => wrong(outcome, 'probable')).map(describeRow)).toEqual([])
      })
      it('precision at possible', () => {
        const rows = devices.filter((outcome) => wrong(outcome, 'possible')).map(describeRow)
        expect(rows.length, rows.join('\n')).toBeLessThanOrEqual(devices.length * 0.004)
      })
      it('relation', () => {
        const hits = devices.filter((outcome) => outcome.expected !== 'none' && found(outcome))
        const off = hits.filter((outcome) => !relationFits(outcome)).map(describeRow)
        expect(off.length, off.join('\n')).toBeLessThanOrEqual(hits.length * 0.02)
      })
    })
  },
)

function nameOutcome(row: Readonly<Record<string, string>>): Outcome {
  const { text = '', kind = '', expected_vendor_or_none: label = 'none' } = row
  const [field, itemKind] = PLACES[kind] ?? (['banner', 'host'] as const)
  const [expected = 'none', status] = label.startsWith('other:') ? ['none'] : label.split(':')
  return { kind, row: text, expected, status, matches: matcher.match(itemOf(itemKind, [[field, text]])) }
}

function deviceOutcome(row: Readonly<Record<string, string>>): Outcome & { relation: string } {
  const { manufacturer = '', model = '', mac = '', description = '' } = row
  const fields = [
    ['manufacturer', manufacturer],
    ['model', model],
    ['mac', mac],
    ['description', description],
  ] as const
  return {
    kind: 'device',
    row: [manufacturer, model, mac, description].join('|'),
    expected: row['expected_vendor_or_none'] ?? 'none',
    status: undefined,
    relation: row['expected_relation'] ?? 'none',
    matches: matcher.match(itemOf('device', fields)),
  }
}

function itemOf(kind: ItemKind, fields: readonly (readonly [Field, string])[]): Item {
  const claims: Claim[] = []
  let offset = 0
  for (const [field, value] of fields) {
    if (value !== '') claims.push({ field, value, span: { offset, length: value.length } })
    offset += value.length + 1
  }
  return { kind, name: '', span: { offset: 0, length: 0 }, claims }
}

function isDisputed({ row }: Outcome): boolean {
  return disputed.has(row)
}

function found({ expected, matches }: Outcome): boolean {
  return matches.some(({ vendor }) => vendor === expected)
}

/** Rows whose vendor was not found; a copyright line or an ambiguous name need not be. */
function missed<O extends Outcome>(rows: readonly O[]): readonly O[] {
  return rows.filter(
    (outcome) =>
      outcome.expected !== 'none' &&
      outcome.status !== 'ambiguous' &&
      !found(outcome) &&
      !isDisputed(outcome),
  )
}

function allowed(rows: readonly Outcome[], share: number): number {
  return Math.floor(rows.filter(({ expected }) => expected !== 'none').length * share + 1e-9)
}

/** A vendor found that the label does not name. A former relation is information, not a claim. */
function wrong(outcome: Outcome, least: 'possible' | 'probable'): boolean {
  if (isDisputed(outcome)) return false
  const strangers = outcome.matches.filter(
    ({ vendor, relation }) => vendor !== outcome.expected && relation !== 'former',
  )
  return least === 'possible' ? strangers.length > 0 : isAtLeast(strangers, 'probable')
}

function isAtLeast(matches: readonly Match[], confidence: 'probable'): boolean {
  return matches.some((match) => match.confidence === confidence || match.confidence === 'confirmed')
}

const RELATIONS: Readonly<Record<string, readonly string[]>> = {
  direct: ['self', 'brand'],
  subsidiary: ['subsidiary', 'brand', 'affiliate'],
  oem: ['oem', 'former'],
  component: ['component'],
}

function relationFits(outcome: Outcome & { readonly relation: string }): boolean {
  return outcome.matches.some(
    ({ vendor, relation }) => vendor === outcome.expected && RELATIONS[outcome.relation]?.includes(relation),
  )
}

function describeRow({ row, expected, matches }: Outcome): string {
  const seen = matches.map(
    ({ vendor, confidence, relation, evidence }) =>
      `${vendor} ${confidence} ${relation} (${evidence.map(({ alias }) => alias).join(', ')})`,
  )
  return `${row} → ${seen.join('; ') || 'nothing'}, expected ${expected}`
}

/** The confusion matrix: kinds of rows down, outcomes across. */
function print(): void {
  const lines = [
    'kind                          rows  found missed  wrong≥probable wrong=possible  right-none',
  ]
  for (const kind of [...new Set(names.map((outcome) => outcome.kind)), 'device']) {
    const rows = [...names, ...devices].filter((outcome) => outcome.kind === kind)
    const positive = rows.filter(({ expected }) => expected !== 'none')
    const strong = rows.filter((outcome) => wrong(outcome, 'probable'))
    const weak = rows.filter((outcome) => wrong(outcome, 'possible') && !wrong(outcome, 'probable'))
    const silent = rows.filter((outcome) => outcome.expected === 'none' && !wrong(outcome, 'possible'))
    const numbers = [rows, positive.filter(found), missed(rows), strong, weak, silent].map(
      ({ length }) => length,
    )
    lines.push(
      `${kind.padEnd(28)}${numbers.map((number, at) => `${number}`.padStart(at > 2 ? 15 : 6)).join('')}`,
    )
  }
  console.log(lines.join('\n'))
  for (const outcome of [...missed(names), ...missed(devices)])
    console.log('missed:', outcome.kind, describeRow(outcome))
  for (const outcome of [...names, ...devices]) {
    if (wrong(outcome, 'possible')) console.log('wrong: ', outcome.kind, describeRow(outcome))
  }
  for (const outcome of devices) {
    if (outcome.expected !== 'none' && found(outcome) && !relationFits(outcome)) {
      console.log('relation:', outcome.relation, describeRow(outcome))
    }
  }
}
