import type { DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { openTurtleLinks } from '../links/rdf-links.ts'
import type { Format, Reader, ReaderHandlers } from '../reader.ts'
import { SpdxGraph } from './spdx-graph.ts'
import { TURTLE_LIMIT, thingsOf } from './turtle-things.ts'

/** SPDX 1.x and 2.x in Turtle. */
export const spdxTurtle: Format = {
  id: 'spdx-turtle',
  recognise: (bytes, atEnd) => {
    if (bytes.includes(0)) return 'no'
    const text = decodeUtf8(bytes)
    if (!/^(?:\s|#[^\n]*\n)*(?:@?(?:prefix|base)\s|<[a-z][a-z0-9+.-]*:[^<>\s]*>\s)/i.test(text)) return 'no'
    if (/spdx\.org\/rdf\/terms/.test(text) && /\bSpdxDocument\b|[:#]Package\b/.test(text)) return 'yes'
    return atEnd ? 'no' : 'more'
  },
  open: (handlers) => new TurtleReader(handlers),
  openLinks: openTurtleLinks,
}

/** Holds the whole document: statements about one thing need not stand together. */
class TurtleReader implements Reader {
  readonly #graph: SpdxGraph
  readonly #store = new ByteStore()
  #tooLarge = false

  constructor(handlers: ReaderHandlers) {
    this.#graph = new SpdxGraph(handlers)
  }

  write(chunk: Uint8Array): void {
    if (this.#store.length + chunk.length > TURTLE_LIMIT) this.#tooLarge = true
    else if (!this.#tooLarge) this.#store.add(chunk)
  }

  end(): DocumentSummary {
    const { things, count, problem } = thingsOf(this.#store.bytes())
    const counts = new Map<string, number>()
    for (const { type, node } of things) {
      const index = (counts.get(type) ?? 0) + 1
      counts.set(type, index)
      if (TOP.has(type)) this.#graph.add(type, node, `/${type}[${index}]`)
    }
    if (this.#tooLarge) {
      const message = `The document is larger than ${TURTLE_LIMIT} bytes; only what stands before was read.`
      this.#graph.fail('too-large', this.#store.length, message)
    } else if (problem !== null) this.#graph.fail(problem.code, problem.offset, problem.message)
    this.#store.clear()
    return this.#graph.summary('Turtle', { records: count, lookedInto: count })
  }
}

/** Things that are looked for; what says more of them stands in them. */
const TOP: ReadonlySet<string> = new Set(['SpdxDocument', 'Package', 'File'])
