import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter, type JsonRecord } from '../../syntax/json/splitter.ts'
import type { Node } from '../../syntax/node.ts'
import { WRAPPERS } from '../sbom/json-head.ts'
import { type LinkGrammar, type LinkReader, type LinkSink, PARTS_LIMIT } from './link-reader.ts'

/** Reads how items hang together from a format in JSON. */
export function openJsonLinks(grammar: LinkGrammar, sink: LinkSink): LinkReader {
  const { linksOf, onRoot, onRootMember } = sink
  const splitter = createSplitter({
    literals: [],
    triggers: grammar.triggers,
    always: grammar.always,
    countedKeys: [],
    wrappers: WRAPPERS,
    roots: 'many',
    splitLimit: PARTS_LIMIT,
    ...(onRoot && { onRoot }),
    ...(onRootMember && { onRootMember }),
    onRecord(record) {
      const node = parsed(record)
      if (node !== null) grammar.add(linksOf(record.root), record.key, node)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

function parsed({ bytes, offset, holes, within }: JsonRecord): Node | null {
  if (within !== undefined) return null
  const result = parseJson(bytes, offset, holes === undefined ? {} : { holes })
  return 'node' in result ? result.node : null
}
