import type { Standard } from './standard.ts'

/** The text of a schema, and the names by which other schemas refer to it. */
export interface SchemaFile {
  readonly names: readonly string[]
  readonly text: string
}

/** The schema of a standard, and those that it refers to. */
export interface Schemas {
  readonly main: SchemaFile
  readonly parts: readonly SchemaFile[]
}

/** Gives the schemas of a standard; `null` when there are none here. */
export type LoadSchemas = (standard: Standard) => Promise<Schemas | null>

/** What the file of a standard's schema is called in a folder of schemas: `spdx-2.3.schema.json`. */
export function schemaFileName({ name, version, syntax }: Standard): string {
  return `${name.toLowerCase()}-${version}${syntax === 'XML' ? '.xsd' : '.schema.json'}`
}
