import type { Confidence } from '../model/finding.ts'
import type { Claim } from '../model/item.ts'
import type { BrandAlias } from '../model/vendor.ts'
import { stripLegalForms } from '../normalize/legal-forms.ts'
import { modelSpellings, normalizeModel } from '../normalize/model.ts'
import { normalizeName } from '../normalize/name.ts'
import { type Entry, lower, type Sighting } from './sighting.ts'
import type { Words } from './words.ts'

/** Labels under which a vendor's products are sold by others, ready to be found. */
export interface BrandIndex {
  readonly words: Words
  /** By first token, longest first. */
  readonly sequences: ReadonlyMap<string, readonly Label[]>
}

/** A label as tokens, with the expressions for models it is bound to. */
interface Label {
  readonly tokens: readonly string[]
  readonly entry: Entry<BrandAlias>
  readonly models: readonly RegExp[] | null
  readonly notModels: readonly RegExp[]
}

/** Whether a brand is the company's own: all that is sold under it is the company's, whatever the model. */
export function isOwnBrand(alias: BrandAlias): boolean {
  const own = alias.relation === 'self' || alias.relation === 'subsidiary' || alias.relation === 'brand'
  return own && alias.degree === 'all' && alias.models === undefined
}

/** Makes labels ready. */
export function compileBrands(entries: readonly Entry<BrandAlias>[], words: Words): BrandIndex {
  const sequences = new Map<string, Label[]>()
  for (const entry of entries) {
    const { value, models, notModels } = entry.alias
    const tokens = stripLegalForms(normalizeName(value), words.legalForms)
    const first = tokens[0]
    if (first === undefined) continue
    const list = sequences.get(first) ?? []
    list.push({
      tokens,
      entry,
      models: models?.map(expression) ?? null,
      notModels: (notModels ?? []).map(expression),
    })
    sequences.set(first, list)
  }
  for (const list of sequences.values()) list.sort((a, b) => b.tokens.length - a.tokens.length)
  return { words, sequences }
}

/**
 * Labels in a claim that names the maker, or that begin a model or product text. A label that several makers
 * supply proves something only with a model of the vendor's; `models` are the item's texts that can hold one.
 */
export function brandsIn(
  claim: Claim,
  where: 'maker' | 'leading',
  models: readonly Claim[],
  index: BrandIndex,
): readonly Sighting[] {
  const tokens = normalizeName(claim.value)
  const labels = index.sequences.get(tokens[0] ?? '')
  if (labels === undefined) return []
  const bare = stripLegalForms(tokens, index.words.legalForms)
  const sightings: Sighting[] = []
  for (const label of labels) {
    if (!label.tokens.every((token, at) => tokens[at] === token)) continue
    const rest = bare.slice(label.tokens.length)
    if (where === 'maker' && !rest.every((token) => index.words.ordinary.has(token))) continue
    const sighting = sightingOf(label, claim, where, models)
    if (sighting !== null) sightings.push(sighting)
  }
  return sightings
}

function sightingOf(
  label: Label,
  claim: Claim,
  where: 'maker' | 'leading',
  models: readonly Claim[],
): Sighting | null {
  const { entry } = label
  const { degree } = entry.alias
  if (label.notModels.length > 0 && models.some((model) => fits(model, label.notModels, claim, label)))
    return null
  const alone: Confidence = degree === 'all' || degree === 'most' ? 'probable' : 'possible'
  if (label.models === null) {
    // At the head of a product's title the label is a word like others, only better placed.
    const confidence = where === 'maker' ? alone : lower(alone)
    return confidence === null
      ? null
      : { entry, technique: 'brand', confidence, claim, note: degreeNote(entry) }
  }
  const fitting = models.find((model) => fits(model, label.models ?? [], claim, label))
  if (fitting === undefined) return null
  const note = `${degreeNote(entry)} The model “${clip(fitting.value)}” is one of these.`
  return {
    entry,
    technique: 'brand',
    basis: 'model',
    confidence: degree === 'former' ? 'possible' : 'probable',
    claim,
    note,
  }
}

/** Whether a text holds a model that one of the expressions fits: whole, without the label, or as a word of it. */
function fits(model: Claim, expressions: readonly RegExp[], brand: Claim, label: Label): boolean {
  const text = normalizeModel(model.value)
  const spellings = [...modelSpellings(text), ...modelSpellings(withoutLabel(text, label))]
  for (const word of text.split(/[\s,;()[\]]+/)) if (word.length > 1) spellings.push(word)
  return spellings.some(
    (spelling) =>
      !(model === brand && spelling === text) && expressions.some((pattern) => pattern.test(spelling)),
  )
}

function withoutLabel(text: string, label: Label): string {
  const words = text.split(' ')
  return normalizeName(words.slice(0, label.tokens.length).join(' ')).join(' ') === label.tokens.join(' ')
    ? words.slice(label.tokens.length).join(' ')
    : text
}

function degreeNote({ alias }: Entry<BrandAlias>): string {
  switch (alias.degree) {
    case 'all':
      return `All that is sold as ${alias.value} is made by this maker.`
    case 'most':
      return `Most of what is sold as ${alias.value} is made by this maker.`
    case 'some':
      return `Some of what is sold as ${alias.value} is made by this maker.`
    case 'former':
      return `Some of what was once sold as ${alias.value} was made by this maker.`
    default:
      return alias.degree satisfies never
  }
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function expression(pattern: string): RegExp {
  return new RegExp(pattern, 'i')
}
