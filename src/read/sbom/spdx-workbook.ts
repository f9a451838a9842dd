import type { Cell, Item, Span } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import { createDelimitedSplitter, type DelimitedSplitter } from '../../syntax/delimited.ts'
import type { Row } from '../../syntax/delimited-row.ts'
import type { Member, Node, ObjectNode, ScalarNode } from '../../syntax/node.ts'
import { columnLetters } from '../inventory/cells.ts'
import type { ReaderHandlers } from '../reader.ts'
import type { SheetsReader } from '../sheets.ts'
import { Assembly } from './assembly.ts'
import { spdx, spdxGeneratorOf } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'

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

/** A reader of the sheets of an SPDX spreadsheet, versions 1.1 to 2.3: one row is a package, a file, a reference. */
export function openSpdxSheets(handlers: ReaderHandlers): SheetsReader {
  /** Where the values of the current record stand, and those that the document says of itself. */
  let inRecord: readonly Located[] = []
  const inHead: Located[] = []
  const assembly = new Assembly(spdx, 'json', {
    onItem: (item) => handlers.onItem(itemWith(item, (span) => cellSpan(span, inRecord, inHead))),
    onProblem: ({ span, ...problem }: Problem) =>
      handlers.onProblem({
        ...problem,
        ...(span !== undefined && { span: cellSpan(span, inRecord, inHead) }),
      }),
  })
  const references = new Map<string, { readonly node: ObjectNode; readonly cells: readonly Located[] }[]>()
  const creators: Node[] = []
  const counts = { packages: 0, files: 0 }
  let version: string | undefined
  let splitter: DelimitedSplitter | null = null

  function onRecord(role: Role, members: readonly Member[], cells: readonly Located[]): void {
    const node = objectOf(members)
    const text = (key: string) => members.find((member) => member.key === key)?.value
    const add = (key: string, index: number, value: ObjectNode = node) =>
      assembly.add({ type: 'document', keys: [key], element: true, node: value, path: `/${key}/${index}` })
    inRecord = cells
    switch (role) {
      case 'document': {
        inHead.push(...cells)
        version ??= stringOf(text('spdxVersion'))
        const name = text('name')
        if (name !== undefined)
          assembly.add({ type: 'document', keys: ['name'], element: false, node: name, path: '/name' })
        const creator = text('creator')
        if (creator !== undefined) creators.push(creator)
        return
      }
      case 'references': {
        const of = stringOf(text('of'))
        if (of === undefined) return
        const known = references.get(of)
        if (known === undefined) references.set(of, [{ node, cells }])
        else known.push({ node, cells })
        return
      }
      case 'packages': {
        const own = references.get(stringOf(text('SPDXID')) ?? '') ?? []
        const list: Node = {
          type: 'array',
          elements: own.map((reference) => reference.node),
          start: 0,
          end: 0,
        }
        inRecord = [...cells, ...own.flatMap((reference) => reference.cells)]
        add('packages', counts.packages++, objectOf([...members, memberOf('externalRefs', list)]))
        return
      }
      case 'files':
        add('files', counts.files++)
        return
      case 'annotations':
      case 'revieweds':
        // What is said of nothing else is said of the document.
        inHead.push(...cells)
        add(role, 0)
        return
      case 'other':
        return
      default:
        role satisfies never
    }
  }

  return {
    begin({ sheet }, offset) {
      const role = roleOf(sheet)
      splitter =
        role === 'other'
          ? null
          : splitterOf(sheet, offset, COLUMNS[role], handlers, (...record) => onRecord(role, ...record))
    },
    write: (chunk) => splitter?.write(chunk),
    end() {
      splitter?.end()
      splitter = null
    },
    finish() {
      inRecord = []
      const list: Node = { type: 'array', elements: creators, start: 0, end: 0 }
      const creationInfo = objectOf([memberOf('creators', list)])
      assembly.add({
        type: 'document',
        keys: ['creationInfo'],
        element: false,
        node: creationInfo,
        path: '/creationInfo',
      })
      const generator = spdxGeneratorOf(creationInfo)
      assembly.endDocument({
        ...describeSpdxVersion(version, 'XLSX'),
        ...(generator !== undefined && { generator }),
      })
      const { packages, files } = counts
      const records = packages + files
      return {
        ...assembly.summary({ items: packages, any: records > 0, records, lookedInto: records }),
        links: [],
      }
    },
  }
}

type Role = 'document' | 'references' | 'packages' | 'files' | 'annotations' | 'revieweds' | 'other'

const ORDER: readonly Role[] = [
  'document',
  'references',
  'packages',
  'files',
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
    filecopyrighttext: 'copyrightText',
    noticetext: 'noticeText',
    contributors: 'fileContributors',
    attributiontext: 'attributionTexts',
  },
  annotations: { annotator: 'annotator' },
  revieweds: { reviewer: 'reviewer' },
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '')
}

/** A cell and the bytes of the workbook's text where it stands. */
interface Located {
  readonly start: number
  readonly end: number
  readonly cell: Cell
}

function splitterOf(
  sheet: string,
  offset: number,
  keys: Readonly<Record<string, string>>,
  { onProblem }: ReaderHandlers,
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
        members.push(memberOf(key, key === 'fileContributors' ? quotedTexts(value) : value))
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

function objectOf(members: readonly Member[]): ObjectNode {
  return { type: 'object', members, start: 0, end: 0 }
}

function memberOf(key: string, value: Node): Member {
  return { key, keyRegion: { start: value.start, end: value.start }, value }
}

function stringOf(node: Node | undefined): string | undefined {
  return node?.type === 'string' ? node.value : undefined
}

function itemWith(item: Item, place: (span: Span) => Span): Item {
  const claims = item.claims.map((claim) => ({ ...claim, span: place(claim.span) }))
  return { ...item, span: place(item.span), claims }
}

/**
 * The cell in which a span stands, among those of a record, which are few, and those of the document, which are in
 * order: the text of the workbook spells it, the workbook does not.
 */
function cellSpan({ offset, length }: Span, few: readonly Located[], inOrder: readonly Located[]): Span {
  const holds = ({ start, end }: Located) => start <= offset && offset <= end
  const found = few.find(holds) ?? inOrder[lastFrom(inOrder, offset)]
  return { offset, length, ...(found !== undefined && { cell: found.cell }), encloses: true }
}

/** Index of the last cell that begins at an offset or before it. */
function lastFrom(cells: readonly Located[], offset: number): number {
  let low = 0
  let high = cells.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (cells[middle]!.start <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}
