import type { ProblemCode } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { openSpdx3TurtleLinks, openTurtleLinks } from '../links/rdf-links.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Terms } from './json-ld.ts'
import { SpdxGraph } from './spdx-graph.ts'
import { Spdx3Elements } from './spdx3-elements.ts'
import { elementThings, resolvedThings, type Things, TURTLE_LIMIT, thingsOf } from './turtle-things.ts'

/** SPDX 1.x and 2.x in Turtle. */
export const spdxTurtle: Format = turtleFormat(
  'spdx-turtle',
  (text) => /spdx\.org\/rdf\/terms/.test(text) && /\bSpdxDocument\b|[:#]Package\b/.test(text),
  (handlers) => new Spdx2Things(handlers),
  openTurtleLinks,
)

/** SPDX 3.0 in Turtle. */
export const spdx3Turtle: Format = turtleFormat(
  'spdx-3-turtle',
  // The model itself, which is published as Turtle, has the names but no things of these types.
  (text) =>
    /spdx\.org\/rdf\/v?3/.test(text) &&
    /(?:\sa|type>)\s+[^\s;,]*(?:SpdxDocument|Sbom|Package|File)\b/.test(text),
  (handlers, options) => new Spdx3Things(handlers, options),
  openSpdx3TurtleLinks,
)

/** What takes the things of a document, once all is known that is said of them. */
interface Taker {
  take(things: Things): void
  fail(code: ProblemCode, offset: number, message: string): void
  summary(
    serialisation: string,
    tally: { readonly records: number; readonly lookedInto: number },
  ): DocumentSummary
}

/** A format of documents in Turtle, or N-Triples, that a text at the beginning shows. */
function turtleFormat(
  id: string,
  shows: (text: string) => boolean,
  open: (handlers: ReaderHandlers, options: ReaderOptions) => Taker,
  openLinks: NonNullable<Format['openLinks']>,
): Format {
  return {
    id,
    recognise: (bytes, atEnd) => {
      if (bytes.includes(0)) return 'no'
      const text = decodeUtf8(bytes)
      if (!BEGINNING.test(text)) return 'no'
      if (shows(text)) return 'yes'
      return atEnd ? 'no' : 'more'
    },
    open: (...told) => new TurtleReader(open(...told)),
    openLinks,
  }
}

/** Comments, then a directive, or a statement that begins with an address or a label. */
const BEGINNING =
  /^(?:\s|#[^\n]*\n)*(?:@?(?:prefix|base)\s|<[a-z][a-z0-9+.-]*:[^<>\s]*>\s|_:\S+\s+<[a-z][a-z0-9+.-]*:)/i

/** Holds the whole document: statements about one thing need not stand together. */
class TurtleReader implements Reader {
  readonly #taker: Taker
  readonly #store = new ByteStore(TURTLE_LIMIT)

  constructor(taker: Taker) {
    this.#taker = taker
  }

  write(chunk: Uint8Array): void {
    this.#store.add(chunk)
  }

  end(): DocumentSummary {
    const { things, problem } = thingsOf(this.#store.bytes())
    this.#taker.take(things)
    if (this.#store.full) {
      const message = `The document is larger than ${TURTLE_LIMIT} bytes; only what stands before was read.`
      this.#taker.fail('too-large', this.#store.length, message)
    } else if (problem !== null) this.#taker.fail(problem.code, problem.offset, problem.message)
    this.#store.clear()
    return this.#taker.summary('Turtle', { records: things.size, lookedInto: things.size })
  }
}

class Spdx2Things extends SpdxGraph implements Taker {
  take(things: Things): void {
    for (const { types, node, path } of resolvedThings(things))
      for (const type of types) if (TOP.has(type)) this.add(type, node, path)
  }
}

/** Things that are looked for; what says more of them stands in them. */
const TOP: ReadonlySet<string> = new Set(['SpdxDocument', 'Package', 'File'])

class Spdx3Things implements Taker {
  readonly #terms = new Terms()
  readonly #elements: Spdx3Elements

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.#elements = new Spdx3Elements(handlers, options, this.#terms, 'xml')
  }

  take(things: Things): void {
    for (let again = true; again; ) {
      for (const { node, path } of elementThings(things, this.#terms)) this.#elements.add(node, path)
      again = this.#elements.pass === 1
      this.#elements.endFirstPass()
    }
  }

  fail(code: ProblemCode, offset: number, message: string): void {
    this.#elements.fail(code, offset, message)
  }

  summary(...said: Parameters<Taker['summary']>): DocumentSummary {
    return this.#elements.summary(...said)
  }
}
