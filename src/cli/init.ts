import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import { PURPOSES } from '../model/equipment.ts'
import type { Lists } from '../model/lists.ts'
import { choose, UsageError } from './choices.ts'
import { CONFIG_FILE } from './config.ts'
import { listsFor, type StatedFlags, withStatedOptions } from './options.ts'
import { writeFileAtomically } from './outputs.ts'
import type { Program } from './program.ts'

/** `vendorscan init`. */
export function initCommand(program: Program): Command {
  return withStatedOptions(new Command('init'))
    .description(
      `Write ${CONFIG_FILE}: who you are and what the equipment is for, stated once for every scan.`,
    )
    .option(
      '--profile <id>',
      'start from what is usual for a kind of user (vendorscan init --profiles lists them)',
    )
    .option('--profiles', 'list the profiles and stop')
    .option('--force', 'write over a file that is there')
    .action((flags: InitFlags) => init(flags, program))
}

interface InitFlags extends StatedFlags {
  readonly profile?: string
  readonly profiles?: boolean
  readonly force?: boolean
}

async function init(flags: InitFlags, program: Program): Promise<void> {
  const { terminal } = program
  const lists = await listsFor(flags, {})
  const profiles = lists.profiles ?? {}
  if (flags.profiles) {
    for (const [id, { name, boundBy }] of Object.entries(profiles))
      terminal.stdout.write(`${id.padEnd(30)} ${name}: ${boundBy.join(', ')}\n`)
    return
  }
  const path = join(terminal.cwd, CONFIG_FILE)
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (exists && !flags.force)
    throw new UsageError(`${CONFIG_FILE} is already there.`, 'Edit it, or write over it with --force.')
  const asks = terminal.stdin.isTTY && terminal.stdout.isTTY && statesNothing(flags)
  const answers = asks ? await ask(lists, program) : flags
  const config = configOf(answers, lists)
  writeFileAtomically(path, [`${JSON.stringify(config, null, 2)}\n`])
  terminal.stdout.write(`Wrote ${CONFIG_FILE}. Every vendorscan command in this folder reads it.\n`)
}

function statesNothing({ profile, boundBy, jurisdiction, purpose, context }: InitFlags): boolean {
  return [profile, boundBy, jurisdiction, purpose, context].every((flag) => flag === undefined)
}

async function ask(lists: Lists, { terminal }: Program): Promise<InitFlags> {
  const asking = createInterface({ input: terminal.stdin, output: terminal.stdout })
  try {
    const profiles = lists.profiles ?? {}
    terminal.stdout.write('Which of these are you? An empty answer leaves it open.\n')
    for (const [id, { name }] of Object.entries(profiles))
      terminal.stdout.write(`  ${id.padEnd(30)} ${name}\n`)
    const profile = await answer(asking, 'Profile: ')
    if (profile !== undefined) choose('Profile', [profile], Object.keys(profiles))
    terminal.stdout.write(`What is the equipment used for? ${PURPOSES.join(', ')}\n`)
    const purpose = await answer(asking, 'Purposes, with commas: ')
    return { ...(profile && { profile }), ...(purpose && { purpose: [purpose] }) }
  } finally {
    asking.close()
  }
}

async function answer(
  asking: { question(text: string): Promise<string> },
  question: string,
): Promise<string | undefined> {
  const text = (await asking.question(question)).trim()
  return text === '' ? undefined : text
}

function configOf(flags: InitFlags, lists: Lists): object {
  const [profile] = choose(
    '--profile',
    flags.profile ? [flags.profile] : [],
    Object.keys(lists.profiles ?? {}),
  )
  const boundBy = choose('--bound-by', flags.boundBy ?? [], Object.keys(lists.roles))
  const jurisdictions = choose('--jurisdiction', flags.jurisdiction ?? [], Object.keys(lists.jurisdictions))
  const purposes = choose('--purpose', flags.purpose ?? [], PURPOSES)
  return {
    $schema: './node_modules/vendorscan/schemas/config.schema.json',
    ...(profile !== undefined && { profile }),
    ...(boundBy.length > 0 && { boundBy }),
    ...(jurisdictions.length > 0 && { jurisdictions }),
    ...(purposes.length > 0 && { purposes }),
    ...(flags.context !== undefined && { context: flags.context }),
    ...(flags.minConfidence !== undefined && { minConfidence: flags.minConfidence }),
  }
}
