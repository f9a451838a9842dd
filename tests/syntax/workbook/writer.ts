import { type FileToPack, utf8, zip } from '../archive/writers.ts'

/** A sheet of a workbook to be written: its part's XML, or its rows of inline strings. */
export interface SheetToWrite {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  /** What stands in the root element. */
  readonly xml?: string
  readonly rows?: readonly (readonly string[])[]
}

/** What else a workbook has. */
export interface WorkbookToWrite {
  readonly strings?: string
  readonly styles?: string
  readonly from1904?: boolean
  /** Prefix of all elements. */
  readonly prefix?: string
  /** Namespace of the elements. */
  readonly namespace?: string
  /** Encodes the parts. */
  readonly encode?: (xml: string) => Uint8Array
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The files of a workbook. */
export function workbookFiles(
  sheets: readonly SheetToWrite[],
  { strings, styles, from1904, prefix = '', namespace = MAIN, encode = utf8 }: WorkbookToWrite = {},
): readonly FileToPack[] {
  const p = prefix === '' ? '' : `${prefix}:`
  const declared = `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${namespace}" xmlns:r="${OFFICE}"`
  const root = (name: string, inside: string) =>
    encode(`<?xml version="1.0"?><${p}${name} ${declared}>${inside}</${p}${name}>`)
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const relations = (...inside: string[]) =>
    utf8(`<Relationships xmlns="${PACKAGE}">${inside.join('')}</Relationships>`)
  const list = sheets.map(({ name, state }, at) => {
    const shown = state === undefined ? '' : ` state="${state}"`
    return `<${p}sheet name="${escaped(name)}" sheetId="${at + 1}"${shown} r:id="s${at}"/>`
  })
  const about = `<${p}workbookPr${from1904 ? ' date1904="1"' : ''}/><${p}sheets>${list.join('')}</${p}sheets>`
  return [
    { name: '[Content_Types].xml', bytes: utf8('<Types/>') },
    { name: '_rels/.rels', bytes: relations(relation('w', 'officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/workbook.xml', bytes: root('workbook', about) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: relations(
        ...sheets.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
        ...(strings === undefined ? [] : [relation('t', 'sharedStrings', '/xl/sharedStrings.xml')]),
        ...(styles === undefined ? [] : [relation('y', 'styles', 'styles.xml')]),
      ),
    },
    // Before the strings that they refer to, as some programs write them.
    ...sheets.map(({ xml, rows }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      bytes: root('worksheet', xml ?? `<${p}sheetData>${rowsXml(rows ?? [], p)}</${p}sheetData>`),
    })),
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', bytes: root('sst', strings) }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', bytes: root('styleSheet', styles) }]),
  ]
}

/** A workbook. */
export function workbookOf(sheets: readonly SheetToWrite[], more?: WorkbookToWrite): Uint8Array {
  return zip(workbookFiles(sheets, more))
}

function rowsXml(rows: readonly (readonly string[])[], p: string): string {
  return rows
    .map((cells, row) => {
      const inside = cells.map((text, column) => {
        const ref = String.fromCharCode(0x41 + column) + (row + 1)
        return text === ''
          ? ''
          : `<${p}c r="${ref}" t="inlineStr"><${p}is><${p}t>${escaped(text)}</${p}t></${p}is></${p}c>`
      })
      return `<${p}row r="${row + 1}">${inside.join('')}</${p}row>`
    })
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
