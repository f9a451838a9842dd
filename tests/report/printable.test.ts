import { describe, expect, it } from 'vitest'
import { clip, columnsOf, printable, wrap } from '../../src/report/printable.ts'

describe('text made safe to show', () => {
  it.each([
    ['plain text', 'plain text'],
    ['line\nnext\r\tend', 'line\\nnext\\r\\tend'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['bell\u0007 and C1 \u009b', 'bell\\x07 and C1 \\x9b'],
    ['\u202eturned', '\\u202eturned'],
    ['hid\u200bden\ufeff', 'hid\\u200bden\\ufeff'],
    ['half \ud83d of a pair', 'half \\ud83d of a pair'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['می‌خواهم 大华 📷 é', 'می‌خواهم 大华 📷 é'],
  ])('%j', (text, safe) => {
    expect(printable(text)).toBe(safe)
  })
})

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a📷bc', 3, 'a…'],
  ['a📷bc', 4, 'a📷…'],
])('clips %j to %i', (text, limit, clipped) => {
  expect(clip(text, limit)).toBe(clipped)
})

it.each([
  ['abc', 3],
  ['大华', 4],
  ['カメラ', 6],
  ['e\u0301', 1],
  ['한국', 4],
])('counts the columns of %s', (text, columns) => {
  expect(columnsOf(text)).toBe(columns)
})

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['one two three', 100, ['one two three']],
  ['a-very-long-word b', 5, ['a-very-long-word', 'b']],
  ['大华 技术 股份', 9, ['大华 技术', '股份']],
  ['', 5, ['']],
])('wraps %j at %i', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines)
})
