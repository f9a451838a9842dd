import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Opening, Source } from '../model/source.ts'
import { UsageError } from './choices.ts'

/** Folders that hold copies of other people's files, never an inventory of one's own. */
const PASSED_BY = new Set(['.git', '.hg', '.svn', 'node_modules'])

/** Bytes that one read brings; larger ones are no faster (measured from 64 KiB to 4 MiB). */
const CHUNK = 1 << 18

/**
 * The sources that paths, folders, patterns and `-` name, in the order given; the files of a folder or a
 * pattern in order of name.
 *
 * @throws {UsageError} for a path that does not exist and a pattern that fits nothing
 */
export async function* sourcesOf(
  inputs: readonly string[],
  stdin: NodeJS.ReadableStream,
  cwd: string,
): AsyncIterable<Source> {
  const seen = new Set<string>()
  for (const input of inputs) {
    for await (const { path, named } of input === '-' ? spooled(stdin) : filesOf(input, cwd)) {
      const real = realpathSync.native(path)
      if (seen.has(real)) continue
      seen.add(real)
      yield { uri: input === '-' ? '-' : uriOf(path, cwd), named, open: (how) => bytesOf(path, how) }
    }
  }
}

interface Found {
  readonly path: string
  readonly named: boolean
}

async function* filesOf(input: string, cwd: string): AsyncIterable<Found> {
  const path = resolve(cwd, input)
  const info = statOf(path)
  if (info?.isDirectory()) yield* walk(path, new Set())
  else if (info?.isFile()) yield { path, named: true }
  else if (info !== null) yield* spooled(createReadStream(path))
  else if (/[*?[{]/.test(input)) yield* matching(input, cwd)
  else
    throw new UsageError(
      `${input}: no such file or folder.`,
      'Give a file, a folder, a pattern in quotes such as "**/*.cdx.json", or - for standard input.',
    )
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

async function* matching(pattern: string, cwd: string): AsyncIterable<Found> {
  // Loading the library takes longer than scanning a small document, so only patterns pay for it.
  const { glob } = await import('tinyglobby')
  const paths = await glob(pattern.split(sep).join('/'), {
    cwd,
    dot: true,
    ignore: [...PASSED_BY].map((folder) => `**/${folder}/**`),
    expandDirectories: false,
  })
  if (paths.length === 0) throw new UsageError(`${pattern}: no file fits this pattern.`)
  for (const path of paths.sort()) yield { path: join(cwd, path), named: false }
}

/** Every regular file below a folder; links to folders are followed once each, so that a loop ends. */
async function* walk(folder: string, visited: Set<string>): AsyncIterable<Found> {
  const real = await realpath(folder)
  if (visited.has(real)) return
  visited.add(real)
  const names = (await readdir(folder)).sort()
  for (const name of names) {
    const path = join(folder, name)
    const info = statOf(path)
    if (info === null) {
      if ((await lstat(path).catch(() => null))?.isSymbolicLink()) continue
    } else if (info.isDirectory()) {
      if (!PASSED_BY.has(name)) yield* walk(path, visited)
    } else if (info.isFile()) {
      yield { path, named: false }
    }
  }
}

/** Standard input, put into a file of its own for as long as the scan lasts, because documents are read again. */
async function* spooled(stdin: NodeJS.ReadableStream): AsyncIterable<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'vendorscan-'))
  try {
    const path = join(folder, 'stdin')
    await pipeline(stdin, createWriteStream(path, { mode: 0o600 }))
    yield { path, named: true }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Read at once, for waiting between reads costs more than the reads; one buffer serves them all when lent. */
async function* bytesOf(path: string, { from = 0, lend = false }: Opening = {}): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const kept = lend ? new Uint8Array(CHUNK) : null
    for (let position = from; ; ) {
      const buffer = kept ?? new Uint8Array(CHUNK)
      const length = readSync(file, buffer, 0, CHUNK, position)
      if (length === 0) return
      position += length
      yield buffer.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

function uriOf(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/')
}
