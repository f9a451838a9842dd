import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsOf, misplaced, readTable, recognised } from './support.ts'

const example = readFileSync(new URL('../../../examples/cameras.csv', import.meta.url))

/** Tables of every kind, which the contracts below are run over. */
const TABLES: Readonly<Record<string, string>> = {
  plain: 'Name,Make,Model,MAC\ncam-1,Acme,X-1000,aa:bb:cc:00:00:01\ncam-2,,X-2000,\n',
  'semicolons, CRLF, quotes':
    'Name;Hersteller;Modell\r\n"Tor; Süd";"Acme ""Pro"" GmbH";X-1\r\n"a\r\nb";Müller;X-2\r\n',
  'tabs and lone CR': 'Name\tManufacturer\tMAC Address\rcam\t型番 甲\tAABBCC000001 / AABBCC000002\r',
  'vertical lines': 'host|vendor|model\na|Acme|X-1\n',
  'sep line': 'sep=;\nMake;Model\nAcme;X-1\n',
  'metadata above, repeated header below':
    '"Asset report","21 Nov 2026"\n"Acme","1"\n\nMake,Model\nAcme,X-1\n\nMake,Model\nAcme,X-2\n',
  'two header rows': 'Site\tDevice\t\tNetwork\n\tMake\tModel\tMAC\nHQ\tAcme\tX-1\taabbcc000001\n',
  'columns of a group below a longer header':
    'No.,Site,Camera,,Serial No.,MAC\n,,Make,Model,,\n1,HQ,Acme,X-1,S-1,aabbcc000001\n',
  'a first row of few cells': 'Make,Model,Serial No.,Site\nAcme,,,\nAcme,X-1,S-1,HQ\n',
  'short and long rows': 'Make,Model,Serial\nAcme\nAcme,X-1,S1,surplus,more\nAcme,X-2,\nAcme,X-3,S3\n',
  'names of rows, as R writes them':
    '"Make"\t"Model"\t"MAC"\n"1"\t"Acme"\t"X-1000"\t"aa:bb:cc:00:00:01"\n"2"\t"Globex"\t"Y-20"\tNA\n',
  'names of rows, spaces between cells':
    '"Make" "Model" "Site name"\n"a" "Acme" "X-1000" "HQ, east"\n"b" "" "Y-20" NA\n',
  'names of rows, and one row': 'Make,Model\n1,Acme,X-1000\n',
  'delimiters at the end': 'Make,Model,Serial\nAcme,X-1000,S1,\nAcme,Y-20,,\n',
  'several delimiters at the end': 'Make,Model,Serial\nAcme,X-1000,S1,,,\nAcme,Y-20,,,,\n',
  'delimiters at the end of the header': 'Make,Model,Serial,,,\nAcme,X-1000,S1\nAcme,Y-20,\n',
  'a number of each row that has a header, and delimiters at the end':
    'No,Make,Model\n1,Acme,X-1000,\n2,Acme,Y-20,\n',
  'a note without a header': 'Make,Model,MAC\nAcme,X-1000,aa:bb:cc:00:00:01,x\nGlobex,Y-20,,y\n',
  'two tables, the better one below':
    'Cameras\nName,Make,Model\nc1,Acme,X-1\n\nSwitches\nHost,IP,Vendor,Platform\ns1,10.0.0.1,Globex,Y-20\n',
  'two tables, the better one above':
    'Host,Make,Model,MAC\nc1,Acme,X-1,aabbcc000001\n\nMake,Serial\nGlobex,S-1\n',
  'a blank row, and values that are words of headers':
    'Make,Model,Type,Name\nAcme,X-1,,\n\nGlobex,Hardware,Software,No. 5\n',
  'a line under the headers': '| Host | Make |\n|------|:----:|\n| a | Acme |\n| -- | Globex |\n',
  'an unclosed quote': 'Make,Model\n"Acme,X-1\nAcme,X-2\n',
  example: example.toString('utf8'),
}

describe('rows become items', () => {
  it('with their claims, in order of place', () => {
    const table = readTable(TABLES['plain']!)
    expect(claimsOf(table)).toEqual([
      ['name=cam-1', 'manufacturer=Acme', 'model=X-1000', 'mac=aa:bb:cc:00:00:01'],
      ['name=cam-2', 'model=X-2000'],
    ])
    expect(table.summary).toEqual({
      format: 'CSV inventory',
      context: 'estate',
      state: 'whole',
      items: 2,
      records: 2,
      lookedInto: 2,
    })
    expect(table.problems).toEqual([])
  })

  it('named by name, else model, else asset tag, else row; placed at the model, else the maker', () => {
    const { items } = readTable(
      'Name,Make,Model,Asset Tag,IP\ncam,Acme,X-1,A1,\n,Acme,X-1,A2,\n,Acme,,A3,\n,Acme,,,\n,,,,10.0.0.1\n',
    )
    expect(items.map(({ name, span, kind }) => [name, span.cell, kind])).toEqual([
      ['cam', { ref: 'C2', row: 2 }, 'device'],
      ['X-1', { ref: 'C3', row: 3 }, 'device'],
      ['A3', { ref: 'B4', row: 4 }, 'device'],
      ['row 5', { ref: 'B5', row: 5 }, 'device'],
      ['row 6', { ref: 'E6', row: 6 }, 'device'],
    ])
    expect(items[4]!.claims).toEqual([])
  })

  it('places stand in the columns that a spreadsheet shows, names of rows in the first', () => {
    const { items } = readTable(TABLES['names of rows, and one row']!)
    expect(items[0]!.claims.map(({ span }) => span.cell?.ref)).toEqual(['B2', 'C2'])
  })

  it('named by its description where that is short', () => {
    const { items } = readTable(`Vendor,Description\nAcme,A dome camera\nAcme,${'long '.repeat(20)}\n`)
    expect(items.map(({ name }) => name)).toEqual(['A dome camera', 'row 3'])
  })

  it('references columns beyond Z', () => {
    const header = [...Array.from({ length: 27 }, (_, i) => `x${i}y`), 'Make', 'Model']
    const { items } = readTable(`${header.join(',')}\n${','.repeat(27)}Acme,X-1\n`)
    expect(items[0]!.claims.map(({ span }) => span.cell?.ref)).toEqual(['AB2', 'AC2'])
  })

  it.each<[string, readonly (readonly string[])[], string]>([
    [
      'semicolons, CRLF, quotes',
      [
        ['name=Tor; Süd', 'manufacturer=Acme "Pro" GmbH', 'model=X-1'],
        ['name=a\r\nb', 'manufacturer=Müller', 'model=X-2'],
      ],
      'semicolon-separated inventory',
    ],
    [
      'tabs and lone CR',
      [['name=cam', 'manufacturer=型番 甲', 'mac=AABBCC000001', 'mac=AABBCC000002']],
      'TSV inventory',
    ],
    ['vertical lines', [['name=a', 'vendor=Acme', 'model=X-1']], 'delimited inventory'],
    ['sep line', [['manufacturer=Acme', 'model=X-1']], 'semicolon-separated inventory'],
    [
      'metadata above, repeated header below',
      [
        ['manufacturer=Acme', 'model=X-1'],
        ['manufacturer=Acme', 'model=X-2'],
      ],
      'CSV inventory',
    ],
    [
      'two tables, the better one below',
      [
        ['name=c1', 'manufacturer=Acme', 'model=X-1'],
        ['name=Switches'],
        ['name=s1', 'vendor=Globex', 'banner=Y-20'],
      ],
      'CSV inventory',
    ],
    [
      'two tables, the better one above',
      [
        ['name=c1', 'manufacturer=Acme', 'model=X-1', 'mac=aabbcc000001'],
        ['manufacturer=Globex', 'serial=S-1'],
      ],
      'CSV inventory',
    ],
    [
      'a blank row, and values that are words of headers',
      [
        ['manufacturer=Acme', 'model=X-1'],
        ['manufacturer=Globex', 'model=Hardware', 'class=Software', 'name=No. 5'],
      ],
      'CSV inventory',
    ],
    [
      'a line under the headers',
      [
        ['name=a', 'manufacturer=Acme'],
        ['name=--', 'manufacturer=Globex'],
      ],
      'delimited inventory',
    ],
    ['two header rows', [['site=HQ', 'manufacturer=Acme', 'model=X-1', 'mac=aabbcc000001']], 'TSV inventory'],
    [
      'columns of a group below a longer header',
      [['site=HQ', 'manufacturer=Acme', 'model=X-1', 'serial=S-1', 'mac=aabbcc000001']],
      'CSV inventory',
    ],
    [
      'a first row of few cells',
      [['manufacturer=Acme'], ['manufacturer=Acme', 'model=X-1', 'serial=S-1', 'site=HQ']],
      'CSV inventory',
    ],
    [
      'short and long rows',
      [
        ['manufacturer=Acme'],
        ['manufacturer=Acme', 'model=X-1', 'serial=S1'],
        ['manufacturer=Acme', 'model=X-2'],
        ['manufacturer=Acme', 'model=X-3', 'serial=S3'],
      ],
      'CSV inventory',
    ],
    [
      'names of rows, as R writes them',
      [
        ['manufacturer=Acme', 'model=X-1000', 'mac=aa:bb:cc:00:00:01'],
        ['manufacturer=Globex', 'model=Y-20'],
      ],
      'TSV inventory',
    ],
    [
      'names of rows, spaces between cells',
      [
        ['manufacturer=Acme', 'model=X-1000', 'site=HQ, east'],
        ['model=Y-20', 'site=NA'],
      ],
      'delimited inventory',
    ],
    ['names of rows, and one row', [['manufacturer=Acme', 'model=X-1000']], 'CSV inventory'],
    ...['delimiters at the end', 'several delimiters at the end', 'delimiters at the end of the header'].map(
      (name): [string, readonly (readonly string[])[], string] => [
        name,
        [
          ['manufacturer=Acme', 'model=X-1000', 'serial=S1'],
          ['manufacturer=Acme', 'model=Y-20'],
        ],
        'CSV inventory',
      ],
    ),
    [
      'a number of each row that has a header, and delimiters at the end',
      [
        ['manufacturer=Acme', 'model=X-1000'],
        ['manufacturer=Acme', 'model=Y-20'],
      ],
      'CSV inventory',
    ],
    [
      'a note without a header',
      [
        ['manufacturer=Acme', 'model=X-1000', 'mac=aa:bb:cc:00:00:01'],
        ['manufacturer=Globex', 'model=Y-20'],
      ],
      'CSV inventory',
    ],
  ])('%s', (name, claims, format) => {
    const table = readTable(TABLES[name]!)
    expect(claimsOf(table)).toEqual(claims)
    expect(table.summary).toMatchObject({ format, state: 'whole', items: claims.length })
  })

  it('without what their other columns hold', () => {
    const secret = 'correct horse'
    const table = readTable(
      `Make,Model,User,Password,Note\nAcme,X-1,root,${secret},fine\nAcme,X-2,root,"${secret}\n`,
    )
    expect(JSON.stringify(table)).not.toContain(secret)
  })

  it('the example: 200 rows', () => {
    const { summary, problems, items } = readTable(example)
    expect(summary).toMatchObject({ items: 200, state: 'whole' })
    expect(problems).toEqual([])
    expect(
      items.filter(({ claims }) => claims.some(({ field }) => field === 'manufacturer')).length,
    ).toBeGreaterThan(150)
  })
})

describe('trouble', () => {
  it.each([
    ['nothing tells whether names come first', 'Make,Site\na,Acme,HQ\nb,Acme,HQ\n', 'Make'],
    ['the last column is empty throughout', 'Make,Model,Note\n1,Acme,X-1000,\n2,Acme,Y-20,\n', 'Make'],
  ])('%s: names are taken to come first, and that is said', (_, text, header) => {
    const table = readTable(text)
    expect(claimsOf(table)[0]).toContain('manufacturer=Acme')
    expect(table.summary.state).toBe('whole')
    expect(table.problems).toMatchObject([
      { code: 'doubtful-value', severity: 'warning', span: { offset: 0 } },
    ])
    expect(table.problems[0]!.message).toContain(`"${header}" is over the second`)
  })

  it.each([
    ['two rows have one name', 'Make,Site\nAcme,HQ,x\nAcme,HQ,y\n'],
    ['a row has no name', 'Make,Site\nAcme,HQ,x\n,HQ,y\n'],
    ['a row is as long as the header', 'Make,Site\nAcme,HQ,x\nGlobex,HQ\n'],
  ])('%s: the header begins at the first cell', (_, text) => {
    expect(claimsOf(readTable(text))[0]).toEqual(['manufacturer=Acme', 'site=HQ'])
    expect(readTable(text).problems).toEqual([])
  })

  it('a table that names no maker, model, address or identifier is unread, and says which headers it has', () => {
    const text = 'Hostname,IP Address,Location\na,10.0.0.1,HQ\n'
    expect(recognised(text)).toBe('yes')
    const { items, problems, summary } = readTable(text)
    expect(items).toEqual([])
    expect(summary).toMatchObject({ state: 'unread', items: 0 })
    expect(problems).toEqual([
      {
        code: 'no-fields',
        severity: 'error',
        message: 'no column names a maker, a model, a MAC address or an identifier',
        hint: 'name the columns, for instance "manufacturer" and "model"; the headers found are: "Hostname", "IP Address", "Location"',
        span: { offset: 0, length: 28 },
      },
    ])
  })

  it('an unclosed quote makes the document partial, and the rows after it are read', () => {
    const table = readTable(TABLES['an unclosed quote']!)
    expect(table.summary).toMatchObject({ state: 'partial', items: 2 })
    expect(table.problems).toMatchObject([{ code: 'syntax', span: { offset: 11 } }])
    expect(claimsOf(table)[1]).toEqual(['manufacturer=Acme', 'model=X-2'])
  })

  it('another encoding than UTF-8 makes it partial; the cells that are ASCII are read', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('Make,Model,Site\nAcme,X-1,Z'), 0xfc, 0x0a])
    const table = readTable(bytes)
    expect(table.summary.state).toBe('partial')
    expect(table.problems).toMatchObject([{ code: 'encoding', span: { offset: 26 } }])
    expect(claimsOf(table)[0]).toContain('model=X-1')
  })
})

describe('the contract of readers', () => {
  it.each(Object.entries(TABLES))('%s: the bytes of each claim are its value', (_, text) => {
    const table = readTable(text)
    expect(misplaced(text, table)).toEqual([])
    for (const { claims } of table.items) {
      const offsets = claims.map(({ span }) => span.offset)
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
    }
  })

  it.each(Object.entries(TABLES))('%s: chunks do not matter', (_, text) => {
    const whole = readTable(text)
    for (const chunkSize of [1, 7, 1000]) expect(readTable(text, chunkSize)).toEqual(whole)
  })

  it.each(Object.entries(TABLES))('%s: cut anywhere, it is read up to there', (_, text) => {
    const bytes = new TextEncoder().encode(text)
    const step = Math.max(1, Math.floor(bytes.length / 97))
    for (let length = 0; length <= bytes.length; length += step) {
      const cut = bytes.subarray(0, length)
      const table = readTable(cut)
      expect(table.summary.items).toBe(table.items.length)
      if (recognised(cut) === 'yes') expect(misplaced(cut, table)).toEqual([])
    }
  })

  it('a header further down than the first 64 KiB is not looked for, whatever the chunks', () => {
    const text = `${'x,y\n'.repeat(20_000)}Make,Model\nAcme,X-1\n`
    expect(recognised(text)).toBe('no')
    for (const chunkSize of [100, 1 << 20]) expect(readTable(text, chunkSize).summary.state).toBe('unread')
  })

  it('rubbish is no inventory, and reading it all the same does not throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, chunkSize) => {
        expect(recognised(bytes)).toBe('no')
        expect(readTable(bytes, chunkSize).summary.state).toBe('unread')
      }),
      { numRuns: 300 },
    )
  })
})
