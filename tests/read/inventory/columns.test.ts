import { expect, it } from 'vitest'
import { understandColumns } from '../../../src/read/inventory/columns.ts'

interface Case {
  readonly table: readonly string[]
  readonly fields: string
  readonly kind?: 'software' | 'device'
  readonly telling?: boolean
}

const cases: Readonly<Record<string, Case>> = {
  'a camera list': {
    table: [
      'Site,Use,Asset Tag,Manufacturer,Model,Serial Number,MAC Address,IP Address,Firmware,Description',
    ],
    fields: 'site purpose asset manufacturer model serial mac - firmware description',
  },
  'brand beside manufacturer is a label, alone it is the maker': {
    table: ['Manufacturer,Brand,Model'],
    fields: 'manufacturer brand model',
  },
  'brand alone': { table: ['Brand,Model'], fields: 'manufacturer model' },
  'vendor beside a maker is the seller': {
    table: ['Vendor,Manufacturer,Model'],
    fields: 'supplier manufacturer model',
  },
  'vendor alone': { table: ['Host,Vendor,MAC'], fields: 'name vendor mac' },
  'a Chinese supplier column, with and without a maker': { table: ['供应商,型号'], fields: 'vendor model' },
  'a Chinese supplier column beside a maker': {
    table: ['品牌,供应商,型号'],
    fields: 'manufacturer supplier model',
  },
  'what a tool says of the MAC address, beside it': { table: ['IP,MAC,MAC Vendor'], fields: '- mac -' },
  'what a tool says of the MAC address, alone': { table: ['IP,MAC Vendor'], fields: '- vendor' },
  'a camera finder: device type is the model': {
    table: ['Index,Device Type,Status,IPv4 Address,Software Version,Device Serial Number,MAC Address'],
    fields: '- model - - firmware serial mac',
  },
  'NetBox: type is the model': {
    table: ['Name,Status,Site,Role,Manufacturer,Type', 'sw-1,Active,HQ,Access,Acme,X-24-POE2'],
    fields: 'name - site class manufacturer model',
  },
  'type beside a model is a kind of thing': { table: ['Type,Model', 'DS-1234,X1'], fields: 'class model' },
  'type by its values: kinds': {
    table: ['Name,Manufacturer,Type', 'a,Acme,Dome 4MP', 'b,Acme,Bullet'],
    fields: 'name manufacturer class',
  },
  'type by its values: models': {
    table: ['Name,Manufacturer,Type', 'a,Acme,AX-2204', 'b,Acme,AX-2210 V2'],
    fields: 'name manufacturer model',
  },
  'a reference beside a maker is that of its product': {
    table: ['Marque,Référence', 'Acme,X-1'],
    fields: 'manufacturer partNumber',
  },
  'a reference beside no maker': { table: ['MAC,Reference', 'aabbcc000001,R-1'], fields: 'mac -' },
  'items that are only counted': { table: ['Item,Model', '1,X-1', '2,X-2'], fields: '- model' },
  'what answers at the ports of hosts': {
    table: ['IP,Port,Hostnames,Product,Version', '10.0.0.1,80,a,Acme IP Camera,'],
    fields: '- - name banner firmware',
  },
  'products of hosts without ports': {
    table: ['IP,Product,Version'],
    fields: '- name -',
    kind: 'software',
    telling: false,
  },
  'address by its values: MAC': { table: ['Name,Address', 'a,aabbcc000001'], fields: 'name mac' },
  'address by its values: IP': { table: ['Name,Address', 'a,10.0.0.1'], fields: 'name -', telling: false },
  'MAC addresses under any header': {
    table: ['Model,Identifier', 'a,aa:bb:cc:00:00:01', 'b,aa:bb:cc:00:00:02'],
    fields: 'model mac',
  },
  'no MAC addresses, though twelve digits': {
    table: ['Model,Order', 'a,202611210001', 'b,202611210002'],
    fields: 'model -',
  },
  'secrets are never read': {
    table: [
      'Model,Password,API key',
      'a,aa:bb:cc:00:00:01,aa:bb:cc:00:00:01',
      'b,aa:bb:cc:00:00:02,aa:bb:cc:00:00:02',
    ],
    fields: 'model - -',
  },
  'numbers of rows are no serial numbers': {
    table: ['S.No,Model', '1,a', '2,b', '3,c'],
    fields: '- model',
  },
  'model number beside model, and alone': { table: ['Model,Model No.'], fields: 'model partNumber' },
  'model number alone': { table: ['Make,Model No.'], fields: 'manufacturer model' },
  'one date: when it was made, else bought, else installed': {
    table: ['Model,Install Date,Purchase Date'],
    fields: 'model - date',
  },
  'a list of programs': {
    table: ['Product,Version,Vendor,License'],
    fields: 'name - vendor -',
    kind: 'software',
  },
  packages: { table: ['Package,Version,purl'], fields: 'name - purl', kind: 'software' },
  'software on devices is a list of devices': {
    table: ['Hostname,Model,Software,Version'],
    fields: 'name model description firmware',
  },
  'a bill of hardware': {
    table: [
      'Component Name,Component Manufacturer,Manufacturer Part Number,Supplier,Country of Origin,FCC ID',
    ],
    fields: 'name manufacturer partNumber supplier country fcc',
  },
  'weaknesses: their descriptions are not the device': {
    table: ['Plugin ID,CVE,Risk,Host,Name,Description,MAC Address,CPE'],
    fields: '- - - name - - mac cpe',
  },
  'osquery, PCI': { table: ['vendor,vendor_id,model', 'Acme,0x1a2b,X'], fields: 'vendor pci model' },
  'osquery, USB': { table: ['vendor,vendor_id,model', 'Acme,1a2b,X'], fields: 'vendor usb model' },
  ServiceNow: {
    table: ['name,manufacturer,model_id,vendor', 'a,Acme,Acme X-1,Shop'],
    fields: 'name manufacturer model supplier',
  },
  'names and places tell no maker': {
    table: ['Name,Location,Description,Quantity'],
    fields: 'name site description quantity',
    telling: false,
  },
  'an operating system tells no maker': { table: ['Hostname,OS'], fields: 'name banner', telling: false },
  'templates of a monitoring tool tell a maker': { table: ['NAME,TEMPLATES'], fields: 'name description' },
}

it.each(Object.entries(cases))('%s', (_, { table, fields, kind = 'device', telling = true }) => {
  const [headers, ...sample] = table.map((row) => row.split(','))
  const understood = understandColumns(headers!, sample)
  const found = headers!.map(
    (_, index) => understood.columns.find((column) => column.index === index)?.field ?? '-',
  )
  expect(found.join(' ')).toBe(fields)
  expect(understood).toMatchObject({ kind, telling })
})
