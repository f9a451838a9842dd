import type { ArrayNode, Member, Node, ObjectNode, Region } from '../node.ts'
import type { FieldShape } from './schema.ts'

/**
 * A message while it is read: its members in order, those of repeated fields gathered into arrays, and messages that
 * stand more than once where one is expected into one, as the encoding has it.
 */
export interface MessageDraft {
  readonly start: number
  /** Members of a message that is inline go to the one around it. */
  readonly members: DraftMember[]
  /** Members that may come again, by key. */
  readonly gathered: Map<string, DraftMember>
}

interface DraftMember {
  readonly key: string
  readonly keyRegion: Region
  readonly many: boolean
  readonly values: Node[]
}

/** A message of which nothing has been read yet. */
export function newMessage(start: number): MessageDraft {
  return { start, members: [], gathered: new Map() }
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
  const mayCome = many || value.type === 'object'
  const known = mayCome ? draft.gathered.get(shape.key) : undefined
  if (known !== undefined) {
    known.values.push(value)
    return
  }
  const member = { key: shape.key, keyRegion, many, values: [value] }
  draft.members.push(member)
  if (mayCome) draft.gathered.set(shape.key, member)
}

/** The message as a located value. */
export function finishMessage(draft: MessageDraft, end: number): ObjectNode {
  const members = draft.members.map(
    ({ key, keyRegion, many, values }): Member => ({
      key,
      keyRegion,
      value: many ? arrayOf(values) : values.length === 1 ? values[0]! : joined(values),
    }),
  )
  return { type: 'object', start: draft.start, end, members }
}

/** The parts of a message as one: lists go on, and what stands alone in several stands as often. */
function joined(parts: readonly Node[]): ObjectNode {
  const members: Member[] = []
  const lists = new Map<string, Node[]>()
  for (const part of parts) {
    for (const member of part.type === 'object' ? part.members : []) {
      const { value } = member
      const list = value.type === 'array' ? lists.get(member.key) : undefined
      if (list !== undefined && value.type === 'array')
        for (const element of value.elements) list.push(element)
      else if (value.type === 'array') {
        const elements = [...value.elements]
        lists.set(member.key, elements)
        members.push({ ...member, value: { ...value, elements } })
      } else members.push(member)
    }
  }
  return { type: 'object', start: parts[0]!.start, end: parts.at(-1)!.end, members }
}

function arrayOf(elements: readonly Node[]): ArrayNode {
  return { type: 'array', start: elements[0]!.start, end: elements.at(-1)!.end, elements }
}
