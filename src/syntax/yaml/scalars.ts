/** A scalar of YAML as it stands in a text, by UTF-16 units. */
export interface ScalarText {
  readonly value: string
  /** The text as written, without quotes or the header of a block. */
  readonly start: number
  readonly end: number
  /** Unit of the text at which each unit of the value stands; `null`: the text spells the value. */
  readonly map: readonly number[] | null
  /** Where the parser goes on. */
  readonly next: number
}

/** A scalar without quotes; with `lines` it goes on over lines that are indented more than `parent`. */
export function plain(text: string, at: number, parent: number, lines: boolean, flow: boolean): ScalarText {
  const first = plainLineEnd(text, at, flow)
  const out = new Folded()
  out.add(text, at, first)
  let end = first
  let next = first
  while (lines) {
    const line = nextLine(text, next)
    if (line === null || line.column <= parent || text[line.at] === '#') break
    if (!flow && isEntry(text, line)) break
    if (line.column === 0 && isMark(text, line.at)) break
    const lineEnd = plainLineEnd(text, line.at, flow)
    if (lineEnd === line.at || (!flow && isKey(text, line.at, lineEnd))) break
    out.fold(end, line.breaks)
    out.add(text, line.at, lineEnd)
    end = lineEnd
    next = lineEnd
  }
  return { value: out.value, start: at, end, map: out.folded ? out.map : null, next }
}

/** A scalar in single quotes, in which two of them stand for one; `null` when it does not end. */
export function singleQuoted(text: string, at: number): ScalarText | null {
  const out = new Folded()
  for (let i = at + 1; i < text.length; ) {
    const character = text[i]!
    if (character === "'") {
      if (text[i + 1] !== "'") return quoted(out, at, i)
      out.put("'", i)
      i += 2
    } else if (character === '\n' || character === '\r') i = foldLines(text, i, out)
    else out.put(character, i++)
  }
  return null
}

/** A scalar in double quotes, with escapes; `null` when it does not end. */
export function doubleQuoted(text: string, at: number): ScalarText | null {
  const out = new Folded()
  for (let i = at + 1; i < text.length; ) {
    const character = text[i]!
    if (character === '"') return quoted(out, at, i)
    if (character === '\\') {
      i = readEscape(text, i, out)
      out.keep()
    } else if (character === '\n' || character === '\r') i = foldLines(text, i, out)
    else out.put(character, i++)
  }
  return null
}

/** A literal (`|`) or folded (`>`) block, whose lines are indented more than `parent`. */
export function blockScalar(text: string, at: number, parent: number): ScalarText {
  const header = /^[|>]([+-]?)([1-9]?)([+-]?)/.exec(text.slice(at, at + 3))!
  const folded = text[at] === '>'
  const chomp = header[1] || header[3] || ''
  const lines: BlockLine[] = []
  let next = lineEndOf(text, at)
  let indent = header[2] === '' ? -1 : Math.max(parent, 0) + Number(header[2])
  while (next < text.length) {
    const start = afterLineEnd(text, next)
    let content = start
    while (text[content] === ' ' && (indent === -1 || content - start < indent)) content++
    const end = lineEndOf(text, content)
    const blank = content === end
    if (!blank) {
      const column = content - start
      if (column <= parent || (indent !== -1 && column < indent)) break
      if (indent === -1) indent = column
    }
    if (start >= text.length) break
    lines.push({ start: content, end, blank })
    next = end
  }
  while (lines.at(-1)?.blank && chomp !== '+') lines.pop()
  return blockText(text, lines, folded, chomp !== '-', next)
}

interface BlockLine {
  readonly start: number
  readonly end: number
  readonly blank: boolean
}

function blockText(
  text: string,
  lines: readonly BlockLine[],
  folded: boolean,
  final: boolean,
  next: number,
): ScalarText {
  const out = new Folded()
  let last: BlockLine | undefined
  let blanks = 0
  for (const line of lines) {
    if (line.blank) {
      blanks++
      continue
    }
    // Line breaks flow together between lines that are not indented further.
    const flows = folded && last !== undefined && !isIndented(text, last) && !isIndented(text, line)
    const breaks = blanks + (last === undefined || flows ? 0 : 1)
    out.put(flows && blanks === 0 ? ' ' : '\n'.repeat(breaks), last?.end ?? line.start)
    for (let i = line.start; i < line.end; i++) out.put(text[i]!, i)
    last = line
    blanks = 0
  }
  const start = lines[0]?.start ?? next
  const end = lines.at(-1)?.end ?? next
  out.put('\n'.repeat(blanks + (final && last !== undefined ? 1 : 0)), end)
  return { value: out.value, start, end, map: out.map, next }
}

function isIndented(text: string, line: BlockLine): boolean {
  return text[line.start] === ' ' || text[line.start] === '\t'
}

/** A value that is put together from pieces of the text. */
class Folded {
  value = ''
  readonly map: number[] = []
  folded = false
  private kept = 0

  put(characters: string, at: number): void {
    this.value += characters
    for (let unit = 0; unit < characters.length; unit++) this.map.push(at)
  }

  add(text: string, from: number, to: number): void {
    this.value += text.slice(from, to)
    for (let at = from; at < to; at++) this.map.push(at)
  }

  /** One line break is a space, more of them are one less. */
  fold(at: number, breaks: number): void {
    this.folded = true
    this.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at)
  }

  /** What stands so far stays, blank or not: it was written as an escape. */
  keep(): void {
    this.kept = this.value.length
  }

  /** Takes back blanks at the end, which folding drops. */
  trimEnd(): void {
    while (this.value.length > this.kept && /[ \t]$/.test(this.value)) {
      this.value = this.value.slice(0, -1)
      this.map.pop()
    }
  }
}

function quoted(out: Folded, at: number, end: number): ScalarText {
  const start = at + 1
  const spelt = out.map.every((unit, index) => unit === start + index) && out.map.length === end - start
  return { value: out.value, start, end, map: spelt ? null : out.map, next: end + 1 }
}

/** Folds line breaks in quotes, and returns where the text goes on. */
function foldLines(text: string, at: number, out: Folded): number {
  out.trimEnd()
  const line = nextLine(text, at)
  if (line === null) return text.length
  out.fold(at, line.breaks)
  return line.at
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}
const CODE_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function readEscape(text: string, at: number, out: Folded): number {
  const letter = text[at + 1] ?? ''
  if (letter === '\n' || letter === '\r') {
    const line = nextLine(text, at + 1)
    if (line === null) return text.length
    if (line.breaks > 1) out.put('\n'.repeat(line.breaks - 1), at)
    return line.at
  }
  const length = CODE_LENGTH[letter]
  if (length !== undefined) {
    const digits = text.slice(at + 2, at + 2 + length)
    const code =
      /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : 0x110000
    out.put(code <= 0x10ffff ? codeText(code) : '\ufffd', at)
    return at + 2 + (code <= 0x10ffff ? length : 0)
  }
  out.put(ESCAPES[letter] ?? letter, at)
  return at + 2
}

/** Two `\u` escapes may spell a surrogate pair, as in JSON. */
function codeText(code: number): string {
  return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code)
}

interface Line {
  readonly at: number
  readonly column: number
  /** Number of line breaks that were passed. */
  readonly breaks: number
}

/** The next line that holds anything; `null` at the end. */
function nextLine(text: string, from: number): Line | null {
  let breaks = 0
  let at = from
  let start = from
  while (at < text.length) {
    const character = text[at]!
    if (character === '\n') {
      breaks++
      start = ++at
    } else if (character === ' ' || character === '\t' || character === '\r') at++
    else break
  }
  return at >= text.length || breaks === 0 ? null : { at, column: at - start, breaks }
}

/** Whether a document begins or ends here. */
function isMark(text: string, at: number): boolean {
  return /^(---|\.\.\.)(\s|$)/.test(text.slice(at, at + 4))
}

function isEntry(text: string, { at }: Line): boolean {
  return text[at] === '-' && /^[\s]?$/.test(text[at + 1] ?? '')
}

function isKey(text: string, from: number, to: number): boolean {
  return text[to] === ':' || /:\s/.test(text.slice(from, to + 1))
}

/** Where a line of a plain scalar ends: at `: `, ` #`, the line's end; in flow collections at their marks, too. */
function plainLineEnd(text: string, from: number, flow: boolean): number {
  let at = from
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === '\n' || character === '\r') break
    if (character === '#' && at > from && /[ \t]/.test(text[at - 1]!)) break
    if (character === ':' && /^[\s]?$/.test(text[at + 1] ?? '')) break
    if (flow && /[,[\]{}]/.test(character)) break
  }
  while (at > from && /[ \t]/.test(text[at - 1]!)) at--
  return at
}

function lineEndOf(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  const end = feed === -1 ? text.length : feed
  return end > from && text[end - 1] === '\r' ? end - 1 : end
}

function afterLineEnd(text: string, end: number): number {
  return text[end] === '\r' ? end + 2 : end + 1
}
