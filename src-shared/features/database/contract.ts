import { z } from 'zod'
import { instantSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'

const read = procedure({ access: 'database.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'database.manage', rateLimit: 'report', audit: 'change' })
const shapeId = z.string().regex(/^[0-9a-f]{16}$/)

/** Queries of one shape: the same text whatever the values. */
export const queryShapeSchema = z.object({
  id: shapeId,
  /** Text with its values taken out, cut at 2,000 characters. */
  sql: z.string(),
  /** Whether the engine has a plan for statements of this kind. */
  canExplain: z.boolean(),
  calls: z.number().int(),
  slowCalls: z.number().int(),
  totalMs: z.number(),
  meanMs: z.number(),
  maximumMs: z.number(),
  rows: z.number().int(),
  lastSeenAt: instantSchema,
})
export type QueryShape = z.infer<typeof queryShapeSchema>

const suggestionSchema = z.object({
  sql: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
  /** What the query does with each column: the reason for it. */
  uses: z.array(z.enum(['equality', 'range', 'order'])),
})
export type IndexSuggestion = z.infer<typeof suggestionSchema>

/** How the engine carries a query out. */
const explanationSchema = z.object({
  plan: z.string(),
  scansWholeTable: z.array(z.string()),
  durationMs: z.number().nullable(),
  /** Whether it only reads and has never taken ten seconds, so that it can be carried out again. */
  canMeasure: z.boolean(),
  suggestions: z.array(suggestionSchema),
})
export type QueryExplanation = z.infer<typeof explanationSchema>

/** What an index brought on a copy of its table. */
const trialSchema = z.object({
  beforeMs: z.number(),
  afterMs: z.number(),
  isUsed: z.boolean(),
  plan: z.string(),
  copiedRows: z.number(),
})
export type IndexTrial = z.infer<typeof trialSchema>

/** What an index that the product relies on is for. */
const indexPurposeSchema = z.enum([
  'task-next',
  'task-list',
  'task-cleanup',
  'task-once',
  'backup-due',
  'backup-history',
  'backup-state',
  'backup-latest',
  'session-of-user',
  'session-cleanup',
  'person-by-email',
  'groups-of-person',
  'api-key-list',
  'token-family',
  'token-cleanup',
  'audit-latest',
  'alert-same',
  'alert-list',
  'alert-history',
  'silence-current',
  'delivery-of-channel',
  'delivery-latest',
  'letter-list',
])
export type IndexPurpose = z.infer<typeof indexPurposeSchema>

/** Whether one of them exists and is used by the query it is for. */
const indexCheckSchema = z.object({
  name: z.string(),
  purpose: indexPurposeSchema,
  state: z.enum(['used', 'unused', 'missing']),
  plan: z.string(),
})
export type IndexCheck = z.infer<typeof indexCheckSchema>

/** How the database stands: its size, what takes it up, its connections. */
const databaseStatusSchema = z.object({
  engine: z.enum(['sqlite', 'postgres']),
  version: z.string(),
  sizeBytes: z.number(),
  pool: z.object({
    used: z.number().int(),
    idle: z.number().int(),
    waiting: z.number().int(),
    limit: z.number().int(),
  }),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), tableBytes: z.number(), indexBytes: z.number() })),
  indexes: z.array(
    z.object({
      name: z.string(),
      table: z.string(),
      columns: z.string(),
      bytes: z.number(),
      scans: z.number().nullable(),
    }),
  ),
  slowQueryMs: z.number(),
})
export type DatabaseStatus = z.infer<typeof databaseStatusSchema>

/** What the database behind the program does, how long it takes and where it goes. */
export const databaseContract = {
  status: read.route({ method: 'GET', path: '/database' }).output(databaseStatusSchema),
  queries: read
    .route({ method: 'GET', path: '/database/queries' })
    .input(
      z.strictObject({
        sort: z.enum(['total', 'mean', 'maximum', 'calls']).default('total'),
        onlySlow: z.stringbool().or(z.boolean()).default(false),
        search: z.string().max(200).default(''),
      }),
    )
    .output(z.object({ items: z.array(queryShapeSchema), since: instantSchema })),
  /** The plan of a shape; with `measure` it is really run, reading only. */
  explain: procedure({ access: 'database.manage', rateLimit: 'report', audit: 'sensitive-read' })
    .route({ method: 'POST', path: '/database/queries/{id}/explain' })
    .input(z.strictObject({ id: shapeId, measure: z.boolean().default(false) }))
    .errors(errors('NOT_FOUND', 'UNAVAILABLE'))
    .output(explanationSchema),
  /** Tries a suggested index on a copy of the table and says what it brings; the real table is left alone. */
  tryIndex: manage
    .route({ method: 'POST', path: '/database/queries/{id}/try-index' })
    .input(
      z.strictObject({ id: shapeId, table: z.string().max(63), columns: z.array(z.string().max(63)).min(1).max(5) }),
    )
    .errors(errors('NOT_FOUND', 'UNAVAILABLE', 'PAYLOAD_TOO_LARGE'))
    .output(trialSchema),
  /** Whether each index that the product relies on exists and is used by the query it is for. */
  indexChecks: read.route({ method: 'GET', path: '/database/index-checks' }).output(
    z.object({
      items: z.array(indexCheckSchema),
    }),
  ),
  reset: manage.route({ method: 'POST', path: '/database/queries/reset' }).output(z.object({})),
}
