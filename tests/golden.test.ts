import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Finding, MeasureResult, Place, Report } from '../src/model/finding.ts'
import { cases, scanCase } from './documents.ts'

// Expected outputs are written anew by `UPDATE=1 npx vitest run tests/golden.test.ts`: read the difference.

describe('golden cases', () => {
  test.each(cases)('$name: $why', async (golden) => {
    const report = await scanCase(golden)
    const path = `${golden.folder}output.json`
    const output = `${JSON.stringify(trimmed(report), null, 2)}\n`
    if (process.env['UPDATE']) writeFileSync(path, output)
    expect(existsSync(path), 'bless it with UPDATE=1').toBe(true)
    expect(JSON.parse(output)).toEqual(JSON.parse(readFileSync(path, 'utf8')))

    const sure = report.findings.filter(({ confidence }) => confidence !== 'possible')
    const isOk = golden.name.startsWith('ok.')
    expect(isOk || golden.name.startsWith('ng.'), 'a case is named ok.* or ng.*').toBe(true)
    if (isOk) expect(sure.map(({ item, vendor }) => `${item.name}: ${vendor}`)).toEqual([])
    else expect(report.findings).not.toEqual([])
  })
})

/** What of a report is compared: nothing that changes with the version of the lists alone. */
function trimmed({ documents, findings, problems, counts }: Report) {
  return {
    documents: documents.map(({ uri, member, format, context, state, items }) => ({
      uri,
      ...(member !== undefined && { member }),
      format,
      context,
      state,
      items,
    })),
    findings: findings.map(trimmedFinding),
    problems: problems.map(({ code, severity, document, place, message }) => ({
      code,
      severity,
      document,
      ...(place !== undefined && { place: placeText(place) }),
      message,
    })),
    counts: `${counts.error} error, ${counts.warning} warning, ${counts.note} note, ${counts.review} review, ${counts.cannotSay} cannot say`,
  }
}

function trimmedFinding(finding: Finding) {
  const { id, vendor, relation, of, soldAs, confidence, level, item, evidence, measures, ownership } = finding
  return {
    id,
    vendor,
    relation,
    ...(of !== undefined && { of }),
    ...(soldAs !== undefined && { soldAs }),
    confidence,
    class: finding.class,
    level,
    ...(ownership !== undefined && { ownership }),
    item: `${item.kind} '${item.name}' at ${placeText(item.place)}`,
    evidence: evidence.map(
      (one) =>
        `${one.field} '${one.value}' at ${placeText(one.place)}: ${one.technique} ${one.alias} (${one.confidence ?? 'support'})`,
    ),
    measures: measures.map(measureText),
  }
}

function placeText({ member, line, column, endLine, endColumn, sheet, cell, encloses }: Place): string {
  const end = endLine === undefined ? endColumn : `${endLine}:${endColumn}`
  const where = [sheet, cell].filter((part) => part !== undefined).join('!')
  const words = [`${line}:${column}-${end}`, where, encloses ? 'encloses' : '', member ? `in ${member}` : '']
  return words.filter((word) => word !== '').join(' ')
}

function measureText({ id, cover, applicability, dependsOn, deadline, upcoming }: MeasureResult): string {
  const words = [`${id}/${cover}`, applicability, ...dependsOn]
  if (deadline !== null) words.push(`(${upcoming ? 'from' : 'next'} ${deadline})`)
  return words.join(' ')
}
