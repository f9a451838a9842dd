import type { Format } from '../reader.ts'
import { findLayout, HEAD_BYTES } from './layout.ts'
import { openTable } from './table.ts'

/** The formats of inventories, in the order in which they are tried; after all formats with a signature. */
export const inventoryFormats: readonly Format[] = [
  {
    id: 'delimited-inventory',
    recognise(head, atEnd) {
      if (!looksLikeText(head)) return 'no'
      if (!atEnd && head.length < HEAD_BYTES) return 'more'
      return findLayout(head, atEnd) === null ? 'no' : 'yes'
    },
    open: (handlers) => openTable(handlers),
  },
]

/** No zero bytes, and neither JSON nor XML. */
function looksLikeText(head: Uint8Array): boolean {
  if (head.includes(0)) return false
  const first = head.find((byte) => byte > 0x20)
  return first !== undefined ? first !== 0x7b && first !== 0x5b && first !== 0x3c : true
}
