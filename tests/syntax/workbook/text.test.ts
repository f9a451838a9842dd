import { describe, expect, test } from 'vitest'
import { ArchiveError } from '../../../src/syntax/archive/error.ts'
import { LIMITS, type Limits, newSpent } from '../../../src/syntax/archive/limits.ts'
import { zipDirectory } from '../../../src/syntax/archive/zip.ts'
import { dayOf } from '../../../src/syntax/workbook/styles.ts'
import { workbookText } from '../../../src/syntax/workbook/text.ts'
import { utf8, zip } from '../archive/writers.ts'
import { type SheetToWrite, type WorkbookToWrite, workbookFiles, workbookOf } from './writer.ts'

/** The text of a workbook, without its first line. */
async function textOf(bytes: Uint8Array, limits: Limits = LIMITS): Promise<string> {
  const archive = {
    async *open() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000)
    },
  }
  const entries = await zipDirectory(archive)
  let text = ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of workbookText(archive, entries, { spent: newSpent(limits) }).open())
    text += decoder.decode(chunk, { stream: true })
  return text.slice(text.indexOf('\n') + 1)
}

/** The rows of the first sheet. */
async function rowsOf(xml: string, more: WorkbookToWrite = {}): Promise<string> {
  const text = await textOf(workbookOf([{ name: 'S', xml }], more))
  return text.slice(text.indexOf('\n') + 1)
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`
const inline = (text: string, ref = '') =>
  `<c${ref && ` r="${ref}"`} t="inlineStr"><is><t>${text}</t></is></c>`

describe('cells', () => {
  test.each<[string, string, string, WorkbookToWrite?]>([
    [
      'where their references say',
      data(`<row r="2">${inline('a', 'B2')}${inline('b', 'D2')}</row>`),
      '\n,a,,b\n',
    ],
    [
      'one after the other without references',
      data(`<row>${inline('a')}${inline('b')}</row><row>${inline('c')}</row>`),
      'a,b\nc,\n',
    ],
    [
      'far apart',
      data(`<row r="1">${inline('a', 'A1')}</row><row r="5">${inline('b', 'AB5')}</row>`),
      `a\n\n\n\n${','.repeat(27)}b\n`,
    ],
    [
      'out of order are left out',
      data(`<row r="3">${inline('b', 'B3')}${inline('a', 'A3')}</row><row r="2">${inline('c', 'A2')}</row>`),
      '\n\n,b\n',
    ],
    [
      'beyond the last column and row are left out',
      data(
        `<row r="1">${inline('a', 'XFE1')}${inline('b', 'A1')}</row><row r="1048577">${inline('c', 'A1048577')}</row>`,
      ),
      'b\n',
    ],
    [
      'with commas, quotes and line breaks',
      data(`<row>${inline('a,b')}${inline('c&quot;d')}${inline('e&#10;f')}</row>`),
      '"a,b","c""d","e\nf"\n',
    ],
    ['with nothing in them', data('<row><c r="A1"/><c r="B1" t="s"/><c r="C1"><v></v></c></row>'), ''],
    [
      'shared strings',
      data('<row><c t="s"><v>1</v></c><c t="s"><v>7</v></c></row>'),
      'two\n',
      { strings: '<si><t>one</t></si><si><t>two</t></si>' },
    ],
    [
      'runs, and not how they are read aloud',
      data('<row><c t="s"><v>0</v></c></row>'),
      '東京\n',
      {
        strings:
          '<si><r><rPr><b/></rPr><t>東</t></r><r><t xml:space="preserve">京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
      },
    ],
    [
      'an empty string',
      data('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'),
      ',b\n',
      { strings: '<si/><si><t>b</t></si>' },
    ],
    [
      'results of formulas',
      data('<row><c t="str"><f>A2&amp;"x"</f><v>made</v></c><c><f>1+1</f><v>2</v></c></row>'),
      'made,2\n',
    ],
    [
      'truth and errors',
      data('<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><v>3</v></c></row>'),
      'TRUE,FALSE,,3\n',
    ],
    [
      'numbers as a reader would write them',
      data('<row><c><v>9.8000000000000007</v></c><c><v>1.8275884964699999E+11</v></c><c><v>x</v></c></row>'),
      '9.8,182758849647,x\n',
    ],
    ['escaped characters', data(`<row>${inline('a_x000D__x000A_b_x0000_c')}</row>`), '"a\r\nbc"\n'],
    [
      'days',
      data(
        '<row><c s="1"><v>45293</v></c><c s="2"><v>45293.75</v></c><c s="0"><v>45293</v></c><c s="3"><v>0.5</v></c><c t="d"><v>2024-01-02</v></c></row>',
      ),
      '2024-01-02,2024-01-02,45293,0.5,2024-01-02\n',
      {
        styles:
          '<numFmts><numFmt numFmtId="170" formatCode="[$-407]dd\\.mm\\.yyyy"/><numFmt numFmtId="171" formatCode="&quot;day&quot; 0"/></numFmts><cellXfs><xf numFmtId="171"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="18"/></cellXfs>',
      },
    ],
    [
      'days from 1904',
      data('<row><c s="0"><v>43831</v></c></row>'),
      '2024-01-02\n',
      { from1904: true, styles: '<cellXfs><xf numFmtId="14"/></cellXfs>' },
    ],
    [
      'merged downwards, in rows that hold something',
      `${data(`<row r="1">${inline('a', 'A1')}${inline('1', 'B1')}</row><row r="2">${inline('2', 'B2')}</row><row r="4">${inline('4', 'B4')}</row>`)}<mergeCells><mergeCell ref="A1:A3"/></mergeCells>`,
      'a,1\na,2\n\n,4\n',
    ],
    [
      'merged sidewards',
      `${data(`<row r="1">${inline('a', 'A1')}${inline('b', 'C1')}</row>`)}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
      'a,,b\n',
    ],
    [
      'merged from an empty cell',
      `${data(`<row r="1">${inline('a', 'B1')}</row><row r="2">${inline('b', 'B2')}</row>`)}<mergeCells><mergeCell ref="A1:A2"/></mergeCells>`,
      ',a\n,b\n',
    ],
    [
      'of rows made equally wide',
      data(`<row>${inline('a')}${inline('b')}${inline('c')}</row><row>${inline('d')}</row>`),
      'a,b,c\nd,,\n',
    ],
    [
      'of other namespaces are left out',
      data(`<row>${inline('a')}<x:c xmlns:x="urn:x" t="str"><x:v>b</x:v></x:c></row>`),
      'a\n',
    ],
  ])('%s', async (_, xml, expected, more) => {
    expect(await rowsOf(xml, more)).toBe(expected)
    // A row with a comment is read the long way.
    expect(await rowsOf(xml.replace(/<row[^>]*>/g, '$&<!-- -->'), more)).toBe(expected)
  })

  test.each<[string, WorkbookToWrite]>([
    ['as Excel writes them', {}],
    ['with a prefix', { prefix: 'x' }],
    ['strict', { namespace: 'http://purl.oclc.org/ooxml/spreadsheetml/main' }],
    ['in UTF-16', { encode: (xml) => Uint8Array.from(Buffer.from(`\ufeff${xml}`, 'utf16le')) }],
  ])('are the same %s', async (_, more) => {
    const bytes = workbookOf(
      [
        {
          name: 'メーカー',
          rows: [
            ['Make', 'Model'],
            ['Acmé', 'X-1'],
          ],
        },
      ],
      more,
    )
    expect(await textOf(bytes)).toBe('\0{"sheet":"メーカー","hidden":false}\nMake,Model\nAcmé,X-1\n')
  })
})

test('sheets come in the order of the tabs, hidden ones too', async () => {
  const sheets: SheetToWrite[] = [
    { name: 'a"b', rows: [['1']] },
    { name: 'c', state: 'hidden', rows: [] },
    { name: 'd', state: 'veryHidden', rows: [['2']] },
  ]
  expect(await textOf(workbookOf(sheets))).toBe(
    '\0{"sheet":"a\\"b","hidden":false}\n1\n\0{"sheet":"c","hidden":true}\n\0{"sheet":"d","hidden":true}\n2\n',
  )
})

/** What the last line about a sheet says. */
function troubleIn(text: string): unknown {
  return JSON.parse(text.slice(text.lastIndexOf('\0') + 1).trim())
}

describe('what cannot be read', () => {
  const files = workbookFiles([{ name: 'S', rows: [['a']] }], { strings: '' })
  const replaced = (name: string, bytes: Uint8Array | null) =>
    zip(files.flatMap((file) => (file.name !== name ? [file] : bytes === null ? [] : [{ ...file, bytes }])))
  const row = '<row><c t="str"><v>1</v></c></row>'
  const zeros = utf8(`<worksheet xmlns="x"><sheetData>${row.repeat(1_200_000)}</sheetData></worksheet>`)

  test.each<[string, Uint8Array, ArchiveError['code'], Limits?]>([
    ['a list of sheets that is no XML', replaced('xl/workbook.xml', utf8('PK')), 'unreadable'],
    ['no list of sheets', replaced('xl/workbook.xml', null), 'unreadable'],
    ['a sheet that is not there', replaced('xl/worksheets/sheet1.xml', null), 'unreadable'],
    [
      'a sheet that ends too early',
      replaced('xl/worksheets/sheet1.xml', utf8('<worksheet><sheetData><row>')),
      'unreadable',
    ],
    [
      'a row that is no XML',
      replaced(
        'xl/worksheets/sheet1.xml',
        utf8('<worksheet><sheetData><row r=1><c/></row></sheetData></worksheet>'),
      ),
      'unreadable',
    ],
    [
      'a document type of its own',
      replaced('xl/worksheets/sheet1.xml', utf8('<!DOCTYPE w [<!ENTITY a "b">]><w/>')),
      'unreadable',
    ],
    [
      'a binary workbook',
      replaced(
        '_rels/.rels',
        utf8('<R><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></R>'),
      ),
      'unsupported-format',
    ],
    ['a part that says how large it is', replaced('xl/worksheets/sheet1.xml', zeros), 'too-large'],
    [
      'a part that does not',
      zip(files.map((file) => (file.name.endsWith('sheet1.xml') ? { ...file, bytes: zeros } : file))),
      'too-large',
      { ...LIMITS, memberBytes: 1 << 20 },
    ],
  ])('%s', async (_, bytes, code, limits) => {
    const failure = await textOf(bytes, limits).then(troubleIn, (error: unknown) => error)
    expect(failure).toMatchObject({ code })
  })

  test('two parts in one place', async () => {
    const bytes = workbookOf([{ name: 'S', rows: [['a']] }])
    const archive = {
      open: async function* () {
        yield bytes
      },
    }
    const entries = await zipDirectory(archive)
    const twice = [entries[0]!, ...entries]
    const text = () => workbookText(archive, twice, { spent: newSpent(LIMITS) }).open()
    expect(text).toThrow(ArchiveError)
  })

  test('cells that come to far more text than they are', async () => {
    const merges = Array.from(
      { length: 90 },
      (_, at) => `<mergeCell ref="${letters(at)}1:${letters(at)}100"/>`,
    )
    const first = Array.from({ length: 90 }, (_, at) => inline('x'.repeat(30_000), `${letters(at)}1`))
    const rows = Array.from(
      { length: 99 },
      (_, at) => `<row r="${at + 2}">${inline('y', `ZZ${at + 2}`)}</row>`,
    )
    const xml = `${data(`<row r="1">${first.join('')}</row>${rows.join('')}`)}<mergeCells>${merges.join('')}</mergeCells>`
    expect(troubleIn(await rowsOf(xml))).toMatchObject({ code: 'too-large' })
  })

  test('cut off or changed anywhere it throws nothing else', async () => {
    const bytes = workbookOf(
      [
        {
          name: 'S',
          rows: [
            ['Make', 'Model'],
            ['Acme', 'X'],
          ],
        },
      ],
      { strings: '<si><t>a</t></si>' },
    )
    for (let at = 1; at < bytes.length; at += 37) {
      const damaged = bytes.slice()
      damaged[at]! ^= 0x15
      for (const broken of [bytes.slice(0, at), damaged]) {
        const failure = await textOf(broken).then(
          () => null,
          (error: unknown) => error,
        )
        if (failure !== null) expect(failure).toBeInstanceOf(ArchiveError)
      }
    }
  })
})

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [61, false, '1900-03-01'],
  [25569, false, '1970-01-01'],
  [45293.99, false, '2024-01-02'],
  [2_958_465, false, '9999-12-31'],
  [2_958_466, false, null],
  [0.5, false, null],
  [-1, false, null],
  [Number.NaN, false, null],
  [24_107, true, '1970-01-01'],
])('%f from 1904: %s is %s', (serial, from1904, day) => {
  expect(dayOf(serial, from1904)).toBe(day)
})

/** 0 → `A`, 26 → `AA`. */
function letters(column: number): string {
  const last = String.fromCharCode(0x41 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
