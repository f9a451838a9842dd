/**
 * The inner loop of the splitter: what `assembly/scan.ts` exports, which says what each part is, and what
 * `plain-scan.ts` does where there is no WebAssembly.
 */
export interface Scan {
  readonly memory: { readonly buffer: ArrayBuffer }
  /** Reads on from an index of the memory until the record ends or the bytes do; returns how it ended. */
  scan(from: number, end: number, last: number, offsetOfZero: number, lowest: number): number
  readonly FLAGS: Address
  readonly HEADS: Address
  readonly FOLD: Address
  readonly KEYS: Address
  readonly KINDS: Address
  readonly OPENED: Address
  readonly PENDING: Address
  readonly PASSED: Address
  readonly TEXT: Address
  readonly WINDOWS: Address
  readonly depth: Variable
  readonly inText: Variable
  readonly found: Variable
  readonly escaped: Variable
  readonly latin: Variable
  readonly stop: Variable
  readonly threshold: Variable
  readonly cutAt: Variable
  readonly counting: Variable
  readonly running: Variable
  readonly begun: Variable
  readonly elements: Variable
  readonly objects: Variable
  readonly lines: Variable
  readonly lineStart: Variable
  readonly sure: Variable
  readonly recordLines: Variable
  readonly recordLineStart: Variable
  readonly at: Variable
}

/** An index in the memory. */
interface Address {
  readonly value: number
}

interface Variable {
  value: number
}

/** How a scan ended: it needs more bytes, or stands behind the bracket that is named. */
export const MORE = 0
/** The record is complete. */
export const COMPLETE = 1
/** An array begins that is to be cut out. */
export const CUT_HERE = 2
/** The bracket does not fit the one that is open. */
export const MISMATCH = 3
export const TOO_DEEP = 4
/** An array begins, and the key before it stands too far back to be seen. */
export const KIND = 5

/** What is open. An array of the counted key k has kind `COUNTED + k`. */
export const OBJECT = 1
export const ARRAY = 2
export const COUNTED = 3

/** Brackets that may be open at once. */
export const DEPTH_LIMIT = 10_000
/** Bytes behind those that are read which a scan looks at: the rest of a block, of a literal, of an escape. */
export const BEYOND = 0x70

/** Whether a byte is white space of JSON. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
