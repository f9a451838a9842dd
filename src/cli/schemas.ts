import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  changed,
  type LoadSchemas,
  type Model,
  type ModelChanges,
  type SchemaFile,
  type Standard,
  schemaFileName,
  schemaOf,
} from '../validation.ts'
import { UsageError } from './choices.ts'

/**
 * Loads schemas: from folders of the user's own, in which a file is called as `schemaFileName` says; otherwise those
 * of CycloneDX that its own library brings, and what this package itself states of SPDX, whose official ones no
 * library brings.
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
    const file = schemaFileName(standard)
    const own = folders.map((folder) => join(folder, file)).find((path) => existsSync(path))
    const { main, parts } = BROUGHT[kindOf(standard)]
    const text = own === undefined ? await main(standard.version) : await readFile(own, 'utf8')
    return text === null ? null : { main: { names: [file], text }, parts: await Promise.all(parts.map(read)) }
  }
}

function kindOf({ name, syntax }: Standard): 'JSON' | 'XML' | 'SPDX' {
  if (name === 'SPDX') return name
  return syntax === 'XML' ? syntax : 'JSON'
}

/** Where the library keeps those of CycloneDX; nothing of its code is loaded. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
)

interface Part {
  readonly file: string
  readonly names: readonly string[]
}

/** What is there of each kind: the text of a version's schema, `null` where there is none, and what it refers to. */
const BROUGHT: Readonly<
  Record<
    'JSON' | 'XML' | 'SPDX',
    { main(version: string): Promise<string | null>; readonly parts: readonly Part[] }
  >
> = {
  JSON: {
    // The first versions have a strict schema beside a lax one, which lets members pass that it does not know.
    main: (version) =>
      textAt(inFolder(`bom-${version}${/^1\.[23]$/.test(version) ? '-strict' : ''}.SNAPSHOT.schema.json`)),
    parts: ['spdx', 'jsf-0.82', 'cryptography-defs'].map((part) => ({
      file: inFolder(`${part}.SNAPSHOT.schema.json`),
      names: [`http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`],
    })),
  },
  XML: {
    main: (version) => textAt(inFolder(`bom-${version}.SNAPSHOT.xsd`)),
    // A schema that comes from elsewhere calls the licence list by its address.
    parts: [
      {
        file: inFolder('spdx.SNAPSHOT.xsd'),
        names: ['spdx.SNAPSHOT.xsd', 'http://cyclonedx.org/schema/spdx', 'https://cyclonedx.org/schema/spdx'],
      },
    ],
  },
  SPDX: {
    main: async (version) => {
      const schema = await textAt(join(OURS, `spdx-${version}.schema.json`))
      if (schema !== null) return schema
      const model = await modelIn(`spdx-${version}.model.json`)
      return model === null ? null : JSON.stringify(schemaOf(model))
    },
    parts: [],
  },
}

/** Where this package keeps its own statements of SPDX. */
const OURS = fileURLToPath(new URL('../../schemas', import.meta.url))

/** SPDX 3 is stated as a model, and its older version by what is different. */
async function modelIn(file: string): Promise<Model | null> {
  const text = await textAt(join(OURS, file))
  if (text === null) return null
  const model: Model | ModelChanges = JSON.parse(text)
  if (!('changes' in model)) return model
  const base = await modelIn(model.changes)
  return base && changed(base, model)
}

async function textAt(path: string): Promise<string | null> {
  return existsSync(path) ? await readFile(path, 'utf8') : null
}

function inFolder(file: string): string {
  return join(FOLDER, file)
}

async function read({ file, names }: Part): Promise<SchemaFile> {
  return { names, text: await readFile(file, 'utf8') }
}
