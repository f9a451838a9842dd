/** Where people find a byte: both count from 1, the column in UTF-16 units. */
export interface LinePosition {
  readonly line: number
  readonly column: number
}

/** Where a line starts: the offset of its first byte, and its number. */
export interface LineAnchor {
  readonly offset: number
  readonly line: number
}

/**
 * The same as `locate`, for a document that can be opened at any offset and of which the starts of some lines are
 * known: what lies between is not read.
 */
export async function locateNear(
  openAt: (offset: number) => AsyncIterable<Uint8Array>,
  offsets: readonly number[],
  anchors: readonly LineAnchor[],
): Promise<Map<number, LinePosition>> {
  const found = new Map<number, LinePosition>()
  for (const { anchor, near } of groups(offsets, anchors)) {
    const shifted = near.map((offset) => offset - anchor.offset)
    for (const [offset, { line, column }] of await locate(openAt(anchor.offset), shifted)) {
      found.set(anchor.offset + offset, { line: anchor.line + line - 1, column })
    }
  }
  return found
}

/**
 * Lines and columns of byte offsets in UTF-8 text, by offset. LF, CRLF and a CR alone end a line. An offset at or
 * beyond the end of the text gets the position of its end. Reading stops when the last offset is located.
 */
export async function locate(
  chunks: AsyncIterable<Uint8Array>,
  offsets: readonly number[],
): Promise<Map<number, LinePosition>> {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b)
  const found = new Map<number, LinePosition>()
  if (wanted.length === 0) return found
  const cursor = new LineCursor()
  let base = 0
  for await (const chunk of chunks) {
    let at = 0
    while (found.size < wanted.length && wanted[found.size]! < base + chunk.length) {
      const offset = wanted[found.size]!
      cursor.pass(chunk, at, offset - base)
      at = offset - base
      found.set(offset, cursor.positionBefore(chunk[at]!))
    }
    if (found.size === wanted.length) return found
    cursor.pass(chunk, at, chunk.length)
    base += chunk.length
  }
  for (const offset of wanted.slice(found.size)) found.set(offset, cursor.positionBefore(-1))
  return found
}

/** Bytes that are rather read than opened at another place. */
const NEAR = 1 << 16

/** Offsets in order, each with the last anchor before it or, where another one is near, with that one. */
function groups(offsets: readonly number[], anchors: readonly LineAnchor[]) {
  const known = anchors.toSorted((a, b) => a.offset - b.offset)
  const result: { readonly anchor: LineAnchor; readonly near: number[] }[] = []
  let anchor: LineAnchor = { offset: 0, line: 1 }
  let next = 0
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    while (next < known.length && known[next]!.offset <= offset) anchor = known[next++]!
    const last = result.at(-1)
    const reached = last?.near.at(-1)
    if (last !== undefined && reached !== undefined && anchor.offset - reached < NEAR) last.near.push(offset)
    else result.push({ anchor, near: [offset] })
  }
  return result
}

const LF = 0x0a
const CR = 0x0d

/** Counts lines and units of the bytes that it passes. */
class LineCursor {
  /** Line ends passed. */
  private lines = 0
  /** Units of the current line passed. */
  private units = 0
  /** The byte passed last is a CR: whether a line ends here depends on the next byte. */
  private pending = false

  pass(chunk: Uint8Array, from: number, to: number): void {
    if (from === to) return
    this.settle(chunk[from]!)
    const feeds = countLineFeeds(chunk, from, to)
    const start = feeds === -1 ? this.passReturns(chunk, from, to) : this.passFeeds(chunk, from, to, feeds)
    this.units = countUnits(chunk, start, to) + (start === from ? this.units : 0)
    this.pending = chunk[to - 1] === CR
  }

  /** The position of the byte `next`, which comes after all that was passed; -1 for the end of the text. */
  positionBefore(next: number): LinePosition {
    return this.pending && next !== LF
      ? { line: this.lines + 2, column: 1 }
      : { line: this.lines + 1, column: this.units + 1 }
  }

  private settle(next: number): void {
    if (this.pending && next !== LF) {
      this.lines++
      this.units = 0
    }
    this.pending = false
  }

  /** Returns where the last line begins, or `from` when none does. */
  private passFeeds(chunk: Uint8Array, from: number, to: number, feeds: number): number {
    this.lines += feeds
    return feeds === 0 ? from : chunk.lastIndexOf(LF, to - 1) + 1
  }

  private passReturns(chunk: Uint8Array, from: number, to: number): number {
    let start = from
    for (let at = from; at < to; at++) {
      const byte = chunk[at]!
      // A CR at the end is settled by what comes next.
      if (byte === LF || (byte === CR && at + 1 < to && chunk[at + 1] !== LF)) {
        this.lines++
        start = at + 1
      }
    }
    return start
  }
}

const REPEATED = 0x01010101
const HIGH_BITS = 0x80808080
const LOW_BITS = 0x7f7f7f7f
const NO_WORDS = new Uint32Array(0)

/** Number of LF among the bytes, four at a time; -1 as soon as there is a CR. */
function countLineFeeds(chunk: Uint8Array, from: number, to: number): number {
  let count = 0
  let at = from
  for (; at < to && (chunk.byteOffset + at) % 4 !== 0; at++) {
    if (chunk[at] === LF) count++
    else if (chunk[at] === CR) return -1
  }
  const words = to - at < 4 ? NO_WORDS : new Uint32Array(chunk.buffer, chunk.byteOffset + at, (to - at) >> 2)
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    // A byte that is the one looked for becomes zero; zero bytes are then marked in their high bits.
    const returns = word ^ (CR * REPEATED)
    if (((returns - REPEATED) & ~returns & HIGH_BITS) !== 0) return -1
    const feeds = word ^ (LF * REPEATED)
    if (((feeds - REPEATED) & ~feeds & HIGH_BITS) !== 0) {
      const marks = ~(((feeds & LOW_BITS) + LOW_BITS) | feeds | LOW_BITS)
      count += ((marks >>> 7) & 1) + ((marks >>> 15) & 1) + ((marks >>> 23) & 1) + (marks >>> 31)
    }
  }
  for (at += words.length * 4; at < to; at++) {
    if (chunk[at] === LF) count++
    else if (chunk[at] === CR) return -1
  }
  return count
}

/** Number of UTF-16 units whose character begins among the bytes. */
function countUnits(chunk: Uint8Array, from: number, to: number): number {
  let units = 0
  for (let at = from; at < to; at++) {
    const byte = chunk[at]!
    if (byte < 0x80 || byte >= 0xc0) units += byte >= 0xf0 ? 2 : 1
  }
  return units
}
