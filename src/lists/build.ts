import type { Lists, Vocabulary } from '../model/lists.ts'
import type { Measure } from '../model/measure.ts'
import type { Alias, IdentifierAlias, NameAlias, Vendor } from '../model/vendor.ts'
import { ListsError } from './error.ts'
import type { Registry, RegistryEntry, SourceAlias, SourceLists, SourceMeasure } from './source.ts'

/** What the lists come to without the examples that prove them, later folders adding to and overriding earlier ones. */
export async function buildLists(sources: readonly SourceLists[]): Promise<Lists> {
  const vendors = mergeById(sources.map((source) => source.vendors.map(vendorOf))).map(sortAliases)
  const names = new Map<string, NameAlias>()
  for (const vendor of vendors) {
    for (const alias of vendor.aliases) if (alias.kind === 'name') names.set(alias.id, alias)
  }
  const registered = sources.flatMap((source) => source.registries.flatMap((r) => aliasesOf(r, names)))
  const last = sources.at(-1)
  return withHash({
    schema: sources[0]?.schema ?? 1,
    version: last?.version || (sources[0]?.version ?? ''),
    vendors: vendors.map((vendor) => addAliases(vendor, registered)),
    measures: mergeMeasures(sources),
    roles: Object.assign({}, ...sources.map(({ roles }) => roles)),
    jurisdictions: Object.assign({}, ...sources.map(({ jurisdictions }) => jurisdictions)),
    profiles: Object.assign({}, ...sources.map(({ profiles }) => profiles ?? {})),
    purposeWords: Object.assign({}, ...sources.map(({ purposeWords }) => purposeWords ?? {})),
    vocabulary: mergeVocabulary(sources.map((source) => source.vocabulary)),
  })
}

/** Built lists with those of a further folder added: a vendor of the same id is merged, a measure replaced. */
export async function addToLists(base: Lists, source: SourceLists): Promise<Lists> {
  const start: SourceLists = {
    ...base,
    registries: [],
    vendors: base.vendors.map((vendor) => ({
      ...vendor,
      aliases: vendor.aliases.map((alias) => ({ ...alias, match: [], noMatch: [] })),
    })),
  }
  return buildLists([start, source])
}

function vendorOf(source: SourceLists['vendors'][number]): Vendor {
  return { ...source, aliases: source.aliases.map(withoutExamples) }
}

function withoutExamples(source: SourceAlias): Alias {
  const { match: _match, noMatch: _noMatch, ...alias } = source
  return alias
}

function withoutScenarios(source: SourceMeasure): Measure {
  const { scenarios: _scenarios, ...measure } = source
  return measure
}

function mergeById(lists: readonly (readonly Vendor[])[]): Vendor[] {
  const merged = new Map<string, Vendor>()
  for (const vendor of lists.flat()) {
    const earlier = merged.get(vendor.id)
    merged.set(vendor.id, earlier === undefined ? vendor : mergeVendor(earlier, vendor))
  }
  return [...merged.values()].sort(byId)
}

function mergeVendor(earlier: Vendor, later: Vendor): Vendor {
  const aliases = new Map(earlier.aliases.map((alias) => [alias.id, alias]))
  for (const alias of later.aliases) aliases.set(alias.id, alias)
  const notOem = new Map(earlier.notOem.map((entry) => [entry.value, entry]))
  for (const entry of later.notOem) notOem.set(entry.value, entry)
  return {
    ...earlier,
    ...later,
    lists: [...new Set([...earlier.lists, ...later.lists])],
    aliases: [...aliases.values()],
    notOem: [...notOem.values()],
  }
}

function sortAliases(vendor: Vendor): Vendor {
  return { ...vendor, aliases: [...vendor.aliases].sort(byId) }
}

function addAliases(vendor: Vendor, registered: readonly Alias[]): Vendor {
  const own = new Set(vendor.aliases.map((alias) => alias.id))
  // A hand-written entry knows more than the registry's line of the same id.
  const added = registered.filter((alias) => alias.id.startsWith(`${vendor.id}/`) && !own.has(alias.id))
  return added.length === 0 ? vendor : sortAliases({ ...vendor, aliases: [...vendor.aliases, ...added] })
}

function mergeMeasures(sources: readonly SourceLists[]): Measure[] {
  const merged = new Map<string, Measure>()
  for (const measure of sources.flatMap((source) => source.measures)) {
    merged.set(measure.id, withoutScenarios(measure))
  }
  return [...merged.values()].sort(byId)
}

function mergeVocabulary(parts: readonly Partial<Vocabulary>[]): Vocabulary {
  const words = (key: 'legalForms' | 'ordinaryWords' | 'placeholders' | 'distributors'): string[] => [
    ...new Set(parts.flatMap((part) => part[key] ?? [])),
  ]
  return {
    legalForms: words('legalForms'),
    ordinaryWords: words('ordinaryWords'),
    placeholders: words('placeholders'),
    distributors: words('distributors'),
    classWords: Object.assign({}, ...parts.map((part) => part.classWords ?? {})),
  }
}

/** The aliases that a registry's entries come to; who an organisation is, its name alias says. */
function aliasesOf(registry: Registry, names: ReadonlyMap<string, NameAlias>): Alias[] {
  return registry.entries.flatMap((entry): Alias[] => {
    const name = names.get(entry.name)
    if (name === undefined) {
      const message = `${registry.title}: "${entry.organization}" refers to ${entry.name}, and there is no such name`
      throw new ListsError([{ file: 'registries', line: 1, column: 1, message }])
    }
    const source = `${registry.source} (${registry.edition})`
    const base = {
      relation: name.relation,
      ...pick(name, ['of', 'from', 'until', 'class', 'note'] as const),
      verified: name.verified,
      sources: [source],
      asOf: registry.asOf,
    }
    if (registry.kind === 'oui') {
      const id = entry.id ?? `${entry.vendor}/oui/${slugOf(entry.organization)}`
      return [{ id, kind: 'oui', organization: entry.organization, prefixes: entry.values, ...base }]
    }
    return entry.values.map((value) => identifierOf(registry.kind, entry, value, base))
  })
}

function identifierOf(
  kind: Registry['kind'],
  entry: RegistryEntry,
  value: string,
  base: Omit<IdentifierAlias, 'id' | 'kind' | 'value'>,
): IdentifierAlias {
  return {
    id: `${entry.vendor}/${kind}/${slugOf(value)}`,
    kind: kind as IdentifierAlias['kind'],
    value,
    ...(entry.standing === undefined ? {} : { standing: entry.standing }),
    ...base,
  }
}

/** The last part of an alias id: ASCII letters and digits of a text, in lower case, joined by hyphens. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {}
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key]
  return picked
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

async function withHash(lists: Omit<Lists, 'sha256'>): Promise<Lists> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(lists)))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const { schema, version, ...rest } = lists
  return { schema, version, sha256, ...rest }
}

/** The same value with the members of its objects in order of key, so that equal data have one spelling. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]))
}
