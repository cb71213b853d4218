import { z } from 'zod'
import { auditBreachSchema } from '#shared/features/security/contract/audit.ts'

/** What `kuraban audit verify FILE --json` prints: the first row that is not what it should be, and what was done to it. */
export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  rows: z.number().int(),
  firstBadSeq: z.number().int().nullable(),
  kind: auditBreachSchema.nullable(),
})

/** What `kuraban audit export FILE --json` prints. */
export const auditExportedSchema = z.object({ file: z.string(), sizeBytes: z.number().int(), sha256: z.string() })
