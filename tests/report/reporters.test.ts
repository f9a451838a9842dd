import type { Log } from 'sarif'
import { describe, expect, it } from 'vitest'
import schema from '../../schemas/report.schema.json' with { type: 'json' }
import { EQUIPMENT_CLASSES, PURPOSES } from '../../src/model/equipment.ts'
import { CONFIDENCES, TECHNIQUES } from '../../src/model/finding.ts'
import { ITEM_KINDS } from '../../src/model/item.ts'
import { FACTS_AT_ISSUE, LEVELS } from '../../src/model/measure.ts'
import { PROBLEM_CODES } from '../../src/model/problem.ts'
import { RELATIONS } from '../../src/model/vendor.ts'
import { countAtOrAbove, type ReporterOptions, reporters } from '../../src/report/index.ts'
import { ingestFaults } from '../sarif/ingest.ts'
import { reportSchemaFaults, sarifSchemaFaults } from '../sarif/validate.ts'
import { lists, reports } from './fixtures.ts'
import { expectGolden } from './golden.ts'
import { claimsBeyondData, overclaims, sarifOverclaims } from './overclaims.ts'

const options: ReporterOptions = { color: false, width: 100, failOn: 'warning' }
const render = (report: string, format: string, more: Partial<ReporterOptions> = {}) =>
  [...reporters[format]!(reports[report]!, lists, { ...options, ...more })].join('')

describe.each(Object.keys(reports))('the report "%s"', (name) => {
  it.each(Object.keys(reporters))('is the blessed text as %s', (format) => {
    expectGolden(`${name}.${format === 'text' ? 'txt' : format}`, render(name, format))
  })

  it.each(Object.keys(reporters))('comes out the same twice as %s', (format) => {
    expect(render(name, format)).toBe(render(name, format))
  })

  it('fits its schema as JSON, and loses nothing', () => {
    const text = render(name, 'json')
    expect(reportSchemaFaults(text)).toEqual([])
    expect(JSON.parse(text)).toMatchObject(JSON.parse(JSON.stringify(reports[name])))
  })

  it.each([
    ['as it is', {}],
    ['with what is waived', { suppressed: 'include' }],
    [
      'with a category and documentation',
      { category: 'nightly', documentation: 'https://example.org/docs/' },
    ],
  ] as const)('can be taken in as SARIF %s', (_, more) => {
    const text = render(name, 'sarif', more)
    expect(sarifSchemaFaults(text)).toEqual([])
    expect(ingestFaults(text)).toEqual([])
  })

  it('has equal counts in each output', () => {
    const report = reports[name]!
    const { counts } = report
    const json = JSON.parse(render(name, 'json'))
    const results = (JSON.parse(render(name, 'sarif')) as Log).runs[0]?.results ?? []
    const text = render(name, 'text').trimEnd().split('\n')
    for (const level of LEVELS) {
      const found = report.findings.filter((finding) => finding.level === level).length
      expect(counts[level]).toBe(found)
      expect(json.findings.filter((finding: { level: string }) => finding.level === level)).toHaveLength(
        found,
      )
      expect(results.filter((one) => one.level === level && one.ruleId !== 'VRS-UNREAD')).toHaveLength(found)
      expect(text.filter((line) => line.startsWith(`  ${level}`) && !line.endsWith(']'))).toHaveLength(found)
    }
    expect(results.filter(({ ruleId }) => ruleId === 'VRS-UNREAD')).toHaveLength(
      counts.unread + counts.partial,
    )
    expect(text.at(-1)).toBe(
      `${count(countAtOrAbove(counts, 'warning'), 'finding')} at or above warning; ${counts.review} to review; ` +
        `cannot say for ${count(counts.cannotSay, 'item')}`,
    )
  })

  it.each(Object.keys(reporters))('says nothing of a rule that its data does not say, as %s', (format) => {
    expect(overclaims(render(name, format), lists)).toEqual([])
  })

  it('says of each finding only what the measures say of its vendor', () => {
    expect(sarifOverclaims(render(name, 'sarif'), lists)).toEqual([])
    for (const finding of reports[name]!.findings) {
      const alone = { ...reports[name]!, findings: [finding] }
      const text = [...reporters['text']!(alone, lists, options)].join('')
      expect(claimsBeyondData(text, finding.vendor, lists)).toEqual([])
    }
  })

  it('lets nothing through to a terminal that could move its cursor', () => {
    const unsafe = [...render(name, 'text')].filter((one) => /[\p{Cc}\p{Cf}]/u.test(one) && one !== '\n')
    expect(unsafe).toEqual([])
  })
})

describe('the overclaim check finds', () => {
  it.each([
    ['Australia bans Huawei.', 1],
    ['us-fcc-covered-list names Huawei.', 0],
    ['au-5g-guidance-2018: covers Huawei.', 1],
    ['au-5g-guidance-2018: does not name Huawei, which is a reported target.', 0],
    ['United States prohibits federal use of Hikvision.', 0],
    ['United Kingdom forbids Hikvision.', 1],
    ['This SBOM is clear.', 1],
    ['This product is compliant.', 1],
    ['A clear sentence about Huawei.', 0],
  ])('%s (%i)', (sentence, faults) => {
    expect(overclaims(sentence, lists)).toHaveLength(faults)
  })

  it.each([
    ['gb-dvd-huawei-2022: applies.', 'dahua', 1],
    ['gb-dvd-huawei-2022: applies.', 'huawei', 0],
    ['au-5g-guidance-2018, Government 5G security guidance to carriers: covered.', 'huawei', 1],
    ['au-5g-guidance-2018, Government 5G security guidance to carriers: does not name Huawei', 'huawei', 0],
  ])('%s of %s (%i)', (sentence, vendor, faults) => {
    expect(claimsBeyondData(sentence, vendor, lists)).toHaveLength(faults)
  })
})

describe('the schema of the report', () => {
  it.each([
    ['class', EQUIPMENT_CLASSES],
    ['purpose', PURPOSES],
    ['confidence', CONFIDENCES],
    ['level', LEVELS],
    ['relation', RELATIONS],
    ['technique', TECHNIQUES],
    ['fact', FACTS_AT_ISSUE],
    ['problemCode', PROBLEM_CODES],
  ] as const)('has the same words for %s as the model', (name, words) => {
    expect(schema.$defs[name].enum).toEqual([...words])
  })

  it('has the same kinds of item as the model', () => {
    expect(schema.$defs.finding.properties.item.properties.kind.enum).toEqual([...ITEM_KINDS])
  })

  it.each([
    ['a member of a later version', { later: true }, []],
    ['a wrong version', { schemaVersion: 2 }, ['/schemaVersion must be equal to constant']],
    ['a date that is none', { asOf: 'today' }, ['/asOf must match pattern "^\\d{4}(-\\d{2}(-\\d{2})?)?$"']],
  ])('takes or refuses %s', (_, parts, faults) => {
    const report = { ...JSON.parse(render('cameras', 'json')), ...parts }
    expect(reportSchemaFaults(JSON.stringify(report))).toEqual(faults)
  })
})

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
