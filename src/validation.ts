import type { ReportedProblem } from './model/finding.ts'
import type { Problem } from './model/problem.ts'
import type { Source } from './model/source.ts'
import { type Located, placesOf } from './places.ts'
import { isReadError } from './read/document.ts'
import { documentsOf, type SourceDocument } from './read/documents.ts'
import { ByteStore } from './syntax/byte-store.ts'
import { decodeStream } from './syntax/encoding.ts'
import { type LoadSchemas, looksValidatable, type Validation, validatorWith } from './validate/index.ts'

export {
  changed,
  type LoadSchemas,
  type Model,
  type ModelChanges,
  type SchemaFile,
  type Standard,
  schemaFileName,
  schemaOf,
} from './validate/index.ts'

/** What validating one document came to. */
export interface ValidatedDocument {
  readonly uri: string
  readonly member?: string
  /** False where a walk or an archive came upon it. */
  readonly named: boolean
  readonly verdict: Validation['verdict']
  /** What it says it follows, such as `CycloneDX 1.6 JSON`; empty when nothing is known of it. */
  readonly standard: string
  readonly problems: readonly ReportedProblem[]
}

/** Finds the documents of sources, and holds each to the schema of the standard that it says it follows. */
export async function* validateSources(
  sources: Iterable<Source> | AsyncIterable<Source>,
  load: LoadSchemas,
): AsyncGenerator<ValidatedDocument> {
  const validate = validatorWith(load)
  for await (const source of sources) {
    const unopened: ValidatedDocument[] = []
    const onProblem = (problem: Problem, member?: string) => {
      if (problem.severity === 'error') unopened.push(notOpened(source, problem, member))
    }
    for await (const document of documentsOf(source, onProblem)) {
      const passedOver = document.packedBy !== undefined && !source.named
      const validation: Validation = passedOver ? { verdict: 'none' } : await validationOf(document, validate)
      yield* unopened.splice(0)
      yield await placed(source, document, validation)
    }
    yield* unopened
  }
}

/**
 * Bytes of the largest document that is validated: a validator holds all of it, as text and as a tree, which takes
 * some twenty times as much.
 */
const LARGEST = 64 * 1024 ** 2

async function validationOf(
  document: SourceDocument,
  validate: (bytes: Uint8Array) => Promise<Validation>,
): Promise<Validation> {
  try {
    const bytes = await bytesOf(document)
    return bytes instanceof Uint8Array ? await validate(bytes) : bytes
  } catch (error) {
    if (!isReadError(error)) throw error
    const message = `The document could not be read to its end: ${error.message}.`
    return unchecked({ code: 'unreadable', severity: 'warning', message })
  }
}

/** A document as one piece of UTF-8, or why it is not looked at. */
async function bytesOf(document: SourceDocument): Promise<Uint8Array | Validation> {
  const { bytes } = await decodeStream(document.open())
  const whole = new ByteStore()
  let open = true
  for await (const chunk of bytes) {
    whole.add(chunk)
    if (open && whole.length > HEAD) {
      open = false
      if (!looksValidatable(whole.bytes())) return { verdict: 'none' }
    }
    if (whole.length > LARGEST) return TOO_LARGE
  }
  return whole.bytes()
}

/** Bytes by which a document is known to be of no format that has a schema. */
const HEAD = 1 << 16

async function placed(
  source: Source,
  document: SourceDocument,
  validation: Validation,
): Promise<ValidatedDocument> {
  const problems = problemsOf(validation)
  const { member, named } = document
  const at = await placesOf(
    located(source, document),
    problems.flatMap(({ span }) => (span === undefined ? [] : [span])),
    [],
  )
  return {
    uri: source.uri,
    ...(member !== undefined && { member }),
    named,
    verdict: validation.verdict,
    standard: validation.verdict === 'none' ? '' : validation.standard,
    problems: problems.map(({ span, ...problem }) => ({
      ...problem,
      document: nameOf(source, member),
      ...(span !== undefined && { place: at(span) }),
    })),
  }
}

function located({ uri }: Source, { member, open, transcoded }: SourceDocument): Located {
  const base = { uri, open, ...(member !== undefined && { member }) }
  if (transcoded === undefined) return base
  const { region, enclosing } = transcoded
  const span = { offset: region.start, length: region.end - region.start }
  return { ...base, around: { span, open: enclosing.open } }
}

function problemsOf(validation: Validation): readonly Problem[] {
  switch (validation.verdict) {
    case 'invalid':
      return validation.problems
    case 'unchecked':
      return [validation.problem]
    case 'valid':
    case 'none':
      return []
    default:
      return validation satisfies never
  }
}

function notOpened(source: Source, { span: _, ...problem }: Problem, member?: string): ValidatedDocument {
  return {
    uri: source.uri,
    ...(member !== undefined && { member }),
    named: source.named,
    verdict: 'unchecked',
    standard: '',
    problems: [{ ...problem, document: nameOf(source, member) }],
  }
}

function nameOf({ uri }: Source, member: string | undefined): string {
  return member === undefined ? uri : `${uri}!${member}`
}

function unchecked(problem: Problem): Validation {
  return { verdict: 'unchecked', standard: '', problem }
}

const TOO_LARGE = unchecked({
  code: 'too-large',
  severity: 'warning',
  message: `Documents of more than ${LARGEST / 1024 ** 2} MiB are not validated.`,
})
