import { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'

/** A stream whose reader has gone away, or whose disk is full. */
function broken(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })),
  })
}

async function runTo(stdout: Writable, args: readonly string[]) {
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() })
  const stdin = process.stdin
  const code = await run({
    stdin,
    stdout,
    stderr,
    env: {},
    argv: ['node', 'vendorscan', ...args],
    cwd: () => '/',
  })
  await setImmediate()
  return code
}

test.each([[['--help']], [['--version']], [['measures']], [['scan', '--help']]])(
  'a reader that goes away is no error: %j',
  async (args) => {
    expect(await runTo(broken('EPIPE'), args)).toBe(0)
  },
)
