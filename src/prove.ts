import type { ListsProblem } from './lists/error.ts'
import { LIST_PARTS, type ListFile } from './lists/files.ts'
import { placeOfPointer } from './lists/locate.ts'
import { EXAMPLE_FIELDS, type Example, type SourceAlias, type SourceVendor } from './lists/source.ts'
import { compileMatcher, type Matcher } from './match/matcher.ts'
import type { Field } from './model/field.ts'
import type { Match } from './model/finding.ts'
import type { Item, ItemKind } from './model/item.ts'
import type { Lists } from './model/lists.ts'
import type { Alias, Vendor } from './model/vendor.ts'

/**
 * What the examples of a folder of lists do not prove, with its place: a text to match that its alias does not
 * claim or that another vendor claims too, a text not to match that somebody claims, and an alias without which
 * its own examples come to the same. `lists` are all lists together, those of the folder among them.
 */
export function prove(files: readonly ListFile[], lists: Lists): readonly ListsProblem[] {
  const matcher = compileMatcher(lists, { vendors: lists.vendors.map(({ id }) => id) })
  return files
    .filter(({ path }) => path.startsWith(`${LIST_PARTS.vendors}/`))
    .flatMap((file) => {
      const { id, aliases } = file.value as SourceVendor
      const vendor = lists.vendors.find((one) => one.id === id)
      return aliases.flatMap((alias, index) => {
        if (alias.replacedBy !== undefined || vendor === undefined) return []
        const at = `/aliases/${index}`
        return [
          ...alias.match.map((example, n) => claimed(file, `${at}/match/${n}`, example, alias, id, matcher)),
          ...alias.noMatch.map((example, n) =>
            unclaimed(file, `${at}/noMatch/${n}`, example, alias, matcher),
          ),
          needed(file, `${at}/match`, alias, vendor, lists),
        ].filter((problem) => problem !== null)
      })
    })
}

function claimed(
  file: ListFile,
  pointer: string,
  example: Example,
  alias: SourceAlias,
  vendor: string,
  matcher: Matcher,
): ListsProblem | null {
  const matches = matcher.match(itemOf(example, alias.kind, 'device'))
  const others = matches.filter((match) => match.vendor !== vendor).map((match) => match.vendor)
  const text = textOf(example)
  if (others.length > 0)
    return problem(file, pointer, `${alias.id}: ${text} is also claimed by ${others.join(', ')}`)
  const own = matches.flatMap(({ evidence }) => evidence).map((evidence) => evidence.alias)
  if (own.includes(alias.id)) return null
  const instead = own.length === 0 ? 'by nothing' : `by ${own.join(', ')}`
  return problem(file, pointer, `${alias.id}: ${text} is not claimed by it, but ${instead}`)
}

function unclaimed(
  file: ListFile,
  pointer: string,
  example: Example,
  alias: SourceAlias,
  matcher: Matcher,
): ListsProblem | null {
  for (const kind of ['device', 'software'] as const) {
    const [match] = matcher.match(itemOf(example, alias.kind, kind))
    if (match === undefined) continue
    const by = match.evidence.map((evidence) => evidence.alias).join(', ')
    return problem(
      file,
      pointer,
      `${alias.id}: ${textOf(example)} must be claimed by nobody, but is by ${by}`,
    )
  }
  return null
}

function needed(
  file: ListFile,
  pointer: string,
  alias: SourceAlias,
  vendor: Vendor,
  lists: Lists,
): ListsProblem | null {
  const outcome = (aliases: readonly Alias[]): string => {
    const matcher = compileMatcher({ ...lists, vendors: [{ ...vendor, aliases }] }, { vendors: [vendor.id] })
    return alias.match.map((one) => summaryOf(matcher.match(itemOf(one, alias.kind, 'device')))).join('\n')
  }
  // MAC prefixes by the thousand have no part in it, and compiling them takes longest.
  const some = vendor.aliases.filter(({ kind }) => kind !== 'oui' || alias.kind === 'oui')
  if (outcome(some) !== outcome(some.filter(({ id }) => id !== alias.id))) return null
  return problem(file, pointer, `${alias.id}: without it, its examples come to the same`)
}

/** What a user would see of matches: not which alias it was, but what it says. */
function summaryOf(matches: readonly Match[]): string {
  return matches
    .map(({ vendor, relation, confidence, of, soldAs, evidence, ownership, class: equipment }) =>
      JSON.stringify([
        vendor,
        relation,
        confidence,
        of,
        soldAs,
        ownership,
        equipment,
        evidence.map(({ technique, confidence: worth, relation: how }) => [technique, worth, how]),
      ]),
    )
    .join('|')
}

function itemOf(example: Example, kind: Alias['kind'], itemKind: ItemKind): Item {
  const values = typeof example === 'string' ? { [EXAMPLE_FIELDS[kind]]: example } : example
  const span = { offset: 0, length: 0 }
  const claims = Object.entries(values).map(([field, value]) => ({ field: field as Field, value, span }))
  return { kind: itemKind, name: values.name ?? values.model ?? '', span, claims }
}

function textOf(example: Example): string {
  return typeof example === 'string' ? `"${example}"` : JSON.stringify(example)
}

function problem(file: ListFile, pointer: string, message: string): ListsProblem {
  return { file: file.path, ...placeOfPointer(file.text, pointer), message }
}
