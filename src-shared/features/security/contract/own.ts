import { z } from 'zod'
import { idSchema, instantSchema, languageSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'
import { passwordErrors } from './entrance.ts'

const read = procedure({ access: 'self', rateLimit: 'read', audit: 'none' })
const write = procedure({ access: 'self', rateLimit: 'write', audit: 'change' })
const prove = procedure({ access: 'self', rateLimit: 'login', audit: 'change', keepsSession: true })

/** The own session: its state, its life, its proofs. */
export const sessionContract = {
  /** Who I am; `session` is null for strangers, `ended` then says why a session still remembered is over. */
  current: procedure({ access: 'public', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/session' })
    .output(z.object({ session: values.sessionSchema.nullable(), ended: values.sessionEndSchema.nullable() })),
  /**
   * Says that the person is there. Reads, refetches and event streams of a window never prolong a session: a window
   * calls this on keys and clicks, at most once a minute. Changes prolong it by themselves.
   */
  extend: procedure({ access: 'self', rateLimit: 'write', audit: 'none' })
    .route({ method: 'POST', path: '/session/extend' })
    .output(values.sessionSchema),
  /** Proves again who is there, so that what asks for it goes through for some minutes; the session gets a new token. */
  stepUp: prove
    .route({ method: 'POST', path: '/session/step-up' })
    .input(z.strictObject({ password: values.passwordSchema.optional(), code: values.twoFactorCodeSchema.optional() }))
    .errors(errors('PASSWORD_WRONG', 'TWO_FACTOR_CODE_WRONG', 'UNAVAILABLE'))
    .output(values.startedSchema),
  /** Locks every window of this session at once: as signing out, for suspend and screen lock. */
  lock: procedure({ access: 'public', rateLimit: 'write', audit: 'change', keepsSession: true })
    .route({ method: 'POST', path: '/session/lock' })
    .output(z.object({})),
  listOwn: read
    .route({ method: 'GET', path: '/profile/sessions' })
    .output(z.object({ items: z.array(values.sessionEntrySchema) })),
  /** Ends sessions of one's own; without ids all but this one. */
  endOwn: write
    .route({ method: 'POST', path: '/profile/sessions/end' })
    .input(z.strictObject({ ids: z.array(idSchema).max(200).optional() }))
    .output(z.object({ endedSessions: z.number().int() })),
}

const codesOnce = z.object({
  /** Ten codes `XXXX-XXXX`, shown this once and stored as hashes only. */
  backupCodes: z.array(z.string()),
  session: values.sessionSchema,
  token: z.string().nullable(),
})

/** One's own second factor: a code of an authenticator (RFC 6238, SHA-1, 6 digits, 30 s). */
export const twoFactorContract = {
  status: read.route({ method: 'GET', path: '/profile/two-factor' }).output(
    z.object({
      state: z.enum(['off', 'pending', 'on']),
      required: z.boolean(),
      enabledAt: instantSchema.nullable(),
      lastUsedAt: instantSchema.nullable(),
      backupCodesLeft: z.number().int(),
    }),
  ),
  /** Makes a new secret that counts only after `enable`. `qrCode` is a data URI of an SVG or PNG picture made here. */
  setUp: prove
    .route({ method: 'POST', path: '/profile/two-factor' })
    .input(z.strictObject({ password: values.passwordSchema }))
    .errors(errors('PASSWORD_WRONG', 'TWO_FACTOR_STATE', 'UNAVAILABLE'))
    .output(z.object({ secret: z.string(), address: z.string(), qrCode: z.string(), issuer: z.string() })),
  enable: prove
    .route({ method: 'POST', path: '/profile/two-factor/enable' })
    .input(z.strictObject({ code: values.twoFactorCodeSchema }))
    .errors(errors('TWO_FACTOR_CODE_WRONG', 'TWO_FACTOR_STATE'))
    .output(codesOnce),
  disable: prove
    .route({ method: 'POST', path: '/profile/two-factor/disable' })
    .input(z.strictObject({ password: values.passwordSchema }))
    .errors(errors('PASSWORD_WRONG', 'TWO_FACTOR_STATE', 'TWO_FACTOR_MANDATORY', 'UNAVAILABLE'))
    .output(values.startedSchema),
  /** New backup codes; the earlier ones stop working. */
  renewBackupCodes: prove
    .route({ method: 'POST', path: '/profile/two-factor/backup-codes' })
    .input(z.strictObject({ password: values.passwordSchema }))
    .errors(errors('PASSWORD_WRONG', 'TWO_FACTOR_STATE', 'UNAVAILABLE'))
    .output(codesOnce),
  /** The second half of a sign-in: a code of the authenticator or a backup code. */
  verify: procedure({ access: 'public', rateLimit: 'two-factor', audit: 'change', keepsSession: true })
    .route({ method: 'POST', path: '/session/two-factor' })
    .input(
      z.strictObject({
        challenge: values.secretSchema,
        code: values.twoFactorCodeSchema,
        wantsToken: z.boolean().default(false),
      }),
    )
    .errors(errors('TWO_FACTOR_CODE_WRONG', 'CHALLENGE_EXPIRED', 'SIGN_INS_FROZEN', 'UNAVAILABLE'))
    .output(values.startedSchema),
}

/** Ends all other sessions of the user and gives this one a new token. */
export const changePassword = prove
  .route({ method: 'PUT', path: '/profile/password' })
  .input(z.strictObject({ currentPassword: values.passwordSchema, newPassword: values.passwordSchema }))
  .errors({ ...passwordErrors, ...errors('PASSWORD_WRONG', 'UNAVAILABLE') })
  .output(values.startedSchema)

/** The language of the person who asks. */
export const changeLanguage = write
  .route({ method: 'PUT', path: '/profile/language' })
  .input(z.strictObject({ language: languageSchema }))
  .output(values.userSchema)

/** The person who asks, as they may see themselves. */
export const profile = read.route({ method: 'GET', path: '/profile' }).output(values.userSchema)
