import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/syntax/json/parse.ts'
import { pointerStep } from '../../src/syntax/json/pointer.ts'
import type { Node } from '../../src/syntax/node.ts'
import { locateJson } from '../../src/validate/locate-json.ts'
import { locateXml } from '../../src/validate/locate-xml.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textAt = (text: string, region: { readonly start: number; readonly end: number } | undefined) =>
  region === undefined
    ? undefined
    : new TextDecoder().decode(bytesOf(text).subarray(region.start, region.end))

describe('a JSON pointer leads to', () => {
  test.each<[title: string, text: string, pointer: string, part: 'key' | 'value', found: string | undefined]>(
    [
      ['the root', ' {"a": 1}', '', 'value', '{'],
      ['a number', '{"a": -1.5e3 }', '/a', 'value', '-1.5e3'],
      ['a word', '[true,false,null]', '/2', 'value', 'null'],
      ['a text', '{"a": "ü\\"]"}', '/a', 'value', 'ü\\"]'],
      ['an empty text', '{"a": ""}', '/a', 'value', '""'],
      ['a key', '{"a": 1}', '/a', 'key', 'a'],
      ['a key with an escape', '{"\\u0061": 1}', '/a', 'key', '\\u0061'],
      ['a key with a slash and a tilde', '{"a/b~c": 1}', '/a~1b~0c', 'value', '1'],
      ['an empty key', '{"": 1}', '/', 'value', '1'],
      ['the element of a list, which has no key', '[[1, 2], [3, 4]]', '/1/0', 'key', '3'],
      ['an element after brackets in texts', '["[{", {"]": "}"}, 7]', '/2', 'value', '7'],
      ['the last of two members of one key', '{"a": 1, "a": 2}', '/a', 'value', '2'],
      ['nothing where there is none', '{"a": [1]}', '/a/1', 'value', undefined],
      ['nothing below a text', '{"a": "b"}', '/a/b', 'value', undefined],
    ],
  )('%s', (_, text, pointer, part, found) => {
    const [region] = locateJson(bytesOf(text), [{ pointer, part }])
    expect(textAt(text, region)).toBe(found)
  })

  test('what the parser finds there, whatever the document', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        const result = parseJson(bytesOf(text), 0)
        if ('problem' in result) throw new Error(result.problem.message)
        const nodes = [...nodesOf(result.node, '')]
        const regions = locateJson(
          bytesOf(text),
          nodes.map(([pointer]) => ({ pointer, part: 'value' as const })),
        )
        const expected = nodes.map(([, node]) =>
          node.type === 'object' || node.type === 'array'
            ? node.start
            : node.start - Number(node.type === 'string' && node.value === ''),
        )
        expect(regions.map((region) => region?.start)).toEqual(expected)
      }),
    )
  })
})

describe('a path of libxml2 leads to', () => {
  const text = `<?xml version="1.0"?><!-- <a> --><!DOCTYPE r>
<r x='>'><a/><b:a xmlns:b="u">1</b:a><a><![CDATA[</a>]]><?p <c> ?><c d="</c>"/><c
 e="1"><d/></c></a>
<b:a xmlns:b="u"/></r>`
  test.each<[path: string, found: string | undefined, words: string | undefined]>([
    ['/*', 'r', '/r'],
    ['/*/*[1]', 'a', '/r/a[1]'],
    ['/*/*[3]', 'a', '/r/a[2]'],
    ['/*/*[3]/*[2]', 'c', '/r/a[2]/c[2]'],
    ['/*/*[3]/*[2]/*', 'd', '/r/a[2]/c[2]/d'],
    ['/*/*[3]/*[2]/@e', 'c', '/r/a[2]/c[2]'],
    ['/*/b:a[2]', 'b:a', '/r/b:a[2]'],
    ['/*/*[5]', undefined, undefined],
  ])('%s', (path, found, words) => {
    const element = locateXml(bytesOf(text), [path]).get(path)
    expect([textAt(text, element?.region), element?.path]).toEqual([found, words])
  })

  test('the same place when several are looked for at once', () => {
    const paths = ['/*/*[3]/*[2]', '/*/*[3]/*[1]', '/*/*[3]', '/*']
    const found = locateXml(bytesOf(text), paths)
    expect(paths.map((path) => found.get(path)?.path)).toEqual([
      '/r/a[2]/c[2]',
      '/r/a[2]/c[1]',
      '/r/a[2]',
      '/r',
    ])
  })
})

function* nodesOf(node: Node, pointer: string): Iterable<readonly [string, Node]> {
  yield [pointer, node]
  if (node.type === 'object')
    for (const { key, value } of node.members) yield* nodesOf(value, pointer + pointerStep(key))
  if (node.type === 'array')
    for (const [index, element] of node.elements.entries()) yield* nodesOf(element, `${pointer}/${index}`)
}
