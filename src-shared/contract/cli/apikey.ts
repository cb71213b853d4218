import { z } from 'zod'
import { pageSchema } from '#shared/contract/paging.ts'
import { apiKeySchema } from '#shared/features/security/contract/credentials.ts'

/** What `kuraban apikey create --json` prints; the key itself is shown nowhere else. */
export const apiKeyCreatedSchema = z.object({ apiKey: apiKeySchema, key: z.string() })

/** What `kuraban apikey list --json` prints: every key, the newest first. */
export const apiKeyListSchema = z.array(apiKeySchema)

/** A page of keys, as the application answers it. */
export const apiKeyPageSchema = pageSchema(apiKeySchema)

/** What `kuraban apikey revoke --json` prints. */
export const apiKeyRevokedSchema = apiKeySchema
