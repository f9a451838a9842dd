import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Vocabulary } from '../model/lists.ts'
import { ListsError, type ListsProblem } from './error.ts'
import { LIST_PARTS, type ListFile } from './files.ts'
import { placeOfOffset } from './locate.ts'
import type { Registry, SourceLists, SourceMeasure, SourceVendor } from './source.ts'

/** Every JSON file of a folder of lists, in order of path; rejects with a `ListsError`. */
export async function readListFiles(dir: string): Promise<readonly ListFile[]> {
  const paths: string[] = []
  for (const part of Object.values(LIST_PARTS)) {
    if (part.endsWith('.json')) paths.push(part)
    else for (const name of await namesIn(join(dir, part))) paths.push(`${part}/${name}`)
  }
  const files: ListFile[] = []
  const problems: ListsProblem[] = []
  for (const path of paths.sort()) {
    const text = await textOf(join(dir, path))
    if (text === null) continue
    try {
      files.push({ path, text, value: JSON.parse(text) })
    } catch (error) {
      problems.push(syntaxProblem(path, text, error))
    }
  }
  if (problems.length > 0) throw new ListsError(problems)
  if (files.length === 0) {
    throw new ListsError([{ file: dir, line: 1, column: 1, message: 'no list files are in this folder' }])
  }
  return files
}

/** The files of a folder of lists, put together. */
export function sourceOf(files: readonly ListFile[]): SourceLists {
  const one = (path: string): Record<string, unknown> =>
    (files.find((file) => file.path === path)?.value ?? {}) as Record<string, unknown>
  const all = (folder: string): unknown[] =>
    files.filter((file) => file.path.startsWith(`${folder}/`)).map((file) => file.value)
  const index = one(LIST_PARTS.index)
  const places = one(LIST_PARTS.jurisdictions) as Partial<SourceLists>
  return {
    schema: typeof index.schema === 'number' ? index.schema : 1,
    version: typeof index.version === 'string' ? index.version : '',
    vendors: all(LIST_PARTS.vendors) as SourceVendor[],
    registries: all(LIST_PARTS.registries) as Registry[],
    measures: all(LIST_PARTS.measures) as SourceMeasure[],
    vocabulary: one(LIST_PARTS.vocabulary) as Partial<Vocabulary>,
    roles: places.roles ?? {},
    jurisdictions: places.jurisdictions ?? {},
    profiles: places.profiles ?? {},
    purposeWords: places.purposeWords ?? {},
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Whether a file operation failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function syntaxProblem(file: string, text: string, error: unknown): ListsProblem {
  const message = error instanceof Error ? error.message : String(error)
  const offset = /position (\d+)/.exec(message)?.[1]
  return { file, ...placeOfOffset(text, offset === undefined ? text.length : Number(offset)), message }
}
