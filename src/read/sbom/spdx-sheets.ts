import type { Cell } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import { createDelimitedSplitter, type DelimitedSplitter } from '../../syntax/delimited.ts'
import type { Row } from '../../syntax/delimited-row.ts'
import type { Member, Node, ScalarNode } from '../../syntax/node.ts'
import { columnLetters } from '../inventory/cells.ts'
import type { SheetsReader } from '../sheets.ts'

/** Whether sheets of these names are those of an SPDX spreadsheet. */
export function isSpdxWorkbook(names: readonly string[]): boolean {
  const found = names.map(roleOf)
  return found.includes('packages') && (found.includes('document') || found.includes('files'))
}

/** The sheets of an SPDX spreadsheet in the order in which they are read: references before the packages they are of. */
export function spdxSheetOrder(names: readonly string[]): readonly number[] {
  const rank = (index: number) => ORDER.indexOf(roleOf(names[index]!))
  return [...names.keys()].sort((a, b) => rank(a) - rank(b))
}

/** What the rows of a sheet are. */
export type Role =
  | 'document'
  | 'references'
  | 'packages'
  | 'files'
  | 'relationships'
  | 'annotations'
  | 'revieweds'
  | 'other'

/** A cell and the bytes of the workbook's text where it stands. */
export interface Located {
  readonly start: number
  readonly end: number
  readonly cell: Cell
}

/** Who takes the rows of an SPDX spreadsheet. */
export interface RowTaker<End> {
  /** The sheets that are read. */
  readonly roles: ReadonlySet<Role>
  /** A row, by the keys that JSON has for its columns. */
  onRow(role: Role, members: readonly Member[], cells: readonly Located[]): void
  onProblem(problem: Problem): void
  finish(): End
}

/** Reads the sheets of an SPDX spreadsheet, versions 1.1 to 2.3. */
export function readSpdxSheets<End>({ roles, onRow, onProblem, finish }: RowTaker<End>): SheetsReader<End> {
  let splitter: DelimitedSplitter | null = null
  return {
    begin({ sheet }, offset) {
      const role = roleOf(sheet)
      splitter =
        role === 'other' || !roles.has(role)
          ? null
          : splitterOf(sheet, offset, COLUMNS[role], onProblem, (...row) => onRow(role, ...row))
    },
    write: (chunk) => splitter?.write(chunk),
    end() {
      splitter?.end()
      splitter = null
    },
    finish,
  }
}

const ORDER: readonly Role[] = [
  'document',
  'references',
  'packages',
  'files',
  'relationships',
  'annotations',
  'revieweds',
  'other',
]

/** Names of sheets, letters only. `Origins` is what version 1 called the document's own. */
const ROLES: Readonly<Record<string, Role>> = {
  documentinfo: 'document',
  origins: 'document',
  creationinfo: 'document',
  externalrefs: 'references',
  packageinfo: 'packages',
  perfileinfo: 'files',
  fileinfo: 'files',
  relationships: 'relationships',
  annotations: 'annotations',
  reviewers: 'revieweds',
}

function roleOf(sheet: string): Role {
  const name = lettersOf(sheet)
  return Object.hasOwn(ROLES, name) ? ROLES[name]! : 'other'
}

/** Header, letters only → key of the same in JSON. */
const COLUMNS: Readonly<Record<Exclude<Role, 'other'>, Readonly<Record<string, string>>>> = {
  document: {
    spdxversion: 'spdxVersion',
    documentname: 'name',
    documentcontents: 'documentDescribes',
    creator: 'creator',
    creators: 'creator',
    createdby: 'creator',
  },
  references: {
    packageid: 'of',
    category: 'referenceCategory',
    type: 'referenceType',
    locator: 'referenceLocator',
  },
  packages: {
    packagename: 'name',
    spdxidentifier: 'SPDXID',
    packagefilename: 'packageFileName',
    packagesupplier: 'supplier',
    packageoriginator: 'originator',
    homepage: 'homepage',
    packagedownloadlocation: 'downloadLocation',
    packageurl: 'downloadLocation',
    sourceinfo: 'sourceInfo',
    packagecopyrighttext: 'copyrightText',
    declaredcopyright: 'copyrightText',
    summary: 'summary',
    description: 'description',
    attributiontext: 'attributionTexts',
    comments: 'comment',
    primarypurpose: 'primaryPackagePurpose',
    releasedate: 'releaseDate',
  },
  files: {
    filename: 'fileName',
    spdxidentifier: 'SPDXID',
    packageidentifier: 'packages',
    filecopyrighttext: 'copyrightText',
    noticetext: 'noticeText',
    contributors: 'fileContributors',
    attributiontext: 'attributionTexts',
  },
  relationships: {
    spdxidentifiera: 'spdxElementId',
    relationship: 'relationshipType',
    spdxidentifierb: 'relatedSpdxElement',
  },
  annotations: { annotator: 'annotator' },
  revieweds: { reviewer: 'reviewer' },
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '')
}

function splitterOf(
  sheet: string,
  offset: number,
  keys: Readonly<Record<string, string>>,
  onProblem: (problem: Problem) => void,
  onRecord: (members: readonly Member[], cells: readonly Located[]) => void,
): DelimitedSplitter {
  let columns: readonly (string | undefined)[] | null = null
  return createDelimitedSplitter({
    delimiter: 0x2c,
    offset,
    onProblem: ({ span: _, ...problem }) => onProblem(problem),
    onRow(row) {
      if (row.blank) return
      if (columns === null) {
        columns = headersOf(row, keys)
        return
      }
      const members: Member[] = []
      const cells: Located[] = []
      for (const [index, key] of columns.entries()) {
        const value = key === undefined ? null : row.cell(index)
        if (key === undefined || value === null) continue
        members.push({
          key,
          keyRegion: { start: value.start, end: value.start },
          value: key === 'fileContributors' ? quotedTexts(value) : value,
        })
        const cell = { sheet, ref: columnLetters(index) + row.number, row: row.number }
        cells.push({ start: value.start, end: value.end, cell })
      }
      if (members.length > 0) onRecord(members, cells)
    },
  })
}

function headersOf(row: Row, keys: Readonly<Record<string, string>>): readonly (string | undefined)[] {
  return Array.from({ length: row.size }, (_, column) => {
    const header = lettersOf(row.cell(column)?.value ?? '')
    return Object.hasOwn(keys, header) ? keys[header] : undefined
  })
}

/** `"A","B"` as a list. */
function quotedTexts(node: ScalarNode): Node {
  const texts = [...node.value.matchAll(/"([^"]*)"/g)].map(([, text]) => text!)
  if (texts.length === 0) return node
  const { start, end } = node
  return {
    type: 'array',
    elements: texts.map((value) => ({ type: 'string', value, start, end })),
    start,
    end,
  }
}
