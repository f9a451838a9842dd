import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { archived, shared } from './shared.ts'
import { claimsOf, misplaced, readTable, recognised } from './support.ts'

/** Tables whose rows are not the manifest's lines less the line of headers: rows read, and why. */
const DIFFERENT: Readonly<Record<string, readonly [number, string]>> = {
  'constructed/german-semicolon-cp1252.csv': [2, 'a sep= line stands above the header'],
  'constructed/milestone-wide.tsv': [2, 'two header rows'],
  'snipe-it/assets-sample-BAD.csv': [200, 'lines end in a lone CR, which the manifest does not count'],
  'snipe-it/assets-sample-BLANKS.csv': [200, 'lines end in a lone CR, which the manifest does not count'],
  'snipe-it/licenses-sample.csv': [50, 'quoted cells hold line ends'],
  'scanners/openvas/one_vuln.csv': [1, 'quoted cells hold line ends'],
  'scanners/openvas/many_vuln.csv': [4, 'quoted cells hold line ends'],
  'scanners/openvas/report_detail_v2.csv': [1, 'quoted cells hold line ends'],
  'scanners/qualys/Qualys_Sample_Report.csv': [6, 'quoted cells hold line ends'],
  'scanners/tenable/nessus_many_vuln.csv': [4, 'quoted cells hold line ends'],
}

/** Tables that are not read, and why. */
const NOT_READ: Readonly<Record<string, string>> = {
  'constructed/chinese-gb18030.csv': 'not UTF-8: its headers are not known',
  'constructed/japanese-shiftjis.csv': 'not UTF-8: its headers are not known',
  'constructed/milestone-import-hardware.csv': 'addresses, users and drivers only',
  'scanners/azure_security_center_recommendations/many_vulns.csv': 'recommendations, no devices',
  'scanners/qualys_vmdr/many_vulns_cve.csv': 'names and addresses of hosts only',
  'scanners/tenable/tenable_many_vuln.csv': 'names, addresses and operating systems of hosts only',
  'snipe-it/locations-sample.csv': 'places',
  'snipe-it/users-sample.csv': 'people',
}

/** Windows-1252 or Mac Roman: read, and partial because of it. */
const OTHER_ENCODING = new Set([
  'constructed/german-semicolon-cp1252.csv',
  'constructed/servicenow-cmdb_ci.csv',
  'snipe-it/assets-sample-BAD.csv',
  'snipe-it/assets-sample-BLANKS.csv',
])

describe.skipIf(shared === null)('the inventory corpus (skipped where the shared folder is absent)', () => {
  const lines = new Map<string, number>()
  const files = new Map<string, Uint8Array>()
  if (shared !== null) {
    const manifest = readFileSync(join(shared, 'corpus/inventory-manifest.csv'), 'utf8')
    for (const line of manifest.split(/\r?\n/).slice(1)) {
      lines.set(line.slice(0, line.indexOf(',')), Number(line.slice(line.lastIndexOf(',') + 1)))
    }
    for (const [path, bytes] of archived('corpus/inventory.tar.gz')) {
      files.set(path.replace(/^(?:\.\/)?inventory\//, ''), decoded(bytes))
    }
  }
  const tables = [...lines.keys()].filter((path) => /\.[ct]sv$/.test(path) && files.has(path))

  it('holds the tables of the manifest', () => {
    expect(tables.length).toBeGreaterThan(35)
  })

  it('every table is read whole, row by row, or is known for the reason why not', () => {
    const found: Record<string, unknown> = {}
    const expected: Record<string, unknown> = {}
    for (const path of tables) {
      const bytes = files.get(path)!
      const read = recognised(bytes) === 'yes' ? readTable(bytes) : null
      found[path] =
        read === null || read.summary.state === 'unread' ? 'unread' : [read.summary.state, read.items.length]
      if (path in NOT_READ) expected[path] = 'unread'
      else {
        const rows = DIFFERENT[path]?.[0] ?? lines.get(path)! - 1
        expected[path] = [OTHER_ENCODING.has(path) ? 'partial' : 'whole', rows]
      }
      if (read?.summary.state === 'whole') expect([path, misplaced(bytes, read)]).toEqual([path, []])
    }
    expect(found).toEqual(expected)
  })

  it.each<[string, string]>([
    ['constructed/sadp-export.csv', 'model=DS-K1T671M-L'],
    ['constructed/intune-devices.csv', 'manufacturer=HUAWEI'],
    ['constructed/milestone-wide.tsv', 'manufacturer=Hikvision'],
    ['constructed/french-export.csv', 'manufacturer=HP'],
    ['constructed/siqura-sdm2-devices.csv', 'model=HSD820H2-E'],
    ['constructed/servicenow-cmdb_ci.csv', 'supplier=Acme Integrator AG'],
    ['constructed/hbom-spreadsheet.csv', 'fcc=2ADTD-XXXX'],
    ['constructed/utf16-export.csv', 'mac=E0-50-8B-01-02-03'],
    ['snipe-it/assets-sample.csv', 'model=Macbook Pro 13"'],
  ])('%s: the first row has %s', (path, claim) => {
    expect(claimsOf(readTable(files.get(path)!))[0]).toContain(claim)
  })

  it('nothing else in it is taken for a table', () => {
    const taken = [...files].filter(([path, bytes]) => !/\.[ct]sv$/.test(path) && recognised(bytes) !== 'no')
    expect(taken.map(([path]) => path)).toEqual([])
  })
})

/** The bytes as a reader gets them: UTF-8 without a byte order mark. */
function decoded(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return new TextEncoder().encode(new TextDecoder('utf-16le').decode(bytes))
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
