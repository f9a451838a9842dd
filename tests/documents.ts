import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { listsFor } from '../src/cli/options.ts'
import type { Report, Stated } from '../src/model/finding.ts'
import type { Lists } from '../src/model/lists.ts'
import type { Source } from '../src/model/source.ts'
import { scan } from '../src/scan.ts'

/** The lists that a scan works with unless it is told otherwise. */
export const lists: Lists = await listsFor({}, {})

/** A folder below `tests/cases`: a document, what is stated of it, and why it is there. */
export interface Case {
  readonly name: string
  readonly folder: string
  /** The document's file name, `input.json`. */
  readonly input: string
  readonly bytes: Uint8Array
  readonly asOf: string
  readonly stated: Stated
  readonly why: string
}

const UNSTATED: Stated = {
  jurisdictions: [],
  boundBy: [],
  purposes: [],
  vendors: [],
  minConfidence: 'possible',
  include: [],
}

/** The golden cases, in order of name. */
export const cases: readonly Case[] = readdirSync(new URL('cases/', import.meta.url))
  .sort()
  .map((name) => {
    const folder = fileURLToPath(new URL(`cases/${name}/`, import.meta.url))
    const input = readdirSync(folder).find((file) => file.startsWith('input.'))
    if (input === undefined) throw new Error(`${name} has no input`)
    const { why, asOf, ...stated } = JSON.parse(readFileSync(`${folder}options.json`, 'utf8'))
    return {
      name,
      folder,
      input,
      bytes: readFileSync(`${folder}${input}`),
      asOf,
      stated: { ...UNSTATED, ...stated },
      why,
    }
  })

/** The documents of `examples/`, as cases of nothing stated. */
export const examples: readonly Case[] = ['camera-product.cdx.json', 'cameras.csv', 'gateway.spdx.json'].map(
  (input) => {
    const folder = fileURLToPath(new URL('../examples/', import.meta.url))
    const bytes = readFileSync(`${folder}${input}`)
    return { name: input, folder, input, bytes, asOf: '2026-11-21', stated: UNSTATED, why: '' }
  },
)

/** What a scan of the case comes to. */
export function scanCase({ input, bytes, asOf, stated }: Case): Promise<Report> {
  return scan([sourceOf(input, bytes)], lists, { tool: { name: 'test', version: '0' }, asOf, stated })
}

/** What one scan of several documents comes to, nothing stated. */
export function scanAll(
  documents: readonly { readonly uri: string; readonly bytes: Uint8Array }[],
  coverage = false,
): Promise<Report> {
  const tool = { name: 'test', version: '0' }
  const sources = documents.map(({ uri, bytes }) => sourceOf(uri, bytes))
  return scan(sources, lists, { tool, asOf: '2026-11-21', stated: UNSTATED, coverage })
}

/** Bytes as a document that somebody named. */
export function sourceOf(uri: string, bytes: Uint8Array): Source {
  return {
    uri,
    named: true,
    async *open(how) {
      yield bytes.subarray(how?.from ?? 0)
    },
  }
}
