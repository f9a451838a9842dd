import type { Region, ScalarNode } from './node.ts'

/**
 * The bytes that spell the UTF-16 units `from` (inclusive) to `to` (exclusive) of a string's value. A cut between
 * the two halves of a surrogate pair leaves the character out.
 */
export function stringSpan(node: ScalarNode, from: number, to: number): Region {
  return { start: node.start + unitOffset(node, from), end: node.start + unitOffset(node, to) }
}

/** Where a unit of the value stands, in bytes from the start of the string's region. */
function unitOffset(node: ScalarNode, unit: number): number {
  const { value, map } = node
  if (unit >= value.length) return node.end - node.start
  if (map !== undefined) return map[unit]!
  if (node.end - node.start === value.length) return unit
  let bytes = 0
  for (let at = 0; at < unit; at++) {
    const code = value.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code < 0xd800 || code > 0xdfff) bytes += 3
    else if (code < 0xdc00 && at + 1 < unit) {
      bytes += 4
      at++
    }
  }
  return bytes
}
