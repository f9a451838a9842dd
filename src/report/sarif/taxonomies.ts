import type { ReportingDescriptorReference, ToolComponent, ToolComponentReference } from 'sarif'
import type { Measure } from '../../model/measure.ts'
import type { Catalogue } from '../catalogue.ts'
import { clip } from '../printable.ts'
import { uuidOf } from './uuid.ts'

/** The measures that a log refers to, as SARIF taxonomies: one for each jurisdiction. */
export interface Taxonomies {
  readonly components: ToolComponent[]
  readonly references: ToolComponentReference[]
  /** Null for a measure that is in none. */
  taxon(measure: string): ReportingDescriptorReference | null
}

/** Makes the taxonomies of some measures, in order of jurisdiction and id. */
export function taxonomiesOf(
  ids: ReadonlySet<string>,
  catalogue: Catalogue,
  documentation: string | undefined,
): Taxonomies {
  const groups = new Map<string, Measure[]>()
  for (const id of [...ids].sort()) {
    const measure = catalogue.measure(id)
    if (!measure) continue
    const group = groups.get(measure.jurisdiction)
    if (group) group.push(measure)
    else groups.set(measure.jurisdiction, [measure])
  }
  const codes = [...groups.keys()].sort()
  const references = codes.map(
    (code, index): ToolComponentReference => ({
      name: code.toLowerCase(),
      index,
      guid: uuidOf(`jurisdiction/${code}`),
    }),
  )
  const taxa = new Map<string, ReportingDescriptorReference>()
  for (const [number, code] of codes.entries()) {
    const toolComponent = references[number]!
    for (const [index, { id }] of groups.get(code)!.entries()) taxa.set(id, { id, index, toolComponent })
  }
  return {
    references,
    taxon: (id) => taxa.get(id) ?? null,
    components: codes.map(
      (code, index): ToolComponent => ({
        name: code.toLowerCase(),
        guid: references[index]!.guid!,
        organization: catalogue.jurisdictionName(code),
        version: catalogue.lists.version,
        releaseDateUtc: catalogue.lists.version,
        isComprehensive: false,
        shortDescription: {
          text: `${catalogue.jurisdictionName(code)}: rules that name or concern the vendors.`,
        },
        taxa: groups.get(code)!.map((measure) => taxonOf(measure, documentation)),
      }),
    ),
  }
}

function taxonOf(measure: Measure, documentation: string | undefined) {
  const source = measure.sources.find(({ kind }) => kind === 'official') ?? measure.sources[0]
  const helpUri = documentation === undefined ? source?.url : `${documentation}measures.md#${measure.id}`
  return {
    id: measure.id,
    shortDescription: { text: clip(measure.name, 1000) },
    fullDescription: { text: clip(`${measure.names} ${measure.meaning}`, 1000) },
    ...(helpUri !== undefined && { helpUri }),
  }
}
