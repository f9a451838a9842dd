import type { Node } from '../node.ts'
import { parseXml } from '../xml/parse.ts'

/** A sheet of a workbook. */
export interface SheetPart {
  readonly name: string
  /** True for a sheet that the workbook does not show. */
  readonly hidden: boolean
  /** Name of its part in the package; empty where the workbook does not say. */
  readonly part: string
}

/** What the main part of a workbook says, and where its other parts are (ECMA-376 part 1, clause 18.2). */
export interface WorkbookParts {
  /** In order of the tabs. */
  readonly sheets: readonly SheetPart[]
  readonly strings?: string
  readonly styles?: string
  /** True where days are counted from 1904 instead of 1900. */
  readonly from1904: boolean
}

/** A relationship of a part of a package (ECMA-376 part 2, clause 6.5). */
interface Relationship {
  readonly id: string
  /** Last segment of its type, which is the same in transitional and strict documents. */
  readonly type: string
  /** Name of the part that it leads to. */
  readonly part: string
}

/** Name of the package's main part, from the package's own relationships; `null` when they tell of none. */
export function mainPart(relationships: Uint8Array): string | null {
  return readRelationships(relationships, '').find(({ type }) => type === 'officeDocument')?.part ?? null
}

/** Name of the part that holds the relationships of a part. */
export function relationshipsOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

/** The sheets and shared parts of a workbook; `null` when the main part is none of a workbook. */
export function readWorkbook(
  main: string,
  workbook: Uint8Array,
  relationships: Uint8Array,
): WorkbookParts | null {
  const root = rootOf(workbook)
  if (root === null) return null
  const links = readRelationships(relationships, main)
  const seen = new Set<string>()
  const sheets = children(root, 'sheets')
    .flatMap((list) => children(list, 'sheet'))
    .flatMap((sheet): SheetPart[] => {
      const link = links.find(({ id }) => id === attribute(sheet, 'id'))
      const name = attribute(sheet, 'name') ?? ''
      const hidden = (attribute(sheet, 'state') ?? 'visible') !== 'visible'
      if (link === undefined) return [{ name, hidden, part: '' }]
      // Others are charts and dialogues.
      if (link.type !== 'worksheet' || seen.has(link.part)) return []
      seen.add(link.part)
      return [{ name, hidden, part: link.part }]
    })
  const strings = links.find(({ type }) => type === 'sharedStrings')?.part
  const styles = links.find(({ type }) => type === 'styles')?.part
  const from1904 = children(root, 'workbookPr').some((own) =>
    /^(1|true)$/.test(attribute(own, 'date1904') ?? ''),
  )
  return {
    sheets,
    from1904,
    ...(strings !== undefined && { strings }),
    ...(styles !== undefined && { styles }),
  }
}

/** Children of an element by local name. */
export function children(node: Node, name: string): readonly Node[] {
  if (node.type !== 'object') return []
  return node.members.filter(({ key }) => key === name).map(({ value }) => value)
}

/** Value of an attribute by local name. */
export function attribute(node: Node, name: string): string | undefined {
  const value = children(node, name)[0]
  return value?.type === 'string' ? value.value : undefined
}

/** The root element of a small part; `null` when it is not XML. */
export function rootOf(bytes: Uint8Array): Node | null {
  const parsed = parseXml(bytes, 0)
  return 'node' in parsed ? parsed.node : null
}

function readRelationships(bytes: Uint8Array, of: string): readonly Relationship[] {
  const root = rootOf(bytes)
  if (root === null) return []
  return children(root, 'Relationship').flatMap((node): Relationship[] => {
    const target = attribute(node, 'Target')
    if (target === undefined || attribute(node, 'TargetMode') === 'External') return []
    const type = attribute(node, 'Type') ?? ''
    return [
      {
        id: attribute(node, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolve(of, target),
      },
    ]
  })
}

/** Name of the part that a target means, seen from another part. */
function resolve(from: string, target: string): string {
  const segments = target.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const segment of target.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}
