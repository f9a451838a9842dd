import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Lists } from '../model/lists.ts'
import { addToLists, buildLists } from './build.ts'
import { checkLists } from './check.ts'
import { ListsError } from './error.ts'
import { isMissing, readListFiles, sourceOf } from './folder.ts'
import type { SourceLists } from './source.ts'

export { buildLists } from './build.ts'
export { checkLists } from './check.ts'
export { ListsError, type ListsProblem } from './error.ts'
export { readListFiles } from './folder.ts'
export type {
  Registry,
  SourceAlias,
  SourceLists,
  SourceVendor,
} from './source.ts'
export { registryText } from './write.ts'

/**
 * The vendor lists: those that come with the package, or the folder `base` in their place; with the vendors,
 * measures and words of further folders added, a later one overriding by id. Folders are checked against the
 * schemas; what cannot be used rejects with a `ListsError`.
 */
export async function loadLists(base?: string, more: readonly string[] = []): Promise<Lists> {
  let lists = base === undefined ? await packagedLists() : await buildLists([await checkedSource(base)])
  for (const dir of more) lists = await addToLists(lists, await checkedSource(dir, lists))
  return lists
}

/** A folder of lists as its files hold it, with examples; not checked. */
export async function loadSource(dir: string = sourceFolder()): Promise<SourceLists> {
  return sourceOf(await readListFiles(dir))
}

async function packagedLists(): Promise<Lists> {
  try {
    // At once: nothing else can be done meanwhile, and a wait of its own costs more than the reading.
    return JSON.parse(readFileSync(new URL('../lists.json', import.meta.url), 'utf8'))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  // In a checkout that has not been built, the files that the build would read serve as well.
  return buildLists([await loadSource()])
}

function sourceFolder(): string {
  return fileURLToPath(new URL('../../vendor-lists', import.meta.url))
}

async function checkedSource(dir: string, known?: Lists): Promise<SourceLists> {
  const problems = await checkLists(dir, known)
  if (problems.length > 0) throw new ListsError(problems)
  return loadSource(dir)
}
