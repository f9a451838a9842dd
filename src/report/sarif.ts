import type { Artifact, Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif'
import type { Finding, Report, ReportedProblem } from '../model/finding.ts'
import { CONFIDENCES } from '../model/finding.ts'
import { LEVELS } from '../model/measure.ts'
import { catalogueOf } from './catalogue.ts'
import { jsonPieces } from './pieces.ts'
import { clip, printable } from './printable.ts'
import type { Reporter } from './reporter.ts'
import { type ArtifactIndex, artifactLocation, artifactUri, isInside, locationOf } from './sarif/locations.ts'
import { findingResult, type ResultContext, unreadResult } from './sarif/results.ts'
import { measuresFor, ruleOf, ruleSubjects, UNREAD_RULE, unreadRule } from './sarif/rules.ts'
import { taxonomiesOf } from './sarif/taxonomies.ts'
import { counted, NOTICE, problemWords } from './wording.ts'

/** Code scanning rejects a run with more results, and may show only the first of so many. */
export const RESULT_LIMITS = { rejected: 25_000, cut: 5_000 } as const

/**
 * SARIF 2.1.0 (OASIS, errata 01) within the bounds of the code scanning services: one run, one result a
 * finding, one location of one line with a relative address, no times, the same bytes for the same report.
 */
export const sarif: Reporter = function* (report, lists, options) {
  const catalogue = catalogueOf(lists)
  const { documentation } = options
  const unread = report.documents.filter(({ state }) => state !== 'whole')
  const suppressed = options.suppressed === 'include' ? report.waived : []
  const { kept, left } = strongest(report.findings, RESULT_LIMITS.rejected - unread.length)
  const waived = suppressed.slice(0, RESULT_LIMITS.rejected - unread.length - kept.length)

  const subjects = [...ruleSubjects([...kept, ...waived.map(({ finding }) => finding)])].map(
    ([id, subject]) => ({ id, subject, measures: measuresFor(subject, catalogue, report.stated) }),
  )
  const referred = new Set(subjects.flatMap(({ measures }) => measures.map(({ id }) => id)))
  for (const finding of [...kept, ...waived.map((one) => one.finding)])
    for (const { id } of finding.measures) referred.add(id)
  const taxonomies = taxonomiesOf(referred, catalogue, documentation)
  const ruleIds = [...subjects.map(({ id }) => id), UNREAD_RULE]
  const artifacts = artifactsOf(report)
  const context: ResultContext = {
    catalogue,
    taxonomies,
    rules: new Map(ruleIds.map((id, index) => [id, index])),
    artifacts: artifacts.index,
    fingerprint: fingerprints(),
  }
  function* results(): Iterable<Result> {
    for (const finding of kept) yield findingResult(finding, context)
    for (const one of waived) yield findingResult(one.finding, context, one)
    for (const document of unread) yield unreadResult(document, report.problems, context)
  }
  const notifications = [
    ...report.problems.map((problem) => notificationOf(problem, artifacts.index)),
    ...ownNotifications(report, kept.length + waived.length + unread.length, left),
  ]
  const kinds = new Map(notifications.map(({ kind }) => [kind.id, kind]))
  const descriptors = [...kinds.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const run: Stream<Run> = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        ...(documentation !== undefined && { informationUri: documentation }),
        fullDescription: {
          text: `Finds what listed companies made in SBOMs and inventories, and the rules that it touches. Lists of ${lists.version}. ${NOTICE}`,
        },
        rules: [
          ...subjects.map(({ id, subject, measures }) =>
            ruleOf(id, subject, measures, catalogue, taxonomies, documentation),
          ),
          unreadRule(),
        ],
        ...(descriptors.length > 0 && { notifications: descriptors.map(descriptorOf) }),
        ...(taxonomies.references.length > 0 && { supportedTaxonomies: taxonomies.references }),
      },
    },
    ...(options.category !== undefined && {
      automationDetails: { id: `${options.category.replace(/\/+$/, '')}/` },
    }),
    invocations: [
      {
        executionSuccessful: unread.length === 0,
        toolExecutionNotifications: notifications.map(({ kind, ...notification }) => ({
          descriptor: { id: kind.id, index: descriptors.findIndex(({ id }) => id === kind.id) },
          ...notification,
        })),
      },
    ],
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'The folder in which the scan was started.' } },
    },
    columnKind: 'utf16CodeUnits',
    artifacts: artifacts.list,
    ...(taxonomies.components.length > 0 && { taxonomies: taxonomies.components }),
    results: results(),
  }
  yield* jsonPieces({ $schema: SCHEMA, version: '2.1.0', runs: [run] } satisfies Stream<Log>, 'narrow')
  yield '\n'
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** A SARIF object whose results are made while they are written. */
type Stream<T> = T extends Log
  ? Omit<T, 'runs'> & { readonly runs: readonly Stream<Run>[] }
  : Omit<T, 'results'> & { readonly results: Iterable<Result> }

/** The strongest findings, as many as there is room for, in the report's own order. */
function strongest(findings: readonly Finding[], room: number): { kept: readonly Finding[]; left: number } {
  if (findings.length <= room) return { kept: findings, left: 0 }
  const rank = ({ level, confidence }: Finding) =>
    LEVELS.indexOf(level) * CONFIDENCES.length + CONFIDENCES.indexOf(confidence)
  const kept = [...findings.entries()]
    .sort(([a, one], [b, other]) => rank(one) - rank(other) || a - b)
    .slice(0, room)
    .sort(([a], [b]) => a - b)
    .map(([, finding]) => finding)
  return { kept, left: findings.length - kept.length }
}

function artifactsOf(report: Report): { list: Artifact[]; index: ReadonlyMap<string, number> } {
  const index = new Map<string, number>()
  const list: Artifact[] = []
  for (const { uri, format } of report.documents) {
    const address = artifactUri(uri)
    if (index.has(address)) continue
    index.set(address, list.length)
    list.push({
      location: { uri: address, uriBaseId: '%SRCROOT%', index: list.length },
      roles: ['analysisTarget'],
      ...(format !== '' && { properties: { format } }),
    })
  }
  return { list, index }
}

/** Ids are unique in a document; members of one archive share an address, and are told apart by a number. */
function fingerprints(): ResultContext['fingerprint'] {
  const taken = new Map<string, Set<string>>()
  return (id, uri) => {
    const [base, ordinal = '1'] = id.split(':')
    let known = taken.get(uri)
    if (!known) taken.set(uri, (known = new Set()))
    let number = Number(ordinal)
    while (known.has(`${base}:${number}`)) number++
    known.add(`${base}:${number}`)
    return `${base}:${number}`
  }
}

/** A notification, and the kind that its descriptor tells of. */
interface Note extends Omit<Notification, 'descriptor'> {
  readonly kind: NoteKind
}

interface NoteKind {
  readonly id: string
  readonly text: string
}

function descriptorOf({ id, text }: NoteKind): ReportingDescriptor {
  return { id, shortDescription: { text }, fullDescription: { text }, help: { text } }
}

function notificationOf(problem: ReportedProblem, artifacts: ArtifactIndex): Note {
  const { code, severity, document, place, message, hint } = problem
  const whole: Location = { physicalLocation: { artifactLocation: artifactLocation(document, artifacts) } }
  const location = place === undefined ? whole : locationOf(place, artifacts)
  return {
    kind: { id: code, text: problemWords(code) },
    level: severity,
    message: { text: clip(printable(hint === undefined ? message : `${message} ${hint}`), 1000) || code },
    ...(document !== '' && { locations: [location] }),
  }
}

function ownNotifications(report: Report, results: number, left: number): Note[] {
  const own: Note[] = []
  const outside = report.documents.filter(({ uri }) => !isInside(uri)).length
  if (outside > 0)
    own.push({
      kind: { id: 'outside', text: 'A document lies outside the working folder.' },
      level: 'warning',
      message: {
        text: `${counted(outside, 'document')} from outside the working folder: named by the last part of the path alone.`,
      },
    })
  if (left > 0)
    own.push({
      kind: { id: 'results-left-out', text: 'More was found than a log can hold.' },
      level: 'error',
      message: {
        text: `${counted(left, 'weaker finding')} left out of this log, which holds ${RESULT_LIMITS.rejected} results at most. The JSON report has all of them.`,
      },
    })
  else if (results > RESULT_LIMITS.cut)
    own.push({
      kind: { id: 'many-results', text: 'More was found than code scanning may show.' },
      level: 'warning',
      message: { text: `${results} results: code scanning may show ${RESULT_LIMITS.cut} of them.` },
    })
  return own
}
