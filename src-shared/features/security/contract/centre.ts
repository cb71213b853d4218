import { z } from 'zod'
import { instantSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { secretSchema } from '../values.ts'

const read = procedure({ access: 'security.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'security.manage', rateLimit: 'admin', audit: 'change', stepUp: 'security' })
const figures = z.record(z.string(), z.union([z.string(), z.number()]))

/** One automatic check: what was looked at, what was found, when, and where it is mended. */
export const securityCheckSchema = z.object({
  /** Such as `two-factor-coverage`; its words are `check.<id>` in the screens' locales. */
  id: z.string(),
  state: z.enum(['good', 'weak', 'bad', 'not-applicable', 'unknown']),
  /** Figures of the evidence, such as `{ "users": 12, "without": 3 }`. */
  evidence: figures,
  checkedAt: instantSchema,
  /** Items of the OWASP Top 10 it is evidence for, such as `2021:A07` and `2025:A07`. */
  owasp: z.array(z.string().regex(/^(2021|2025):A(0\d|10)$/)),
  /** Where the button that mends it leads: a route of the screens; null where nothing is to be done here. */
  mend: z.string().nullable(),
})
export type SecurityCheck = z.infer<typeof securityCheckSchema>

/** The checks of what protects the site. */
export const checksContract = {
  list: read
    .route({ method: 'GET', path: '/security-checks' })
    .output(z.object({ items: z.array(securityCheckSchema) })),
  /** Runs every check now. */
  run: procedure({ access: 'security.read', rateLimit: 'report', audit: 'none' })
    .route({ method: 'POST', path: '/security-checks/run' })
    .output(z.object({ items: z.array(securityCheckSchema) })),
}

/** Signing in as it went lately. */
export const signInStatisticsSchema = z.object({
  /** One entry an hour, oldest first, for the days asked for. */
  hours: z.array(
    z.object({ at: instantSchema, succeeded: z.number().int(), failed: z.number().int(), refused: z.number().int() }),
  ),
  addresses: z.array(
    z.object({
      address: z.string(),
      network: z.string(),
      succeeded: z.number().int(),
      failed: z.number().int(),
      lastAt: instantSchema,
    }),
  ),
})

export type SignInStatistics = z.infer<typeof signInStatisticsSchema>

/** Signing in of the last days, by the hour and by address. */
export const signInStatistics = read
  .route({ method: 'GET', path: '/sign-in-statistics' })
  .input(z.object({ days: z.coerce.number<number>().int().min(1).max(90).default(7) }))
  .output(signInStatisticsSchema)

/** What one does when somebody has broken in; each is one button. */
export const incidentContract = {
  status: read.route({ method: 'GET', path: '/incident' }).output(
    z.object({
      signInsFrozenSince: instantSchema.nullable(),
      frozenBy: z.string().nullable(),
      openSessions: z.number().int(),
      activeApiKeys: z.number().int(),
      keysRotatedAt: instantSchema.nullable(),
      breakGlassUsers: z.array(z.object({ name: z.string(), expiresAt: instantSchema })),
    }),
  ),
  /** While frozen nobody signs in by any way; open sessions go on until they are ended. Commands on the machine still work. */
  freezeSignIns: manage
    .route({ method: 'PUT', path: '/incident/sign-ins' })
    .input(z.strictObject({ frozen: z.boolean() }))
    .output(z.object({ signInsFrozenSince: instantSchema.nullable() })),
  /** Ends every session and every token but the caller's own. */
  endAllSessions: manage
    .route({ method: 'POST', path: '/incident/end-sessions' })
    .output(z.object({ endedSessions: z.number().int(), revokedTokens: z.number().int() })),
  /** New keys for tokens, columns, passwords' pepper and audit checkpoints; old ones only open what they closed. */
  rotateKeys: manage
    .route({ method: 'POST', path: '/incident/rotate-keys' })
    .errors(errors('SECRET_STORE_UNAVAILABLE'))
    .output(z.object({ rotated: z.array(z.string()), reencryptedValues: z.number().int() })),
  revokeAllApiKeys: manage
    .route({ method: 'POST', path: '/incident/revoke-api-keys' })
    .output(z.object({ revokedKeys: z.number().int() })),
}

/** Where the master key of the secret store lies, and its recovery sheet. */
export const secretsContract = {
  status: read.route({ method: 'GET', path: '/secret-store' }).output(
    z.object({
      kind: z.enum(['keychain', 'safe-storage', 'passphrase-file', 'key-file', 'memory']),
      weak: z.boolean(),
      /** Ways to the master key, such as `keychain` and `recovery-code`; with one alone, losing it loses every secret. */
      slots: z.array(z.string()),
      secrets: z.number().int(),
      recoverySheetMadeAt: instantSchema.nullable(),
      masterKeyMadeAt: instantSchema.nullable(),
    }),
  ),
  /** A new code that opens the store when everything else is lost; the earlier one stops working. Shown this once. */
  createRecoverySheet: procedure({ access: 'secrets.manage', rateLimit: 'admin', audit: 'change', stepUp: 'secrets' })
    .route({ method: 'POST', path: '/secret-store/recovery-sheet' })
    .errors(errors('SECRET_STORE_UNAVAILABLE'))
    .output(z.object({ code: secretSchema, fileName: z.string(), text: z.string() })),
  /** A new master key: everything is sealed anew, and every slot but the recovery code is made anew. */
  rotateMasterKey: procedure({ access: 'secrets.manage', rateLimit: 'admin', audit: 'change', stepUp: 'secrets' })
    .route({ method: 'POST', path: '/secret-store/rotate' })
    .errors(errors('SECRET_STORE_UNAVAILABLE'))
    .output(z.object({ slots: z.array(z.string()), secrets: z.number().int() })),
}

/** The certificate the server shows. */
export const certificateStatusSchema = z.object({
  /** `none`: the server speaks plain HTTP on loopback, or this is the desktop. */
  kind: z.enum(['none', 'generated', 'own']),
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  names: z.array(z.string()),
  /** SHA-256 in hexadecimal pairs with colons, as browsers show it. */
  fingerprint: z.string().nullable(),
  notBefore: instantSchema.nullable(),
  notAfter: instantSchema.nullable(),
  loadedAt: instantSchema.nullable(),
  /** Why a newer file on disk was not taken, such as `key-of-another-certificate`; null while all is well. */
  failure: z.string().nullable(),
})
export type CertificateStatus = z.infer<typeof certificateStatusSchema>

/** The certificate that the server shows. */
export const certificateContract = {
  status: read.route({ method: 'GET', path: '/certificate' }).output(certificateStatusSchema),
}
