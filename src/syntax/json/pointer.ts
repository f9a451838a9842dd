import { decodeUtf8 } from '../utf8.ts'

/** A step of an RFC 6901 JSON pointer, with its slash. */
export function pointerStep(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The text of a key as written between its quotes; `null` when JSON has no such escape. */
export function unescapeKey(written: string): string | null {
  if (!written.includes('\\')) return written
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return null
  }
}

/** The keys that lead to the container whose bracket ends the bytes, which are JSON so far. */
export function keysTo(bytes: Uint8Array): string[] {
  const keys: string[] = []
  let depth = 0
  let from = 0
  let to = 0
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case 0x22:
        from = at + 1
        at++
        while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1
        to = at
        break
      case 0x3a: {
        const written = decodeUtf8(bytes.subarray(from, to))
        keys[depth - 1] = unescapeKey(written) ?? written
        break
      }
      case 0x7b:
      case 0x5b:
        depth++
        break
      case 0x7d:
      case 0x5d:
        depth--
        break
    }
  }
  return keys.slice(0, Math.max(0, depth - 1))
}
