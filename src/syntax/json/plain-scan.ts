import { hashOf } from './literal-windows.ts'
import {
  ARRAY,
  BEYOND,
  COMPLETE,
  COUNTED,
  CUT_HERE,
  DEPTH_LIMIT,
  isSpace,
  KIND,
  MISMATCH,
  MORE,
  OBJECT,
  type Scan,
  TOO_DEEP,
} from './scan.ts'

/**
 * The inner loop byte by byte, for runtimes that have no WebAssembly or no address space for its memory. It finds what
 * `assembly/scan.ts` finds, at a sixth of its speed; what comes before an array it leaves to be looked at by the reader.
 */
export class PlainScan implements Scan {
  readonly memory = { buffer: new ArrayBuffer(0x140000) }
  readonly FLAGS = { value: 0x400 }
  readonly HEADS = { value: 0x8400 }
  readonly FOLD = { value: 0x18400 }
  readonly KEYS = { value: 0x18500 }
  readonly KINDS = { value: 0x18900 }
  readonly OPENED = { value: 0x1b100 }
  readonly PENDING = { value: 0x2ec00 }
  readonly PASSED = { value: 0x2ed00 }
  readonly TEXT = { value: 0x30000 }
  readonly WINDOWS = { value: 0x60000 }
  readonly depth = { value: 0 }
  readonly inText = { value: 0 }
  readonly found = { value: 0 }
  readonly escaped = { value: 0 }
  readonly latin = { value: 0 }
  readonly stop = { value: 0 }
  readonly threshold = { value: 0 }
  readonly cutAt = { value: -1 }
  readonly counting = { value: 1 }
  readonly running = { value: 0 }
  readonly begun = { value: 0 }
  readonly elements = { value: 0 }
  readonly objects = { value: 0 }
  readonly lines = { value: 1 }
  readonly lineStart = { value: 0 }
  readonly sure = { value: 1 }
  readonly recordLines = { value: 1 }
  readonly recordLineStart = { value: 0 }
  readonly at = { value: 0 }
  private readonly bytes = new Uint8Array(this.memory.buffer)
  private readonly heads = new Uint16Array(this.memory.buffer, this.HEADS.value)
  private readonly opened = new Float64Array(this.memory.buffer, this.OPENED.value, DEPTH_LIMIT + 1)
  private readonly pending = new Uint32Array(this.memory.buffer, this.PENDING.value, 16)
  private readonly passed = new Uint32Array(this.memory.buffer, this.PASSED.value, 16)
  private readonly view = new DataView(this.memory.buffer)

  scan(from: number, end: number, last: number, offsetOfZero: number): number {
    const { at } = this
    this.begun.value = 0
    this.elements.value = 0
    this.objects.value = 0
    at.value = from
    while (at.value < end && at.value < this.stop.value && (last || at.value + BEYOND <= end)) {
      const ended = this.take(at.value++, offsetOfZero)
      if (ended === MORE) continue
      if (ended !== COMPLETE || this.found.value || !this.running.value) return ended
      if (!this.goOn(end, offsetOfZero)) return COMPLETE
    }
    return MORE
  }

  /** Takes the byte at an index. */
  private take(index: number, base: number): number {
    const { bytes, found, inText, escaped, latin } = this
    const byte = bytes[index]!
    if (!found.value && this.isLiteral(index, byte)) found.value = 1
    if (byte === LF || byte === CR) this.takeBreak(index, base)
    const follows = (byte & 0xc0) === 0x80
    if (follows !== (latin.value === 1)) found.value = 1
    latin.value = 0
    if (byte >= 0x80) {
      if (!inText.value || (byte >= 0xc0 && byte !== 0xc3)) found.value = 1
      if (byte === 0xc3) latin.value = 1
    }
    if (inText.value) {
      if (byte < 0x20) found.value = 1
      if (escaped.value) escaped.value = 0
      else if (byte === BACKSLASH) {
        escaped.value = 1
        if (!this.isClean(index)) found.value = 1
      } else if (byte === QUOTE) {
        inText.value = 0
        if (this.depth.value === 0) return COMPLETE
      }
    } else if (byte === QUOTE) inText.value = 1
    else if (byte === 0x7b || byte === 0x5b || byte === 0x7d || byte === 0x5d) {
      return this.step(index, byte, base)
    }
    return MORE
  }

  private step(index: number, byte: number, base: number): number {
    const { bytes, depth } = this
    const kinds = this.KINDS.value
    if (byte === 0x7b) {
      const around = bytes[kinds + depth.value - 1]!
      if (around >= COUNTED) this.pending[around - COUNTED]!++
      bytes[kinds + depth.value++] = OBJECT
      return depth.value > DEPTH_LIMIT ? TOO_DEEP : MORE
    }
    if (byte === 0x5b) {
      this.opened[depth.value] = base + index
      bytes[kinds + depth.value++] = ARRAY
      if (depth.value > DEPTH_LIMIT) return TOO_DEEP
      if (base + index === this.cutAt.value) return CUT_HERE
      return this.counting.value ? KIND : MORE
    }
    depth.value--
    if ((bytes[kinds + depth.value] === OBJECT) !== (byte === 0x7d)) return MISMATCH
    return depth.value === 0 ? COMPLETE : MORE
  }

  /** Goes on with the next element of the array, where one follows that is an object or an array. */
  private goOn(end: number, base: number): boolean {
    const { at, bytes } = this
    let index = this.skipSpace(at.value, end)
    if (index >= end || bytes[index] !== 0x2c) return false
    index = this.skipSpace(index + 1, end)
    if (index >= end || (bytes[index] !== 0x7b && bytes[index] !== 0x5b)) return false
    for (let space = at.value; space < index; space++) this.takeBreak(space, base)
    for (const [key, count] of this.pending.entries()) this.passed[key]! += count
    this.pending.fill(0)
    const isObject = bytes[index] === 0x7b
    this.begun.value = index
    this.elements.value++
    if (isObject) this.objects.value++
    bytes[this.KINDS.value] = isObject ? OBJECT : ARRAY
    this.opened[0] = base + index
    this.depth.value = 1
    this.stop.value = index + this.threshold.value
    this.recordLines.value = this.lines.value
    this.recordLineStart.value = this.lineStart.value
    at.value = index + 1
    return true
  }

  private skipSpace(index: number, end: number): number {
    while (index < end && isSpace(this.bytes[index]!)) index++
    return index
  }

  private takeBreak(index: number, base: number): void {
    const byte = this.bytes[index]
    if (byte === LF) {
      this.lines.value++
      this.lineStart.value = base + index + 1
    } else if (byte === CR && this.bytes[index + 1] !== LF) this.sure.value = 0
  }

  /** Whether the escape at an index spells neither letter nor digit. */
  private isClean(index: number): boolean {
    const { bytes } = this
    const letter = String.fromCharCode(...bytes.subarray(index + 1, index + 6))
    return /^(?:["/nrt]|u00(?:2[67bB]|3[c-eC-E]))/.test(letter)
  }

  /** Whether a literal stands where one of its windows begins with `byte`. */
  private isLiteral(index: number, byte: number): boolean {
    const { bytes, view } = this
    const windows = this.WINDOWS.value
    const hash = hashOf(byte & 0x1f, bytes[index + 1]! & 0x1f, bytes[index + 2]! & 0x1f)
    if (bytes[this.FLAGS.value + hash] === 0 && byte !== PERCENT) return false
    for (let window = this.heads[hash]!; window !== 0; ) {
      const entry = windows + window * 8
      const text = windows + view.getUint32(entry + 4, true)
      const start = index - view.getInt16(entry + 2, true)
      const length = bytes[text]!
      let same = 0
      while (same < length && bytes[this.FOLD.value + bytes[start + same]!] === bytes[text + 1 + same]) same++
      if (same === length && (bytes[text + 1] !== QUOTE || bytes[start - 1] !== BACKSLASH)) return true
      window = view.getUint16(entry, true)
    }
    return false
  }
}

const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x22
const PERCENT = 0x25
const BACKSLASH = 0x5c
