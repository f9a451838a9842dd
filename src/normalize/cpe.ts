import { decodePercent } from './percent.ts'

/** The parts of a CPE name (NIST IR 7695) that name a product. */
export interface Cpe {
  /** `a`, `o`, `h`, `*` or `-`. */
  readonly part: string
  /** Folded by `foldCpe`. */
  readonly vendor: string
  readonly product: string
}

/** A CPE name taken apart, 2.2 URI or 2.3 formatted string, or `null` for a text that is none. */
export function parseCpe(text: string): Cpe | null {
  const trimmed = text.trim()
  const lower = trimmed.slice(0, 8).toLowerCase()
  if (lower.startsWith('cpe:2.3:')) return cpe(splitFormatted(trimmed.slice(8)))
  if (lower.startsWith('cpe:/')) return cpe(trimmed.slice(5).split(':').map(decodePercent))
  return null
}

/** A CPE component for comparison: lower case, escapes removed, blanks and hyphens made underscores. */
export function foldCpe(component: string): string {
  return component
    .replace(/\\(.)/g, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, '_')
}

function cpe(parts: readonly string[]): Cpe | null {
  const [part = '', vendor = '', product = ''] = parts
  if (!/^[aoh*-]$/i.test(part) || vendor === '' || vendor === '*') return null
  return { part: part.toLowerCase(), vendor: foldCpe(vendor), product: foldCpe(product) }
}

function splitFormatted(text: string): readonly string[] {
  return text.match(/(?:\\.|[^:\\])+|(?<=:)(?=:)/g) ?? []
}
