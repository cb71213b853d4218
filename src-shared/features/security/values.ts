import { z } from 'zod'
import { idSchema, instantSchema, languageSchema, nameSchema } from '#shared/contract/identifiers.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'

/**
 * Lengths of passwords in characters after normalisation; there are no rules of composition. The shorter minimum holds
 * for people who have a second factor.
 */
export const passwordLimits = { minimumLength: 15, minimumLengthWithTwoFactor: 12, maximumLength: 256 } as const

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

/** Name of a group, a role or a key as people write it. */
export const labelSchema = nameSchema(100)

/** A password as it is typed. Its policy is checked by the service, which answers with codes of its own. */
export const passwordSchema = z.string().max(4096)

/** A secret that the program made: of a link, a challenge or a letter. */
export const secretSchema = z.string().min(1).max(200)

/** Six digits of an authenticator, or a backup code `XXXX-XXXX`, as typed. */
export const twoFactorCodeSchema = z.string().trim().min(6).max(20)

/** An address for mail. */
export const emailSchema = z.email().max(254)

/** A role by name (built in) or by id (custom). */
export const roleReferenceSchema = z.union([builtInRoleSchema, idSchema])
export type RoleReference = z.infer<typeof roleReferenceSchema>

/**
 * What a person owes before they may do anything else: a password of their own choice, or a second factor that their
 * role asks for.
 */
export const dutySchema = z.enum(['change-password', 'enrol-two-factor'])
export type Duty = z.infer<typeof dutySchema>

/** Somebody who may sign in. */
export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string().nullable(),
  role: roleReferenceSchema,
  groups: z.array(z.object({ id: idSchema, name: z.string() })),
  language: languageSchema,
  state: z.enum(['active', 'disabled']),
  /** `required`: their role asks for a second factor and they have none yet. */
  twoFactor: z.enum(['off', 'required', 'on']),
  /** When a temporary account stops working; null for everybody else. */
  expiresAt: instantSchema.nullable(),
  /** Made by `kuraban recover-admin`: shown as a banner for as long as it exists. */
  breakGlass: z.boolean(),
  createdAt: instantSchema,
  lastSignInAt: instantSchema.nullable(),
})
export type User = z.infer<typeof userSchema>

/**
 * Who is signed in and for how long. The session ends at `idleExpiresAt` unless the person does something, and at
 * `expiresAt` in any case; `warnBeforeMs` is how long before that a window should say so. Until `steppedUpUntil` calls
 * that ask for the password again go through. `permissions` are those that hold at this moment for at least one thing.
 */
export const sessionSchema = z.object({
  id: idSchema,
  user: userSchema,
  permissions: z.array(z.string()),
  duty: dutySchema.nullable(),
  startedAt: instantSchema,
  idleExpiresAt: instantSchema,
  expiresAt: instantSchema,
  warnBeforeMs: z.number().int(),
  steppedUpUntil: instantSchema.nullable(),
})
export type Session = z.infer<typeof sessionSchema>

/** Why a session that a window still remembers is over. */
export const sessionEndSchema = z.enum(['signed-out', 'idle', 'absolute', 'revoked'])
export type SessionEnd = z.infer<typeof sessionEndSchema>

/** How somebody signed in. */
export const signInMethodSchema = z.enum([
  'password',
  'two-factor',
  'single-sign-on',
  'sign-in-link',
  'invitation',
  'recovery',
  'development',
])
export type SignInMethod = z.infer<typeof signInMethodSchema>

/** A session as its owner or an administrator looks at it. */
export const sessionEntrySchema = z.object({
  id: idSchema,
  userId: idSchema,
  userName: z.string(),
  method: signInMethodSchema,
  transport: z.string(),
  remoteAddress: z.string(),
  userAgent: z.string(),
  startedAt: instantSchema,
  activeAt: instantSchema,
  expiresAt: instantSchema,
  current: z.boolean(),
})
export type SessionEntry = z.infer<typeof sessionEntrySchema>

/**
 * The answer to a sign-in that succeeded. `token` is the bearer token, only for callers that asked for it; windows get a
 * cookie or are remembered by their host.
 */
export const startedSchema = z.object({
  outcome: z.literal('signed-in'),
  session: sessionSchema,
  token: z.string().nullable(),
})

/** The password was right and a second factor is asked for: hand `challenge` to `twoFactor.verify` with a code. */
export const challengedSchema = z.object({
  outcome: z.literal('two-factor'),
  requiresTwoFactor: z.literal(true),
  challenge: secretSchema,
  expiresAt: instantSchema,
})

/** What a way of signing in answers. */
export const signInOutcomeSchema = z.discriminatedUnion('outcome', [startedSchema, challengedSchema])
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>

/** A letter a person prints or saves and hands over, where no mail is sent: plain text in the reader's language. */
export const letterSchema = z.object({ fileName: z.string(), text: z.string() })
export type Letter = z.infer<typeof letterSchema>

/** How something secret reaches a person: queued as mail, or as a letter for whoever asked. */
export const deliverySchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('mail'), recipient: z.string() }),
  z.object({ by: z.literal('letter'), letter: letterSchema }),
])
export type Delivery = z.infer<typeof deliverySchema>
