import { createReadStream } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/model/problem.ts'
import type { Source } from '../../src/model/source.ts'
import { documentsOf, type SourceDocument } from '../../src/read/documents.ts'
import { readDocument } from '../../src/read/index.ts'
import { ArchiveError } from '../../src/syntax/archive/error.ts'
import { LIMITS, type Limits } from '../../src/syntax/archive/limits.ts'
import { join, pax, tar, tarHeader, utf8, zip } from '../syntax/archive/writers.ts'
import { workbookOf } from '../syntax/workbook/writer.ts'
import { hasCorpus, shared, unpack } from './corpus.ts'

const BOM = utf8(
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'library', name: 'left-pad', supplier: { name: 'Example Ltd' } }],
  }),
)
const NOTE = utf8('not a document of any kind\n')
const SHEET = workbookOf([
  {
    name: 'Cameras',
    rows: [
      ['Make', 'Model'],
      ['Acme', 'X-1'],
    ],
  },
])
const gzip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes))
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const file = (name: string, bytes: Uint8Array) => ({ name, bytes })
const statement = utf8(
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'image', digest: { sha256: '00' } }],
    predicateType: 'https://cyclonedx.org/bom',
    predicate: JSON.parse(new TextDecoder().decode(BOM)),
  }),
)
const envelope = {
  payloadType: 'application/vnd.in-toto+json',
  payload: base64(statement),
  signatures: [{ keyid: '', sig: 'MEUCIQ==' }],
}
const json = (value: unknown) => utf8(JSON.stringify(value))
const text = new TextDecoder().decode(BOM)
const stating = (predicate: unknown) =>
  json({ _type: 'https://in-toto.io/Statement/v1', predicateType: 'x', predicate })

describe('documents of a source', () => {
  test.each<[string, Uint8Array, readonly string[]]>([
    ['a document alone', BOM, ['= CycloneDX']],
    ['text that is none', NOTE, ['= not']],
    ['nothing', new Uint8Array(0), ['= ']],
    ['gzip', gzip(BOM), ['= CycloneDX']],
    ['gzip of several parts', join(gzip(BOM.subarray(0, 20)), gzip(BOM.subarray(20))), ['= CycloneDX']],
    ['gzip in gzip', gzip(gzip(BOM)), ['= CycloneDX']],
    ['tar', tar([file('a/b.json', BOM), file('n.txt', NOTE)]), ['a/b.json CycloneDX', 'n.txt not']],
    ['tar.gz', gzip(tar([file('./a.json', BOM)])), ['a.json CycloneDX']],
    ['tar in tar', tar([file('in.tar', tar([file('b.json', BOM)]))]), ['in.tar!b.json CycloneDX']],
    ['gzip in tar', tar([file('b.json.gz', gzip(BOM))]), ['b.json.gz CycloneDX']],
    [
      'a folder, a link, a device',
      tar([
        { name: 'd/', bytes: utf8(''), type: '5' },
        { name: 'l', bytes: utf8(''), type: '2' },
        { name: 'c', bytes: utf8(''), type: '3' },
        file('b', BOM),
      ]),
      ['b CycloneDX'],
    ],
    [
      'a pax name',
      tar([pax({ path: `${'long/'.repeat(40)}b.json`, mtime: '1' }), file('short', BOM)]),
      [`${'long/'.repeat(40)}b.json CycloneDX`],
    ],
    [
      'a GNU name',
      tar([{ name: '././@LongLink', type: 'L', bytes: utf8(`${'x'.repeat(150)}\0`) }, file('short', BOM)]),
      [`${'x'.repeat(150)} CycloneDX`],
    ],
    ['a name that leads out', tar([file('../../etc/passwd', BOM)]), ['../../etc/passwd CycloneDX']],
    ['zip', zip([file('a/b.json', BOM), file('n.txt', NOTE)]), ['a/b.json CycloneDX', 'n.txt not']],
    ['stored in zip', zip([{ ...file('b.json', BOM), method: 0 }]), ['b.json CycloneDX']],
    [
      'zip with data descriptors',
      zip([{ ...file('b.json', BOM), descriptor: true }, file('c', BOM)]),
      ['b.json CycloneDX', 'c CycloneDX'],
    ],
    ['zip64', zip([file('b.json', BOM), file('c', NOTE)], { zip64: true }), ['b.json CycloneDX', 'c not']],
    [
      'zip with a comment',
      zip([file('b.json', BOM)], { comment: 'PK\x05\x06 not the end' }),
      ['b.json CycloneDX'],
    ],
    [
      'zip of one part that was to be several',
      join(utf8('PK00'), zip([file('b.json', BOM)])),
      ['b.json CycloneDX'],
    ],
    ['an empty zip', zip([]), []],
    [
      'folders and links in zip',
      zip([file('d/', utf8('')), { ...file('l', utf8('b')), mode: 0o120777 }, file('b', BOM)]),
      ['b CycloneDX'],
    ],
    [
      'tar.gz in zip in tar',
      tar([file('x.zip', zip([file('y.tgz', gzip(tar([file('z', BOM)])))]))]),
      ['x.zip!y.tgz!z CycloneDX'],
    ],
    ['a workbook', SHEET, ['= #work']],
    [
      'a workbook in zip',
      zip([file('w.xlsx', SHEET), file('b.json', BOM)]),
      ['w.xlsx #work', 'b.json CycloneDX'],
    ],
    [
      'a package that is no workbook',
      zip([file('[Content_Types].xml', NOTE), file('b.json', BOM)]),
      ['[Content_Types].xml not', 'b.json CycloneDX'],
    ],
    ['a signed attestation', json(envelope), ['payload statement']],
    ['a predicate that is a text', stating(text), ['predicate CycloneDX']],
    [
      'a predicate whose data are a text',
      stating({ Data: text, Timestamp: '2026-01-01T00:00:00Z' }),
      ['predicate CycloneDX'],
    ],
    [
      'a predicate whose data are a text, in an order of its own',
      json({ predicate: { Timestamp: '', Data: text }, predicateType: 'x', _type: 'y' }),
      ['predicate CycloneDX'],
    ],
    ['data of another key', stating({ Information: text }), ['= statement']],
    ['data further in', stating({ a: { Data: text } }), ['= statement']],
    ['a predicate that is a BOM', statement, ['= statement']],
    ['a text that no statement has', json({ predicate: text, a: 'predicateType' }), ['= {"pre']],
    [
      'statements, some with texts',
      join(stating(text), utf8('\n'), statement, utf8('\n'), stating({ Data: 'PackageName: a' })),
      ['= statement', 'predicate CycloneDX', 'predicate-2 Packa'],
    ],
    [
      'a signed statement whose predicate is a text',
      json({ ...envelope, payload: base64(stating({ Data: text })) }),
      ['payload!predicate CycloneDX'],
    ],
    [
      'payload first',
      json({ payload: envelope.payload, signatures: [], payloadType: 'x' }),
      ['payload statement'],
    ],
    [
      'base64 of the other alphabet',
      json({
        ...envelope,
        payload: envelope.payload.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
      }),
      ['payload statement'],
    ],
    [
      'escapes in base64',
      utf8(
        JSON.stringify(envelope)
          .replaceAll('a', '\\u0061')
          .replaceAll('/', '\\/')
          .replace('p\\u0061ylo\\u0061dType', 'payloadType')
          .replace('p\\u0061ylo\\u0061d', 'payload'),
      ),
      ['payload statement'],
    ],
    [
      'a bundle',
      json({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: { certificate: {} },
        dsseEnvelope: envelope,
      }),
      ['payload statement'],
    ],
    [
      'bundles, one a line',
      utf8(`${JSON.stringify({ dsseEnvelope: envelope })}\n${JSON.stringify(envelope)}\n`),
      ['payload statement', 'payload-2 statement'],
    ],
    [
      'one envelope among others',
      utf8(`${JSON.stringify(envelope)}\n${new TextDecoder().decode(BOM)}\n`),
      ['= envelope', 'payload statement'],
    ],
    ['an attestation in tar.gz', gzip(tar([file('a.json', json(envelope))])), ['a.json!payload statement']],
    ['gzip in an attestation', json({ ...envelope, payload: base64(gzip(BOM)) }), ['payload CycloneDX']],
    ['a statement that is not wrapped', statement, ['= statement']],
    ['JSON with a payload that is no envelope', json({ payload: 'hello', type: 'event' }), ['= {"pay']],
  ])('%s', async (_, bytes, expected) => {
    const { documents, problems } = await take(sourceOf(bytes))
    expect(documents).toEqual(expected)
    expect(problems).toEqual([])
  })

  test('a member is read through readDocument, more than once', async () => {
    const archive = gzip(
      tar([file('a', BOM), file('b', json(envelope)), file('c.zip', zip([file('d', BOM)]))]),
    )
    const read: string[] = []
    for await (const document of documentsOf(sourceOf(archive), fail)) {
      for (let time = 0; time < 2; time++) {
        const summary = await readDocument(
          document,
          { onItem: ({ name }) => read.push(name), onProblem: fail },
          { literals: null },
        )
        read.push(`${document.member} ${summary.state} ${summary.format}`)
      }
    }
    expect(read).toEqual(
      ['a', 'b!payload', 'c.zip!d'].flatMap((member) => {
        const once = ['left-pad', `${member} whole CycloneDX 1.6 JSON`]
        return [...once, ...once]
      }),
    )
  })

  test('large members are read in one pass, in any order of opening, and left half-way', async () => {
    const big = join(BOM, new Uint8Array(3_000_000).fill(0x20))
    let opened = 0
    const source = sourceOf(tar(['a', 'b', 'c'].map((name) => file(name, big))), () => opened++)
    const kept: SourceDocument[] = []
    for await (const document of documentsOf(source, fail)) {
      expect((await bytesOf(document)).length).toBe(big.length)
      kept.push(document)
    }
    expect(opened).toBe(1)
    for (const document of kept.reverse()) expect(Buffer.compare(await bytesOf(document), big)).toBe(0)
    const names: (string | undefined)[] = []
    for await (const document of documentsOf(source, fail)) {
      names.push(document.member)
      const stream = document.open()[Symbol.asyncIterator]()
      await stream.next()
      if (document.member === 'a') await stream.return?.()
    }
    expect(names).toEqual(['a', 'b', 'c'])
  })

  test('who is named: the source, what is compressed in it, its only payload; not what an archive holds', async () => {
    const cases: [Uint8Array, boolean, boolean[]][] = [
      [BOM, true, [true]],
      [BOM, false, [false]],
      [gzip(BOM), true, [true]],
      [tar([file('a', BOM)]), true, [false]],
      [json(envelope), true, [true]],
      [utf8(`${JSON.stringify(envelope)}\n${JSON.stringify(envelope)}`), true, [false, false]],
    ]
    for (const [bytes, named, expected] of cases) {
      const seen: boolean[] = []
      for await (const document of documentsOf({ ...sourceOf(bytes), named }, fail)) seen.push(document.named)
      expect(seen).toEqual(expected)
    }
  })

  test('the place of a payload is told in bytes of the envelope', async () => {
    const bytes = utf8(` ${JSON.stringify(envelope, null, 2)}`)
    for await (const { transcoded } of documentsOf(sourceOf(bytes), fail)) {
      const { start, end } = transcoded!.region
      expect(new TextDecoder().decode(bytes.subarray(start, end))).toBe(envelope.payload)
    }
    expect.assertions(1)
  })
})

describe('trouble', () => {
  const damaged = zip([file('a', BOM), file('b', BOM)])
  damaged[40] = damaged[40]! ^ 0xff
  const overlapping = zip([file('a', BOM), file('b', BOM)])
  // The second entry of the directory points at the first file.
  const view = Buffer.from(overlapping.buffer)
  view.writeUInt32LE(0, view.lastIndexOf(utf8('PK\x01\x02')) + 42)

  test.each<[string, Uint8Array, readonly string[], readonly string[]]>([
    [
      'an encrypted member',
      zip([{ ...file('a', BOM), flags: 1 }, file('b', BOM)]),
      ['b CycloneDX'],
      ['a: unsupported-format'],
    ],
    [
      'an unknown method',
      zip([{ ...file('a', BOM), method: 14 }, file('b', BOM)]),
      ['b CycloneDX'],
      ['a: unsupported-format'],
    ],
    ['a damaged member', damaged, ['a ! unreadable', 'b CycloneDX'], []],
    ['members over each other', overlapping, ['a CycloneDX'], ['b: unreadable']],
    ['a zip cut off', zip([file('a', BOM)]).subarray(0, -30), [], [': truncated']],
    [
      'one part of several',
      (() => {
        const z = zip([file('a', BOM)])
        z[z.length - 18] = 1
        return z
      })(),
      [],
      [': unsupported-format'],
    ],
    ['a gzip cut off', gzip(BOM).subarray(0, -12), ['= ! truncated'], []],
    [
      'a gzip with a wrong checksum',
      (() => {
        const g = gzip(BOM)
        g[g.length - 6] = g[g.length - 6]! ^ 1
        return g
      })(),
      ['= ! unreadable'],
      [],
    ],
    [
      'a tar cut off in a member',
      tar([file('a', BOM), file('b', BOM)]).subarray(0, 1600),
      ['a CycloneDX', 'b ! truncated'],
      [': truncated'],
    ],
    ['a tar without an end mark', tar([file('a', BOM)], false), ['a CycloneDX'], [': truncated']],
    [
      'a tar whose second header is damaged',
      join(tar([file('a', BOM)], false), tarHeader('b', 0).fill(0x41, 0, 9)),
      ['a CycloneDX'],
      [': unreadable'],
    ],
    [
      'a sparse member',
      tar([pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 's' }), file('x', NOTE), file('b', BOM)]),
      ['b CycloneDX'],
      ['s: unsupported-format'],
    ],
    [
      'a sparse member of the old form',
      tar([{ ...file('s', NOTE), type: 'S' }, file('b', BOM)]),
      ['b CycloneDX'],
      ['s: unsupported-format'],
    ],
    [
      'a tar.gz cut off',
      gzip(tar([file('a', BOM), file('b', join(BOM, noise(300_000)))])).subarray(0, 100_000),
      ['a CycloneDX', 'b ! truncated'],
      [': truncated'],
    ],
    ['xz', join(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), NOTE), ['= ! unsupported-format'], []],
    [
      '7z in tar',
      tar([file('a.7z', join(Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), NOTE))]),
      ['a.7z ! unsupported-format'],
      [],
    ],
    ['a payload that is not base64', json({ ...envelope, payload: 'a*b' }), ['payload ! unreadable'], []],
    [
      'a payload cut off',
      json({ ...envelope, payload: base64(BOM).slice(0, 41).replace(/=/g, '') }),
      ['payload ! unreadable'],
      [],
    ],
  ])('%s', async (_, bytes, documents, problems) => {
    const found = await take(sourceOf(bytes))
    expect(found).toEqual({ documents, problems })
  })

  test.each<[string, Uint8Array, Partial<Limits>, readonly string[], readonly string[]]>([
    ['depth', gzip(gzip(gzip(BOM))), { depth: 2 }, [], [': too-deep']],
    ['depth, just allowed', gzip(gzip(BOM)), { depth: 2 }, ['= CycloneDX'], []],
    [
      'members',
      tar(['a', 'b', 'c'].map((name) => file(name, BOM))),
      { members: 2 },
      ['a CycloneDX', 'b CycloneDX'],
      [': too-large'],
    ],
    [
      'bytes of a member',
      zip([file('a', BOM), file('b', NOTE)]),
      { memberBytes: 50 },
      ['b not'],
      ['a: too-large'],
    ],
    [
      'bytes in all',
      tar([file('a', gzip(BOM)), file('b', gzip(BOM)), file('c', BOM)]),
      { totalBytes: BOM.length + 9 },
      ['a CycloneDX', 'b ! too-large'],
      [': too-large'],
    ],
    ['ratio', gzip(new Uint8Array(1_000_000)), { ratioFrom: 100_000 }, ['= ! too-large'], []],
    [
      'ratio in zip, the rest still read',
      zip([file('a', new Uint8Array(1_000_000)), file('b', BOM)]),
      { ratioFrom: 100_000 },
      ['a ! too-large', 'b CycloneDX'],
      [],
    ],
  ])('limit: %s', async (_, bytes, limits, documents, problems) => {
    const found = await take(sourceOf(bytes), { ...LIMITS, ...limits })
    expect(found).toEqual({ documents, problems })
  })

  test('300 MB of zeros are not unpacked to their end', async () => {
    const zeros = gzip(new Uint8Array(300_000_000))
    let unpacked = 0
    const seen: string[] = []
    for await (const document of documentsOf(sourceOf(zeros), fail)) {
      try {
        for await (const chunk of document.open()) unpacked += chunk.length
      } catch (error) {
        seen.push(error instanceof ArchiveError ? error.code : String(error))
      }
    }
    expect(seen).toEqual(['too-large'])
    expect(unpacked).toBeLessThan(64 * 1024 ** 2)
  })

  test('a source that cannot be opened is left to who reads it', async () => {
    const missing: Source = { uri: 'x', named: true, open: () => broken() }
    for await (const document of documentsOf(missing, fail)) {
      const problems: Problem[] = []
      const summary = await readDocument(
        document,
        { onItem: fail, onProblem: (problem) => problems.push(problem) },
        { literals: null },
      )
      expect(summary.state).toBe('unread')
      expect(problems.map(({ code }) => code)).toEqual(['unreadable'])
    }
    expect.assertions(2)
  })

  const whole: [string, Uint8Array][] = [
    ['tar.gz', gzip(tar([file('a', BOM), file('b.gz', gzip(BOM)), file('c', json(envelope))]))],
    ['tar', tar([file('a', BOM), pax({ path: 'long' }), file('b.gz', gzip(BOM)), file('c', json(envelope))])],
    ['zip', zip([file('a', BOM), file('b.tar', tar([file('c', BOM)])), { ...file('d', BOM), method: 0 }])],
    ['attestation', json({ dsseEnvelope: envelope })],
  ]

  test.each(whole)(
    '%s cut off anywhere, or with a byte changed, never throws',
    async (_, bytes) => {
      for (let at = 0; at < bytes.length; at += 13) {
        const changed = bytes.slice()
        changed[at] = changed[at]! ^ 0x55
        for (const variant of [bytes.subarray(0, at), changed]) {
          for await (const document of documentsOf(sourceOf(variant), () => undefined)) {
            await readDocument(
              document,
              { onItem: () => undefined, onProblem: () => undefined },
              { literals: null },
            )
          }
        }
      }
    },
    60_000,
  )
})

const has = hasCorpus('sbom')

test.skipIf(!has)(
  `the SBOM corpus is read from its tar.gz in one pass${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds it)'}`,
  { timeout: 60_000 },
  async () => {
    const files = unpack('sbom')
    let opened = 0
    const source: Source = {
      uri: 'sbom.tar.gz',
      named: true,
      open: () => {
        opened++
        return createReadStream(new URL('corpus/sbom.tar.gz', shared))
      },
    }
    const members: string[] = []
    const differences: string[] = []
    for await (const document of documentsOf(source, fail)) {
      const archive = document.member!.split('!')[0]!
      if (members.at(-1) !== archive) members.push(archive)
      // A workbook comes as the text that it holds.
      if (archive.endsWith('.xlsx')) continue
      if (archive === document.member && Buffer.compare(await bytesOf(document), files.get(archive)!) !== 0)
        differences.push(archive)
    }
    expect(differences).toEqual([])
    expect(members).toEqual([...files.keys()])
    expect(opened).toBe(1)
  },
)

/** Member and beginning of each document, or what its stream throws; code of each problem. */
async function take(source: Source, limits?: Limits) {
  const documents: string[] = []
  const problems: string[] = []
  const onProblem = ({ code }: Problem, member = '') => problems.push(`${member}: ${code}`)
  for await (const document of documentsOf(source, onProblem, limits)) {
    const { member = '=' } = document
    documents.push(`${member} ${await beginning(document)}`)
  }
  return { documents, problems }
}

async function beginning(document: SourceDocument): Promise<string> {
  try {
    const text = new TextDecoder().decode(await bytesOf(document))
    if (text.startsWith('{"bomFormat')) return 'CycloneDX'
    if (text.startsWith('{"_type')) return 'statement'
    return text.startsWith('{"payloadType')
      ? 'envelope'
      : text
          .slice(0, text.startsWith('PK') ? 2 : 5)
          .trim()
          .slice(0, text.startsWith('not') ? 3 : 5)
  } catch (error) {
    if (error instanceof ArchiveError) return `! ${error.code}`
    throw error
  }
}

async function bytesOf(document: SourceDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document.open()) chunks.push(chunk)
  return join(...chunks)
}

/** A source in chunks of 1,000 bytes and one. */
function sourceOf(bytes: Uint8Array, onOpen: () => void = () => undefined): Source {
  return {
    uri: 'test',
    named: true,
    open: async function* () {
      onOpen()
      yield* bytes.length > 0 ? [bytes.subarray(0, 1)] : []
      for (let at = 1; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
    },
  }
}

// biome-ignore lint/correctness/useYield: a stream that fails before its first chunk
async function* broken(): AsyncGenerator<Uint8Array> {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
}

/** Bytes that do not pack, the same ones each time. */
function noise(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
}

function fail(value: unknown): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`)
}
