import { z } from 'zod'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { labelsSchema, plotSchema, problemSchema, sampleValueSchema } from '../values.ts'

const query = procedure({ access: 'monitoring.query', rateLimit: 'read', audit: 'none' })
const expression = z.string().min(1).max(5000)
const matchers = z.array(z.string().min(1).max(2000)).max(10).default([])
const epochMs = z.coerce.number<number>().int().min(0).max(8.64e15)
const queryErrors = errors('QUERY_INVALID', 'QUERY_FAILED', 'QUERY_TOO_LARGE', 'UNAVAILABLE')

/** Samples of one series. */
const runSchema = z.object({
  labels: labelsSchema,
  timesMs: z.array(z.number()),
  values: z.array(sampleValueSchema),
})

/**
 * What an expression comes to at one moment. A scalar is one sample without labels; `runs` holds what a range selector
 * found, `text` what a string says.
 */
export const instantAnswerSchema = z.object({
  kind: z.enum(['vector', 'scalar', 'string', 'matrix']),
  samples: z.array(z.object({ labels: labelsSchema, timeMs: z.number(), value: sampleValueSchema })),
  runs: z.array(runSchema),
  text: z.string().nullable(),
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
})
export type InstantAnswer = z.infer<typeof instantAnswerSchema>

export const rangeAnswerSchema = z.object({
  runs: z.array(runSchema),
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
})
export type RangeAnswer = z.infer<typeof rangeAnswerSchema>

/** Questions to the figures, in PromQL. */
export const queriesContract = {
  instant: query
    .route({ method: 'POST', path: '/queries/instant' })
    .input(z.strictObject({ expression, atMs: epochMs.optional() }))
    .errors(queryErrors)
    .output(instantAnswerSchema),
  /** The answer at each step from `fromMs` to `toMs`, both included; 11,000 steps at most. */
  range: query
    .route({ method: 'POST', path: '/queries/range' })
    .input(
      z.strictObject({
        expression,
        fromMs: epochMs,
        toMs: epochMs,
        stepMs: z
          .number()
          .int()
          .min(1)
          .max(366 * 86_400_000),
      }),
    )
    .errors(queryErrors)
    .output(rangeAnswerSchema),
  /**
   * Lines for a plot with `points` steps at most: never more than can be drawn. `legendLimit` lines, the rest is counted.
   * Rollups are taken where raw samples are gone or too many, and only where they give the right answer.
   */
  plot: query
    .route({ method: 'POST', path: '/queries/plot' })
    .input(
      z.strictObject({
        expression,
        fromMs: epochMs,
        toMs: epochMs,
        points: z.number().int().min(2).max(11_000).default(600),
        seriesAtMost: z.number().int().min(1).max(500).default(50),
      }),
    )
    .errors(queryErrors)
    .output(plotSchema),
  /** Whether an expression can be understood, with the place where not; never an error. */
  check: query
    .route({ method: 'POST', path: '/queries/check' })
    .input(z.strictObject({ expression: z.string().max(5000) }))
    .output(z.object({ problem: problemSchema.nullable(), kind: z.string().nullable() })),
  metrics: query
    .route({ method: 'GET', path: '/metric-names' })
    .input(z.strictObject({ contains: z.string().max(200).default('') }))
    .output(
      z.object({
        items: z.array(
          z.object({
            name: z.string(),
            type: z.string(),
            help: z.string(),
            helpEn: z.string(),
            unit: z.string(),
            series: z.number().int(),
          }),
        ),
      }),
    ),
  labelNames: query
    .route({ method: 'POST', path: '/queries/label-names' })
    .input(z.strictObject({ matchers }))
    .errors(errors('QUERY_INVALID'))
    .output(z.object({ items: z.array(z.string()) })),
  labelValues: query
    .route({ method: 'POST', path: '/queries/label-values' })
    .input(z.strictObject({ name: z.string().min(1).max(128), matchers }))
    .errors(errors('QUERY_INVALID'))
    .output(z.object({ items: z.array(z.string()) })),
  series: query
    .route({ method: 'POST', path: '/queries/series' })
    .input(
      z.strictObject({
        matchers: z.array(z.string().min(1).max(2000)).min(1).max(10),
        limit: z.number().int().min(1).max(5000).default(500),
      }),
    )
    .errors(errors('QUERY_INVALID'))
    .output(z.object({ items: z.array(labelsSchema), isCut: z.boolean() })),
  /** The store itself: how many series and samples, what they take, what was refused. */
  storeStatus: query.route({ method: 'GET', path: '/metric-store' }).output(
    z.object({
      series: z.number().int(),
      seriesLimit: z.number().int(),
      refusedSeries: z.number().int(),
      samplesPerSecond: z.number(),
      storedBytes: z.number(),
      bytesPerSample: z.number().nullable(),
      oldestMs: z.number().nullable(),
      newestMs: z.number().nullable(),
      damagedChunks: z.number().int(),
      retention: z.array(
        z.object({
          group: z.string(),
          pattern: z.string(),
          rawDays: z.number(),
          fiveMinuteDays: z.number(),
          hourDays: z.number(),
        }),
      ),
    }),
  ),
}
