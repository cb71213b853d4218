import { userSchema } from '#shared/features/security/values.ts'

/** What `kuraban user create --json` prints: the user as the rest of the program sees them, without the password. */
export const userCreatedSchema = userSchema
