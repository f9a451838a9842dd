import { expect } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import type { DocumentSummary, Source } from '../../src/model/source.ts'
import { documentsOf, type SourceDocument } from '../../src/read/documents.ts'
import { readDocument } from '../../src/read/index.ts'
import { pathsTo, type Step, type Target } from '../../src/read/paths.ts'
import { spells, type Writing } from './support.ts'

/** What the ways to the items of one document came to. */
export interface Ways {
  readonly summary: DocumentSummary
  /** Name of an item → names of the steps to it, with ` > ` between them; `?` behind one that has no place. */
  readonly ways: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  readonly items: readonly Item[]
}

/** The ways to all items of the documents that bytes are or hold; each step's bytes must spell its name. */
export async function waysOf(bytes: Uint8Array): Promise<readonly Ways[]> {
  const source: Source = {
    uri: 'a',
    named: true,
    async *open() {
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.slice(at, at + CHUNK)
    },
  }
  const all: Ways[] = []
  for await (const document of documentsOf(source, ({ message }) => expect.fail(message)))
    all.push(await waysIn(document))
  return all
}

const CHUNK = 1000

/** The same of bytes that are one document. */
export async function waysOfOne(bytes: Uint8Array): Promise<Ways> {
  const all = await waysOf(bytes)
  expect(all).toHaveLength(1)
  return all[0]!
}

/** Items that are asked for alone, too. */
const MOST_ALONE = 20

async function waysIn(document: SourceDocument): Promise<Ways> {
  const items: Item[] = []
  const summary = await readDocument(
    document,
    { onItem: (item) => items.push(item), onProblem: () => undefined },
    { literals: null },
  )
  const targets = items.flatMap(({ ref, name, span }): Target[] =>
    ref === undefined ? [] : [{ ref, name, span }],
  )
  const { stepsTo } = await pathsTo(document, targets, summary)
  const found = targets.flatMap((target) => {
    const steps = stepsTo(target)
    return steps === undefined ? [] : [{ target, steps }]
  })
  // What the steps are called is known here, since all items are asked for. Asked for alone, an item whose own name
  // is not known has to have the names looked for.
  for (const { target, steps } of found.slice(0, MOST_ALONE)) {
    const nameless = { ...target, name: '' }
    expect((await pathsTo(document, [nameless], summary)).stepsTo(nameless), target.ref).toEqual(steps)
  }
  await checkPlaces(
    document,
    summary,
    found.flatMap(({ steps }) => steps),
  )
  return {
    summary,
    items,
    steps: found.flatMap(({ steps }) => steps),
    ways: Object.fromEntries(
      found.map(({ target, steps }) => [
        target.name,
        steps.map(({ name, span }) => (span === undefined ? `${name}?` : name)).join(' > '),
      ]),
    ),
  }
}

async function checkPlaces(
  document: SourceDocument,
  { formatId = '' }: DocumentSummary,
  steps: readonly Step[],
): Promise<void> {
  const read: Uint8Array[] = []
  for await (const chunk of document.open()) read.push(chunk.slice())
  const bytes = withoutMark(Buffer.concat(read))
  for (const { name, span } of steps) {
    if (span === undefined || span.encloses) continue
    const region = bytes.subarray(span.offset, span.offset + span.length)
    expect(spells(writingOf(formatId), region, name), `${name} at ${span.offset}`).toBe(true)
  }
}

/** The UTF-8 in which places count. */
function withoutMark(bytes: Buffer): Uint8Array {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return Buffer.from(bytes.subarray(2).toString('utf16le'))
  return first === 0xef ? bytes.subarray(3) : bytes
}

function writingOf(formatId: string): Writing {
  if (/json/.test(formatId)) return 'json'
  if (/xml|rdf/.test(formatId)) return 'xml'
  if (/yaml/.test(formatId)) return 'yaml'
  if (/turtle|protobuf-text/.test(formatId)) return 'turtle'
  return 'text'
}
