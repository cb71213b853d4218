import { z } from 'zod'
import { idSchema, languageSchema, roleSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from './values.ts'

const signedInRead = procedure({ access: 'signed-in', rateLimit: 'read', audit: 'none' })
const signedInWrite = procedure({ access: 'signed-in', rateLimit: 'write', audit: 'change' })
const login = procedure({ access: 'public', rateLimit: 'login', audit: 'change' })
const manage = procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change' })
const passwordErrors = errors('PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_COMMON')
const started = z.object({
  session: values.sessionSchema,
  /** The bearer token, only for callers that asked for it; windows get a cookie or are remembered by their host. */
  token: z.string().nullable(),
})
const secret = z.string().min(1).max(200)

const setup = {
  /** What a window must know before anybody has signed in. */
  status: procedure({ access: 'public', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/setup' })
    .output(
      z.object({
        required: z.boolean(),
        /** Whether set-up needs the secret that `claimSignInLink` answers; false in a window of the desktop. */
        secretRequired: z.boolean(),
        siteName: z.string(),
        environment: z.string(),
        language: languageSchema,
      }),
    ),
  /** Creates the administrator and signs them in. */
  complete: login
    .route({ method: 'POST', path: '/setup' })
    .input(
      z.strictObject({
        setupSecret: secret.optional(),
        siteName: z.string().trim().min(1).max(100).optional(),
        name: values.userNameSchema,
        password: values.passwordSchema,
        language: languageSchema,
      }),
    )
    .errors({ ...passwordErrors, ...errors('SETUP_DONE', 'SIGN_IN_LINK_INVALID', 'UNAVAILABLE') })
    .output(started),
}

const session = {
  /** Who I am; `session` is null for strangers, `ended` then says why a session still remembered is over. */
  current: procedure({ access: 'public', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/session' })
    .output(z.object({ session: values.sessionSchema.nullable(), ended: values.sessionEndSchema.nullable() })),
  /**
   * Says that the person is there. Reads, refetches and event streams of a window never prolong a session: a window
   * calls this on keys and clicks, at most once a minute. Changes prolong it by themselves.
   */
  extend: procedure({ access: 'signed-in', rateLimit: 'write', audit: 'none' })
    .route({ method: 'POST', path: '/session/extend' })
    .output(values.sessionSchema),
}

const users = {
  list: procedure({ access: 'users.manage', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/users' })
    .input(pageInputSchema)
    .output(pageSchema(values.userSchema)),
  create: manage
    .route({ method: 'POST', path: '/users' })
    .input(
      z.strictObject({
        name: values.userNameSchema,
        role: roleSchema,
        password: values.passwordSchema,
        language: languageSchema.default('ja'),
      }),
    )
    .errors({ ...passwordErrors, ...errors('CONFLICT', 'UNAVAILABLE') })
    .output(values.userSchema),
  /** Takes effect at once, in open windows too. The last administrator stays one. */
  setRole: manage
    .route({ method: 'PUT', path: '/users/{id}/role' })
    .input(z.strictObject({ id: idSchema, role: roleSchema }))
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(values.userSchema),
  /** Ends the user's sessions; what they did stays recorded under their name. */
  remove: procedure({ access: 'users.manage', rateLimit: 'delete', audit: 'change' })
    .route({ method: 'DELETE', path: '/users/{id}' })
    .input(z.strictObject({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(z.object({ endedSessions: z.number().int() })),
}

/** Who may use the program: set-up, sign-in, sessions and users. */
export const securityContract = {
  setup,
  session,
  users,
  /** The same answer for an unknown name, a wrong password and too many attempts. */
  signIn: login
    .route({ method: 'POST', path: '/session' })
    .input(
      z.strictObject({
        name: z.string().max(256),
        password: values.passwordSchema,
        /** Answer the bearer token instead of setting a cookie; for programs. */
        wantsToken: z.boolean().default(false),
      }),
    )
    .errors(errors('SIGN_IN_FAILED', 'SETUP_REQUIRED', 'UNAVAILABLE'))
    .output(started),
  signOut: procedure({ access: 'public', rateLimit: 'write', audit: 'change' })
    .route({ method: 'DELETE', path: '/session' })
    .output(z.object({})),
  /** Exchanges the single-use secret in the fragment of a sign-in address. */
  claimSignInLink: login
    .route({ method: 'POST', path: '/sign-in-links/claim' })
    .input(z.strictObject({ secret }))
    .errors(errors('SIGN_IN_LINK_INVALID'))
    .output(
      z.discriminatedUnion('outcome', [
        /** First run: hand `setupSecret` to `setup.complete`; valid 30 minutes. */
        z.object({ outcome: z.literal('setup'), setupSecret: secret }),
        z.object({ outcome: z.literal('signed-in'), session: values.sessionSchema }),
        /** There are users already: open the sign-in page. */
        z.object({ outcome: z.literal('sign-in') }),
      ]),
    ),
  /** Ends all other sessions of the user and gives this one a new token. */
  changePassword: procedure({ access: 'signed-in', rateLimit: 'login', audit: 'change' })
    .route({ method: 'PUT', path: '/profile/password' })
    .input(z.strictObject({ currentPassword: values.passwordSchema, newPassword: values.passwordSchema }))
    .errors({ ...passwordErrors, ...errors('PASSWORD_WRONG', 'UNAVAILABLE') })
    .output(started),
  changeLanguage: signedInWrite
    .route({ method: 'PUT', path: '/profile/language' })
    .input(z.strictObject({ language: languageSchema }))
    .output(values.userSchema),
  profile: signedInRead.route({ method: 'GET', path: '/profile' }).output(values.userSchema),
}
