import type { Region } from '../syntax/node.ts'
import { decodeUtf8 } from '../syntax/utf8.ts'

/** Where an element stands, and the path that says so in words: `/bom/components/component[3]`. */
export interface LocatedElement {
  /** The name in the element's start tag. */
  readonly region: Region
  readonly path: string
}

/**
 * Where the elements stand that libxml2 names by paths, found in one pass over a well-formed document. A step
 * `*[7]` is the seventh child element, `b:component[7]` the seventh of that name; without a number it is the only
 * one. What a path says below an element (`@type`, `text()`) is left out.
 */
export function locateXml(bytes: Uint8Array, paths: readonly string[]): ReadonlyMap<string, LocatedElement> {
  const found: { readonly path: string; readonly region: Region; readonly steps: readonly Step[] }[] = []
  const targets = [...new Set(paths)].map((path) => ({ path, steps: stepsOf(path), reached: 0 }))
  // The document is the first level; a level's own step is the element that opened it.
  const levels: Level[] = [newLevel(undefined)]
  for (const { kind, start, end } of tagsOf(bytes)) {
    const depth = levels.length - 1
    if (kind === 'end') {
      levels.pop()
      for (const target of targets) if (target.reached === depth) target.reached--
      continue
    }
    const around = levels[depth]!
    const name = decodeUtf8(bytes.subarray(start, end))
    const nth = (around.names.get(name) ?? 0) + 1
    around.names.set(name, nth)
    around.elements++
    const step: Step = { name, nth, among: around.names }
    for (const target of targets) {
      const wanted = target.steps[depth]
      if (target.reached !== depth || wanted === undefined) continue
      if (wanted.name === '*' ? wanted.nth !== around.elements : wanted.name !== name || wanted.nth !== nth)
        continue
      if (depth + 1 < target.steps.length) target.reached++
      else found.push({ path: target.path, region: { start, end }, steps: [...stepsTo(levels), step] })
    }
    if (kind === 'start') levels.push(newLevel(step))
    else for (const target of targets) if (target.reached === depth + 1) target.reached--
  }
  return new Map(found.map(({ path, region, steps }) => [path, { region, path: inWords(steps) }]))
}

/** An open element: what has been seen among its children. */
interface Level {
  readonly step: Step | undefined
  readonly names: Map<string, number>
  elements: number
}

/** An element among those around it; how many of its name there are is known when they have been passed. */
interface Step {
  readonly name: string
  readonly nth: number
  readonly among: ReadonlyMap<string, number>
}

function newLevel(step: Step | undefined): Level {
  return { step, names: new Map(), elements: 0 }
}

function stepsTo(levels: readonly Level[]): readonly Step[] {
  return levels.flatMap(({ step }) => (step === undefined ? [] : [step]))
}

function inWords(steps: readonly Step[]): string {
  return steps
    .map(({ name, nth, among }) => (among.get(name) === 1 ? `/${name}` : `/${name}[${nth}]`))
    .join('')
}

function stepsOf(path: string): readonly { readonly name: string; readonly nth: number }[] {
  const steps = []
  for (const text of path.split('/').slice(1)) {
    const [, name, nth = '1'] = /^([^@[\]()]+)(?:\[(\d+)\])?$/.exec(text) ?? []
    if (name === undefined) break
    steps.push({ name, nth: Number(nth) })
  }
  return steps
}

/** A tag, and where its name stands. */
interface Tag extends Region {
  readonly kind: 'start' | 'end' | 'empty'
}

const LT = 0x3c
const GT = 0x3e

function* tagsOf(bytes: Uint8Array): Iterable<Tag> {
  let at = 0
  const pass = (end: string) => {
    for (; at < bytes.length; at++) if (startsWith(bytes, at, end)) break
    at += end.length
  }
  while (at < bytes.length) {
    at = bytes.indexOf(LT, at)
    if (at < 0) return
    if (startsWith(bytes, at, '<!--')) pass('-->')
    else if (startsWith(bytes, at, '<![CDATA[')) pass(']]>')
    else if (startsWith(bytes, at, '<?')) pass('?>')
    else if (startsWith(bytes, at, '<!')) pass('>')
    else {
      const closing = bytes[at + 1] === 0x2f
      const start = at + (closing ? 2 : 1)
      for (at = start; at < bytes.length && !endsName(bytes[at]!); at++);
      const end = at
      for (; at < bytes.length && bytes[at] !== GT; at++) {
        const byte = bytes[at]!
        if (byte !== 0x22 && byte !== 0x27) continue
        at = bytes.indexOf(byte, at + 1)
        if (at < 0) return
      }
      yield { kind: closing ? 'end' : bytes[at - 1] === 0x2f ? 'empty' : 'start', start, end }
      at++
    }
  }
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  }
  return true
}

function endsName(byte: number): boolean {
  return byte <= 0x20 || byte === GT || byte === 0x2f
}
