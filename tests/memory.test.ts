import { execFile } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, bundle } from './bundle.ts'

// A document is never held, nor what is remembered of it: the heap is smaller than either.

const HEAP_MB = 64
const folder = mkdtempSync(join(tmpdir(), 'vendorscan-memory-'))
let program: Bundle

beforeAll(async () => {
  program = await bundle({ file: 'src/cli/main.ts' })
})
afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** How a document begins, goes on and ends, with a component of a listed maker as the last but one. */
interface Form {
  readonly megabytes: number
  readonly head: string
  readonly foot: string
  component(index: number): string
  readonly listed: string
}

const FORMS: Readonly<Record<string, Form>> = {
  json: {
    megabytes: 300,
    head: '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "components": [\n',
    component: (index) =>
      `    {\n      "type": "library",\n      "name": "part-${index}",\n      "description": "${prose(index)}",\n      "purl": "pkg:npm/part-${index}@1.0.0"\n    },\n`,
    listed:
      '    {\n      "type": "device",\n      "name": "DS-2CD2043G2-I",\n      "manufacturer": { "name": "Hikvision" }\n    },\n',
    foot: '    { "type": "library", "name": "last" }\n  ]\n}\n',
  },
  xml: {
    megabytes: 300,
    head: '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6">\n  <components>\n',
    component: (index) =>
      `    <component type="library">\n      <name>part-${index}</name>\n      <description><![CDATA[${prose(index)}]]></description>\n      <purl>pkg:npm/part-${index}@1.0.0</purl>\n    </component>\n`,
    listed:
      '    <component type="device">\n      <manufacturer><name>Hikvision</name></manufacturer>\n      <name>DS-2CD2043G2-I</name>\n    </component>\n',
    foot: '    <component type="library"><name>last</name></component>\n  </components>\n</bom>\n',
  },
  csv: {
    // Every row of a table is looked into, which takes longer.
    megabytes: 100,
    head: 'Manufacturer,Model,Serial Number,Description\n',
    component: (index) => `Axis,P${index % 97}-LV,S${index},"${prose(index)}"\n`,
    listed: 'Hikvision,DS-2CD2043G2-I,S,camera\n',
    foot: 'Axis,P1,S0,last\n',
  },
}

describe(`a large document is scanned in a heap of ${HEAP_MB} MB`, () => {
  test.each(Object.entries(FORMS))('%s', { timeout: 240_000 }, async (name, form) => {
    const path = join(folder, `large.${name}`)
    const output = join(folder, `${name}.report.json`)
    try {
      const { items, listedLine } = await write(path, form)
      const { code, stderr } = await run([
        'scan',
        path,
        '--as-of',
        '2026-11-21',
        '--format',
        `json=${output}`,
      ])
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
      const { documents, findings } = JSON.parse(readFileSync(output, 'utf8'))
      expect(documents).toMatchObject([{ state: 'whole', items }])
      expect(findings).toHaveLength(1)
      expect(findings[0]).toMatchObject({ vendor: 'hikvision', item: { name: 'DS-2CD2043G2-I' } })
      expect(findings[0].item.place.line).toBe(listedLine)
    } finally {
      rmSync(path, { force: true })
    }
  })
})

/** Some 200 characters that differ from component to component. */
function prose(index: number): string {
  return `Component number ${index} of a document that does not end, described at a length that is usual. `.repeat(
    2,
  )
}

/** Writes the document as it is made, and says what is in it. */
async function write(path: string, form: Form): Promise<{ items: number; listedLine: number }> {
  let items = 2
  let lines = linesOf(form.head)
  function* pieces() {
    yield form.head
    for (let bytes = 0; bytes < form.megabytes * 1e6; ) {
      let block = ''
      while (block.length < 1 << 18) block += form.component(items++)
      lines += linesOf(block)
      bytes += block.length
      yield block
    }
    yield form.listed + form.foot
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
  const before = form.listed.slice(0, form.listed.indexOf('DS-2CD'))
  return { items, listedLine: lines + linesOf(before) + 1 }
}

function linesOf(text: string): number {
  return text.split('\n').length - 1
}

async function run(args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const child = promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, program.main, ...args],
    {
      cwd: folder,
    },
  )
  return child.then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: { code: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }),
  )
}
