import { createSectionSplitter, type SectionSplitter, type SectionSplitterOptions } from '../sections.ts'
import { decodeUtf8 } from '../utf8.ts'

/**
 * Makes a splitter of a YAML document whose root is a block mapping. A section is a member of the root, named by its
 * key; where that member is a block sequence each of its entries is one, named `key[]`.
 */
export function createYamlSplitter(options: Omit<SectionSplitterOptions, 'rules'>): SectionSplitter {
  let key = ''
  /** Columns before the entries of the present list; `undefined`: there may be a list; `null`: there is none. */
  let list: number | null | undefined = null
  return createSectionSplitter({
    ...options,
    rules: {
      begins(bytes, from, to) {
        let at = from
        while (at < to && bytes[at] === SPACE) at++
        const first = bytes[at]
        if (at >= to || first === CARRIAGE_RETURN || first === HASH) return null
        const column = at - from
        const entry = first === DASH && (at + 1 >= to || isBlank(bytes[at + 1]!))
        if (entry && (list === undefined || list === column)) {
          list = column
          return `${key}[]`
        }
        if (list === undefined) list = null
        if (column > 0 || first === DASH || first === PERCENT) return null
        const found = KEY.exec(decodeUtf8(bytes.subarray(from, Math.min(to, from + KEY_LIMIT))))
        if (found === null) return null
        key = found[2]!
        list = /^\s*(#|$)/.test(found[3]!) ? undefined : null
        return key
      },
    },
  })
}

const SPACE = 0x20
const CARRIAGE_RETURN = 0x0d
const HASH = 0x23
const DASH = 0x2d
const PERCENT = 0x25
/** No key is longer. */
const KEY_LIMIT = 256
const KEY = /^(["']?)([^"':#]+)\1\s*:((?:\s.*)?)$/s

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === 0x09 || byte === CARRIAGE_RETURN
}
