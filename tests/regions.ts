import type { Place } from '../src/model/finding.ts'
import { documentsOf } from '../src/read/documents.ts'
import { sourceOf } from './documents.ts'
import { spells, type Writing } from './read/support.ts'

/** The text of a document, or of a member of it: without a byte order mark, transcoded where need be. */
export async function textOf(uri: string, bytes: Uint8Array, member?: string): Promise<string> {
  const whole = member === undefined ? bytes : await memberOf(uri, bytes, member)
  return new TextDecoder(encodingOf(whole)).decode(whole)
}

/** What a person sees who goes to a place: lines and columns of text, in UTF-16 units, counted from 1. */
export function cut(text: string, { line, column, endLine = line, endColumn }: Place): string {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/)
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1)
  const between = lines.slice(line, endLine - 1).join('')
  return (
    (lines[line - 1] ?? '').slice(column - 1) + between + (lines[endLine - 1] ?? '').slice(0, endColumn - 1)
  )
}

/** Whether a region spells a value as a format writes it; formats by the names that reports give them. */
export function spellsIn(format: string, region: string, value: string): boolean {
  const quotes = format.endsWith('inventory') ? region.replaceAll('""', '"') : region
  return spells(writingOf(format), new TextEncoder().encode(quotes), value)
}

function writingOf(format: string): Writing {
  if (format.includes('JSON')) return 'json'
  if (format.includes('YAML')) return 'yaml'
  return /XML|RDF/.test(format) ? 'xml' : 'text'
}

async function memberOf(uri: string, bytes: Uint8Array, member: string): Promise<Uint8Array> {
  const problems: string[] = []
  for await (const found of documentsOf(sourceOf(uri, bytes), ({ message }) => problems.push(message))) {
    if (found.member !== member) continue
    // Text inside text is reported by the place of the outer one.
    const chunks: Uint8Array[] = []
    for await (const chunk of (found.transcoded?.enclosing ?? found).open()) chunks.push(chunk.slice())
    return Buffer.concat(chunks)
  }
  throw new Error(`${uri} has no ${member}: ${problems.join('; ')}`)
}

function encodingOf([a, b]: Uint8Array): string {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8'
}
