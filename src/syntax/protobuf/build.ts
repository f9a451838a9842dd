import type { ArrayNode, Member, Node, ObjectNode, Region } from '../node.ts'
import type { FieldShape } from './schema.ts'

/** A message while it is read: its members in order, those of repeated fields gathered into arrays. */
export interface MessageDraft {
  readonly start: number
  /** Members of a message that is inline go to the one around it. */
  readonly members: DraftMember[]
}

interface DraftMember {
  readonly key: string
  readonly keyRegion: Region
  readonly many: boolean
  readonly values: Node[]
}

/** A message of which nothing has been read yet. */
export function newMessage(start: number): MessageDraft {
  return { start, members: [] }
}

/** Adds what a field holds. */
export function addField(draft: MessageDraft, shape: FieldShape, keyRegion: Region, value: Node): void {
  if (shape.inline && value.type === 'object' && !shape.many) {
    for (const member of value.members) {
      draft.members.push({
        key: member.key,
        keyRegion: member.keyRegion,
        many: false,
        values: [member.value],
      })
    }
    return
  }
  const many = shape.many === true
  const known = many ? draft.members.find((member) => member.many && member.key === shape.key) : undefined
  if (known !== undefined) known.values.push(value)
  else draft.members.push({ key: shape.key, keyRegion, many, values: [value] })
}

/** The message as a located value. */
export function finishMessage(draft: MessageDraft, end: number): ObjectNode {
  const members = draft.members.map(
    ({ key, keyRegion, many, values }): Member => ({
      key,
      keyRegion,
      value: many ? arrayOf(values) : values[0]!,
    }),
  )
  return { type: 'object', start: draft.start, end, members }
}

function arrayOf(elements: readonly Node[]): ArrayNode {
  return { type: 'array', start: elements[0]!.start, end: elements.at(-1)!.end, elements }
}
