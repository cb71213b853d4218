import { z } from 'zod'
import { idSchema, instantSchema } from './identifiers.ts'
import { executionProgressSchema } from './progress.ts'

const changed = <T extends string>(type: T) => z.object({ type: z.literal(type), id: idSchema })

/** Everything the program announces. Windows map events to the queries they make stale. */
export const appEventSchema = z.discriminatedUnion('type', [
  changed('backup.repository.changed'),
  changed('backup.job.changed'),
  changed('backup.execution.changed'),
  changed('backup.restore.changed'),
  z.object({ type: z.literal('task.changed'), id: idSchema, state: z.string() }),
  z.object({ type: z.literal('task.progress'), id: idSchema, progress: executionProgressSchema }),
  changed('security.user.changed'),
  changed('security.group.changed'),
  changed('security.role.changed'),
  changed('security.invitation.changed'),
  changed('security.api-key.changed'),
  changed('security.approval.changed'),
  z.object({ type: z.literal('security.checks.changed') }),
  z.object({ type: z.literal('security.incident.changed') }),
  changed('notifications.outbox.changed'),
  changed('monitoring.alert.changed'),
  z.object({ type: z.literal('monitoring.ticked'), atMs: z.number() }),
  z.object({ type: z.literal('monitoring.rules.changed') }),
  changed('monitoring.silence.changed'),
  changed('monitoring.maintenance.changed'),
  changed('monitoring.channel.changed'),
  z.object({ type: z.literal('monitoring.routing.changed') }),
  changed('monitoring.check.changed'),
  changed('monitoring.scrape.changed'),
  changed('monitoring.heartbeat.changed'),
  changed('monitoring.dashboard.changed'),
  z.object({ type: z.literal('logs.sources.changed') }),
  z.object({
    type: z.literal('security.session.ended'),
    sessionId: z.string(),
    reason: z.enum(['signed-out', 'idle', 'absolute', 'revoked']),
  }),
  z.object({ type: z.literal('settings.changed'), keys: z.array(z.string()) }),
  z.object({
    type: z.literal('notice'),
    id: idSchema,
    at: instantSchema,
    severity: z.enum(['information', 'success', 'warning', 'failure']),
    code: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
    link: z.string().nullable(),
  }),
  z.object({ type: z.literal('events.lost') }),
])
export type AppEvent = z.infer<typeof appEventSchema>
