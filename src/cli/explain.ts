import { Command } from 'commander'
import { type ExplainedMatch, type ExplainedReading, explain } from '../explain.ts'
import { CONFIDENCES } from '../model/finding.ts'
import type { Lists } from '../model/lists.ts'
import { catalogueOf } from '../report/index.ts'
import { printable } from '../report/printable.ts'
import {
  classWords,
  confidenceWords,
  makerWords,
  measureWords,
  NOTICE,
  techniqueWords,
} from '../report/wording.ts'
import { loadConfig } from './config.ts'
import { dateOf, listsFor, type StatedFlags, statedBy, withStatedOptions } from './options.ts'
import { writeStream } from './outputs.ts'
import type { Program } from './program.ts'
import { labelled } from './table.ts'
import { layoutOf } from './terminal.ts'

/** `vendorscan explain`. */
export function explainCommand(program: Program): Command {
  return withStatedOptions(new Command('explain'))
    .description(
      'Say which entries of the lists a name, model, MAC address, purl, CPE, OID or domain touches, why, from ' +
        'which source, and which measures follow; or why nothing matches.',
    )
    .argument('<string...>', 'what to explain; several words are one string')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ vendorscan explain "Example Digital Technology Co., Ltd."
  $ vendorscan explain DS-2CD2043G2-I
  $ vendorscan explain 44:19:b6:12:34:56 --bound-by us-federal-contractor
  $ vendorscan explain cpe:2.3:h:example:ipc-100:-:*:*:*:*:*:*:*`,
    )
    .action((words: string[], flags: ExplainFlags) => explainString(words.join(' '), flags, program))
}

interface ExplainFlags extends StatedFlags {
  readonly json?: boolean
}

async function explainString(text: string, flags: ExplainFlags, program: Program): Promise<void> {
  const { terminal, today } = program
  const config = await loadConfig(flags.config, terminal.cwd)
  const lists = await listsFor(flags, config)
  const explanation = explain(text, lists, {
    asOf: dateOf(flags.asOf ?? today),
    stated: statedBy(flags, config, lists),
  })
  if (flags.json) return writeStream(terminal.stdout, [JSON.stringify(explanation, null, 2), '\n'])
  const { width } = layoutOf(terminal.stdout, terminal.env)
  const telling = explanation.readings.filter(({ matches }) => matches.length > 0)
  const silent = explanation.readings.filter(({ matches }) => matches.length === 0)
  const lines = [
    printable(text),
    ...telling.flatMap((reading) => describeReading(reading, lists, width)),
    ...(silent.length > 0
      ? ['', ...labelled('no match', `read as ${silent.map(({ field }) => field).join(', ')}`, width)]
      : []),
    ...explanation.misses.flatMap((miss) => labelled('near miss', miss, width)),
    ...strongest(telling).flatMap((found) => describeMeasures(found, lists, width)),
    '',
    NOTICE,
  ]
  await writeStream(terminal.stdout, [lines.join('\n'), '\n'])
}

function describeReading(reading: ExplainedReading, lists: Lists, width: number): readonly string[] {
  return reading.matches.flatMap((explained) => [
    '',
    ...labelled(`as ${reading.field}`, sentence(explained, lists), width),
    ...explained.match.evidence.flatMap(({ alias, technique, confidence, note }) => {
      const entry = explained.aliases.find(({ id }) => id === alias)
      return [
        ...labelled(
          '  entry',
          `${alias}: ${techniqueWords(technique)}, ${confidence ?? 'support only'}`,
          width,
        ),
        ...(note === undefined ? [] : labelled('', note, width)),
        ...(entry?.note === undefined || entry.note === note ? [] : labelled('', entry.note, width)),
        ...(entry === undefined
          ? []
          : labelled('  source', `${entry.sources.join('; ')} (${entry.asOf})`, width)),
      ]
    }),
  ])
}

function sentence({ match, level }: ExplainedMatch, lists: Lists): string {
  return `${confidenceWords(match.confidence)}: ${makerWords(match, catalogueOf(lists))} (${level})`
}

/** A match, and the field that the string was read as. */
interface Found extends ExplainedMatch {
  readonly field: ExplainedReading['field']
}

/** Of each vendor the strongest reading, one that tells the kind of equipment first: measures turn on it. */
function strongest(readings: readonly ExplainedReading[]): readonly Found[] {
  const best = new Map<string, Found>()
  for (const { field, matches } of readings) {
    for (const explained of matches) {
      const before = best.get(explained.match.vendor)
      if (before === undefined || weightOf(explained) > weightOf(before))
        best.set(explained.match.vendor, { ...explained, field })
    }
  }
  return [...best.values()]
}

function weightOf({ match }: ExplainedMatch): number {
  return (CONFIDENCES.length - CONFIDENCES.indexOf(match.confidence)) * 2 + Number(match.class !== 'unknown')
}

function describeMeasures({ match, measures, field }: Found, lists: Lists, width: number): readonly string[] {
  const catalogue = catalogueOf(lists)
  const vendor = catalogue.vendorName(match.vendor)
  if (measures.length === 0) return ['', `No rule that was asked for reaches it as ${field} of ${vendor}.`]
  return [
    '',
    `What follows where it stands as ${field} (${classWords(match.class)} of ${vendor}, in use):`,
    ...measures.flatMap((result) =>
      labelled(result.applicability, `${result.id}: ${measureWords(result, match, catalogue)}`, width),
    ),
  ]
}
