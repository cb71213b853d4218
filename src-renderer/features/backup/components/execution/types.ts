import type { z } from 'zod'
import type { executionDetailSchema, findingSchema } from '#shared/features/backup/values.ts'

/** One run with everything that belongs to it. */
export type ExecutionWithDetail = z.infer<typeof executionDetailSchema>

export type Finding = z.infer<typeof findingSchema>
