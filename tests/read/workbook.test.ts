import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import type { Problem } from '../../src/model/problem.ts'
import type { DocumentSummary, Source } from '../../src/model/source.ts'
import { documentsOf } from '../../src/read/documents.ts'
import { readDocument } from '../../src/read/index.ts'
import { zip } from '../syntax/archive/writers.ts'
import { type SheetToWrite, workbookFiles, workbookOf } from '../syntax/workbook/writer.ts'
import { hasCorpus, unpack } from './corpus.ts'
import { utf8 } from './support.ts'

/** Reads the one document that bytes are. */
async function readWorkbook(bytes: Uint8Array, size = 4096) {
  const items: Item[] = []
  const problems: Problem[] = []
  const source: Source = {
    uri: 'a.xlsx',
    named: true,
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
    },
  }
  let summary: DocumentSummary | undefined
  for await (const document of documentsOf(source, (problem) => problems.push(problem))) {
    const handlers = {
      onItem: (item: Item) => items.push(item),
      onProblem: (problem: Problem) => problems.push(problem),
    }
    summary = await readDocument(document, handlers, { literals: null })
  }
  return { items, problems, summary: summary! }
}

/** What an item says, and in which cell. */
function said({ claims }: Item): readonly string[] {
  return claims.map(({ field, value, span }) => `${field}=${value} ${span.cell?.sheet}!${span.cell?.ref}`)
}

const cameras: SheetToWrite = {
  name: 'Cameras',
  rows: [
    ['Cameras of the site'],
    [],
    ['', 'Make', 'Model', 'MAC'],
    ['', 'Acme', 'X-1', 'AA:BB:CC:00:00:01'],
    ['', '', 'X-2', ''],
  ],
}
const notes: SheetToWrite = { name: 'Notes', rows: [['Nothing of Acme is allowed.'], ['So it is.']] }

describe('inventories', () => {
  test('each row of a table is an item, each value in its cell', async () => {
    const { items, summary, problems } = await readWorkbook(workbookOf([cameras]))
    expect(items.map(said)).toEqual([
      ['manufacturer=Acme Cameras!B4', 'model=X-1 Cameras!C4', 'mac=AA:BB:CC:00:00:01 Cameras!D4'],
      ['model=X-2 Cameras!C5'],
    ])
    expect(items[0]).toMatchObject({
      kind: 'device',
      name: 'X-1',
      span: { encloses: true, cell: { row: 4 } },
    })
    expect(summary).toMatchObject({ format: 'XLSX inventory', context: 'estate', state: 'whole', items: 2 })
    expect(problems).toEqual([])
  })

  test('every sheet that is a table is read; others are named, hidden ones too', async () => {
    const sheets: SheetToWrite[] = [
      notes,
      cameras,
      { name: 'Empty', rows: [] },
      {
        name: 'Old',
        state: 'hidden',
        rows: [
          ['Vendor', 'Model'],
          ['Bolt', 'Y'],
        ],
      },
    ]
    const { items, summary, problems } = await readWorkbook(workbookOf(sheets))
    expect(items.map((item) => item.span.cell?.sheet)).toEqual(['Cameras', 'Cameras', 'Old'])
    expect(summary.state).toBe('whole')
    expect(problems.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['doubtful-value', 'warning', 'The sheet "Old" is hidden; it was read like the others.'],
      [
        'no-fields',
        'warning',
        'No inventory was found in the sheet "Notes"; what stands there was not looked at.',
      ],
    ])
  })

  test.each<[string, readonly SheetToWrite[], string]>([
    ['one sheet that is none', [notes], 'In the sheet "Notes": no column'],
    [
      'several sheets that are none',
      [notes, { ...notes, name: 'B' }],
      'No column of the sheets "Notes", "B" names',
    ],
    ['nothing', [], 'The workbook holds nothing.'],
    ['empty sheets', [{ name: 'A', rows: [] }], 'The workbook holds nothing.'],
  ])('%s is not read', async (_, sheets, message) => {
    const { items, summary, problems } = await readWorkbook(workbookOf(sheets))
    expect(items).toEqual([])
    expect(summary.state).toBe('unread')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'no-fields', severity: 'error' })
    expect(problems[0]!.message).toContain(message)
  })

  const other: SheetToWrite = {
    name: 'Doors',
    rows: [
      ['Vendor'.padEnd(3000, ' '), 'Model'],
      ['Bolt', 'Y'],
    ],
  }
  const three = () => workbookFiles([cameras, other, { ...cameras, name: 'Yard' }])
  const changed = (name: string, change: (bytes: Uint8Array) => Uint8Array) =>
    zip(three().map((file) => (file.name.endsWith(name) ? { ...file, bytes: change(file.bytes) } : file)))
  /** The workbook with the packed bytes of its second sheet spoilt. */
  const spoilt = () => {
    const bytes = zip(three())
    const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet2.xml') + 'xl/worksheets/sheet2.xml'.length
    return bytes.map((byte, index) => (index > at + 20 && index < at + 60 ? byte ^ 0xff : byte))
  }

  test.each<[string, Uint8Array, string]>([
    [
      'ends too early',
      changed('sheet2.xml', (bytes) => bytes.slice(0, -30)),
      'in xl/worksheets/sheet2.xml: ',
    ],
    ['is no XML', changed('sheet2.xml', () => utf8('PK')), 'in xl/worksheets/sheet2.xml: '],
    ['has spoilt bytes', spoilt(), 'compressed data'],
    ['is missing', zip(three().filter(({ name }) => !name.endsWith('sheet2.xml'))), 'sheet2.xml is missing'],
    [
      'is not said to be anywhere',
      changed('workbook.xml.rels', (bytes) => utf8(new TextDecoder().decode(bytes).replace('"s1"', '"t1"'))),
      'does not say where it is',
    ],
  ])('a sheet that %s is named, and the others are read', async (_, bytes, message) => {
    const { items, summary, problems } = await readWorkbook(bytes)
    expect(summary).toMatchObject({ state: 'partial', items: items.length })
    const sheets = items.map(({ span }) => span.cell?.sheet).filter((sheet) => sheet !== 'Doors')
    expect(sheets).toEqual(['Cameras', 'Cameras', 'Yard', 'Yard'])
    expect(problems).toMatchObject([{ severity: 'error' }])
    expect(problems[0]!.message).toMatch(/^The sheet "Doors" was not read to the end: /)
    expect(problems[0]!.message).toContain(message)
    expect(problems[0]!.hint).toMatch(/save it anew as \.xlsx or CSV|Get the file again/)
  })

  test('where the texts that sheets share are damaged, the others are read', async () => {
    const files = workbookFiles([cameras], { strings: '<si><t>a</t></si>' })
    const bytes = zip(
      files.map((file) => (file.name.endsWith('Strings.xml') ? { ...file, bytes: utf8('PK') } : file)),
    )
    const { items, summary, problems } = await readWorkbook(bytes)
    expect(items).toHaveLength(2)
    expect(summary.state).toBe('partial')
    expect(problems).toMatchObject([{ code: 'unreadable', severity: 'error' }])
    expect(problems[0]!.message).toContain('texts that its sheets share')
  })

  test('a workbook whose one sheet is damaged is unread, and not said to hold nothing', async () => {
    const files = workbookFiles([cameras])
    const { summary, problems } = await readWorkbook(
      zip(files.map((file) => (file.name.endsWith('sheet1.xml') ? { ...file, bytes: utf8('') } : file))),
    )
    expect(summary.state).toBe('unread')
    expect(problems).toMatchObject([{ code: 'unreadable', severity: 'error' }])
  })

  test('a workbook of damaged sheets without end is given up', async () => {
    const sheets = Array.from({ length: 60 }, (_, at): SheetToWrite => ({ name: `S${at}`, rows: [['a']] }))
    const bytes = zip(workbookFiles(sheets).filter(({ name }) => !name.includes('worksheets/')))
    const { problems } = await readWorkbook(bytes)
    expect(problems).toHaveLength(21)
  })

  test.each<[string, Uint8Array, string]>([
    [
      'a binary workbook',
      zip(
        workbookFiles([cameras]).map((file) =>
          file.name === '_rels/.rels'
            ? {
                ...file,
                bytes: utf8('<R><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></R>'),
              }
            : file,
        ),
      ),
      '.xlsx or CSV',
    ],
    [
      'an OpenDocument file',
      zip([
        { name: 'mimetype', bytes: utf8('x'), method: 0 },
        { name: 'content.xml', bytes: utf8('<x/>') },
      ]),
      '.xlsx or CSV',
    ],
    [
      'an old workbook',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      '.xlsx without a password',
    ],
  ])('%s is refused, with what to do', async (_, bytes, remedy) => {
    const { summary, problems } = await readWorkbook(bytes)
    expect(summary.state).not.toBe('whole')
    expect(problems[0]).toMatchObject({ code: 'unsupported-format', severity: 'error' })
    expect(problems[0]!.hint).toContain(remedy)
  })

  test('a text that begins like the text of a workbook does no harm', async () => {
    for (const text of [
      '',
      '\n',
      '{"sheets":1}\n\0',
      '{"sheets":["a"]}\n\0{}\nMake,Model\n',
      '{"sheets":["Package Info","Origins"]}\n\0null\n',
      'null\nx\0\0\0\n\0',
    ]) {
      const { summary } = await readWorkbook(utf8(`#workbook-as-text ${text}`), 3)
      expect(summary.items).toBe(0)
    }
  })
})

const spdx: readonly SheetToWrite[] = [
  {
    name: 'Document Info',
    rows: [
      ['Spreadsheet Version', 'SPDX Version', 'Document Name', 'Creator'],
      ['2.3.0', 'SPDX-2.3', 'my product', 'Tool: sheet-writer-1.0'],
      ['', '', '', 'Organization: Writers Ltd (info@writers.example)'],
    ],
  },
  {
    name: 'Package Info',
    rows: [
      [
        'Package Name',
        'SPDX Identifier',
        'Package Version',
        'Package Supplier',
        'Package Originator',
        'Home Page',
        'Primary Purpose',
        'Package Copyright Text',
      ],
      [
        'cam',
        'SPDXRef-1',
        '1.0',
        'Organization: Acme (sales@acme.example)',
        'NOASSERTION',
        'https://acme.example',
        'DEVICE',
        'Copyright Acme,\n"all of it"',
      ],
      ['lib', 'SPDXRef-2', '2', '', '', '', '', ''],
    ],
  },
  {
    name: 'External Refs',
    rows: [
      ['Package ID', 'Category', 'Type', 'Locator', 'Comment'],
      ['SPDXRef-2', 'PACKAGE_MANAGER', 'purl', 'pkg:npm/lib@2', ''],
      ['SPDXRef-1', 'SECURITY', 'cpe23Type', 'cpe:2.3:h:acme:cam:1.0:*:*:*:*:*:*:*', ''],
      ['SPDXRef-2', 'OTHER', 'url', 'https://lib.example', ''],
    ],
  },
  {
    name: 'Per File Info',
    rows: [
      ['File Name', 'SPDX Identifier', 'File Copyright Text', 'Contributors'],
      ['./a.c', 'SPDXRef-3', 'Copyright B', '"Bolt, Inc.","Acme"'],
    ],
  },
  {
    name: 'Annotations',
    rows: [
      ['Annotator', 'Annotation Type'],
      ['Person: Joe', 'REVIEW'],
    ],
  },
]

describe('SPDX spreadsheets', () => {
  test('packages, files and what the document says of itself, each value in its cell', async () => {
    const { items, summary, problems } = await readWorkbook(workbookOf(spdx))
    expect(items.map(said)).toEqual([
      [
        'cpe=cpe:2.3:h:acme:cam:1.0:*:*:*:*:*:*:* External Refs!D3',
        'name=cam Package Info!A2',
        'model=cam Package Info!A2',
        'supplier=Acme Package Info!D2',
        'email=sales@acme.example Package Info!D2',
        'url=https://acme.example Package Info!F2',
        'class=DEVICE Package Info!G2',
        'copyright=Copyright Acme,\n"all of it" Package Info!H2',
      ],
      [
        'purl=pkg:npm/lib@2 External Refs!D2',
        'url=https://lib.example External Refs!D4',
        'name=lib Package Info!A3',
      ],
      [
        'path=./a.c Per File Info!A2',
        'copyright=Copyright B Per File Info!C2',
        'author=Bolt, Inc. Per File Info!D2',
        'author=Acme Per File Info!D2',
      ],
      [
        'name=my product Document Info!C2',
        'author=sheet-writer-1.0 Document Info!D2',
        'author=Writers Ltd Document Info!D3',
        'author=info@writers.example Document Info!D3',
        'author=Joe Annotations!A2',
      ],
    ])
    expect(items.map(({ kind, name, ref }) => [kind, name, ref])).toEqual([
      ['device', 'cam', 'SPDXRef-1'],
      ['software', 'lib', 'SPDXRef-2'],
      ['software', './a.c', 'SPDXRef-3'],
      ['software', 'my product', undefined],
    ])
    expect(summary).toMatchObject({
      format: 'SPDX 2.3 XLSX',
      context: 'product',
      state: 'whole',
      items: 2,
      generator: 'sheet-writer-1.0',
    })
    expect(problems).toEqual([])
  })

  test('says the same in chunks of any size', async () => {
    const bytes = workbookOf([...spdx, cameras])
    expect(await readWorkbook(bytes, 7)).toEqual(await readWorkbook(bytes, bytes.length))
  })
})

describe.skipIf(!hasCorpus('sbom') || !hasCorpus('inventory'))(
  'the shared corpora (skipped where there are none)',
  () => {
    test('SPDX spreadsheets have the packages that the same documents have as text', {
      timeout: 60_000,
    }, async () => {
      const files = unpack('sbom')
      const spreadsheets = [...files].filter(([path]) => path.endsWith('.xlsx'))
      expect(spreadsheets.length).toBeGreaterThan(3)
      for (const [path, bytes] of spreadsheets) {
        const { items, summary, problems } = await readWorkbook(bytes)
        expect(summary, path).toMatchObject({ state: 'whole' })
        expect(problems, path).toEqual([])
        const supplier = items.flatMap(({ claims }) => claims.filter(({ field }) => field === 'supplier'))
        expect(
          supplier.map(({ value, span }) => `${value} ${span.cell?.sheet}`),
          path,
        ).toEqual(['Jane Doe Package Info'])
      }
      for (const [path, bytes] of files) {
        if (!path.endsWith('.xls')) continue
        expect((await readWorkbook(bytes)).problems[0], path).toMatchObject({ code: 'unsupported-format' })
      }
    })

    test('a register of cameras is read, and edge cases; a bomb is not', { timeout: 60_000 }, async () => {
      const files = unpack('inventory')
      const of = async (name: string) => {
        const [, bytes] = [...files].find(([path]) => path.endsWith(`xlsx/${name}.xlsx`))!
        return await readWorkbook(bytes)
      }
      const makers = ({ items }: { items: readonly Item[] }) =>
        items.map(({ claims }) =>
          claims
            .filter(({ field }) => field === 'manufacturer' || field === 'vendor')
            .map(({ value, span }) => `${value} ${span.cell?.ref}`)
            .join(),
        )
      expect(makers(await of('camera-register'))).toHaveLength(10)
      for (const [name, ...cells] of [
        ['japanese-furigana-inline', 'C7', 'C8'],
        ['strict-ooxml', 'C7', 'C8'],
        ['prefixed-namespace', 'C7', 'C8'],
        ['no-cell-refs', 'A2', 'A3'],
      ] as const) {
        const [first, second] = makers(await of(name))
        expect([first?.split(' ')[1], second?.split(' ')[1]], name).toEqual(cells)
      }
      const bomb = await of('zip-bomb-300MB')
      expect(bomb.summary.state).not.toBe('whole')
      expect(bomb.problems[0]).toMatchObject({ code: 'too-large' })
    })
  },
)
