import type { ErrorObject, Options, ValidateFunction } from 'ajv'
import { pointerStep } from '../syntax/json/pointer.ts'
import { furtherFormats } from './formats.ts'
import type { Schemas } from './schemas.ts'
import { type Trouble, troublesOf } from './trouble.ts'
import { firstRepeated } from './unique-items.ts'

/** What a JSON value does not keep of a schema. */
export interface JsonVerdict {
  readonly troubles: readonly Trouble[]
  /** Number of troubles beyond those; at least that many when `more` says so. */
  readonly further: number
  readonly more: boolean
}

/** Holds JSON values to a schema; at most `limit` troubles are named. Values must not be nested deeper than `DEPTH`. */
export type JsonValidator = (value: unknown, limit: number) => JsonVerdict

/** Brackets in brackets that a validator, which calls itself for each, is sure to bear. */
export const DEPTH = 200

/** A validator for a schema, ready in half a second for the largest ones. */
export async function jsonValidator(schemas: Schemas): Promise<JsonValidator> {
  const { make, main } = await dialect(schemas)
  // Whether a value conforms is asked first: to collect errors takes memory for each, so that is done in pieces.
  const conforms = make({ allErrors: false }).compile(main)
  let collect: ValidateFunction | undefined
  return (value, limit) => {
    if (conforms(value)) return { troubles: [], further: 0, more: false }
    const first = troublesOf(conforms.errors ?? [])
    collect ??= make({ allErrors: true }).compile(main)
    return collected(value, collect, first, limit)
  }
}

async function dialect({ main, parts }: Schemas) {
  const schema = JSON.parse(main.text) as { readonly $schema?: string }
  const { Ajv } = await (schema.$schema?.includes('2020-12')
    ? import('ajv/dist/2020.js').then(({ Ajv2020 }) => ({ Ajv: Ajv2020 }))
    : import('ajv').then(({ Ajv: Ajv7 }) => ({ Ajv: Ajv7 })))
  const { default: formats } = await import('ajv-formats')
  const make = (options: Options) => {
    const ajv = new Ajv({ strict: false, addUsedSchema: false, logger: false, ...options })
    formats.default(ajv)
    for (const [name, format] of Object.entries(furtherFormats)) ajv.addFormat(name, format)
    ajv.removeKeyword('uniqueItems')
    ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: uniqueItems })
    for (const { names, text } of parts) {
      const part = JSON.parse(text)
      for (const name of names) ajv.addSchema(part, name)
    }
    return ajv
  }
  return { make, main: schema }
}

interface WithErrors {
  (schema: boolean, array: readonly unknown[]): boolean
  errors?: Partial<ErrorObject>[]
}

const uniqueItems: WithErrors = (schema, array) => {
  const pair = schema ? firstRepeated(array) : null
  if (pair === null) return true
  const [i, j] = pair
  uniqueItems.errors = [{ keyword: 'uniqueItems', params: { i, j }, message: 'must not repeat elements' }]
  return false
}

/** Values that are held to the schema at once while errors are collected. */
const PIECE = 5_000
/** Values of one element above which only whether it conforms is asked. */
const MOST = 4 * PIECE
/** Troubles after which they are no longer counted. */
const COUNTED = 1_000

function collected(
  value: unknown,
  collect: ValidateFunction,
  first: readonly Trouble[],
  limit: number,
): JsonVerdict {
  const troubles: Trouble[] = []
  let count = 0
  let more = false
  for (const piece of piecesOf(value)) {
    if (piece === 'too-large' || count >= COUNTED) {
      more = true
      continue
    }
    if (collect(piece.value)) continue
    for (const trouble of troublesOf(collect.errors ?? [])) {
      const pointer = piece.pointer(trouble.pointer)
      if (pointer === null) continue
      if (count++ < limit) troubles.push({ ...trouble, pointer })
    }
  }
  // What only the whole shows, such as an element that stands twice far apart.
  if (count === 0) return { troubles: first.slice(0, limit), further: 0, more: true }
  return { troubles, further: Math.max(0, count - limit), more }
}

/** A part of a document that looks like a small document. */
interface Piece {
  readonly value: unknown
  /** The pointer in the document for one in the piece; `null` where the piece differs from the document. */
  pointer(inPiece: string): string | null
}

/** The document with long lists left out, then each list in slices of a bounded number of values. */
function* piecesOf(root: unknown): Iterable<Piece | 'too-large'> {
  if (typeof root !== 'object' || root === null || sizeOf(root) < MOST) {
    yield { value: root, pointer: (pointer) => pointer }
    return
  }
  const members = Object.entries(root)
  const long = new Set(
    members.filter(([, member]) => Array.isArray(member) && sizeOf(member) >= PIECE).map(([key]) => key),
  )
  const rest = members.map(([key, member]) => [key, long.has(key) ? [] : member] as const)
  if (Array.isArray(root) || sizeOf(Object.fromEntries(rest)) >= MOST) {
    yield 'too-large'
  } else {
    const left = new Set([...long].map(pointerStep))
    const pointer = (inPiece: string) => (left.has(`/${inPiece.split('/')[1]}`) ? null : inPiece)
    yield { value: Object.fromEntries(rest), pointer }
  }
  const scalars = rest.filter(([key, member]) => long.has(key) || typeof member !== 'object')
  for (const key of long) {
    for (const slice of slicesOf((root as Readonly<Record<string, readonly unknown[]>>)[key]!)) {
      if (slice === 'too-large') {
        yield slice
        continue
      }
      yield {
        value: { ...Object.fromEntries(scalars), [key]: slice.elements },
        pointer: (inPiece) => {
          const [, list = '', index, ...below] = inPiece.split('/')
          if (`/${list}` !== pointerStep(key) || index === undefined) return null
          return ['', list, Number(index) + slice.from, ...below].join('/')
        },
      }
    }
  }
}

function* slicesOf(
  list: readonly unknown[],
): Iterable<{ readonly from: number; readonly elements: readonly unknown[] } | 'too-large'> {
  let from = 0
  let sum = 0
  for (let at = 0; at < list.length; at++) {
    const values = sizeOf(list[at])
    if (sum + values > PIECE && at > from) {
      yield { from, elements: list.slice(from, at) }
      from = at
      sum = 0
    }
    sum += values
    if (values < MOST) continue
    yield 'too-large'
    from = at + 1
    sum = 0
  }
  if (from < list.length) yield { from, elements: list.slice(from) }
}

/** Number of values in a JSON value, itself included; no more than `MOST` are counted. */
function sizeOf(root: unknown): number {
  const open = [root]
  let count = 0
  for (let value = open.pop(); count < MOST; value = open.pop()) {
    count++
    if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) open.push(member)
    if (open.length === 0) break
  }
  return count
}
