import type { Node } from '../../syntax/node.ts'
import type { Section } from '../../syntax/sections.ts'
import { parseYaml, type YamlAnchors, type YamlProblem } from '../../syntax/yaml/parse.ts'

/** The key under which documents of before SPDX 2.2 have all. */
export const YAML_WHOLE = 'Document'

/** What shows that a section has an anchor or an alias: what an alias stands for can stand in another section. */
export const YAML_ANCHORS: readonly string[] = [' ', '\t', '['].flatMap((before) => [
  `${before}&`,
  `${before}*`,
])

/** What a section of a YAML document says of its root. */
export interface YamlMember {
  readonly key: string
  /** True when it is an element of the list that stands under the key. */
  readonly element: boolean
  readonly value: { readonly node: Node | undefined } | { readonly problem: YamlProblem }
}

/** Reads a section: the only member of a mapping, or the only entry of a sequence. Its document has the anchors. */
export function yamlMember({ bytes, offset, name }: Section, anchors: YamlAnchors): YamlMember {
  const element = name.endsWith('[]')
  const key = element ? name.slice(0, -2) : name
  const parsed = parseYaml(bytes, offset, anchors)
  return { key, element, value: 'problem' in parsed ? parsed : { node: onlyValue(parsed.node) } }
}

function onlyValue(node: Node): Node | undefined {
  if (node.type === 'object') return node.members[0]?.value
  return node.type === 'array' ? node.elements[0] : undefined
}
