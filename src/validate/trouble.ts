import type { ErrorObject } from 'ajv'
import { pointerStep } from '../syntax/json/pointer.ts'
import type { Part } from './locate-json.ts'

/** One thing that a schema does not allow, and the value of the document that it is said of. */
export interface Trouble {
  readonly pointer: string
  readonly part: Part
  /** What is wrong, without the place: `"name" is missing`; never a value of the document. */
  readonly message: string
}

/**
 * What the errors of a JSON Schema validator come to: of a choice none of whose forms fits, what is wrong with the
 * form that fits best, or what all forms miss.
 */
export function troublesOf(errors: readonly ErrorObject[]): readonly Trouble[] {
  const seen = new Set<string>()
  return settled(errors).filter(({ pointer, message }) => {
    const text = `${pointer} ${message}`
    return !seen.has(text) && seen.add(text)
  })
}

const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not'])

/** An error stands after those of the forms that it sums up: these are taken back, and what is left of them is said. */
function settled(errors: readonly ErrorObject[]): readonly Trouble[] {
  const left: Trouble[] = []
  for (const error of errors) {
    // What does not fit the schema of a condition is there already.
    if (error.keyword === 'if') continue
    if (!CHOICES.has(error.keyword)) {
      left.push(troubleOf(error))
      continue
    }
    const path = error.instancePath
    const forms: Trouble[] = []
    for (let last = left.at(-1); last !== undefined && within(last.pointer, path); last = left.at(-1)) {
      forms.unshift(last)
      left.pop()
    }
    left.push(...best(forms, path, error))
  }
  return left
}

function within(pointer: string, path: string): boolean {
  return pointer === path || pointer.startsWith(`${path}/`)
}

/** Among the forms of a choice the one that was entered deepest was meant. */
function best(forms: readonly Trouble[], path: string, error: ErrorObject): readonly Trouble[] {
  const inner = forms.filter(({ part, pointer }) => part === 'value' && pointer !== path)
  if (inner.length > 0) {
    const depth = Math.max(...inner.map(({ pointer }) => stepsOf(pointer)))
    return inner.filter(({ pointer }) => stepsOf(pointer) === depth).slice(0, 1)
  }
  const messages = [...new Set(forms.map(inWords))]
  if (messages.length === 0) return [troubleOf(error)]
  if (messages.length === 1) return forms.slice(0, 1)
  const shown = messages.slice(0, 4).join('; or: ')
  return [
    {
      pointer: path,
      part: 'value',
      message: `none of the allowed forms fits: ${shown}${messages.length > 4 ? ' …' : ''}`,
    },
  ]
}

function inWords({ pointer, part, message }: Trouble): string {
  return part === 'key' ? `"${pointer.slice(pointer.lastIndexOf('/') + 1)}" is not known` : message
}

function stepsOf(pointer: string): number {
  return pointer.split('/').length
}

function troubleOf(error: ErrorObject): Trouble {
  const { instancePath, params } = error
  const extra: unknown = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof extra === 'string') {
    return {
      pointer: instancePath + pointerStep(extra),
      part: 'key',
      message: 'this member is not known here',
    }
  }
  if (error.keyword === 'uniqueItems') {
    const { i, j } = params as { readonly i: number; readonly j: number }
    return {
      pointer: `${instancePath}/${j}`,
      part: 'value',
      message: `this element is the same as element ${i}`,
    }
  }
  return { pointer: instancePath, part: 'value', message: messageOf(error) }
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `"${params['missingProperty']}" is missing`
    case 'enum':
      return `must be ${oneOf(params['allowedValues'])}`
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`
    case 'type':
      return `must be of type ${[params['type']].flat().join(' or ')}`
    case 'false schema':
      return 'must not stand here'
    case 'format':
      return `must have the format "${params['format']}"`
    case 'pattern':
      return `must fit the pattern ${params['pattern']}`
    case 'oneOf':
      return params['passingSchemas']
        ? 'more than one of the allowed forms fits'
        : 'none of the allowed forms fits'
    case 'anyOf':
      return 'none of the allowed forms fits'
    default:
      return message ?? keyword
  }
}

function oneOf(allowed: unknown): string {
  const values = Array.isArray(allowed) ? allowed.map((value) => JSON.stringify(value)) : []
  if (values.length === 1) return values.join()
  return values.length > 12
    ? `one of ${values.slice(0, 12).join(', ')} … (${values.length} in all)`
    : `one of ${values.join(', ')}`
}
