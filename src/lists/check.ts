import { readFile } from 'node:fs/promises'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { Lists } from '../model/lists.ts'
import { ListsError, type ListsProblem } from './error.ts'
import { LIST_PARTS, type ListFile } from './files.ts'
import { readListFiles, sourceOf } from './folder.ts'
import { placeOfPointer } from './locate.ts'
import type { SourceVendor } from './source.ts'

/**
 * Everything wrong in a folder of lists, with file, line and column: text that is not JSON, what the schemas in
 * `schemas/` do not allow, ids that stand twice, are out of order or do not fit their file, and patterns that
 * are no regular expressions. `known` are lists to whose names the folder's registries may refer.
 */
export async function checkLists(dir: string, known?: Lists): Promise<readonly ListsProblem[]> {
  let files: readonly ListFile[]
  try {
    files = await readListFiles(dir)
  } catch (error) {
    if (error instanceof ListsError) return error.problems
    throw error
  }
  const problems = await schemaProblems(files)
  // What does not have the shape cannot be looked at further.
  if (problems.length > 0) return problems
  return [...idProblems(files), ...patternProblems(files), ...referenceProblems(files, known)]
}

const SCHEMAS = {
  [LIST_PARTS.vendors]: 'vendor',
  [LIST_PARTS.measures]: 'measure',
  [LIST_PARTS.registries]: 'registry',
  [LIST_PARTS.vocabulary]: 'vocabulary',
} as const

async function schemaProblems(files: readonly ListFile[]): Promise<ListsProblem[]> {
  // Compiling schemas takes longer than a scan of a small document, so only a check pays for it.
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  const compiled = new Map<string, ValidateFunction>()
  const problems: ListsProblem[] = []
  for (const file of files) {
    const name = SCHEMAS[file.path.split('/')[0] as keyof typeof SCHEMAS]
    if (name === undefined) continue
    let validate = compiled.get(name)
    if (validate === undefined) {
      const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url)
      validate = ajv.compile(JSON.parse(await readFile(url, 'utf8')))
      compiled.set(name, validate)
    }
    if (!validate(file.value)) {
      for (const error of telling(validate.errors ?? [])) problems.push(schemaProblem(file, error))
    }
  }
  return problems
}

/** The errors that say something: not that one branch of a choice did not fit, nor that a choice did not. */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const useful = errors.filter((error) => error.keyword !== 'if' && error.keyword !== 'oneOf')
  return useful.length > 0 ? useful : errors
}

function schemaProblem(file: ListFile, error: ErrorObject): ListsProblem {
  const extra: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty
  const allowed: unknown = error.params.allowedValues
  const pointer = typeof extra === 'string' ? `${error.instancePath}/${escaped(extra)}` : error.instancePath
  const what =
    typeof extra === 'string'
      ? `"${extra}" is not a known member here`
      : Array.isArray(allowed)
        ? `must be one of ${allowed.join(', ')}`
        : (error.message ?? error.keyword)
  return problemAt(file, pointer, `${error.instancePath || '/'}: ${what}`)
}

function idProblems(files: readonly ListFile[]): ListsProblem[] {
  const problems: ListsProblem[] = []
  const seen = new Map<string, string>()
  for (const file of filesIn(files, LIST_PARTS.vendors, LIST_PARTS.measures)) {
    const { id } = file.value as { readonly id: string }
    if (file.path.split('/')[1] !== `${id}.json`) {
      problems.push(problemAt(file, '/id', `the file must have the name ${id}.json`))
    }
  }
  for (const file of filesIn(files, LIST_PARTS.vendors)) {
    const vendor = file.value as SourceVendor
    vendor.aliases.forEach((alias, index) => {
      const pointer = `/aliases/${index}/id`
      if (!alias.id.startsWith(`${vendor.id}/${alias.kind}/`)) {
        problems.push(problemAt(file, pointer, `"${alias.id}" must begin with ${vendor.id}/${alias.kind}/`))
      }
      const earlier = seen.get(alias.id)
      if (earlier !== undefined) {
        problems.push(problemAt(file, pointer, `"${alias.id}" stands in ${earlier} already`))
      }
      seen.set(alias.id, file.path)
      const before = vendor.aliases[index - 1]
      if (before !== undefined && before.id > alias.id) {
        problems.push(
          problemAt(file, pointer, `"${alias.id}" must stand before "${before.id}": keep ids in order`),
        )
      }
    })
  }
  return problems
}

function patternProblems(files: readonly ListFile[]): ListsProblem[] {
  const problems: ListsProblem[] = []
  const test = (file: ListFile, pointer: string, pattern: string): void => {
    try {
      new RegExp(pattern, 'i')
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      problems.push(problemAt(file, pointer, message))
    }
  }
  for (const file of filesIn(files, LIST_PARTS.vendors)) {
    ;(file.value as SourceVendor).aliases.forEach((alias, index) => {
      const at = `/aliases/${index}`
      if (alias.kind === 'model' || alias.kind === 'banner') test(file, `${at}/pattern`, alias.pattern)
      if (alias.kind !== 'brand') return
      alias.models?.forEach((pattern, n) => {
        test(file, `${at}/models/${n}`, pattern)
      })
      alias.notModels?.forEach((pattern, n) => {
        test(file, `${at}/notModels/${n}`, pattern)
      })
    })
  }
  return problems
}

function referenceProblems(files: readonly ListFile[], known: Lists | undefined): ListsProblem[] {
  const vendors = [...(known?.vendors ?? []), ...sourceOf(files).vendors]
  const names = new Set(vendors.flatMap(({ aliases }) => aliases.map(({ id }) => id)))
  const problems: ListsProblem[] = []
  for (const file of filesIn(files, LIST_PARTS.registries)) {
    const { entries } = file.value as { readonly entries: readonly { readonly name: string }[] }
    entries.forEach((entry, index) => {
      if (names.has(entry.name)) return
      problems.push(problemAt(file, `/entries/${index}/name`, `there is no alias "${entry.name}"`))
    })
  }
  return problems
}

function filesIn(files: readonly ListFile[], ...folders: readonly string[]): readonly ListFile[] {
  return files.filter((file) => folders.includes(file.path.split('/')[0] ?? ''))
}

function problemAt(file: ListFile, pointer: string, message: string): ListsProblem {
  return { file: file.path, ...placeOfPointer(file.text, pointer), message }
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}
