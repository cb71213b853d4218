import { Command } from 'commander'
import { z } from 'zod'
import { instantData, valueText } from '#main/app/prometheus/query-data.ts'
import { formatLabels } from '#main/engine/promql/index.ts'
import { Labels } from '#main/engine/timeseries/index.ts'
import { promqlResultSchema } from '#shared/contract/cli/promql.ts'
import { type InstantAnswer, instantAnswerSchema } from '#shared/features/monitoring/contract/queries.ts'
import { readFlags } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import { eachLine, type Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

const timeAllowed = '1763769600, 2026-11-22T00:00:00Z'

const flagsSchema = dataFolderFlagsSchema.extend({
  time: z
    .string()
    .transform((text) => (Number.isNaN(Number(text)) ? Date.parse(text) : Number(text) * 1000))
    .pipe(z.number(timeAllowed).int(timeAllowed).min(0, timeAllowed))
    .optional(),
})

/** `kuraban promql QUERY`: what an expression comes to, as Prometheus would print it. */
export function promqlCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  return withDataFolderFlags(new Command('promql'), words)
    .description(words.promql)
    .argument('<query>', words.promqlQuery)
    .option('--time <time>', words.promqlTime)
    .action(async (expression: string, given: Record<string, unknown>) => {
      const { time: atMs, ...flags } = readFlags(flagsSchema, given)
      const input = { expression, ...(atMs === undefined ? {} : { atMs }) }
      const answered = await withApplication(flags, terminal, (call) => call('monitoring.queries.instant', input))
      const answer = instantAnswerSchema.parse(answered)
      if (flags.json) terminal.print(JSON.stringify(envelopeOf(answer)))
      else for (const line of linesOf(answer)) eachLine(line, terminal.print)
    })
}

function envelopeOf({ warnings, infos, ...answer }: InstantAnswer) {
  return promqlResultSchema.parse({
    ...{ status: 'success', data: instantData(answer) },
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(infos.length === 0 ? {} : { infos }),
  })
}

/** A series a line: labels and value, of a range each sample with its time. */
function linesOf({ kind, samples, runs, text, warnings }: InstantAnswer): string[] {
  const notes = warnings.map((warning) => `# ${warning}`)
  if (kind === 'string') return [...notes, text ?? '']
  if (kind === 'scalar') return [...notes, valueText(samples[0]?.value ?? null)]
  const instants = samples.map(
    ({ labels, value }) => `${formatLabels(Labels.of(labels).entries())} => ${valueText(value)}`,
  )
  const spans = runs.flatMap(({ labels, timesMs, values }) => [
    formatLabels(Labels.of(labels).entries()),
    ...timesMs.map((timeMs, index) => `  ${new Date(timeMs).toISOString()} ${valueText(values[index] ?? null)}`),
  ])
  return [...notes, ...instants, ...spans]
}
