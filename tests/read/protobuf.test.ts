import { encodeBomBinary, parseBomJson } from '@appthreat/cdx-proto'
import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { cyclonedxJson } from '../../src/read/sbom/cyclonedx-json.ts'
import { cyclonedxProtobuf, cyclonedxProtobufText } from '../../src/read/sbom/cyclonedx-protobuf.ts'
import { hasCorpus, manifest, unpack } from './corpus.ts'
import { type Reading, read, utf8 } from './support.ts'

const BOTH = [cyclonedxProtobuf, cyclonedxProtobufText]

const BOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    tools: { components: [{ type: 'application', name: 'generator', version: '2' }] },
    component: {
      type: 'device',
      name: 'Door station',
      manufacturer: { name: 'Müller & Söhne', url: ['https://example.org'] },
    },
    supplier: { name: 'Example Ltd', contact: [{ email: 'sales@example.org' }] },
  },
  components: [
    {
      type: 'firmware',
      name: 'boot',
      version: '1.0',
      properties: [{ name: 'cdx:device:macAddress', value: '00:00:5E:00:53:01' }],
      components: [
        {
          type: 'library',
          name: 'inner 🧨',
          purl: 'pkg:generic/inner@1',
          swid: { tagId: 't', name: 'inner' },
        },
      ],
      pedigree: { ancestors: [{ type: 'library', name: 'older' }] },
    },
    { type: 'library', name: 'plain' },
  ],
  services: [
    { name: 'updates', provider: { name: 'Example Ltd' }, endpoints: ['https://updates.example.org'] },
  ],
  declarations: { targets: { organizations: [{ name: 'Somebody' }] } },
}
const bytes = encode(BOM)
const tools = (list: unknown) => encode({ ...BOM, metadata: { tools: list } })

describe('CycloneDX in Protobuf', () => {
  test('is read as the same in JSON, with the same pointers', async () => {
    const ours = await read(bytes, { among: BOTH })
    const theirs = await read(utf8(JSON.stringify(BOM)), { among: [cyclonedxJson] })
    expect(said(ours)).toEqual(said(theirs))
    expect(ours.problems).toEqual([])
    expect(ours.summary).toEqual({
      format: 'CycloneDX 1.6 Protobuf',
      context: 'product',
      state: 'whole',
      items: theirs.summary.items,
      records: 6,
      lookedInto: 6,
      generator: 'generator 2',
      formatId: 'cyclonedx-protobuf',
    })
  })

  test('each claim stands in the bytes of its place; the type, a number, is marked', async () => {
    const { items } = await read(bytes, { among: BOTH })
    const claims = items.flatMap((item) => item.claims)
    expect(claims.length).toBeGreaterThan(15)
    for (const { field, value, span } of claims) {
      const text = new TextDecoder().decode(bytes.subarray(span.offset, span.offset + span.length))
      if (field === 'class') expect(span.encloses).toBe(true)
      else expect(text).toBe(value)
    }
  })

  test('is the same for chunks of any size', async () => {
    const whole = await read(bytes, { size: bytes.length, among: BOTH })
    expect(whole.items.length).toBe(6)
    for (const size of [1, 2, 3, 19, 20, 21, 64])
      expect(await read(bytes, { size, among: BOTH })).toEqual(whole)
  })

  test('cut off anywhere it is read as far as it goes, and not called whole', async () => {
    const whole = said(await read(bytes, { among: BOTH }))
    let complete = 0
    for (let length = 1; length < bytes.length; length++) {
      const { summary, problems, items } = await read(bytes.subarray(0, length), { among: BOTH })
      // Between two fields nothing shows that there was more.
      if (summary.state === 'whole') complete++
      else expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
      for (const line of values(items)) expect(whole.join('\n')).toContain(line)
    }
    expect(complete).toBe(5)
    const { items, problems } = await read(bytes.subarray(0, -60), { among: BOTH })
    expect(problems[0]).toMatchObject({ code: 'truncated', span: { offset: bytes.length - 60 } })
    expect(items.map(({ name }) => name)).toContain('inner 🧨')
  })

  test('changed anywhere it never throws', async () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const changed = bytes.slice()
        changed[at] = value
        await read(changed, { among: BOTH, size: 50 })
      }
    }
  })

  test.each<[string, readonly string[], boolean, object]>([
    ['nothing of note', [], false, {}],
    ['a literal in a text', ['initech'], true, {}],
    ['a literal in two texts', ['xyplain'], false, { name: 'xy', version: 'plain' }],
    [
      'a literal amid look-alikes',
      ['little'],
      true,
      { name: 'LI77LE'.replaceAll('7', 't').replace('I', '1') },
    ],
    ['hardware', [], true, { type: 'device' }],
    ['hardware inside', [], true, { components: [{ type: 'firmware', name: 'y' }] }],
    ['a SWID tag', [], true, { swid: { tagId: 't', name: 'y' } }],
    ['an address of a network interface', [], true, { properties: [{ name: 'macAddress', value: 'y' }] }],
    ['a word that begins like hardware, amid a text', [], false, { name: 'a device' }],
    ['letters with accents', [], false, { name: 'é' }],
    ['full-width letters', [], true, { name: 'ｚ' }],
  ])('looked into: %s', async (_, literals, lookedInto, more) => {
    const component = { type: 'library', name: 'x', publisher: 'Initech', ...more }
    const document = encode({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [component] })
    const all = await read(document, { among: BOTH })
    const some = await read(document, { among: BOTH, literals })
    // The version is a record, too.
    expect(some.summary).toEqual({ ...all.summary, lookedInto: lookedInto ? 2 : 1 })
    expect(some.items.length).toBe(lookedInto ? all.items.length : 0)
  })

  test.each([
    ['a field that there is not', [0x2a, 2, 0xff, 0x07]],
    ['a length beyond the message', [0x2a, 3, 0x42, 9, 0x78]],
    ['text that is not UTF-8', [0x2a, 3, 0x42, 1, 0xff]],
    ['half a character', [0x2a, 3, 0x42, 1, 0xc3]],
    ['the end of a character', [0x2a, 3, 0x42, 1, 0xa9]],
    ['a number that goes on behind the message', [0x2a, 1, 0x80, 0x01]],
  ])('trouble is told with literals as without: %s', async (_, rest) => {
    const [all, some] = await Promise.all(
      [null, []].map((literals) => read(raw(rest), { among: BOTH, literals })),
    )
    expect(all!.problems.length).toBeGreaterThan(0)
    expect(some!.problems).toEqual(all!.problems)
    expect(some!.summary).toEqual(all!.summary)
  })

  test.each([
    ['old tools as a list', tools(undefined), ''],
    ['tools with a name of their own', raw([0x22, 6, 0x12, 4, 0x12, 2, 0x78, 0x79]), 'xy'],
    ['two old tools', raw([0x22, 10, 0x12, 3, 0x12, 1, 0x78, 0x12, 3, 0x12, 1, 0x79]), 'x'],
    ['an old tool beside components', raw([0x22, 10, 0x12, 8, 0x12, 1, 0x78, 0x32, 3, 0x42, 1, 0x79]), 'y'],
  ])('generator: %s', async (_, document, generator) => {
    const { summary } = await read(document, { among: BOTH })
    expect(summary.generator ?? '').toBe(generator)
  })

  test.each<[string, readonly number[], string]>([
    ['a field that there is not', [0x0a, 3, 0x31, 0x2e, 0x36, 0x2a, 2, 0xff, 0x07], 'syntax'],
    ['a group', [0x0a, 3, 0x31, 0x2e, 0x36, 0x2a, 1, 0x0b], 'syntax'],
    ['a length beyond the message', [0x0a, 3, 0x31, 0x2e, 0x36, 0x2a, 3, 0x42, 9, 0x78], 'syntax'],
    ['text that is not UTF-8', [0x0a, 3, 0x31, 0x2e, 0x36, 0x2a, 3, 0x42, 1, 0xff], 'encoding'],
    ['damage between fields', [0x0a, 3, 0x31, 0x2e, 0x36, 0x2a, 3, 0x42, 1, 0x78, 0x07], 'syntax'],
  ])('trouble: %s', async (_, document, code) => {
    const { summary, problems } = await read(Uint8Array.from(document), { among: BOTH })
    expect(summary.state).toBe('partial')
    expect(problems.map((problem) => problem.code)).toContain(code)
  })

  test.each<[string, Uint8Array, boolean]>([
    ['a message', bytes, true],
    ['its version alone', raw([]), true],
    ['a version still to come', encode({ ...BOM, specVersion: '1.7' }), true],
    ['another field first', Uint8Array.from([0x10, 1, 0x0a, 3, 0x31, 0x2e, 0x36]), false],
    ['another message', Uint8Array.from([0x0a, 3, 0x61, 0x62, 0x63, 0x10, 1]), false],
    ['a version and a field that there is not', raw([0xfa, 0x07, 1, 0x78]), false],
    ['lines of text', utf8('\n1.6\n2.3\n'), false],
    ['CSV', utf8('"Vendor","Model"\n"x","y"\n'), false],
    ['JSON', utf8(JSON.stringify(BOM)), false],
    ['nothing', new Uint8Array(0), false],
  ])('recognised: %s', (_, head, expected) => {
    expect(cyclonedxProtobuf.recognise(head, true)).toBe(expected ? 'yes' : 'no')
    const early = cyclonedxProtobuf.recognise(head.subarray(0, 3), false)
    if (expected) expect(early).toBe('more')
  })
})

/** Fields of a message: numbers and texts, or fields of messages in it. */
type Fields = readonly (readonly [number, string | number | Fields])[]

function message(fields: Fields): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      const tag = (wire: number) => varint(number * 8 + wire)
      if (typeof value === 'number') return Buffer.concat([tag(0), varint(value)])
      const inner = typeof value === 'string' ? utf8(value) : message(value)
      return Buffer.concat([tag(2), varint(inner.length), inner])
    }),
  )
}

function varint(value: number): Uint8Array {
  return value < 0x80 ? Uint8Array.of(value) : Uint8Array.of((value & 0x7f) | 0x80, ...varint(value >>> 7))
}

/** What the official schema of 1.3 (`schema/bom-1.3.proto`, package `cyclonedx.v1_3`) has, by its own numbers. */
const V1_3: Fields = [
  [1, '1.3'],
  [2, 1],
  [3, 'urn:uuid:00000000-0000-0000-0000-000000000000'],
  [
    4,
    [
      [1, [[1, 1]]],
      [
        2,
        [
          [1, 'tool vendor'],
          [2, 'tool'],
          [3, '1'],
          [
            4,
            [
              [1, 3],
              [2, '00'],
            ],
          ],
        ],
      ],
      [
        3,
        [
          [1, 'metadata author'],
          [2, 'author@example.org'],
          [3, '1'],
        ],
      ],
      [
        4,
        [
          [1, 5],
          [8, 'subject'],
          [9, '1'],
        ],
      ],
      [
        5,
        [
          [1, 'manufacture'],
          [2, 'https://manufacture.example'],
          [3, [[2, 'c@example.org']]],
        ],
      ],
      [6, [[1, 'metadata supplier']]],
      [7, [[2, 'MIT']]],
      [
        8,
        [
          [1, 'p'],
          [2, 'q'],
        ],
      ],
    ],
  ],
  [
    5,
    [
      [1, 8],
      [2, 'text/plain'],
      [3, 'ref'],
      [
        4,
        [
          [1, 'supplier'],
          [2, 'https://supplier.example'],
          [
            3,
            [
              [1, 'person'],
              [2, 'p@example.org'],
            ],
          ],
        ],
      ],
      [5, 'author'],
      [6, 'publisher'],
      [7, 'group'],
      [8, 'component'],
      [9, '1'],
      [10, 'description'],
      [11, 1],
      [
        12,
        [
          [1, 3],
          [2, '00'],
        ],
      ],
      [
        13,
        [
          [
            1,
            [
              [2, 'license'],
              [4, 'https://license.example'],
            ],
          ],
        ],
      ],
      [14, 'copyright'],
      [15, 'cpe:2.3:a:b:c:1:*:*:*:*:*:*:*'],
      [16, 'pkg:generic/component@1'],
      [
        17,
        [
          [1, 'tag'],
          [2, 'swid name'],
          [3, '1'],
          [4, 1],
          [5, 0],
          [
            6,
            [
              [1, 'text/plain'],
              [3, 'swid text'],
            ],
          ],
          [7, 'https://swid.example'],
        ],
      ],
      [18, 1],
      [
        19,
        [
          [
            1,
            [
              [1, 3],
              [8, 'ancestor'],
              [9, '1'],
            ],
          ],
          [
            2,
            [
              [1, 3],
              [8, 'descendant'],
              [9, '1'],
            ],
          ],
          [
            3,
            [
              [1, 3],
              [8, 'variant'],
              [9, '1'],
            ],
          ],
          [
            4,
            [
              [1, 'uid'],
              [2, 'https://commit.example'],
              [
                3,
                [
                  [2, 'committer'],
                  [3, 'commit@example.org'],
                ],
              ],
            ],
          ],
          [
            5,
            [
              [1, 1],
              [2, [[2, 'https://patch.example']]],
            ],
          ],
          [6, 'notes'],
        ],
      ],
      [
        20,
        [
          [1, 3],
          [2, 'https://reference.example'],
          [3, 'comment'],
        ],
      ],
      [
        21,
        [
          [1, 3],
          [8, 'inner'],
          [9, '1'],
        ],
      ],
      [
        22,
        [
          [1, 'cdx:device:macAddress'],
          [2, '00:00:5E:00:53:01'],
        ],
      ],
      // Several, which later versions do not have.
      [
        23,
        [
          [1, [[2, 'MIT']]],
          [2, [[1, 'evidence one']]],
        ],
      ],
      [23, [[2, [[1, 'evidence two']]]]],
    ],
  ],
  [
    6,
    [
      [1, 'service-ref'],
      [2, [[1, 'provider']]],
      [3, 'service group'],
      [4, 'service'],
      [5, '1'],
      [6, 'service description'],
      [7, 'https://one.example'],
      [7, 'https://two.example'],
      [8, 1],
      [9, 1],
      [
        10,
        [
          [1, 1],
          [2, 'PII'],
        ],
      ],
      [
        12,
        [
          [1, 3],
          [2, 'https://service.example'],
        ],
      ],
      [13, [[4, 'inner service']]],
      [
        14,
        [
          [1, 'p'],
          [2, 'q'],
        ],
      ],
    ],
  ],
  [
    7,
    [
      [1, 3],
      [2, 'https://document.example'],
    ],
  ],
  [8, [[1, 'ref']]],
  [9, [[1, 2]]],
]

const V1_3_IN_JSON = {
  bomFormat: 'CycloneDX',
  specVersion: '1.3',
  metadata: {
    tools: [{ vendor: 'tool vendor', name: 'tool', version: '1' }],
    authors: [{ name: 'metadata author', email: 'author@example.org' }],
    component: { type: 'device', name: 'subject', version: '1' },
    manufacture: {
      name: 'manufacture',
      url: ['https://manufacture.example'],
      contact: [{ email: 'c@example.org' }],
    },
    supplier: { name: 'metadata supplier' },
    licenses: [{ expression: 'MIT' }],
    properties: [{ name: 'p', value: 'q' }],
  },
  components: [
    {
      type: 'firmware',
      'bom-ref': 'ref',
      supplier: {
        name: 'supplier',
        url: ['https://supplier.example'],
        contact: [{ name: 'person', email: 'p@example.org' }],
      },
      author: 'author',
      publisher: 'publisher',
      group: 'group',
      name: 'component',
      version: '1',
      description: 'description',
      licenses: [{ license: { name: 'license', url: 'https://license.example' } }],
      copyright: 'copyright',
      cpe: 'cpe:2.3:a:b:c:1:*:*:*:*:*:*:*',
      purl: 'pkg:generic/component@1',
      swid: {
        tagId: 'tag',
        name: 'swid name',
        version: '1',
        text: { contentType: 'text/plain', content: 'swid text' },
        url: 'https://swid.example',
      },
      pedigree: {
        ancestors: [{ type: 'library', name: 'ancestor', version: '1' }],
        descendants: [{ type: 'library', name: 'descendant', version: '1' }],
        variants: [{ type: 'library', name: 'variant', version: '1' }],
        commits: [
          {
            uid: 'uid',
            url: 'https://commit.example',
            author: { name: 'committer', email: 'commit@example.org' },
          },
        ],
        patches: [{ type: 'unofficial', diff: { url: 'https://patch.example' } }],
        notes: 'notes',
      },
      externalReferences: [{ type: 'website', url: 'https://reference.example', comment: 'comment' }],
      components: [{ type: 'library', name: 'inner', version: '1' }],
      properties: [{ name: 'cdx:device:macAddress', value: '00:00:5E:00:53:01' }],
      evidence: {
        licenses: [{ expression: 'MIT' }],
        copyright: [{ text: 'evidence one' }, { text: 'evidence two' }],
      },
    },
  ],
  services: [
    {
      'bom-ref': 'service-ref',
      provider: { name: 'provider' },
      group: 'service group',
      name: 'service',
      version: '1',
      description: 'service description',
      endpoints: ['https://one.example', 'https://two.example'],
      data: [{ flow: 'inbound', classification: 'PII' }],
      externalReferences: [{ type: 'website', url: 'https://service.example' }],
      services: [{ name: 'inner service' }],
      properties: [{ name: 'p', value: 'q' }],
    },
  ],
  externalReferences: [{ type: 'website', url: 'https://document.example' }],
}

test('a message of 1.3 says what the same document says in JSON, in the same places', async () => {
  const ours = await read(message(V1_3), { among: BOTH })
  const theirs = await read(utf8(JSON.stringify(V1_3_IN_JSON)), { among: [cyclonedxJson] })
  expect(ours.problems).toEqual([])
  expect(ours.summary).toMatchObject({
    format: 'CycloneDX 1.3 Protobuf',
    state: 'whole',
    generator: 'tool 1',
  })
  expect(ours.summary.items).toBe(theirs.summary.items)
  expect(said(ours)).toEqual(said(theirs))
  expect(values(ours.items)).toContain('evidence two')
})

describe('CycloneDX in Protobuf text', () => {
  const text = `# proto-message: Bom
spec_version: "1.6" # a comment with "quotes"
metadata { component: < type: CLASSIFICATION_DEVICE, name: 'Door station'; supplier { name: "Mül" "ler\\303\\244" } > }
components: [
  { type: CLASSIFICATION_LIBRARY name: "a\\tb \\"c\\" \\u00e4\\x41" unknown_field { deep: [1, 2.5, -inf] } },
  { type: 3 name: "second" purl: "pkg:generic/\\uD83E\\uDDE8@1" }
]
components { name: "third" [example.com/extension] { x: 1 } }
services { name: "s" endpoints: ["https://one.example", "https://two.example"] }
`

  test('is read', async () => {
    const { items, problems, summary } = await read(utf8(text), { among: BOTH })
    expect(problems).toEqual([])
    expect(summary).toMatchObject({ format: 'CycloneDX 1.6 Protobuf text', state: 'whole', items: 3 })
    expect(items.map(({ kind, name }) => [kind, name])).toEqual([
      ['software', 'a\tb "c" äA'],
      ['software', 'second'],
      ['software', 'third'],
      ['service', 's'],
      ['device', 'Door station'],
    ])
    expect(values(items)).toEqual(
      expect.arrayContaining(['Müllerä', 'pkg:generic/🧨@1', 'https://two.example', 'library', 'device']),
    )
  })

  test('a part of a text with escapes has its own place', async () => {
    const { items } = await read(
      utf8('spec_version: "1.6"\ncomponents { name: "x" publisher: "\\u0041cme \\"<mail@example.org>" }'),
      { among: BOTH },
    )
    const places = items[0]!.claims.map(({ field, value, span }) => [field, value, span.offset, span.length])
    expect(places).toContainEqual(['publisher', 'Acme "', 55, 12])
    expect(places).toContainEqual(['email', 'mail@example.org', 68, 16])
  })

  test('cut off anywhere it never throws, and is not called whole', async () => {
    for (let length = 30; length < text.length - 2; length++) {
      const { summary } = await read(utf8(text.slice(0, length)), { among: BOTH })
      if (summary.state === 'whole') expect(text.slice(0, length)).toMatch(/[\n}\])]\s*$|^[^\n]*\n[^\n]*$/)
    }
  })

  test.each([
    ['spec_version: "1.6"\n', 'yes'],
    ["# a comment\n\n spec_version : '1.7'", 'yes'],
    ['# proto-message: Bom\nversion: 1', 'yes'],
    ['# a comment\nname,vendor\n', 'no'],
    ['spec_version,1.6', 'no'],
    ['{"spec_version": "1.6"}', 'no'],
  ])('recognised: %j', (head, expected) => {
    expect(cyclonedxProtobufText.recognise(utf8(head), true)).toBe(expected)
  })
})

const has = hasCorpus('sbom')

/** What messages cannot carry: places where JSON says it, in documents that do not follow their schema. */
const LOST = [
  / class "foo" /,
  /\/metadata\/tools\/services\/0\/vendor$/,
  // Messages say whether it is an organisation or a person; the encoder does not guess.
  /\/(asserter|patentAssignee\/\d+)\/(name|url|email|contact)\b/,
]

describe.skipIf(!has)(
  `CycloneDX in Protobuf, from the corpus${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds it)'}`,
  () => {
    test('is read as the JSON that the official messages were made from', { timeout: 120_000 }, async () => {
      const files = unpack('sbom')
      const differences: string[] = []
      const seen = { documents: 0, claims: 0, records: 0, lookedInto: 0 }
      for (const row of manifest('sbom')) {
        if (row['serialisation'] !== 'json' || !/^1\.[567]$/.test(row['version']!)) continue
        const source = files.get(row['path']!)!
        const message = encodeOrNull(source)
        if (message === null || source.length > 3_000_000) continue
        seen.documents++
        const path = row['path']!.replace('redistributable/', '')
        const ours = await read(message, { among: [cyclonedxProtobuf] })
        const theirs = await read(source, { among: [cyclonedxJson] })
        if (ours.summary.state !== 'whole') differences.push(`${path}: ${JSON.stringify(ours.problems)}`)
        if (ours.summary.items !== theirs.summary.items)
          differences.push(`${path}: ${ours.summary.items} items, not ${theirs.summary.items}`)
        for (const { value, span } of ours.items.flatMap(({ claims }) => claims)) {
          seen.claims++
          const text = new TextDecoder().decode(message.subarray(span.offset, span.offset + span.length))
          if (!span.encloses && text !== value) differences.push(`${path}: ${value} is not ${text}`)
        }
        const some = await read(message, { among: [cyclonedxProtobuf], literals: LITERALS })
        seen.lookedInto += some.summary.lookedInto
        seen.records += some.summary.records
        if (told(some) !== told(ours)) differences.push(`${path}: otherwise with literals`)
        const [a, b] = [said(ours), said(theirs)]
        const only = [...a.filter((line) => !b.includes(line)), ...b.filter((line) => !a.includes(line))]
        differences.push(
          ...only.filter((line) => !LOST.some((lost) => lost.test(line))).map((line) => `${path}: ${line}`),
        )
      }
      expect(differences).toEqual([])
      expect(seen.documents).toBeGreaterThan(600)
      expect(seen.claims).toBeGreaterThan(10_000)
      expect(seen.lookedInto).toBeLessThan(seen.records / 2)
    })
  },
)

const LITERALS = ['openssl', 'apache', 'google', 'node']

/** The items of which a literal tells, and all else that does not depend on literals. */
function told({ items, problems, summary }: Reading): string {
  const telling = items.filter(({ claims }) =>
    claims.some(({ value, span }) => {
      const text = value.toLowerCase()
      return !APART.test(span.pointer ?? '') && LITERALS.some((literal) => text.includes(literal))
    }),
  )
  const content = telling.map((item) => ({
    ...item,
    claims: item.claims.filter(({ span }) => !APART.test(span.pointer ?? '')),
  }))
  return JSON.stringify([content, problems, { ...summary, lookedInto: 0 }])
}

/** What is said of a document as a whole, each part by itself. */
const APART = /^\/(annotations|declarations|externalReferences|properties|formulation|definitions)/

/** The official messages, written by code that was generated from the official schemas. */
function encode(bom: unknown): Uint8Array {
  const json = JSON.parse(JSON.stringify(bom, inProtobuf))
  return encodeBomBinary(parseBomJson(json, { ignoreUnknownFields: true }))
}

function encodeOrNull(source: Uint8Array): Uint8Array | null {
  try {
    return encode(JSON.parse(new TextDecoder().decode(source)))
  } catch {
    // The encoder is strict where documents are not: a list where the messages have one, or the other way round.
    return null
  }
}

/** JSON as the encoder takes it, where it does not know what JSON calls it. */
function inProtobuf(key: string, value: unknown): unknown {
  if (key === 'datasets' && Array.isArray(value))
    return value.map((dataset) => (dataset.ref ? dataset : { dataset }))
  if (key !== 'text' || typeof value !== 'object' || value === null) return value
  const { content, ...rest } = value as Record<string, unknown>
  return content === undefined ? value : { ...rest, value: content }
}

/** A message of a version and further bytes. */
function raw(rest: readonly number[]): Uint8Array {
  return Uint8Array.from([0x0a, 3, 0x31, 0x2e, 0x34, ...rest])
}

function said({ items }: Pick<Reading, 'items'>): readonly string[] {
  return items
    .flatMap(({ kind, name, claims }) =>
      claims.map(({ field, value, span }) => `${kind} "${name}" ${field} "${value}" ${span.pointer}`),
    )
    .toSorted()
}

function values(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ claims }) => claims.map(({ value }) => value))
}
