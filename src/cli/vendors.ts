import { Command } from 'commander'
import { monthsLater } from '../assess/dates.ts'
import type { Lists } from '../model/lists.ts'
import type { Alias, Vendor } from '../model/vendor.ts'
import { unknownWord } from './choices.ts'
import { loadConfig } from './config.ts'
import { allListsFor, listsFor, type StatedFlags, withListsOptions } from './options.ts'
import { printLines } from './outputs.ts'
import type { Program } from './program.ts'
import { labelled, table } from './table.ts'
import { layoutOf } from './terminal.ts'

/** Months after which an alias that has not been looked at counts as old: registries grow by a third in four years. */
const REVIEW_MONTHS = 12

/** `vendorscan vendors`. */
export function vendorsCommand(program: Program): Command {
  const command = withListsOptions(new Command('vendors'))
    .description(
      'Show the vendors that are loaded: how many aliases of which kind, how old, from which sources.',
    )
    .option('--stale', `only aliases that were last looked at more than ${REVIEW_MONTHS} months ago`)
    .option('--json', 'print as JSON')
    .action(() => overview(command.opts(), program))
  command
    .command('show')
    .argument('<id>', 'id of a vendor')
    .description('Every alias of one vendor, with its source and date.')
    .action((id: string) => show(id, command.opts(), program))
  return command
}

interface VendorsFlags extends Pick<StatedFlags, 'list' | 'lists' | 'config'> {
  readonly stale?: boolean
  readonly json?: boolean
}

async function overview(flags: VendorsFlags, program: Program): Promise<void> {
  const lists = await chosen(flags, program)
  if (flags.stale) return staleAliases(lists, flags, program)
  const summaries = lists.vendors.map((vendor) => ({
    id: vendor.id,
    name: vendor.name,
    legalName: vendor.legalName,
    country: vendor.country,
    lists: vendor.lists,
    aliases: vendor.aliases.length,
    byKind: Object.fromEntries(kindsOf(vendor)),
    macPrefixes: vendor.aliases.reduce(
      (sum, alias) => sum + (alias.kind === 'oui' ? alias.prefixes.length : 0),
      0,
    ),
    oldest: vendor.aliases.map(({ asOf }) => asOf).sort()[0] ?? '',
  }))
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(summaries, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  const rows = summaries.map(({ id, legalName, aliases, macPrefixes, oldest, byKind }) => [
    id,
    legalName,
    String(aliases),
    String(macPrefixes),
    oldest,
    Object.entries(byKind)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  ])
  await printLines(program.terminal.stdout, [
    ...table(['vendor', 'company', 'aliases', 'MAC prefixes', 'oldest', 'of which'], rows, width),
    '',
    `Lists of ${lists.version}, SHA-256 ${lists.sha256.slice(0, 12)}. All aliases of one: vendorscan vendors show ID`,
  ])
}

async function staleAliases(lists: Lists, flags: VendorsFlags, program: Program): Promise<void> {
  const stale = lists.vendors
    .flatMap(({ aliases }) => aliases)
    .filter(({ asOf }) => monthsLater(asOf, REVIEW_MONTHS) < program.today)
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(stale, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  await printLines(program.terminal.stdout, [
    ...table(
      ['as of', 'alias', 'source'],
      stale.map(({ asOf, id, sources }) => [asOf, id, sources.join('; ')]),
      width,
    ),
    `${stale.length} aliases were last looked at more than ${REVIEW_MONTHS} months ago.`,
  ])
}

async function show(id: string, flags: VendorsFlags, program: Program): Promise<void> {
  const lists = await allListsFor(flags, await loadConfig(flags.config, program.terminal.cwd))
  const vendor = lists.vendors.find((candidate) => candidate.id === id.toLowerCase())
  if (vendor === undefined)
    throw unknownWord(
      'vendors show',
      id,
      lists.vendors.map((candidate) => candidate.id),
    )
  if (flags.json) return printLines(program.terminal.stdout, [JSON.stringify(vendor, null, 2)])
  const { width } = layoutOf(program.terminal.stdout, program.terminal.env)
  const rows = vendor.aliases.map((alias) => [
    alias.id,
    alias.until ? `former, until ${alias.until}` : alias.relation,
    shownBy(alias),
    `${alias.asOf}, ${alias.verified === 'memory' ? 'from memory; ' : ''}${alias.sources.join('; ')}`,
  ])
  await printLines(program.terminal.stdout, [
    ...labelled(vendor.name, vendor.legalName, width),
    ...labelled('lists', vendor.lists.join(', '), width),
    '',
    ...table(['alias', 'relation', 'shows as', 'source'], rows, width),
    ...vendor.notOem.flatMap(({ value, why }) => labelled('not made by it', `${value}: ${why}`, width, 16)),
  ])
}

function shownBy(alias: Alias): string {
  switch (alias.kind) {
    case 'oui':
      return `${alias.organization} (${alias.prefixes.length} prefixes)`
    case 'model':
      return `${alias.family} (${alias.strength})`
    case 'banner':
      return `${alias.where} (${alias.strength})`
    default:
      return alias.value
  }
}

function kindsOf(vendor: Vendor): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { kind } of vendor.aliases) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

async function chosen(flags: VendorsFlags, program: Program): Promise<Lists> {
  return listsFor(flags, await loadConfig(flags.config, program.terminal.cwd))
}
