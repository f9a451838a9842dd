import { describe, expect, test } from 'vitest'
import { createYamlSplitter } from '../../../src/syntax/yaml/splitter.ts'

/** The sections of a text, in chunks of a size, as `name|text`. */
function split(text: string, size: number): string[] {
  const bytes = new TextEncoder().encode(text)
  const sections: string[] = []
  const splitter = createYamlSplitter({
    literals: null,
    onSection: ({ bytes: own, name }) => sections.push(`${name}|${new TextDecoder().decode(own)}`),
  })
  for (let at = 0; at < bytes.length; at += size) splitter.write(bytes.slice(at, at + size))
  splitter.end()
  return sections
}

describe('sections of a YAML document', () => {
  const cases: [title: string, text: string, sections: string[]][] = [
    ['members', 'a: 1\nb: 2\n', ['|', 'a|a: 1\n', 'b|b: 2\n']],
    [
      'entries of a list',
      'a:\n- x: 1\n  y: 2\n- x: 3\n',
      ['|', 'a|a:\n', 'a[]|- x: 1\n  y: 2\n', 'a[]|- x: 3\n'],
    ],
    [
      'entries that are indented',
      'a: # c\n  # d\n  - x\n  -\n    y\nb: 1',
      ['|', 'a|a: # c\n  # d\n', 'a[]|  - x\n', 'a[]|  -\n    y\n', 'b|b: 1'],
    ],
    [
      'lists inside entries',
      'a:\n- x:\n  - 1\n  - 2\n- y',
      ['|', 'a|a:\n', 'a[]|- x:\n  - 1\n  - 2\n', 'a[]|- y'],
    ],
    ['what looks like a list in a block', 'a: |\n  - x\nb: 1', ['|', 'a|a: |\n  - x\n', 'b|b: 1']],
    ['a list below another key', 'a:\n  b:\n  - x', ['|', 'a|a:\n  b:\n  - x']],
    ['quoted keys', '"a":\n- x', ['|', 'a|"a":\n', 'a[]|- x']],
    ['marks and comments', '# x\n---\na: 1\n', ['|# x\n---\n', 'a|a: 1\n']],
  ]
  test.each(cases)('%s', (_, text, sections) => {
    for (const size of [1, 3, 1000]) expect(split(text, size)).toEqual(sections)
  })
})
