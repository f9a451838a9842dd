import { json } from './json.ts'
import type { Reporter } from './reporter.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

export { catalogueOf } from './catalogue.ts'
export { countAtOrAbove, type Reporter, type ReporterOptions } from './reporter.ts'

/** The outputs, by the word that asks for them. */
export const reporters: Readonly<Record<string, Reporter>> = { text, json, sarif }
