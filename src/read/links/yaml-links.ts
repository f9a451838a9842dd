import { newAnchors } from '../../syntax/yaml/parse.ts'
import { createYamlSplitter } from '../../syntax/yaml/splitter.ts'
import { YAML_ANCHORS, YAML_WHOLE, yamlMember } from '../sbom/yaml-member.ts'
import type { LinkReader, LinkSink } from './link-reader.ts'
import { spdxLinks } from './spdx.ts'

/** Reads how items hang together from SPDX 2 in YAML. */
export function openYamlLinks({ linksOf }: LinkSink): LinkReader {
  const links = linksOf(0)
  const anchors = newAnchors()
  const splitter = createYamlSplitter({
    literals: [],
    triggers: ['hasfiles', ...YAML_ANCHORS],
    always: [...spdxLinks.always.flatMap((key) => [key, `${key}[]`]), YAML_WHOLE],
    onSection(section) {
      const { key, value } = yamlMember(section, anchors)
      if ('problem' in value || value.node === undefined) return
      const { node } = value
      const whole = key === YAML_WHOLE && node.type === 'object'
      for (const member of whole ? node.members : [{ key, value: node }])
        spdxLinks.add(links, member.key, member.value)
    },
  })
  return { write: (chunk) => splitter.write(chunk), end: () => void splitter.end() }
}
