import type { Node } from '../../syntax/node.ts'
import type { Section } from '../../syntax/sections.ts'
import { parseYaml, type YamlProblem } from '../../syntax/yaml/parse.ts'

/** The key under which documents of before SPDX 2.2 have all. */
export const YAML_WHOLE = 'Document'

/** What a section of a YAML document says of its root. */
export interface YamlMember {
  readonly key: string
  /** True when it is an element of the list that stands under the key. */
  readonly element: boolean
  readonly value: { readonly node: Node | undefined } | { readonly problem: YamlProblem }
}

/** Reads a section: the only member of a mapping, or the only entry of a sequence. */
export function yamlMember({ bytes, offset, name }: Section): YamlMember {
  const element = name.endsWith('[]')
  const key = element ? name.slice(0, -2) : name
  const parsed = parseYaml(bytes, offset)
  return { key, element, value: 'problem' in parsed ? parsed : { node: onlyValue(parsed.node) } }
}

function onlyValue(node: Node): Node | undefined {
  if (node.type === 'object') return node.members[0]?.value
  return node.type === 'array' ? node.elements[0] : undefined
}
