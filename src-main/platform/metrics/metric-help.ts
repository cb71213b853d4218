import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { resourcePath } from '../resources.ts'

const listSchema = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['counter', 'gauge', 'histogram']),
      labels: z.array(z.string()),
      help: z.object({ ja: z.string(), en: z.string() }),
    }),
  ),
})

/** A figure as resources/monitoring/metrics.json tells people of it. */
export type ListedMetric = z.infer<typeof listSchema>['metrics'][number]

let list: readonly ListedMetric[] | null = null

/** Every figure the program collects, its own and those of others, read once. */
export function listedMetrics(): readonly ListedMetric[] {
  list ??= listSchema.parse(JSON.parse(readFileSync(resourcePath('monitoring/metrics.json'), 'utf8'))).metrics
  return list
}
