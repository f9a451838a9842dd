import type { Problem } from '../model/problem.ts'
import type { DocumentSummary } from '../model/source.ts'
import { ArchiveError } from '../syntax/archive/error.ts'
import { decodeStream } from '../syntax/encoding.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from './reader.ts'
import { withRemedy } from './remedies.ts'
import { unknownFormat } from './unknown.ts'

/** Bytes that can be opened again and again. */
export interface Openable {
  open(): AsyncIterable<Uint8Array>
}

/**
 * Reads one document: finds out its encoding and its format, and gives what it holds to the handlers, in as many
 * passes as the format needs. It never throws for what a document holds, or for bytes that do not come.
 */
export async function readDocument(
  document: Openable,
  listeners: ReaderHandlers,
  options: ReaderOptions,
  formats: readonly Format[],
): Promise<DocumentSummary> {
  const handlers: ReaderHandlers = {
    ...listeners,
    onProblem: (problem) => listeners.onProblem(withRemedy(problem)),
  }
  let begun: Reader | null = null
  try {
    const first = await openFirst(document, formats, handlers)
    if ('summary' in first) return first.summary
    const reader = first.format.open(handlers, options)
    begun = reader
    await pour(first.chunks, reader)
    for (let result = reader.end(); ; result = reader.end()) {
      if (result !== 'again') return { ...result, formatId: first.format.id }
      await pour((await decodeStream(document.open())).bytes, reader)
    }
  } catch (error) {
    if (!isReadError(error)) throw error
    handlers.onProblem(problemOf(error, begun !== null))
    const summary = begun?.end() ?? UNREAD
    const state = begun === null ? 'unread' : 'partial'
    return { ...(summary === 'again' ? UNREAD : summary), state }
  }
}

/** Bytes after which a document that has not shown its format is decided by what has been seen. */
const HEAD_LIMIT = 1 << 20

const UNREAD: DocumentSummary = {
  format: '',
  context: 'product',
  state: 'unread',
  items: 0,
  records: 0,
  lookedInto: 0,
}

async function pour(chunks: AsyncIterable<Uint8Array>, reader: Reader): Promise<void> {
  for await (const chunk of chunks) reader.write(chunk)
}

type First =
  | { readonly format: Format; readonly chunks: AsyncIterable<Uint8Array> }
  | { readonly summary: DocumentSummary }

async function openFirst(
  document: Openable,
  formats: readonly Format[],
  handlers: ReaderHandlers,
): Promise<First> {
  const stream = await decodeStream(document.open())
  if (stream.unknown !== undefined) {
    handlers.onProblem({
      code: 'encoding',
      severity: 'error',
      message: `The document says that it is encoded in "${stream.unknown}", which is not known here.`,
    })
    return { summary: UNREAD }
  }
  const source = stream.bytes[Symbol.asyncIterator]()
  let head = new Uint8Array(0)
  let atEnd = false
  let wanted = 1
  let undecided = formats
  while (true) {
    while (!atEnd && head.length < wanted) {
      const next = await source.next()
      if (next.done) atEnd = true
      else head = join(head, next.value)
    }
    const last = atEnd || head.length >= HEAD_LIMIT
    const { format, open } = choose(undecided, head, last)
    if (format !== undefined) {
      if (stream.guessed) handlers.onProblem(guessedEncoding(stream.encoding))
      return { format, chunks: resume(head, source, atEnd) }
    }
    if (last || open.length === 0) break
    undecided = open
    wanted = Math.min(head.length * 4, HEAD_LIMIT)
  }
  await source.return?.()
  handlers.onProblem(isBlank(head) && atEnd ? EMPTY : unknownFormat(head))
  return { summary: UNREAD }
}

/** The first format that says yes, unless an earlier one is still undecided. */
function choose(formats: readonly Format[], head: Uint8Array, last: boolean) {
  const open: Format[] = []
  for (const format of formats) {
    const answer = format.recognise(head, last)
    if (answer === 'yes' && open.length === 0) return { format, open }
    if (answer === 'yes' || (answer === 'more' && !last)) open.push(format)
  }
  return { format: undefined, open }
}

async function* resume(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
  atEnd: boolean,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    if (atEnd) return
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

function problemOf(error: Error, begun: boolean): Problem {
  if (error instanceof ArchiveError) {
    const { code, message, hint } = error
    return { code, severity: 'error', message, ...(hint !== undefined && { hint }) }
  }
  const message = `The document could not be read${begun ? ' to its end' : ''}: ${error.message}.`
  return { code: 'unreadable', severity: 'error', message }
}

/** Trouble with a file or a stream has a code; anything else that is thrown is a bug and stays one. */
export function isReadError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

function guessedEncoding(encoding: string): Problem {
  return {
    code: 'encoding',
    severity: 'warning',
    message:
      `The document is not UTF-8 and does not say what it is; it was read as ${encoding}, which its bytes look most ` +
      'like. Columns count in the decoded text.',
    hint: 'If names in it look wrong, save it as UTF-8 or name its encoding: --encoding NAME.',
  }
}

const EMPTY: Problem = {
  code: 'empty',
  severity: 'error',
  message: 'The document is empty.',
}
