import { z } from 'zod'

const problemSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
})

/** What `kuraban rules check FILE... --json` prints. */
export const rulesCheckedSchema = z.object({
  ok: z.boolean(),
  files: z.array(
    z.object({
      file: z.string(),
      rules: z.number().int(),
      problems: z.array(problemSchema),
      /** Names of rules that share name and labels with another. */
      duplicates: z.array(z.string()),
    }),
  ),
})

/** A value in JSON, which has no words for those that are no number. */
const valueSchema = z.union([z.number(), z.enum(['NaN', '+Inf', '-Inf'])])
const labelsSchema = z.record(z.string(), z.string())
const alertSchema = z.object({ labels: labelsSchema, annotations: labelsSchema })
const sampleSchema = z.object({ labels: labelsSchema, value: valueSchema })

/** One test that did not hold. */
export const ruleTestFailureSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('alert'),
    test: z.string(),
    alertName: z.string(),
    evalTimeMs: z.number(),
    expected: z.array(alertSchema),
    got: z.array(alertSchema),
  }),
  z.object({
    kind: z.literal('expression'),
    test: z.string(),
    expression: z.string(),
    evalTimeMs: z.number(),
    expected: z.array(sampleSchema),
    got: z.array(sampleSchema),
  }),
  z.object({
    kind: z.literal('error'),
    test: z.string(),
    what: z.string(),
    evalTimeMs: z.number(),
    message: z.string(),
  }),
])

/** What `kuraban rules test FILE... --json` prints. */
export const rulesTestedSchema = z.object({
  ok: z.boolean(),
  files: z.array(
    z.object({ file: z.string(), problems: z.array(problemSchema), failures: z.array(ruleTestFailureSchema) }),
  ),
})
