import type { Member } from '../../syntax/node.ts'
import { isSpdxWorkbook, type Role, readSpdxSheets } from '../sbom/spdx-sheets.ts'
import { SheetStream } from '../sheet-stream.ts'
import type { SheetsReader } from '../sheets.ts'
import type { Links } from './graph.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'
import { spdxLinks } from './spdx.ts'

/** Reads how items hang together from SPDX 2 in a spreadsheet. */
export function openWorkbookLinks({ linksOf }: LinkSink): LinkReader {
  const sheets = new SheetStream(
    (names) => (isSpdxWorkbook(names) ? openSheets(linksOf(0)) : NO_SHEETS),
    pass,
  )
  return { write: (chunk) => sheets.write(chunk), end: () => void sheets.end() }
}

const ROLES: ReadonlySet<Role> = new Set(['document', 'files', 'relationships'])

/** Lists of equipment do not say how it hangs together. */
const NO_SHEETS: SheetsReader<void> = { begin: pass, write: pass, end: pass, finish: pass }

function pass(): void {
  // What is not asked for is passed over, and what is in trouble is told already.
}

function openSheets(links: Links): SheetsReader<void> {
  return readSpdxSheets({
    roles: ROLES,
    onRow(role, members) {
      if (role === 'document') for (const ref of refsIn(members, 'documentDescribes')) links.addRoot(ref)
      else if (role === 'files') addFile(links, members)
      else spdxLinks.add(links, role, { type: 'object', members, start: 0, end: 0 })
    },
    onProblem: pass,
    finish: pass,
  })
}

/** The sheet of files names the packages that they belong to. */
function addFile(links: Links, members: readonly Member[]): void {
  const [file] = refsIn(members, 'SPDXID')
  if (file !== undefined) for (const ref of refsIn(members, 'packages')) links.add(ref, file, 'stated')
}

/** A cell can hold several references. */
function refsIn(members: readonly Member[], key: string): readonly string[] {
  const value = members.find((member) => member.key === key)?.value
  return value?.type === 'string' ? value.value.split(/[\s,;]+/).filter((ref) => ref !== '') : []
}
