import { describe, expect, test } from 'vitest'
import { decodeStream } from '../../src/syntax/encoding.ts'

const utf8 = (text: string) => [...new TextEncoder().encode(text)]
const utf16 = (text: string, big: boolean) =>
  [...text].flatMap((_, at) => {
    const unit = text.charCodeAt(at)
    return big ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8]
  })

const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>'
const cases: { title: string; bytes: number[]; text: string; encoding: string; transcoded: boolean }[] = [
  {
    title: 'plain UTF-8',
    bytes: utf8('{"a":"é大"}'),
    text: '{"a":"é大"}',
    encoding: 'utf-8',
    transcoded: false,
  },
  {
    title: 'UTF-8 with a mark',
    bytes: [0xef, 0xbb, 0xbf, ...utf8('{}')],
    text: '{}',
    encoding: 'utf-8',
    transcoded: false,
  },
  { title: 'only a mark', bytes: [0xef, 0xbb, 0xbf], text: '', encoding: 'utf-8', transcoded: false },
  { title: 'nothing', bytes: [], text: '', encoding: 'utf-8', transcoded: false },
  {
    title: 'UTF-16LE with a mark',
    bytes: [0xff, 0xfe, ...utf16('<a>大</a>', false)],
    text: '<a>大</a>',
    encoding: 'utf-16le',
    transcoded: true,
  },
  {
    title: 'UTF-16BE with a mark',
    bytes: [0xfe, 0xff, ...utf16('<a>大</a>', true)],
    text: '<a>大</a>',
    encoding: 'utf-16be',
    transcoded: true,
  },
  {
    title: 'UTF-16LE without a mark',
    bytes: utf16('{"a":1}', false),
    text: '{"a":1}',
    encoding: 'utf-16le',
    transcoded: true,
  },
  {
    title: 'UTF-16BE without a mark',
    bytes: utf16('{"a":1}', true),
    text: '{"a":1}',
    encoding: 'utf-16be',
    transcoded: true,
  },
  {
    title: 'XML that declares Latin 1',
    bytes: [...utf8(latin), 0xe9, ...utf8('</a>')],
    text: `${latin}é</a>`,
    encoding: 'windows-1252',
    transcoded: true,
  },
  {
    title: 'XML that declares UTF-8',
    bytes: utf8('<?xml version="1.0" encoding="UTF-8"?><a/>'),
    text: '<?xml version="1.0" encoding="UTF-8"?><a/>',
    encoding: 'utf-8',
    transcoded: false,
  },
  {
    title: 'XML that wrongly declares UTF-16',
    bytes: utf8('<?xml version="1.0" encoding="utf-16"?><a/>'),
    text: '<?xml version="1.0" encoding="utf-16"?><a/>',
    encoding: 'utf-8',
    transcoded: false,
  },
  {
    title: 'an attribute called encoding elsewhere',
    bytes: utf8('<a encoding="latin1"/>'),
    text: '<a encoding="latin1"/>',
    encoding: 'utf-8',
    transcoded: false,
  },
]

describe('decodeStream', () => {
  for (const { title, bytes, text, encoding, transcoded } of cases) {
    test.each([1, 7, 65_536])(`${title}, chunks of %i`, async (size) => {
      const stream = await decodeStream(chunked(Uint8Array.from(bytes), size))
      expect({ encoding: stream.encoding, transcoded: stream.transcoded }).toEqual({ encoding, transcoded })
      expect(await textOf(stream.bytes)).toBe(text)
    })
  }

  test('an encoding that nobody knows is named, and the bytes stay', async () => {
    const stream = await decodeStream(
      chunked(Uint8Array.from(utf8('<?xml version="1.0" encoding="x-none"?>')), 9),
    )
    expect(stream.unknown).toBe('x-none')
    expect(await textOf(stream.bytes)).toContain('x-none')
  })

  test('UTF-32 is named, not taken for UTF-16', async () => {
    expect((await decodeStream(chunked(Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), 8))).unknown).toBe(
      'utf-32le',
    )
  })
})

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}
