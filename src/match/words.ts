import type { Vocabulary } from '../model/lists.ts'
import type { PreparedWords } from '../model/prepared.ts'
import {
  compileLegalForms,
  type LegalForms,
  prepareLegalForms,
  stripLegalForms,
} from '../normalize/legal-forms.ts'
import { nameKey, normalizeName } from '../normalize/name.ts'

/** The vocabulary, ready for use. */
export interface Words {
  readonly legalForms: LegalForms
  /** Tokens that tell no company apart: places, trades, parts of legal forms. */
  readonly ordinary: ReadonlySet<string>
  /** Keys of texts in a maker column that name no maker: placeholders and sellers. */
  readonly nobody: ReadonlySet<string>
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}]+$/u

/** The vocabulary taken apart, but for the words for kinds of equipment. */
export function prepareWords(vocabulary: Vocabulary): Omit<PreparedWords, 'classes'> {
  const legalForms = prepareLegalForms(vocabulary.legalForms)
  const ordinary = new Set<string>()
  for (const text of [...vocabulary.ordinaryWords, ...vocabulary.legalForms]) {
    for (const token of normalizeName(text)) ordinary.add(token)
  }
  const nobody = new Set(vocabulary.placeholders.map(nameKey))
  const forms = compileLegalForms(legalForms)
  for (const seller of vocabulary.distributors) {
    nobody.add(nameKey(seller))
    nobody.add(stripLegalForms(normalizeName(seller), forms).join(' '))
  }
  return { legalForms, ordinary: [...ordinary], nobody: [...nobody] }
}

/** The vocabulary made ready. */
export function compileWords({ legalForms, ordinary, nobody }: Omit<PreparedWords, 'classes'>): Words {
  return { legalForms: compileLegalForms(legalForms), ordinary: new Set(ordinary), nobody: new Set(nobody) }
}

/** Whether a text in a maker column names no maker: empty, a placeholder, or a seller. */
export function namesNobody(text: string, words: Words): boolean {
  const tokens = normalizeName(text)
  if (tokens.length === 0 || words.nobody.has(tokens.join(' '))) return true
  return words.nobody.has(stripLegalForms(tokens, words.legalForms).join(' '))
}

/** Whether a stretch of unspaced script is made up of ordinary words. */
export function isOrdinaryStretch(text: string, words: Words): boolean {
  if (text === '') return true
  if (text.length > 40 || !UNSPACED.test(text)) return false
  const reached = new Set([0])
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue
    for (let end = at + 1; end <= text.length; end++) {
      if (words.ordinary.has(text.slice(at, end))) reached.add(end)
    }
  }
  return reached.has(text.length)
}
