import type { Log, Result } from 'sarif'
import { describe, expect, it } from 'vitest'
import type { Finding, Place, Report } from '../../src/model/finding.ts'
import type { ReporterOptions } from '../../src/report/index.ts'
import { artifactUri, isInside, physicalLocation } from '../../src/report/sarif/locations.ts'
import { ruleIdOf } from '../../src/report/sarif/rules.ts'
import { uuidOf } from '../../src/report/sarif/uuid.ts'
import { RESULT_LIMITS, sarif } from '../../src/report/sarif.ts'
import { finding, lists, place, report, reports } from '../report/fixtures.ts'
import { ingestFaults } from './ingest.ts'
import { sarifSchemaFaults } from './validate.ts'

const options: ReporterOptions = { color: false, width: 100, failOn: 'warning' }
const textOf = (of: Report, more: Partial<ReporterOptions> = {}) =>
  [...sarif(of, lists, { ...options, ...more })].join('')
const runOf = (of: Report, more: Partial<ReporterOptions> = {}) =>
  (JSON.parse(textOf(of, more)) as Log).runs[0]!
const alone = (parts: Partial<Finding>, stated: Partial<Report['stated']> = {}) => {
  const made = report([], { findings: [finding(parts)] })
  return runOf({ ...made, stated: { ...made.stated, ...stated } })
}

describe('the address of a document', () => {
  it.each([
    ['sbom.json', 'sbom.json', true],
    ['./a/b.json', 'a/b.json', true],
    ['a\\b c.json', 'a/b%20c.json', true],
    ['a//b.json', 'a/b.json', true],
    ['c:d.json', 'c%3Ad.json', false],
    ['ab:d.json', 'ab%3Ad.json', true],
    ['C:\\x\\y.json', 'y.json', false],
    ['/srv/xyz/y.json', 'y.json', false],
    ['../up/y.json', 'y.json', false],
    ['a/../../y.json', 'y.json', false],
    ['100%.csv', '100%25.csv', true],
    ['大华#1?.csv', '%E5%A4%A7%E5%8D%8E%231%3F.csv', true],
    ['half\ud83d.csv', 'half%EF%BF%BD.csv', true],
    ['-', 'stdin', true],
    ['/', 'document', false],
  ])('%s is %s', (document, uri, inside) => {
    expect(artifactUri(document)).toBe(uri)
    expect(isInside(document)).toBe(inside)
  })
})

describe('the region of a place', () => {
  it.each<[string, Partial<Place>, readonly number[]]>([
    ['one line', {}, [3, 5, 3, 9]],
    ['several lines: the first', { endLine: 5, endColumn: 2 }, [3, 5, 3, 6]],
    ['an end line that is the same', { endLine: 3 }, [3, 5, 3, 9]],
    ['an empty value', { endColumn: 5 }, [3, 5, 3, 6]],
  ])('%s', (_, parts, [startLine, startColumn, endLine, endColumn]) => {
    const { region } = physicalLocation(place('a', 3, 5, 9, parts), new Map())
    expect(region).toEqual({ startLine, startColumn, endLine, endColumn })
  })
})

describe('the rule of a finding', () => {
  it.each<[Partial<Finding>, string, string]>([
    [{}, 'VRS-HIKVISION-VIDEO', 'HikvisionVideoSurveillance'],
    [{ confidence: 'probable' }, 'VRS-HIKVISION-VIDEO', 'HikvisionVideoSurveillance'],
    [{ confidence: 'possible' }, 'VRS-HIKVISION-VIDEO-POSSIBLE', 'HikvisionVideoSurveillancePossible'],
    [{ class: 'module-or-chip' }, 'VRS-HIKVISION-CHIP', 'HikvisionModuleOrChip'],
    [
      { vendor: 'tp-link_x', class: 'telecommunications' },
      'VRS-TP-LINK-X-TELECOM',
      'TpLinkXTelecommunications',
    ],
  ])('%o: %s', (parts, id, name) => {
    expect(ruleIdOf(finding(parts))).toBe(id)
    expect(alone(parts).tool.driver.rules?.[0]).toMatchObject({ id, name })
  })

  it.each([
    ['error', '8.0', 'error', 'error'],
    ['warning', '5.0', 'warning', 'warning'],
    ['note', '3.0', 'note', 'recommendation'],
  ] as const)('of level %s has severity %s', (level, severity, defaultLevel, problem) => {
    const [rule] = alone({ level }).tool.driver.rules ?? []
    expect(rule?.defaultConfiguration?.level).toBe(defaultLevel)
    expect(rule?.properties).toMatchObject({ 'security-severity': severity, 'problem.severity': problem })
  })

  it('takes the strongest level of its findings', () => {
    const both = report([], {
      findings: [finding({ level: 'note' }), finding({ id: 'a'.repeat(32), level: 'warning' })],
    })
    expect(runOf(both).tool.driver.rules?.[0]?.defaultConfiguration?.level).toBe('warning')
  })

  it.each<[string, Partial<Finding>, Partial<Report['stated']>, readonly string[]]>([
    ['those that name the vendor', {}, {}, ['us-ndaa-889-a1b', 'us-fcc-covered-list']],
    [
      'the strongest of each jurisdiction first, reported targets last',
      { vendor: 'huawei', class: 'telecommunications' },
      {},
      ['gb-dvd-huawei-2022', 'us-ndaa-889-a1b', 'au-5g-guidance-2018', 'us-fcc-covered-list'],
    ],
    [
      'those of the chosen jurisdictions',
      { vendor: 'huawei', class: 'telecommunications' },
      { jurisdictions: ['GB'] },
      ['gb-dvd-huawei-2022'],
    ],
    ['none for a class that no measure covers', { class: 'energy' }, {}, []],
    [
      'any class when the class is not known, nothing repealed',
      { vendor: 'dahua', class: 'unknown' },
      {},
      ['us-ndaa-889-a1b', 'xx-memory-2020', 'us-fcc-covered-list'],
    ],
  ])('is tagged with %s', (_, parts, stated, tags) => {
    const [rule] = alone({ ...parts, measures: [] }, stated).tool.driver.rules ?? []
    expect(rule?.properties?.tags?.slice(3)).toEqual(tags)
  })

  it('says in its help whom a measure binds, and which measure does not name the vendor', () => {
    const [rule] = alone({ vendor: 'huawei', class: 'telecommunications' }).tool.driver.rules ?? []
    expect(rule?.help?.markdown).toContain(
      '| United States | [NDAA FY2019 section 889(a)(1)(B) ("Part B")](https://example.org/us-ndaa-889-a1b_(text%29) | binds US federal contractors | in force |',
    )
    expect(rule?.help?.markdown).toContain('does not name Huawei, which is a reported target; policy |')
  })
})

describe('a result', () => {
  const result = (parts: Partial<Finding>) => alone(parts).results?.[0] as Result

  it('keeps to 1,000 units however many measures there are, and says how many it leaves out', () => {
    const measures = Array.from({ length: 30 }, () => finding().measures).flat()
    const { text = '' } = result({ measures }).message
    expect(text.length).toBeLessThanOrEqual(1000)
    expect(text).toMatch(/ And \d+ more\.$/)
    const shown = text.match(/us-(ndaa|fcc)[\w-]+:/g)?.length ?? 0
    expect(text).toContain(`And ${measures.length - shown} more.`)
  })

  it('keeps to 1,000 units with long values', () => {
    const evidence = Array.from({ length: 9 }, () => ({ ...finding().evidence[0]!, value: 'x'.repeat(5000) }))
    expect(
      result({ evidence, item: { ...finding().item, name: 'y'.repeat(5000) } }).message.text?.length,
    ).toBeLessThan(1001)
  })

  it('has one taxon a measure, and no word of measures that are not its own', () => {
    expect(result({}).taxa?.map(({ id }) => id)).toEqual(['us-ndaa-889-a1b', 'us-fcc-covered-list'])
    expect(result({ measures: [] }).taxa).toEqual([])
    expect(result({ measures: [] }).message.text).toContain('No rule that was asked for reaches it.')
  })

  it('names the facts that a measure depends on', () => {
    expect(result({}).properties?.['jurisdictionRules']).toEqual([
      'us-ndaa-889-a1b: applies',
      'us-fcc-covered-list: depends on bound-by, purpose',
    ])
  })

  it('shows the cell of a workbook, and takes its row for the line', () => {
    const item = { ...finding().item, place: place('a.xlsx', 7, 1, 4, { sheet: 'Site 1', cell: 'C7' }) }
    expect(result({ item }).locations?.[0]).toMatchObject({
      physicalLocation: { region: { startLine: 7, endLine: 7 } },
      logicalLocations: [{ name: 'DS-2CD2043G2-I', fullyQualifiedName: 'Site 1!C7', kind: 'cell' }],
    })
  })

  it.each([
    ['no place on the way', [{ name: 'a' }, { name: 'b' }], undefined],
    ['one place', [{ name: 'a' }, { name: 'b', place: place('x', 1, 1, 2) }], undefined],
    [
      'two places',
      [
        { name: 'a', place: place('x', 1, 1, 2) },
        { name: 'b', place: place('x', 2, 1, 2) },
      ],
      2,
    ],
    [
      'very many',
      Array.from({ length: 400 }, (_, n) => ({ name: `${n}`, place: place('x', n + 1, 1, 2) })),
      50,
    ],
  ])('has a code flow for a path with %s', (_, path, steps) => {
    const flow = result({ path }).codeFlows?.[0]?.threadFlows[0]?.locations
    expect(flow?.length).toBe(steps)
    if (steps) expect(flow?.at(-1)?.location?.message?.text).toBe(path.at(-1)?.name)
  })

  it('depends neither on the day nor on the version of the lists', () => {
    const later = { ...reports['cameras']!, asOf: '2027-02-03' }
    expect(runOf(later).results).toEqual(runOf(reports['cameras']!).results)
  })
})

describe('what is waived', () => {
  it.each([
    ['omit', []],
    ['include', ['Replacement is ordered (J. Doe), until 2027-03-31']],
  ] as const)('%s', (suppressed, justifications) => {
    const results = runOf(reports['trouble']!, { suppressed }).results ?? []
    expect(results.flatMap((one) => one.suppressions ?? []).map((one) => one.justification)).toEqual(
      justifications,
    )
  })
})

describe('a document that was not read to its end', () => {
  it('is a result on its first line with the reason', () => {
    const results = runOf(reports['trouble']!).results?.filter(({ ruleId }) => ruleId === 'VRS-UNREAD') ?? []
    expect(results.map(({ level, message }) => [level, message.text])).toEqual([
      [
        'error',
        "'broken/half: one.json' was not read to its end, so findings in the rest of it are not known. The document ends inside a string.",
      ],
      [
        'error',
        "'../elsewhere/secret.bin' was not read to its end, so findings in the rest of it are not known. Not a format that can be read.",
      ],
    ])
    expect(results.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine)).toEqual([
      1, 1,
    ])
    expect(runOf(reports['trouble']!).invocations?.[0]?.executionSuccessful).toBe(false)
    expect(runOf(reports['cameras']!).invocations?.[0]?.executionSuccessful).toBe(true)
  })
})

describe('very many findings', () => {
  const many = (number: number, level: Finding['level'] = 'note') =>
    Array.from({ length: number }, (_, n) =>
      finding({ id: n.toString(16).padStart(32, '0'), level, measures: [] }),
    )

  it.each([
    [RESULT_LIMITS.cut, []],
    [RESULT_LIMITS.cut + 1, ['many-results']],
  ])('%i: %j', (number, ids) => {
    const run = runOf(report([], { findings: many(number) }))
    expect(run.results).toHaveLength(number)
    expect(run.invocations?.[0]?.toolExecutionNotifications?.map((one) => one.descriptor?.id)).toEqual(ids)
  })

  it('keeps the strongest of more than a log can hold, and says so', () => {
    const errors = many(2, 'error').map((one, n) => ({ ...one, id: `${'f'.repeat(31)}${n}` }))
    const text = textOf(report([], { findings: [...many(RESULT_LIMITS.rejected), ...errors] }))
    const run = (JSON.parse(text) as Log).runs[0]!
    expect(run.results).toHaveLength(RESULT_LIMITS.rejected)
    expect(run.results?.slice(-2).map(({ level }) => level)).toEqual(['error', 'error'])
    expect(run.invocations?.[0]?.toolExecutionNotifications?.map((one) => one.message.text)).toEqual([
      '2 weaker findings left out of this log, which holds 25000 results at most. The JSON report has all of them.',
    ])
    expect(ingestFaults(text)).toEqual([])
  })
})

it.each([
  ['none', undefined, undefined],
  ['a word', 'nightly', { id: 'nightly/' }],
  ['a word with its slash', 'nightly/', { id: 'nightly/' }],
])('has the category: %s', (_, category, details) => {
  expect(runOf(reports['nothing']!, category === undefined ? {} : { category }).automationDetails).toEqual(
    details,
  )
})

it.each([
  // RFC 9562 appendix A.4; then names around the length of one block of the hash, by Python's uuid.uuid5.
  ['www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
  ['x'.repeat(100), '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '897f5b43-a3c8-582d-9c8d-9cfe358a534d'],
  ['x'.repeat(39), '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '2f80c0d1-1c62-579f-8d68-e61ad5592c9b'],
  ['x'.repeat(40), '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'e56fd57a-7633-5e1d-8f80-70e05ac413e5'],
])('makes the UUID of %s', (name, namespace, uuid) => {
  expect(uuidOf(name, namespace)).toBe(uuid)
})

describe('the ingest checks find', () => {
  const good = textOf(reports['sbom']!)
  it.each<[string, (run: Log['runs'][0], result: Result) => void, RegExp]>([
    ['no results', (run) => void (run.results = undefined), /results is not an array/],
    ['no location', (_, one) => void (one.locations = []), /0 locations/],
    ['an absolute address', (_, one) => void (addressOf(one).uri = '/a'), /not a plain relative/],
    ['a scheme', (_, one) => void (addressOf(one).uri = 'a:b'), /scheme/],
    ['an empty address', (_, one) => void (addressOf(one).uri = ''), /empty/],
    ['a space', (_, one) => void (addressOf(one).uri = 'a b'), /not encoded/],
    ['several lines', (_, one) => void (regionOf(one).endLine = 99), /several lines/],
    ['a rank', (_, one) => void (one.rank = 5), /rank/],
    ['a kind', (_, one) => void (one.kind = 'fail'), /kind/],
    ['no fingerprint', (_, one) => void (one.partialFingerprints = {}), /no fingerprint/],
    ['a bad fingerprint key', (_, one) => void (one.partialFingerprints!['a/b'] = '1'), /DefectDojo/],
    ['equal fingerprints', (run) => void run.results!.push(run.results![0]!), /not the only one/],
    ['a wrong rule', (_, one) => void (one.ruleIndex = 0), /ruleIndex/],
    ['a long message', (_, one) => void (one.message.text = 'x'.repeat(1001)), /1,000/],
    [
      'eleven tags',
      (run) => void run.tool.driver.rules![0]!.properties!.tags!.push(...'abcdefghijk'),
      /tags/,
    ],
    [
      'a number for a severity',
      (run) => void (run.tool.driver.rules![0]!.properties!['security-severity'] = 8),
      /security-severity/,
    ],
    ['a taxon that is not there', (_, one) => void (one.taxa = [{ id: 'x', index: 0 }]), /taxon x/],
    ['a rule without results', (run) => void run.results!.splice(0, 1), /has no results/],
  ])('%s', (_, spoil, fault) => {
    const log: Log = JSON.parse(good)
    spoil(log.runs[0]!, log.runs[0]!.results![0]!)
    expect(ingestFaults(JSON.stringify(log)).join('\n')).toMatch(fault)
  })

  it('nothing in a good log, and the schema finds what is no SARIF', () => {
    expect(ingestFaults(good)).toEqual([])
    expect(sarifSchemaFaults(good)).toEqual([])
    expect(sarifSchemaFaults('{"version":"2.1.0"}')).toEqual([" must have required property 'runs'"])
  })
})

function addressOf(result: Result) {
  return result.locations![0]!.physicalLocation!.artifactLocation!
}

function regionOf(result: Result) {
  return result.locations![0]!.physicalLocation!.region!
}
