import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bundle, root } from './bundle.ts'
import { type Outcome, vendorscan } from './cli/run.ts'
import { lists } from './documents.ts'

// The two commands of the first block are run by `.ci/run`, in a clean clone: they install, and run these tests.
// Blocks between `<!-- begin: NAME -->` and `<!-- end -->` are written anew by `UPDATE=1 npx vitest run tests/readme.test.ts`.

const path = join(root, 'README.md')
const readme = readFileSync(path, 'utf8')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('blocks that show real output', () => {
  const shown = [...readme.matchAll(/<!-- begin: (.+?) -->\n\n```(\w+)\n([\s\S]*?)```\n\n<!-- end -->/g)]

  test('there are some, and each has its end', () => {
    expect(shown.length).toBeGreaterThan(0)
    expect(readme.match(/<!-- begin: /g)).toHaveLength(shown.length)
    expect(readme.match(/<!-- end -->/g)).toHaveLength(shown.length)
  })

  test.each(shown.map(([block, name, kind, before]) => ({ block, name, kind, before })))(
    '$name',
    async ({ block, name = '', kind, before = '' }) => {
      const after = kind === 'console' ? await session(before) : (await run(name, folderOfReader())).stdout
      if (process.env['UPDATE']) {
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(block, () => block.replace(before, () => after)),
        )
      } else expect(after).toBe(before)
    },
  )
})

describe('commands of the README, one after the other', async () => {
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const commands = blocks.flatMap((block) => [...block.matchAll(/^\$ (.+)$/gm)].map(([, line = '']) => line))
  // One folder for all: what `init` writes is there for the next.
  const folder = folderOfReader()
  const outcomes: (Outcome & { readonly command: string })[] = []
  for (const command of commands) outcomes.push({ command, ...(await run(command, folder)) })

  test('are all commands of this program', () => {
    expect(commands.length).toBeGreaterThan(8)
    expect(commands.filter((command) => !command.startsWith('npx vendorscan '))).toEqual([])
  })

  test.each(outcomes)('$command', ({ code, stdout, stderr }) => {
    expect(stderr).not.toMatch(/error:/)
    expect([0, 1]).toContain(code)
    expect(stdout).not.toBe('')
  })

  test('a command that is wrong is seen', async () => {
    expect((await run('npx vendorscan scan nothing-here.json', folder)).stderr).toMatch(/error:/)
  })
})

test('the example for JavaScript runs as it stands', { timeout: 60_000 }, async () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? []
  expect(code).toContain("from 'vendorscan'")
  const program = await bundle({ code })
  try {
    const output = execFileSync(process.execPath, [program.main], { cwd: folderOfReader(), encoding: 'utf8' })
    expect(output).toContain('IPC-HDBW2241E-S')
  } finally {
    program.remove()
  }
})

/** A new folder that holds the examples under the names that the README uses. */
function folderOfReader(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vendorscan-readme-'))
  folders.push(folder)
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
  copyFileSync(join(root, 'examples/cameras.csv'), join(folder, 'cameras.csv'))
  copyFileSync(join(root, 'examples/camera-product.cdx.json'), join(folder, 'sbom.cdx.json'))
  return folder
}

/** The commands of a block with what they answer, on the day of the lists. */
async function session(block: string): Promise<string> {
  const folder = folderOfReader()
  let text = ''
  for (const [line, command = ''] of block.matchAll(/^\$ (.+)$/gm)) {
    text += `${line}\n${(await run(`${command} --as-of ${lists.version}`, folder)).stdout}`
  }
  return text
}

/** Runs a command line as a shell would: words apart, those in double quotes together. */
function run(command: string, cwd: string): Promise<Outcome> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const args = words[0] === 'npx' ? words.slice(2) : words
  return vendorscan(args, { cwd })
}
