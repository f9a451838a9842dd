import { isOneEdit } from '../normalize/edit-distance.ts'
import { skeleton } from '../normalize/lookalikes.ts'
import { RARE_ENOUGH, rarity } from './rarity.ts'

/** Tokens shorter than this are not compared with tolerance: too many words are one letter away from them. */
const SHORTEST = 6

/** From this length on any letter may be wrong. */
const SURE_LENGTH = 8

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** Longest token that is compared with tolerance. */
const LONGEST = 24

/** A coined token, for comparison with tolerance. */
export interface FuzzyTarget<T> {
  readonly token: string
  readonly skeleton: string
  /** Whether it is compared in hardware only: no literal would lead the readers of SBOMs to a misspelling. */
  readonly hardwareOnly: boolean
  readonly value: T
}

/** Coined tokens that a misspelled token may mean. */
export interface FuzzyIndex<T> {
  /** By the first three letters of a skeleton, and by the last three. */
  readonly byHead: ReadonlyMap<string, readonly FuzzyTarget<T>[]>
  readonly byTail: ReadonlyMap<string, readonly FuzzyTarget<T>[]>
  /** The skeletons, and those with two neighbours swapped. */
  readonly shapes: readonly string[]
}

/** Whether a token can be compared with tolerance: six ASCII letters or more. */
export function isFuzzyToken(token: string): boolean {
  return token.length >= SHORTEST && token.length <= LONGEST && /^[a-z]+$/.test(token)
}

/**
 * An index in which every token one edit away from a target, or of its skeleton, is found: one edit leaves the
 * first three or the last three letters as they were, or swaps two in the middle.
 */
export function compileFuzzy<T>(targets: readonly Omit<FuzzyTarget<T>, 'skeleton'>[]): FuzzyIndex<T> {
  const byHead = new Map<string, FuzzyTarget<T>[]>()
  const byTail = new Map<string, FuzzyTarget<T>[]>()
  const all: string[] = []
  for (const given of targets) {
    const target = { ...given, skeleton: skeleton(given.token) }
    const shapes = [target.skeleton, ...swaps(target.skeleton)]
    all.push(...shapes)
    for (const head of new Set(shapes.map((shape) => shape.slice(0, 3)))) put(byHead, head, target)
    for (const tail of new Set(shapes.map((shape) => shape.slice(-3)))) put(byTail, tail, target)
  }
  return { byHead, byTail, shapes: all }
}

/** The targets that a token misspells; not those that it spells. */
export function misspelled<T>(token: string, index: FuzzyIndex<T>): readonly FuzzyTarget<T>[] {
  if (token.length < SHORTEST - 1 || token.length > LONGEST + 1) return []
  const shape = skeleton(token)
  const found: FuzzyTarget<T>[] = []
  const candidates = [
    ...(index.byHead.get(shape.slice(0, 3)) ?? []),
    ...(index.byTail.get(shape.slice(-3)) ?? []),
  ]
  for (const target of candidates) {
    if (target.token === token || found.includes(target)) continue
    if (shape === target.skeleton || isTypo(token, target.token)) found.push(target)
  }
  return found
}

/**
 * Whether a token is one edit away from another. In short tokens a letter may have been replaced only by one beside
 * it on the keyboard: many real names differ in one letter.
 */
function isTypo(token: string, target: string): boolean {
  if (!isOneEdit(token, target)) return false
  if (target.length >= SURE_LENGTH || token.length !== target.length) return true
  const changed = [...target].flatMap((letter, at) => (letter === token[at] ? [] : [at]))
  const [at = 0] = changed
  return changed.length > 1 || areNeighbours(token.charAt(at), target.charAt(at))
}

/** Whether two letters lie side by side on a QWERTY keyboard. */
function areNeighbours(a: string, b: string): boolean {
  const [rowA, rowB] = [
    KEYBOARD.findIndex((row) => row.includes(a)),
    KEYBOARD.findIndex((row) => row.includes(b)),
  ]
  if (rowA < 0 || rowB < 0) return false
  const distance = (KEYBOARD[rowB] as string).indexOf(b) - (KEYBOARD[rowA] as string).indexOf(a)
  return Math.abs(rowA - rowB) <= 1 && Math.abs(distance) <= 1
}

/**
 * Where to cut a token so that both halves, of three letters at least, are rare in SBOMs: a text one edit away
 * holds one half, or the token with the two letters at the cut swapped. `null` where no cut will do.
 */
export function seamOf(token: string): number | null {
  let best: number | null = null
  let most = RARE_ENOUGH - 1
  for (let at = 3; at <= token.length - 3; at++) {
    const rare = Math.min(rarity(token.slice(0, at)), rarity(token.slice(at)))
    if (rare > most) {
      most = rare
      best = at
    }
  }
  return best
}

/** A token with the two letters at a cut swapped. */
export function swapAt(token: string, cut: number): string {
  return token.slice(0, cut - 1) + token.charAt(cut) + token.charAt(cut - 1) + token.slice(cut + 1)
}

function swaps(token: string): readonly string[] {
  return Array.from({ length: token.length - 1 }, (_, at) => swapAt(token, at + 1))
}

function put<T>(index: Map<string, FuzzyTarget<T>[]>, key: string, target: FuzzyTarget<T>): void {
  const list = index.get(key)
  if (list === undefined) index.set(key, [target])
  else list.push(target)
}
