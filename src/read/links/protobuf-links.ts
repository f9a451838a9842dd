import { ByteStore } from '../../syntax/byte-store.ts'
import { parseMessage } from '../../syntax/protobuf/parse.ts'
import { Skimmer } from '../../syntax/protobuf/skim.ts'
import { ProtobufSplitter } from '../../syntax/protobuf/splitter.ts'
import { parseTextMessage } from '../../syntax/protobuf/text.ts'
import { cyclonedxLinkMessages, PROTOBUF_TEXT_LIMIT } from '../sbom/cyclonedx-protobuf-schema.ts'
import { cyclonedxLinks } from './cyclonedx.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'

/** Reads how items hang together from CycloneDX in the binary form of Protocol Buffers. */
export function openProtobufLinks({ linksOf }: LinkSink): LinkReader {
  const links = linksOf(0)
  const messages = cyclonedxLinkMessages()
  const fields = messages['bom']!
  const nesting = new Skimmer(messages, {
    literals: [],
    triggers: [],
    words: new Set(),
    keys: new Set(['components', 'services']),
    counted: [],
  })
  const splitter = new ProtobufSplitter({
    wanted: new Set(Object.keys(fields).map(Number)),
    onRecord({ number, bytes, offset, whole }) {
      const { key, holds } = fields[number]!
      if (!('message' in holds)) return
      const always = cyclonedxLinks.always.includes(key)
      if (!always && whole && !nesting.skim(bytes, holds.message).matters) return
      const { node } = parseMessage(bytes, offset, messages, holds.message, whole)
      cyclonedxLinks.add(links, key, node)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}

/** Reads the same from the text form. */
export function openProtobufTextLinks({ linksOf }: LinkSink): LinkReader {
  const text = new ByteStore(PROTOBUF_TEXT_LIMIT)
  return {
    write: (chunk) => void text.add(chunk),
    end() {
      if (text.full) return
      const { node } = parseTextMessage(text.bytes(), cyclonedxLinkMessages(), 'bom')
      for (const { key, value } of node.members) cyclonedxLinks.add(linksOf(0), key, value)
    },
  }
}
