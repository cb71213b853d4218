import { z } from 'zod'
import { idSchema, instantSchema, languageSchema, roleSchema } from '#shared/contract/identifiers.ts'

/** Lengths of passwords in characters after normalisation; there are no rules of composition. */
export const passwordLimits = { minimumLength: 15, maximumLength: 256 } as const

/** Name under which a person signs in; two names that differ in case or width only are the same. */
export const userNameSchema = z
  .string()
  .transform((name) => name.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u),
  )

/** A password as it is typed. Its policy is checked by the service, which answers with codes of its own. */
export const passwordSchema = z.string().max(4096)

/** Somebody who may sign in. */
export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: roleSchema,
  language: languageSchema,
  createdAt: instantSchema,
  lastSignInAt: instantSchema.nullable(),
})
export type User = z.infer<typeof userSchema>

/**
 * Who is signed in and for how long. The session ends at `idleExpiresAt` unless the person does something, and at
 * `expiresAt` in any case; `warnBeforeMs` is how long before that a window should say so.
 */
export const sessionSchema = z.object({
  id: idSchema,
  user: userSchema,
  permissions: z.array(z.string()),
  startedAt: instantSchema,
  idleExpiresAt: instantSchema,
  expiresAt: instantSchema,
  warnBeforeMs: z.number().int(),
})
export type Session = z.infer<typeof sessionSchema>

/** Why a session that a window still remembers is over. */
export const sessionEndSchema = z.enum(['signed-out', 'idle', 'absolute', 'revoked'])
export type SessionEnd = z.infer<typeof sessionEndSchema>
