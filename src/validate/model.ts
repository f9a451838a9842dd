/** What a version of SPDX 3 consists of, as a file of `schemas/` states it. */
export interface Model {
  /** The value of `@context`. */
  readonly context: string
  /** Whether classes that only others are of may be used themselves. */
  readonly lax?: boolean
  /** Elements that are known by a name of their own, and the class of each. */
  readonly named: Readonly<Record<string, string>>
  /** Lists of words, by the name that the types of members call them by. */
  readonly words: Readonly<Record<string, readonly string[]>>
  readonly classes: Readonly<Record<string, ModelClass>>
}

/** A class of things that a model knows. */
export interface ModelClass {
  readonly of?: string
  /** Whether only others are of it. */
  readonly abstract?: boolean
  /** Whether things of it have types of their own, which are IRIs, and any members. */
  readonly open?: boolean
  /**
   * The types of members by their names: a basic type, a list of words or a class. Behind it may stand `!`, it is
   * required; `*`, it is a list; `+` or `++`, it is a list of at least one or two, which is required.
   */
  readonly members?: Readonly<Record<string, string>>
}

/** A model told by what is different from another: what stands here stands in place of what stands there. */
export interface ModelChanges extends Omit<Model, 'classes'> {
  /** The name of the other's file. */
  readonly changes: string
  /** Classes that are different; `null` where there is none. */
  readonly classes: Readonly<Record<string, ModelClass | null>>
}

/** The model that changes of another come to. */
export function changed(base: Model, own: ModelChanges): Model {
  const classes = Object.entries({ ...base.classes, ...own.classes })
  return {
    ...own,
    words: { ...base.words, ...own.words },
    classes: Object.fromEntries(classes.filter((entry): entry is [string, ModelClass] => entry[1] !== null)),
  }
}

type Schema = Readonly<Record<string, unknown>>

/** The JSON Schema, of draft 2020-12, that documents of a model keep to in JSON-LD. */
export function schemaOf(model: Model): Schema {
  const names = Object.keys(model.classes)
  const used = names.filter((name) => model.lax || !model.classes[name]!.abstract)
  const lists = Object.keys(model.words)
  const types = [...used, ...lists]
  const open = used.some((name) => model.classes[name]!.open)
  const anyType = open ? { anyOf: [reference('iri'), { enum: types }] } : { enum: types }
  const defined = (prefix: string, define: (name: string) => Schema, all: readonly string[]) =>
    Object.fromEntries(all.map((name) => [prefix + name, define(name)]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['@context'],
    properties: { '@context': { const: model.context } },
    ...choice(
      { required: ['@graph'] },
      {
        properties: { '@context': true, '@graph': { type: 'array', items: thing(anyType) } },
        additionalProperties: false,
      },
      { ...thing(anyType), properties: { type: anyType } },
    ),
    $defs: {
      ...BASIC,
      ...defined('', (name) => ({ enum: model.words[name] }), lists),
      ...defined('a ', (name) => standIn(name, model, types), names),
      ...defined('of ', (name) => membersOf(name, model), used),
      word: closed({ '@id': reference('id') }),
      // What a thing has depends on its type; nothing is said of it where that is missing or none.
      members: choice(
        { required: ['type'] },
        {
          allOf: [
            ...used.map((name) => choice(isOf({ const: name }), reference(`of ${name}`))),
            choice(isOf({ enum: lists }), reference('word')),
            ...(open ? [choice(isOf(reference('iri')), { properties: { '@id': reference('id') } })] : []),
          ],
        },
      ),
    },
  }
}

/** Types of values that are no things. */
const BASIC: Readonly<Record<string, Schema>> = {
  text: { type: 'string' },
  flag: { type: 'boolean' },
  natural: { type: 'integer', minimum: 0 },
  positive: { type: 'integer', minimum: 1 },
  decimal: { type: ['number', 'string'], pattern: '^-?[0-9]+(\\.[0-9]*)?$' },
  time: { type: 'string', pattern: '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z$' },
  'media-type': { type: 'string', pattern: '^[^/]+/[^/]+$' },
  // A version by semver.org, 2.0.0.
  semver: {
    type: 'string',
    pattern:
      '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?$',
  },
  iri: { type: 'string', pattern: '^(?!_:).+:.+' },
  /** An IRI, or a blank node such as `_:a`. */
  id: { type: 'string', pattern: '^.+:.+' },
}

function reference(name: string): Schema {
  return { $ref: `#/$defs/${encodeURIComponent(name)}` }
}

function choice(condition: Schema, met: Schema, otherwise?: Schema): Schema {
  const parts = [['if', condition] as const, ['then', met] as const]
  return Object.fromEntries(otherwise === undefined ? parts : [...parts, ['else', otherwise]])
}

function isOf(type: Schema): Schema {
  return { properties: { type } }
}

/** An object within a document, of certain types. */
function thing(type: Schema): Schema {
  return {
    type: 'object',
    required: ['type'],
    properties: { type, '@context': false },
    ...reference('members'),
  }
}

/** What may stand where a thing of a class is expected: it, or what it is known by. */
function standIn(name: string, model: Model, types: readonly string[]): Schema {
  const kinds = types.filter((kind) => lineOf(kind, model).includes(name))
  const named = Object.keys(model.named).filter((one) => lineOf(model.named[one]!, model).includes(name))
  return choice(
    { type: 'object' },
    model.classes[name]!.open
      ? { required: ['type'], properties: { type: { anyOf: [reference('iri'), { enum: types }] } } }
      : thing({ enum: kinds }),
    named.length === 0 ? reference('id') : { anyOf: [reference('id'), { enum: named }] },
  )
}

function membersOf(name: string, model: Model): Schema {
  const line = [...lineOf(name, model)].reverse()
  const members = line.flatMap((one) => Object.entries(model.classes[one]?.members ?? {}))
  const properties = Object.fromEntries(members.map(([member, type]) => [member, memberOf(type, model)]))
  return {
    required: members.filter(([, type]) => /[!+]$/.test(type)).map(([member]) => member),
    ...(model.classes[name]!.open ? { properties } : closed(properties)),
  }
}

function closed(properties: Schema): Schema {
  return { properties: { '@context': true, type: true, ...properties }, additionalProperties: false }
}

function memberOf(type: string, { classes }: Model): Schema {
  const [, name = '', mark = ''] = /^(.*?)([!*+]*)$/.exec(type)!
  const value = reference(classes[name] === undefined ? name : `a ${name}`)
  return /[*+]/.test(mark) ? { type: 'array', minItems: mark.split('+').length - 1, items: value } : value
}

/** A class and those that it is of. */
function lineOf(name: string, { classes }: Model): readonly string[] {
  const line = []
  for (let one: string | undefined = name; one !== undefined; one = classes[one]?.of) line.push(one)
  return line
}
