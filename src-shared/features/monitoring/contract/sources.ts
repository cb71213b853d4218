import { z } from 'zod'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'

const read = procedure({ access: 'monitoring.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'monitoring.manage', rateLimit: 'write', audit: 'change' })
const remove = procedure({ access: 'monitoring.manage', rateLimit: 'delete', audit: 'change' })
const byId = z.strictObject({ id: idSchema })
const nothing = z.object({})

/** What the host looks like now, for the live view. */
export const hostViewSchema = z.object({
  hostname: z.string(),
  operatingSystem: z.string(),
  uptimeSeconds: z.number(),
  at: instantSchema,
  cpu: z.object({
    cores: z.number().int(),
    busyRatio: z.number().nullable(),
    modes: z.record(z.string(), z.number()),
    load: z.array(z.number()),
  }),
  memory: z.object({
    totalBytes: z.number(),
    availableBytes: z.number(),
    swapTotalBytes: z.number(),
    swapFreeBytes: z.number(),
  }),
  fileSystems: z.array(
    z.object({
      mountPoint: z.string(),
      type: z.string(),
      sizeBytes: z.number(),
      freeBytes: z.number(),
      inodesUsedRatio: z.number().nullable(),
      isReadOnly: z.boolean(),
    }),
  ),
  disks: z.array(
    z.object({
      device: z.string(),
      readBytesPerSecond: z.number().nullable(),
      writtenBytesPerSecond: z.number().nullable(),
      busyRatio: z.number().nullable(),
    }),
  ),
  networks: z.array(
    z.object({
      device: z.string(),
      receivedBytesPerSecond: z.number().nullable(),
      sentBytesPerSecond: z.number().nullable(),
      errorsPerSecond: z.number().nullable(),
    }),
  ),
  temperatures: z.array(z.object({ sensor: z.string(), celsius: z.number() })),
  processes: z.object({ total: z.number().int(), running: z.number().int(), blocked: z.number().int() }),
  program: z.object({
    residentBytes: z.number(),
    eventLoopLagMs: z.number().nullable(),
    openFiles: z.number().nullable(),
  }),
})
export type HostView = z.infer<typeof hostViewSchema>

export const hostContract = {
  view: read.route({ method: 'GET', path: '/host' }).output(hostViewSchema),
}

/** Collectors of the program itself: whether they work and what they cost. */
export const collectorsContract = {
  list: read.route({ method: 'GET', path: '/collectors' }).output(
    z.object({
      items: z.array(
        z.object({
          name: z.string(),
          isUp: z.boolean(),
          lastDurationMs: z.number().nullable(),
          samples: z.number().int(),
          lastError: z.string().nullable(),
        }),
      ),
    }),
  ),
}

/** Active checks: something outside is asked whether it answers. */
export const checksContract = {
  list: read.route({ method: 'GET', path: '/checks' }).output(z.object({ items: z.array(values.checkSchema) })),
  create: manage
    .route({ method: 'POST', path: '/checks' })
    .input(values.checkInputSchema)
    .errors(errors('CONFLICT', 'LIMIT_REACHED'))
    .output(values.checkSchema),
  update: manage
    .route({ method: 'PUT', path: '/checks/{id}' })
    .input(values.checkInputSchema.extend({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(values.checkSchema),
  remove: remove
    .route({ method: 'DELETE', path: '/checks/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(nothing),
  /** Runs a check now, whether it is saved or only being written. */
  tryOut: procedure({ access: 'monitoring.manage', rateLimit: 'search', audit: 'none' })
    .route({ method: 'POST', path: '/checks/try' })
    .input(z.strictObject({ settings: values.checkSettingsSchema }))
    .output(
      z.object({
        isUp: z.boolean(),
        durationMs: z.number(),
        message: z.string(),
        certificateDays: z.number().nullable(),
      }),
    ),
}

/** Other programs' /metrics that are read. */
export const scrapesContract = {
  list: read.route({ method: 'GET', path: '/scrapes' }).output(z.object({ items: z.array(values.scrapeSchema) })),
  create: manage
    .route({ method: 'POST', path: '/scrapes' })
    .input(values.scrapeInputSchema.extend({ bearerToken: z.string().min(1).max(4096).nullable().optional() }))
    .errors(errors('CONFLICT', 'LIMIT_REACHED'))
    .output(values.scrapeSchema),
  update: manage
    .route({ method: 'PUT', path: '/scrapes/{id}' })
    .input(
      values.scrapeInputSchema.extend({ id: idSchema, bearerToken: z.string().min(1).max(4096).nullable().optional() }),
    )
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(values.scrapeSchema),
  remove: remove
    .route({ method: 'DELETE', path: '/scrapes/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(nothing),
  tryOut: procedure({ access: 'monitoring.manage', rateLimit: 'search', audit: 'none' })
    .route({ method: 'POST', path: '/scrapes/try' })
    .input(z.strictObject({ url: values.scrapeInputSchema.shape.url, bearerToken: z.string().max(4096).optional() }))
    .output(
      z.object({
        isUp: z.boolean(),
        durationMs: z.number(),
        message: z.string(),
        samples: z.number().int(),
        names: z.array(z.string()),
      }),
    ),
}

/** Jobs elsewhere that report in; silence means trouble. */
export const heartbeatsContract = {
  list: read.route({ method: 'GET', path: '/heartbeats' }).output(z.object({ items: z.array(values.heartbeatSchema) })),
  /** The token by which the job reports in is answered here, and never again. */
  create: manage
    .route({ method: 'POST', path: '/heartbeats' })
    .input(values.heartbeatInputSchema)
    .errors(errors('CONFLICT', 'LIMIT_REACHED'))
    .output(z.object({ heartbeat: values.heartbeatSchema, token: z.string() })),
  update: manage
    .route({ method: 'PUT', path: '/heartbeats/{id}' })
    .input(values.heartbeatInputSchema.extend({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(values.heartbeatSchema),
  renewToken: manage
    .route({ method: 'POST', path: '/heartbeats/{id}/token' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(z.object({ token: z.string() })),
  remove: remove
    .route({ method: 'DELETE', path: '/heartbeats/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(nothing),
  /** What the job calls: the token in the body is what it may do, and nothing else. */
  report: procedure({ access: 'public', rateLimit: 'other', audit: 'none' })
    .route({ method: 'POST', path: '/heartbeats/report' })
    .input(
      z.strictObject({
        token: z.string().min(20).max(200),
        state: z.enum(['ok', 'failed', 'started']).default('ok'),
        message: z.string().max(500).default(''),
        durationMs: z.number().nonnegative().optional(),
      }),
    )
    .errors(errors('HEARTBEAT_UNKNOWN'))
    .output(nothing),
}

/** Dashboards: those that come with the program and those people make. */
export const dashboardsContract = {
  list: read
    .route({ method: 'GET', path: '/dashboards' })
    .output(
      z.object({ items: z.array(values.dashboardSchema.omit({ panels: true }).extend({ panels: z.number().int() })) }),
    ),
  get: read
    .route({ method: 'GET', path: '/dashboards/{id}' })
    .input(z.strictObject({ id: z.string().min(1).max(64) }))
    .errors(errors('NOT_FOUND'))
    .output(values.dashboardSchema),
  create: manage
    .route({ method: 'POST', path: '/dashboards' })
    .input(values.dashboardInputSchema)
    .errors(errors('CONFLICT', 'QUERY_INVALID', 'LIMIT_REACHED'))
    .output(values.dashboardSchema),
  update: manage
    .route({ method: 'PUT', path: '/dashboards/{id}' })
    .input(values.dashboardInputSchema.extend({ id: idSchema, updatedAt: instantSchema }))
    .errors(errors('NOT_FOUND', 'CONFLICT', 'STALE', 'QUERY_INVALID'))
    .output(values.dashboardSchema),
  remove: remove
    .route({ method: 'DELETE', path: '/dashboards/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(nothing),
}
