import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'

/** One row of the record. `userAgent` is shortened; `seq` and `hash` are null until the sealer has linked it, within a second. */
export const auditRowSchema = z.object({
  id: idSchema,
  seq: z.number().int().nullable(),
  at: instantSchema,
  requestId: z.string(),
  callerKind: z.enum(['anonymous', 'user', 'api-key', 'local-operator', 'system']),
  callerId: z.string().nullable(),
  callerName: z.string().nullable(),
  transport: z.string(),
  remoteAddress: z.string(),
  userAgent: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  /** What the target was called when the row was written; null where it has no name. */
  targetName: z.string().nullable(),
  outcome: z.enum(['done', 'failed', 'denied']),
  errorCode: z.string().nullable(),
  occurrences: z.number().int(),
  /** What is worth knowing besides; `before` and `after` of a change, secrets masked. */
  detail: z.record(z.string(), z.unknown()),
  hash: z.string().nullable(),
})
export type AuditEntryView = z.infer<typeof auditRowSchema>

/** What narrows the record down; all at once. */
export const auditFilterSchema = z.object({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  caller: z.string().max(256).optional(),
  action: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
  outcome: z.enum(['done', 'failed', 'denied']).optional(),
  /** Part of any text of the row. */
  search: z.string().max(200).optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

/** Breaches a verifier tells apart. */
export const auditBreachSchema = z.enum(['edited', 'deleted', 'reordered', 'inserted', 'cut-tail', 'bad-signature'])

const verdictSchema = z.object({
  ok: z.boolean(),
  rows: z.number().int(),
  firstBadSeq: z.number().int().nullable(),
  kind: auditBreachSchema.nullable(),
  checkedAt: instantSchema,
})
export type AuditVerdict = z.infer<typeof verdictSchema>

const read = procedure({ access: 'audit.read', rateLimit: 'search', audit: 'sensitive-read' })

/** The record of what was done, and the proof that nobody has changed it. */
export const auditContract = {
  /** Newest first. */
  list: read
    .route({ method: 'GET', path: '/audit' })
    .input(pageInputSchema.extend(auditFilterSchema.shape))
    .output(pageSchema(auditRowSchema)),
  get: read
    .route({ method: 'GET', path: '/audit/{id}' })
    .input(z.object({ id: idSchema }))
    .errors(errors('NOT_FOUND'))
    .output(auditRowSchema),
  status: procedure({ access: 'audit.read', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/audit-status' })
    .output(
      z.object({
        rows: z.number().int(),
        unsealedRows: z.number().int(),
        oldestAt: instantSchema.nullable(),
        keepDays: z.number().int(),
        lastCheckpoint: z.object({ seq: z.number().int(), at: instantSchema, keyId: z.string() }).nullable(),
        /** Where checkpoints go, and whether the last one arrived. */
        destinations: z.array(
          z.object({
            kind: z.enum(['file', 'syslog', 'webhook']),
            place: z.string(),
            lastDeliveredAt: instantSchema.nullable(),
            failure: z.string().nullable(),
          }),
        ),
        lastVerdict: verdictSchema.nullable(),
      }),
    ),
  /** Walks the whole chain in the database. */
  verify: procedure({ access: 'audit.read', rateLimit: 'report', audit: 'change' })
    .route({ method: 'POST', path: '/audit-verifications' })
    .output(verdictSchema),
  /** JSON lines as `kuraban audit verify` reads them, in pieces of about 64 kB. */
  export: procedure({ access: 'audit.export', rateLimit: 'report', audit: 'sensitive-read', stepUp: 'export' })
    .route({ method: 'GET', path: '/audit-export' })
    .input(auditFilterSchema)
    .output(eventIterator(z.object({ text: z.string() }))),
}
