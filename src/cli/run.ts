import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { UsageError } from './choices.ts'
import { explainCommand } from './explain.ts'
import { initCommand } from './init.ts'
import { listsCommand } from './lists.ts'
import { measuresCommand } from './measures.ts'
import { throwUnlessGone } from './outputs.ts'
import { EXIT, type Program } from './program.ts'
import { scanCommand } from './scan.ts'
import type { Terminal } from './terminal.ts'
import { validateCommand } from './validate.ts'
import { vendorsCommand } from './vendors.ts'

/** What of a process a command line needs. */
export interface ProcessLike extends Omit<Terminal, 'cwd'> {
  readonly argv: readonly string[]
  cwd(): string
}

/** Runs one command line to its exit code; never throws. */
export async function run(process: ProcessLike): Promise<number> {
  const { stdin, stdout, stderr, env, argv } = process
  const terminal: Terminal = { stdin, stdout, stderr, env, cwd: process.cwd() }
  let code: number = EXIT.ok
  stdout.on('error', throwUnlessGone)
  stderr.on('error', throwUnlessGone)
  try {
    const program: Program = {
      terminal,
      tool: packageTool(),
      today: new Date().toISOString().slice(0, 10),
      exit: (given) => {
        code = given
      },
    }
    await commandLine(program, argv[2]).parseAsync([...argv])
    return code
  } catch (error) {
    return explainTrouble(error, terminal)
  }
}

/** The command line, of which the first word is `asked`. */
function commandLine(program: Program, asked: string | undefined): Command {
  const { name, version } = program.tool
  const command = new Command(name)
    .description(
      'Finds what the companies made that security rules name, under whatever label, in SBOMs and hardware ' +
        'inventories, and says which rules of which country that touches.',
    )
    .version(version)
    .showHelpAfterError('(vendorscan --help tells more)')
    .configureOutput({
      writeOut: (text) => program.terminal.stdout.write(text),
      writeErr: (text) => program.terminal.stderr.write(text),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ vendorscan scan sbom.cdx.json
  $ vendorscan scan cameras.csv --bound-by us-federal-contractor --jurisdiction us
  $ vendorscan scan . --format sarif=vendorscan.sarif --format text
  $ vendorscan explain "DS-2CD2043G2-I"
  $ vendorscan measures

What it finds is evidence for a decision, not legal advice.`,
    )
  // The others need not be made where one is named.
  const one = Object.entries(COMMANDS).find(([name]) => name === asked)?.[1]
  for (const make of one === undefined ? Object.values(COMMANDS) : [one])
    command.addCommand(make(program).copyInheritedSettings(command))
  return command
}

const COMMANDS: Readonly<Record<string, (program: Program) => Command>> = {
  scan: scanCommand,
  explain: explainCommand,
  measures: measuresCommand,
  vendors: vendorsCommand,
  lists: listsCommand,
  validate: validateCommand,
  init: initCommand,
}

function packageTool(): Program['tool'] {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return { name, version }
}

function explainTrouble(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.trouble
  if (error instanceof UsageError) {
    terminal.stderr.write(`error: ${error.message}\n${error.hint ? `${error.hint}\n` : ''}`)
    return EXIT.trouble
  }
  if (isSystemError(error)) {
    terminal.stderr.write(`error: ${error.path ?? ''}: ${error.message}\n`)
    return EXIT.trouble
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  terminal.stderr.write(`error: this is a fault of vendorscan, please report it.\n${text}\n`)
  return EXIT.trouble
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
