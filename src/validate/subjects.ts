import { type ParseProblem, parseJson } from '../syntax/json/parse.ts'
import { pointerStep } from '../syntax/json/pointer.ts'
import type { Region } from '../syntax/node.ts'
import type { YamlProblem } from '../syntax/yaml/parse.ts'
import { locateJson, type Place } from './locate-json.ts'
import { type Standard, standardOfJson } from './standard.ts'
import { yamlValue } from './yaml.ts'

/** A value of a document that says it follows a standard, and where it stands. */
export interface Subject {
  readonly standard: Standard
  readonly value: unknown
  /** Leads to the value in its text. */
  readonly pointer: string
  /** Where in the document the values of pointers in that text stand. */
  locate(places: readonly Place[]): readonly (Region | undefined)[]
}

/**
 * What in a JSON document follows a standard: the root, or elements of it, or what an unsigned statement says, or
 * each of several texts of JSON in a row. Text that is no JSON gives a problem when it looks as if it should be one
 * of ours; `null` when it is nobody's concern here.
 */
export function subjectsOf(bytes: Uint8Array): readonly Subject[] | ParseProblem | null {
  const whole = parsed(bytes)
  if (whole !== undefined) return subjectsIn(whole.value, bytes, 0)
  const texts = textsIn(bytes).map(({ start, end }) => ({ start, bytes: bytes.subarray(start, end) }))
  const subjects = texts.map((text) => {
    const one = texts.length > 1 ? parsed(text.bytes) : undefined
    return one === undefined ? undefined : subjectsIn(one.value, text.bytes, text.start)
  })
  if (subjects.length > 1 && !subjects.includes(undefined)) return subjects.flatMap((found) => found ?? [])
  return looksLikeOurs(bytes) ? faultOf(bytes) : null
}

/** What in a YAML document follows a standard: its root, or nothing. */
export function subjectsOfYaml(bytes: Uint8Array): readonly Subject[] | YamlProblem {
  const read = yamlValue(bytes)
  if ('code' in read) return read
  const standard = standardOfJson(read.value)
  if (standard === null) return []
  return [{ ...read, standard: { ...standard, syntax: 'YAML' }, pointer: '' }]
}

/** Whether JSON that begins like this names a standard that has a schema. */
export function looksLikeOurs(bytes: Uint8Array): boolean {
  return OURS.test(lenient.decode(bytes.subarray(0, HEAD)))
}

const OURS =
  /"(?:bomFormat|spdxVersion|SPDXID)"\s*:|:\/\/cyclonedx\.org\/schema\/bom-|:\/\/spdx\.org\/rdf\/3\./
const HEAD = 1 << 16
/** Values that are kept while the place of a fault is looked for. */
const KEPT = 3_000_000
const lenient = new TextDecoder('utf-8')
const strict = new TextDecoder('utf-8', { fatal: true })

function parsed(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(strict.decode(bytes)) }
  } catch {
    return undefined
  }
}

function subjectsIn(value: unknown, bytes: Uint8Array, offset: number): readonly Subject[] {
  const candidates: readonly (readonly [pointer: string, value: unknown])[] = Array.isArray(value)
    ? value.map((element, index) => [`/${index}`, element])
    : [['', value], ...wrapped(value)]
  const locate = (places: readonly Place[]) =>
    locateJson(bytes, places).map(
      (region) => region && { start: region.start + offset, end: region.end + offset },
    )
  return candidates.flatMap(([pointer, candidate]) => {
    const standard = standardOfJson(candidate)
    return standard === null ? [] : [{ standard, value: candidate, pointer, locate }]
  })
}

function wrapped(value: unknown): readonly (readonly [pointer: string, value: unknown])[] {
  const key = 'predicate'
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return []
  return [[pointerStep(key), (value as Readonly<Record<string, unknown>>)[key]]]
}

/** Objects and arrays that stand beside one another. */
function textsIn(bytes: Uint8Array): readonly { readonly start: number; readonly end: number }[] {
  const texts = []
  let depth = 0
  let start = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x22) {
      for (at++; at < bytes.length && bytes[at] !== 0x22; at++) if (bytes[at] === 0x5c) at++
    } else if (byte === 0x7b || byte === 0x5b) {
      if (depth++ === 0) start = at
    } else if ((byte === 0x7d || byte === 0x5d) && --depth <= 0) {
      texts.push({ start, end: at + 1 })
      depth = 0
    }
  }
  return texts
}

function faultOf(bytes: Uint8Array): ParseProblem {
  const result = parseJson(bytes, 0, { nodeLimit: KEPT })
  if ('problem' in result && result.problem.code !== 'too-large') return result.problem
  return { code: 'syntax', offset: 0, message: 'The document is not JSON.' }
}
