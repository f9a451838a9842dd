import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Purpose } from '../model/equipment.ts'
import type { Stated } from '../model/finding.ts'
import { LEVELS } from '../model/measure.ts'
import { UsageError } from './choices.ts'

/** What `--fail-on` takes. */
export const THRESHOLDS = [...LEVELS, 'never'] as const
export type Threshold = (typeof THRESHOLDS)[number]

/** Name of the file that is read where nothing else is said. */
export const CONFIG_FILE = 'vendorscan.config.json'

/** What a configuration file states, with its folders made absolute. */
export interface Config extends Partial<Omit<Stated, 'sites'>> {
  readonly profile?: string
  readonly sites?: Readonly<Record<string, { readonly purposes?: readonly Purpose[] }>>
  readonly failOn?: Threshold
  readonly list?: readonly string[]
  readonly lists?: readonly string[]
}

/**
 * The configuration in `file`, in `vendorscan.config.json` of the working directory, or none.
 *
 * @throws {UsageError} for a file that is missing, no JSON, or not as `schemas/config.schema.json` says
 */
export async function loadConfig(file: string | false | undefined, cwd: string): Promise<Config> {
  if (file === false) return {}
  const path = resolve(cwd, file ?? CONFIG_FILE)
  if (file === undefined && !existsSync(path)) return {}
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file ?? CONFIG_FILE}: ${error.message}`)
  })
  const config = await checked(parsed(text, path), path)
  const folder = dirname(path)
  return { ...config, ...(config.lists && { lists: config.lists.map((list) => resolve(folder, list)) }) }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : error}`, 'Write it as JSON.')
  }
}

async function checked(value: unknown, path: string): Promise<Config> {
  // Compiling a schema takes 30 ms, which only a run with a configuration pays.
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const schema = JSON.parse(
    await readFile(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
  )
  const validate = new Ajv2020({ allErrors: true }).compile<Config>(schema)
  if (validate(value)) return value
  const [first] = validate.errors ?? []
  const where = first?.instancePath || '/'
  const what = first?.params['additionalProperty'] ?? first?.params['allowedValues'] ?? ''
  throw new UsageError(
    `${path}: ${where}: ${first?.message ?? 'is not as it should be'} ${what}`.trim(),
    'schemas/config.schema.json of the package says what may stand there; "$schema" lets an editor check it.',
  )
}
