import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { format, recognised } from './support.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

it.each<[string, string, 'yes' | 'no']>([
  ['a maker and a model', 'Manufacturer,Model\nAcme,X-1\n', 'yes'],
  ['one telling header, with rows of the same width', 'foo,Model\n1,X-1\n', 'yes'],
  ['one telling header, with rows of another width', 'foo,Model\nand so on\n', 'no'],
  ['headers of another script alone', 'メーカー,型番\nAcme,X-1\n', 'yes'],
  ['marks alone', '---,***\nAcme,X-1\n', 'no'],
  ['headers below each other, items side by side', 'Manufacturer,Acme,Globex\nModel,X-1,Y-2\n', 'no'],
  [
    'a table between comments',
    '# List\n# of a, b\n\nName,Make,Model\na,Acme,X-1\n\n# End\n# of all\n# lists\n',
    'yes',
  ],
  ['a header and nothing below', 'Manufacturer,Model,Serial\n', 'yes'],
  ['names and addresses of devices', 'Hostname,IP Address\na,10.0.0.1\n', 'yes'],
  [
    'neighbours of a switch',
    'Local Device,Local Interface,Remote Device,Platform\nsw,Gi1,x,Acme X-1\n',
    'yes',
  ],
  ['under lines of metadata', 'Report,1\nOf,2026\nMake,Model\nAcme,X-1\n', 'yes'],
  ['addresses of people', 'First Name,Last Name,Email,Location,Notes\nA,B,a@b.example,HQ,\n', 'no'],
  ['a bank account', 'Date,Description,Amount\n2026-01-01,Rent,1\n', 'no'],
  ['payments with their references', 'Date,Reference,Description,Amount\n2026-01-01,R-1,Rent,1\n', 'no'],
  ['things on a list', 'Item,Name,School\nx,y,z\n', 'no'],
  ['names and kinds', 'name,type,description\na,b,c\n', 'no'],
  ['JSON', '{"manufacturer": "Acme", "model": "X-1"}\n', 'no'],
  ['a JSON array', '["manufacturer", "model"]\n', 'no'],
  ['XML', '<table>\nmanufacturer,model\nAcme,X-1\n</table>', 'no'],
  ['SPDX tag-value', 'SPDXVersion: SPDX-2.3\nPackageName: a, b\nPackageSupplier: Organization: Acme\n', 'no'],
  ['YAML', 'manufacturer: Acme\nmodel: X-1\nmac: aa:bb:cc:00:00:01\n', 'no'],
  ['fields below each other', 'Vendor:\tAcme\nDevice:\tX-1\nModel:\tX\n', 'no'],
  ['program text', 'const x = f(manufacturer, model, serial)\nconst y = g(a, b, c)\n', 'no'],
  ['an import', 'import { manufacturer, model, mac } from "x"\nimport { a, b, c } from "y"\n', 'no'],
  ['prose', 'Write down the manufacturer, model, and serial number.\nThen, if you can, the address.\n', 'no'],
  ['a zero byte', 'Manufacturer,Model\nAcme,X\u0000\n', 'no'],
  ['nothing', '', 'no'],
  ['blank lines', '\n\n  \n', 'no'],
])('%s', (_, text, expected) => {
  expect(recognised(text)).toBe(expected)
})

it('is not decided before the end or 64 KiB', () => {
  const head = new TextEncoder().encode('Manufacturer,Model\nAcme,X-1\n')
  expect(format.recognise(head, false)).toBe('more')
  expect(format.recognise(new TextEncoder().encode('{'), false)).toBe('no')
})

it('no source file, test or document of this repository is an inventory, but tests that hold tables', () => {
  const taken = ['src', 'tests', 'docs', 'schemas', 'vendor-lists', '.']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true, recursive: folder !== '.' })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .filter((file) => !/\.(?:csv|tsv)$|read.inventory/.test(file) && recognised(readFileSync(file)) !== 'no')
  expect(taken).toEqual([])
})
