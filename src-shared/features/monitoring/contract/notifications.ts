import { z } from 'zod'
import { idSchema, instantSchema, languageSchema, nameSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { labelNameSchema, matcherSchema } from '../values.ts'

const read = procedure({ access: 'monitoring.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'monitoring.manage', rateLimit: 'write', audit: 'change' })
const byId = z.strictObject({ id: idSchema })
const template = z.string().max(10_000).default('')
const webAddress = z.url({ protocol: /^https?$/ }).max(2048)

/** How a way of telling people is set up, by its kind. Secrets (webhook addresses and keys) go in and never come out. */
export const channelSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('email'),
    recipients: z.array(z.email().max(254)).min(1).max(50),
    subject: template,
    body: template,
  }),
  z.strictObject({
    kind: z.literal('slack'),
    channel: z.string().max(100).default(''),
    text: template,
    allowsInsideAddresses: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('webhook'), body: template, allowsInsideAddresses: z.boolean().default(false) }),
  /** Asks an address as long as all is well, so that somebody else notices when it stops. */
  z.strictObject({
    kind: z.literal('ping'),
    everySeconds: z.number().int().min(60).max(86_400).default(300),
    allowsInsideAddresses: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('desktop') }),
])
export type ChannelSettings = z.infer<typeof channelSettingsSchema>

export const channelInputSchema = z.strictObject({
  name: nameSchema(120),
  isEnabled: z.boolean().default(true),
  language: languageSchema.default('ja'),
  settings: channelSettingsSchema,
  /** The address of a Slack webhook, webhook or ping; kept sealed. Left out: unchanged. */
  address: webAddress.optional(),
  /** Key by which a webhook is signed (HMAC-SHA256 over time, dot and body); kept sealed. Left out: unchanged; null: none. */
  signingKey: z.string().min(16).max(500).nullable().optional(),
})

export const channelSchema = z.object({
  id: idSchema,
  name: z.string(),
  isEnabled: z.boolean(),
  language: languageSchema,
  settings: channelSettingsSchema,
  /** Host of the address, for recognising it. */
  addressHost: z.string().nullable(),
  isSigned: z.boolean(),
  health: z.enum(['unknown', 'ok', 'failing']),
  lastSentAt: instantSchema.nullable(),
  lastFailure: z.string().nullable(),
})
export type Channel = z.infer<typeof channelSchema>

export const routeSchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** All must match; none matches everything. */
  matchers: z.array(matcherSchema).max(20),
  channelIds: z.array(idSchema).max(20),
  groupBy: z.array(labelNameSchema).max(10).default(['alertname']),
  groupWaitSeconds: z.number().int().min(0).max(3600).default(30),
  groupIntervalSeconds: z.number().int().min(10).max(86_400).default(300),
  repeatSeconds: z
    .number()
    .int()
    .min(60)
    .max(30 * 86_400)
    .default(14_400),
  /** Whether later routes are looked at too. */
  continues: z.boolean().default(false),
  tellsResolved: z.boolean().default(true),
  /** Only at these hours of the site's time zone; outside of them it waits. Null: always. */
  hours: z
    .strictObject({
      days: z.array(z.number().int().min(1).max(7)).min(1),
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    })
    .nullable()
    .default(null),
  /** Gathers everything and sends it once a day at this time. */
  digestAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null),
})
export type Route = z.infer<typeof routeSchema>

/** While an alert with `source` labels fires, alerts with `target` labels that agree in `equal` are not told. */
export const inhibitionSchema = z.strictObject({
  source: z.array(matcherSchema).min(1).max(10),
  target: z.array(matcherSchema).min(1).max(10),
  equal: z.array(labelNameSchema).max(10),
})

export const routingSchema = z.strictObject({
  /** Looked at in order; the first that matches counts unless it continues. */
  routes: z
    .array(routeSchema)
    .max(100)
    .refine((routes) => new Set(routes.map(({ id }) => id)).size === routes.length),
  inhibitions: z.array(inhibitionSchema).max(50),
})
export type Routing = z.infer<typeof routingSchema>

export const deliverySchema = z.object({
  id: idSchema,
  at: instantSchema,
  channelId: idSchema,
  channelName: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  alerts: z.number().int(),
  title: z.string(),
  failure: z.string().nullable(),
})

/** Ways of telling people, and who is told what. */
export const alertNotificationsContract = {
  channels: {
    list: read.route({ method: 'GET', path: '/alert-channels' }).output(z.object({ items: z.array(channelSchema) })),
    create: manage
      .route({ method: 'POST', path: '/alert-channels' })
      .input(channelInputSchema)
      .errors(errors('CONFLICT', 'VALIDATION', 'TEMPLATE_INVALID', 'ADDRESS_REFUSED', 'SECRET_STORE_UNAVAILABLE'))
      .output(channelSchema),
    update: manage
      .route({ method: 'PUT', path: '/alert-channels/{id}' })
      .input(channelInputSchema.extend({ id: idSchema }))
      .errors(
        errors(
          'NOT_FOUND',
          'CONFLICT',
          'VALIDATION',
          'TEMPLATE_INVALID',
          'ADDRESS_REFUSED',
          'SECRET_STORE_UNAVAILABLE',
        ),
      )
      .output(channelSchema),
    remove: procedure({ access: 'monitoring.manage', rateLimit: 'delete', audit: 'change' })
      .route({ method: 'DELETE', path: '/alert-channels/{id}' })
      .input(byId)
      .errors(errors('NOT_FOUND', 'IN_USE'))
      .output(z.object({})),
    /** Sends a test message at once and answers with what the other side said. */
    test: manage
      .route({ method: 'POST', path: '/alert-channels/{id}/test' })
      .input(byId)
      .errors(errors('NOT_FOUND', 'CHANNEL_FAILED'))
      .output(z.object({ answer: z.string(), durationMs: z.number() })),
  },
  routing: {
    get: read.route({ method: 'GET', path: '/alert-routing' }).output(routingSchema),
    save: manage
      .route({ method: 'PUT', path: '/alert-routing' })
      .input(routingSchema)
      .errors(errors('NOT_FOUND', 'QUERY_INVALID'))
      .output(routingSchema),
    /** Where an alert with these labels would go, for trying out. */
    explain: read
      .route({ method: 'POST', path: '/alert-routing/explain' })
      .input(z.strictObject({ labels: z.record(labelNameSchema, z.string().max(1024)) }))
      .output(z.object({ routes: z.array(z.object({ routeId: z.string(), channels: z.array(z.string()) })) })),
  },
  deliveries: read
    .route({ method: 'GET', path: '/alert-deliveries' })
    .input(pageInputSchema.extend({ channelId: idSchema.optional() }))
    .output(pageSchema(deliverySchema)),
}
