import type {
  Finding,
  MeasureResult,
  Place,
  ReportedDocument,
  ReportedEvidence,
  ReportedProblem,
  Waived,
} from '../model/finding.ts'
import { jsonPieces } from './pieces.ts'
import type { Reporter } from './reporter.ts'
import { NOTICE } from './wording.ts'

/** The report itself, as `schemas/report.schema.json` describes it; keys always in the same order. */
export const json: Reporter = function* (report) {
  const { schemaVersion, tool, asOf, lists, stated, counts } = report
  yield* jsonPieces({
    schemaVersion,
    tool: { name: tool.name, version: tool.version },
    asOf,
    lists: { schema: lists.schema, version: lists.version, sha256: lists.sha256 },
    notice: NOTICE,
    stated: {
      jurisdictions: stated.jurisdictions,
      boundBy: stated.boundBy,
      purposes: stated.purposes,
      context: stated.context,
      vendors: stated.vendors,
      furtherLists: stated.furtherLists,
      minConfidence: stated.minConfidence,
      include: stated.include,
      delivered: stated.delivered,
      clauses: stated.clauses,
      networkPart: stated.networkPart,
      sites: stated.sites,
    },
    counts: {
      documents: counts.documents,
      unread: counts.unread,
      partial: counts.partial,
      skipped: counts.skipped,
      items: counts.items,
      error: counts.error,
      warning: counts.warning,
      note: counts.note,
      waived: counts.waived,
      review: counts.review,
      cannotSay: counts.cannotSay,
    },
    documents: each(report.documents, documentObject),
    findings: each(report.findings, findingObject),
    waived: each(report.waived, waivedObject),
    problems: each(report.problems, problemObject),
  })
  yield '\n'
}

function* each<From, To>(values: readonly From[], object: (value: From) => To): Iterable<To> {
  for (const value of values) yield object(value)
}

function documentObject(document: ReportedDocument) {
  const { uri, member, format, state, items, records, lookedInto, context, generator, claims } = document
  return { uri, member, format, state, items, records, lookedInto, context, generator, claims }
}

function findingObject(finding: Finding) {
  const { id, vendor, relation, of, soldAs, confidence, level, item, ownership, path } = finding
  return {
    id,
    vendor,
    relation,
    of,
    soldAs,
    confidence,
    class: finding.class,
    level,
    item: { name: item.name, kind: item.kind, place: placeObject(item.place) },
    evidence: finding.evidence.map(evidenceObject),
    measures: finding.measures.map(measureObject),
    ownership: ownership && { until: ownership.until, itemDate: ownership.itemDate },
    path: path?.map(({ name, place }) => ({ name, place: place && placeObject(place) })),
  }
}

function evidenceObject(evidence: ReportedEvidence) {
  const { field, value, alias, relation, technique, confidence, place, note } = evidence
  return { field, value, alias, relation, technique, confidence, place: placeObject(place), note }
}

function measureObject(result: MeasureResult) {
  const { id, cover, applicability, dependsOn, deadline, upcoming, overdue } = result
  return { id, cover, applicability, dependsOn, deadline, upcoming, overdue }
}

function waivedObject({ finding, reason, owner, until }: Waived) {
  return { finding: findingObject(finding), reason, owner, until }
}

function problemObject(problem: ReportedProblem) {
  const { code, severity, document, place, message, hint } = problem
  return { code, severity, document, place: place && placeObject(place), message, hint }
}

function placeObject(place: Place) {
  const { document, member, line, column, endColumn, endLine, sheet, cell, pointer, encloses } = place
  return { document, member, line, column, endColumn, endLine, sheet, cell, pointer, encloses }
}
