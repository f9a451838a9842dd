import type { Region, ScalarNode } from './node.ts'
import {
  createSectionSplitter,
  type SectionProblem,
  type SectionSplitter,
  type SectionSplitterOptions,
} from './sections.ts'
import { decodeUtf8, firstInvalidUtf8 } from './utf8.ts'

/** What a splitter of tag-value text is told. */
export interface TagSplitterOptions extends Omit<SectionSplitterOptions, 'rules'> {
  /** Tags that begin a section. */
  readonly sections: readonly string[]
}

/** One `Tag: value`; a value between `<text>` and `</text>` may go on over several lines. */
export interface TagLine {
  readonly tag: string
  readonly tagRegion: Region
  readonly value: ScalarNode
}

/** Makes a splitter of tag-value text (SPDX 2.3, annex on tag-value). */
export function createTagSplitter(options: TagSplitterOptions): SectionSplitter {
  const starts = new Map([...options.sections, ...(options.ignored ?? [])].map((tag) => [hashOf(tag), tag]))
  let textStart = -1
  return createSectionSplitter({
    ...options,
    rules: {
      begins(bytes, from, to, offset) {
        if (textStart >= 0) {
          if (indexOfText(bytes.subarray(from, to), CLOSE, 0) !== -1) textStart = -1
          return null
        }
        let hash = 0
        let end = from
        for (; end < to && isTagByte(bytes[end]!); end++) hash = Math.imul(hash ^ bytes[end]!, PRIME)
        if (bytes[end] !== COLON || end === from) return null
        const value = skipSpace(bytes, end + 1, to)
        if (startsWith(bytes, value, OPEN) && indexOfText(bytes.subarray(value, to), CLOSE, 0) === -1) {
          textStart = offset + value - from
        }
        const tag = starts.get(hash)
        return tag !== undefined && decodeUtf8(bytes.subarray(from, end)) === tag ? tag : null
      },
      end(): SectionProblem | null {
        if (textStart < 0) return null
        const message = 'The document ends inside a text that began here.'
        return { code: 'truncated', offset: textStart, message }
      },
    },
  })
}

/** The tags of a section in order; old programs end their lines with a carriage return alone. Lines that are no tag are passed over; bytes that are not UTF-8 become U+FFFD. */
export function parseTags(bytes: Uint8Array, offset: number): readonly TagLine[] {
  const lines: TagLine[] = []
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = endOfLine(bytes, at)
    const colon = bytes.subarray(at, Math.min(lineEnd, at + TAG_LIMIT)).indexOf(COLON)
    if (colon <= 0) {
      at = lineEnd + 1
      continue
    }
    const valueStart = skipSpace(bytes, at + colon + 1, lineEnd)
    const tagRegion = { start: offset + at, end: offset + at + colon }
    const tag = decodeUtf8(bytes.subarray(at, at + colon))
    let start = valueStart
    let end = lineEnd
    let next = lineEnd + 1
    if (startsWith(bytes, valueStart, OPEN)) {
      start = valueStart + OPEN.length
      const close = indexOfText(bytes, CLOSE, start)
      end = close === -1 ? bytes.length : close
      next = endOfLine(bytes, end) + 1
    }
    lines.push({ tag, tagRegion, value: textNode(bytes, start, end, offset) })
    at = next
  }
  return lines
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const COLON = 0x3a
const OPEN = [...'<text>'].map((letter) => letter.charCodeAt(0))
const CLOSE = [...'</text>'].map((letter) => letter.charCodeAt(0))
/** No tag is longer. */
const TAG_LIMIT = 64
const PRIME = 0x01000193

function textNode(bytes: Uint8Array, from: number, to: number, offset: number): ScalarNode {
  const own = bytes.subarray(from, to)
  const region = { start: offset + from, end: offset + to }
  const value = decodeUtf8(own)
  if (!value.includes('\ufffd')) return { type: 'string', value, ...region }
  return { type: 'string', ...decodeLeniently(own), ...region }
}

/** Text of bytes that are not all UTF-8, with the place of each unit. */
function decodeLeniently(bytes: Uint8Array): { readonly value: string; readonly map: readonly number[] } {
  const map: number[] = []
  let value = ''
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at)
    const valid = firstInvalidUtf8(rest.subarray(0, 4))
    const lead = bytes[at]!
    const length = valid === 0 ? 1 : lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const text = valid === 0 ? '\ufffd' : decodeUtf8(rest.subarray(0, length))
    value += text
    for (let unit = 0; unit < text.length; unit++) map.push(at)
    at += length
  }
  return { value, map }
}

function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash
}

function isTagByte(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++
  return at
}

function startsWith(bytes: Uint8Array, at: number, text: readonly number[]): boolean {
  return text.every((byte, index) => bytes[at + index] === byte)
}

function indexOfText(bytes: Uint8Array, text: readonly number[], from: number): number {
  for (let at = bytes.indexOf(text[0]!, from); at !== -1; at = bytes.indexOf(text[0]!, at + 1)) {
    if (startsWith(bytes, at, text)) return at
  }
  return -1
}

/** Where the line at an offset ends: at a line feed, a carriage return, or both, of which the first is meant. */
function endOfLine(bytes: Uint8Array, from: number): number {
  const feed = bytes.indexOf(LINE_FEED, from)
  const end = feed === -1 ? bytes.length : feed
  const own = bytes.subarray(from, end).indexOf(CARRIAGE_RETURN)
  return own === -1 ? end : from + own
}
