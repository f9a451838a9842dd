import { expect, test } from 'vitest'
import { fingerprint, identityOf } from '../../src/assess/identity.ts'
import type { Field } from '../../src/model/field.ts'
import type { Match } from '../../src/model/finding.ts'

const span = { offset: 0, length: 0 }

function matchOf(claims: readonly (readonly [Field, string])[], name = 'item'): Match {
  return {
    item: { kind: 'device', name, span, claims: claims.map(([field, value]) => ({ field, value, span })) },
    vendor: 'acme',
    relation: 'self',
    confidence: 'confirmed',
    class: 'unknown',
    evidence: [],
  }
}

test.each<[string, readonly (readonly [Field, string])[], string]>([
  ['purl without version', [['purl', 'pkg:npm/left-pad@1.3.0']], 'pkg:npm/left-pad'],
  ['purl with an npm scope', [['purl', 'pkg:npm/@acme/core@2.0.0?arch=x#sub/path']], 'pkg:npm/@acme/core'],
  ['purl with an encoded scope', [['purl', 'PKG:NPM/%40acme/core@2']], 'pkg:npm/%40acme/core'],
  ['purl with a slash in its version', [['purl', 'pkg:golang/a.com/b@v1/x']], 'pkg:golang/a.com/b'],
  [
    'purl before all else',
    [
      ['serial', 'S1'],
      ['purl', 'pkg:npm/a@1'],
    ],
    'pkg:npm/a',
  ],
  [
    'not a purl',
    [
      ['purl', 'left-pad'],
      ['serial', 'S1'],
    ],
    'S1',
  ],
  ['CPE 2.3', [['cpe', 'cpe:2.3:h:Acme:ds-2cd2042:-:*:*:*:*:*:*:*']], 'h:acme:ds-2cd2042'],
  ['CPE 2.3 with an escaped colon', [['cpe', 'cpe:2.3:a:acme:a\\:b:1']], 'a:acme:a\\:b'],
  ['CPE 2.2', [['cpe', 'cpe:/o:acme:firmware:5.4']], 'o:acme:firmware'],
  [
    'CPE without product',
    [
      ['cpe', 'cpe:/o:acme'],
      ['asset', 'A-7'],
    ],
    'A-7',
  ],
  [
    'serial before MAC',
    [
      ['mac', '00:11:22:33:44:55'],
      ['serial', ' DS 1 '],
    ],
    'DS 1',
  ],
  ['MAC, whatever its spelling', [['mac', '0011.22aa.bbcc']], '001122AABBCC'],
  [
    'MAC that is none',
    [
      ['mac', 'n/a'],
      ['asset', 'A-7'],
    ],
    'A-7',
  ],
  [
    'maker, model and site',
    [
      ['site', 'Gate'],
      ['model', 'X1'],
      ['manufacturer', 'Acme'],
    ],
    'Acme|X1|Gate',
  ],
  ['model alone', [['model', 'X1']], '|X1|'],
  [
    'maker without model',
    [
      ['manufacturer', 'Acme'],
      ['name', 'cam'],
    ],
    '|cam',
  ],
  [
    'group and name',
    [
      ['group', 'com.acme'],
      ['name', 'core'],
    ],
    'com.acme|core',
  ],
  ['nothing', [], 'item'],
])('identity: %s', (_, claims, expected) => {
  expect(identityOf(matchOf(claims))).toBe(expected)
})

test('the fingerprint is the first half of a SHA-256 over version, vendor and identity', async () => {
  const { createHash } = await import('node:crypto')
  const expected = createHash('sha256').update('v1|acme|pkg:npm/ä').digest('hex').slice(0, 32)
  expect(fingerprint('acme', 'pkg:npm/ä')).toBe(expected)
  expect(fingerprint('acmf', 'pkg:npm/ä')).not.toBe(expected)
})
