/**
 * A document's text made safe to show: what would move the cursor, switch colours, reorder or hide text is
 * written as an escape.
 */
export function printable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text
  // Control and format characters, line and paragraph separators, lone surrogates. The joiners that Persian and Indic
  // names need (U+200C, U+200D) stay.
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code === 0x0a ? '\\n' : code === 0x09 ? '\\t' : code === 0x0d ? '\\r' : escapeOf(code)
  })
}

/** Text cut to a number of UTF-16 units, with an ellipsis in place of the rest; no character is cut in two. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = limit - 1
  const unit = text.charCodeAt(end - 1)
  return `${text.slice(0, unit >= 0xd800 && unit <= 0xdbff ? end - 1 : end)}…`
}

/** Number of terminal columns that a printable text takes. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) {
    if (character < '\u0300') columns++
    else columns += columnsOfCharacter(character)
  }
  return columns
}

function columnsOfCharacter(character: string): number {
  if (/\p{Mn}|\p{Me}|\u200c|\u200d/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Lines of a text broken at spaces to fit a width; a longer word stands alone, whole, so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let filled = 0
  for (const word of text.split(' ')) {
    const columns = columnsOf(word)
    if (line !== '' && filled + 1 + columns > width) {
      lines.push(line)
      line = word
      filled = columns
    } else {
      line = line === '' ? word : `${line} ${word}`
      filled = line === word ? columns : filled + 1 + columns
    }
  }
  lines.push(line)
  return lines
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u

function escapeOf(code: number): string {
  const digits = code.toString(16)
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`
}
