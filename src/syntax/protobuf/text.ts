import type { Node, Region, ScalarNode } from '../node.ts'
import { decodeUtf8, isUtf8 } from '../utf8.ts'
import { addField, finishMessage, type MessageDraft, newMessage } from './build.ts'
import type { ParsedMessage, ProtobufProblem } from './parse.ts'
import { type FieldShape, type MessageType, type MessageTypes, shapesByName } from './schema.ts'

/**
 * Reads a message in the text format of Protocol Buffers (protobuf.dev, "Text Format Language Specification") into
 * located values, as far as it goes. Fields that the schema does not have are passed over.
 */
export function parseTextMessage(bytes: Uint8Array, types: MessageTypes, type: string): ParsedMessage {
  return new TextParser(bytes, types).parse(type)
}

const DEPTH_LIMIT = 10_000

interface Frame {
  /** `null`: a message that the schema does not have, which is passed over. */
  readonly type: MessageType | null
  readonly draft: MessageDraft
  /** The byte that closes it, 0 for the outermost message. */
  readonly close: number
  readonly shape: FieldShape | null
  readonly keyRegion: Region
}

/** The list whose elements are being read. */
interface List {
  readonly shape: FieldShape | null
  readonly keyRegion: Region
  readonly depth: number
}

class TextParser {
  readonly #bytes: Uint8Array
  readonly #types: MessageTypes
  #at = 0
  #problem: ProtobufProblem | null = null

  constructor(bytes: Uint8Array, types: MessageTypes) {
    this.#bytes = bytes
    this.#types = types
  }

  parse(type: string): ParsedMessage {
    const nowhere = { start: 0, end: 0 }
    const frames: Frame[] = [
      { type: this.#type(type), draft: newMessage(0), close: -1, shape: null, keyRegion: nowhere },
    ]
    const lists: List[] = []
    while (this.#problem === null && this.#step(frames, lists));
    // Cut off or damaged: what has been read so far is still told.
    while (frames.length > 1) this.#close(frames)
    return { node: finishMessage(frames[0]!.draft, this.#at), problem: this.#problem }
  }

  /** Goes on by a field, an element or the end of a message; false at the end of the document. */
  #step(frames: Frame[], lists: List[]): boolean {
    this.#skipSpace()
    const frame = frames.at(-1)!
    const list = lists.at(-1)
    const byte = this.#bytes[this.#at]
    if (list !== undefined && list.depth === frames.length) this.#element(list, frames, lists)
    else if (byte === undefined) {
      if (frames.length > 1) this.#fail('truncated', 'The document ends inside a message.')
      return false
    } else if (byte === frame.close) {
      this.#at++
      this.#close(frames)
    } else if (byte === COMMA || byte === SEMICOLON) this.#at++
    else this.#field(frame, frames, lists)
    return true
  }

  #close(frames: Frame[]): void {
    const { shape, draft, keyRegion } = frames.pop()!
    const node = finishMessage(draft, this.#at)
    if (shape !== null) addField(frames.at(-1)!.draft, shape, keyRegion, node)
  }

  #field(frame: Frame, frames: Frame[], lists: List[]): void {
    const keyRegion = this.#name()
    if (keyRegion === null) {
      this.#fail('syntax', 'A field name should stand here.')
      return
    }
    const name = decodeUtf8(this.#bytes.subarray(keyRegion.start, keyRegion.end))
    const shape = frame.type === null ? null : (shapesByName(frame.type).get(name) ?? null)
    this.#skipSpace()
    if (this.#bytes[this.#at] === COLON) {
      this.#at++
      this.#skipSpace()
    }
    if (this.#bytes[this.#at] === OPEN_LIST) {
      this.#at++
      lists.push({ shape, keyRegion, depth: frames.length })
    } else this.#value(shape, keyRegion, frames)
  }

  #element(list: List, frames: Frame[], lists: List[]): void {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) this.#fail('truncated', 'The document ends inside a list.')
    else if (byte === CLOSE_LIST) {
      this.#at++
      lists.pop()
    } else if (byte === COMMA) this.#at++
    else this.#value(list.shape, list.keyRegion, frames)
  }

  #value(shape: FieldShape | null, keyRegion: Region, frames: Frame[]): void {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) this.#fail('truncated', 'The document ends before a value.')
    else if (byte === OPEN_BRACE) this.#open(shape, keyRegion, CLOSE_BRACE, frames)
    else if (byte === OPEN_ANGLE) this.#open(shape, keyRegion, CLOSE_ANGLE, frames)
    else {
      const kind = byte === QUOTE || byte === APOSTROPHE ? 'text' : 'words'
      const node = kind === 'text' ? this.#string() : this.#word(shape)
      if (node !== null && shape !== null && kind in shape.holds)
        addField(frames.at(-1)!.draft, shape, keyRegion, node)
    }
  }

  #open(shape: FieldShape | null, keyRegion: Region, close: number, frames: Frame[]): void {
    if (frames.length >= DEPTH_LIMIT) {
      this.#fail('too-deep', `Messages stand more than ${DEPTH_LIMIT} deep in one another.`)
      return
    }
    const known = shape !== null && 'message' in shape.holds ? shape.holds.message : null
    frames.push({
      type: known === null ? null : this.#type(known),
      draft: newMessage(this.#at),
      close,
      shape: known === null ? null : shape,
      keyRegion,
    })
    this.#at++
  }

  /** A number or a name; that of an enumeration as the word that it stands for. */
  #word(shape: FieldShape | null): Node | null {
    const start = this.#at
    while (isWord(this.#bytes[this.#at])) this.#at++
    const region = { start, end: this.#at }
    if (region.end === start) {
      this.#fail('syntax', 'A value should stand here.')
      return null
    }
    if (shape === null || !('words' in shape.holds)) return null
    const { prefix, values } = shape.holds.words
    const name = decodeUtf8(this.#bytes.subarray(start, this.#at))
    const said = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    const value = /^\d+$/.test(name) ? (values[Number(name)] ?? '') : said.toLowerCase().replaceAll('_', '-')
    return values.includes(value) && value !== '' ? { type: 'string', ...region, value } : null
  }

  /** One string literal or several, one after the other, which are one text. */
  #string(): ScalarNode | null {
    const bytes: number[] = []
    const places: number[] = []
    let start = -1
    let end = -1
    let plain = true
    while (true) {
      const quote = this.#bytes[this.#at]
      if (quote !== QUOTE && quote !== APOSTROPHE) break
      if (start === -1) start = this.#at + 1
      else plain = false
      this.#at++
      for (let byte = this.#bytes[this.#at]; byte !== quote; byte = this.#bytes[this.#at]) {
        if (byte === undefined || byte === LINE_FEED) {
          this.#fail(
            byte === undefined ? 'truncated' : 'syntax',
            byte === undefined ? 'The document ends inside a text.' : 'A text ends with its line.',
          )
          return null
        }
        if (byte === BACKSLASH) {
          plain = false
          const place = this.#at
          const meant = this.#escape()
          if (meant === null) return null
          for (const unit of meant) {
            bytes.push(unit)
            places.push(place)
          }
        } else {
          bytes.push(byte)
          places.push(this.#at)
          this.#at++
        }
      }
      end = this.#at
      this.#at++
      this.#skipSpace()
    }
    const spelt = Uint8Array.from(bytes)
    if (!isUtf8(spelt)) this.#problem ??= { code: 'encoding', offset: start, message: NOT_UTF8 }
    const value = decodeUtf8(spelt)
    if (plain) return { type: 'string', start, end, value }
    return { type: 'string', start, end, value, map: unitPlaces(value, places, start) }
  }

  /** The bytes that an escape means. */
  #escape(): readonly number[] | null {
    const letter = String.fromCharCode(this.#bytes[this.#at + 1] ?? 0)
    const simple = ESCAPES[letter]
    if (simple !== undefined) {
      this.#at += 2
      return [simple]
    }
    const rest = decodeUtf8(this.#bytes.subarray(this.#at + 1, this.#at + 12))
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0]
    const hex = /^[xX]([0-9a-fA-F]{1,2})/.exec(rest)
    // Two halves of a surrogate pair are one character.
    const pair = /^u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(rest)
    const point = /^(?:u([0-9a-fA-F]{4})|U(00[01][0-9a-fA-F]{5}))/.exec(rest)
    if (octal !== undefined) {
      this.#at += 1 + octal.length
      return [Number.parseInt(octal, 8) & 0xff]
    }
    if (hex !== null) {
      this.#at += 1 + hex[0].length
      return [Number.parseInt(hex[1]!, 16)]
    }
    if (pair !== null) {
      this.#at += 1 + pair[0].length
      const units = [Number.parseInt(pair[1]!, 16), Number.parseInt(pair[2]!, 16)]
      return [...new TextEncoder().encode(String.fromCharCode(...units))]
    }
    const code = point === null ? Number.NaN : Number.parseInt(point[1] ?? point[2]!, 16)
    if (code <= 0x10ffff) {
      this.#at += 1 + point![0].length
      return [...new TextEncoder().encode(String.fromCodePoint(code))]
    }
    this.#fail('syntax', 'A text has an escape that there is not.')
    return null
  }

  /** A field's name, or an extension's in brackets. */
  #name(): Region | null {
    const start = this.#at
    if (this.#bytes[start] === OPEN_LIST) {
      const close = this.#bytes.indexOf(CLOSE_LIST, start)
      if (close === -1) return null
      this.#at = close + 1
    } else while (isWord(this.#bytes[this.#at])) this.#at++
    return this.#at === start ? null : { start, end: this.#at }
  }

  /** White space and comments. */
  #skipSpace(): void {
    while (true) {
      const byte = this.#bytes[this.#at]
      if (byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d)) this.#at++
      else if (byte === HASH) {
        const end = this.#bytes.indexOf(LINE_FEED, this.#at)
        this.#at = end === -1 ? this.#bytes.length : end
      } else return
    }
  }

  #fail(code: ProtobufProblem['code'], message: string): void {
    this.#problem ??= { code, offset: this.#at, message }
  }

  #type(name: string): MessageType {
    const type = this.#types[name]
    if (type === undefined) throw new Error(`the schema has no message ${name}`)
    return type
  }
}

const QUOTE = 0x22
const HASH = 0x23
const APOSTROPHE = 0x27
const COMMA = 0x2c
const COLON = 0x3a
const SEMICOLON = 0x3b
const OPEN_ANGLE = 0x3c
const CLOSE_ANGLE = 0x3e
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const LINE_FEED = 0x0a

const NOT_UTF8 = 'A text is not valid UTF-8.'

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': QUOTE,
  "'": APOSTROPHE,
  '?': 0x3f,
  '\\': BACKSLASH,
}

/** A byte of a name or a number: letters, digits and `_ . + -`. */
function isWord(byte: number | undefined): boolean {
  if (byte === undefined) return false
  const folded = byte | 0x20
  return (
    (folded >= 0x61 && folded <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x2d
  )
}

/** Where each UTF-16 unit of a text begins, from the place of each of its UTF-8 bytes, counted from `start`. */
function unitPlaces(value: string, places: readonly number[], start: number): number[] {
  const map: number[] = []
  let byte = 0
  for (const character of value) {
    for (let unit = 0; unit < character.length; unit++) map.push((places[byte] ?? start) - start)
    const code = character.codePointAt(0)!
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return map
}
