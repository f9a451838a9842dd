import type { Node } from '../../syntax/node.ts'
import { memberOf, textOf } from '../sbom/grammar.ts'
import type { Links } from './graph.ts'

/** A push parser that takes from a document only how its items hang together. Trouble is passed over: it is told already. */
export interface LinkReader {
  write(chunk: Uint8Array): void
  /** `again`: forget what was read, open the document once more and write it from the start. */
  end(): 'again' | undefined
}

/** Where a link reader puts what it reads. */
export interface LinkSink {
  /** The links of a root, counted from 0: documents can stand one after the other. */
  linksOf(root: number): Links
  /** Hears where each root begins. */
  onRoot?(index: number, offset: number): void
  /** Hears each key of a root, before what stands there. */
  onRootMember?(key: string): void
}

/** Where in a format it stands how items hang together, whatever the format is written in. */
export interface LinkGrammar {
  /** Keys of the root that are always looked into. */
  readonly always: readonly string[]
  /** What else shows, in JSON, that a record holds links. */
  readonly triggers: readonly string[]
  /** Takes the value of a key of the root, or an element of the list that stands there. */
  add(links: Links, key: string, node: Node): void
}

/** Bytes of a thing in JSON up to which it is read at once: its name can stand behind its parts. */
export const PARTS_LIMIT = 64 << 20

/** The text of a member; `undefined` when there is none. */
export function textAt(node: Node, key: string): string | undefined {
  return filled(textOf(memberOf(node, key))?.value)
}

/** A text without white space around it; `undefined` where nothing is left. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
