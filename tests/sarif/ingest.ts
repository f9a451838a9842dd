import { gzipSync } from 'node:zlib'
import type { Location, Log, ReportingDescriptorReference, Result, Run } from 'sarif'

/**
 * What the code scanning services refuse or silently drop, although the SARIF schema allows it; one sentence
 * for each fault, none for a log that can be taken in.
 */
export function ingestFaults(text: string): readonly string[] {
  const faults: string[] = []
  const log: Log = JSON.parse(text)
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  expect(log.version === '2.1.0', 'the version is not 2.1.0')
  expect(log.$schema?.includes('sarif-schema-2.1.0.json') ?? false, '$schema is not the final one')
  expect(log.runs.length === 1, `${log.runs.length} runs instead of one`)
  expect(gzipSync(text).length < 10_000_000, 'more than 10 MB when compressed')
  expect(!/"(start|end)TimeUtc"/.test(text), 'it holds a time')
  for (const run of log.runs) {
    for (const fault of [...runFaults(run), ...ruleFaults(run), ...taxonomyFaults(run)]) faults.push(fault)
    const seen = new Set<string>()
    for (const [index, result] of (run.results ?? []).entries())
      for (const fault of resultFaults(result, run, seen)) faults.push(`result ${index}: ${fault}`)
    for (const notification of run.invocations?.flatMap((one) => one.toolExecutionNotifications ?? []) ?? [])
      expect(Boolean(notification.message.text), 'a notification without a text')
  }
  return faults
}

function runFaults(run: Run): string[] {
  const faults: string[] = []
  if (!Array.isArray(run.results)) faults.push('results is not an array')
  if ((run.results?.length ?? 0) > 25_000) faults.push('more than 25,000 results')
  if (!run.tool.driver.name) faults.push('the driver has no name')
  if (!Array.isArray(run.tool.driver.rules)) faults.push('the driver has no rules')
  for (const { id, ...texts } of run.tool.driver.notifications ?? [])
    if (!texts.shortDescription?.text || !texts.fullDescription?.text || !texts.help?.text)
      faults.push(`the notification ${id} is not described`)
  if (run.automationDetails?.id === '') faults.push('automationDetails has an empty id')
  for (const base of Object.values(run.originalUriBaseIds ?? {}))
    if (base.uri !== undefined) faults.push('a base address that some viewers prefix to every path')
  for (const { location } of run.artifacts ?? [])
    for (const fault of uriFaults(location?.uri)) faults.push(`artifact: ${fault}`)
  return faults
}

function ruleFaults(run: Run): string[] {
  const faults: string[] = []
  const rules = run.tool.driver.rules ?? []
  if (new Set(rules.map(({ id }) => id)).size !== rules.length) faults.push('a rule stands twice')
  for (const rule of rules) {
    const fault = (text: string) => faults.push(`rule ${rule.id}: ${text}`)
    const texts = [rule.shortDescription?.text, rule.fullDescription?.text]
    if (!/^VRS-[A-Z0-9-]+$/.test(rule.id)) fault('its id is not of the usual form')
    if (!rule.name || rule.name.length > 255 || !/^[A-Z][A-Za-z0-9]+$/.test(rule.name)) fault('its name')
    if (texts.some((text) => !text || text.length > 1024)) fault('a description is empty or too long')
    if (!rule.help?.text || !rule.help.markdown) fault('help is empty')
    if ((rule.helpUri?.length ?? 0) > 2048) fault('helpUri is too long')
    if (!rule.defaultConfiguration?.level) fault('it has no level')
    const { tags, precision, ...rest } = rule.properties ?? {}
    if (!tags || tags.length < 1 || tags.length > 10) fault(`${tags?.length ?? 0} tags`)
    if (tags?.some((tag) => !/^[a-z0-9-]+$/.test(tag))) fault('a tag is not of the usual form')
    if (!['very-high', 'high', 'medium', 'low'].includes(precision)) fault('precision')
    if (!['error', 'warning', 'recommendation'].includes(rest['problem.severity'])) fault('problem.severity')
    const severity: unknown = rest['security-severity']
    if (severity !== undefined && !(typeof severity === 'string' && /^\d+(\.\d)?$/.test(severity)))
      fault('security-severity is not a number in a string')
    else if (severity !== undefined && !(Number(severity) >= 0.1 && Number(severity) <= 10))
      fault('security-severity is out of range')
    for (const { target } of rule.relationships ?? [])
      if (!resolves(target, run)) fault(`the taxon ${target.id} does not resolve`)
  }
  const used = new Set(run.results?.map(({ ruleId }) => ruleId))
  for (const { id } of rules)
    if (!used.has(id) && id !== 'VRS-UNREAD') faults.push(`rule ${id} has no results`)
  return faults
}

function taxonomyFaults(run: Run): string[] {
  const faults: string[] = []
  for (const reference of run.tool.driver.supportedTaxonomies ?? []) {
    const component = run.taxonomies?.[reference.index ?? -1]
    if (component?.name !== reference.name || component?.guid !== reference.guid)
      faults.push(`the taxonomy ${reference.name} does not resolve`)
  }
  for (const { guid, name } of run.taxonomies ?? [])
    if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(guid ?? ''))
      faults.push(`the taxonomy ${name} has no proper guid`)
  return faults
}

function resultFaults(result: Result, run: Run, seen: Set<string>): string[] {
  const faults: string[] = []
  const text = result.message.text ?? ''
  if (text === '') faults.push('no message')
  if (text.length > 1000) faults.push('the message is longer than 1,000 units')
  if (/\]\(/.test(text)) faults.push('the message holds a link')
  if (run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id !== result.ruleId) faults.push('ruleIndex')
  if (result.rank !== undefined) faults.push('it has a rank, which GitLab takes for its severity')
  if (result.kind !== undefined) faults.push('it has a kind, by which DefectDojo drops it')
  if (!['error', 'warning', 'note'].includes(result.level ?? '')) faults.push('level')
  if (result.locations?.length !== 1) faults.push(`${result.locations?.length ?? 0} locations instead of one`)
  const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri
  for (const location of result.locations ?? []) faults.push(...locationFaults(location))
  for (const location of result.relatedLocations ?? []) faults.push(...locationFaults(location))
  const ids = result.relatedLocations?.map(({ id }) => id) ?? []
  if (new Set(ids).size !== ids.length) faults.push('two related locations have one id')
  for (const flow of result.codeFlows ?? [])
    for (const { locations } of flow.threadFlows) {
      if (locations.length > 1000) faults.push('a code flow is too long')
      for (const { location } of locations) faults.push(...locationFaults(location ?? {}))
    }
  const prints = result.partialFingerprints ?? {}
  if (!prints['primaryLocationLineHash']) faults.push('no fingerprint')
  for (const key of Object.keys(prints))
    if (!/^[^/]+(\/v\d+)?$/.test(key)) faults.push(`DefectDojo cannot read the fingerprint key ${key}`)
  const identity = `${uri} ${result.ruleId} ${prints['primaryLocationLineHash']}`
  if (seen.has(identity)) faults.push('its fingerprint is not the only one in its document')
  const whole = JSON.stringify(prints)
  if (seen.has(whole)) faults.push('all its fingerprints are those of another result')
  seen.add(identity).add(whole)
  for (const taxon of result.taxa ?? [])
    if (!resolves(taxon, run)) faults.push(`the taxon ${taxon.id} does not resolve`)
  return faults
}

function locationFaults(location: Location): string[] {
  const { artifactLocation, region } = location.physicalLocation ?? {}
  const faults = uriFaults(artifactLocation?.uri)
  if (!region?.startLine || region.startLine < 1) return [...faults, 'no line']
  const { startLine, startColumn = 0, endLine, endColumn = 0 } = region
  if (endLine !== startLine) faults.push('the region goes over several lines')
  if (startColumn < 1 || endColumn <= startColumn) faults.push('the columns of the region')
  if (region.byteOffset !== undefined || region.byteLength !== undefined) faults.push('the region has bytes')
  return faults
}

function uriFaults(uri: string | undefined): string[] {
  if (!uri) return ['the address is empty']
  const faults: string[] = []
  if (/^(\/|\.\/|\.\.)/.test(uri)) faults.push(`the address ${uri} is not a plain relative one`)
  if (/[\\\s]/.test(uri)) faults.push(`the address ${uri} is not encoded`)
  if (/^[^/]*:/.test(uri)) faults.push(`the address ${uri} has a scheme`)
  if (/%(?![0-9A-F]{2})/.test(uri)) faults.push(`the address ${uri} cannot be decoded`)
  return faults
}

function resolves({ id, index, toolComponent }: ReportingDescriptorReference, run: Run): boolean {
  const component = run.taxonomies?.[toolComponent?.index ?? -1]
  return component?.guid === toolComponent?.guid && component?.taxa?.[index ?? -1]?.id === id
}
