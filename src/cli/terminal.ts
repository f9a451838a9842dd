/** A stream that text goes to, which may be a terminal. */
export type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }

/** What the program may know of the person at the other end. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: Screen
  readonly stderr: Screen
  readonly env: NodeJS.ProcessEnv
  /** The folder that paths on the command line start from. */
  readonly cwd: string
}

/** How text for a stream is laid out: colours only for a terminal that wants them. */
export function layoutOf(
  stream: Screen,
  env: NodeJS.ProcessEnv,
): { readonly color: boolean; readonly width: number } {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== ''
  const refused = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb'
  const columns = (stream.isTTY ? stream.columns : Number(env['COLUMNS'])) ?? 0
  return {
    color: !refused && (forced || stream.isTTY === true),
    width: columns > 0 ? Math.min(Math.max(columns, 40), 200) : 100,
  }
}

/** Says on standard error what goes on, but only to a person, and only when it takes long. */
export function progressTo(stream: Screen, env: NodeJS.ProcessEnv, now: () => number) {
  const watched = stream.isTTY === true && !env['CI'] && env['TERM'] !== 'dumb'
  const started = now()
  let shown = started + 700
  let written = false
  return {
    show(line: string): void {
      if (!watched || now() < shown) return
      shown = now() + 100
      written = true
      const room = Math.max((stream.columns || 80) - 1, 20)
      stream.write(`\r\u001b[2K${line.length > room ? `${line.slice(0, room - 1)}…` : line}`)
    },
    done(): void {
      if (written) stream.write('\r\u001b[2K')
    },
  }
}
