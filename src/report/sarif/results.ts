import type { Location, Result, ThreadFlowLocation } from 'sarif'
import type { Finding, Place, ReportedDocument, ReportedProblem, Waived } from '../../model/finding.ts'
import type { Catalogue } from '../catalogue.ts'
import { sameValueOnce } from '../evidence.ts'
import { clip, printable } from '../printable.ts'
import { confidenceWords, itemWords, makerWords, measureWords, quoted, techniqueWords } from '../wording.ts'
import { type ArtifactIndex, artifactUri, locationOf, physicalLocation, wholeOf } from './locations.ts'
import { ruleIdOf, UNREAD_RULE } from './rules.ts'
import type { Taxonomies } from './taxonomies.ts'
import { uuidOf } from './uuid.ts'

/** What results refer to in the rest of their run. */
export interface ResultContext {
  readonly catalogue: Catalogue
  readonly taxonomies: Taxonomies
  readonly rules: ReadonlyMap<string, number>
  readonly artifacts: ArtifactIndex
  /** Gives a fingerprint that no other result of the same address has. */
  fingerprint(id: string, uri: string): string
}

/** Code scanning shows this many units of a message; one list, GitLab's, drops a result with a much longer one. */
const MESSAGE_LIMIT = 1000
const RELATED_LIMIT = 20
const PATH_LIMIT = 50

/** A finding as a SARIF result, with its suppression where it is waived. */
export function findingResult(finding: Finding, context: ResultContext, waived?: Waived): Result {
  const { catalogue, taxonomies, rules, artifacts } = context
  const { item, measures } = finding
  const ruleId = ruleIdOf(finding)
  const codeFlow = codeFlowOf(finding, artifacts)
  const related = relatedLocations(finding, artifacts)
  return {
    ruleId,
    ruleIndex: rules.get(ruleId) ?? -1,
    level: finding.level,
    message: { text: messageOf(finding, catalogue) },
    locations: [locationOf(item.place, artifacts, item.name)],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: fingerprintsOf(finding.id, item.place, context),
    taxa: measures.flatMap(({ id }) => taxonomies.taxon(id) ?? []),
    ...(codeFlow && { codeFlows: [codeFlow] }),
    ...(waived && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: clip(printable(`${waived.reason} (${waived.owner}), until ${waived.until}`), 1000),
        },
      ],
    }),
    properties: {
      tags: [`vendor-${finding.vendor}`, ...measures.map(({ id }) => id)],
      vendor: finding.vendor,
      relation: finding.relation,
      ...(finding.of !== undefined && { of: finding.of }),
      ...(finding.soldAs !== undefined && { soldAs: finding.soldAs }),
      confidence: finding.confidence,
      class: finding.class,
      component: { name: printable(item.name), kind: item.kind },
      aliases: [...new Set(finding.evidence.map(({ alias }) => alias))],
      jurisdictionRules: measures.map(({ id, applicability, dependsOn }) =>
        applicability === 'applies'
          ? `${id}: applies`
          : `${id}: depends on ${dependsOn.join(', ') || 'its first day'}`,
      ),
    },
  }
}

/** A document that was not read to its end, as a result: without it an upload would close its alerts. */
export function unreadResult(
  document: ReportedDocument,
  problems: readonly ReportedProblem[],
  context: ResultContext,
): Result {
  const name = document.member === undefined ? document.uri : `${document.uri}!${document.member}`
  const problem = problems.find((one) => one.document === document.uri && one.severity === 'error')
  const identity = uuidOf(`unread/${name}`).replaceAll('-', '')
  const place = {
    ...wholeOf(document.uri),
    ...(document.member !== undefined && { member: document.member }),
  }
  return {
    ruleId: UNREAD_RULE,
    ruleIndex: context.rules.get(UNREAD_RULE) ?? -1,
    level: 'error',
    message: {
      text: plain(
        `${quoted(name, 200)} was not read to its end, so findings in the rest of it are not known.` +
          (problem ? ` ${clip(printable(problem.message), 600)}` : ''),
      ),
    },
    locations: [locationOf(place, context.artifacts)],
    partialFingerprints: fingerprintsOf(identity, place, context),
  }
}

/**
 * GitHub reads the first, beside the address and the rule. The last is for readers that drop results with equal
 * fingerprints without a look at the address: one thing in two documents is two results.
 */
function fingerprintsOf(id: string, { document, member }: Place, context: ResultContext) {
  const uri = artifactUri(document)
  return {
    primaryLocationLineHash: context.fingerprint(id, uri),
    'vendorFinding/v1': id,
    'documentFinding/v1': uuidOf(JSON.stringify([uri, member, id])).replaceAll('-', ''),
  }
}

/** Who made it; what shows that; which rules it touches. Dates of the day and counts would change alerts. */
function messageOf(finding: Finding, catalogue: Catalogue): string {
  const { item, confidence, evidence, measures } = finding
  const member = item.place.member === undefined ? '' : ` in ${quoted(item.place.member, 120)}`
  const first = `${itemWords(item)}${member} ${makerWords(finding, catalogue)} (${confidenceWords(confidence)}).`
  const shown = sameValueOnce(evidence)
    .slice(0, 4)
    .map(({ field, value, technique }) => `${field} ${quoted(value, 100)} (${techniqueWords(technique)})`)
  const sentences = [first, `Evidence: ${shown.join('; ')}.`]
  if (measures.length === 0) sentences.push('No rule that was asked for reaches it.')
  let left = MESSAGE_LIMIT - sentences.join(' ').length
  for (const [index, measure] of measures.entries()) {
    const sentence = `${measure.id}: ${measureWords(measure, finding, catalogue)}.`
    const rest = `And ${measures.length - index} more.`
    left -= sentence.length + 1
    if (left < rest.length + 1 && !(index === measures.length - 1 && left >= 0)) {
      sentences.push(rest)
      break
    }
    sentences.push(sentence)
  }
  return clip(plain(sentences.join(' ')), MESSAGE_LIMIT)
}

/** A message that no viewer takes for a link (SARIF 2.1.0 section 3.11.6). */
function plain(text: string): string {
  return text.replaceAll('](', '] (')
}

function relatedLocations(finding: Finding, artifacts: ArtifactIndex): Location[] {
  const seen = new Set([keyOf(finding.item.place)])
  const related: Location[] = []
  for (const { field, value, place } of finding.evidence) {
    if (seen.has(keyOf(place))) continue
    seen.add(keyOf(place))
    related.push({
      id: related.length + 1,
      message: { text: plain(`${field} ${quoted(value, 200)}`) },
      ...locationOf(place, artifacts),
    })
    if (related.length === RELATED_LIMIT) break
  }
  return related
}

/** The way from the document's root to the item; steps without a place would spoil the upload. */
function codeFlowOf(finding: Finding, artifacts: ArtifactIndex) {
  const steps = (finding.path ?? []).flatMap(({ name, place }): ThreadFlowLocation[] =>
    place === undefined
      ? []
      : [
          {
            location: {
              message: { text: plain(clip(printable(name), 200)) || 'unnamed' },
              physicalLocation: physicalLocation(place, artifacts),
            },
          },
        ],
  )
  if (steps.length < 2) return null
  const kept = steps.length <= PATH_LIMIT ? steps : [...steps.slice(0, PATH_LIMIT - 1), steps.at(-1)!]
  return {
    message: { text: 'Path from the root of the document to the item' },
    threadFlows: [{ locations: kept }],
  }
}

function keyOf({ document, member, line, column }: Place): string {
  return JSON.stringify([document, member, line, column])
}
