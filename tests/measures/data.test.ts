import { readdirSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { EQUIPMENT_CLASSES, PURPOSES } from '../../src/model/equipment.ts'
import {
  AFFILIATES,
  type DatedFact,
  FACTS_AT_ISSUE,
  LEVELS,
  MEASURE_STATUSES,
  NETWORK_PARTS,
} from '../../src/model/measure.ts'
import { VERIFIED, type Vendor } from '../../src/model/vendor.ts'
import { nameKey } from '../../src/normalize/name.ts'
import { json, type MeasureFile, measures, names } from './files.ts'

const { roles, jurisdictions, purposeWords } = json('vendor-lists/jurisdictions.json') as {
  roles: Record<string, string>
  jurisdictions: Record<string, string>
  purposeWords: Record<string, string>
}
const schema = json('schemas/measure.schema.json') as { $defs: Record<string, { enum?: readonly string[] }> }

/** The vendors that measures are about. */
const vendors = readdirSync(new URL('../../vendor-lists/vendors/', import.meta.url))
  .sort()
  .map((name) => json(`vendor-lists/vendors/${name}`) as Vendor)
const vendorIds = vendors.map(({ id }) => id)

describe('the vocabulary of the schema is that of the model', () => {
  test.each([
    ['class', EQUIPMENT_CLASSES],
    ['purpose', PURPOSES],
    ['level', LEVELS],
    ['fact', FACTS_AT_ISSUE],
    ['networkPart', NETWORK_PARTS],
  ] as const)('%s', (word, values) => {
    expect([...(schema.$defs[word]?.enum ?? [])].sort()).toEqual([...values].sort())
  })

  test.each([
    ['status', MEASURE_STATUSES],
    ['verified', VERIFIED],
    ['affiliates', AFFILIATES],
  ] as const)('%s', (word, values) => {
    const found = new RegExp(`"${word}":\\{[^}]*?"enum":(\\[[^\\]]*\\])`).exec(JSON.stringify(schema))
    expect(JSON.parse(found?.[1] ?? '[]')).toEqual(values)
  })
})

test('files are named by their ids, and each id stands once', () => {
  expect(names).toEqual(measures.map(({ id }) => `${id}.json`))
})

test('every role and jurisdiction has a plain name, and none is idle', () => {
  const bound = measures.flatMap((measure) => [
    ...measure.bound,
    ...measure.covers.flatMap((cover) => cover.bound ?? []),
  ])
  expect([...new Set(bound)].sort()).toEqual(Object.keys(roles).sort())
  expect([...new Set(measures.map((measure) => measure.jurisdiction))].sort()).toEqual(
    Object.keys(jurisdictions),
  )
})

test('words for purposes are folded as they are looked up, and state a purpose', () => {
  for (const [word, purpose] of Object.entries(purposeWords)) {
    expect(word).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/)
    expect(PURPOSES).toContain(purpose)
  }
})

test('units that measures list by name are units of the vendor lists', () => {
  const units = vendors.flatMap(({ aliases }) => aliases.flatMap(({ id, of }) => [id, of ?? id]))
  for (const { id, covers } of measures)
    for (const listed of covers.flatMap((cover) => cover.listed ?? [])) expect(units, id).toContain(listed)
})

test('a list that follows a measure holds the further vendors that the measure names, and no others', () => {
  const following = measures.filter(({ list }) => list !== undefined)
  expect(following.map(({ id, list }) => `${list}: ${id}`)).toEqual([
    'us-1260h: us-dod-1260h',
    'fcc-covered: us-fcc-covered-list',
    'us-1260h: us-ndaa-fy24-805',
  ])
  for (const { id, list = '', covers } of following) {
    const named = [...new Set(covers.flatMap((cover) => cover.vendors))].sort()
    expect(named, id).toEqual(vendors.filter(({ lists }) => lists.includes(list)).map((vendor) => vendor.id))
  }
})

test('further vendors are named by the measures alone that a list follows', () => {
  for (const { id, list, covers } of measures)
    for (const named of new Set(covers.flatMap((cover) => cover.vendors)))
      if (list === undefined)
        expect(vendors.find((vendor) => vendor.id === named)?.lists, id).toContain('default')
})

test('where no rule was found, or none was verified, there is no measure', () => {
  expect(measures.filter(({ jurisdiction }) => ['SG', 'KR', 'LV'].includes(jurisdiction))).toEqual([])
})

const validate = new Ajv2020({ allErrors: true }).compile(schema)

describe.each(measures.map((measure) => [measure.id, measure] as const))('%s', (id, measure) => {
  test('has the shape of the schema', () => {
    validate(measure)
    expect(validate.errors).toBeNull()
  })

  test('has an id that begins with its jurisdiction, and a subdivision of it', () => {
    expect(id.startsWith(`${measure.jurisdiction.toLowerCase()}-`)).toBe(true)
    if (measure.subdivision !== undefined)
      expect(measure.subdivision.startsWith(`${measure.jurisdiction}-`)).toBe(true)
  })

  test('has dates that exist and follow each other', () => {
    for (const { on } of datesOf(measure)) expect(exists(on), on).toBe(true)
    const { adopted, effective, repealed } = measure
    if (adopted !== undefined && effective !== undefined) expect(effective.on >= adopted.on).toBe(true)
    if (adopted !== undefined && repealed !== undefined) expect(repealed.on > adopted.on).toBe(true)
    for (const { from, until, text } of measure.citations)
      if (from !== undefined && until !== undefined) expect(until > from, text).toBe(true)
    expect(measure.status === 'repealed').toBe(repealed !== undefined)
    if (measure.status === 'upcoming') expect((effective?.on ?? '') > measure.statusAsOf).toBe(true)
  })

  test('says how a date is known that is not stated', () => {
    for (const { on, basis, note } of datesOf(measure))
      if (basis === 'computed') expect(note, `${on} is computed`).toBeDefined()
  })

  test('has sources, official ones first and marked by their host', () => {
    expect(measure.sources.length).toBeGreaterThan(0)
    for (const { url, kind } of measure.sources) {
      expect(new URL(url).protocol).toMatch(/^https?:$/)
      expect(kind, url).toBe(isOfficial(new URL(url).hostname) ? 'official' : 'secondary')
    }
    const kinds = measure.sources.map(({ kind }) => kind)
    expect(kinds).toEqual([...kinds].sort())
    expect(new Set(measure.sources.map(({ url }) => url)).size).toBe(kinds.length)
  })

  test('has covers that can be told apart, of known vendors, in order', () => {
    const ids = measure.covers.map((cover) => cover.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const cover of measure.covers) {
      expect(vendorIds).toEqual(expect.arrayContaining([...cover.vendors]))
      expect([...cover.vendors].sort()).toEqual(cover.vendors)
      expect(
        [...cover.classes].sort((a, b) => EQUIPMENT_CLASSES.indexOf(a) - EQUIPMENT_CLASSES.indexOf(b)),
      ).toEqual(cover.classes)
      if (cover.affiliates === 'any' || cover.affiliates === 'none') expect(cover.listed).toBeUndefined()
      if (cover.affiliates === 'listed') expect(cover.listed).toBeDefined()
      expect(measure.bound).toEqual(expect.arrayContaining([...(cover.bound ?? [])]))
      // Facts that the circumstances or the match settle by themselves are not required again.
      for (const fact of ['bound-by', 'maker', 'affiliation', 'ownership-date', 'network-part'])
        expect(cover.requires ?? []).not.toContain(fact)
    }
    expect(vendorIds).toEqual(expect.arrayContaining([...measure.reportedTargets]))
  })

  test('has words for its entries of kinds that are normalised, in order, and each in one entry', () => {
    const entries = measure.classEntries ?? []
    const words = entries.flatMap((entry) => entry.words)
    expect(new Set(words).size).toBe(words.length)
    for (const entry of entries) expect(entry.words).toEqual([...entry.words].sort())
    expect(measure.domestic).toEqual(measure.domestic && [...measure.domestic].sort())
    for (const word of [...words, ...(measure.domestic ?? [])]) expect(nameKey(word)).toBe(word)
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length)
  })

  test('turns on a decision where it names nobody', () => {
    for (const cover of measure.covers.filter(({ vendors }) => vendors.length === 0)) {
      expect(cover.requires).toContain('decision')
      expect(cover.affiliates).toBe('none')
      expect(measure.reportedTargets.length).toBeGreaterThan(0)
    }
  })

  test('says what each fact means that it requires beyond the ordinary', () => {
    const required = new Set(measure.covers.flatMap((cover) => cover.requires ?? []))
    const parts = measure.covers.some(({ networkParts }) => networkParts !== undefined)
    for (const fact of [...required, ...(parts ? (['network-part'] as const) : [])])
      expect(measure.turnsOn?.[fact], fact).toBeDefined()
  })

  test('mentions no vendor that it neither names nor is reported to target, unless to say so', () => {
    const known = new Set([...measure.reportedTargets, ...measure.covers.flatMap(({ vendors }) => vendors)])
    const texts = [
      measure.name,
      measure.meaning,
      measure.names,
      ...measure.covers.flatMap(({ obligations }) => obligations.map(({ text }) => text)),
      ...Object.values(measure.turnsOn ?? {}),
    ]
    // Measures may mention companies of further lists that no cover of theirs has.
    for (const { id: vendor, name } of vendors.filter(({ lists }) => lists.includes('default'))) {
      if (known.has(vendor)) continue
      for (const text of texts)
        for (const clause of text.split(/[;.]/))
          if (clause.includes(name)) expect(clause).toMatch(/\b(not?|none|removed)\b/)
    }
  })

  test('calls nothing a ban that is not one, and promises nothing', () => {
    const printed = [measure.meaning, measure.names].join(' ')
    expect(printed).not.toMatch(/\b(clear|compliant|compliance)\b/i)
    if (measure.status !== 'in-force') expect(printed).not.toMatch(/\bbans\b/)
  })

  test('has scenarios for what its covers can come to', () => {
    const { applies, depends, nothing } = measure.scenarios
    const live = measure.covers.length > 0 && measure.status !== 'proposed'
    expect(applies.length + depends.length > 0).toBe(live)
    const settles =
      live && measure.covers.some(({ requires }) => !requires?.some((fact) => fact !== 'delivery'))
    expect(applies.length > 0).toBe(settles)
    for (const row of [...applies, ...depends, ...nothing])
      for (const role of row.boundBy ?? []) expect(Object.keys(roles)).toContain(role)
  })
})

function datesOf({
  adopted,
  effective,
  repealed,
  covers,
  waivers = [],
  classEntries = [],
}: MeasureFile): readonly DatedFact[] {
  return [
    adopted,
    effective,
    repealed,
    ...covers.flatMap(({ from, until, obligations }) => [from, until, ...obligations.map(({ by }) => by)]),
    ...classEntries.map(({ from }) => from),
    ...waivers.map(({ until }) => until),
  ].filter((fact) => fact !== undefined)
}

function exists(date: string): boolean {
  const whole = `${date}-01-01`.slice(0, 10)
  return new Date(`${whole}T00:00:00Z`).toISOString().startsWith(whole)
}

/** Hosts of governments, parliaments, courts and gazettes. */
function isOfficial(host: string): boolean {
  return [
    /\.(gov|mil)$/,
    /\.gov\.[a-z]{2}$/,
    /(^|\.)gov\.uk$/,
    /\.gc\.ca$/,
    /^www\.canada\.ca$/,
    /\.fct-cf\.gc\.ca$/,
    /\.ms\.us$/,
    /^www\.gesetze-im-internet\.de$/,
    /^www\.bundestag\.de$/,
    /^www\.boe\.es$/,
    /^www\.govcert\.cz$/,
    /^zoek\.officielebekendmakingen\.nl$/,
    /\.europa\.eu$/,
  ].some((pattern) => pattern.test(host))
}
