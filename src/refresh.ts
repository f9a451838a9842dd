import { slugOf } from './lists/build.ts'
import type { RegistryEntry } from './lists/source.ts'
import { compileMatcher } from './match/matcher.ts'
import type { Evidence } from './model/finding.ts'
import type { Item } from './model/item.ts'
import type { Lists } from './model/lists.ts'
import type { AliasKind, NameAlias, VendorId } from './model/vendor.ts'
import type { Assignment } from './registries.ts'

export { type Assignment, REGISTRY_FORMATS } from './registries.ts'

/** What a refreshed registry comes to, and how it differs from the one before, for a person to review. */
export interface Refreshed {
  /** In order of vendor and organisation. */
  readonly entries: readonly RegistryEntry[]
  /** Values with their organisation that the registry before did not have, or had lost since. */
  readonly added: readonly Assignment[]
  readonly removed: readonly Assignment[]
  /** Organisations whose names only resemble a listed one, with the names of the vendors: look at them by hand. */
  readonly doubtful: readonly { readonly organization: string; readonly vendors: readonly VendorId[] }[]
}

/**
 * The part of a registry that belongs to listed vendors, found by running the name matcher over the column of
 * organisations. Ids of organisations that the registry before had are kept.
 */
export function refresh(
  kind: AliasKind,
  assignments: readonly Assignment[],
  lists: Lists,
  before: readonly RegistryEntry[] = [],
): Refreshed {
  const held = new Map<string, string[]>()
  for (const { organization, value } of assignments) {
    const values = held.get(organization)
    if (values === undefined) held.set(organization, [value])
    else values.push(value)
  }
  const owners = organizationsOf(held.keys(), lists)
  const ids = new IdMaker(kind, before)
  const entries = [...owners.known]
    .map(([organization, { vendor, name }]) => ({
      vendor,
      name,
      organization,
      values: [...new Set(held.get(organization))].sort(),
    }))
    .sort((a, b) => compare(a.vendor, b.vendor) || compare(a.organization, b.organization))
    .map((entry) => (kind === 'oui' ? { id: ids.of(entry.vendor, entry.organization), ...entry } : entry))
  return { entries, ...difference(entries, before), doubtful: owners.doubtful }
}

interface Owner {
  readonly vendor: VendorId
  readonly name: string
}

function organizationsOf(organizations: Iterable<string>, lists: Lists) {
  const matcher = compileMatcher(lists, { vendors: lists.vendors.map(({ id }) => id) })
  const names = new Map(
    lists.vendors.flatMap(({ aliases }) =>
      aliases.flatMap((alias) => (alias.kind === 'name' ? [[alias.id, alias] as const] : [])),
    ),
  )
  const known = new Map<string, Owner>()
  const doubtful: { organization: string; vendors: readonly VendorId[] }[] = []
  for (const organization of organizations) {
    const matches = matcher.match(itemOf(organization))
    if (matches.length === 0) continue
    const telling = matches
      .flatMap(({ evidence }) => evidence)
      .filter((one) => saysWhose(one, names))
      .sort((a, b) => exactFirst(a, b) || lengthOf(b, names) - lengthOf(a, names))
    const best = telling[0]
    // Two vendors in one name: no machine can tell which of them holds the value.
    if (best === undefined || telling.some(({ vendor }) => vendor !== best.vendor)) {
      doubtful.push({ organization, vendors: matches.map(({ vendor }) => vendor) })
    } else known.set(organization, { vendor: best.vendor, name: best.alias })
  }
  return { known, doubtful }
}

/** Whether evidence says that the organisation is the vendor's, not only that its name resembles one. */
function saysWhose({ technique, alias }: Evidence, names: ReadonlyMap<string, NameAlias>): boolean {
  return (technique === 'exact-name' || technique === 'coined-word') && names.get(alias)?.ambiguous !== true
}

function exactFirst(a: Evidence, b: Evidence): number {
  return Number(b.technique === 'exact-name') - Number(a.technique === 'exact-name')
}

function lengthOf({ alias }: Evidence, names: ReadonlyMap<string, NameAlias>): number {
  return names.get(alias)?.value.length ?? 0
}

function itemOf(organization: string): Item {
  const span = { offset: 0, length: 0 }
  return {
    kind: 'device',
    name: organization,
    span,
    claims: [{ field: 'manufacturer', value: organization, span }],
  }
}

function difference(entries: readonly RegistryEntry[], before: readonly RegistryEntry[]) {
  const now = flat(entries)
  const then = flat(before)
  const missing = (from: ReadonlyMap<string, string>, of: ReadonlyMap<string, string>): Assignment[] =>
    [...of]
      .filter(([value, organization]) => from.get(value) !== organization)
      .map(([value, organization]) => ({ value, organization }))
  return { added: missing(then, now), removed: missing(now, then) }
}

function flat(entries: readonly RegistryEntry[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ organization, values }) =>
      values.map((value): [string, string] => [value, organization]),
    ),
  )
}

/** Makes ids of organisations that stay the same from one refresh to the next. */
class IdMaker {
  readonly #kind: AliasKind
  readonly #kept: ReadonlyMap<string, string>
  readonly #taken: Set<string>

  constructor(kind: AliasKind, before: readonly RegistryEntry[]) {
    this.#kind = kind
    const kept = before.flatMap(({ id, vendor, organization }): [string, string][] =>
      id === undefined ? [] : [[`${vendor}/${organization}`, id]],
    )
    this.#kept = new Map(kept)
    this.#taken = new Set(kept.map(([, id]) => id))
  }

  of(vendor: VendorId, organization: string): string {
    const kept = this.#kept.get(`${vendor}/${organization}`)
    if (kept !== undefined) return kept
    const base = `${vendor}/${this.#kind}/${slugOf(organization)}`
    let id = base
    for (let n = 2; this.#taken.has(id); n++) id = `${base}-${n}`
    this.#taken.add(id)
    return id
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
