import { describe, expect, test } from 'vitest'
import { PROBLEM_CODES } from '../../src/model/problem.ts'
import { withRemedy } from '../../src/read/remedies.ts'
import { read, utf8 } from './support.ts'

describe('remedies', () => {
  test.each(PROBLEM_CODES)(
    'a problem of code %s has a next step, its own before that of its code',
    (code) => {
      const problem = { code, severity: 'error', message: 'So it is.' } as const
      expect(withRemedy(problem).hint).toMatch(/^[A-Z].+\.$/)
      expect(withRemedy({ ...problem, hint: 'Its own.' }).hint).toBe('Its own.')
    },
  )

  test.each([
    ['nothing', ''],
    ['no format', 'hello'],
    ['a document cut short', '{"bomFormat":"CycloneDX","components":['],
    ['a document of no items', '{"bomFormat":"CycloneDX","specVersion":"1.6"}'],
    ['a key twice', '{"bomFormat":"CycloneDX","bomFormat":"CycloneDX","components":[{"name":"a"}]}'],
    ['a table without columns', 'x,y\n1,2\n'],
  ])('%s is told of with a next step', async (_, text) => {
    const { problems } = await read(utf8(text))
    expect(problems.length).toBeGreaterThan(0)
    for (const { hint } of problems) expect(hint).toMatch(/\S/)
  })
})
