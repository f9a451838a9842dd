/** Something wrong in a folder of lists, with its place. */
export interface ListsProblem {
  /** Path in the folder. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Lists that cannot be used: thrown by `loadLists`, with every problem that was found. */
export class ListsError extends Error {
  readonly problems: readonly ListsProblem[]

  constructor(problems: readonly ListsProblem[]) {
    super(problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`).join('\n'))
    this.name = 'ListsError'
    this.problems = problems
  }
}
