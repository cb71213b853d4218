import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { appEventSchema } from '#shared/contract/events.ts'
import { instantSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'

/** Which face of the program owns the data folder. */
export const hostKindSchema = z.enum(['electron', 'server', 'cli'])
export type HostKind = z.infer<typeof hostKindSchema>

/** What runs here and where it keeps its data. */
export const systemInfoSchema = z.object({
  version: z.string(),
  environment: z.string(),
  siteName: z.string(),
  host: hostKindSchema,
  /** A throw-away profile that was filled for looking round. */
  demo: z.boolean(),
  dataFolder: z.string(),
  database: z.object({ engine: z.enum(['sqlite', 'postgres']), version: z.string(), location: z.string() }),
  platform: z.string(),
  runtime: z.string(),
  timeZone: z.string(),
  startedAt: instantSchema,
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

/** Answer to whoever watches the program: strangers learn no more than this. */
export const healthSchema = z.object({ status: z.enum(['ok', 'degraded', 'stopping']) })
export type Health = z.infer<typeof healthSchema>

/** An event as it travels; `id` is also its event-stream id, from which a window resumes after a cut. */
export const deliveredEventSchema = z.object({ id: z.string(), event: appEventSchema })

/** The program itself: what it is, whether it is well, and what it announces. */
export const systemContract = {
  info: procedure({ access: 'system.read', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/system' })
    .output(systemInfoSchema),
  health: procedure({ access: 'public', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/health' })
    .errors(errors('UNAVAILABLE'))
    .output(healthSchema),
  events: {
    /** Broadcasts, what concerns the caller, and the rooms asked for; begins after the event-stream id last seen. */
    subscribe: procedure({ access: 'signed-in', rateLimit: 'live', audit: 'none' })
      .route({ method: 'GET', path: '/events' })
      .input(z.strictObject({ rooms: z.array(z.string().min(1).max(200)).max(50).optional() }).optional())
      .output(eventIterator(deliveredEventSchema)),
  },
}
