import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { IdentifierAlias } from '../model/vendor.ts'
import { foldPurlPath, parsePurl } from '../normalize/purl.ts'
import { type Entry, lower, type Sighting } from './sighting.ts'

/** Namespaces of packages, ready to be found. */
export interface PurlIndex {
  /** By `type/path`. */
  readonly exact: ReadonlyMap<string, Entry<IdentifierAlias>>
  /** Values that end in `*`, without it. */
  readonly prefixes: readonly { readonly prefix: string; readonly entry: Entry<IdentifierAlias> }[]
}

/** Longest namespace and name that are compared, in UTF-16 units. */
const LONGEST = 1024

/** Makes namespaces ready. */
export function compilePurls(entries: readonly Entry<IdentifierAlias>[]): PurlIndex {
  const exact = new Map<string, Entry<IdentifierAlias>>()
  const prefixes: { prefix: string; entry: Entry<IdentifierAlias> }[] = []
  for (const entry of entries) {
    const { value } = entry.alias
    const slash = value.indexOf('/')
    const type = value.slice(0, slash).toLowerCase()
    const open = value.endsWith('*')
    const path = foldPurlPath(type, value.slice(slash + 1, open ? -1 : undefined))
    if (open) prefixes.push({ prefix: `${type}/${path}`, entry })
    else exact.set(`${type}/${path}`, entry)
  }
  return { exact, prefixes }
}

/** The owner of a package's namespace, by type and namespace, never by a part of the package's name. */
export function purlsIn(claim: Claim, index: PurlIndex): readonly Sighting[] {
  const purl = parsePurl(claim.value)
  return purl === null ? [] : sightings(purl.type, purl.path, 'confirmed', claim, index)
}

/**
 * The owner of a namespace where a document gives it without a purl: a group (`com.example`, `@example`), or a
 * name that spells it out (`github.com/example/x`, `@example/x`).
 */
export function namespacesIn(claim: Claim, index: PurlIndex): readonly Sighting[] {
  const text = claim.value.trim()
  const best = claim.field === 'group' ? 'confirmed' : 'possible'
  if (/^@[\w.-]+(?:\/[\w.-]+)?$/.test(text)) return sightings('npm', text.toLowerCase(), best, claim, index)
  if (/^[a-z][\w-]*(?:\.[\w-]+)+\/[\w./-]+$/i.test(text)) {
    return sightings('golang', text.toLowerCase(), best, claim, index)
  }
  const [group = ''] = text.split(':')
  if (/^[a-z][\w-]*(?:\.[a-z][\w-]*)+$/i.test(group)) return sightings('maven', group, best, claim, index)
  return []
}

function sightings(
  type: string,
  path: string,
  best: Confidence,
  claim: Claim,
  index: PurlIndex,
): readonly Sighting[] {
  const entry = path.length > LONGEST ? undefined : ownerOf(type, path, index)
  if (entry === undefined) return []
  const { standing } = entry.alias
  const confidence = standing === 'borrowed' ? lower(lower(best)) : standing === 'shared' ? null : best
  return [{ entry, technique: 'purl', confidence, claim }]
}

function ownerOf(type: string, path: string, index: PurlIndex): Entry<IdentifierAlias> | undefined {
  const whole = `${type}/${path}`
  for (let end = whole.length; end > type.length; end = cutBefore(whole, end, type)) {
    const entry = index.exact.get(whole.slice(0, end))
    if (entry !== undefined) return entry
  }
  return index.prefixes.find(({ prefix }) => whole.startsWith(prefix))?.entry
}

/** Where the next outer namespace ends: at a `/`, in Maven at a `.` too. */
function cutBefore(text: string, end: number, type: string): number {
  const slash = text.lastIndexOf('/', end - 1)
  return type === 'maven' ? Math.max(slash, text.lastIndexOf('.', end - 1)) : slash
}
