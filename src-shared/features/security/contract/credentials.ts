import { z } from 'zod'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { permissionSchema } from '#shared/contract/permissions.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'

/** A key with which another program calls. What it may do is its scopes, and never more than its maker may. */
export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The part of the key that is no secret, for finding it again: `krb_prod_ab12cd34`. */
  prefix: z.string(),
  scopes: z.array(permissionSchema),
  networks: z.array(z.string()),
  createdBy: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  lastUsedFrom: z.string().nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})
export type ApiKey = z.infer<typeof apiKeySchema>

/** API keys of other programs. */
export const apiKeysContract = {
  list: procedure({ access: 'api-keys.manage', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/api-keys' })
    .input(pageInputSchema.extend({ state: z.enum(['active', 'all']).default('all') }))
    .output(pageSchema(apiKeySchema)),
  /** `key` is shown this once and stored as a hash only. */
  create: procedure({ access: 'api-keys.manage', rateLimit: 'admin', audit: 'change', stepUp: 'secrets' })
    .route({ method: 'POST', path: '/api-keys' })
    .input(
      z.strictObject({
        name: values.labelSchema,
        scopes: z.array(permissionSchema).min(1),
        networks: z
          .array(z.union([z.cidrv4(), z.cidrv6()]))
          .max(50)
          .default([]),
        validDays: z.number().int().min(1).max(365).default(90),
        /**
         * Name of the person whose rights bound the key. Only the command line of the machine may name one (the first
         * administrator unless told); everybody else makes keys for themselves.
         */
        owner: z.string().max(256).optional(),
      }),
    )
    .errors(errors('NOT_FOUND', 'SCOPE_NOT_HELD'))
    .output(z.object({ apiKey: apiKeySchema, key: z.string() })),
  revoke: procedure({ access: 'api-keys.manage', rateLimit: 'delete', audit: 'change', stepUp: 'delete' })
    .route({ method: 'POST', path: '/api-keys/{id}/revoke' })
    .input(z.strictObject({ id: idSchema }))
    .errors(errors('NOT_FOUND'))
    .output(apiKeySchema),
}

const tokens = z.object({
  /** A JWT (EdDSA, RFC 9068), sent as `Authorization: Bearer`. */
  accessToken: z.string(),
  accessExpiresAt: instantSchema,
  /** Opaque, good once; the next one comes with the next pair. */
  refreshToken: z.string(),
  refreshExpiresAt: instantSchema,
})

/** Tokens of a user for programs that call REST in their name. */
export const tokensContract = {
  /** The password, and the code where the user has a second factor. */
  issue: procedure({ access: 'public', rateLimit: 'login', audit: 'change' })
    .route({ method: 'POST', path: '/tokens' })
    .input(
      z.strictObject({
        name: z.string().max(256),
        password: values.passwordSchema,
        code: values.twoFactorCodeSchema.optional(),
      }),
    )
    .errors(errors('SIGN_IN_FAILED', 'TWO_FACTOR_CODE_WRONG', 'SETUP_REQUIRED', 'SIGN_INS_FROZEN', 'UNAVAILABLE'))
    .output(tokens),
  /** A token that was used before ends the whole family, unless it comes within 15 s of its use (two tabs at once). */
  refresh: procedure({ access: 'public', rateLimit: 'other', audit: 'none' })
    .route({ method: 'POST', path: '/tokens/refresh' })
    .input(z.strictObject({ refreshToken: values.secretSchema }))
    .output(tokens),
  /** Ends the family of the token; an unknown one is no error. */
  revoke: procedure({ access: 'public', rateLimit: 'write', audit: 'change' })
    .route({ method: 'POST', path: '/tokens/revoke' })
    .input(z.strictObject({ refreshToken: values.secretSchema }))
    .output(z.object({})),
  /** Public keys for checking access tokens (RFC 7517). */
  keys: procedure({ access: 'public', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/tokens/keys' })
    .output(z.object({ keys: z.array(z.record(z.string(), z.string())) })),
}

/** A ticket for one WebSocket of a program that cannot send headers; valid 30 s, once. */
export const issueSocketTicket = procedure({ access: 'signed-in', rateLimit: 'write', audit: 'none' })
  .route({ method: 'POST', path: '/socket-tickets' })
  .output(z.object({ ticket: values.secretSchema, expiresAt: instantSchema }))
