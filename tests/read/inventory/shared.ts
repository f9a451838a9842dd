import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** The folder of facts and corpora; `null` where there is none. */
export const shared: string | null = [
  process.env['VENDORSCAN_SHARED'],
  fileURLToPath(new URL('../../../../shared', import.meta.url)),
].reduce<string | null>(
  (found, path) => found ?? (path !== undefined && existsSync(path) ? path : null),
  null,
)

/** The files of a gzipped tar archive below the shared folder: path → bytes. */
export function* archived(path: string): Generator<readonly [string, Uint8Array]> {
  const tar = gunzipSync(readFileSync(join(shared!, path)))
  let longName: string | null = null
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, to: number) => tar.toString('utf8', at + from, at + to).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 136), 8)
    const type = text(156, 157)
    const content = tar.subarray(at + 512, at + 512 + size)
    const prefix = text(257, 262) === 'ustar' && text(345, 500) !== '' ? `${text(345, 500)}/` : ''
    if (type === 'L') longName = content.toString('utf8').replace(/\0.*$/s, '')
    else {
      if (type === '0' || type === '') yield [longName ?? prefix + text(0, 100), content]
      longName = null
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}
