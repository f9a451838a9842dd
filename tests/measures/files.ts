import { readdirSync, readFileSync } from 'node:fs'
import type { Measure } from '../../src/model/measure.ts'
import type { Scenario } from '../assess/scenario.ts'

/** A measure as its file holds it: with the scenarios that prove it. */
export type MeasureFile = Measure & {
  readonly scenarios: {
    readonly applies: readonly Scenario[]
    readonly depends: readonly Scenario[]
    readonly nothing: readonly Scenario[]
  }
}

const root = new URL('../../', import.meta.url)

/** A file of the repository, parsed. */
export function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

/** Names of the files of measures, in order. */
export const names = readdirSync(new URL('vendor-lists/measures/', root)).sort()

/** All measures, in order of id. */
export const measures = names.map((name) => json(`vendor-lists/measures/${name}`) as MeasureFile)

/** One measure by its id. */
export function measure(id: string): MeasureFile {
  const found = measures.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`no measure ${id}`)
  return found
}
