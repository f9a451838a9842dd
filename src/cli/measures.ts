import { Command } from 'commander'
import { isStale } from '../assess/dates.ts'
import { waiversOn } from '../assess/waivers.ts'
import type { Lists } from '../model/lists.ts'
import type { ClassEntry, Cover, DatedFact, Measure, Obligation, WaiverPower } from '../model/measure.ts'
import { choose, unknownWord } from './choices.ts'
import { loadConfig } from './config.ts'
import { allListsFor, append, dateOf, listsFor, withListsOptions } from './options.ts'
import { printLines } from './outputs.ts'
import type { Program } from './program.ts'
import { labelled, table } from './table.ts'
import { layoutOf } from './terminal.ts'

/** `vendorscan measures`. */
export function measuresCommand(program: Program): Command {
  const command = withListsOptions(new Command('measures'))
    .description(
      'Show the legal instruments that are loaded: what each names, whom it binds, its dates and sources.',
    )
    .option('--jurisdiction <codes>', 'only these countries: us,gb,de … (repeatable)', append)
    .option('--stale', 'only those that have not been looked at for longer than they should')
    .option('--json', 'print them as JSON')
    .action(() => overview(command.opts(), program))
  command
    .command('show')
    .argument('<id>', 'id of a measure, such as vendorscan measures prints it')
    .description('One measure whole.')
    .action((id: string) => show(id, command.opts(), program))
  command
    .command('timeline')
    .description('Deadlines and first days, in order of date.')
    .option('--from <date>', 'first day, YYYY-MM-DD (default: today)')
    .option('--to <date>', 'last day, YYYY-MM-DD')
    .action((flags: TimelineFlags) => timeline({ ...command.opts(), ...flags }, program))
  command
    .command('for')
    .argument('<vendor>', 'id of a vendor, such as vendorscan vendors prints it')
    .description('The measures that name a vendor, and those that are only reported to be aimed at it.')
    .action((vendor: string) => forVendor(vendor, command.opts(), program))
  return command
}

interface MeasuresFlags {
  readonly jurisdiction?: string[]
  readonly stale?: boolean
  readonly json?: boolean
  readonly lists?: string[]
  readonly list?: string[]
  readonly config?: string | false
}

interface TimelineFlags extends MeasuresFlags {
  readonly from?: string
  readonly to?: string
}

async function chosen(flags: MeasuresFlags, program: Program, load = listsFor): Promise<Lists> {
  const config = await loadConfig(flags.config, program.terminal.cwd)
  const lists = await load(flags, config)
  const codes = choose('--jurisdiction', flags.jurisdiction ?? [], Object.keys(lists.jurisdictions))
  const measures = lists.measures.filter(
    (measure) =>
      (codes.length === 0 || codes.includes(measure.jurisdiction)) &&
      (!flags.stale || isStale(measure, program.today)),
  )
  return { ...lists, measures }
}

async function overview(flags: MeasuresFlags, program: Program): Promise<void> {
  const lists = await chosen(flags, program)
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(lists.measures, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  const rows = lists.measures.map((measure) => [
    measure.id,
    measure.status,
    measure.effective?.on ?? measure.adopted?.on ?? '',
    namedBy(measure, lists),
  ])
  await printLines(program.terminal.stdout, [
    ...table(['measure', 'status', 'since', 'names'], rows, width),
    '',
    `${lists.measures.length} measures, state of ${lists.version}. One of them whole: vendorscan measures show ID`,
  ])
}

/** The vendors that an instrument names, or that it names nobody. */
function namedBy(measure: Measure, lists: Lists): string {
  const named = new Set(measure.covers.flatMap(({ vendors }) => vendors))
  const names = lists.vendors.filter(({ id }) => named.has(id)).map(({ name }) => name)
  const reported = lists.vendors
    .filter(({ id }) => measure.reportedTargets.includes(id))
    .map(({ name }) => name)
  const words = names.length > 0 ? names.join(', ') : 'none of the listed vendors'
  return reported.length > 0 ? `${words} (reported target: ${reported.join(', ')})` : words
}

async function show(id: string, flags: MeasuresFlags, program: Program): Promise<void> {
  const lists = await chosen({ ...flags, stale: false }, program)
  const measure = lists.measures.find((candidate) => candidate.id === id)
  if (measure === undefined)
    throw unknownWord(
      'measures show',
      id,
      lists.measures.map((candidate) => candidate.id),
    )
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(measure, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  await printLines(program.terminal.stdout, describe(measure, lists, program.today, width))
}

function describe(measure: Measure, lists: Lists, today: string, width: number): readonly string[] {
  const line = (label: string, text: string | undefined) =>
    text === undefined || text === '' ? [] : labelled(label, text, width)
  const place = lists.jurisdictions[measure.jurisdiction] ?? measure.jurisdiction
  return [
    ...line('measure', measure.id),
    ...line('name', measure.name),
    ...line('place', measure.subdivision ? `${place} (${measure.subdivision})` : place),
    ...measure.citations.flatMap((citation) =>
      line(
        'cite',
        [citation.text, between(citation.from, citation.until), citation.note ?? '']
          .filter(Boolean)
          .join('; '),
      ),
    ),
    ...line('authority', measure.authority),
    ...line('kind', measure.kind),
    ...line(
      'status',
      `${measure.status}, as of ${measure.statusAsOf}${isStale(measure, today) ? ' (old: review it)' : ''}`,
    ),
    ...line('known', `${verifiedWords(measure.verified)}, confidence ${measure.confidence}`),
    ...line('adopted', dated(measure.adopted)),
    ...line('effective', dated(measure.effective)),
    ...line('repealed', dated(measure.repealed)),
    ...line('replaced by', measure.replacedBy),
    ...line('meaning', measure.meaning),
    ...line('names', measure.names),
    ...line('binds', measure.bound.map((role) => `${lists.roles[role] ?? role} (${role})`).join(', ')),
    ...measure.covers.flatMap((cover) => line('cover', `${cover.id}: ${coverWords(cover)}`)),
    ...(measure.classEntries ?? []).flatMap((entry) => line('entry', entryWords(entry, measure.list))),
    ...[...new Set(measure.covers.flatMap(({ obligations }) => obligations.map(obligationWords)))].flatMap(
      (words) => line('must', words),
    ),
    ...measure.exceptions.flatMap(({ clause, quote }) => line('except', `${clause}: ${quote}`)),
    ...line('reporting', measure.reporting),
    ...line('waiver', measure.waiver),
    ...(measure.waivers ?? []).flatMap((power) => line('may waive', powerWords(power, measure, today))),
    ...line('notes', measure.notes),
    ...measure.sources.flatMap(({ url, kind }) => line('source', `${url} (${kind})`)),
  ]
}

function obligationWords({ text, by }: Obligation): string {
  return by ? `${text} (by ${dated(by)})` : text
}

function coverWords(cover: Cover): string {
  const parts = [
    cover.vendors.length > 0 ? `vendors ${cover.vendors.join(', ')}` : 'names nobody',
    `affiliates ${cover.affiliates}`,
    cover.classes.length > 0 ? `equipment ${cover.classes.join(', ')}` : '',
    cover.purposes ? `only for ${cover.purposes.join(', ')}` : '',
    cover.context ? (cover.context === 'product' ? 'what is delivered' : 'what is used') : '',
    cover.networkParts ? `only in ${cover.networkParts.join(', ')}` : '',
    cover.requires ? `turns on ${cover.requires.join(', ')}` : '',
    ...Object.values(cover.turnsOn ?? {}),
    cover.from ? `from ${dated(cover.from)}` : '',
    cover.until ? `until ${dated(cover.until)}` : '',
  ]
  return parts.filter(Boolean).join('; ')
}

function entryWords({ called, text, from }: ClassEntry, list: string | undefined): string {
  return `${called.many}, whoever makes them, since ${dated(from)}. ${text} Looked for with --list ${list}.`
}

function powerWords(power: WaiverPower, measure: Measure, today: string): string {
  const lapsed = waiversOn(measure, today).includes(power) ? '' : `; lapsed on ${power.until?.on}`
  return `${power.holder}: ${power.text}${lapsed}`
}

function verifiedWords(verified: Measure['verified']): string {
  switch (verified) {
    case 'seen':
      return 'read in a source'
    case 'partly':
      return 'read in part'
    case 'memory':
      return 'from memory, not verified'
    default:
      return verified satisfies never
  }
}

function between(from: string | undefined, until: string | undefined): string {
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ')
}

function dated(fact: DatedFact | undefined): string {
  if (fact === undefined) return ''
  const basis = fact.basis === 'stated' ? '' : fact.basis
  const notes = [basis, fact.note].filter(Boolean).join(', ')
  return notes === '' ? fact.on : `${fact.on} (${notes})`
}

async function timeline(flags: TimelineFlags, program: Program): Promise<void> {
  const lists = await chosen(flags, program)
  const from = dateOf(flags.from ?? program.today, '--from')
  const to = flags.to === undefined ? '9999' : dateOf(flags.to, '--to')
  const events = lists.measures
    .flatMap(eventsOf)
    // A date known to the month or year counts until its end.
    .filter(({ on }) => `${on}-99`.slice(0, 10) >= from && on <= to)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(events, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  const rows = events.map(({ on, basis, id, what }) => [
    basis === 'stated' ? on : `${on} (${basis})`,
    id,
    what,
  ])
  await printLines(program.terminal.stdout, table(['date', 'measure', 'what'], rows, width))
}

interface TimelineEvent {
  readonly on: string
  readonly basis: DatedFact['basis']
  readonly id: string
  readonly what: string
}

function eventsOf(measure: Measure): readonly TimelineEvent[] {
  const { id } = measure
  const events: TimelineEvent[] = []
  const add = (fact: DatedFact | undefined, what: string) => {
    if (fact !== undefined) events.push({ on: fact.on, basis: fact.basis, id, what })
  }
  add(measure.effective, `takes effect: ${measure.name}`)
  add(measure.repealed, `repealed: ${measure.name}`)
  for (const { called, from } of measure.classEntries ?? [])
    add(from, `entry for ${called.many}: ${measure.name}`)
  for (const cover of measure.covers) {
    if (cover.from?.on !== measure.effective?.on) add(cover.from, `begins to cover more: ${measure.name}`)
    add(cover.until, `ends to cover some: ${measure.name}`)
    for (const { text, by } of cover.obligations) add(by, text)
  }
  const seen = new Set<string>()
  return events.filter(({ on, what }) => !seen.has(`${on}|${what}`) && seen.add(`${on}|${what}`))
}

async function forVendor(vendor: string, flags: MeasuresFlags, program: Program): Promise<void> {
  const lists = await chosen(flags, program, allListsFor)
  const known = lists.vendors.find(({ id }) => id === vendor.toLowerCase())
  if (known === undefined)
    throw unknownWord(
      'measures for',
      vendor,
      lists.vendors.map(({ id }) => id),
    )
  const naming = lists.measures.filter(({ covers }) =>
    covers.some(({ vendors }) => vendors.includes(known.id)),
  )
  const reported = lists.measures.filter(({ reportedTargets }) => reportedTargets.includes(known.id))
  if (flags.json)
    return printLines(program.terminal.stdout, [
      JSON.stringify({ naming: naming.map(({ id }) => id), reported: reported.map(({ id }) => id) }, null, 2),
    ])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  const rows = (measures: readonly Measure[]) =>
    measures.map(({ id, status, meaning }) => [id, status, meaning])
  await printLines(program.terminal.stdout, [
    `Measures that name ${known.name}`,
    ...table(['measure', 'status', 'meaning'], rows(naming), width),
    ...(reported.length === 0
      ? []
      : [
          '',
          `Measures that do not name ${known.name}, but are reported to be aimed at it`,
          ...table(['measure', 'status', 'meaning'], rows(reported), width),
        ]),
  ])
}
