import { createXmlSplitter, type XmlRoot } from '../../syntax/xml/splitter.ts'

/** The root element of a document that begins like XML; `null` when it does not, `more` when it goes on. */
export function readXmlHead(bytes: Uint8Array): XmlRoot | null | 'more' {
  const first = bytes.find((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d))
  if (first !== undefined && first !== 0x3c) return null
  let root: XmlRoot | null = null
  const splitter = createXmlSplitter({
    literals: [],
    lists: [],
    counted: {},
    onRoot: (seen) => {
      root = seen
    },
    onRecord: () => undefined,
  })
  splitter.write(bytes)
  if (root !== null) return root
  const { problem } = splitter.end()
  return problem !== null && problem.code !== 'truncated' && problem.code !== 'empty' ? null : 'more'
}
