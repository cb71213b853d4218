import { z } from 'zod'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'

/** A letter that went out, waits, or could not be sent. Its text is never listed: it may hold a secret. */
export const outboxEntrySchema = z.object({
  id: idSchema,
  /** Such as `invitation`, `password-reset`, `two-factor-reset`, `test`. */
  kind: z.string(),
  recipient: z.string(),
  subject: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  lastFailure: z.string().nullable(),
  createdAt: instantSchema,
  sentAt: instantSchema.nullable(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

const byId = z.strictObject({ id: idSchema })
const read = procedure({ access: 'mail.manage', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'mail.manage', rateLimit: 'admin', audit: 'change' })

/** Mail the program sends, and what it prints where it cannot send any. */
export const notificationsContract = {
  outbox: {
    list: read.route({ method: 'GET', path: '/outbox' }).input(pageInputSchema).output(pageSchema(outboxEntrySchema)),
    /**
     * The whole letter, for printing or saving where mail does not arrive. Its reader can come in as whom it was written
     * to: only whoever holds every right there is gets it.
     */
    letter: procedure({ access: 'mail.manage', rateLimit: 'admin', audit: 'sensitive-read', stepUp: 'export' })
      .route({ method: 'GET', path: '/outbox/{id}/letter' })
      .input(byId)
      .errors(errors('NOT_FOUND'))
      .output(z.object({ fileName: z.string(), text: z.string() })),
    retry: manage
      .route({ method: 'POST', path: '/outbox/{id}/retry' })
      .input(byId)
      .errors(errors('NOT_FOUND', 'STALE', 'QUEUE_FULL'))
      .output(outboxEntrySchema),
  },
  mail: {
    status: read
      .route({ method: 'GET', path: '/mail' })
      .output(z.object({ configured: z.boolean(), host: z.string(), from: z.string(), encryption: z.string() })),
    /** Sends a test letter at once and answers when the server has taken it. */
    test: manage
      .route({ method: 'POST', path: '/mail/test' })
      .input(z.strictObject({ recipient: z.email().max(254) }))
      .errors(errors('UNAVAILABLE', 'MAIL_FAILED'))
      .output(z.object({ answer: z.string() })),
    /** Keeps the password of the mail server in the store of secrets; null forgets it. A setting of that name wins. */
    setPassword: procedure({ access: 'mail.manage', rateLimit: 'admin', audit: 'change', stepUp: 'secrets' })
      .route({ method: 'PUT', path: '/mail/password' })
      .input(z.strictObject({ password: z.string().min(1).max(1024).nullable() }))
      .errors(errors('SECRET_STORE_UNAVAILABLE'))
      .output(z.object({})),
  },
}
