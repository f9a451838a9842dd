import type { Node } from '../../syntax/node.ts'
import { elementsOf, memberOf, refOf, textOf } from '../sbom/grammar.ts'
import type { Links } from './graph.ts'
import { filled, type LinkGrammar, textAt } from './link-reader.ts'

/** CycloneDX: dependencies, and what is written inside what. */
export const cyclonedxLinks: LinkGrammar = {
  always: ['metadata', 'dependencies'],
  triggers: ['"components', '"services'],
  add(links, key, node) {
    if (key === 'metadata') addRoot(links, memberOf(node, 'component'))
    else if (key === 'components' || key === 'services') addNested(links, node)
    else if (key === 'dependencies') addDependencies(links, node)
  },
}

function addRoot(links: Links, component: Node | undefined): void {
  if (component === undefined) return
  addNested(links, component)
  const ref = refOf(component)
  if (ref !== undefined) links.addRoot(ref)
}

/** Items that are written inside items, as their components and services. Depth costs no stack. */
function addNested(links: Links, top: Node): void {
  const open: { readonly node: Node; readonly around: string | null }[] = [{ node: top, around: null }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, around } = next
    if (node.type === 'array') for (const element of node.elements) open.push({ node: element, around })
    if (node.type !== 'object') continue
    const ref = refOf(node)
    const inside = node.members.filter(({ key }) => HOLDS_ITEMS.has(key))
    if (ref !== undefined) {
      if (around !== null) links.add(around, ref, 'nested')
      // Of what holds nothing it is not known whether it is part of anything.
      else if (inside.length > 0) links.addTop(ref)
    }
    for (const { value } of inside) open.push({ node: value, around: ref ?? around })
  }
}

/** Keys of what is inside an item; XML has an element around each list. */
const HOLDS_ITEMS: ReadonlySet<string> = new Set(['components', 'component', 'services', 'service'])

/** JSON names what a thing depends on; in XML and Protocol Buffers the dependencies of a thing stand inside it. */
function addDependencies(links: Links, top: Node): void {
  const open: Node[] = [...elementsOf(top)]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type !== 'object') continue
    const whole = textAt(next, 'ref')
    for (const { key, value } of next.members) {
      if (key !== 'dependsOn' && key !== 'dependency') continue
      for (const element of elementsOf(value)) {
        const part = key === 'dependsOn' ? filled(textOf(element)?.value) : textAt(element, 'ref')
        if (whole !== undefined && part !== undefined) links.add(whole, part, 'stated')
        if (key === 'dependency') open.push(element)
      }
    }
  }
}
