import type { Node, Region, ScalarNode } from '../syntax/node.ts'
import { decodeUtf8 } from '../syntax/utf8.ts'
import { parseYaml, type YamlProblem } from '../syntax/yaml/parse.ts'
import type { Place } from './locate-json.ts'

/** What a YAML document says, as the JSON value that it stands for, and where each part of it stands. */
export interface YamlValue {
  readonly value: unknown
  /** Where the values of JSON pointers stand; of a container the first key or mark. */
  locate(places: readonly Place[]): readonly (Region | undefined)[]
}

/** Whether text begins as a document of SPDX 2 in YAML does. */
export function looksLikeYaml(head: Uint8Array): boolean {
  return /^(["']?)spdxVersion\1[ \t]*:\s/m.test(decodeUtf8(head.subarray(0, HEAD)))
}

/** Reads YAML; words without quotes are null, truth values and numbers as the core schema of YAML 1.2 has it. */
export function yamlValue(bytes: Uint8Array): YamlValue | YamlProblem {
  const result = parseYaml(bytes, 0)
  if ('problem' in result) return result.problem
  const { node } = result
  return {
    value: valueOfNode(node, bytes),
    locate: (places) => places.map((place) => regionAt(node, place, bytes)),
  }
}

const HEAD = 1 << 16

function valueOfNode(node: Node, bytes: Uint8Array): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOfNode(value, bytes)]))
    case 'array':
      return node.elements.map((element) => valueOfNode(element, bytes))
    default:
      return isPlain(node, bytes) ? resolved(node.value) : node.value
  }
}

/** What is in quotes or in a block of its own is text, whatever it looks like. */
function isPlain({ map, start }: ScalarNode, bytes: Uint8Array): boolean {
  return map === undefined && bytes[start - 1] !== 0x22 && bytes[start - 1] !== 0x27
}

function resolved(text: string): unknown {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$|^0o[0-7]+$|^0x[\da-fA-F]+$/.test(text))
    return Number(text)
  return text
}

/** The keys that a JSON pointer consists of. */
function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function regionAt(root: Node, { pointer, part }: Place, bytes: Uint8Array): Region | undefined {
  let node = root
  let key: Region | undefined
  for (const step of stepsOf(pointer)) {
    const member = node.type === 'object' ? node.members.findLast((one) => one.key === step) : undefined
    const next = node.type === 'array' ? node.elements[Number(step)] : member?.value
    if (next === undefined) return undefined
    node = next
    key = member?.keyRegion
  }
  if (part === 'key' && key !== undefined) return key
  if (node.type !== 'object' && node.type !== 'array') return { start: node.start, end: node.end }
  const [first] = node.type === 'object' && bytes[node.start] !== 0x7b ? node.members : []
  return first?.keyRegion ?? { start: node.start, end: Math.min(node.start + 1, node.end) }
}
