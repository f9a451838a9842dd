import type { ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region } from 'sarif'
import type { Place } from '../../model/finding.ts'
import { clip, printable } from '../printable.ts'

/**
 * A document's address as code scanning takes it: relative, with forward slashes, percent-encoded (RFC 3986),
 * never empty. Paths from outside the working folder go by their last segment: alerts must not depend on a
 * machine's folders.
 */
export function artifactUri(document: string): string {
  if (document === '-') return 'stdin'
  const path = document.replaceAll('\\', '/')
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  const inside = isInside(document) ? segments : segments.slice(-1)
  // A colon in the first segment would be taken for a scheme.
  return (
    inside.map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'))).join('/') || 'document'
  )
}

/** Whether a document lies below the working folder, so that its address can be followed. */
export function isInside(document: string): boolean {
  const path = document.replaceAll('\\', '/')
  return !path.startsWith('/') && !/^[A-Za-z]:/.test(path) && !path.split('/').includes('..')
}

/** Documents' numbers in the run's list of artifacts, by address. */
export type ArtifactIndex = ReadonlyMap<string, number>

/** Where a document stands in the run's list of artifacts. */
export function artifactLocation(document: string, artifacts: ArtifactIndex): ArtifactLocation {
  const uri = artifactUri(document)
  const index = artifacts.get(uri)
  return { uri, uriBaseId: '%SRCROOT%', ...(index !== undefined && { index }) }
}

/** A place with its address and a region of one line. */
export function physicalLocation(place: Place, artifacts: ArtifactIndex): PhysicalLocation {
  return { artifactLocation: artifactLocation(place.document, artifacts), region: regionOf(place) }
}

/** The place of a finding: its region, and what names it inside the document. */
export function locationOf(place: Place, artifacts: ArtifactIndex, name?: string): Location {
  const logical = logicalLocation(place, name)
  return {
    physicalLocation: physicalLocation(place, artifacts),
    ...(logical && { logicalLocations: [logical] }),
  }
}

/** The first line of a document, for what concerns all of it. */
export function wholeOf(document: string): Place {
  return { document, line: 1, column: 1, endColumn: 2 }
}

/**
 * The first line of a place: code scanning shows an alert on a change only when all of its lines belong to
 * the change. The last column of a first line is not known here, so that one column stands for it.
 */
function regionOf({ line, column, endColumn, endLine }: Place): Region {
  const startLine = Math.max(1, line)
  const startColumn = Math.max(1, column)
  const several = endLine !== undefined && endLine !== line
  return {
    startLine,
    startColumn,
    endLine: startLine,
    endColumn: several ? startColumn + 1 : Math.max(startColumn + 1, endColumn),
  }
}

function logicalLocation({ member, sheet, cell, pointer }: Place, name?: string): LogicalLocation | null {
  const inside = cell === undefined ? pointer : sheet === undefined ? cell : `${sheet}!${cell}`
  const full = [member, inside].filter((part) => part !== undefined && part !== '').join('!')
  const short = name !== undefined && name !== '' ? name : inside
  if (full === '' && short === undefined) return null
  return {
    ...(short !== undefined && { name: clip(printable(short), 200) }),
    ...(full !== '' && { fullyQualifiedName: printable(full) }),
    kind: cell === undefined ? 'element' : 'cell',
  }
}
