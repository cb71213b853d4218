import { z } from 'zod'
import { settingOriginSchema } from '#shared/features/settings/contract.ts'

/** What `kuraban config show --json` prints: each effective value, secrets masked, and where it comes from. */
export const configShowSchema = z.object({
  settings: z.array(
    z.object({
      key: z.string(),
      variable: z.string(),
      value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
      origin: settingOriginSchema,
      place: z.string(),
      allowed: z.string(),
    }),
  ),
  ignored: z.array(z.object({ key: z.string(), place: z.string() })),
})
