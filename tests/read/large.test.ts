import { expect, test } from 'vitest'
import { read, utf8 } from './support.ts'

const filler = 'x'.repeat(300)

test('a component with megabytes of components in it is read in parts, each at its own place', async () => {
  const nested = Array.from({ length: 20_000 }, (_, at) => ({
    type: 'library',
    name: `n${at}`,
    description: filler,
    components: [{ name: `inner${at}` }],
  }))
  const component = {
    type: 'device',
    name: 'outer',
    components: nested,
    supplier: { name: 'Behind The List' },
  }
  const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [component] })
  const { items, summary, problems } = await read(utf8(text), { literals: ['n19999', 'behind'] })
  expect(problems).toEqual([])
  expect(summary).toMatchObject({ state: 'whole', items: 40_001 })
  const found = items.map(({ kind, name, span, claims }) => ({
    kind,
    name,
    pointer: span.pointer,
    suppliers: claims.filter(({ field }) => field === 'supplier').map(({ value }) => value),
  }))
  const last = '/components/0/components/19999'
  expect(found).toContainEqual({
    kind: 'device',
    name: 'outer',
    pointer: '/components/0/name',
    suppliers: ['Behind The List'],
  })
  expect(found).toContainEqual({ kind: 'software', name: 'n19999', pointer: `${last}/name`, suppliers: [] })
  expect(found).toContainEqual({
    kind: 'software',
    name: 'inner19999',
    pointer: `${last}/components/0/name`,
    suppliers: [],
  })
})

test('a component with megabytes of properties in it loses none of them', async () => {
  const properties = Array.from({ length: 30_000 }, (_, at) => ({ name: `p${at}`, value: filler }))
  properties.push({ name: 'vendor', value: 'Needle' })
  const text = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'library', name: 'outer', pedigree: { ancestors: [{ name: 'a', properties }] } }],
  })
  const { items, problems } = await read(utf8(text), { literals: ['needle'] })
  expect(problems).toEqual([])
  const claims = items.flatMap((item) => item.claims).filter(({ value }) => value === 'Needle')
  expect(claims.map(({ field, span }) => [field, span.pointer])).toEqual([
    ['vendor', '/components/0/pedigree/ancestors/0/properties/30000/value'],
  ])
  const [{ span }] = claims as [(typeof claims)[0]]
  expect(text.slice(span.offset, span.offset + span.length)).toBe('Needle')
})
