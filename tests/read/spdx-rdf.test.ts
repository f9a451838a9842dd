import { describe, expect, test } from 'vitest'
import { read, utf8 } from './support.ts'

const OPEN = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">`

describe('SPDX in RDF', () => {
  test('of version 1 gives its packages and files, and says how old it is', async () => {
    const { items, summary, problems } = await read(
      utf8(`${OPEN}<SpdxDocument rdf:about="http://tools.example#SPDXANALYSIS">
        <specVersion>SPDX-1.2</specVersion>
        <CreationInfo><creator>Tool: old-1.0</creator></CreationInfo>
        <describesPackage><Package rdf:about="http://tools.example#SPDXANALYSIS?package">
          <name>a</name><supplier>Organization: Acme</supplier>
          <hasFile><File><fileName>b.c</fileName></File></hasFile>
        </Package></describesPackage>
      </SpdxDocument></rdf:RDF>`),
    )
    expect(summary).toMatchObject({
      format: 'SPDX 1.2 RDF/XML',
      state: 'whole',
      items: 1,
      generator: 'old-1.0',
    })
    expect(items.map(({ name }) => name)).toEqual(['a', 'b.c', ''])
    expect(items[0]!.claims.map(({ field, value }) => `${field} ${value}`)).toContain('supplier Acme')
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['unsupported-version', 'warning'],
    ])
  })

  test('with types as properties, and parts by their labels, gives the same makers', async () => {
    const { items, summary } = await read(
      utf8(`${OPEN}
        <rdf:Description rdf:about="#a"><rdf:type rdf:resource="http://spdx.org/rdf/terms#Package"/>
          <name>a</name><supplier>Organization: Acme</supplier><externalRef rdf:nodeID="N1"/></rdf:Description>
        <ExternalRef rdf:nodeID="N1"><referenceLocator>pkg:npm/acme</referenceLocator></ExternalRef>
        <rdf:Description rdf:about="#b"><rdf:type rdf:resource="http://spdx.org/rdf/terms#Checksum"/>
          <name>b</name></rdf:Description></rdf:RDF>`),
    )
    expect(summary.items).toBe(1)
    const said = items.map(({ name, claims }) => [
      name,
      ...claims.map(({ field, value }) => `${field} ${value}`),
    ])
    expect(said).toEqual([
      ['a', 'name a', 'supplier Acme'],
      ['', 'purl pkg:npm/acme'],
    ])
  })

  test('as Turtle is read as far as it goes', async () => {
    const { items, summary, problems } = await read(
      utf8(`@prefix s: <http://spdx.org/rdf/terms#> .
<a:1> a s:Package ; s:name "a" ; s:supplier "Organization: Acme" .
<a:2> a s:Package ; s:name "b" ; t:supplier "Organization: Globex" .`),
    )
    expect(summary).toMatchObject({ state: 'partial', items: 1 })
    expect(items.map(({ name }) => name)).toEqual(['a'])
    expect(problems.map(({ code }) => code)).toEqual(['syntax', 'unsupported-version'])
  })
})
