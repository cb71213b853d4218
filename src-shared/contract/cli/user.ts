import { z } from 'zod'
import { instantSchema } from '#shared/contract/identifiers.ts'
import { deliverySchema, letterSchema, userSchema } from '#shared/features/security/values.ts'

/** What `kuraban user create|disable|enable|reset-2fa --json` print: the user as the rest of the program sees them. */
export const userCreatedSchema = userSchema

/** What `kuraban user list --json` prints. */
export const userListSchema = z.object({ users: z.array(userSchema) })

/** What `kuraban user reset-password --json` prints: where the letter went, or the letter itself. */
export const passwordResetSchema = deliverySchema

/** What `kuraban user remove --json` prints. */
export const userRemovedSchema = z.object({ endedSessions: z.number().int() })

/** What `kuraban recover-admin --json` prints: a new account with its password, unless a file held it. */
export const emergencyAdministratorSchema = z.object({
  user: userSchema,
  password: z.string().nullable(),
  expiresAt: instantSchema,
})

/** What `kuraban recover-admin --user NAME --json` prints: a code, good once, with which they choose a new password. */
export const restoredAdministratorSchema = z.object({
  user: userSchema,
  code: z.string(),
  expiresAt: instantSchema,
  letter: letterSchema,
})
