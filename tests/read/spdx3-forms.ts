import { utf8 } from './support.ts'

/** An element of SPDX 3 as SPDX's own context has it: texts, references, and lists of them. */
export type Element = Readonly<Record<string, string | readonly string[]>>

const CORE = 'https://spdx.org/rdf/3.0.1/terms/Core/'
const SOFTWARE = 'https://spdx.org/rdf/3.0.1/terms/Software/'
const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

/** The same elements in every form in which SPDX 3 is read. */
export function formsOf(elements: readonly Element[]): Readonly<Record<string, Uint8Array>> {
  const renamed = elements.map((element) => renamedBy(OTHER_NAMES, element))
  const [document, ...others] = elements
  return {
    canonical: json({ '@context': CONTEXT, '@graph': elements }),
    'canonical, turned round': json({ '@graph': elements.toReversed(), '@context': CONTEXT }),
    'a graph in a graph': json({ '@context': CONTEXT, '@graph': [{ '@id': 'urn:g', '@graph': elements }] }),
    expanded: json(elements.map(expandedOf)),
    'expanded, in a graph': json({ '@graph': elements.map(expandedOf) }),
    prefixed: json({
      '@context': { core: CORE, software: SOFTWARE },
      '@graph': elements.map(prefixedOf),
    }),
    'names of its own': json({ '@context': OTHER_CONTEXT, items: renamed }),
    'names of its own, told at the end': json({ items: renamed, '@context': OTHER_CONTEXT }),
    framed: json({ '@context': CONTEXT, ...document, element: others }),
    'an element with the others in it': json({
      '@context': CONTEXT,
      '@graph': [{ ...document, element: others }],
    }),
    Turtle: utf8(
      `@prefix core: <${CORE}> .\n@prefix software: <${SOFTWARE}> .\n${elements.map(turtleOf).join('\n')}`,
    ),
    'N-Triples': utf8(elements.flatMap(triplesOf).join('\n')),
  }
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  type: 'kind',
  spdxId: 'uri',
  name: 'label',
  from: 'whole',
  to: 'pieces',
  relationshipType: 'how',
  rootElement: 'top',
  software_Package: 'Thing',
  Relationship: 'Link',
  SpdxDocument: 'Paper',
  contains: 'holds',
}
const OTHER_CONTEXT = {
  items: '@graph',
  kind: '@type',
  uri: '@id',
  label: `${CORE}name`,
  whole: { '@id': `${CORE}from`, '@type': '@id' },
  pieces: { '@id': `${CORE}to`, '@type': '@id' },
  how: { '@id': `${CORE}relationshipType`, '@type': '@vocab' },
  top: { '@id': `${CORE}rootElement`, '@type': '@id' },
  Thing: `${SOFTWARE}Package`,
  Link: { '@id': `${CORE}Relationship` },
  Paper: `${CORE}SpdxDocument`,
  holds: `${CORE}RelationshipType/contains`,
}

function json(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value, null, 1))
}

function renamedBy(names: Readonly<Record<string, string>>, element: Element): object {
  return Object.fromEntries(
    Object.entries(element).map(([key, value]) => [
      names[key] ?? key,
      typeof value === 'string' ? (names[value] ?? value) : value,
    ]),
  )
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value
}

/** `software_Package` is `software:Package` or an IRI. */
function typeOf({ type }: Element, core: string, software: string): string {
  const [name = ''] = listOf(type!)
  return name.startsWith('software_') ? software + name.slice('software_'.length) : core + name
}

/** What an element says beside its type and its id; kinds of relationships are IRIs. */
function saidOf(element: Element, core: string): [key: string, values: readonly string[], isText: boolean][] {
  return Object.entries(element)
    .filter(([key]) => key !== 'type' && key !== 'spdxId')
    .map(([key, value]) => {
      const before = key === 'relationshipType' ? `${core}RelationshipType/` : ''
      return [key, listOf(value).map((text) => before + text), key === 'name']
    })
}

function linkedOf(element: Element, core: string, software: string): object {
  const said = saidOf(element, core).map(([key, values, isText]) => [
    core + key,
    values.map((value) => (isText ? { '@value': value } : { '@id': value })),
  ])
  return {
    '@id': element['spdxId'],
    '@type': [typeOf(element, core, software)],
    ...Object.fromEntries(said),
  }
}

function expandedOf(element: Element): object {
  return linkedOf(element, CORE, SOFTWARE)
}

function prefixedOf(element: Element): object {
  return linkedOf(element, 'core:', 'software:')
}

function turtleOf(element: Element): string {
  const said = saidOf(element, CORE).map(([key, values, isText]) => {
    const objects = values.map((value) => (isText ? JSON.stringify(value) : `<${value}>`))
    return objects.length === 0 ? '' : ` ;\n  core:${key} ${objects.join(', ')}`
  })
  return `<${element['spdxId']}> a ${typeOf(element, 'core:', 'software:')}${said.join('')} .`
}

function triplesOf(element: Element): readonly string[] {
  const id = `<${element['spdxId']}>`
  const type = `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${typeOf(element, CORE, SOFTWARE)}>`
  const said = saidOf(element, CORE).flatMap(([key, values, isText]) =>
    values.map((value) => `<${CORE}${key}> ${isText ? JSON.stringify(value) : `<${value}>`}`),
  )
  return [type, ...said].map((what) => `${id} ${what} .`)
}
