import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** Faults of a SARIF log by the schema in `tests/data`; none for a valid one. */
export function sarifSchemaFaults(text: string): readonly string[] {
  validate ??= compile('../data/sarif-schema-2.1.0.json')
  return faultsOf(validate, text)
}

/** Faults of a JSON report by `schemas/report.schema.json`; none for a valid one. */
export function reportSchemaFaults(text: string): readonly string[] {
  validateReport ??= compile('../../schemas/report.schema.json')
  return faultsOf(validateReport, text)
}

type Validate = ReturnType<Ajv2020['compile']>
let validate: Validate | undefined
let validateReport: Validate | undefined

function compile(path: string): Validate {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')))
}

function faultsOf(check: Validate, text: string): readonly string[] {
  if (check(JSON.parse(text))) return []
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
