import type { Lists, Vocabulary } from '../model/lists.ts'
import type { Prepared, PreparedAlias, PreparedWords } from '../model/prepared.ts'
import type { Alias } from '../model/vendor.ts'
import { isOwnBrand } from './brands.ts'
import { prepareClassWords } from './equipment.ts'
import { runsOf } from './literals.ts'
import { prepareModel } from './models.ts'
import { prepareName } from './names.ts'
import { compileWords, prepareWords as prepareNameWords, type Words } from './words.ts'

/** What matching makes of lists before any text comes: see `Prepared`. */
export function prepare({ vendors, vocabulary }: Pick<Lists, 'vendors' | 'vocabulary'>): Prepared {
  const words = prepareWords(vocabulary)
  const ready = compileWords(words)
  const aliases: Record<string, PreparedAlias> = {}
  for (const alias of vendors.flatMap((vendor) => vendor.aliases)) {
    const known = prepareAlias(alias, ready)
    if (Object.keys(known).length > 0) aliases[alias.id] = known
  }
  return { words, aliases }
}

/** The vocabulary taken apart. */
export function prepareWords(vocabulary: Vocabulary): PreparedWords {
  return { ...prepareNameWords(vocabulary), classes: prepareClassWords(vocabulary.classWords) }
}

/** What is to be known of each alias: as the build has prepared it, or made now where it has not, or has another value. */
export function knownOf(
  aliases: readonly Alias[],
  prepared: Prepared | undefined,
  words: Words,
): ReadonlyMap<Alias, PreparedAlias> {
  return new Map(
    aliases.map((alias) => {
      const before = prepared?.aliases[alias.id]
      const same = before?.value !== undefined && before.value === textOf(alias)
      return [alias, same ? before : prepareAlias(alias, words)]
    }),
  )
}

function prepareAlias(alias: Alias, words: Words): PreparedAlias {
  const value = textOf(alias)
  if (value === undefined) return {}
  if (alias.kind === 'model') return { value, ...prepareModel(alias) }
  const named = alias.kind === 'name' || (alias.kind === 'brand' && isOwnBrand(alias))
  const runs = runsOf(alias, words)
  if (!named && runs?.length === 0) return {}
  return {
    value,
    ...(named && prepareName(alias, words)),
    ...((runs === null || runs.length > 0) && { runs }),
  }
}

function textOf(alias: Alias): string | undefined {
  return 'value' in alias ? alias.value : 'pattern' in alias ? alias.pattern : undefined
}
