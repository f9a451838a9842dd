/**
 * A located value: the one shape in which a record of JSON, XML, YAML or protobuf reaches the rooms that know
 * formats. Members are a list, not a map: a key that stands twice is there twice.
 *
 * XML reaches it like this: an element is an object whose members are its attributes and child elements in
 * order (local names); its text, when it has any beside white space, is a member `#text`; an element that has
 * neither attributes nor children is a string.
 */
export type Node = ObjectNode | ArrayNode | ScalarNode

/** Bytes of the document's UTF-8 stream: `start` inclusive, `end` exclusive. */
export interface Region {
  readonly start: number
  readonly end: number
}

export interface ObjectNode extends Region {
  readonly type: 'object'
  readonly members: readonly Member[]
}

export interface ArrayNode extends Region {
  readonly type: 'array'
  readonly elements: readonly Node[]
}

/** A string (its region is the text between the quotes) or a number, boolean or null (as written). */
export interface ScalarNode extends Region {
  readonly type: 'string' | 'number' | 'boolean' | 'null'
  /** The decoded text. */
  readonly value: string
  /**
   * Where each UTF-16 unit of `value` stands, as an offset from `start`; absent when the region spells the
   * value byte by byte in UTF-8.
   */
  readonly map?: readonly number[]
}

export interface Member {
  readonly key: string
  /** The key as the document has it, where `key` is the name that a format has for it. */
  readonly spelt?: string
  /** Where the key stands, without its quotes. */
  readonly keyRegion: Region
  readonly value: Node
}
