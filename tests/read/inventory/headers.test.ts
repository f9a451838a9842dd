import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { knownHeaders, type Meaning } from '../../../src/read/inventory/header-words.ts'
import { headerMeaning, normalizeHeader } from '../../../src/read/inventory/headers.ts'
import { shared } from './shared.ts'

describe('the table of headers', () => {
  it('holds each header once', () => {
    const headers = knownHeaders().map(([header]) => header)
    expect(headers.filter((header, i) => headers.indexOf(header) !== i)).toEqual([])
  })

  it('holds headers as they are compared', () => {
    expect(knownHeaders().filter(([header]) => normalizeHeader(header) !== header)).toEqual([])
  })
})

it.each<[string, string]>([
  ['MAC Address', 'macaddress'],
  ['mac_address', 'macaddress'],
  ['\ufeffName', 'name'],
  ['ＭＡＣアドレス', 'macアドレス'],
  ['ﾒｰｶｰ', 'メーカー'],
  ['Modèle', 'modele'],
  // Its first letter is Cyrillic.
  ['Сatégorie', 'categorie'],
  ['MAC-адрес', 'macадрес'],
  ['Серийный номер', 'серииныиномер'],
  ['Serial #', 'serial'],
])('%j is compared as %j', (header, expected) => {
  expect(normalizeHeader(header)).toBe(expected)
})

it.each<[string, Meaning | null]>([
  ['Manufacturer', 'manufacturer'],
  ['Mfr.', 'manufacturer'],
  ['Make', 'manufacturer'],
  ['Manufacturer (from label)', 'manufacturer'],
  ['Camera Manufacturer', 'manufacturer'],
  ['device_type.manufacturer.name', 'manufacturer'],
  ['Hersteller', 'manufacturer'],
  ['メーカー', 'manufacturer'],
  ['제조사', 'manufacturer'],
  ['Brand', 'brand'],
  ['Vendor', 'vendor'],
  ['Lieferant', 'supplier'],
  ['供应商', 'supplierOrMaker'],
  ['Camera Model', 'model'],
  ['NVR Model', 'model'],
  ['deviceModel', 'model'],
  ['Model No.', 'modelNumber'],
  ['Device Type', 'type'],
  ['MAC Address 1', 'mac'],
  ['MAC (LAN)', 'mac'],
  ['S/N', 'serial'],
  ['Device Serial Number', 'serial'],
  ['Firmware Version', 'firmware'],
  ['Install Date', 'dateInstalled'],
  ['Date Purchased', 'dateBought'],
  ['Site', 'site'],
  ['Intended use', 'purpose'],
  ['Use', 'purpose'],
  ['sysObjectID', 'oid'],
  ['FCC ID', 'fcc'],
  ['IP Address', 'ip'],
  // What is said, and of what.
  ['Marque de la caméra', 'brand'],
  ['Modelo del equipo', 'model'],
  ['Marca do equipamento', 'brand'],
  ['Model urządzenia', 'model'],
  ['Модель камеры', 'model'],
  ['Производитель оборудования', 'manufacturer'],
  ['Kameramodell', 'model'],
  ['Gerätehersteller', 'manufacturer'],
  ['Cihaz Markası', 'brand'],
  ['设备品牌', 'brand'],
  ['摄像机型号', 'model'],
  ['カメラ型番', 'model'],
  ['카메라 제조사', 'manufacturer'],
  ['MAC Camera', 'mac'],
  ['Name of Manufacturer', 'manufacturer'],
  ['Nombre del fabricante', 'manufacturer'],
  ['Nazwa modelu', 'model'],
  ['厂商名称', 'manufacturer'],
  ['品牌名称', 'brand'],
  ['Nom de la caméra', 'name'],
  ['Name of School', null],
  ['Nombre del alumno', null],
  ['Kameramann', null],
  ['Vendor Product', null],
  ['Model of switch', 'model'],
  // Two things in one column.
  ['Make / Model', 'model'],
  ['Marca y modelo', 'model'],
  ['Марка, модель', 'model'],
  ['品牌/型号', 'model'],
  ['メーカー・型番', 'model'],
  ['제조사 및 모델', 'model'],
  ['Merk en type', 'model'],
  ['Hersteller/Marke', 'manufacturer'],
  ['Manufacturer / Vendor', 'supplierOrMaker'],
  ['Model / Location', null],
  ['IP/MAC', 'mac'],
  ['Vendor and contact', null],
  // Further languages and spellings.
  ['Наименование', 'name'],
  ['Бренд', 'brand'],
  ['规格型号', 'model'],
  ['出厂编号', 'serial'],
  ['機種', 'model'],
  ['제조회사', 'manufacturer'],
  ['Üretici Firma', 'manufacturer'],
  ['الشركة المصنعة', 'manufacturer'],
  ['الموديل', 'model'],
  ['Výrobce', 'manufacturer'],
  ['Κατασκευαστής', 'manufacturer'],
  ['ยี่ห้อ', 'brand'],
  ['N° de série', 'serial'],
  // The whole word is Cyrillic.
  ['МАС-адрес', 'mac'],
  ['Référence', 'reference'],
  ['Awarded to', 'supplier'],
  ['Company', null],
  // A person's number in some countries, a serial number in no table that was seen.
  ['SSN', null],
  ['Password', null],
  ['Hardware Password', null],
  ['Username', null],
  ['Model year', null],
  ['Remodelled', null],
  ['Hikvision', null],
  ['', null],
])('%j means %j', (header, meaning) => {
  expect(headerMeaning(header)).toBe(meaning)
})

describe.skipIf(shared === null)(
  'the headers collected as facts (skipped where the shared folder is absent)',
  () => {
    const EXPECTED: Readonly<Record<string, readonly (Meaning | null)[]>> = {
      manufacturer: [
        'manufacturer',
        'brand',
        'vendor',
        'macVendor',
        'supplierOrMaker',
        'publisher',
        'hardware',
        'os',
      ],
      brand: ['brand', 'manufacturer'],
      supplier: ['supplier', 'vendor', 'supplierOrMaker'],
      model: [
        'model',
        'modelNumber',
        'type',
        'product',
        'platform',
        'hardware',
        'device',
        'modelId',
        'description',
      ],
      part_number: ['partNumber', 'modelNumber', 'model'],
      mac: ['mac', 'address'],
      serial: ['serial', 'asset'],
      firmware: ['firmware', 'version'],
      cpe: ['cpe'],
      sysObjectID: ['oid'],
      sysDescr: ['banner'],
      fcc_id: ['fcc'],
      country_of_origin: ['country'],
      chipset: ['chipset'],
      asset_tag: ['asset'],
      quantity: ['quantity'],
    }
    /** Not read, and why. */
    const LEFT_OUT: Readonly<Record<string, string>> = {
      group: 'a group of cameras, in inventories',
      製造元の数: 'a count of makers',
      SSN: 'a person',
      'product key': 'a secret',
      Série: 'a series',
      'item #': 'numbers the rows',
      HardwareId: 'an internal id',
      'Affected Software/OS': 'prose of a scanner',
      Image: 'a picture',
      Code: 'any code',
      'Krótka nazwa': 'a short name',
      'Min Quantity': 'a stock level',
      Unit: 'a unit of measure',
    }
    // A skipped block is still gone through, to find its tests.
    const facts: Record<string, { readonly header: string; readonly langs: readonly string[] }[]> =
      shared === null ? {} : JSON.parse(readFileSync(join(shared, 'facts/header-synonyms.json'), 'utf8'))

    it.each(Object.keys(EXPECTED))('%s', (canonical) => {
      const unexpected = facts[canonical]!.map(({ header }) => header)
        // Paths into XML and JSON are not headers of columns.
        .filter((header) => !/^onvif:|\/@|\[@|\/[A-Z]/.test(header) && !(header in LEFT_OUT))
        .filter((header) => !EXPECTED[canonical]!.includes(headerMeaning(header)))
      expect(unexpected).toEqual(canonical === 'manufacturer' ? ['supplier.name'] : [])
    })
  },
)
