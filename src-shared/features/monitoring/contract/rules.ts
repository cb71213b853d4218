import { z } from 'zod'
import { instantSchema, languageSchema } from '#shared/contract/identifiers.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { plotSchema, problemSchema, ruleSchema } from '../values.ts'

const read = procedure({ access: 'monitoring.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'monitoring.manage', rateLimit: 'write', audit: 'change' })
const ruleId = z.string().min(1).max(500)
const fileName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*\.ya?ml$/)

export const ruleFileSchema = z.object({
  name: z.string(),
  /** Files that come with the program are tuned, never changed. */
  isBuiltIn: z.boolean(),
  groups: z.number().int(),
  rules: z.number().int(),
  loadedAt: instantSchema.nullable(),
  /** Why the file on the disk is not in force; the rules read before it still are. */
  problem: problemSchema.nullable(),
})

/** Rule files in the format of Prometheus. */
export const rulesContract = {
  list: read.route({ method: 'GET', path: '/rules' }).output(z.object({ items: z.array(ruleSchema) })),
  get: read
    .route({ method: 'GET', path: '/rules/one' })
    .input(z.strictObject({ id: ruleId }))
    .errors(errors('NOT_FOUND'))
    .output(ruleSchema),
  /** The figures around a rule's condition: both sides of its outermost comparison. */
  plot: read
    .route({ method: 'POST', path: '/rules/plot' })
    .input(
      z.strictObject({
        id: ruleId,
        fromMs: z.number().int(),
        toMs: z.number().int(),
        points: z.number().int().min(2).max(2000).default(300),
      }),
    )
    .errors(errors('NOT_FOUND', 'QUERY_FAILED', 'QUERY_TOO_LARGE', 'UNAVAILABLE'))
    .output(plotSchema.extend({ threshold: z.number().nullable() })),
  /** Changes `for`, the number in the outermost comparison or the whole expression, beside the file. */
  tune: manage
    .route({ method: 'PUT', path: '/rules/tuning' })
    .input(
      z.strictObject({
        id: ruleId,
        isEnabled: z.boolean().optional(),
        forSeconds: z
          .number()
          .min(0)
          .max(32 * 86_400)
          .optional(),
        threshold: z.number().optional(),
        expression: z.string().min(1).max(5000).optional(),
      }),
    )
    .errors(errors('NOT_FOUND', 'QUERY_INVALID', 'RULE_NOT_TUNABLE'))
    .output(ruleSchema),
  resetTuning: manage
    .route({ method: 'DELETE', path: '/rules/tuning' })
    .input(z.strictObject({ id: ruleId }))
    .errors(errors('NOT_FOUND'))
    .output(ruleSchema),
  runbook: read
    .route({ method: 'GET', path: '/rules/runbook' })
    .input(z.strictObject({ name: z.string().min(1).max(200), language: languageSchema }))
    .errors(errors('NOT_FOUND'))
    .output(z.object({ markdown: z.string() })),
  files: {
    list: read.route({ method: 'GET', path: '/rule-files' }).output(z.object({ items: z.array(ruleFileSchema) })),
    get: read
      .route({ method: 'GET', path: '/rule-files/{name}' })
      .input(z.strictObject({ name: fileName }))
      .errors(errors('NOT_FOUND'))
      .output(z.object({ name: z.string(), text: z.string(), isBuiltIn: z.boolean() })),
    /** Says what is wrong with a text; never an error. */
    check: procedure({ access: 'monitoring.manage', rateLimit: 'search', audit: 'none' })
      .route({ method: 'POST', path: '/rule-files/check' })
      .input(z.strictObject({ text: z.string().max(1_000_000) }))
      .output(z.object({ problems: z.array(problemSchema), groups: z.number().int(), rules: z.number().int() })),
    /** Keeps a file; it is in force at once. A file with faults is refused and the one before stays in force. */
    save: manage
      .route({ method: 'PUT', path: '/rule-files/{name}' })
      .input(z.strictObject({ name: fileName, text: z.string().max(1_000_000) }))
      .errors(errors('RULE_FILE_INVALID', 'CONFLICT'))
      .output(ruleFileSchema),
    remove: procedure({ access: 'monitoring.manage', rateLimit: 'delete', audit: 'change' })
      .route({ method: 'DELETE', path: '/rule-files/{name}' })
      .input(z.strictObject({ name: fileName }))
      .errors(errors('NOT_FOUND', 'CONFLICT'))
      .output(z.object({})),
  },
  /** What Prometheus, Alertmanager and Grafana need to do the same: a file each. */
  export: read
    .route({ method: 'GET', path: '/monitoring-export' })
    .output(z.object({ files: z.array(z.object({ path: z.string(), text: z.string() })) })),
}
