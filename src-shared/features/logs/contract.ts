import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, instantSchema, nameSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'

const read = procedure({ access: 'logs.read', rateLimit: 'search', audit: 'none' })
const own = procedure({ access: 'logs.read', rateLimit: 'write', audit: 'change' })
const exporting = procedure({ access: 'logs.export', rateLimit: 'report', audit: 'sensitive-read', stepUp: 'export' })
const manage = procedure({ access: 'monitoring.manage', rateLimit: 'admin', audit: 'change' })
const byId = z.strictObject({ id: idSchema })

export const logLevelSchema = z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'])
export type LogLevel = z.infer<typeof logLevelSchema>

/** Which lines; what is left out does not restrict. */
export const logFilterSchema = z.strictObject({
  /** `own` is the log of this program; else a file or bundle that was opened. */
  source: z.string().max(64).default('own'),
  fromMs: z.number().int().nonnegative().optional(),
  toMs: z.number().int().nonnegative().optional(),
  levels: z.array(logLevelSchema).max(5).default([]),
  /** Beginning of the module's name. */
  logger: z.string().max(100).default(''),
  correlationId: z.string().max(128).default(''),
  userId: z.string().max(128).default(''),
  /** Words and "phrases", `-word` leaves out; Japanese and English. */
  text: z.string().max(500).default(''),
})
export type LogFilter = z.infer<typeof logFilterSchema>

export const logLineSchema = z.object({
  /** Place of the line in its source; stays the same as long as the line exists. */
  id: z.string(),
  at: instantSchema,
  level: logLevelSchema,
  logger: z.string(),
  message: z.string(),
  correlationId: z.string().nullable(),
  userId: z.string().nullable(),
  file: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>

export const logSourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['own', 'file', 'bundle']),
  lines: z.number(),
  bytes: z.number(),
  oldestAt: instantSchema.nullable(),
  newestAt: instantSchema.nullable(),
  /** From 0 to 1 while it is being indexed; 1 when all of it can be searched. */
  indexed: z.number(),
  droppedLines: z.number().int(),
})

/** Logs for those who look for what happened. */
export const logsContract = {
  sources: read.route({ method: 'GET', path: '/log-sources' }).output(z.object({ items: z.array(logSourceSchema) })),
  /** Newest first. */
  search: read
    .route({ method: 'POST', path: '/logs/search' })
    .input(
      logFilterSchema.extend({
        cursor: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .errors(errors('NOT_FOUND'))
    .output(z.object({ items: z.array(logLineSchema), nextCursor: z.string().nullable(), tookMs: z.number() })),
  /** The whole line as it stands in the file, as JSON text, cut at 1 MB. */
  line: read
    .route({ method: 'POST', path: '/logs/line' })
    .input(z.strictObject({ source: z.string().max(64), id: z.string().max(200) }))
    .errors(errors('NOT_FOUND'))
    .output(z.object({ line: logLineSchema, text: z.string(), isCut: z.boolean() })),
  /** Lines before and after one, whatever the filter, oldest first. */
  context: read
    .route({ method: 'POST', path: '/logs/context' })
    .input(
      z.strictObject({
        source: z.string().max(64),
        id: z.string().max(200),
        before: z.number().int().min(0).max(200).default(20),
        after: z.number().int().min(0).max(200).default(20),
      }),
    )
    .errors(errors('NOT_FOUND'))
    .output(z.object({ items: z.array(logLineSchema) })),
  /** Lines by level over time, in `buckets` steps. */
  histogram: read
    .route({ method: 'POST', path: '/logs/histogram' })
    .input(logFilterSchema.extend({ buckets: z.number().int().min(1).max(500).default(60) }))
    .errors(errors('NOT_FOUND'))
    .output(
      z.object({ fromMs: z.number(), stepMs: z.number(), levels: z.record(logLevelSchema, z.array(z.number().int())) }),
    ),
  /** Lines as they are written. Where there are more than can be read, some are shown and the rest counted. */
  tail: procedure({ access: 'logs.read', rateLimit: 'live', audit: 'none' })
    .route({ method: 'GET', path: '/logs/tail' })
    .input(
      z
        .strictObject({ levels: z.array(logLevelSchema).max(5).default([]), text: z.string().max(500).default('') })
        .optional(),
    )
    .output(eventIterator(z.object({ lines: z.array(logLineSchema), omitted: z.number().int() }))),
  modules: read
    .route({ method: 'GET', path: '/log-modules' })
    .input(z.strictObject({ source: z.string().max(64).default('own') }))
    .output(z.object({ items: z.array(z.object({ logger: z.string(), lines: z.number() })) })),
  filters: {
    list: read
      .route({ method: 'GET', path: '/log-filters' })
      .output(z.object({ items: z.array(z.object({ id: idSchema, name: z.string(), filter: logFilterSchema })) })),
    save: own
      .route({ method: 'POST', path: '/log-filters' })
      .input(z.strictObject({ name: nameSchema(120), filter: logFilterSchema }))
      .errors(errors('LIMIT_REACHED', 'CONFLICT'))
      .output(z.object({ id: idSchema })),
    remove: own
      .route({ method: 'DELETE', path: '/log-filters/{id}' })
      .input(byId)
      .errors(errors('NOT_FOUND'))
      .output(z.object({})),
  },
  /** Opens a log file or a support bundle that lies on the machine of the program, for reading. */
  open: procedure({ access: 'logs.export', rateLimit: 'report', audit: 'sensitive-read' })
    .route({ method: 'POST', path: '/log-sources' })
    .input(z.strictObject({ path: z.string().min(1).max(4096) }))
    .errors(errors('LOG_FILE_UNREADABLE', 'LIMIT_REACHED'))
    .output(logSourceSchema),
  close: own
    .route({ method: 'DELETE', path: '/log-sources/{id}' })
    .input(z.strictObject({ id: z.string().max(64) }))
    .errors(errors('NOT_FOUND'))
    .output(z.object({})),
  /** The lines of a filter as text, one JSON object a line, 10,000 at most. */
  exportLines: exporting
    .route({ method: 'POST', path: '/logs/export' })
    .input(logFilterSchema)
    .errors(errors('NOT_FOUND'))
    .output(z.object({ fileName: z.string(), text: z.string(), lines: z.number().int(), isCut: z.boolean() })),
  supportBundle: {
    /** What a bundle would hold, piece by piece, before anything is written. */
    preview: exporting
      .route({ method: 'POST', path: '/support-bundle/preview' })
      .input(
        z.strictObject({
          hours: z
            .number()
            .int()
            .min(1)
            .max(24 * 30)
            .default(24),
        }),
      )
      .output(
        z.object({
          parts: z.array(
            z.object({ name: z.string(), bytes: z.number(), sample: z.string(), redactions: z.number().int() }),
          ),
          leftOut: z.array(z.object({ name: z.string(), reason: z.string() })),
        }),
      ),
    /** Writes the bundle into the data folder and answers where; the parts not wanted are left out by name. */
    create: exporting
      .route({ method: 'POST', path: '/support-bundle' })
      .input(
        z.strictObject({
          hours: z
            .number()
            .int()
            .min(1)
            .max(24 * 30)
            .default(24),
          without: z.array(z.string().max(100)).max(50).default([]),
        }),
      )
      .errors(errors('LOG_FILE_UNREADABLE'))
      .output(z.object({ path: z.string(), fileName: z.string(), bytes: z.number(), sha256: z.string() })),
  },
  shipping: {
    status: read.route({ method: 'GET', path: '/log-shipping' }).output(
      z.object({
        items: z.array(
          z.object({
            kind: z.enum(['syslog', 'otlp']),
            target: z.string(),
            state: z.enum(['off', 'ok', 'failing']),
            waitingLines: z.number(),
            sentLines: z.number(),
            droppedLines: z.number(),
            lastFailure: z.string().nullable(),
          }),
        ),
      }),
    ),
    test: manage
      .route({ method: 'POST', path: '/log-shipping/test' })
      .input(z.strictObject({ kind: z.enum(['syslog', 'otlp']) }))
      .errors(errors('UNAVAILABLE'))
      .output(z.object({ answer: z.string() })),
  },
}
