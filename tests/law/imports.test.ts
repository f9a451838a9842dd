import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Rooms, what each may import beside itself and `model`, and why not more. */
const LAW: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  model: { may: [], because: 'the words stand below everything, so that every room can use them' },
  normalize: { may: [], because: 'what "the same" means must not depend on who asks' },
  syntax: { may: [], because: 'bytes and values know no format above their syntax' },
  read: { may: ['syntax'], because: 'readers know no vendor: they turn documents into items, nothing else' },
  match: { may: ['normalize'], because: 'matchers know no format and no law: they turn items into evidence' },
  assess: { may: [], because: 'which rule reaches a match is decided from data, without documents or files' },
  validate: {
    may: ['syntax'],
    because: 'what a schema allows is decided from bytes and the schema; whoever calls brings both',
  },
  report: { may: [], because: 'an output is a pure function of the report and the lists' },
  lists: { may: [], because: 'loading data must not depend on how it is matched' },
  cli: {
    may: ['compositions', 'lists', 'report', 'assess'],
    because: 'commands are thin: argv in, exit code out, everything else is composed elsewhere',
  },
  compositions: {
    may: ['read', 'match', 'assess', 'normalize', 'syntax', 'report', 'lists', 'validate'],
    because: 'the files beside the rooms join rooms into sentences',
  },
}

/** Rooms that may know files, the process and the clock. */
const KNOWS_THE_MACHINE = new Set(['cli', 'lists'])

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const files = sources(join(root, 'src'))
const imports = files.flatMap(importsOf)

describe('import law', () => {
  test('every folder of src is a room of the law', () => {
    const rooms = new Set(files.map(roomOf))
    expect([...rooms].filter((room) => !(room in LAW))).toEqual([])
  })

  test.each(Object.entries(LAW))('%s imports only what it may', (room, { may, because }) => {
    const allowed = new Set([room, 'model', ...may])
    const broken = imports
      .filter(({ from, to }) => roomOf(from) === room && to.startsWith('src/') && !allowed.has(roomOf(to)))
      .map(({ from, to }) => `${from} imports ${to}, but ${because}`)
    expect(broken).toEqual([])
  })

  test('only cli and lists know Node, packages of Node, and the machine', () => {
    const broken = imports
      .filter(({ from, to }) => to.startsWith('node:') && !KNOWS_THE_MACHINE.has(roomOf(from)))
      .map(({ from, to }) => `${from} imports ${to}`)
    expect(broken).toEqual([])
  })

  test('below cli and lists there is no clock, locale, process, Buffer or network', () => {
    const forbidden =
      /\b(?:process\.|Buffer\b|Date\.now|new Date\(\)|toLocale\w*|localeCompare|Intl\.|fetch\(|XMLHttpRequest|performance\.|Math\.random|require\()/
    const broken = files
      .filter((file) => !KNOWS_THE_MACHINE.has(roomOf(file)))
      .flatMap((file) =>
        codeOf(file)
          .split('\n')
          .flatMap((line, index) => (forbidden.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      )
    expect(broken).toEqual([])
  })

  test('no network anywhere', () => {
    const network = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/|$)/
    expect(imports.filter(({ to }) => network.test(to))).toEqual([])
    expect(files.filter((file) => /\bfetch\s*\(/.test(codeOf(file)))).toEqual([])
  })

  test('the law can be broken: an upward import is found', () => {
    const upward: Import = { from: 'src/syntax/x.ts', to: 'src/read/index.ts', typeOnly: false }
    expect(LAW['syntax']?.may).not.toContain(roomOf(upward.to))
  })
})

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => relative(root, join(folder, name)).split(sep).join('/'))
    .sort()
}

function importsOf(file: string): readonly Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/g
  return [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map((found) => {
    const target = found[2] ?? found[3] ?? ''
    const to = target.startsWith('.') ? posix.normalize(`${dirname(file)}/${target}`) : target
    return { from: file, to, typeOnly: found[1] !== undefined }
  })
}

function roomOf(file: string): string {
  const [, room = '', ...rest] = file.split('/')
  return rest.length === 0 ? 'compositions' : room
}

function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '')
}
