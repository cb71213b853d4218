import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { resourcePath } from '#main/platform/resources.ts'

const catalogueSchema = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['gauge', 'counter', 'histogram', 'summary']),
      group: z.string(),
      labels: z.array(z.string()),
      help: z.object({ ja: z.string(), en: z.string() }),
    }),
  ),
})
export type KnownMetric = z.infer<typeof catalogueSchema>['metrics'][number]

let known: Promise<ReadonlyMap<string, KnownMetric>> | null = null

/** Metrics that the program itself writes, by name; a histogram stands under its name and those of its parts. */
export function metricCatalogue(): Promise<ReadonlyMap<string, KnownMetric>> {
  known ??= readFile(resourcePath('monitoring/metrics.json'), 'utf8').then((text) => {
    const { metrics } = catalogueSchema.parse(JSON.parse(text))
    return new Map(metrics.flatMap((metric) => namesOf(metric).map((name) => [name, metric] as const)))
  })
  return known
}

function namesOf({ name, type }: KnownMetric): string[] {
  return type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

const units: readonly (readonly [RegExp, string])[] = [
  [/_bytes(_total)?$/, 'bytes'],
  [/_seconds(_total|_bucket|_sum)?$/, 'seconds'],
  [/_(ratio|rate)$/, 'ratio'],
  [/_celsius$/, 'celsius'],
]

/** The unit that a metric's name ends with by convention; empty where it says none. */
export function unitOf(name: string): string {
  return units.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}
