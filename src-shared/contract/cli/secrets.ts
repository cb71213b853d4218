import { z } from 'zod'
import { secretsContract } from '#shared/features/security/contract/centre.ts'

const outputOf = <T extends z.ZodType>(schema: T | undefined): T => {
  if (schema === undefined) throw new Error('a procedure without an output')
  return schema
}

/** What `kuraban secrets status --json` prints. */
export const secretsStatusSchema = outputOf(secretsContract.status['~orpc'].outputSchema)

/** What `kuraban secrets recovery-sheet --json` prints; with `--output` the sheet is written to the file instead. */
export const recoverySheetSchema = z.object({ file: z.string().nullable(), text: z.string().nullable() })

/** What `kuraban secrets rotate --json` prints. */
export const secretsRotatedSchema = outputOf(secretsContract.rotateMasterKey['~orpc'].outputSchema)

/** What `kuraban secrets unlock --json` prints: the ways that open the store from now on. */
export const secretsUnlockedSchema = z.object({ slots: z.array(z.string()) })
