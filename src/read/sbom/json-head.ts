import { parseJson } from '../../syntax/json/parse.ts'
import { createSplitter } from '../../syntax/json/splitter.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'

/** How a JSON document begins: the members of its root that have been seen so far. */
export interface JsonHead {
  readonly keys: ReadonlySet<string>
  /** Texts of those members that tell formats apart. */
  readonly texts: ReadonlyMap<string, string>
  /** True when no more will be shown. */
  readonly last: boolean
  /** Whether a text stands anywhere in the bytes that have been seen. */
  mentions(text: string): boolean
}

/**
 * Reads the root's members from the first bytes of a document; `null` when it does not begin like JSON. Of several in
 * one stream those behind the first one that says what it is do not count.
 */
export function readJsonHead(bytes: Uint8Array, last: boolean): JsonHead | null {
  const first = bytes.find((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d))
  if (first !== undefined && first !== 0x7b && first !== 0x5b) return null
  const keys = new Set<string>()
  const texts = new Map<string, string>()
  let told: 'nothing' | 'here' | 'before' = 'nothing'
  const splitter = createSplitter({
    literals: [],
    always: TELLING,
    countedKeys: [],
    wrappers: WRAPPERS,
    roots: 'many',
    onRoot: () => {
      if (told === 'here') told = 'before'
    },
    onRootMember: (key) => {
      if (told === 'before') return
      keys.add(key)
      if (KEYS_OF_FORMATS.has(key)) told = 'here'
    },
    onRecord: (record) => {
      if (told === 'before') return
      const parsed = parseJson(record.bytes, record.offset)
      if ('node' in parsed && parsed.node.type === 'string') texts.set(record.key, parsed.node.value)
    },
  })
  splitter.write(bytes)
  splitter.end()
  return { keys, texts, last, mentions: (text) => decodeUtf8(bytes).includes(text) }
}

/**
 * Keys of objects that hold a document as their own: of attestations (in-toto; cosign puts `Data` in it), of GitHub's
 * answers about dependencies, of SPDX in JSON before 2.2.
 */
export const WRAPPERS: readonly string[] = ['predicate', 'Data', 'sbom', 'Document']

/** Keys that stand in documents of one format only. */
const KEYS_OF_FORMATS: ReadonlySet<string> = new Set([
  'bomFormat',
  'spdxVersion',
  'SPDXID',
  'spdxId',
  '@context',
  '@graph',
])

const TELLING = ['bomFormat', '$schema', 'specVersion', 'spdxVersion', 'SPDXID', '@context', 'predicateType']
