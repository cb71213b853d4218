import { z } from 'zod'

/** What a failing command prints with `--json`, beside its non-zero exit code. */
export const cliFailureSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), data: z.record(z.string(), z.unknown()) }),
})
