import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { furtherFormats } from '../../src/validate/formats.ts'

/** What CycloneDX's library takes its formats from; it has no types. */
const draft2019: (ajv: Ajv, options: { readonly formats: readonly string[] }) => Ajv = createRequire(
  import.meta.url,
)('ajv-formats-draft2019')
const ours = furtherFormats['idn-email'] as (text: string) => boolean
const theirs = draft2019(new Ajv(), { formats: ['idn-email'] }).compile({
  type: 'string',
  format: 'idn-email',
})

describe('an address for electronic mail', () => {
  test.each<[text: string, is: boolean]>([
    ['info@example.com', true],
    ['first.last+tag@mail.example.com', true],
    ['用户@例子.公司', true],
    ['"quoted name"@example.com', true],
    ['"a\\"b"@example.com', true],
    ['name@[192.0.2.1]', true],
    ['name@[tag:content]', true],
    ['', false],
    ['example.com', false],
    ['@example.com', false],
    ['name@', false],
    ['name@localhost', false],
    ['name@example.c', false],
    ['name@-example.com', false],
    ['name@example-.com', false],
    ['name@exa_mple.com', false],
    ['na me@example.com', false],
    ['.name@example.com', false],
    ['na..me@example.com', false],
    ['Name <name@example.com>', false],
    [`name@${'a'.repeat(63)}.com`, true],
    [`name@${'a'.repeat(64)}.com`, false],
    [`name@${'a.'.repeat(126)}com`, false],
    [`${'a'.repeat(974)}@example.com`, true],
    [`${'a'.repeat(975)}@example.com`, false],
  ])('%s: %s', (text, is) => {
    expect([ours(text), theirs(text)]).toEqual([is, is])
  })

  test('is one where the library of CycloneDX says so', () => {
    const pieces = fc.constantFrom(
      'a',
      'Z',
      '9',
      '.',
      '-',
      '_',
      '@',
      '"',
      '\\',
      ' ',
      '+',
      'ü',
      '例',
      'com',
      '.de',
      '(',
      '/',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        expect([text, ours(text)]).toEqual([text, theirs(text)])
      }),
      { numRuns: 3000 },
    )
  })
})
