import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be put into an archive. */
export interface FileToPack {
  readonly name: string
  readonly bytes: Uint8Array
  /** tar: type flag, default `0`. */
  readonly type?: string
  /** ZIP: 8 unless said otherwise. */
  readonly method?: number
  readonly flags?: number
  /** ZIP: sizes behind the data instead of before them. */
  readonly descriptor?: true
  /** ZIP: external attributes, for links. */
  readonly mode?: number
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

/** A tar archive (ustar), with an end mark unless told otherwise. */
export function tar(files: readonly FileToPack[], end = true): Uint8Array {
  const parts = files.flatMap(({ name, bytes, type }) => [tarHeader(name, bytes.length, type), padded(bytes)])
  return join(...parts, new Uint8Array(end ? 1024 : 0))
}

export function tarHeader(name: string, size: number, type = '0'): Uint8Array {
  const header = Buffer.alloc(512)
  header.write(name.slice(0, 100), 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write(type, 156)
  header.write('ustar\0', 257)
  header.write('00', 263)
  header.write('        ', 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Uint8Array.from(header)
}

function padded(bytes: Uint8Array): Uint8Array {
  return join(bytes, new Uint8Array((512 - (bytes.length % 512)) % 512))
}

/** A pax extended header for the member that follows it. */
export function pax(records: Readonly<Record<string, string>>): FileToPack {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    let length = Buffer.byteLength(rest)
    while (length !== Buffer.byteLength(rest) + String(length).length) length++
    return `${length}${rest}`
  })
  return { name: 'PaxHeaders/x', type: 'x', bytes: utf8(lines.join('')) }
}

/** A ZIP archive. */
export function zip(
  files: readonly FileToPack[],
  options: { zip64?: true; comment?: string } = {},
): Uint8Array {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const file of files) {
    const method = file.method ?? 8
    const packed = method === 8 ? Uint8Array.from(deflateRawSync(file.bytes)) : file.bytes
    const sum = crc32(file.bytes)
    const name = utf8(file.name)
    const flags = (file.flags ?? 0x800) | (file.descriptor ? 8 : 0)
    const sizes = file.descriptor ? [0, 0, 0] : [sum, packed.length, file.bytes.length]
    const local = join(
      words([4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0]),
      words([4, sizes[0]!], [4, sizes[1]!], [4, sizes[2]!], [2, name.length], [2, 0]),
      name,
      packed,
      file.descriptor
        ? words([4, 0x08074b50], [4, sum], [4, packed.length], [4, file.bytes.length])
        : words(),
    )
    locals.push(local)
    const wide = options.zip64 === true
    const extra = wide
      ? words([2, 1], [2, 24], [8, file.bytes.length], [8, packed.length], [8, offset])
      : words()
    const of = (value: number) => (wide ? 0xffffffff : value)
    directory.push(
      join(
        words([4, 0x02014b50], [2, 0x0314], [2, 20], [2, flags], [2, method], [4, 0], [4, sum]),
        words(
          [4, of(packed.length)],
          [4, of(file.bytes.length)],
          [2, name.length],
          [2, extra.length],
          [2, 0],
        ),
        words([2, 0], [2, 0], [4, ((file.mode ?? 0o100644) << 16) >>> 0], [4, of(offset)]),
        name,
        extra,
      ),
    )
    offset += local.length
  }
  const listed = join(...directory)
  const comment = utf8(options.comment ?? '')
  const count = files.length
  const end64 = options.zip64
    ? join(
        words([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]),
        words([8, listed.length], [8, offset], [4, 0x07064b50], [4, 0], [8, offset + listed.length], [4, 1]),
      )
    : words()
  const short = (value: number, most: number) => (options.zip64 ? most : value)
  return join(
    ...locals,
    listed,
    end64,
    words([4, 0x06054b50], [2, 0], [2, 0], [2, short(count, 0xffff)], [2, short(count, 0xffff)]),
    words([4, short(listed.length, 0xffffffff)], [4, short(offset, 0xffffffff)], [2, comment.length]),
    comment,
  )
}

/** Little-endian numbers of a length. */
function words(...fields: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes: number[] = []
  for (const [length, value] of fields) {
    let rest = value
    for (let at = 0; at < length; at++) {
      bytes.push(rest % 256)
      rest = Math.floor(rest / 256)
    }
  }
  return Uint8Array.from(bytes)
}
