import type { Claim, Item } from '../../model/item.ts'
import type { DocumentSummary } from '../../model/source.ts'
import { ByteStore } from '../../syntax/byte-store.ts'
import type { Member, Node, ObjectNode } from '../../syntax/node.ts'
import { type ParsedMessage, parseMessage } from '../../syntax/protobuf/parse.ts'
import { Skimmer } from '../../syntax/protobuf/skim.ts'
import { type ProtobufRecord, ProtobufSplitter } from '../../syntax/protobuf/splitter.ts'
import { parseTextMessage } from '../../syntax/protobuf/text.ts'
import { readField } from '../../syntax/protobuf/wire.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { openProtobufLinks, openProtobufTextLinks } from '../links/protobuf-links.ts'
import { soughtBy } from '../links/sought.ts'
import type { Format, Reader, ReaderHandlers, ReaderOptions } from '../reader.ts'
import { Assembly } from './assembly.ts'
import { CYCLONEDX_TRIGGERS, cyclonedx } from './cyclonedx.ts'
import { describeMetadata, describeVersion } from './cyclonedx-describe.ts'
import { BOM_FIELDS, cyclonedxMessages, PROTOBUF_TEXT_LIMIT } from './cyclonedx-protobuf-schema.ts'
import { textOf } from './grammar.ts'

/** CycloneDX in Protocol Buffers' binary form (`.cdx`), 1.3 to 1.7. */
export const cyclonedxProtobuf: Format = {
  id: 'cyclonedx-protobuf',
  recognise: recogniseBinary,
  open: (handlers, options) => new BinaryReader(handlers, options),
  openLinks: openProtobufLinks,
}

/** CycloneDX in Protocol Buffers' text form, in which the specification writes its examples. */
export const cyclonedxProtobufText: Format = {
  id: 'cyclonedx-protobuf-text',
  recognise: recogniseText,
  open: (handlers) => new TextReader(handlers),
  openLinks: openProtobufTextLinks,
}

/**
 * Binary messages have no mark at their beginning: every writer puts `spec_version` first, as field 1, a short text,
 * and behind it a field that the outermost message has. No text begins like that.
 */
function recogniseBinary(head: Uint8Array, atEnd: boolean): 'yes' | 'no' | 'more' {
  if (head.length < SHORTEST) {
    if (atEnd || head.some((byte, at) => at === 0 && byte !== 0x0a)) return 'no'
    return 'more'
  }
  const first = readField(head, 0, head.length)
  if (typeof first === 'string' || first.number !== 1 || first.wire !== 2) return 'no'
  if (first.end - first.start > 4 || !/^\d\.\d{1,2}$/.test(decodeUtf8(head.subarray(first.start, first.end))))
    return 'no'
  if (first.end === head.length) return atEnd ? 'yes' : 'more'
  const second = readField(head, first.end, head.length)
  if (second === 'short') return atEnd ? 'yes' : 'more'
  return second !== 'invalid' && BOM_FIELDS.has(second.number) ? 'yes' : 'no'
}

/** Tag, length and `1.6`. */
const SHORTEST = 5

function recogniseText(head: Uint8Array, atEnd: boolean): 'yes' | 'no' | 'more' {
  const text = decodeUtf8(head.subarray(0, 1 << 14))
  const lines = text.replace(/^(\s+|#[^\n]*\n)*/, '')
  if (/^#\s*proto-message:\s*Bom\b/m.test(text) || /^spec_version\s*:\s*["']\d\.\d{1,2}["']/.test(lines))
    return 'yes'
  if (lines.length > 40 || atEnd) return 'no'
  return 'spec_version'.startsWith(lines.slice(0, 12)) ||
    lines.startsWith('spec_version') ||
    lines.startsWith('#')
    ? 'more'
    : 'no'
}

/** What both forms have in common: the members of the outermost message, one after the other. */
class BomReader {
  readonly assembly: Assembly
  #version: string | undefined
  #metadata: Node | undefined
  #items = 0
  #any = false
  #lookedInto = 0

  constructor(handlers: ReaderHandlers) {
    this.assembly = new Assembly(cyclonedx, 'json', {
      ...handlers,
      onItem: (item) => handlers.onItem(marked(item)),
    })
  }

  /** A member, or with `index` an element of one. */
  add({ key, value }: Member, index: number | null): void {
    this.#lookedInto++
    if (key === 'specVersion') this.#version = textOf(value)?.value
    const node = key === 'metadata' ? withToolLists(value) : value
    if (key === 'metadata') this.#metadata = node
    this.#items += countElements(node, 'components') + (key === 'components' ? elements(node, index) : 0)
    if (key === 'components' || key === 'services' || countElements(node, 'services') > 0) this.#any = true
    const path = index === null ? `/${key}` : `/${key}/${index}`
    this.assembly.add({ type: 'bom', keys: [key], element: index !== null, node, path })
  }

  /** An element of a member that was not looked into. */
  pass(key: string, components: number, services: number): void {
    this.#items += components + (key === 'components' ? 1 : 0)
    if (key === 'components' || key === 'services' || services > 0) this.#any = true
  }

  problem({ problem }: ParsedMessage, pointer?: string): void {
    if (problem !== null) this.assembly.fail(problem.code, problem.offset, problem.message, pointer)
  }

  finish(serialisation: string, records: number | null): DocumentSummary {
    const description = describeVersion(this.#version, serialisation)
    this.assembly.endDocument({ ...description, ...describeMetadata(this.#metadata) })
    const lookedInto = this.#lookedInto
    const any = this.#any || this.#items > 0
    const tally = { items: this.#items, any, records: records ?? lookedInto, lookedInto }
    return this.assembly.summary(tally)
  }
}

/** Hardware, and text inside text; see `CYCLONEDX_TRIGGERS`. */
const TELLING = {
  words: new Set(['device', 'firmware']),
  keys: new Set(['swid']),
  counted: ['components', 'services'],
}

class BinaryReader implements Reader {
  readonly #bom: BomReader
  readonly #splitter: ProtobufSplitter
  readonly #counts = new Map<number, number>()

  readonly #skimmer: Skimmer | null

  constructor(handlers: ReaderHandlers, options: ReaderOptions) {
    this.#bom = new BomReader(handlers)
    const { literals, triggers } = soughtBy(options, CYCLONEDX_TRIGGERS, '"')
    this.#skimmer =
      literals === null ? null : new Skimmer(cyclonedxMessages(), { literals, triggers, ...TELLING })
    const wanted = new Set(Object.keys(cyclonedxMessages()['bom']!).map(Number))
    this.#splitter = new ProtobufSplitter({ wanted, onRecord: (record) => this.#look(record) })
  }

  write(chunk: Uint8Array): void {
    this.#splitter.write(chunk)
  }

  end(): DocumentSummary {
    const { records, problem, skipped } = this.#splitter.end()
    const { assembly } = this.#bom
    for (const { offset, length } of skipped) {
      const message = `A record of ${length} bytes was passed over because it is too large.`
      assembly.fail('record-skipped', offset, message)
    }
    if (problem !== null) assembly.fail(problem.code, problem.offset, problem.message)
    return this.#bom.finish('Protobuf', records)
  }

  #look({ number, bytes, offset, whole }: ProtobufRecord): void {
    const shape = cyclonedxMessages()['bom']![number]!
    const region = { start: offset, end: offset + bytes.length }
    const keyRegion = { start: offset, end: offset }
    if (!('message' in shape.holds)) {
      if (whole)
        this.#bom.add(
          { key: shape.key, keyRegion, value: { type: 'string', ...region, value: decodeUtf8(bytes) } },
          null,
        )
      return
    }
    const index = this.#counts.get(number) ?? 0
    this.#counts.set(number, index + 1)
    if (this.#skimmer !== null && whole && shape.key !== 'metadata') {
      const { matters, counts } = this.#skimmer.skim(bytes, shape.holds.message)
      if (!matters) {
        this.#bom.pass(shape.key, counts[0]!, counts[1]!)
        return
      }
    }
    const parsed = parseMessage(bytes, offset, cyclonedxMessages(), shape.holds.message, whole)
    this.#bom.problem(parsed, shape.many ? `/${shape.key}/${index}` : `/${shape.key}`)
    this.#bom.add({ key: shape.key, keyRegion, value: parsed.node }, shape.many ? index : null)
  }
}

class TextReader implements Reader {
  readonly #bom: BomReader
  readonly #text = new ByteStore(PROTOBUF_TEXT_LIMIT)

  constructor(handlers: ReaderHandlers) {
    this.#bom = new BomReader(handlers)
  }

  write(chunk: Uint8Array): void {
    this.#text.add(chunk)
  }

  end(): DocumentSummary {
    if (this.#text.full) {
      this.#bom.assembly.fail(
        'too-large',
        0,
        'The document is too large to be read in the text form of Protobuf.',
      )
    } else {
      const parsed = parseTextMessage(this.#text.bytes(), cyclonedxMessages(), 'bom')
      for (const member of parsed.node.members) this.#bom.add(member, null)
      this.#bom.problem(parsed)
    }
    return this.#bom.finish('Protobuf text', null)
  }
}

/** A component's type is a number or a name of the schema's, not the word that it stands for. */
function marked(item: Item): Item {
  if (!item.claims.some(isType)) return item
  const claims = item.claims.map((claim) =>
    isType(claim) ? { ...claim, span: { ...claim.span, encloses: true as const } } : claim,
  )
  return { ...item, claims }
}

function isType({ field, span }: Claim): boolean {
  return field === 'class' && span.pointer?.endsWith('/type') === true
}

/**
 * Metadata as JSON has it: its tools are a list of tools, until 1.4 and for old ones, or an object with lists of
 * components and services.
 */
function withToolLists(metadata: Node): Node {
  if (metadata.type !== 'object') return metadata
  const members = metadata.members.map((member) =>
    member.key === 'tools' ? { ...member, value: toolLists(member.value) } : member,
  )
  return { ...metadata, members }
}

function toolLists(tools: Node): Node {
  if (tools.type !== 'array') return tools
  const lists: Member[] = []
  const plain: Node[] = []
  for (const tool of tools.elements) {
    if (tool.type !== 'object') continue
    const own = tool.members.filter(({ key }) => key !== 'components' && key !== 'services')
    for (const member of tool.members) if (!own.includes(member)) lists.push(member)
    if (own.length > 0) plain.push({ ...tool, members: own })
  }
  if (lists.length === 0) return { ...tools, elements: plain }
  const { start, end } = tools
  const old: Member[] =
    plain.length === 0
      ? []
      : [{ key: 'tool', keyRegion: { start, end: start }, value: { ...tools, elements: plain } }]
  const node: ObjectNode = { type: 'object', start, end, members: [...old, ...lists] }
  return node
}

function elements(node: Node, index: number | null): number {
  if (index !== null) return 1
  return node.type === 'array' ? node.elements.length : 0
}

/** Elements of all arrays of a key inside a value. */
function countElements(node: Node, key: string): number {
  let count = 0
  const open: Node[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type === 'array') for (const element of next.elements) open.push(element)
    if (next.type !== 'object') continue
    for (const member of next.members) {
      if (member.key === key) count += elements(member.value, null)
      open.push(member.value)
    }
  }
  return count
}
