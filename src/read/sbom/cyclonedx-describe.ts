import type { Problem } from '../../model/problem.ts'
import type { Node } from '../../syntax/node.ts'
import type { Description } from './assembly.ts'
import { memberOf, textOf } from './grammar.ts'

/** Name and version of a CycloneDX document, and what is doubtful about it. */
export function describeVersion(version: string | undefined, serialisation: string): Description {
  if (version !== undefined && KNOWN.has(version)) return { format: `CycloneDX ${version} ${serialisation}` }
  const problem: Problem = {
    code: 'unsupported-version',
    severity: 'warning',
    message:
      version === undefined
        ? 'The document does not say which version of CycloneDX it follows; it was read as 1.7.'
        : `CycloneDX version "${version.slice(0, 40)}" is not known; the document was read as 1.7.`,
  }
  return { format: `CycloneDX ${version ?? ''} ${serialisation}`.replace('  ', ' '), problem }
}

/** What `metadata` tells of the document. */
export function describeMetadata(metadata: Node | undefined): Omit<Description, 'format'> {
  if (metadata === undefined) return {}
  const generator = generatorOf(metadata)
  return {
    ...(generator !== undefined && { generator }),
    ...(memberOf(metadata, 'component') !== undefined && { subject: true }),
  }
}

const KNOWN: ReadonlySet<string> = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])

/** Name of the program that wrote the document, from `metadata`. */
function generatorOf(metadata: Node): string | undefined {
  const tools = memberOf(metadata, 'tools')
  if (tools === undefined) return undefined
  const lists = [tools, memberOf(tools, 'components'), memberOf(tools, 'services')]
  for (const list of lists) {
    const tool = list === undefined ? undefined : firstOf(list)
    const name = tool === undefined ? undefined : textOf(memberOf(tool, 'name'))?.value
    if (tool === undefined || name === undefined) continue
    const version = textOf(memberOf(tool, 'version'))?.value
    return version === undefined ? name : `${name} ${version}`
  }
  return undefined
}

/** The first entry of a list, which XML writes as an element with the entries in it. */
function firstOf(list: Node): Node | undefined {
  if (list.type === 'array') return list.elements[0]
  if (list.type !== 'object') return undefined
  return list.members.find(({ key }) => key === 'tool' || key === 'component' || key === 'service')?.value
}
