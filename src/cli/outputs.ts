import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError, unknownWord } from './choices.ts'

/** One output that was asked for: a format, and the file it goes to; no file means standard output. */
export interface Output {
  readonly format: string
  readonly path?: string
}

/**
 * Reads the values of `--format`, such as `text` and `sarif=out.sarif`.
 *
 * @throws {UsageError} for an unknown format, a missing path, and two outputs for one place
 */
export function parseOutputs(given: readonly string[], formats: readonly string[]): readonly Output[] {
  const outputs = given.map((text): Output => {
    const [format = '', ...rest] = text.split('=')
    if (!formats.includes(format)) throw unknownWord('--format', format, formats)
    if (rest.length === 0) return { format }
    const path = rest.join('=')
    if (path === '') throw new UsageError(`--format ${text}: no file is named.`, `Write ${format}=FILE.`)
    return path === '-' ? { format } : { format, path }
  })
  const places = outputs.map(({ path }) => (path === undefined ? '-' : resolve(path)))
  const twice = outputs.find((_, index) => places.indexOf(places[index]!) !== index)
  if (twice !== undefined)
    throw new UsageError(
      `--format: two outputs go to ${twice.path ?? 'standard output'}.`,
      'Give all but one a file: --format sarif=results.sarif --format text.',
    )
  return outputs
}

/** Number of drafts that this process has begun, so that no two have one name. */
let drafts = 0

/**
 * Writes a file so that a reader sees the old one or the whole new one, never a part. At once: nothing else is to be
 * done meanwhile, and waiting costs more than the writing.
 */
export function writeFileAtomically(path: string, pieces: Iterable<string | Uint8Array>): void {
  mkdirSync(dirname(resolve(path)), { recursive: true })
  const draft = `${path}.${process.pid}-${drafts++}.tmp`
  try {
    const file = openSync(draft, 'wx')
    try {
      for (const piece of gathered(pieces)) writeFileSync(file, piece)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/**
 * Takes an error of a stream that somebody reads: who reads along may stop, as `head` does.
 *
 * @throws {Error} for any other error
 */
export function throwUnlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Writes to a stream and waits for it; a reader that has gone away is not an error. */
export async function writeStream(
  stream: NodeJS.WritableStream,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> {
  let gone = false
  const onError = (error: NodeJS.ErrnoException) => {
    throwUnlessGone(error)
    gone = true
  }
  stream.on('error', onError)
  for (const piece of gathered(pieces)) {
    if (gone) break
    await new Promise<void>((written) => stream.write(piece, () => written()))
  }
  stream.removeListener('error', onError)
}

/** Writes lines to a stream, each with its end. */
export function printLines(stream: NodeJS.WritableStream, lines: readonly string[]): Promise<void> {
  return writeStream(stream, [lines.join('\n'), '\n'])
}

/** Joins small pieces, so that a report of many lines is not a system call for each. */
function* gathered(pieces: Iterable<string | Uint8Array>): Iterable<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      waiting += piece
      if (waiting.length < 1 << 16) continue
    }
    if (waiting !== '') yield encoder.encode(waiting)
    waiting = ''
    if (typeof piece !== 'string') yield piece
  }
  if (waiting !== '') yield encoder.encode(waiting)
}
