import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileLegalForms, prepareLegalForms, stripLegalForms } from '../../src/normalize/legal-forms.ts'
import { foldLookalikes, skeleton } from '../../src/normalize/lookalikes.ts'
import { nameKey, normalizeName } from '../../src/normalize/name.ts'

describe('normalizeName', () => {
  it.each([
    ['ACME Co., Ltd.', 'acme co ltd'],
    ['  ACME\t(Shenzhen)\n', 'acme shenzhen'],
    ['ACME®', 'acme'],
    ['Acme™ Tools©', 'acme tools'],
    ['Ac\u200Bme\u00AD', 'acme'],
    ['ＡＣＭＥ', 'acme'],
    ['AСME', 'acme'], // Cyrillic С
    ['Hοle', 'hole'], // Greek ο
    ['ΗELLO', 'hello'], // Greek capital Eta
    ['СССР', 'ссср'], // all Cyrillic: nothing to fold
    ['МТС Банк', 'мтс банк'],
    ['A.C.M.E.', 'a c m e'], // never joined
    ['A-CME', 'a cme'],
    ['Ärztekammer', 'ärztekammer'],
    ['Straße', 'straße'], // no ASCII from ß
    ['東京電氣株式会社', '东京电气株式会社'],
    ['甲乙丙ABC-1', '甲乙丙 abc 1'],
    ['ヘッダーファイル', 'ヘッダーファイル'],
    ['ﾍｯﾀﾞｰ', 'ヘッダー'],
    ['カメラの技術', 'カメラ の 技术'],
    ['บริษัท ตัวอย่าง (ประเทศไทย) จำกัด', 'บริษัท ตัวอย่าง ประเทศไทย จำกัด'],
    ['شركة مثال', 'شركة مثال'],
    ['ООО "Пример"', 'ооо пример'],
    ['주식회사 예', '주식회사 예'],
    ['', ''],
    [' -.- ', ''],
  ])('%j → %j', (text, tokens) => {
    expect(nameKey(text).normalize('NFKC')).toBe(tokens.normalize('NFKC'))
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalizeName(text)
        expect(normalizeName(once.join(' '))).toEqual(once)
      }),
      { numRuns: 3000 },
    )
  })

  it('is idempotent for mixtures of the scripts that it folds', () => {
    const unit = fc.constantFrom(...'aZ09 .-éßİıſＡｚСсΗηυΥΓγς華华技ー프ﾞのハ์ั\u0301\u200B®㈱①ﬁ½')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const once = normalizeName(text)
        expect(normalizeName(once.join(' '))).toEqual(once)
      }),
      { numRuns: 5000 },
    )
  })

  it('never deletes or joins ASCII letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(normalizeName(text)).toEqual(text.toLowerCase().match(/[a-z0-9]+/g) ?? [])
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps every ASCII letter and digit in its order beside any other characters', () => {
    const unit = fc.constantFrom(...'abZ09 .-éСΗ華ー\u200B®')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), (text) => {
        const kept = normalizeName(text)
          .join('')
          .replace(/[^a-z0-9]/g, '')
        const ascii = text.toLowerCase().replace(/[^a-z0-9]/g, '')
        let at = 0
        for (const letter of kept) if (letter === ascii[at]) at++
        expect(at).toBe(ascii.length)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('look-alikes', () => {
  it.each([
    ['νιsιοn', 'vision'],
    ['еуе', 'eye'],
    ['word', 'word'],
  ])('%j looks like %j', (token, latin) => {
    expect(foldLookalikes(token)).toBe(latin)
  })
  it.each([
    ['lntel', 'intel', true],
    ['mode1', 'model', true],
    ['c0de', 'code', true],
    ['cade', 'code', false],
  ])('%j and %j have one skeleton: %s', (a, b, same) => {
    expect(skeleton(a) === skeleton(b)).toBe(same)
  })
})

describe('stripLegalForms', () => {
  const forms = compileLegalForms(
    prepareLegalForms([
      'Co., Ltd.',
      'Co',
      'Ltd',
      'GmbH',
      'B.V.',
      'S.A.',
      'ООО',
      'บริษัท',
      'จำกัด',
      '有限公司',
      '股份有限公司',
      '주식회사',
      '(주)',
      'Private Limited',
    ]),
  )
  it.each([
    ['Acme Co., Ltd.', 'acme'],
    ['Acme Co .,ltd', 'acme'],
    ['Acme GmbH Co Ltd', 'acme'],
    ['Acme B.V.', 'acme'],
    ['Acme India Private Limited', 'acme india'],
    ['Acme Private', 'acme private'],
    ['ООО "Пример"', 'пример'],
    ['บริษัท ตัวอย่าง จำกัด', 'ตัวอย่าง'],
    ['东方技术股份有限公司', '东方技术'],
    ['东方技术(北京)有限公司', '东方技术 北京'],
    ['주식회사예시', '예시'],
    ['예시(주)', '예시'],
    ['㈜예시', '예시'],
    ['예시주', '예시주'],
    ['Co Ltd', 'co'],
    ['Ltd', 'ltd'],
    ['有限公司', '有限公司'],
    ['Coltd', 'coltd'],
  ])('%j → %j', (name, bare) => {
    expect(stripLegalForms(normalizeName(name), forms).join(' ')).toBe(bare)
  })
})
