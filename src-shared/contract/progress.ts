import { z } from 'zod'

/** Progress of long work; figures that do not apply to a phase are null. */
export const executionProgressSchema = z.object({
  phase: z.string(),
  doneFiles: z.number().int().nullable(),
  totalFiles: z.number().int().nullable(),
  doneBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  remainingMs: z.number().nullable(),
  current: z.string().nullable(),
  problems: z.number().int(),
})
export type ExecutionProgress = z.infer<typeof executionProgressSchema>
