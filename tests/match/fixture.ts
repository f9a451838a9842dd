import type { Field } from '../../src/model/field.ts'
import type { Claim, Item, ItemKind } from '../../src/model/item.ts'
import type { Lists } from '../../src/model/lists.ts'
import type { Alias, Vendor } from '../../src/model/vendor.ts'

/** An alias of a made-up company, without what every one has. */
type Draft = Alias extends infer A
  ? A extends Alias
    ? Omit<A, 'relation' | 'verified' | 'sources' | 'asOf'> & Partial<Pick<A, 'relation' | 'verified'>>
    : never
  : never

/** Lists with the aliases of two made-up companies, Zorvex and Quandex, taken apart from the real ones. */
export function listsOf(aliases: readonly Draft[], more: Partial<Vendor> = {}): Lists {
  return {
    schema: 1,
    version: '2026-11-21',
    sha256: '',
    vendors: ['quandex', 'zorvex'].map((id) => ({
      id,
      name: id,
      legalName: id,
      country: 'XX',
      lists: ['default'],
      aliases: aliases.filter((alias) => alias.id.startsWith(`${id}/`)).map(complete),
      notOem: [],
      ...(id === 'zorvex' ? more : {}),
    })),
    measures: [],
    roles: {},
    jurisdictions: {},
    vocabulary: {
      legalForms: ['Co., Ltd.', 'Co', 'Ltd', 'GmbH', 'Inc', 'Corporation', 'AG', 'S.A.', '有限公司'],
      ordinaryWords: ['technology', 'technologies', 'europe', 'shenzhen', 'by', '技术', '深圳'],
      placeholders: ['n/a', 'unknown', 'generic'],
      distributors: ['Ingram Micro'],
      classWords: {
        camera: 'video-surveillance',
        'ip camera': 'video-surveillance',
        switch: 'telecommunications',
        radio: 'land-mobile-radio',
        gate: 'access-control',
        library: 'software',
      },
    },
  } as unknown as Lists
}

/** An item with one claim for each field and value; places follow each other. */
export function itemOf(kind: ItemKind, fields: readonly (readonly [Field, string])[]): Item {
  const claims: Claim[] = []
  let offset = 0
  for (const [field, value] of fields) {
    if (value !== '') claims.push({ field, value, span: { offset, length: value.length } })
    offset += value.length + 1
  }
  return { kind, name: '', span: { offset: 0, length: 0 }, claims }
}

function complete(draft: Draft): Alias {
  return {
    relation: 'self',
    verified: 'seen',
    sources: ['https://example.org'],
    asOf: '2026-11-21',
    ...draft,
  } as Alias
}
