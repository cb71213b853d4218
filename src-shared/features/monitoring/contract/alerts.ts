import { z } from 'zod'
import { idSchema, instantSchema, languageSchema, nameSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import {
  alertCountsSchema,
  alertEventSchema,
  alertSchema,
  matchersSchema,
  personSchema,
  severitySchema,
} from '../values.ts'

const read = procedure({ access: 'monitoring.read', rateLimit: 'read', audit: 'none' })
const handle = procedure({ access: 'alerts.handle', rateLimit: 'write', audit: 'change' })
const manage = procedure({ access: 'monitoring.manage', rateLimit: 'write', audit: 'change' })
const byId = z.strictObject({ id: idSchema })
const note = z.string().max(2000)
const language = { language: languageSchema.default('ja') }

/** Alerts of every source in one place, backup among them. */
export const alertsContract = {
  list: read
    .route({ method: 'GET', path: '/alerts' })
    .input(
      pageInputSchema.extend({
        ...language,
        state: z.enum(['open', 'pending', 'firing', 'resolved', 'all']).default('open'),
        severity: severitySchema.optional(),
        acknowledged: z.enum(['yes', 'no']).optional(),
        search: z.string().max(200).optional(),
        rule: z.string().max(200).optional(),
      }),
    )
    .output(pageSchema(alertSchema)),
  counts: read.route({ method: 'GET', path: '/alerts/counts' }).output(alertCountsSchema),
  get: read
    .route({ method: 'GET', path: '/alerts/{id}' })
    .input(byId.extend(language))
    .errors(errors('NOT_FOUND'))
    .output(
      alertSchema.extend({ events: z.array(alertEventSchema), expression: z.string(), ruleId: z.string().nullable() }),
    ),
  /** Stops reminders until it is resolved, or until the time given; the next alert of the rule is told again. */
  acknowledge: handle
    .route({ method: 'POST', path: '/alerts/{id}/acknowledge' })
    .input(byId.extend({ note: note.default(''), until: instantSchema.nullable().default(null) }))
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(alertSchema),
  unacknowledge: handle
    .route({ method: 'POST', path: '/alerts/{id}/unacknowledge' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(alertSchema),
  assign: handle
    .route({ method: 'POST', path: '/alerts/{id}/assign' })
    .input(byId.extend({ userId: idSchema.nullable() }))
    .errors(errors('NOT_FOUND'))
    .output(alertSchema),
  addNote: handle
    .route({ method: 'POST', path: '/alerts/{id}/notes' })
    .input(byId.extend({ note: note.min(1) }))
    .errors(errors('NOT_FOUND'))
    .output(alertEventSchema),
  /** Alerts by day and severity, oldest day first, for a plot. */
  statistics: read
    .route({ method: 'GET', path: '/alerts/statistics' })
    .input(z.strictObject({ days: z.coerce.number<number>().int().min(1).max(365).default(30) }))
    .output(
      z.object({
        days: z.array(
          z.object({
            at: instantSchema,
            critical: z.number().int(),
            warning: z.number().int(),
            info: z.number().int(),
          }),
        ),
        rules: z.array(z.object({ rule: z.string(), fired: z.number().int(), meanMinutes: z.number() })),
      }),
    ),
  /** People an alert may be given to. */
  assignees: read
    .route({ method: 'GET', path: '/alerts/assignees' })
    .output(z.object({ items: z.array(personSchema) })),
}

export const silenceSchema = z.object({
  id: idSchema,
  matchers: matchersSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  comment: z.string(),
  createdBy: personSchema,
  state: z.enum(['pending', 'active', 'expired']),
  matchingAlerts: z.number().int(),
})
export type Silence = z.infer<typeof silenceSchema>

export const silencesContract = {
  list: read
    .route({ method: 'GET', path: '/silences' })
    .input(pageInputSchema.extend({ state: z.enum(['current', 'expired', 'all']).default('current') }))
    .output(pageSchema(silenceSchema)),
  create: handle
    .route({ method: 'POST', path: '/silences' })
    .input(
      z.strictObject({
        matchers: matchersSchema,
        startsAt: instantSchema.optional(),
        endsAt: instantSchema,
        comment: note.min(1),
      }),
    )
    .errors(errors('VALIDATION'))
    .output(silenceSchema),
  expire: handle
    .route({ method: 'POST', path: '/silences/{id}/expire' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(silenceSchema),
}

export const maintenanceInputSchema = z.strictObject({
  name: nameSchema(120),
  /** Empty means everything. */
  matchers: matchersSchema.or(z.array(z.never()).length(0)),
  isEnabled: z.boolean().default(true),
  /** Once, or by a schedule in cron's form in the site's time zone with a length. */
  when: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('once'), startsAt: instantSchema, endsAt: instantSchema }),
    z.strictObject({
      kind: z.literal('repeated'),
      cron: z.string().min(1).max(200),
      durationMinutes: z
        .number()
        .int()
        .min(1)
        .max(7 * 1440),
    }),
  ]),
})
export const maintenanceSchema = maintenanceInputSchema.extend({
  id: idSchema,
  isActive: z.boolean(),
  nextStartsAt: instantSchema.nullable(),
  nextEndsAt: instantSchema.nullable(),
})
export type Maintenance = z.infer<typeof maintenanceSchema>

export const maintenanceContract = {
  list: read
    .route({ method: 'GET', path: '/maintenance-windows' })
    .output(z.object({ items: z.array(maintenanceSchema) })),
  create: manage
    .route({ method: 'POST', path: '/maintenance-windows' })
    .input(maintenanceInputSchema)
    .errors(errors('VALIDATION', 'SCHEDULE_INVALID'))
    .output(maintenanceSchema),
  update: manage
    .route({ method: 'PUT', path: '/maintenance-windows/{id}' })
    .input(maintenanceInputSchema.extend({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'VALIDATION', 'SCHEDULE_INVALID'))
    .output(maintenanceSchema),
  remove: procedure({ access: 'monitoring.manage', rateLimit: 'delete', audit: 'change' })
    .route({ method: 'DELETE', path: '/maintenance-windows/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(z.object({})),
}
