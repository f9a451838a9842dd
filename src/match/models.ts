import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { PreparedAlias } from '../model/prepared.ts'
import type { Alias, ModelAlias } from '../model/vendor.ts'
import { modelParts, modelSpellings, normalizeModel } from '../normalize/model.ts'
import { normalizeName } from '../normalize/name.ts'
import { firstPairs, PAIRS, pairOf } from './first-characters.ts'
import { leadingName, type NameIndex } from './names.ts'
import { isNegated, negates } from './negation.ts'
import type { Entry, Sighting } from './sighting.ts'

/** Grammars of model numbers, ready to be tried. */
export interface ModelIndex {
  readonly names: NameIndex
  /** By the two characters with which a text begins. */
  readonly byPair: readonly (readonly Grammar[])[]
}

/** A grammar as an expression. */
interface Grammar {
  readonly pattern: RegExp
  readonly strong: boolean
  readonly entry: Entry<ModelAlias>
}

/** What a pattern of each strength is worth alone. */
const WORTH: Readonly<Record<ModelAlias['strength'], Confidence | null>> = {
  strong: 'probable',
  medium: 'possible',
  weak: null,
}

/** What there is to know of a grammar before texts come. */
export function prepareModel({ pattern }: ModelAlias): PreparedAlias {
  return { pairs: firstPairs(pattern) }
}

/** Makes grammars ready; `names` tells which makers' names may lead a model text. */
export function compileModels(
  entries: readonly Entry<ModelAlias>[],
  names: NameIndex,
  known: ReadonlyMap<Alias, PreparedAlias>,
): ModelIndex {
  const byPair: Grammar[][] = Array.from({ length: PAIRS }, () => [])
  for (const entry of entries) {
    const { pattern, strength } = entry.alias
    const grammar = { pattern: new RegExp(pattern, 'i'), strong: strength === 'strong', entry }
    const pairs = known.get(entry.alias)?.pairs ?? null
    for (const pair of pairs ?? byPair.keys()) byPair[pair]?.push(grammar)
  }
  return { names, byPair }
}

/** Models in a claim that gives a model or part number: the whole of it, and by strong patterns its parts. */
export function modelsIn(claim: Claim, makers: readonly string[], index: ModelIndex): readonly Sighting[] {
  const model = normalizeModel(claim.value)
  if (model === '') return []
  const found: Found = new Map()
  const own = () => !isNegatedName(model, index)
  for (const spelling of modelSpellings(model)) tryAll(spelling, false, found, own, index)
  const bare = withoutMaker(model, makers, index)
  if (bare !== model) for (const spelling of modelSpellings(bare)) tryAll(spelling, false, found, own, index)
  if (model.length > 8 && /[\s([,;:|/=]/.test(model)) {
    for (const part of modelParts(model))
      tryAll(part, true, found, () => !isForAnother(model, part, index), index)
  }
  return sightings(found, claim)
}

/** Models among the words of a longer text, by strong patterns only. */
export function modelsInText(claim: Claim, index: ModelIndex): readonly Sighting[] {
  if (claim.value.length < 6 || !/\d/.test(claim.value)) return []
  const found: Found = new Map()
  const text = claim.value.slice(0, 1024)
  for (const part of modelParts(text)) {
    const own = () => !isForAnother(text, part, index)
    for (const spelling of modelSpellings(part)) tryAll(spelling, true, found, own, index)
  }
  return sightings(found, claim)
}

/** Grammars that fit, and whether the thing has the model itself; else it is "for" one, or "compatible" with it. */
type Found = Map<Grammar, boolean>

function tryAll(
  text: string,
  strongOnly: boolean,
  found: Found,
  own: () => boolean,
  index: ModelIndex,
): void {
  const grammars = index.byPair[pairOf(text)]
  if (grammars === undefined || grammars.length === 0) return
  for (const grammar of grammars) {
    if ((grammar.strong || !strongOnly) && found.get(grammar) !== true && grammar.pattern.test(text))
      found.set(grammar, own())
  }
}

/** Whether the maker's name that leads a model text is followed by a word that makes the thing somebody else's. */
function isNegatedName(model: string, index: ModelIndex): boolean {
  if (!model.includes(' ')) return false
  const tokens = normalizeName(model)
  const count = leadingName(tokens, index.names)
  return count > 0 && isNegated(tokens, 0, count)
}

/** Whether a part of a text follows a word that says what a thing is for, or that word and a maker's name. */
function isForAnother(text: string, part: string, index: ModelIndex): boolean {
  const tokens = normalizeName(text.slice(0, Math.max(0, text.indexOf(part))))
  const last = tokens.length - 1
  const named = last > 0 && leadingName(tokens.slice(last), index.names) > 0
  return negates(tokens[named ? last - 1 : last])
}

/** A model text without the maker's name that leads it: the stated one, or one of the lists. */
function withoutMaker(model: string, makers: readonly string[], index: ModelIndex): string {
  const blank = model.indexOf(' ')
  if (blank < 0) return model
  for (const maker of makers) {
    if (model.length > maker.length && model.slice(0, maker.length).toLowerCase() === maker.toLowerCase()) {
      const rest = model.slice(maker.length).replace(/^[\s_/-]+/, '')
      if (rest !== '' && rest.length < model.length - maker.length) return rest
    }
  }
  if (!index.names.mayHold(model)) return model
  const count = leadingName(normalizeName(model), index.names)
  if (count === 0) return model
  return model.split(' ').slice(count).join(' ') || model
}

function sightings(found: Found, claim: Claim): readonly Sighting[] {
  return [...found].map(([{ entry }, own]) => {
    const worth = WORTH[entry.alias.strength]
    const note = `The form of its model numbers for ${entry.alias.family}.`
    return own
      ? { entry, technique: 'model', confidence: worth, claim, note }
      : {
          entry,
          technique: 'model',
          confidence: worth === null ? null : 'possible',
          claim,
          note: `${note} The words around it may say that the thing is only for it, or made by somebody else.`,
        }
  })
}
