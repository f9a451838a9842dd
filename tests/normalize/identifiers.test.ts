import { describe, expect, it } from 'vitest'
import { parseCpe } from '../../src/normalize/cpe.ts'
import { isOneEdit } from '../../src/normalize/edit-distance.ts'
import { domainsAbove, hostOf, hostsIn } from '../../src/normalize/host.ts'
import {
  fccGrantee,
  gponVendor,
  normalizeBluetooth,
  normalizeHardwareId,
  normalizePnp,
  registrationsIn,
} from '../../src/normalize/identifier.ts'
import { macsIn, normalizeMac } from '../../src/normalize/mac.ts'
import { modelParts, modelSpellings, normalizeModel } from '../../src/normalize/model.ts'
import { oidsIn, parseOid } from '../../src/normalize/oid.ts'
import { parsePurl } from '../../src/normalize/purl.ts'

describe('normalizeMac', () => {
  it.each([
    ['00:1a:2B:3c:4D:5e', '001A2B3C4D5E'],
    ['00-1A-2B-3C-4D-5E', '001A2B3C4D5E'],
    ['001a.2b3c.4d5e', '001A2B3C4D5E'],
    ['001a-2b3c-4d5e', '001A2B3C4D5E'],
    ['001A2B-3C4D5E', '001A2B3C4D5E'],
    ['001A2B3C4D5E', '001A2B3C4D5E'],
    ['00 1A 2B 3C 4D 5E', '001A2B3C4D5E'],
    ['0:1a:2b:3c:4d:5e', '001A2B3C4D5E'],
    ['00%3A1A%3A2B%3A3C%3A4D%3A5E', '001A2B3C4D5E'],
    ['00%253A1A%253A2B%253A3C%253A4D%253A5E', '001A2B3C4D5E'],
    [' 001A2B3C4D5E ', '001A2B3C4D5E'],
    ['02:1a:2b:3c:4d:5e', null], // locally administered
    ['01:1a:2b:3c:4d:5e', null], // multicast
    ['F3:4C:8F:B1:D3:1F', null],
    ['00:00:00:00:00:00', null],
    ['ff:ff:ff:ff:ff:ff', null],
    ['00:1a:2b:3c:4d', null],
    ['00:1a:2b:3c:4d:5e:6f', null],
    ['00:1a-2b:3c:4d:5e', null],
    ['001A2B3C4D5G', null],
    ['', null],
  ])('%j → %j', (text, mac) => {
    expect(normalizeMac(text)).toBe(mac)
  })
  it('finds each of several', () => {
    expect(macsIn('00:1a:2b:3c:4d:5e; 00:1a:2b:3c:4d:5f, n/a')).toEqual(['001A2B3C4D5E', '001A2B3C4D5F'])
  })
})

describe('parsePurl', () => {
  it.each([
    ['pkg:npm/%40scope/name@1.0.0', 'npm', '@scope/name'],
    ['pkg:npm/@scope/name', 'npm', '@scope/name'],
    ['pkg:npm/%2540scope/name@1', 'npm', '@scope/name'],
    ['PKG:GOLANG/github.com/Org/repo/v3@v3.1?type=module#pkg/x', 'golang', 'github.com/org/repo/v3'],
    ['pkg:maven/com.Example.sdk/core@1.2', 'maven', 'com.Example.sdk/core'],
    ['pkg:pypi/Some_Package.Name@1', 'pypi', 'some-package-name'],
    ['pkg://npm/name', 'npm', 'name'],
  ])('%j', (text, type, path) => {
    expect(parsePurl(text)).toMatchObject({ type, path })
  })
  it.each(['pkg:npm', 'npm/name', 'pkg:', '', 'pkg:npm/'])('%j is none', (text) => {
    expect(parsePurl(text)).toBeNull()
  })
  it('tells where it comes from', () => {
    const purl = parsePurl('pkg:npm/a@1?repository_url=https%3A%2F%2Frepo.example.com%2Fnpm&arch=x')
    expect(purl?.addresses).toEqual(['https://repo.example.com/npm'])
  })
})

describe('parseCpe', () => {
  it.each([
    ['cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*:*', 'a', 'acme', 'tool'],
    ['cpe:2.3:h:acme:ds-1\\/2\\(b\\):-:*:*:*:*:*:*:*', 'h', 'acme', 'ds_1/2(b)'],
    ['cpe:2.3:a:acme\\:co:tool:*', 'a', 'acme:co', 'tool'],
    ['cpe:/o:acme_corp:os:1', 'o', 'acme_corp', 'os'],
    ['cpe:/a:acme%20corp:x', 'a', 'acme_corp', 'x'],
    ['CPE:2.3:A:Acme-Corp:x', 'a', 'acme_corp', 'x'],
  ])('%j', (text, part, vendor, product) => {
    expect(parseCpe(text)).toEqual({ part, vendor, product })
  })
  it.each(['cpe:2.3:a:*:x', 'cpe:2.3:x:acme:y', 'acme', ''])('%j is none', (text) => {
    expect(parseCpe(text)).toBeNull()
  })
})

describe('parseOid', () => {
  it.each([
    ['1.3.6.1.4.1.9.1.1', '1.3.6.1.4.1.9.1.1'],
    ['.1.3.6.1.4.1.9', '1.3.6.1.4.1.9'],
    ['iso.3.6.1.4.1.9', '1.3.6.1.4.1.9'],
    ['SNMPv2-SMI::enterprises.9.1', '1.3.6.1.4.1.9.1'],
    ['14988', '1.3.6.1.4.1.14988'],
  ])('%j → %j', (text, oid) => {
    expect(parseOid(text)?.join('.')).toBe(oid)
  })
  it.each(['1.3.x', '5', 'router', '', '10.0.0.1x'])('%j is none', (text) => {
    expect(parseOid(text)).toBeNull()
  })
  it('is found in prose, by its arcs', () => {
    const text = 'router [sysObjectID .1.3.6.1.4.1.9.1.1116], not 11.3.6.1.4.1.7'
    expect(oidsIn(text).map((arcs) => arcs.join('.'))).toEqual(['1.3.6.1.4.1.9.1.1116'])
  })
})

describe('hostOf', () => {
  it.each([
    ['https://User@WWW.Example.COM:8443/path?q', 'www.example.com'],
    ['git@git.example.com:group/project.git', 'git.example.com'],
    ['mailto:someone@example.com', 'example.com'],
    ['example.com.', 'example.com'],
    ['//cdn.example.com/x', 'cdn.example.com'],
    ['https%3A%2F%2Fexample.com%2Fx', 'example.com'],
    ['ＥＸＡＭＰＬＥ.com', 'example.com'],
    ['git+https://example.com/x.git', 'example.com'],
    ['10.0.0.1', null],
    ['https://10.0.0.1/x', null],
    ['localhost', null],
    ['NOASSERTION', null],
    ['not a host', null],
  ])('%j → %j', (text, host) => {
    expect(hostOf(text)).toBe(host)
  })
  it('finds each in a text', () => {
    expect(hostsIn('Acme <info@acme.example>, see https://www.acme.example/x.')).toEqual([
      'acme.example',
      'www.acme.example',
    ])
  })
  it('cuts at labels', () => {
    expect(domainsAbove('a.bc.de')).toEqual(['a.bc.de', 'bc.de', 'de'])
  })
})

describe('hardware ids', () => {
  it.each([
    ['1A2B:3c4d', '1a2b:3c4d'],
    ['0x1a2b', '1a2b'],
    ['USB\\VID_1A2B&PID_3C4D\\5', '1a2b:3c4d'],
    ['PCI\\VEN_1A2B&DEV_3C4D', '1a2b:3c4d'],
    ['1a2b', '1a2b'],
    ['router', null],
    ['1a2b3c', null],
  ])('%j → %j', (text, id) => {
    expect(normalizeHardwareId(text)).toBe(id)
  })
  it.each([
    ['0x027D', '027d'],
    ['637', '027d'],
    ['0xFFFFF', null],
    ['70000', null],
  ])('Bluetooth %j → %j', (text, id) => {
    expect(normalizeBluetooth(text)).toBe(id)
  })
  it.each([
    ['abc1234', 'ABC'],
    ['ABC', 'ABC'],
    ['ABCD', null],
  ])('plug and play %j → %j', (text, id) => {
    expect(normalizePnp(text)).toBe(id)
  })
  it.each([
    ['2ABCD-XYZ1', '2ABCD'],
    ['FCC ID: ABCXYZ', 'ABC'],
    ['2AB', null],
    ['', null],
  ])('FCC %j → %j', (text, id) => {
    expect(fccGrantee(text)).toBe(id)
  })
  it.each([
    ['ABCD12345678', 'ABCD'],
    ['4142434412345678', 'ABCD'],
    ['ABCD1234', null],
    ['0001020312345678', null],
  ])('GPON %j → %j', (text, id) => {
    expect(gponVendor(text)).toBe(id)
  })
  it.each([
    ['913300007337X', ['913300007337X']],
    ['LEI: 5299000abcde12345678.', ['5299000ABCDE12345678']],
    ['9133 0000 7337 X', []],
    ['002415', []],
  ])('registration numbers in %j: %j', (text, numbers) => {
    expect(registrationsIn(text)).toEqual(numbers)
  })
})

describe('models', () => {
  it.each([
    ['  AB-1  (B)  ', 'AB-1 (B)'],
    ['ＡＢ–1', 'AB-1'],
    ['x'.repeat(500), 'x'.repeat(128)],
    ["'AB-1CD2", 'AB-1CD2'],
  ])('%j → %j', (text, model) => {
    expect(normalizeModel(text)).toBe(model)
  })
  it.each([
    ['AB-1CD2(2.8mm)(C)', ['AB-1CD2(2.8mm)(C)', 'AB-1CD2']],
    ['AB-1CD2 V2', ['AB-1CD2 V2', 'AB-1CD2']],
    ['AB-1CD2 2.8mm', ['AB-1CD2 2.8mm', 'AB-1CD2']],
    ['AB-1CD2#USA', ['AB-1CD2#USA', 'AB-1CD2']],
    ['AB-1CD2-STD', ['AB-1CD2-STD', 'AB-1CD2']],
    ['AB-1CD2', ['AB-1CD2']],
    ['(AB)', ['(AB)']],
  ])('%j is tried as %j', (model, spellings) => {
    expect(modelSpellings(model)).toEqual(spellings)
  })
  it('finds model numbers in a title', () => {
    expect(modelParts('Dome camera, 5 MP (AB5M-T1) with ABCD-1234. Short A-1')).toEqual([
      'AB5M-T1',
      'ABCD-1234',
    ])
  })
})

describe('isOneEdit', () => {
  it.each([
    ['vision', 'vison', true],
    ['vision', 'visiion', true],
    ['vision', 'vizion', true],
    ['vision', 'visoin', true],
    ['vision', 'vision', false],
    ['vision', 'voision1', false],
    ['vision', 'nision', true],
    ['abcd', 'badc', false],
    ['abcd', 'abdce', false],
  ])('%j and %j: %s', (a, b, yes) => {
    expect(isOneEdit(a, b)).toBe(yes)
    expect(isOneEdit(b, a)).toBe(yes)
  })
})
