// Writes docs/measures.md from vendor-lists/ and docs/measures.source.json; with --check it compares instead.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const folder = (path) =>
  readdirSync(new URL(path, root))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(`${path}${name}`))

const { roles, jurisdictions } = read('vendor-lists/jurisdictions.json')
const { news, noRule } = read('docs/measures.source.json')
const measures = folder('vendor-lists/measures/')
const vendors = new Map(folder('vendor-lists/vendors/').map(({ id, name }) => [id, name]))
const ids = new Set(measures.map(({ id }) => id))

/** In the order in which prose names them. */
const FIVE = ['huawei', 'zte', 'hikvision', 'hytera', 'dahua']
const STATUS = {
  'in-force': 'in force',
  upcoming: 'enacted, not yet in force',
  'case-by-case': 'a power used case by case',
  'authorisation-regime': 'authorisation regime',
  contract: 'contract',
  policy: 'policy',
  advisory: 'advice',
  proposed: 'proposed, not law',
  superseded: 'superseded',
  repealed: 'no longer in force',
}
const VERIFIED = { seen: 'text seen', partly: 'seen in part', memory: 'from memory' }
const AFFILIATES = {
  any: 'any subsidiary or affiliate',
  controlled: 'entities under its control',
  listed: 'affiliates listed by name',
  none: 'no affiliates',
  unstated: 'not stated whether affiliates are meant',
}
const FACT = {
  'bound-by': 'who is bound',
  purpose: 'purpose',
  class: 'kind of equipment',
  maker: 'maker',
  affiliation: 'affiliation',
  'ownership-date': 'date',
  'component-role': 'role of the component',
  delivery: 'delivery',
  decision: 'decision',
  'network-part': 'part of the network',
}

const list = (words, last = 'and') =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
const nameOf = (id) => vendors.get(id) ?? id
const dated = ({ on, basis, note }) =>
  `${on}${basis === 'stated' ? '' : ` (${basis})`}${note === undefined ? '' : ` (${note.replace(/\.$/, '')})`}`
const cell = (text) => text.replaceAll('|', '\\|')
const link = (id) => {
  if (!ids.has(id)) throw new Error(`docs/measures.source.json: no measure ${id}`)
  return `[\`${id}\`](#${id})`
}

const page = `${[...front(), ...table(), ...newsTable(), ...places(), ...details()].join('\n')}\n`
const target = new URL('docs/measures.md', root)
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/measures.md is not what the data gives: run node scripts/build-docs.mjs')
    process.exitCode = 1
  }
} else writeFileSync(target, page)

function front() {
  const dates = [...new Set(measures.map(({ statusAsOf }) => statusAsOf))].sort()
  return [
    '# Measures',
    '',
    '<!-- Made by scripts/build-docs.mjs from vendor-lists/measures/; do not edit. -->',
    '',
    `${measures.length} legal instruments that restrict equipment of ${list(FIVE.map(nameOf))}, or were reported to.`,
    `State of ${list(dates)}. This is evidence for a decision, not legal advice: open the source before you quote.`,
    '',
    'How to read an entry:',
    '',
    '- **Names** says whom the text itself names. Vendors that are only reported to be its target are said to be that, and a finding then turns on a decision.',
    '- **Status** says what kind of thing it is: only what is in force or a contract obliges; policy, advice, powers and regimes are called what they are.',
    '- **Covers** are its reaches: whom, what, for what, in which context (a product that is delivered, or an estate in use), from when. All conditions of a cover must hold.',
    '- **Turns on** says what a missing fact means for this instrument.',
    '- **Highest level** is the highest level a finding gets by it. *Catalogue only*: it never raises a level.',
    '',
  ]
}

function byPlace() {
  return Object.entries(jurisdictions)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([code, name]) => [name, measures.filter(({ jurisdiction }) => jurisdiction === code)])
}

function table() {
  const rows = byPlace().flatMap(([place, those]) =>
    those.map((measure) => {
      const named = namedBy(measure)
      const said = named.length > 0 ? list(named.map(nameOf)) : 'nobody of the five'
      const level = measure.maxLevel ?? 'catalogue only'
      return `| ${place} | ${link(measure.id)} | ${STATUS[measure.status]} | ${said} | ${cell(who(measure))} | ${level} |`
    }),
  )
  return [
    '## Overview',
    '',
    '| Place | Id | Status | Names | Binds | Highest level |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ]
}

function namedBy({ covers }) {
  return FIVE.filter((id) => covers.some((cover) => cover.vendors.includes(id)))
}

function who({ bound }) {
  return bound.length === 0 ? 'nobody stated' : list(bound.map((role) => roles[role]))
}

function newsTable() {
  return [
    '## What the news of 2018 to 2020 said',
    '',
    '| It was said | Instrument | What it is today |',
    '| --- | --- | --- |',
    ...news.map(
      ({ said, instruments, today }) =>
        `| ${cell(said)} | ${instruments.map(link).join(', ') || 'none'} | ${cell(today)} |`,
    ),
    '',
  ]
}

function places() {
  return [
    '## Places where no rule was found',
    '',
    ...noRule.map(
      ({ place, why, sources }) =>
        `- **${place}.** ${why}${sources.length > 0 ? ` Sources: ${sources.map((url) => `<${url}>`).join(', ')}.` : ''}`,
    ),
    '',
  ]
}

function details() {
  return byPlace().flatMap(([place, those]) => [`## ${place}`, '', ...those.flatMap(entry)])
}

function entry(measure) {
  const { id, name, authority, kind, status, statusAsOf, verified, confidence } = measure
  const low = confidence === 'high' ? '' : ` Confidence of this entry: **${confidence}**.`
  return [
    `### ${id}`,
    '',
    `**${name}**`,
    '',
    measure.meaning,
    '',
    `- **Names.** ${measure.names}`,
    `- **Binds.** ${sentence(who(measure))}`,
    `- **Status.** ${sentence(`${STATUS[status]} (${kind}, ${authority}), as of ${statusAsOf}; ${VERIFIED[verified]}`)}${low}`,
    `- **Dates.** ${dates(measure)}`,
    `- **Highest level.** ${sentence(measure.maxLevel ?? 'catalogue only')}${measure.include === undefined ? '' : ` Shown only with \`--include ${measure.include}\`.`}`,
    `- **Citations.** ${measure.citations.map(citation).join('; ')}.`,
    ...field('Reporting', measure.reporting),
    ...field('Waiver', measure.waiver),
    ...field('Notes', measure.notes),
    ...measure.exceptions.map(({ clause, quote }) => `- **Exception**, ${clause}: “${quote}”`),
    ...Object.entries(measure.turnsOn ?? {}).map(([fact, text]) => `- **Turns on ${FACT[fact]}**: ${text}.`),
    ...(measure.classEntries ?? []).map(
      ({ called, text, from }) =>
        `- **Entry for ${called.many}**, whoever makes them, since ${dated(from)}. ${text} Looked for with \`--list ${measure.list}\`.`,
    ),
    ...coverTable(measure),
    '',
    `Sources: ${measure.sources.map(({ url, kind: source }) => `<${url}> (${source})`).join(', ')}.`,
    '',
  ]
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`
}

function dates({ adopted, effective, repealed, replacedBy }) {
  const parts = [
    adopted === undefined ? null : `adopted ${dated(adopted)}`,
    effective === undefined ? null : `effective ${dated(effective)}`,
    repealed === undefined ? null : `no longer in force from ${dated(repealed)}`,
    replacedBy === undefined ? null : `replaced by ${link(replacedBy)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'Not known.' : sentence(parts.join('; '))
}

function citation({ text, from, until, note }) {
  const span = from === undefined ? '' : until === undefined ? `from ${from}` : `${from} to ${until}`
  const more = [span, note?.replace(/\.$/, '')].filter((part) => part).join('; ')
  return `${text}${more === '' ? '' : ` (${more})`}`
}

function field(label, text) {
  return text === undefined ? [] : [`- **${label}.** ${text}`]
}

function coverTable({ covers, reportedTargets }) {
  if (covers.length === 0) return []
  const todos = covers.map(({ obligations }) =>
    obligations.map(({ text, by }) => (by === undefined ? text : `By ${by.on}: ${text}`)).join(' '),
  )
  // What is the same for every cover is said once, above the table.
  const same = new Set(todos).size === 1
  const head = ['Cover', 'Whom', 'What', 'For what, and where', 'From', ...(same ? [] : ['What to do'])]
  return [
    ...(same ? [`- **What to do.** ${todos[0]}`] : []),
    '',
    row(head),
    row(head.map(() => '---')),
    ...covers.map((cover, index) =>
      row([
        `\`${cover.id}\``,
        whom(cover, reportedTargets),
        list(cover.classes),
        where(cover),
        span(cover),
        ...(same ? [] : [cell(todos[index])]),
      ]),
    ),
  ]
}

function row(cells) {
  return `| ${cells.join(' | ')} |`
}

function whom({ vendors: named, affiliates }, reportedTargets) {
  return named.length > 0
    ? `${list(named.map(nameOf))}; ${AFFILIATES[affiliates]}`
    : `names nobody; reported to target ${list(reportedTargets.map(nameOf))}`
}

function where({ purposes, context, networkParts, bound, requires, turnsOn = {}, maxLevel }) {
  const parts = [
    purposes === undefined ? null : `for ${list(purposes, 'or')}`,
    context === undefined ? null : context,
    networkParts === undefined ? null : `in ${list(networkParts, 'or')}`,
    bound === undefined ? null : `binds ${list(bound.map((role) => roles[role]))}`,
    requires === undefined ? null : `turns on ${list(requires.map((fact) => FACT[fact]))}`,
    ...Object.values(turnsOn),
    maxLevel === undefined ? null : `at most ${maxLevel}`,
  ]
  return parts.filter((part) => part !== null).join('; ') || 'any'
}

function span({ from, until }) {
  return `${from === undefined ? '' : from.on}${until === undefined ? '' : ` to ${until.on}`}`
}
