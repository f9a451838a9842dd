import type { ProblemCode } from '../../model/problem.ts'
import type { Node, ObjectNode, Region } from '../node.ts'
import { decodeUtf8, isUtf8 } from '../utf8.ts'
import { addField, finishMessage, type MessageDraft, newMessage } from './build.ts'
import type { FieldShape, MessageType, MessageTypes } from './schema.ts'
import { BYTES, readField, VARINT, type WireField } from './wire.ts'

/** Trouble in a message, and where it is. */
export interface ProtobufProblem {
  readonly code: Extract<ProblemCode, 'syntax' | 'encoding' | 'truncated' | 'too-deep'>
  readonly offset: number
  readonly message: string
}

/** What a message holds, as far as it could be read. */
export interface ParsedMessage {
  readonly node: ObjectNode
  readonly problem: ProtobufProblem | null
}

/**
 * Reads a message of a type into located values. `offset` is where `bytes` stand in the document; `whole` says that
 * the message ends there, else it was cut off and is read as far as it goes.
 */
export function parseMessage(
  bytes: Uint8Array,
  offset: number,
  types: MessageTypes,
  type: string,
  whole = true,
): ParsedMessage {
  const parser = new MessageParser(bytes, offset, types)
  const node = parser.parse(typeOf(types, type), whole)
  return { node, problem: parser.problem }
}

/** Messages in one another; the stack is no concern, only sense. */
const DEPTH_LIMIT = 10_000

interface Frame {
  readonly type: MessageType
  readonly draft: MessageDraft
  readonly end: number
  /** The field that it is, in the message around it. */
  readonly shape: FieldShape | null
  readonly keyRegion: Region
}

class MessageParser {
  problem: ProtobufProblem | null = null
  readonly #bytes: Uint8Array
  readonly #offset: number
  readonly #types: MessageTypes

  constructor(bytes: Uint8Array, offset: number, types: MessageTypes) {
    this.#bytes = bytes
    this.#offset = offset
    this.#types = types
  }

  parse(type: MessageType, whole: boolean): ObjectNode {
    const limit = this.#bytes.length
    const root: Frame = {
      type,
      draft: newMessage(this.#offset),
      end: whole ? limit : Number.POSITIVE_INFINITY,
      shape: null,
      keyRegion: { start: this.#offset, end: this.#offset },
    }
    const frames: Frame[] = [root]
    let at = 0
    while (true) {
      const frame = frames.at(-1)!
      if (at >= frame.end || at >= limit) {
        const node = finishMessage(frame.draft, this.#offset + Math.min(frame.end, limit))
        frames.pop()
        const around = frames.at(-1)
        if (around === undefined) return node
        addField(around.draft, frame.shape!, frame.keyRegion, node)
        continue
      }
      const field = readField(this.#bytes, at, Math.min(frame.end, limit))
      if (typeof field === 'string' || field.end > frame.end) {
        this.#invalid(at, field === 'short' && frame.end > limit)
        at = this.#giveUp(frames)
        continue
      }
      const shape = frame.type[field.number]
      const inner = shape === undefined ? null : this.#look(shape, field, frame)
      if (inner === null) at = field.end
      else if (frames.length >= DEPTH_LIMIT) {
        this.#tell('too-deep', at, `Messages stand more than ${DEPTH_LIMIT} deep in one another.`)
        at = field.end
      } else {
        frames.push(inner)
        at = field.start
      }
    }
  }

  /** Takes what a field holds; a message is given back to be gone into. */
  #look(shape: FieldShape, field: WireField, frame: Frame): Frame | null {
    const keyRegion = { start: this.#offset + field.tag, end: this.#offset + field.start }
    const { holds } = shape
    if ('message' in holds) {
      if (field.wire !== BYTES) return null
      const draft = newMessage(this.#offset + field.start)
      return { type: typeOf(this.#types, holds.message), draft, end: field.end, shape, keyRegion }
    }
    if (field.end > this.#bytes.length) return null
    const region = { start: this.#offset + field.start, end: this.#offset + field.end }
    let node: Node | null = null
    if ('text' in holds && field.wire === BYTES)
      node = { type: 'string', ...region, value: this.#text(field) }
    else if ('words' in holds && field.wire === VARINT) {
      const value = holds.words.values[field.value] ?? ''
      if (value !== '') node = { type: 'string', ...region, value }
    }
    if (node !== null) addField(frame.draft, shape, keyRegion, node)
    return null
  }

  #text({ start, end }: WireField): string {
    const bytes = this.#bytes.subarray(start, end)
    const text = decodeUtf8(bytes)
    if (text.includes('\ufffd') && !isUtf8(bytes)) this.#tell('encoding', start, 'A text is not valid UTF-8.')
    return text
  }

  #invalid(at: number, cut: boolean): void {
    if (cut) return
    this.#tell('syntax', at, 'These bytes are no field of a Protocol Buffers message.')
  }

  /** What stands behind an invalid field cannot be told apart: the message ends there, and so do those it ends. */
  #giveUp(frames: readonly Frame[]): number {
    const frame = frames.at(-1)!
    return Math.min(frame.end, this.#bytes.length)
  }

  #tell(code: ProtobufProblem['code'], at: number, message: string): void {
    this.problem ??= { code, offset: this.#offset + at, message }
  }
}

function typeOf(types: MessageTypes, name: string): MessageType {
  const type = types[name]
  if (type === undefined) throw new Error(`the schema has no message ${name}`)
  return type
}
