import type { Writing } from './plant.ts'
import { pick } from './random.ts'

/** What tells of a vendor, or nearly does: names, misspellings, identifiers, models. */
const WORDS = [
  'Huawei Technologies Co., Ltd.',
  'Organization: ZTE Corporation',
  'Hikvision',
  'Hytera',
  'Zhejiang Dahua Technology',
  '华为',
  'Хуавей',
  'EZVIZ',
  'HarmonyOS',
  'Huwaei',
  'Hikvison',
  'Z.T.E.',
  'Lorex',
  'pkg:npm/@huaweicloud/huaweicloud-sdk-core@3.1.0',
  'pkg:maven/com.dahuatech.icc/java-sdk-core@1.0.9',
  'cpe:2.3:h:zte:zxr10:-:*:*:*:*:*:*:*',
  'https://www.hikvision.com/en/',
  'support@hytera.com',
  'git+https://github.com/huaweicloud/sdk.git@main',
  '914403001922038216',
  'DS-2CD2043G2-I',
  'Hi3516EV300',
  '44:19:B6:00:00:01',
  'Aztech',
  'Dahua Lin',
] as const

/** A document with a word put somewhere into it, spelt somehow; `null` where nothing can hold it. */
export function scatter(text: string, writing: Writing, next: () => number): string | null {
  const slots = slotsIn(text, writing)
  const telling = slots.filter(({ label }) => TELLING.test(label))
  if (slots.length === 0) return null
  const { start, inner } = pick(telling.length > 0 && next() < 0.8 ? telling : slots, next)
  const word = spell(pick(WORDS, next), writing, next)
  const put = pick([word, word, `${inner} ${word}`, `${word}, ${inner}`, `${inner}${word}`], next)
  return `${text.slice(0, start)}${put}${text.slice(start + inner.length)}`
}

/** Keys, elements and tags that most often say who made a thing. */
const TELLING =
  /name|supplier|originator|publisher|author|group|purl|cpe|locator|externalref|url|homepage|description|value/i

/** A piece of text that is not a key or a tag, and the key, element or tag that it belongs to. */
interface Slot {
  readonly label: string
  readonly start: number
  readonly inner: string
}

function slotsIn(text: string, writing: Writing): readonly Slot[] {
  let key = ''
  return [...text.matchAll(SLOTS[writing])].flatMap(({ 0: whole, index, groups = {} }) => {
    const { label = key, inner } = groups
    key = label
    return !inner ? [] : [{ label, start: index + whole.lastIndexOf(inner), inner }]
  })
}

const JSON_SLOTS = /"(?<label>(?:[^"\\]|\\.)*)"\s*:|"(?<inner>(?:[^"\\]|\\.)*)"/g
const SLOTS: Readonly<Record<Writing, RegExp>> = {
  'cyclonedx-json': JSON_SLOTS,
  'spdx-json': JSON_SLOTS,
  'spdx-3-json': JSON_SLOTS,
  'cyclonedx-xml':
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[|\]\]>|<\/[^>]*>|<(?<label>[\w:.-]+)|(?<=>)(?<inner>[^<>]*[^<>\s][^<>]*)(?=<)/g,
  'spdx-yaml': /^ *(?:- )?(?<label>\w+): (?<inner>[^\s|>'"{[&*!#].*)$/gm,
  'spdx-tag-value': /^(?<label>[A-Za-z]+): ?(?!<text>)(?<inner>.+)$/gm,
}

/** The word in one of the ways in which a document can write it. */
function spell(word: string, writing: Writing, next: () => number): string {
  const inMarkup = (plain: string) => {
    const at = Math.floor(next() * plain.length)
    const [before, after] = [plain.slice(0, at), plain.slice(at)]
    const cdata = (text: string) => `<![CDATA[${text}]]>`
    return pick(
      [
        cdata(plain),
        `${before}${cdata(after)}`,
        `${cdata(before)}${after}`,
        `${cdata(before)}${cdata(after)}`,
        `${cdata(before)}<!-- x -->${cdata(after)}`,
        `${before}<!-- x -->${after}`,
        `${before} <!-- x -->${after}`,
        `<!-- x --><!-- y -->${cdata(plain)}`,
        `${before}<?x?>${after}`,
        `${before}<x/>${after}`,
      ],
      next,
    )
  }
  const ways: readonly ((word: string) => string)[] = [
    (plain) => plain,
    (plain) => plain,
    (plain) => plain.toUpperCase(),
    (plain) => plain.toLowerCase(),
    (plain) => anywhere(plain, next, (unit) => escaped(unit, writing)),
    (plain) => [...plain].map((unit) => escaped(unit, writing)).join(''),
    (plain) => anywhere(plain, next, (unit) => `%${hex(unit)}`),
    (plain) => anywhere(plain, next, (unit) => (/[!-~]/.test(unit) ? wide(unit) : unit)),
    (plain) => [...plain].map((unit) => (/[!-~]/.test(unit) ? wide(unit) : unit)).join(''),
    (plain) => anywhere(plain, next, (unit) => `${unit}\u200b`),
    (plain) => anywhere(plain, next, (unit) => `${unit}\u00ad`),
    (plain) => plain.replace('a', 'а').replace('H', 'Н'),
    (plain) => plain.replaceAll('i', '1'),
    (plain) => `${plain}®`,
    ...(writing === 'cyclonedx-xml' ? [inMarkup, inMarkup, inMarkup] : []),
  ]
  const spelt = pick(ways, next)(word)
  return writing === 'cyclonedx-xml' ? spelt.replace(/&(?!#)/g, '&amp;') : spelt
}

/** The word with one of its characters written otherwise. */
function anywhere(word: string, next: () => number, how: (unit: string) => string): string {
  const units = [...word]
  const at = Math.floor(next() * units.length)
  return units.map((unit, index) => (index === at ? how(unit) : unit)).join('')
}

function escaped(unit: string, writing: Writing): string {
  const code = unit.codePointAt(0)!
  if (writing === 'spdx-tag-value' || writing === 'spdx-yaml') return unit
  return writing === 'cyclonedx-xml' ? `&#x${code.toString(16)};` : `\\u${code.toString(16).padStart(4, '0')}`
}

function hex(unit: string): string {
  return unit.codePointAt(0)!.toString(16).padStart(2, '0').slice(0, 2)
}

function wide(unit: string): string {
  return String.fromCodePoint(unit.codePointAt(0)! + 0xfee0)
}
