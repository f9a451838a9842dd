import { expect, test } from 'vitest'
import { read, utf8 } from './support.ts'

const HEAD = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":['
const CAMERA = '{"type":"device","name":"cam","supplier":{"name":"Maker"}'

// What can be read of a document that is not JSON is read, and the rest is told.
test.each<[what: string, document: string | Uint8Array, names: readonly string[], problem: string]>([
  ['a comma too many in a component', `${HEAD}${CAMERA},}]}`, ['cam'], 'syntax'],
  [
    'a comma too many in the list',
    `${HEAD}${CAMERA}},],"metadata":{"component":{"type":"device","name":"root"}}}`,
    ['cam', 'root'],
    'syntax',
  ],
  ['a comma too many in the root', `${HEAD}${CAMERA}}],}`, ['cam'], 'syntax'],
  [
    'a comma missing in a component',
    `${HEAD}${CAMERA} "x":1},{"type":"device","name":"next"}]}`,
    ['cam', 'next'],
    'syntax',
  ],
  ['an end within a component', `${HEAD}${CAMERA},"description":"this is cu`, ['cam'], 'truncated'],
  ['an end between components', `${HEAD}${CAMERA}},`, ['cam'], 'truncated'],
  ['a bracket of the wrong kind', `${HEAD}${CAMERA},"licenses":[}]}`, ['cam'], 'syntax'],
  [
    'a byte that is not UTF-8',
    Uint8Array.from([...utf8(`${HEAD}${CAMERA},"description":"M`), 0xfc, ...utf8('ller"}]}')]),
    ['cam'],
    'encoding',
  ],
])('%s', async (_, document, names, problem) => {
  const bytes = typeof document === 'string' ? utf8(document) : document
  const { items, summary, problems } = await read(bytes, { literals: null })
  expect(items.map(({ name }) => name).sort()).toEqual([...names].sort())
  expect(items.find(({ name }) => name === 'cam')?.claims).toContainEqual(
    expect.objectContaining({ field: 'supplier', value: 'Maker' }),
  )
  expect(summary.state).toBe('partial')
  expect(problems.map(({ code }) => code)).toEqual([problem])
})

test('SPDX 3: a comma too many, and an end, hide neither the package nor who supplied it', async () => {
  const package_ =
    '{"type":"software_Package","spdxId":"urn:p","name":"cam","suppliedBy":"urn:o","creationInfo":"_:c"'
  const maker = '{"type":"Organization","spdxId":"urn:o","name":"Maker","creationInfo":"_:c"'
  const head = '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":['
  for (const text of [`${head}${maker},},${package_},}]}`, `${head}${maker}},${package_},"comment":"cu`]) {
    const { items, summary } = await read(utf8(text), { literals: null })
    expect(items.flatMap(({ claims }) => claims)).toContainEqual(
      expect.objectContaining({ field: 'supplier', value: 'Maker' }),
    )
    expect(summary.state).toBe('partial')
  }
})
