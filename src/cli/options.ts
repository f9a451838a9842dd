import { type Command, Option } from 'commander'
import { loadLists } from '../lists/index.ts'
import { PURPOSES } from '../model/equipment.ts'
import { CONFIDENCES, type Stated } from '../model/finding.ts'
import type { Lists } from '../model/lists.ts'
import { NETWORK_PARTS, type NetworkPart } from '../model/measure.ts'
import { choose, UsageError } from './choices.ts'
import type { Config } from './config.ts'

/** Flags that state facts; `scan`, `explain` and `measures` share them. */
export interface StatedFlags {
  readonly asOf?: string
  readonly jurisdiction?: string[]
  readonly boundBy?: string[]
  readonly purpose?: string[]
  readonly context?: 'product' | 'estate'
  readonly vendor?: string[]
  readonly minConfidence?: Stated['minConfidence']
  readonly delivered?: boolean
  readonly clause?: string[]
  readonly networkPart?: NetworkPart
  readonly include?: string[]
  readonly lists?: string[]
  readonly list?: string[]
  readonly config?: string | false
}

/** Adds the options by which a user states facts and makes choices. */
export function withStatedOptions(command: Command): Command {
  return withListsOptions(
    command
      .option('--as-of <date>', 'judge by the rules of this day, YYYY-MM-DD (default: today)')
      .option('--jurisdiction <codes>', 'only these countries: us,gb,de … (repeatable)', append)
      .option(
        '--bound-by <role>',
        'a role that binds you, such as us-federal-contractor (repeatable)',
        append,
      )
      .option('--purpose <purpose>', `what the equipment is used for: ${PURPOSES.join(', ')}`, append)
      .addOption(
        new Option(
          '--context <context>',
          'product: you deliver it; estate: you use it (default: SBOMs product, inventories estate)',
        ).choices(['product', 'estate']),
      )
      .option(
        '--delivered',
        'what is scanned is delivered, bought or paid for in a dealing that rules govern',
      )
      .option('--no-delivered', 'it is not')
      .option('--clause <measure>', 'your contract carries the clause of this measure (repeatable)', append)
      .addOption(
        new Option('--network-part <part>', 'the part of a network it belongs to').choices(NETWORK_PARTS),
      )
      .option('--vendor <ids>', 'only these vendors (repeatable)', append)
      .addOption(
        new Option('--min-confidence <confidence>', 'leave out weaker findings').choices(CONFIDENCES),
      )
      .option('--include <kinds>', 'also export and securities lists: export,securities', append),
  )
}

/** Adds the options that choose which lists are loaded. */
export function withListsOptions(command: Command): Command {
  return command
    .option('--lists <folder>', 'add your own vendors and measures, or override ours (repeatable)', append)
    .option('--list <name>', 'also the companies of a further list, such as fcc-covered (repeatable)', append)
    .option('--config <file>', 'configuration file (default: vendorscan.config.json if it is there)')
    .option('--no-config', 'read no configuration file')
}

/** All lists there are: ours and the user's own, with the companies of every further list. */
export function allListsFor(
  flags: Pick<StatedFlags, 'lists'>,
  config: Pick<Config, 'lists'>,
): Promise<Lists> {
  return loadLists(undefined, [...(config.lists ?? []), ...(flags.lists ?? [])])
}

/** The lists that a run works with: ours, those of `--list`, and the user's own. */
export async function listsFor(
  flags: Pick<StatedFlags, 'lists' | 'list'>,
  config: Pick<Config, 'lists' | 'list'>,
): Promise<Lists> {
  const lists = await allListsFor(flags, config)
  const chosen = [DEFAULT_LIST, ...furtherLists(flags, config, lists)]
  return {
    ...lists,
    vendors: lists.vendors.filter((vendor) => vendor.lists.some((name) => chosen.includes(name))),
  }
}

/** The list of the vendors that are always looked for. */
const DEFAULT_LIST = 'default'

/** The lists of `--list`, each of which some vendor is on. */
function furtherLists(
  flags: Pick<StatedFlags, 'list'>,
  config: Pick<Config, 'list'>,
  { vendors }: Lists,
): readonly string[] {
  const names = [...new Set(vendors.flatMap(({ lists }) => lists))].sort()
  return choose('--list', flags.list ?? config.list ?? [], names).filter((name) => name !== DEFAULT_LIST)
}

/** What the flags state, over what the configuration states, over what its profile brings. */
export function statedBy(flags: StatedFlags, config: Config, lists: Lists): Stated {
  const profiles = lists.profiles ?? {}
  const [chosen] = choose('profile', config.profile ? [config.profile] : [], Object.keys(profiles))
  const profile = chosen === undefined ? undefined : profiles[chosen]
  const context = flags.context ?? config.context ?? profile?.context
  const delivered = flags.delivered ?? config.delivered
  const networkPart = flags.networkPart ?? config.networkPart
  const further = furtherLists(flags, config, lists)
  const clauses = choose(
    '--clause',
    flags.clause ?? config.clauses ?? [],
    lists.measures.map(({ id }) => id),
  )
  return {
    jurisdictions: choose(
      '--jurisdiction',
      flags.jurisdiction ?? config.jurisdictions ?? profile?.jurisdictions ?? [],
      Object.keys(lists.jurisdictions),
    ),
    boundBy: choose(
      '--bound-by',
      flags.boundBy ?? [...(profile?.boundBy ?? []), ...(config.boundBy ?? [])],
      Object.keys(lists.roles),
    ),
    purposes: choose('--purpose', flags.purpose ?? config.purposes ?? [], PURPOSES),
    vendors: choose(
      '--vendor',
      flags.vendor ?? config.vendors ?? [],
      lists.vendors.map(({ id }) => id),
    ),
    minConfidence: flags.minConfidence ?? config.minConfidence ?? 'possible',
    include: choose('--include', flags.include ?? config.include ?? [], ['export', 'securities'] as const),
    ...(context !== undefined && { context }),
    ...(delivered !== undefined && { delivered }),
    ...(clauses.length > 0 && { clauses }),
    ...(further.length > 0 && { furtherLists: further }),
    ...(networkPart !== undefined && { networkPart }),
    ...(config.sites !== undefined && { sites: sitesOf(config.sites) }),
  }
}

function sitesOf(sites: NonNullable<Config['sites']>): NonNullable<Stated['sites']> {
  return Object.fromEntries(
    Object.entries(sites).map(([site, { purposes = [] }]) => [site.trim().toLowerCase(), purposes]),
  )
}

/**
 * Checks a whole date.
 *
 * @throws {UsageError} when it is none
 */
export function dateOf(text: string, option = '--as-of'): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (date === null || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new UsageError(`${option}: "${text}" is not a date.`, 'Write it as YYYY-MM-DD, such as 2026-11-21.')
  return text
}

/** Gathers the values of an option that may be repeated. */
export function append(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value]
}
