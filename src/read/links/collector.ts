import type { Node } from '../../syntax/node.ts'
import { memberOf, refOf, textOf } from '../sbom/grammar.ts'
import type { Links } from './graph.ts'

/** A push parser that takes from a document only how its items hang together. Trouble is passed over: it is told already. */
export interface LinkReader {
  write(chunk: Uint8Array): void
  end(): void
}

/** The text of a member; `undefined` when there is none. */
export function textAt(node: Node, key: string): string | undefined {
  return filled(textOf(memberOf(node, key))?.value)
}

/** A text without white space around it; `undefined` where nothing is left. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

/** Puts in where items of CycloneDX are written inside items, as their components and services. Depth costs no stack. */
export function addNested(links: Links, top: Node | null): void {
  const open: { readonly node: Node; readonly around: string | null }[] = []
  if (top !== null) open.push({ node: top, around: null })
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, around } = next
    if (node.type === 'array') for (const element of node.elements) open.push({ node: element, around })
    if (node.type !== 'object') continue
    const ref = refOf(node)
    if (ref !== undefined) {
      if (around === null) links.addTop(ref)
      else links.add(around, ref, 'nested')
    }
    for (const { key, value } of node.members)
      if (HOLDS_ITEMS.has(key)) open.push({ node: value, around: ref ?? around })
  }
}

/** Keys of what is inside an item; XML has an element around each list. */
const HOLDS_ITEMS: ReadonlySet<string> = new Set(['components', 'component', 'services', 'service'])
