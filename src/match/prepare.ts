import type { Lists } from '../model/lists.ts'
import type { Prepared, PreparedAlias } from '../model/prepared.ts'
import type { Alias } from '../model/vendor.ts'
import { isOwnBrand } from './brands.ts'
import { prepareClassWords } from './equipment.ts'
import { runsOf } from './literals.ts'
import { prepareName } from './names.ts'
import { compileWords, prepareWords, type Words } from './words.ts'

/** What matching makes of lists before any text comes: see `Prepared`. */
export function prepare({ vendors, vocabulary }: Pick<Lists, 'vendors' | 'vocabulary'>): Prepared {
  const prepared = prepareWords(vocabulary)
  const words = compileWords(prepared)
  const aliases: Record<string, PreparedAlias> = {}
  for (const alias of vendors.flatMap((vendor) => vendor.aliases)) {
    const known = prepareAlias(alias, words)
    if (Object.keys(known).length > 0) aliases[alias.id] = known
  }
  return { words: { ...prepared, classes: prepareClassWords(vocabulary.classWords) }, aliases }
}

function prepareAlias(alias: Alias, words: Words): PreparedAlias {
  const named = alias.kind === 'name' || (alias.kind === 'brand' && isOwnBrand(alias))
  const runs = runsOf(alias, words)
  return {
    ...(named && prepareName(alias, words)),
    ...((runs === null || runs.length > 0) && { runs }),
  }
}
