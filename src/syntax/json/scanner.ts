import { foldByte } from '../literals.ts'
import type { LineCount } from './line-count.ts'
import { compileLiteralWindows, type LiteralWindows } from './literal-windows.ts'
import { PlainScan } from './plain-scan.ts'
import { BEYOND, DEPTH_LIMIT, type Scan } from './scan.ts'
import { SCAN } from './scan.wasm.ts'

/** Bytes that have been read and stay before those that have not: a literal, a key before its array. */
const KEPT = 0x100
const KEYS_LIMIT = 16
const KEY_LIMIT = 63

/**
 * The inner loop of the splitter with its memory, in which the text stands that is read. It takes blocks of 64 bytes,
 * each in a few steps for all bytes at once: which quotes are escaped, what stands in strings, which brackets do not,
 * and whether there is anything that makes a record matter.
 */
export class Scanner {
  readonly state: Scan
  /** The whole memory. */
  readonly bytes: Uint8Array
  /** What is open, by depth. */
  readonly kinds: Uint8Array
  /** Offset of each open array's bracket, by depth. */
  readonly opened: Float64Array
  /** Objects in arrays of each counted key: in the record, and in those that were passed in a run. */
  readonly pending: Uint32Array
  readonly passed: Uint32Array
  /** Where the text begins that is still to be read, and where it ends. */
  at = 0
  end = 0
  /** Offset in the document of the memory's first byte; below zero, as a rule. */
  base = 0
  /** Where text that has not been read begins, once there is no room behind it; and where there is none. */
  private readonly first: number
  private readonly limit: number
  /** The lowest index that holds a byte of the document. */
  private lowest = 0
  private windows: LiteralWindows | null = null

  constructor(state: Scan) {
    const { buffer } = state.memory
    this.state = state
    this.bytes = new Uint8Array(buffer)
    this.kinds = new Uint8Array(buffer, state.KINDS.value, DEPTH_LIMIT + 1)
    this.opened = new Float64Array(buffer, state.OPENED.value, DEPTH_LIMIT + 1)
    this.pending = new Uint32Array(buffer, state.PENDING.value, KEYS_LIMIT)
    this.passed = new Uint32Array(buffer, state.PASSED.value, KEYS_LIMIT)
    this.first = state.TEXT.value + KEPT
    this.limit = state.WINDOWS.value - BEYOND
    for (let byte = 0; byte < 256; byte++) this.bytes[state.FOLD.value + byte] = foldByte(byte)
  }

  /** Makes it ready for a document: what is looked for, and the keys of the arrays whose objects are counted. */
  prepare(windows: LiteralWindows | null, keys: readonly Uint8Array[]): void {
    this.forget(0)
    this.pending.fill(0)
    this.passed.fill(0)
    if (keys.length > KEYS_LIMIT || keys.some((key) => key.length > KEY_LIMIT)) {
      throw new RangeError('too many counted keys')
    }
    const { bytes, state } = this
    let at = state.KEYS.value
    for (const key of keys) {
      bytes[at] = key.length
      bytes.set(key, at + 1)
      at += key.length + 1
    }
    bytes[at] = 0
    if (windows === null || windows === this.windows) return
    this.windows = windows
    bytes.set(windows.flags, state.FLAGS.value)
    new Uint16Array(bytes.buffer, state.HEADS.value).set(windows.heads)
    bytes.set(windows.windows, state.WINDOWS.value)
  }

  /** Takes as much of a chunk from an index on as there is room for; returns the index of what is left. */
  take(chunk: Uint8Array, from: number): number {
    if (this.at > this.first) this.shift()
    const length = Math.min(chunk.length - from, this.limit - this.end)
    this.bytes.set(chunk.subarray(from, from + length), this.end)
    this.end += length
    return from + length
  }

  /** Says that the document ends here: zeros follow. */
  finish(): void {
    this.bytes.fill(0, this.end, this.end + BEYOND)
  }

  /** Holds nothing any more; what comes next stands at an offset. */
  forget(offset: number): void {
    const { first } = this
    this.at = first
    this.end = first
    this.lowest = first
    this.base = offset - first
    this.bytes.fill(0, first - KEPT, first)
  }

  /** Scans from `at` on and moves it; `last`: no more bytes will come. Returns how it ended. */
  scan(last: boolean, lines: LineCount): number {
    const { state } = this
    state.lines.value = lines.lines
    state.lineStart.value = lines.start
    state.sure.value = lines.line === null ? 0 : 1
    const status = state.scan(this.at, this.end, last ? 1 : 0, this.base, this.lowest)
    lines.lines = state.lines.value
    lines.start = state.lineStart.value
    if (state.sure.value === 0) lines.lose()
    this.at = state.at.value
    return status
  }

  private shift(): void {
    const from = Math.max(this.lowest, this.at - KEPT)
    const moved = this.at - this.first
    this.bytes.copyWithin(from - moved, from, this.end)
    this.lowest = from - moved
    this.at = this.first
    this.end -= moved
    this.base += moved
  }
}

/**
 * What is looked for, made ready for a scanner; `null` when it is too much. The same arrays give the same object:
 * most documents are scanned with the same literals.
 */
export function windowsOf(
  literals: readonly string[],
  triggers: readonly string[] = NO_TRIGGERS,
): LiteralWindows | null {
  const known = compiled.get(literals) ?? new WeakMap()
  compiled.set(literals, known)
  const before = known.get(triggers)
  if (before !== undefined) return before
  const windows = compileLiteralWindows([...literals, ...triggers])
  known.set(triggers, windows)
  return windows
}

/** A scanner made ready for a document; to be given back. `windows`: `null` where every record matters anyway. */
export function takeScanner(windows: LiteralWindows | null, keys: readonly Uint8Array[]): Scanner {
  const scanner = idle.pop() ?? newScanner()
  scanner.prepare(windows, keys)
  return scanner
}

/** Gives a scanner back for the next document; to do it twice is as good as once. */
export function giveBack(scanner: Scanner): void {
  if (idle.length < MOST_IDLE && !idle.includes(scanner)) idle.push(scanner)
}

function newScanner(): Scanner {
  return new Scanner(compiledScan() ?? new PlainScan())
}

/** `null` where WebAssembly is missing or forbidden, or where there is no address space for its memory. */
function compiledScan(): Scan | null {
  try {
    module ??= new WebAssembly.Module(Uint8Array.from(atob(SCAN), (character) => character.charCodeAt(0)))
    return new WebAssembly.Instance(module).exports as unknown as Scan
  } catch {
    return null
  }
}

let module: WebAssembly.Module | undefined
/** Memory for a scanner is not had for nothing, nor given back soon. */
const idle: Scanner[] = []
const MOST_IDLE = 8
const NO_TRIGGERS: readonly string[] = []
const compiled = new WeakMap<readonly string[], WeakMap<readonly string[], LiteralWindows | null>>()
