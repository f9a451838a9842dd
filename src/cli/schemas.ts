import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type LoadSchemas, type SchemaFile, schemaFileName } from '../validation.ts'
import { UsageError } from './choices.ts'

/**
 * Loads official schemas: from folders of the user's own, in which a file is called as `schemaFileName` says, and
 * otherwise those of CycloneDX that its own library brings.
 *
 * @throws {UsageError} for a folder that is none
 */
export function schemasFrom(given: readonly string[], cwd: string): LoadSchemas {
  const folders = given.map((folder) => resolve(cwd, folder))
  const missing = given.find(
    (_, index) => !statSync(folders[index]!, { throwIfNoEntry: false })?.isDirectory(),
  )
  if (missing !== undefined) throw new UsageError(`--schemas ${missing}: no such folder.`)
  return async (standard) => {
    const own = folders
      .map((folder) => join(folder, schemaFileName(standard)))
      .find((path) => existsSync(path))
    const { name, version, syntax } = standard
    const brought = name === 'CycloneDX' ? BROUGHT[syntax].main(version) : ''
    const path = own ?? brought
    if (!existsSync(path)) return null
    return {
      main: { names: [schemaFileName(standard)], text: await readFile(path, 'utf8') },
      parts: name === 'CycloneDX' ? await Promise.all(BROUGHT[syntax].parts.map(read)) : [],
    }
  }
}

/** Where the library keeps them; nothing of its code is loaded. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
)

interface Part {
  readonly file: string
  readonly names: readonly string[]
}

const BROUGHT: Readonly<
  Record<'JSON' | 'XML', { main(version: string): string; readonly parts: readonly Part[] }>
> = {
  JSON: {
    // The first versions have a strict schema beside a lax one, which lets members pass that it does not know.
    main: (version) =>
      /^1\.[23]$/.test(version)
        ? inFolder(`bom-${version}-strict.SNAPSHOT.schema.json`)
        : inFolder(`bom-${version}.SNAPSHOT.schema.json`),
    parts: ['spdx', 'jsf-0.82', 'cryptography-defs'].map((part) => ({
      file: inFolder(`${part}.SNAPSHOT.schema.json`),
      names: [`http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`],
    })),
  },
  XML: {
    main: (version) => inFolder(`bom-${version}.SNAPSHOT.xsd`),
    // A schema that comes from elsewhere calls the licence list by its address.
    parts: [
      {
        file: inFolder('spdx.SNAPSHOT.xsd'),
        names: ['spdx.SNAPSHOT.xsd', 'http://cyclonedx.org/schema/spdx', 'https://cyclonedx.org/schema/spdx'],
      },
    ],
  },
}

function inFolder(file: string): string {
  return join(FOLDER, file)
}

async function read({ file, names }: Part): Promise<SchemaFile> {
  return { names, text: await readFile(file, 'utf8') }
}
