import { ByteStore } from './byte-store.ts'

/**
 * The encoding of a table in text that is not UTF-8 and does not say what it is: that of those in common use in which
 * its bytes read most like writing, as the Encoding Standard calls it. `null`: it does not look like a table.
 */
export function guessTableEncoding(head: Uint8Array): string | null {
  if (!isTable(head)) return null
  const bytes = tellingLines(head)
  let best: { readonly name: string; readonly score: number } | null = null
  for (const { name, scoreOf } of CANDIDATES) {
    const text = decode(bytes, name)
    if (text === null) continue
    const score = scoreOf(bytes, text)
    if (best === null || score > best.score) best = { name, score }
  }
  return best?.name ?? null
}

/** Whether bytes are text of lines, most of the first of which have the same mark between cells. */
export function isTable(head: Uint8Array): boolean {
  const counts = [0, 0, 0, 0]
  const seen = [false, false, false, false]
  let lines = 0
  let filled = false
  for (const [at, byte] of head.entries()) {
    if (byte < 0x20 && !PLAIN_CONTROLS.has(byte)) return false
    const mark = MARKS.indexOf(byte)
    if (mark >= 0) seen[mark] = true
    filled ||= byte > 0x20
    if (byte !== LINE_FEED && at < head.length - 1) continue
    if (filled) {
      lines++
      for (const [index, was] of seen.entries()) if (was) counts[index]! += 1
    }
    seen.fill(false)
    filled = false
    if (lines === LINES) break
  }
  return lines > 0 && Math.max(...counts) >= Math.ceil(lines * 0.6)
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const LINES = 20
const PLAIN_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d])
/** Comma, semicolon, tab, vertical bar. */
const MARKS: readonly number[] = [0x2c, 0x3b, 0x09, 0x7c]

interface Candidate {
  readonly name: string
  /** How much the text reads like writing: about 1 for each byte beyond ASCII that fits, below 0 where it does not. */
  scoreOf(bytes: Uint8Array, text: string): number
}

/** In the order in which they are taken where nothing tells them apart. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'windows-1252', scoreOf: (_, text) => scoreAlphabet(text, LATIN) },
  { name: 'macintosh', scoreOf: (_, text) => scoreAlphabet(text, LATIN) },
  { name: 'windows-1250', scoreOf: (bytes, text) => scoreLanguages(bytes, text, CENTRAL) },
  { name: 'windows-1254', scoreOf: (bytes, text) => scoreLanguages(bytes, text, TURKISH) },
  { name: 'windows-1251', scoreOf: (_, text) => scoreAlphabet(text, CYRILLIC) },
  { name: 'ibm866', scoreOf: (_, text) => scoreAlphabet(text, CYRILLIC) },
  { name: 'windows-1253', scoreOf: (_, text) => scoreAlphabet(text, GREEK) },
  { name: 'windows-1256', scoreOf: (_, text) => scoreAlphabet(text, ARABIC) },
  { name: 'gb18030', scoreOf: (bytes, text) => scorePairs(bytes, gb18030) + scoreWords(text, SIMPLIFIED) },
  { name: 'big5', scoreOf: (bytes, text) => scorePairs(bytes, big5) + scoreWords(text, TRADITIONAL) },
  { name: 'shift_jis', scoreOf: (bytes, text) => scorePairs(bytes, shiftJis) + scoreWords(text, JAPANESE) },
  { name: 'euc-kr', scoreOf: (bytes, text) => scorePairs(bytes, eucKr) + scoreWords(text, KOREAN) },
]

/** Bytes that are held against the encodings at most. */
const TELLING = 1 << 17

/** The lines that hold bytes beyond ASCII; of the last one the end may be missing, and a character cut in two. */
function tellingLines(head: Uint8Array): Uint8Array {
  const telling = new ByteStore()
  let from = 0
  let beyond = false
  for (let at = 0; at < head.length && telling.length < TELLING; at++) {
    const byte = head[at]!
    beyond ||= byte > 0x7f
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue
    if (beyond) telling.add(head.subarray(from, at + 1))
    from = at + 1
    beyond = false
  }
  return telling.length > 0 ? telling.bytes() : head.subarray(from)
}

function decode(bytes: Uint8Array, name: string): string | null {
  try {
    const decoder = new TextDecoder(name, { fatal: true })
    // As a stream: at once, Node 20 takes windows-1252 for ISO 8859-1.
    return decoder.decode(bytes, { stream: true }) + decoder.decode()
  } catch {
    return null
  }
}

/** How letters of an alphabet stand in words. */
interface Alphabet {
  /** Letters that are common in words of languages written with it. */
  readonly letters: RegExp
  /** Whether such words hold ASCII letters, too. */
  readonly besideAscii: boolean
}

const LATIN: Alphabet = {
  letters: /[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüýßœŒ]/,
  besideAscii: true,
}
const LATIN_EXTENDED: Alphabet = { letters: /[À-ÖØ-öø-ɏ]/, besideAscii: true }
const CYRILLIC: Alphabet = { letters: /[Ѐ-ӿ]/, besideAscii: false }
const GREEK: Alphabet = { letters: /[Ά-ώ]/, besideAscii: false }
const ARABIC: Alphabet = { letters: /[ء-غف-يپچژگ]/, besideAscii: false }

/** The letters beyond ASCII of languages that are written in windows-1252, a language each. */
const WESTERN = [
  'äöüßé',
  'àâæçéèêëîïôœùûüÿ',
  'áéíñóúü',
  'áâãàçéêíóôõúü',
  'àèéìíîòóùú',
  'àçèéíïòóúü',
  'åäöæøéü',
  'äëïöüéèêáíóú',
  'áðéíóúýþæö',
]
/** The same for windows-1250: Polish, Czech and Slovak, Hungarian, Croatian and Slovene, Romanian. */
const CENTRAL = ['ąćęłńóśźż', 'áäčďéěíĺľňóôŕřšťúůýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ']
const TURKISH = ['çğıöşüâîû']

/** Signs that stand in any text; the apostrophe in words, too. */
const SIGNS = /[°®©™§–—€£“”„’‘«»•…µ²³½\u00a0№·×±]/

function scoreAlphabet(text: string, alphabet: Alphabet): number {
  let score = 0
  for (const match of text.matchAll(/[\u0080-\uffff]/g)) {
    const character = match[0]
    const before = text.charAt(match.index - 1)
    const after = text.charAt(match.index + 1)
    if (alphabet.letters.test(character)) score += scoreLetter(character, before, after, alphabet)
    else if (isLetter(before) && isLetter(after) && character !== '’') score -= 1
    else score += SIGNS.test(character) ? 0.5 : -1
  }
  return score
}

/**
 * Encodings of the Latin alphabet have the same accents for other letters: a text is in one that is less common
 * where all its letters are of one language written so, and not all of one written in windows-1252.
 */
function scoreLanguages(bytes: Uint8Array, text: string, languages: readonly string[]): number {
  const western = decode(bytes, 'windows-1252')
  if (!isOfOne(languages, text) || (western !== null && isOfOne(WESTERN, western))) return -Infinity
  return scoreAlphabet(text, LATIN_EXTENDED) + 1
}

function isOfOne(languages: readonly string[], text: string): boolean {
  // Also what stands amid letters and is none: "urz¹dzenia".
  const lower = text.replaceAll('İ', 'i').toLowerCase()
  const letters = new Set(lower.match(/[^\P{L}a-z]|(?<=\p{L})[^\p{ASCII}’](?=\p{L})/gu) ?? [])
  return languages.some((alphabet) => [...letters].every((letter) => alphabet.includes(letter)))
}

function scoreLetter(character: string, before: string, after: string, alphabet: Alphabet): number {
  const { letters, besideAscii } = alphabet
  // Capitals do not follow small letters in a word.
  if (isUpper(character) && isLower(before)) return -1
  const ascii = /[a-z]/i.test(before + after)
  if (ascii) return besideAscii ? 1 : -1
  const beyond = letters.test(before) || letters.test(after)
  return beyond === besideAscii ? -0.5 : beyond ? 1 : 0.5
}

function isLetter(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase()
}

function isUpper(character: string): boolean {
  return isLetter(character) && character === character.toUpperCase()
}

function isLower(character: string): boolean {
  return isLetter(character) && character === character.toLowerCase()
}

/** Characters of which the headers and cells of inventories are full. */
const SIMPLIFIED = /[设备型号制造商厂网络摄像机名称品牌序列位置数量地址部门状态日期供应规格单价注]/g
const TRADITIONAL = /[設備型號製造商廠網路攝影機名稱品牌序列位置數量地址部門狀態日期供應規格單價註]/g
const JAPANESE = /[ーンスルカメラ型番品名設置場所備考数量製造元管理日付の]/g
const KOREAN =
  /[가고관기다대델라로리메명모번부비사상설소수스시식아어얼업위이인일자장정제조지처체치카트품호회]/g

function scoreWords(text: string, common: RegExp): number {
  return (text.match(common)?.length ?? 0) / 2
}

/** What a byte and the next one are to an encoding: how many of them are a character, and how common it is. */
type PairRule = (lead: number, trail: number) => { readonly length: 1 | 2; readonly score: number }

function scorePairs(bytes: Uint8Array, rule: PairRule): number {
  let score = 0
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at]! < 0x80) {
      at++
      continue
    }
    const trail = bytes[at + 1] ?? 0
    const { length, score: own } = rule(bytes[at]!, trail)
    const alone = length === 2 && (bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 2] ?? 0) < 0x80
    // Such characters come in rows; an accent before an ASCII letter looks like one of them.
    score += alone ? Math.min(own, trail < 0x80 ? -1 : 0.25) : own
    at += length
  }
  return score
}

/** Characters of GB 2312 by frequency; what only GBK has is rare. */
function gb18030(lead: number, trail: number) {
  if (trail < 0xa1) return pair(-1)
  if (lead >= 0xb0 && lead <= 0xd7) return pair(2)
  return pair(lead <= 0xa9 || (lead > 0xd7 && lead <= 0xf7) ? 0.5 : -1)
}

/** The frequently used characters stand first. */
function big5(lead: number) {
  if (lead >= 0xa4 && lead <= 0xc6) return pair(1.9)
  return pair(lead >= 0xa1 && lead <= 0xa3 ? 0.5 : -1)
}

/** Kana, and kanji of the first level; half-width kana, of one byte, stand in rows. */
function shiftJis(lead: number, trail: number) {
  if (lead >= 0xa1 && lead <= 0xdf)
    return { length: 1, score: trail >= 0xa1 && trail <= 0xdf ? 0.5 : 0 } as const
  if (lead >= 0x81 && lead <= 0x97) return pair(2)
  return pair(-1)
}

/** Syllables; Chinese characters hardly occur. */
function eucKr(lead: number, trail: number) {
  if (trail < 0xa1) return pair(-1)
  if (lead >= 0xb0 && lead <= 0xc8) return pair(1.9)
  return pair(lead <= 0xac ? 0.5 : -3)
}

function pair(score: number) {
  return { length: 2, score } as const
}
