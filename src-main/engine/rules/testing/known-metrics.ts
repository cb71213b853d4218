import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const resources = join(import.meta.dirname, '../../../../resources/monitoring')

const languageSchema = z.object({ ja: z.string().min(1), en: z.string().min(1) })
const { metrics } = z
  .object({
    metrics: z.array(
      z.object({
        name: z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/),
        type: z.enum(['counter', 'gauge', 'histogram']),
        labels: z.array(z.string()),
        group: z.string(),
        help: languageSchema,
      }),
    ),
  })
  .strict()
  .parse(JSON.parse(readFileSync(join(resources, 'metrics.json'), 'utf8')))

/** Labels of every series by its name; histograms are three names. Where it was collected is always known. */
export const knownMetrics: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  metrics.flatMap(({ name, type, labels }) => {
    const all = new Set([...labels, 'job', 'instance'])
    if (type !== 'histogram') return [[name, all] as const]
    const bucket = [`${name}_bucket`, new Set([...all, 'le'])] as const
    return [bucket, [`${name}_sum`, all] as const, [`${name}_count`, all] as const]
  }),
)
