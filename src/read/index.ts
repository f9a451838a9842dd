import type { DocumentSummary } from '../model/source.ts'
import { type Openable, readDocument as readDocumentOf } from './document.ts'
import { inventoryFormats } from './inventory/index.ts'
import type { Format, ReaderHandlers, ReaderOptions } from './reader.ts'
import { cyclonedxJson } from './sbom/cyclonedx-json.ts'
import { cyclonedxProtobuf, cyclonedxProtobufText } from './sbom/cyclonedx-protobuf.ts'
import { cyclonedxXml } from './sbom/cyclonedx-xml.ts'
import { spdxJson } from './sbom/spdx-json.ts'
import { spdxRdf } from './sbom/spdx-rdf.ts'
import { spdxTagValue } from './sbom/spdx-tag-value.ts'
import { spdx3Turtle, spdxTurtle } from './sbom/spdx-turtle.ts'
import { spdxYaml } from './sbom/spdx-yaml.ts'
import { spdx3Json } from './sbom/spdx3-json.ts'
import { unsupportedFormats } from './unsupported.ts'
import { workbook } from './workbook.ts'

/** All formats that are known, in the order in which a document is held against them. */
export const formats: readonly Format[] = [
  workbook,
  cyclonedxJson,
  cyclonedxXml,
  cyclonedxProtobuf,
  cyclonedxProtobufText,
  spdxJson,
  spdx3Json,
  spdxRdf,
  spdxTurtle,
  spdx3Turtle,
  spdxTagValue,
  spdxYaml,
  ...unsupportedFormats,
  ...inventoryFormats,
]

/** Reads one document of any format; see `document.ts`. */
export function readDocument(
  document: Openable,
  handlers: ReaderHandlers,
  options: ReaderOptions,
  among: readonly Format[] = formats,
): Promise<DocumentSummary> {
  return readDocumentOf(document, handlers, options, among)
}
