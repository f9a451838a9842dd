import { expect, it } from 'vitest'
import { cpesIn, macsIn, type Part } from '../../../src/read/inventory/cells.ts'

const texts = (text: string, parts: readonly Part[]) => parts.map(({ from, to }) => text.slice(from, to))

it.each<[string, readonly string[]]>([
  ['BC:5E:33:57:5A:98', ['BC:5E:33:57:5A:98']],
  ['bc-5e-33-57-5a-98', ['bc-5e-33-57-5a-98']],
  ['0427.5873.0b65', ['0427.5873.0b65']],
  ['b8d6-f6ff-7390', ['b8d6-f6ff-7390']],
  ['BC5E33-575A98', ['BC5E33-575A98']],
  ['3cef8c084e1e', ['3cef8c084e1e']],
  ['3cef:8c08:4e1e', ['3cef:8c08:4e1e']],
  ['0x3CEF8C084E1E', ['0x3CEF8C084E1E']],
  ['BC 5E 33 57 5A 98', ['BC 5E 33 57 5A 98']],
  ['0:1b:21:0:0:1', ['0:1b:21:0:0:1']],
  ['01:00:0c:29:0a:6f:c3', ['00:0c:29:0a:6f:c3']],
  ['01:00:5e:00:00:fb', ['01:00:5e:00:00:fb']],
  [
    'aa:bb:cc:00:00:01, aa-bb-cc-00-00-02\naabbcc000003',
    ['aa:bb:cc:00:00:01', 'aa-bb-cc-00-00-02', 'aabbcc000003'],
  ],
  ['3c:ef:8c:00:00:01 (eth0)', ['3c:ef:8c:00:00:01']],
  // No addresses.
  ['', []],
  ['n/a', []],
  ['10.0.0.1', []],
  ['fe80::be5e:33ff:fe57:5a98', []],
  ['33633a65663a', []],
  ['2001:0db8:0001::/48', []],
  ['2001:0db8:0001:0002:0003:0004:0005:0006', []],
  ['ACCC8E:FFFE:00:00', []],
  ['00:11:22:33:44', []],
  ['00:11:22:33:44:55:66:77', []],
  ['d41d8cd98f00b204e9800998ecf8427e', []],
  ['44:19:b6:xx:xx:xx', []],
  ['2026-11-21', []],
])('the MAC addresses in %j', (text, expected) => {
  expect(texts(text, macsIn(text))).toEqual(expected)
})

it.each<[string, readonly string[]]>([
  ['cpe:/h:acme:cam-1', ['cpe:/h:acme:cam-1']],
  ['cpe:2.3:a:acme:cam\\,1:1.0:*:*:*:*:*:*:*', ['cpe:2.3:a:acme:cam\\,1:1.0:*:*:*:*:*:*:*']],
  ['Product: cpe:/a:acme:web:1\nMethod: probe', ['cpe:/a:acme:web:1']],
  ['cpe:/a:x:y, cpe:/o:z', ['cpe:/a:x:y', 'cpe:/o:z']],
  ['recipe:/a', []],
  ['none', []],
])('the CPE names in %j', (text, expected) => {
  expect(texts(text, cpesIn(text))).toEqual(expected)
})
