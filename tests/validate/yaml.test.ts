import { describe, expect, test } from 'vitest'
import { yamlValue } from '../../src/validate/yaml.ts'
import { saidOf, validated } from './schemas.ts'

const head = `SPDXID: SPDXRef-DOCUMENT
spdxVersion: "SPDX-2.3"
name: x
dataLicense: CC0-1.0
documentNamespace: https://example.com/x
creationInfo:
  created: 2024-01-01T00:00:00Z
  creators: ["Tool: x"]
`
const of23 = '(schema of SPDX 2.3 YAML).'

describe('a word of YAML stands for', () => {
  test.each<[written: string, value: unknown]>([
    ['x', 'x'],
    ['true', true],
    ['False', false],
    ['yes', 'yes'],
    ['"true"', 'true'],
    ["'1'", '1'],
    ['1', 1],
    ['-1.5e3', -1500],
    ['0x1f', 31],
    ['1.2.3', '1.2.3'],
    ['2024-01-01', '2024-01-01'],
    ['~', null],
    ['null', null],
    ['', null],
    ['""', ''],
    ['|\n  1\n', '1\n'],
    ['>-\n  1\n', '1'],
    ['[1, "1", a]', [1, '1', 'a']],
    ['{a: 1, b: "1"}', { a: 1, b: '1' }],
    ['\n- 1\n- {}\n', [1, {}]],
  ])('%j: %j', (written, value) => {
    expect(yamlValue(new TextEncoder().encode(`a: ${written}`))).toMatchObject({ value: { a: value } })
  })
})

describe('a YAML document', () => {
  test.each<[title: string, document: string, said: readonly string[]]>([
    ['is as its schema says', head, ['valid']],
    ['begins with a mark', `%YAML 1.2\n---\n# x\n${head}`, ['valid']],
    [
      'has a package of which something is missing',
      `${head}packages:\n  - name: Ü\n    SPDXID: x\n`,
      [`name | /packages/0 | At /packages/0: "downloadLocation" is missing ${of23}`],
    ],
    [
      'has a member that is not known',
      `${head}packages:\n- {SPDXID: x, name: Ü, downloadLocation: NONE, "vendor": X}\n`,
      [`vendor | /packages/0/vendor | At /packages/0/vendor: this member is not known here ${of23}`],
    ],
    [
      'has a number where text should stand',
      `${head}comment: 1.0\n`,
      [`1.0 | /comment | At /comment: must be of type string ${of23}`],
    ],
    [
      'has nothing where a list should stand',
      `${head}packages:\nfiles: []\n`,
      [` | /packages | At /packages: must be of type array ${of23}`],
    ],
    [
      'has text where a list should stand, and a list where text should stand',
      `${head}files: {}\ncomment:\n- x\n`,
      [
        `- | /comment | At /comment: must be of type string ${of23}`,
        `{ | /files | At /files: must be of type array ${of23}`,
      ],
    ],
    [
      'has a key with a slash',
      `${head}a/b~c: 1\n`,
      [`a/b~c | /a~1b~0c | At /a~1b~0c: this member is not known here ${of23}`],
    ],
    [
      'does not say which version',
      'SPDXID: SPDXRef-DOCUMENT\nspdxVersion: 2.3\n',
      ['The document does not say which version of SPDX it follows.'],
    ],
    ['is cut off in quotes', `${head}comment: "x`, ['" |  | A quoted text that begins here does not end.']],
    ['uses an anchor and an alias', `${head}comment: &x y\ndataLicense: *x\n`, ['valid']],
    [
      'has an alias where a list should stand',
      `${head}comment: &x y\nfiles: *x\n`,
      [`y | /files | At /files: must be of type array ${of23}`],
    ],
    ['uses what is not read', `${head}comment: !!binary eA==`, ['unchecked']],
    ['is in tag-value', 'SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n', ['none']],
    ['is of something else', 'name: x\nversion: 1\n', ['none']],
  ])('%s', async (_, document, said) => {
    expect(saidOf(document, await validated(document))).toEqual(said)
  })
})
