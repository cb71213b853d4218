import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from './canonical.ts'

const hashText = z.string().regex(/^[0-9a-f]{64}$/)

/** A linked row with every column, as the record and its export hold it. */
export const chainRowSchema = z.strictObject({
  seq: z.number().int().positive(),
  previousHash: hashText,
  hash: hashText,
  id: z.string(),
  at: z.number().int(),
  requestId: z.string(),
  callerKind: z.string(),
  callerId: z.string().nullable(),
  callerName: z.string().nullable(),
  transport: z.string(),
  remoteAddress: z.string(),
  userAgent: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  outcome: z.string(),
  errorCode: z.string().nullable(),
  occurrences: z.number().int(),
  detail: z.string(),
})
export type ChainRow = z.output<typeof chainRowSchema>

/** What stands before the first row there ever was. */
export const hashBeforeFirst = '0'.repeat(64)

/** The hash that a row must carry, were its place `seq`. */
export function hashAt({ hash: _, ...columns }: ChainRow, seq: number): string {
  return createHash('sha256')
    .update(`kuraban-audit-row-v1\n${canonicalJson({ ...columns, seq })}`, 'utf8')
    .digest('hex')
}
