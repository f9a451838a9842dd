import { type SheetToWrite, workbookOf } from '../syntax/workbook/writer.ts'
import { utf8 } from './support.ts'

/** An SBOM before it is written: name of a package or a file → its reference; what stands in what. */
export interface Sbom {
  readonly packages: Readonly<Record<string, string>>
  /** Reference of a file → its name, and the package that it belongs to. */
  readonly files: Readonly<Record<string, readonly [name: string, of: string]>>
  /** As SPDX 2 says it; `DOCUMENT` is the document. */
  readonly relationships: readonly (readonly [of: string, type: string, to: string])[]
}

const NAMESPACE = 'https://sbom.example/1'
const id = (ref: string) => (ref === 'NONE' ? ref : `SPDXRef-${ref}`)
const iri = (ref: string) => `${NAMESPACE}#${id(ref)}`
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const camel = (type: string) =>
  type.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** SPDX 2.3 in JSON. */
export function jsonOf({ packages, files, relationships }: Sbom): Uint8Array {
  return utf8(
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'document',
      packages: Object.entries(packages).map(([ref, name]) => ({
        SPDXID: id(ref),
        name,
        hasFiles: Object.entries(files).flatMap(([file, [, of]]) => (of === ref ? [id(file)] : [])),
      })),
      files: Object.entries(files).map(([ref, [fileName]]) => ({ SPDXID: id(ref), fileName })),
      relationships: relationships.map(([of, relationshipType, to]) => ({
        spdxElementId: id(of),
        relationshipType,
        relatedSpdxElement: id(to),
      })),
    }),
  )
}

/** SPDX 2.3 in YAML: the JSON, in blocks. */
export function yamlOf(sbom: Sbom): Uint8Array {
  const root = JSON.parse(new TextDecoder().decode(jsonOf(sbom))) as Record<string, string | object[]>
  const lines = Object.entries(root).flatMap(([key, value]) => {
    if (typeof value === 'string') return [`${key}: "${value}"`]
    return [
      `${key}:`,
      ...value.flatMap((element) =>
        Object.entries(element).map(
          ([inner, text], at) => `${at === 0 ? '- ' : '  '}${inner}: ${JSON.stringify(text)}`,
        ),
      ),
    ]
  })
  return utf8(`${lines.join('\n')}\n`)
}

/** SPDX 2.3 in tag-value text. */
export function tagValueOf({ packages, files, relationships }: Sbom): Uint8Array {
  const lines = ['SPDXVersion: SPDX-2.3', 'SPDXID: SPDXRef-DOCUMENT', 'DocumentName: document']
  for (const [ref, name] of Object.entries(packages)) {
    lines.push('', `PackageName: ${name}`, `SPDXID: ${id(ref)}`)
    for (const [file, [fileName, of]] of Object.entries(files))
      if (of === ref) lines.push('', `FileName: ${fileName}`, `SPDXID: ${id(file)}`)
  }
  lines.push('', ...relationships.map(([of, type, to]) => `Relationship: ${id(of)} ${type} ${id(to)}`))
  return utf8(`${lines.join('\n')}\n`)
}

const RDF_HEAD =
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">'
const typeIri = (type: string) => `http://spdx.org/rdf/terms#relationshipType_${camel(type)}`

/** SPDX 2.3 in RDF/XML: one element after the other, what they are related to by its address. */
export function rdfOf({ packages, files, relationships }: Sbom): Uint8Array {
  const related = (ref: string) =>
    relationships
      .filter(([of]) => of === ref)
      .map(
        ([, type, to]) => `<relationship><Relationship><relationshipType rdf:resource="${typeIri(type)}"/>
          <relatedSpdxElement rdf:resource="${iri(to)}"/></Relationship></relationship>`,
      )
  const hasFiles = (ref: string) =>
    Object.entries(files)
      .filter(([, [, of]]) => of === ref)
      .map(
        ([file, [name]]) =>
          `<hasFile><File rdf:about="${iri(file)}"><fileName>${escaped(name)}</fileName></File></hasFile>`,
      )
  const elements = Object.entries(packages).map(
    ([ref, name]) => `<Package rdf:about="${iri(ref)}"><name>${escaped(name)}</name>
      ${[...hasFiles(ref), ...related(ref)].join('')}</Package>`,
  )
  return utf8(`${RDF_HEAD}<SpdxDocument rdf:about="${iri('DOCUMENT')}"><specVersion>SPDX-2.3</specVersion>
    ${related('DOCUMENT').join('')}</SpdxDocument>${elements.join('\n')}</rdf:RDF>`)
}

/** The same as descriptions that have all types as properties, and relationships under labels. */
export function flatRdfOf({ packages, files, relationships }: Sbom): Uint8Array {
  const described = (about: string, type: string, inside: string) =>
    `<rdf:Description ${about}><rdf:type rdf:resource="http://spdx.org/rdf/terms#${type}"/>${inside}</rdf:Description>`
  const owned = (ref: string) =>
    relationships.map(([of], at) => (of === ref ? `<relationship rdf:nodeID="R${at}"/>` : '')).join('')
  return utf8(
    [
      RDF_HEAD,
      ...relationships.map(([, type, to], at) =>
        described(
          `rdf:nodeID="R${at}"`,
          'Relationship',
          `<relationshipType rdf:resource="${typeIri(type)}"/><relatedSpdxElement rdf:resource="#${id(to)}"/>`,
        ),
      ),
      ...Object.entries(files).map(([ref, [name]]) =>
        described(`rdf:ID="${id(ref)}"`, 'File', `<fileName>${escaped(name)}</fileName>`),
      ),
      ...Object.entries(packages).map(([ref, name]) => {
        const has = Object.entries(files).map(([file, [, of]]) =>
          of === ref ? `<hasFile rdf:resource="#${id(file)}"/>` : '',
        )
        return described(
          `rdf:about="#${id(ref)}"`,
          'Package',
          `<name>${escaped(name)}</name>${has.join('')}${owned(ref)}`,
        )
      }),
      described('rdf:about="#SPDXRef-DOCUMENT"', 'SpdxDocument', `<name>document</name>${owned('DOCUMENT')}`),
      '</rdf:RDF>',
    ].join('\n'),
  )
}

/** SPDX 2.3 in Turtle: every second relationship under a label, the others in brackets. */
export function turtleOf({ packages, files, relationships }: Sbom): Uint8Array {
  const lines = [
    '@prefix spdx: <http://spdx.org/rdf/terms#> .',
    `@prefix doc: <${NAMESPACE}#> .`,
    'doc:SPDXRef-DOCUMENT a spdx:SpdxDocument ; spdx:specVersion "SPDX-2.3" .',
  ]
  for (const [ref, name] of Object.entries(packages))
    lines.push(`doc:${id(ref)} a spdx:Package ; spdx:name ${JSON.stringify(name)} .`)
  for (const [ref, [name, of]] of Object.entries(files))
    lines.push(
      `doc:${id(of)} spdx:hasFile doc:${id(ref)} .`,
      `doc:${id(ref)} a spdx:File ; spdx:fileName ${JSON.stringify(name)} .`,
    )
  for (const [at, [of, type, to]] of relationships.entries()) {
    const said = `a spdx:Relationship ; spdx:relationshipType spdx:relationshipType_${camel(type)} ;
      spdx:relatedSpdxElement ${to === 'NONE' ? 'spdx:none' : `doc:${id(to)}`}`
    if (at % 2 === 0) lines.push(`doc:${id(of)} spdx:relationship [ ${said} ] .`)
    else lines.push(`_:r${at} ${said} .`, `doc:${id(of)} spdx:relationship _:r${at} .`)
  }
  return utf8(`${lines.join('\n')}\n`)
}

/** SPDX 2.3 in a spreadsheet. */
export function workbookFormOf(sbom: Sbom): Uint8Array {
  return workbookOf(sheetsOf(sbom))
}

/** Its sheets; that of the document is the second. */
export function sheetsOf({ packages, files, relationships }: Sbom): readonly SheetToWrite[] {
  return [
    {
      name: 'Relationships',
      rows: [
        ['SPDX Identifier A', 'Relationship', 'SPDX Identifier B', 'Relationship Comment'],
        ...relationships.map(([of, type, to]) => [id(of), type, id(to), '']),
      ],
    },
    {
      name: 'Document Info',
      rows: [
        ['SPDX Version', 'Document Name'],
        ['SPDX-2.3', 'document'],
      ],
    },
    {
      name: 'Package Info',
      rows: [
        ['Package Name', 'SPDX Identifier'],
        ...Object.entries(packages).map(([ref, name]) => [name, id(ref)]),
      ],
    },
    {
      name: 'Per File Info',
      rows: [
        ['File Name', 'SPDX Identifier', 'Package Identifier'],
        ...Object.entries(files).map(([ref, [name, of]]) => [name, id(ref), id(of)]),
      ],
    },
  ]
}
