/**
 * Message types of a Protocol Buffers schema, each as field number → what stands there. Fields that nobody asks for
 * are left out.
 */
export type MessageTypes = Readonly<Record<string, MessageType>>

/** Field number → shape. */
export type MessageType = Readonly<Record<number, FieldShape>>

/** A field that is read. */
export interface FieldShape {
  /** Key of the member that it becomes. */
  readonly key: string
  /** Its name in the schema, where that is neither the key nor the key in snake case. */
  readonly name?: string
  /** A text, a number that stands for one of `words`, or a message of the type `message`. */
  readonly holds: { readonly text: true } | { readonly words: Words } | { readonly message: string }
  /** True where the field becomes an array. */
  readonly many?: true
  /** True where the message's own members stand for the message: a choice that JSON does without. */
  readonly inline?: true
}

/** Values of an enumeration in order of their numbers, from 0; empty where there is no word for one. */
export interface Words {
  /** What the names begin with in the schema: `CLASSIFICATION_`. */
  readonly prefix: string
  readonly values: readonly string[]
}

/** The shape of each name that a field of a message type may have in the text format. */
export function shapesByName(type: MessageType): ReadonlyMap<string, FieldShape> {
  const known = byName.get(type)
  if (known !== undefined) return known
  const shapes = new Map<string, FieldShape>()
  for (const shape of Object.values(type)) {
    for (const name of shape.name === undefined ? [shape.key, snakeCase(shape.key)] : [shape.name])
      shapes.set(name, shape)
  }
  byName.set(type, shapes)
  return shapes
}

const byName = new WeakMap<MessageType, ReadonlyMap<string, FieldShape>>()

function snakeCase(key: string): string {
  return key.replace(/-/g, '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
