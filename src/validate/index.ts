import type { Span } from '../model/item.ts'
import type { Problem } from '../model/problem.ts'
import { DEPTH, type JsonValidator, jsonValidator } from './json.ts'
import { type LoadSchemas, schemaFileName } from './schemas.ts'
import { type Standard, standardOfXml, titleOf } from './standard.ts'
import { looksLikeOurs, type Subject, subjectsOf, subjectsOfYaml } from './subjects.ts'
import { canValidateXml, type XmlTrouble, type XmlValidator, xmlValidator } from './xml.ts'
import { looksLikeYaml } from './yaml.ts'

export { changed, type Model, type ModelChanges, schemaOf } from './model.ts'
export { type LoadSchemas, type SchemaFile, schemaFileName } from './schemas.ts'
export type { Standard } from './standard.ts'

/** Whether a document keeps to the schema of the standard that it says it follows. */
export type Validation =
  | { readonly verdict: 'valid'; readonly standard: string }
  | { readonly verdict: 'invalid'; readonly standard: string; readonly problems: readonly Problem[] }
  /** It could not be held to a schema; the problem says why. */
  | { readonly verdict: 'unchecked'; readonly standard: string; readonly problem: Problem }
  /** It is of no format that has a schema. */
  | { readonly verdict: 'none' }

/** Validates one document: all its bytes, as UTF-8 without a byte order mark. */
export type Validate = (bytes: Uint8Array) => Promise<Validation>

/** Problems of one document that are told one by one. */
const LIMIT = 20

/** Whether a document that begins like this may be of a format that has a schema. */
export function looksValidatable(head: Uint8Array): boolean {
  const first = firstOf(head)
  if (first === LT) return standardOfXml(head) !== null
  return first === BRACE || first === BRACKET ? looksLikeOurs(head) : looksLikeYaml(head)
}

/**
 * Values or elements of the largest document that is validated: each takes memory, and each may be an error. A
 * document of a hundred thousand components has some three million.
 */
const VALUES = 8_000_000
const ELEMENTS = 3_000_000

/** A validator that loads and compiles the schema of each standard when it first meets it. */
export function validatorWith(load: LoadSchemas): Validate {
  const ready = {
    json: remembered(load, jsonValidator),
    xml: remembered(load, xmlValidator),
  }
  return async (bytes) => {
    const first = firstOf(bytes)
    if (first === LT) return await validateXml(bytes, ready.xml)
    if (first === BRACE || first === BRACKET) return await validateJson(bytes, ready.json)
    return looksLikeYaml(bytes) ? await validateYaml(bytes, ready.json) : { verdict: 'none' }
  }
}

const LT = 0x3c
const BRACE = 0x7b
const BRACKET = 0x5b

function firstOf(bytes: Uint8Array): number | undefined {
  return bytes.find((byte) => byte > 0x20)
}

type ValidatorOf<Made> = (standard: Standard) => Promise<Made | null>

function remembered<Made>(
  load: LoadSchemas,
  make: (schemas: NonNullable<Awaited<ReturnType<LoadSchemas>>>) => Promise<Made>,
): ValidatorOf<Made> {
  const known = new Map<string, Promise<Made | null>>()
  return (standard) => {
    const title = titleOf(standard)
    let made = known.get(title)
    if (made === undefined) {
      made = load(standard).then((schemas) => (schemas === null ? null : make(schemas)))
      known.set(title, made)
    }
    return made
  }
}

async function validateXml(bytes: Uint8Array, validatorOf: ValidatorOf<XmlValidator>): Promise<Validation> {
  const found = standardOfXml(bytes)
  if (found === null) return { verdict: 'none' }
  const standard = titleOf(found)
  if (found.version === '') return noVersion(found)
  if (startTagsOf(bytes) > ELEMENTS) return tooLarge('elements')
  if (!canValidateXml()) return { verdict: 'unchecked', standard, problem: NO_WEB_ASSEMBLY }
  const validate = await validatorOf(found)
  if (validate === null) return { verdict: 'unchecked', standard, problem: noSchema(found) }
  const { troubles, further } = validate(bytes, LIMIT)
  if (troubles.length === 0) return { verdict: 'valid', standard }
  const lines = lineStarts(
    bytes,
    troubles.map(({ line }) => line),
  )
  const problems = troubles.map((trouble): Problem => {
    const { code, message, element } = trouble
    const span = spanOf(trouble, lines)
    return problem(
      code,
      element === undefined ? sentence(message) : said(element.path, message, standard),
      span,
    )
  })
  return { verdict: 'invalid', standard, problems: [...problems, ...andMore(further, false, standard)] }
}

function spanOf({ line, element }: XmlTrouble, lines: ReadonlyMap<number, number>): Span {
  if (element === undefined) return { offset: lines.get(line) ?? 0, length: 0 }
  const { region, path } = element
  return { offset: region.start, length: region.end - region.start, pointer: path }
}

async function validateJson(bytes: Uint8Array, validatorOf: ValidatorOf<JsonValidator>): Promise<Validation> {
  const { values, depth } = extentOf(bytes)
  if (values > VALUES) return looksLikeOurs(bytes) ? tooLarge('values') : { verdict: 'none' }
  const subjects = subjectsOf(bytes)
  if (subjects === null) return { verdict: 'none' }
  if ('code' in subjects) {
    const { code, message, offset } = subjects
    return { verdict: 'invalid', standard: 'JSON', problems: [problem(code, message, { offset, length: 1 })] }
  }
  if (depth > DEPTH) return subjects.length === 0 ? { verdict: 'none' } : tooDeep()
  return await validateSubjects(subjects, validatorOf)
}

async function validateYaml(bytes: Uint8Array, validatorOf: ValidatorOf<JsonValidator>): Promise<Validation> {
  const subjects = subjectsOfYaml(bytes)
  if (!('code' in subjects)) return await validateSubjects(subjects, validatorOf)
  const { code, message, offset } = subjects
  const found = problem(code, message, { offset, length: 1 })
  return code === 'unsupported-format' || code === 'too-large'
    ? { verdict: 'unchecked', standard: 'YAML', problem: found }
    : { verdict: 'invalid', standard: 'YAML', problems: [found] }
}

async function validateSubjects(
  subjects: readonly Subject[],
  validatorOf: ValidatorOf<JsonValidator>,
): Promise<Validation> {
  if (subjects.length === 0) return { verdict: 'none' }
  const standard = [...new Set(subjects.map((subject) => titleOf(subject.standard)))].join(', ')
  const problems: Problem[] = []
  for (const subject of subjects) {
    if (subject.standard.version === '') return noVersion(subject.standard)
    const validate = await validatorOf(subject.standard)
    if (validate === null) return { verdict: 'unchecked', standard, problem: noSchema(subject.standard) }
    problems.push(...validateSubject(subject, validate))
  }
  return problems.length === 0 ? { verdict: 'valid', standard } : { verdict: 'invalid', standard, problems }
}

function validateSubject(subject: Subject, validate: JsonValidator): readonly Problem[] {
  const standard = titleOf(subject.standard)
  const { troubles, further, more } = validate(subject.value, LIMIT)
  if (troubles.length === 0) return []
  const placed = troubles.map((trouble) => ({ ...trouble, pointer: subject.pointer + trouble.pointer }))
  const regions = subject.locate(placed)
  const problems = placed.map(({ pointer, message }, index) => {
    const { start, end } = regions[index] ?? { start: 0, end: 0 }
    const span = { offset: start, length: end - start, pointer }
    return problem('schema', said(pointer, message, standard), span)
  })
  return [...problems, ...andMore(further, more, standard)]
}

function problem(code: Problem['code'], message: string, span?: Span): Problem {
  return { code, severity: 'warning', message, ...(span !== undefined && { span }) }
}

function said(place: string, message: string, standard: string): string {
  return `${place === '' ? 'At the root' : `At ${place}`}: ${message} (schema of ${standard}).`
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

function andMore(further: number, more: boolean, standard: string): readonly Problem[] {
  if (further === 0 && !more) return []
  const count = `${more ? 'at least ' : ''}${further} more`
  const message = `${further === 0 ? 'There may be others' : `There ${further === 1 ? 'is' : 'are'} ${count}`} (schema of ${standard}).`
  return [problem('schema', message)]
}

function noVersion(standard: Standard): Validation {
  const message = `The document does not say which version of ${standard.name} it follows.`
  return { verdict: 'invalid', standard: titleOf(standard), problems: [problem('schema', message)] }
}

function noSchema(standard: Standard): Problem {
  return {
    code: 'schema',
    severity: 'warning',
    message: `There is no schema of ${titleOf(standard)} here, so that the document was not validated.`,
    hint: `If you have one, put it into a folder as ${schemaFileName(standard)} and name the folder by --schemas.`,
  }
}

const NO_WEB_ASSEMBLY: Problem = {
  code: 'schema',
  severity: 'warning',
  message: 'XML cannot be validated here, for there is no WebAssembly or no address space for it.',
  hint: 'Run without a limit on address space (ulimit -v unlimited) and without --jitless, or validate the SBOM in JSON.',
}

function tooLarge(what: 'values' | 'elements'): Validation {
  const count = what === 'values' ? VALUES : ELEMENTS
  const message = `There are more than ${count / 1e6} million ${what}, so that the document was not validated.`
  const standard = what === 'values' ? 'JSON' : 'XML'
  return { verdict: 'unchecked', standard, problem: problem('too-large', message) }
}

function tooDeep(): Validation {
  const message = `Brackets are nested more than ${DEPTH} deep, so that the document was not validated.`
  return { verdict: 'unchecked', standard: 'JSON', problem: problem('too-deep', message) }
}

/** How deep brackets stand in brackets, and about how many values there are, whatever the text is. */
function extentOf(bytes: Uint8Array): { readonly depth: number; readonly values: number } {
  let depth = 0
  let deepest = 0
  let values = 1
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x22) {
      for (at++; at < bytes.length && bytes[at] !== 0x22; at++) if (bytes[at] === 0x5c) at++
    } else if (byte === 0x2c) values++
    else if (byte === 0x7b || byte === 0x5b) {
      values++
      if (++depth > deepest) deepest = depth
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return { depth: deepest, values }
}

function startTagsOf(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(LT); at >= 0; at = bytes.indexOf(LT, at + 1))
    if (bytes[at + 1] !== 0x2f) count++
  return count
}

/** Offsets at which lines begin, by their number. */
function lineStarts(bytes: Uint8Array, lines: readonly number[]): ReadonlyMap<number, number> {
  const wanted = new Set(lines)
  const starts = new Map<number, number>([[1, 0]])
  let line = 1
  for (
    let at = bytes.indexOf(0x0a);
    at >= 0 && line < Math.max(...wanted);
    at = bytes.indexOf(0x0a, at + 1)
  ) {
    line++
    if (wanted.has(line)) starts.set(line, at + 1)
  }
  return starts
}
