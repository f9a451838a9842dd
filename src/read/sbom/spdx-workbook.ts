import type { Item, Span } from '../../model/item.ts'
import type { Problem } from '../../model/problem.ts'
import type { DocumentSummary } from '../../model/source.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import type { ReaderHandlers } from '../reader.ts'
import type { SheetsReader } from '../sheets.ts'
import { Assembly } from './assembly.ts'
import { spdx, spdxGeneratorOf } from './spdx.ts'
import { describeSpdxVersion } from './spdx-describe.ts'
import { type Located, type Role, readSpdxSheets } from './spdx-sheets.ts'

/** A reader of the sheets of an SPDX spreadsheet, versions 1.1 to 2.3: one row is a package, a file, a reference. */
export function openSpdxSheets(handlers: ReaderHandlers): SheetsReader<DocumentSummary> {
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

  function onRow(role: Role, members: readonly Member[], cells: readonly Located[]): void {
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
      case 'relationships':
      case 'other':
        return
      default:
        role satisfies never
    }
  }

  return readSpdxSheets({
    roles: ROLES_WITH_ITEMS,
    onRow,
    onProblem: (problem) => handlers.onProblem(problem),
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
      return assembly.summary({ items: packages, any: packages > 0, records, lookedInto: records })
    },
  })
}

const ROLES_WITH_ITEMS: ReadonlySet<Role> = new Set([
  'document',
  'references',
  'packages',
  'files',
  'annotations',
  'revieweds',
])

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
