// The inner loop of the JSON splitter, in AssemblyScript: what TypeScript cannot say is 16 bytes at once.
// `npm run wasm` compiles it into ../scan.wasm.ts; `Scanner` in ../scanner.ts holds it and explains what it does.

// Where things stand in memory.
/** 1 for each hash of three bytes with which a literal is looked for. */
export const FLAGS: usize = 0x400
/** For each of those hashes the first of its windows, u16. */
export const HEADS: usize = 0x8400
/** The byte that stands for all that a literal cannot tell from a byte. */
export const FOLD: usize = 0x18400
/** Counted keys: one after the other, a byte with its length before each, 0 behind the last. */
export const KEYS: usize = 0x18500
/** What is open, by depth. */
export const KINDS: usize = 0x18900
/** Offset of each open bracket in the document, f64, by depth. */
export const OPENED: usize = 0x1b100
/** Number of objects in arrays of each counted key, u32: in the record, and in those that are complete. */
export const PENDING: usize = 0x2ec00
export const PASSED: usize = 0x2ed00
/** The text: up to 256 bytes that have been read, those that have not, 128 zeros behind the last one. */
export const TEXT: usize = 0x30000
/**
 * Literals' windows, 8 bytes each: the next one, u16; how far behind the literal's beginning it stands, i16; where the
 * text is from here, u32: its length and its bytes.
 */
export const WINDOWS: usize = 0x60000

// As in ../scanner.ts.
const DEPTH_LIMIT: i32 = 10_000
const OBJECT: u8 = 1
const ARRAY: u8 = 2
const COUNTED: u8 = 3

/** Bytes after a block that are looked at: the rest of a literal (of 32 bytes), of an escape. */
const BEYOND: usize = 48
const BLOCK: usize = 64

const MORE: i32 = 0
const COMPLETE: i32 = 1
const CUT_HERE: i32 = 2
const MISMATCH: i32 = 3
const TOO_DEEP: i32 = 4
const KIND: i32 = 5

// The record.
export let depth: i32 = 0
export let inText: i32 = 0
export let found: i32 = 0
/** The block's first byte is escaped; it follows 0xC3. */
export let escaped: i32 = 0
export let latin: i32 = 0
/** Address at which the record is too long; for the next ones: how long. */
export let stop: usize = 0
export let threshold: usize = 0
/** Offset in the document of an array's bracket at which to stop, or -1. */
export let cutAt: f64 = -1
/** Whether arrays' keys are looked at. */
export let counting: i32 = 1

// The run of records, of an array's elements, that do not matter.
export let running: i32 = 0
/** Address of the first byte of the record that was begun last; 0: none was. */
export let begun: usize = 0
/** Records begun, and how many of them are objects. */
export let elements: i32 = 0
export let objects: i32 = 0

// Lines.
export let lines: f64 = 1
export let lineStart: f64 = 0
export let sure: i32 = 1
/** The same at the beginning of the record. */
export let recordLines: f64 = 1
export let recordLineStart: f64 = 0

/** Address at which the scan stopped. */
export let at: usize = 0

/** Offset in the document of address 0, and the first address that holds a byte of it. */
let base: f64 = 0
let floor: usize = 0

/** Reads on from an address until the record ends or the bytes do; says which. */
export function scan(from: usize, end: usize, last: i32, offsetOfZero: f64, lowest: usize): i32 {
  base = offsetOfZero
  floor = lowest
  let p = from
  begun = 0
  elements = 0
  objects = 0
  while (p < end && p < stop) {
    if (p + (BLOCK + BEYOND) > end && !last) break
    const size = min(BLOCK, min(end, stop) - p)
    const valid = u64(-1) >> u64(BLOCK - size)
    const a = v128.load(p)
    const b = v128.load(p, 16)
    const c = v128.load(p, 32)
    const d = v128.load(p, 48)

    // What is found, by position in the block.
    let telling: u64 = 0
    let quotes = equal(a, b, c, d, 0x22)
    const backslash = i8x16.splat(0x5c)
    if (
      escaped |
      i32(
        v128.any_true(
          v128.or(
            v128.or(i8x16.eq(a, backslash), i8x16.eq(b, backslash)),
            v128.or(i8x16.eq(c, backslash), i8x16.eq(d, backslash)),
          ),
        ),
      )
    ) {
      quotes = unescaped(p, size, quotes, equal(a, b, c, d, 0x5c) & valid)
      telling = badEscapes
    }
    const text = insides(quotes & valid) ^ (0 - u64(inText))

    const space = i8x16.splat(0x20)
    const odd =
      mask(i8x16.lt_s(a, space), i8x16.lt_s(b, space), i8x16.lt_s(c, space), i8x16.lt_s(d, space)) & valid
    let feeds: u64 = 0
    if (odd | u64(latin)) {
      feeds = equal(a, b, c, d, 0x0a) & valid
      telling |= odd & text
      if ((odd ^ feeds) | u64(latin)) {
        const high = mask(a, b, c, d) & valid
        if (high | u64(latin)) {
          const follow = i8x16.splat(-64)
          const following =
            mask(i8x16.lt_s(a, follow), i8x16.lt_s(b, follow), i8x16.lt_s(c, follow), i8x16.lt_s(d, follow)) & high
          const leads = equal(a, b, c, d, 0xc3) & valid
          const expected = (leads << 1) | u64(latin)
          // What is read as Latin letters tells of nothing.
          telling = (telling & ~(high & text)) | (high & ~text)
          telling |= (high & ~following & ~leads) | ((expected ^ following) & valid)
          latin = i32((leads >> u64(size - 1)) & 1)
        }
        const returns = equal(a, b, c, d, 0x0d) & valid
        if (returns) {
          const next = (feeds >> 1) | (u64(load<u8>(p + size) == 0x0a) << u64(size - 1))
          if (returns & ~next) sure = 0
        }
      }
    }

    if (!found) telling |= search(p, equal(a, b, c, d, 0x25))

    // Brackets differ in one bit from braces.
    const open = i8x16.splat(0x7b)
    const close = i8x16.splat(0x7d)
    const a2 = v128.or(a, space)
    const b2 = v128.or(b, space)
    const c2 = v128.or(c, space)
    const d2 = v128.or(d, space)
    let brackets = mask(
      v128.or(i8x16.eq(a2, open), i8x16.eq(a2, close)),
      v128.or(i8x16.eq(b2, open), i8x16.eq(b2, close)),
      v128.or(i8x16.eq(c2, open), i8x16.eq(c2, close)),
      v128.or(i8x16.eq(d2, open), i8x16.eq(d2, close)),
    )
    brackets &= ~text & valid
    // A record that is a string ends with its quote.
    if (depth == 0) brackets = quotes & ~text & valid

    let status = MORE
    let index: u64 = 0
    while (brackets) {
      index = ctz(brackets)
      brackets &= brackets - 1
      status = step(p + usize(index))
      if (status != MORE) break
    }
    if (status == MORE) {
      if (telling & valid) found = 1
      takeLines(p, feeds)
      inText = i32((text >> u64(size - 1)) & 1)
      p += size
      continue
    }

    const upTo = u64(-1) >> (63 - index)
    if (telling & upTo) found = 1
    takeLines(p, feeds & upTo)
    inText = 0
    escaped = 0
    latin = 0
    p += usize(index) + 1
    at = p
    if (status != COMPLETE || found || !running) return status
    p = nextElement(p, end)
    if (p == 0) return COMPLETE
  }
  at = p
  return MORE
}

/** Takes the bracket at an address, or the quote that ends a record. */
function step(p: usize): i32 {
  if (depth == 0) return COMPLETE
  const byte = load<u8>(p)
  if (byte == 0x7b) {
    const around = load<u8>(KINDS + depth - 1)
    if (around >= COUNTED) add(PENDING + ((usize(around - COUNTED)) << 2), 1)
    store<u8>(KINDS + depth, OBJECT)
    depth++
    return depth > DEPTH_LIMIT ? TOO_DEEP : MORE
  }
  if (byte == 0x5b) {
    const offset = base + f64(p)
    store<f64>(OPENED + (usize(depth) << 3), offset)
    const kind = counting ? kindOf(p) : ARRAY
    store<u8>(KINDS + depth, kind == 0 ? ARRAY : kind)
    depth++
    if (depth > DEPTH_LIMIT) return TOO_DEEP
    if (offset == cutAt) return CUT_HERE
    return kind == 0 ? KIND : MORE
  }
  depth--
  if ((load<u8>(KINDS + depth) == OBJECT) != (byte == 0x7d)) return MISMATCH
  return depth == 0 ? COMPLETE : MORE
}

/** The kind of the array whose bracket stands at an address: which counted key comes before it, if any; 0: not to be seen here. */
function kindOf(bracket: usize): u8 {
  let p = before(bracket)
  if (p <= floor) return 0
  if (load<u8>(p) != 0x3a) return ARRAY
  p = before(p)
  if (p <= floor) return 0
  if (load<u8>(p) != 0x22) return ARRAY
  let key = KEYS
  let kind = COUNTED
  for (let length = usize(load<u8>(key)); length != 0; length = usize(load<u8>(key))) {
    key++
    if (p < floor + length + 2) return 0
    const quote = p - length - 1
    let same: usize = 0
    while (same < length && load<u8>(quote + 1 + same) == load<u8>(key + same)) same++
    if (same == length && load<u8>(quote) == 0x22 && load<u8>(quote - 1) != 0x5c) return kind
    key += length
    kind++
  }
  return ARRAY
}

/** Address of the last byte before one that is no white space, or a lower one than all. */
function before(p: usize): usize {
  do p--
  while (p > floor && isSpace(load<u8>(p)))
  return p
}

/** After a record: the address behind the bracket with which the next element begins, or 0 where none does. */
function nextElement(from: usize, end: usize): usize {
  let p = skipSpace(from, end)
  if (p >= end || load<u8>(p) != 0x2c) return 0
  p = skipSpace(p + 1, end)
  if (p >= end) return 0
  const byte = load<u8>(p)
  if (byte != 0x7b && byte != 0x5b) return 0
  // Once more, now that it is sure that the bytes are taken here.
  for (let q = from; q < p; q++) {
    const space = load<u8>(q)
    if (space == 0x0a) {
      lines++
      lineStart = base + f64(q) + 1
    } else if (space == 0x0d && load<u8>(q, 1) != 0x0a) sure = 0
  }
  for (let key: usize = 0; key < 64; key += 4) {
    const pending = load<u32>(PENDING + key)
    if (pending == 0) continue
    add(PASSED + key, pending)
    store<u32>(PENDING + key, 0)
  }
  begun = p
  elements++
  if (byte == 0x7b) objects++
  store<u8>(KINDS, byte == 0x7b ? OBJECT : ARRAY)
  store<f64>(OPENED, base + f64(p))
  depth = 1
  stop = p + threshold
  recordLines = lines
  recordLineStart = lineStart
  return p + 1
}

function skipSpace(p: usize, end: usize): usize {
  while (p < end && isSpace(load<u8>(p))) p++
  return p
}

// @ts-ignore: decorator
@inline
function isSpace(byte: u8): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

// @ts-ignore: decorator
@inline
function add(address: usize, count: u32): void {
  store<u32>(address, load<u32>(address) + count)
}

function takeLines(p: usize, feeds: u64): void {
  if (feeds == 0) return
  lines += f64(popcnt(feeds))
  lineStart = base + f64(p) + f64(64 - i32(clz(feeds)))
}

let badEscapes: u64 = 0

/**
 * The quotes that are not escaped. Outside strings a backslash is no escape. `badEscapes` are those that could
 * spell a letter or a digit.
 */
function unescaped(p: usize, size: usize, quotes: u64, backslashes: u64): u64 {
  badEscapes = 0
  if (escaped) {
    quotes &= ~1
    backslashes &= ~1
    escaped = 0
  }
  let marks = quotes | backslashes
  let inside = inText
  while (marks) {
    const bit = marks & (0 - marks)
    marks ^= bit
    if (quotes & bit) inside ^= 1
    else if (inside) {
      const index = usize(ctz(bit))
      if (!isClean(p + index)) badEscapes |= bit
      if (index + 1 == size) escaped = 1
      const next = bit << 1
      marks &= ~next
      quotes &= ~next
    }
  }
  return quotes
}

/** Whether the escape at an address spells neither letter nor digit: `\" \/ \n \r \t`, and `& ' + < = >` by number. */
function isClean(p: usize): bool {
  switch (load<u8>(p, 1)) {
    case 0x22:
    case 0x2f:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true
    case 0x75: {
      if (load<u8>(p, 2) != 0x30 || load<u8>(p, 3) != 0x30) return false
      const digit = load<u8>(p, 5) | 0x20
      const higher = load<u8>(p, 4)
      if (higher == 0x32) return digit == 0x36 || digit == 0x37 || digit == 0x62
      return higher == 0x33 && digit >= 0x63 && digit <= 0x65
    }
    default:
      return false
  }
}

/**
 * Bits where literals are seen, the first among them: a record that ends in the block does not matter for what comes
 * after it. Every second byte is looked at, and each `%`.
 */
// @ts-ignore: decorator
@inline
function search(p: usize, percents: u64): u64 {
  let flags: u32 = 0
  for (let q = p; q < p + BLOCK; q += 16) {
    flags >>= 8
    flags |= u32(load<u8>(FLAGS + hash(q))) << 24
    flags |= u32(load<u8>(FLAGS + hash(q + 2))) << 25
    flags |= u32(load<u8>(FLAGS + hash(q + 4))) << 26
    flags |= u32(load<u8>(FLAGS + hash(q + 6))) << 27
    flags |= u32(load<u8>(FLAGS + hash(q + 8))) << 28
    flags |= u32(load<u8>(FLAGS + hash(q + 10))) << 29
    flags |= u32(load<u8>(FLAGS + hash(q + 12))) << 30
    flags |= u32(load<u8>(FLAGS + hash(q + 14))) << 31
  }
  let seen: u64 = 0
  while (flags && !seen) {
    const index = u64(ctz(flags)) << 1
    if (isLiteral(p + usize(index))) seen = u64(1) << index
    flags &= flags - 1
  }
  while (percents) {
    const index = ctz(percents)
    if (isLiteral(p + usize(index))) return seen | (u64(1) << index)
    percents &= percents - 1
  }
  return seen
}

/** Of three bytes, in which letters are alike in either case; as `hashOf` in ../literal-windows.ts. */
// @ts-ignore: decorator
@inline
function hash(p: usize): usize {
  return ((load<u32>(p) & 0x1f1f1f) * 0xfc002001) >>> 17
}

function isLiteral(p: usize): bool {
  let window = usize(load<u16>(HEADS + (hash(p) << 1)))
  while (window) {
    const entry = WINDOWS + (window << 3)
    const text = WINDOWS + usize(load<u32>(entry, 4))
    const length = usize(load<u8>(text))
    const start = p - load<i16>(entry, 2)
    let same: usize = 0
    while (same < length && load<u8>(FOLD + load<u8>(start + same)) == load<u8>(text + same, 1)) same++
    // A quote that is escaped is not the start of a string.
    if (same == length && (load<u8>(text, 1) != 0x22 || load<u8>(start - 1) != 0x5c)) return true
    window = usize(load<u16>(entry))
  }
  return false
}

/** A bit for each byte: whether its highest bit is set. */
// @ts-ignore: decorator
@inline
function mask(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (u64(u32(i8x16.bitmask(a)) | (u32(i8x16.bitmask(b)) << 16))) |
    (u64(u32(i8x16.bitmask(c)) | (u32(i8x16.bitmask(d)) << 16)) << 32)
  )
}

// @ts-ignore: decorator
@inline
function equal(a: v128, b: v128, c: v128, d: v128, byte: u8): u64 {
  const all = i8x16.splat(byte)
  return mask(i8x16.eq(a, all), i8x16.eq(b, all), i8x16.eq(c, all), i8x16.eq(d, all))
}

/** From each bit that is set up to the next one: what stands in strings, the first quote included. */
// @ts-ignore: decorator
@inline
function insides(quotes: u64): u64 {
  quotes ^= quotes << 1
  quotes ^= quotes << 2
  quotes ^= quotes << 4
  quotes ^= quotes << 8
  quotes ^= quotes << 16
  return quotes ^ (quotes << 32)
}
