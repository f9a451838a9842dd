import { PassThrough } from 'node:stream'
import { run } from '../../src/cli/run.ts'

/** What one command line came to. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command line of vendorscan with real files and real streams, as if in a folder. */
export async function vendorscan(
  args: readonly string[],
  options: {
    readonly cwd?: string
    readonly stdin?: string | Uint8Array
    readonly env?: NodeJS.ProcessEnv
  } = {},
): Promise<Outcome> {
  const stdin = new PassThrough()
  stdin.end(options.stdin ?? '')
  const [stdout, stderr] = [collector(), collector()]
  const code = await run({
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: options.env ?? {},
    argv: ['node', 'vendorscan', ...args],
    cwd: () => options.cwd ?? process.cwd(),
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function collector() {
  const stream = new PassThrough()
  const chunks: Uint8Array[] = []
  stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
