import { z } from 'zod'
import { idSchema, instantSchema, nameSchema } from '#shared/contract/identifiers.ts'

/** How serious an alert is, gravest first; `none` is for alerts that prove that alerting works. */
export const severitySchema = z.enum(['critical', 'warning', 'info', 'none'])
export type Severity = z.infer<typeof severitySchema>

export const labelNameSchema = z
  .string()
  .max(128)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)
/** Labels of a series or of an alert. */
export const labelsSchema = z.record(z.string().max(128), z.string().max(1024))
/** Labels that a person gives, at most 20. */
export const givenLabelsSchema = z
  .record(labelNameSchema, z.string().max(256))
  .refine((labels) => Object.keys(labels).length <= 20)

/** How an alert's label is compared; patterns are RE2 and match the whole value. */
export const matcherSchema = z.strictObject({
  name: labelNameSchema,
  operator: z.enum(['=', '!=', '=~', '!~']),
  value: z.string().max(1024),
})
export type Matcher = z.infer<typeof matcherSchema>
export const matchersSchema = z.array(matcherSchema).min(1).max(20)

/** A person as lists show them. */
export const personSchema = z.object({ id: z.string(), name: z.string() })

/** Milliseconds since 1970 and a value; null where there is none, text for what JSON cannot say: `NaN`, `+Inf`, `-Inf`. */
export const sampleValueSchema = z.union([z.number(), z.enum(['NaN', '+Inf', '-Inf'])]).nullable()
export type SampleValue = z.infer<typeof sampleValueSchema>

/** Lines of one plot on one axis of times. */
export const plotSchema = z.object({
  timesMs: z.array(z.number()),
  series: z.array(
    z.object({
      labels: labelsSchema,
      values: z.array(sampleValueSchema),
      /** Smallest and largest within each step, where the figures were rolled up or thinned out. */
      minima: z.array(sampleValueSchema).nullable(),
      maxima: z.array(sampleValueSchema).nullable(),
    }),
  ),
  /** The coarsest figures in it: samples, or rollups of 5 minutes or an hour; null where an expression chose by itself. */
  resolution: z.enum(['raw', '5m', '1h']).nullable(),
  /** Series left out because there were more than can be drawn. */
  omittedSeries: z.number().int(),
  warnings: z.array(z.string()),
})
export type Plot = z.infer<typeof plotSchema>

/** One alert from its first sight to its end. */
export const alertSchema = z.object({
  id: idSchema,
  rule: z.string(),
  group: z.string(),
  severity: severitySchema,
  state: z.enum(['pending', 'firing', 'resolved']),
  labels: labelsSchema,
  /** As the rule's templates say, in the language asked for. */
  summary: z.string(),
  description: z.string(),
  annotations: z.record(z.string(), z.string()),
  value: sampleValueSchema,
  activeAt: instantSchema,
  firedAt: instantSchema.nullable(),
  resolvedAt: instantSchema.nullable(),
  /** The rule's condition cannot be judged any more because its figures have stopped coming. */
  hasNoData: z.boolean(),
  acknowledged: z
    .object({ by: personSchema, at: instantSchema, note: z.string(), until: instantSchema.nullable() })
    .nullable(),
  assignee: personSchema.nullable(),
  /** Why nobody is told of it just now, as ids of silences or windows, or the alert that is its cause. */
  mutedBy: z.array(
    z.object({ kind: z.enum(['silence', 'maintenance', 'inhibition']), id: z.string(), name: z.string() }),
  ),
  hasRunbook: z.boolean(),
})
export type Alert = z.infer<typeof alertSchema>

/** What happened to an alert. */
export const alertEventSchema = z.object({
  id: idSchema,
  at: instantSchema,
  kind: z.enum([
    'pending',
    'fired',
    'resolved',
    'acknowledged',
    'acknowledgement-ended',
    'assigned',
    'noted',
    'notified',
    'notification-failed',
  ]),
  actor: personSchema.nullable(),
  note: z.string(),
})
export type AlertEvent = z.infer<typeof alertEventSchema>

/** Counts for the bell in the frame and for the overview. */
export const alertCountsSchema = z.object({
  firing: z.record(severitySchema, z.number().int()),
  unacknowledged: z.number().int(),
  pending: z.number().int(),
})

export const ruleSchema = z.object({
  /** `<file>/<group>/<name>#<n>`, the same as long as the file says so. */
  id: z.string(),
  file: z.string(),
  group: z.string(),
  kind: z.enum(['alerting', 'recording']),
  name: z.string(),
  expression: z.string(),
  forSeconds: z.number(),
  keepFiringForSeconds: z.number(),
  /** How often its group is evaluated. */
  intervalSeconds: z.number(),
  severity: severitySchema.nullable(),
  labels: labelsSchema,
  annotations: z.record(z.string(), z.string()),
  isEnabled: z.boolean(),
  /** The number in the outermost comparison, where there is one to tune. */
  threshold: z.number().nullable(),
  /** What was changed beside the file; null where the rule is as the file says. */
  override: z
    .object({ forSeconds: z.number().nullable(), threshold: z.number().nullable(), expression: z.string().nullable() })
    .nullable(),
  health: z.enum(['unknown', 'ok', 'error', 'no-data']),
  lastError: z.string().nullable(),
  lastEvaluatedAt: instantSchema.nullable(),
  evaluationMs: z.number().nullable(),
  firing: z.number().int(),
  pending: z.number().int(),
  hasRunbook: z.boolean(),
})
export type Rule = z.infer<typeof ruleSchema>

/** A place in a rule file, in PromQL or in a template that cannot be read. */
export const problemSchema = z.object({ line: z.number().int(), column: z.number().int(), message: z.string() })

/** No password may stand in it: addresses are shown and recorded. */
const watchedAddress = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine((address) => !/^[a-z]+:\/\/[^/?#]*@/i.test(address))

const checkBase = { timeoutMs: z.number().int().min(100).max(30_000).default(5000) }
const host = z.string().min(1).max(253)
const port = z.number().int().min(1).max(65_535)

/** What an active check does, by its kind. */
export const checkSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...checkBase,
    kind: z.literal('http'),
    url: watchedAddress,
    method: z.enum(['GET', 'HEAD']).default('GET'),
    expectedStatuses: z.array(z.number().int().min(100).max(599)).max(20).default([]),
    contains: z.string().max(500).default(''),
    allowsUntrustedCertificate: z.boolean().default(false),
  }),
  z.strictObject({ ...checkBase, kind: z.literal('tcp'), host, port }),
  z.strictObject({ ...checkBase, kind: z.literal('tls'), host, port: port.default(443), serverName: host.optional() }),
  z.strictObject({
    ...checkBase,
    kind: z.literal('dns'),
    name: host,
    recordType: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS']).default('A'),
    server: z.string().max(100).default(''),
    expected: z.string().max(500).default(''),
  }),
  z.strictObject({ ...checkBase, kind: z.literal('ping'), host }),
])
export type CheckSettings = z.infer<typeof checkSettingsSchema>

export const checkInputSchema = z.strictObject({
  name: nameSchema(120),
  isEnabled: z.boolean().default(true),
  intervalSeconds: z.number().int().min(15).max(86_400).default(60),
  settings: checkSettingsSchema,
})

export const checkSchema = checkInputSchema.extend({
  id: idSchema,
  state: z.enum(['unknown', 'up', 'down', 'paused']),
  lastRunAt: instantSchema.nullable(),
  lastDurationMs: z.number().nullable(),
  /** Why it failed, or what it found. */
  lastMessage: z.string(),
  /** Days until the certificate ends, where it looked at one. */
  certificateDays: z.number().nullable(),
  /** Share of the last 24 hours in which it was up, from 0 to 1. */
  availability24h: z.number().nullable(),
})
export type Check = z.infer<typeof checkSchema>

export const scrapeInputSchema = z.strictObject({
  name: nameSchema(120),
  isEnabled: z.boolean().default(true),
  url: watchedAddress,
  intervalSeconds: z.number().int().min(15).max(3600).default(15),
  timeoutMs: z.number().int().min(100).max(30_000).default(10_000),
  labels: givenLabelsSchema.default({}),
  allowsUntrustedCertificate: z.boolean().default(false),
})

export const scrapeSchema = scrapeInputSchema.extend({
  id: idSchema,
  hasCredential: z.boolean(),
  state: z.enum(['unknown', 'up', 'down', 'paused']),
  lastRunAt: instantSchema.nullable(),
  lastDurationMs: z.number().nullable(),
  lastMessage: z.string(),
  samples: z.number().int(),
})
export type Scrape = z.infer<typeof scrapeSchema>

export const heartbeatInputSchema = z.strictObject({
  name: nameSchema(120),
  isEnabled: z.boolean().default(true),
  /** How often the job reports in, and how late it may be. */
  intervalSeconds: z
    .number()
    .int()
    .min(60)
    .max(32 * 86_400),
  graceSeconds: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(300),
})

/** A job elsewhere that reports in; when it stops, it is dead. */
export const heartbeatSchema = heartbeatInputSchema.extend({
  id: idSchema,
  state: z.enum(['waiting', 'up', 'failed', 'late', 'paused']),
  lastReportAt: instantSchema.nullable(),
  lastMessage: z.string(),
  lastDurationMs: z.number().nullable(),
  dueAt: instantSchema.nullable(),
})
export type Heartbeat = z.infer<typeof heartbeatSchema>

const panelBase = {
  id: z.string().min(1).max(64),
  title: z.string().max(200),
  titleEn: z.string().max(200).default(''),
  /** Columns of 12 that it takes, and rows of 80 pixels. */
  width: z.number().int().min(2).max(12).default(6),
  height: z.number().int().min(1).max(8).default(3),
  unit: z
    .enum(['none', 'percent', 'ratio', 'bytes', 'bytes-per-second', 'seconds', 'per-second', 'count', 'celsius'])
    .default('none'),
}

export const panelSchema = z.strictObject({
  ...panelBase,
  kind: z.enum(['graph', 'stat', 'gauge', 'table', 'bars', 'pie']),
  queries: z
    .array(z.strictObject({ expression: z.string().min(1).max(5000), legend: z.string().max(200).default('') }))
    .min(1)
    .max(10),
  /** Where it turns amber and red, and which side is the bad one. */
  thresholds: z
    .strictObject({
      warning: z.number().nullable(),
      critical: z.number().nullable(),
      worse: z.enum(['above', 'below']),
    })
    .nullable()
    .default(null),
})
export type Panel = z.infer<typeof panelSchema>

export const dashboardInputSchema = z.strictObject({
  name: nameSchema(120),
  nameEn: z.string().max(120).default(''),
  panels: z.array(panelSchema).max(60),
})
export const dashboardSchema = dashboardInputSchema.extend({
  id: z.string(),
  /** Dashboards that come with the program cannot be changed, only copied. */
  isBuiltIn: z.boolean(),
  updatedAt: instantSchema.nullable(),
  updatedBy: personSchema.nullable(),
})
export type Dashboard = z.infer<typeof dashboardSchema>
