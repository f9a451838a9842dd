import { decodePercent } from './percent.ts'

/** The parts of a package URL (package-url specification) that tell packages apart. */
export interface Purl {
  /** Lower case. */
  readonly type: string
  /** Namespace and name joined by `/`, decoded, folded as the type compares them. */
  readonly path: string
  /** Addresses in its qualifiers: where it was downloaded from, where its source is. */
  readonly addresses: readonly string[]
}

/** Types whose namespaces and names are told apart by case. */
const CASE_SENSITIVE = new Set(['maven', 'cpan', 'cran', 'swift', 'oci', 'gem', 'cargo', 'generic'])

/** A package URL taken apart, or `null` for a text that is none. */
export function parsePurl(text: string): Purl | null {
  const trimmed = text.trim()
  if (trimmed.length < 5 || trimmed.slice(0, 4).toLowerCase() !== 'pkg:') return null
  const [beforeSubpath = ''] = trimmed.slice(4).replace(/^\/+/, '').split('#')
  const question = beforeSubpath.indexOf('?')
  const qualifiers = question < 0 ? '' : beforeSubpath.slice(question + 1)
  const body = question < 0 ? beforeSubpath : beforeSubpath.slice(0, question)
  const at = body.lastIndexOf('@')
  const coordinates = at > 0 && at > body.lastIndexOf('/') + 1 ? body.slice(0, at) : body
  const slash = coordinates.indexOf('/')
  if (slash <= 0) return null
  const type = coordinates.slice(0, slash).toLowerCase()
  const segments = coordinates
    .slice(slash + 1)
    .split('/')
    .map(decodePercent)
    .filter((segment) => segment !== '')
  if (segments.length === 0) return null
  return { type, path: foldPurlPath(type, segments.join('/')), addresses: addressesIn(qualifiers) }
}

/** A purl's namespace and name folded as its type compares them: PyPI by case and `-_.`, most by case. */
export function foldPurlPath(type: string, path: string): string {
  if (type === 'pypi') return path.toLowerCase().replace(/[-_.]+/g, '-')
  return CASE_SENSITIVE.has(type) ? path : path.toLowerCase()
}

function addressesIn(qualifiers: string): readonly string[] {
  const found: string[] = []
  for (const pair of qualifiers.split('&')) {
    const [key = '', value = ''] = pair.split('=')
    if (/_url$/i.test(key) && value !== '') found.push(decodePercent(value))
  }
  return found
}
