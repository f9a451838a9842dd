import { EQUIPMENT_CLASSES, type EquipmentClass } from '../model/equipment.ts'
import type { Item } from '../model/item.ts'
import type { PreparedWords } from '../model/prepared.ts'
import { nameKey, normalizeName } from '../normalize/name.ts'
import type { Sighting } from './sighting.ts'

/** Words of documents for kinds of equipment, by their key. */
export interface ClassWords {
  readonly byKey: ReadonlyMap<string, EquipmentClass>
  /** Most tokens in one of them. */
  readonly longest: number
}

/** Words for kinds of equipment by their key; a kind that is not known here is left out. */
export function prepareClassWords(words: Readonly<Record<string, string>>): PreparedWords['classes'] {
  const classes = new Map<string, EquipmentClass>()
  for (const [word, name] of Object.entries(words)) {
    const equipment = EQUIPMENT_CLASSES.find((known) => known === name)
    if (equipment !== undefined) classes.set(nameKey(word), equipment)
  }
  return Object.fromEntries(classes)
}

/** Makes the words ready. */
export function compileClassWords(classes: PreparedWords['classes']): ClassWords {
  const byKey = new Map(Object.entries(classes))
  let longest = 1
  for (const key of byKey.keys()) longest = Math.max(longest, key.split(' ').length)
  return { byKey, longest }
}

/**
 * What kind of equipment a match is about: software and services by what they are; else what the document says of
 * the item's class, what the aliases tell (models first), and what the words of its description tell.
 */
export function classOf(item: Item, sightings: readonly Sighting[], words: ClassWords): EquipmentClass {
  if (item.kind === 'software' || item.kind === 'service') return item.kind
  return statedClass(item, words) ?? classOfAliases(sightings) ?? classInWords(item, words) ?? 'unknown'
}

/** The kind of equipment that the item's class column or its description tells, if any. */
export function classInDocument(item: Item, words: ClassWords): EquipmentClass | null {
  return statedClass(item, words) ?? classInWords(item, words)
}

function statedClass(item: Item, words: ClassWords): EquipmentClass | null {
  return inField(item, 'class', words)
}

function classInWords(item: Item, words: ClassWords): EquipmentClass | null {
  // Names are full of places: `East gate` is no gate.
  return inField(item, 'description', words) ?? inField(item, 'name', words, 2)
}

function inField(
  item: Item,
  field: 'class' | 'description' | 'name',
  words: ClassWords,
  least = 1,
): EquipmentClass | null {
  for (const claim of item.claims) {
    if (claim.field !== field) continue
    const found = classIn(claim.value, words, least)
    if (found !== null && found !== 'software' && found !== 'unknown') return found
  }
  return null
}

/** The class of the longest, then first, known words in a text, of so many tokens at least. */
function classIn(text: string, words: ClassWords, least: number): EquipmentClass | null {
  const tokens = normalizeName(text.slice(0, 512))
  for (let count = Math.min(words.longest, tokens.length); count >= least; count--) {
    for (let at = 0; at + count <= tokens.length; at++) {
      const found = words.byKey.get(tokens.slice(at, at + count).join(' '))
      if (found !== undefined) return found
    }
  }
  return null
}

function classOfAliases(sightings: readonly Sighting[]): EquipmentClass | null {
  const telling = sightings.filter(({ entry }) => entry.alias.class !== undefined)
  const model = telling.find(({ technique, confidence }) => technique === 'model' && confidence !== null)
  const first = model ?? telling.find(({ confidence }) => confidence !== null) ?? telling[0]
  return first?.entry.alias.class ?? null
}
