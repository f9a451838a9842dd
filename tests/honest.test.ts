import { describe, expect, test } from 'vitest'
import type { Report } from '../src/model/finding.ts'
import { reporters } from '../src/report/index.ts'
import { cases, examples, lists, scanCase } from './documents.ts'
import { claimsBeyondData, overclaims, sarifOverclaims } from './report/overclaims.ts'

const options = { color: false, width: 100, failOn: 'warning' } as const

describe('no output says more than the data', () => {
  test.each([...cases, ...examples])('$name', async (golden) => {
    const report = await scanCase(golden)
    const said = Object.entries(reporters).flatMap(([format, reporter]) => {
      const output = [...reporter(report, lists, options)].join('')
      const found = [
        ...overclaims(output, lists),
        ...(format === 'sarif' ? sarifOverclaims(output, lists) : []),
      ]
      return found.map((sentence) => `${format}: ${sentence}`)
    })
    expect(said).toEqual([])
  })

  // A text of one finding speaks of one vendor: every measure in it must name that one, or say that it does not.
  test.each(examples)('$name, finding by finding', async (example) => {
    const report = await scanCase(example)
    const found = report.findings.flatMap((finding) => {
      const alone: Report = { ...report, findings: [finding] }
      const text = [...reporters['text']!(alone, lists, options)].join('').replace(/\s+/g, ' ')
      return claimsBeyondData(text, finding.vendor, lists)
    })
    expect(found).toEqual([])
  })

  test('a sentence that does is seen', () => {
    const [measure] = lists.measures.filter(({ covers }) =>
      covers.every(({ vendors }) => vendors.length === 0),
    )
    expect(overclaims(`${measure!.name} bans Huawei.`, lists)).not.toEqual([])
    expect(overclaims('This document is clear.', lists)).not.toEqual([])
  })
})
