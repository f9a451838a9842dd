import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { ListsProblem } from '../lists/index.ts'
import { checkLists, ListsError, loadLists, loadSource, readListFiles, registryText } from '../lists/index.ts'
import { prove } from '../prove.ts'
import { REGISTRY_FORMATS, refresh } from '../refresh.ts'
import { UsageError } from './choices.ts'
import { writeFileAtomically, writeStream } from './outputs.ts'
import { EXIT, type Program } from './program.ts'

/** `vendorscan lists`. */
export function listsCommand(program: Program): Command {
  const command = new Command('lists').description(
    'Check lists of your own, and rebuild ours from registry files.',
  )
  command
    .command('check')
    .argument('<folder>', 'a folder laid out as vendor-lists/ of the package')
    .description('Check a folder of lists: schemas, ids, sources, and that every example proves its entry.')
    .action(async (folder: string) => program.exit(await check(folder, program)))
  const refreshing = command
    .command('refresh')
    .description(
      'Rebuild the registries of a folder of lists from files that you have downloaded, by running the name ' +
        'matcher over their organisations. Prints the difference for review; --write writes it.',
    )
    .option('--into <folder>', 'the folder of lists (default: vendor-lists)', 'vendor-lists')
    .option('--write', 'write the registries')
  for (const name of REGISTRY_NAMES) refreshing.option(`--${name} <file...>`, REGISTRY_FORMATS[name].title)
  refreshing.action(async (flags: RefreshFlags) => program.exit(await refreshAll(flags, program)))
  return command
}

type RegistryName = keyof typeof REGISTRY_FORMATS

const REGISTRY_NAMES = Object.keys(REGISTRY_FORMATS) as RegistryName[]

type RefreshFlags = Readonly<Partial<Record<RegistryName, string[]>>> & {
  readonly into: string
  readonly write?: boolean
}

async function check(folder: string, program: Program): Promise<number> {
  const path = resolve(program.terminal.cwd, folder)
  const problems = await problemsOf(path)
  const lines = problems.map(
    ({ file, line, column, message }) => `${join(folder, file)}:${line}:${column}: ${message}\n`,
  )
  const sum = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  await writeStream(program.terminal.stdout, [...lines, `${sum} in ${folder}\n`])
  return problems.length === 0 ? EXIT.ok : EXIT.trouble
}

async function problemsOf(path: string): Promise<readonly ListsProblem[]> {
  const problems = await checkLists(path, await loadLists())
  if (problems.length > 0) return problems
  try {
    return prove(await readListFiles(path), await loadLists(undefined, [path]))
  } catch (error) {
    if (error instanceof ListsError) return error.problems
    throw error
  }
}

async function refreshAll(flags: RefreshFlags, program: Program): Promise<number> {
  const { cwd, stdout } = program.terminal
  const names = REGISTRY_NAMES.filter((name) => flags[name] !== undefined)
  if (names.length === 0)
    throw new UsageError(
      'lists refresh: no registry file is given.',
      'Download one, such as oui.csv, and give --ieee oui.csv.',
    )
  const folder = resolve(cwd, flags.into)
  const [source, lists] = [await loadSource(folder), await loadLists(folder)]
  const lines: string[] = []
  for (const name of names) {
    const format = REGISTRY_FORMATS[name]
    const texts = await Promise.all((flags[name] ?? []).map((file) => readFile(resolve(cwd, file), 'utf8')))
    const before = source.registries.find(({ kind }) => kind === format.kind)
    const made = refresh(
      format.kind,
      texts.flatMap((text) => format.read(text)),
      lists,
      before?.entries,
    )
    lines.push(`${name}: ${made.added.length} added, ${made.removed.length} removed`)
    for (const { value, organization } of made.added) lines.push(`  + ${value}  ${organization}`)
    for (const { value, organization } of made.removed) lines.push(`  - ${value}  ${organization}`)
    for (const { organization, vendors } of made.doubtful)
      lines.push(`  ? ${organization}: resembles ${vendors.join(', ')}; look at it by hand`)
    if (flags.write && before !== undefined) {
      const registry = { ...before, edition: program.today, asOf: program.today, entries: made.entries }
      writeFileAtomically(join(folder, 'registries', `${name}.json`), [registryText(registry)])
    }
  }
  lines.push(
    flags.write ? 'Written. Read the difference before you commit it.' : 'Nothing was written: add --write.',
  )
  await writeStream(stdout, [lines.join('\n'), '\n'])
  return EXIT.ok
}
