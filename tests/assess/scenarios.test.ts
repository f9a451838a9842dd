import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EQUIPMENT_CLASSES, PURPOSES } from '../../src/model/equipment.ts'
import { CONFIDENCES } from '../../src/model/finding.ts'
import { RELATIONS } from '../../src/model/vendor.ts'
import { json, measure, measures } from '../measures/files.ts'
import { play, type Scenario } from './scenario.ts'

interface Row {
  readonly line: number
  readonly measure: string
  readonly scenario: Scenario
  readonly expected: string
  /** The row as it stands. */
  readonly text: string
}

const { roles } = json('vendor-lists/jurisdictions.json') as { roles: Record<string, string> }
const lines = readFileSync(new URL('scenarios.txt', import.meta.url), 'utf8').split('\n')
const sentences = new Map(
  lines.flatMap((line) => {
    const [, name = '', sentence = ''] = /^@(\S+)\s+(.+)$/.exec(line) ?? []
    return name === '' ? [] : [[name, sentence] as const]
  }),
)
const rows: readonly Row[] = lines.flatMap((text, index) =>
  /^[a-z]/.test(text) ? [rowOf(text, index + 1)] : [],
)

test('the table is as large as promised, says each thing once, and uses every sentence', () => {
  expect(rows.length).toBeGreaterThanOrEqual(200)
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length)
  expect([...new Set(rows.map(({ scenario }) => scenario.because))].sort()).toEqual(
    [...sentences.values()].sort(),
  )
})

describe.each(measures.map(({ id }) => id).filter((id) => rows.some((row) => row.measure === id)))(
  '%s',
  (id) => {
    test.each(rows.filter((row) => row.measure === id).map((row) => [row.line, row.text, row] as const))(
      '%i: %s',
      (_, __, row) => {
        expect(outcome(row)).toBe(row.expected)
      },
    )
  },
)

/** What a measure says, in the words of the table. */
function outcome({ measure: id, scenario }: Row): string {
  const result = play(measure(id), scenario)
  if (result === undefined) return 'nothing'
  if (result.applicability === 'applies') return 'applies'
  const facts = result.dependsOn.join(', ')
  if (result.upcoming) return `upcoming ${result.deadline}${facts === '' ? '' : `: ${facts}`}`
  return `depends: ${facts}`
}

function rowOf(text: string, line: number): Row {
  const [id = '', finding = '', circumstances = '', expected = '', name = ''] = text.split(' | ')
  const because = sentences.get(name)
  if (because === undefined) throw new Error(`line ${line}: no sentence ${name}`)
  let scenario: Partial<Scenario> = { because }
  for (const word of [...wordsOf(finding).map(findingWord), ...wordsOf(circumstances).map(circumstance)])
    scenario = { ...scenario, ...merged(scenario, word) }
  if (scenario.vendor === undefined || scenario.class === undefined)
    throw new Error(`line ${line}: no vendor or class`)
  return { line, measure: id, scenario: scenario as Scenario, expected, text }
}

/** Words are parted by spaces; the value of `of=` may hold spaces. */
function wordsOf(text: string): readonly string[] {
  return text.split(/ (?=[a-z-]+=)| (?![A-Z])/).filter((word) => word !== '')
}

function merged(all: Partial<Scenario>, word: Partial<Scenario>): Partial<Scenario> {
  if (word.boundBy !== undefined) return { boundBy: [...(all.boundBy ?? []), ...word.boundBy] }
  if (word.purposes !== undefined) return { purposes: [...(all.purposes ?? []), ...word.purposes] }
  return word
}

function findingWord(word: string, index: number): Partial<Scenario> {
  if (index === 0) return { vendor: word }
  const oneOf = <T extends string>(values: readonly T[]) => values.find((value) => value === word)
  const equipment = oneOf(EQUIPMENT_CLASSES)
  if (equipment !== undefined) return { class: equipment }
  const relation = oneOf(RELATIONS)
  if (relation !== undefined) return { relation }
  const confidence = oneOf(CONFIDENCES)
  if (confidence !== undefined) return { confidence }
  const [key, value = ''] = word.split('=')
  if (key === 'of') return { of: value }
  if (key === 'owned-until') return { ownedUntil: value }
  throw new Error(`unknown word of a finding: ${word}`)
}

function circumstance(word: string): Partial<Scenario> {
  if (word === 'product' || word === 'estate') return { context: word }
  if (word === 'delivered' || word === 'not-delivered') return { delivered: word === 'delivered' }
  if (/^\d{4}-\d\d-\d\d$/.test(word)) return { asOf: word }
  if (Object.hasOwn(roles, word)) return { boundBy: [word] }
  const purpose = PURPOSES.find((value) => value === word)
  if (purpose !== undefined) return { purposes: [purpose] }
  const [key, value = ''] = word.split('=')
  if (key === 'part') return { networkPart: value as NonNullable<Scenario['networkPart']> }
  if (key === 'made') return { itemDate: value }
  if (key === 'include') return { include: [value as 'export' | 'securities'] }
  throw new Error(`unknown circumstance: ${word}`)
}
