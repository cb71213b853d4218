import { z } from 'zod'
import { languageSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'

const login = procedure({ access: 'public', rateLimit: 'login', audit: 'change', keepsSession: true })
/** Why a new password is refused. */
export const passwordErrors = errors('PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_COMMON')
const entranceErrors = errors('SIGN_IN_FAILED', 'SETUP_REQUIRED', 'SIGN_INS_FROZEN', 'UNAVAILABLE')
const secret = values.secretSchema

/** The first run, in which the first administrator registers. */
export const setupContract = {
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
        /** Ways to sign in besides name and password. `mail`: whether a forgotten password can be reset by mail. */
        ways: z.object({
          singleSignOn: z.array(z.object({ id: z.string(), label: z.string() })),
          development: z.boolean(),
          mail: z.boolean(),
        }),
      }),
    ),
  /** Creates the administrator and signs them in. */
  complete: login
    .route({ method: 'POST', path: '/setup' })
    .input(
      z.strictObject({
        setupSecret: secret.optional(),
        siteName: values.labelSchema.optional(),
        name: values.userNameSchema,
        password: values.passwordSchema,
        language: languageSchema,
      }),
    )
    .errors({ ...passwordErrors, ...errors('SETUP_DONE', 'SIGN_IN_LINK_INVALID', 'UNAVAILABLE') })
    .output(values.startedSchema),
}

/** The same answer for an unknown name, a wrong password, a disabled account and too many attempts. */
export const signIn = login
  .route({ method: 'POST', path: '/session' })
  .input(
    z.strictObject({
      name: z.string().max(256),
      password: values.passwordSchema,
      /** Answer the bearer token instead of setting a cookie; for programs. */
      wantsToken: z.boolean().default(false),
    }),
  )
  .errors(entranceErrors)
  .output(values.signInOutcomeSchema)

/** Ends the own session. */
export const signOut = procedure({ access: 'public', rateLimit: 'write', audit: 'change', keepsSession: true })
  .route({ method: 'DELETE', path: '/session' })
  .output(z.object({}))

/** Exchanges the single-use secret in the fragment of a sign-in address. */
export const claimSignInLink = login
  .route({ method: 'POST', path: '/sign-in-links/claim' })
  .input(z.strictObject({ secret }))
  .errors(errors('SIGN_IN_LINK_INVALID', 'SIGN_INS_FROZEN'))
  .output(
    z.discriminatedUnion('outcome', [
      /** First run: hand `setupSecret` to `setup.complete`; valid 30 minutes. */
      z.object({ outcome: z.literal('setup'), setupSecret: secret }),
      z.object({ outcome: z.literal('signed-in'), session: values.sessionSchema }),
      /** There are users already: open the sign-in page. */
      z.object({ outcome: z.literal('sign-in') }),
    ]),
  )

/** Signs the fixed user of the development mode in; outside development there is no such thing. */
export const developmentSignIn = login
  .route({ method: 'POST', path: '/session/development' })
  .errors(errors('NOT_FOUND'))
  .output(values.startedSchema)

/** Guesses are of no use here: the answer carries a code of the provider and a binding of 256 bits. */
const singleSignOn = { access: 'public', rateLimit: 'other', keepsSession: true } as const

/** OpenID Connect: code flow with PKCE. */
export const singleSignOnContract = {
  /**
   * `address` is opened by the browser; `binding` stays with the window that began and must come back with the answer.
   * `opened` says that the host has opened the address in the browser of the machine (desktop): then do not go there,
   * call `complete` without an answer at once.
   */
  begin: procedure({ ...singleSignOn, audit: 'none' })
    .route({ method: 'POST', path: '/single-sign-on' })
    .input(z.strictObject({ provider: z.string().max(100) }))
    .errors(errors('NOT_FOUND', 'SINGLE_SIGN_ON_FAILED', 'UNAVAILABLE'))
    .output(z.object({ address: z.url(), binding: secret, opened: z.boolean() })),
  /**
   * `answer` is the address the provider sent the browser back to, with its parameters. Left out on the desktop: the call
   * then waits, at most 5 minutes, until the browser of the machine has come back to this program.
   */
  complete: procedure({ ...singleSignOn, audit: 'change' })
    .route({ method: 'POST', path: '/single-sign-on/complete' })
    .input(z.strictObject({ binding: secret, answer: z.url().max(8192).optional() }))
    .errors(errors('SINGLE_SIGN_ON_FAILED', 'SIGN_IN_FAILED', 'SIGN_INS_FROZEN', 'UNAVAILABLE'))
    .output(values.signInOutcomeSchema),
}

/** A forgotten password. Neither way goes round a second factor. */
export const passwordResetContract = {
  /** Sends a letter by mail where the name or address is known; the answer is the same where it is not. */
  request: procedure({ access: 'public', rateLimit: 'password-reset', audit: 'change' })
    .route({ method: 'POST', path: '/password-resets' })
    .input(z.strictObject({ name: z.string().min(1).max(256) }))
    .errors(errors('UNAVAILABLE'))
    .output(z.object({})),
  /** `secret` is that of the mail's link, valid 30 minutes, or the code of a printed letter, valid 7 days; each once. */
  complete: login
    .route({ method: 'POST', path: '/password-resets/complete' })
    .input(z.strictObject({ name: z.string().max(256), secret, newPassword: values.passwordSchema }))
    .errors({ ...passwordErrors, ...errors('RESET_INVALID', 'SIGN_INS_FROZEN', 'UNAVAILABLE') })
    .output(values.signInOutcomeSchema),
}

/** Taking up an invitation. */
export const invitationEntranceContract = {
  look: procedure({ access: 'public', rateLimit: 'login', audit: 'none' })
    .route({ method: 'POST', path: '/invitations/look' })
    .input(z.strictObject({ secret }))
    .errors(errors('INVITATION_INVALID'))
    .output(z.object({ siteName: z.string(), name: z.string(), invitedBy: z.string(), language: languageSchema })),
  /** The invited person may change the name they were given, and chooses the password. */
  accept: procedure({ access: 'public', rateLimit: 'register', audit: 'change', keepsSession: true })
    .route({ method: 'POST', path: '/invitations/accept' })
    .input(
      z.strictObject({
        secret,
        name: values.userNameSchema,
        password: values.passwordSchema,
        language: languageSchema,
      }),
    )
    .errors({ ...passwordErrors, ...errors('INVITATION_INVALID', 'CONFLICT', 'SIGN_INS_FROZEN', 'UNAVAILABLE') })
    .output(values.startedSchema),
}
