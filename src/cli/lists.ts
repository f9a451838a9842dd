import { Command } from 'commander'
import { checkLists } from '../lists/index.ts'
import { writeStream } from './outputs.ts'
import { EXIT, type Program } from './run.ts'

/** `vendorscan lists`. */
export function listsCommand(program: Program): Command {
  const command = new Command('lists').description(
    'Check lists of your own, and rebuild ours from registry files.',
  )
  command
    .command('check')
    .argument('<folder>', 'folder laid out as vendor-lists/ of the package')
    .description('Check a folder of lists: schemas, ids, sources, and that every example proves its entry.')
    .action(async (folder: string) => program.exit(await check(folder, program)))
  return command
}

async function check(folder: string, program: Program): Promise<number> {
  const problems = await checkLists(folder)
  const lines = problems.map(
    ({ file, line, column, message }) => `${folder}/${file}:${line}:${column}: ${message}\n`,
  )
  await writeStream(program.terminal.stdout, [...lines, `${problems.length} problems in ${folder}\n`])
  return problems.length === 0 ? EXIT.ok : EXIT.trouble
}
