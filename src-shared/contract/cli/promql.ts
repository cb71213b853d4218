import { z } from 'zod'

/** `kuraban promql --json`: the envelope of Prometheus' HTTP API. */
export const promqlResultSchema = z.object({
  status: z.literal('success'),
  data: z.object({ resultType: z.enum(['vector', 'scalar', 'string', 'matrix']), result: z.array(z.unknown()) }),
  warnings: z.array(z.string()).optional(),
  infos: z.array(z.string()).optional(),
})
