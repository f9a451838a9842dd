import { expect, it } from 'vitest'
import { buildLists, loadSource } from '../../src/lists/index.ts'
import { FACTS_AT_ISSUE, type FactAtIssue } from '../../src/model/measure.ts'
import { PROBLEM_CODES } from '../../src/model/problem.ts'
import { catalogueOf } from '../../src/report/catalogue.ts'
import { measureWords, problemWords } from '../../src/report/wording.ts'
import { claimsBeyondData, overclaims } from './overclaims.ts'

const lists = await buildLists([await loadSource()])
const catalogue = catalogueOf(lists)

// Whatever is missing, of whichever vendor: the words for a cover never go beyond its data.
it.each(lists.measures.map(({ id }) => id))('%s is worded as its data has it', (id) => {
  const measure = catalogue.measure(id)!
  const missing: (readonly FactAtIssue[])[] = [[], ...FACTS_AT_ISSUE.map((fact) => [fact]), FACTS_AT_ISSUE]
  for (const { id: cover } of measure.covers)
    for (const vendor of lists.vendors)
      for (const dependsOn of missing) {
        const applicability = dependsOn.length === 0 ? 'applies' : 'depends'
        const result = { id, cover, applicability, dependsOn, deadline: null } as const
        const words = measureWords(
          result,
          { vendor: vendor.id, relation: 'self', confidence: 'confirmed' },
          catalogue,
        )
        const line = `${id}, ${measure.name}: ${words}.`
        expect(overclaims(line, lists)).toEqual([])
        expect(claimsBeyondData(line, vendor.id, lists)).toEqual([])
        expect(line).not.toMatch(/undefined|if which|whether which| {2}/)
      }
  for (const sentence of [measure.names, measure.meaning]) expect(overclaims(sentence, lists)).toEqual([])
})

it('says of each kind of trouble something else', () => {
  expect(new Set(PROBLEM_CODES.map(problemWords)).size).toBe(PROBLEM_CODES.length)
})
