// Prints the commands of the README's first code block, so that CI and a test run exactly what it says.
import { readFileSync } from 'node:fs'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [, block] = /```sh\n([\s\S]*?)```/.exec(readme) ?? []
if (block === undefined) throw new Error('README.md has no ```sh block')
process.stdout.write(block)
