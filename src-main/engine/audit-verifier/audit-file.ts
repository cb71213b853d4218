import { z } from 'zod'
import { AuditFileError } from './audit-file-error.ts'
import { ChainVerifier, type Verdict } from './chain-verifier.ts'
import { type Checkpoint, checkpointSchema } from './checkpoint.ts'
import { readJsonLines } from './json-lines.ts'
import { chainRowSchema } from './row.ts'

export { AuditFileError } from './audit-file-error.ts'

const headerSchema = z.strictObject({
  type: z.literal('header'),
  format: z.literal('kuraban-audit'),
  version: z.literal(1),
  exportedAt: z.string(),
  keys: z.array(z.strictObject({ id: z.string(), publicKey: z.string() })).max(10_000),
  filter: z.record(z.string(), z.string()),
})

const rowLineSchema = chainRowSchema.extend({ type: z.literal('row') })

const endSchema = z.strictObject({
  type: z.literal('end'),
  rows: z.number().int().min(0),
  lastSeq: z.number().int().min(0),
})

const mostCheckpoints = 1_000_000

/**
 * Judges an exported record together with checkpoints that were kept elsewhere. A file whose end is missing counts as
 * cut; one that is no record at all fails with `AuditFileError`.
 */
export async function verifyAuditFile(
  pieces: AsyncIterable<Uint8Array>,
  keptElsewhere: readonly Checkpoint[] = [],
): Promise<Verdict> {
  const reader = new FileReader(keptElsewhere)
  for await (const { line, value } of readJsonLines(pieces)) reader.take(value, line)
  return reader.finish()
}

/** header, checkpoints, rows, end: in this order. */
class FileReader {
  readonly #checkpoints: Checkpoint[]
  #header: z.output<typeof headerSchema> | null = null
  #verifier: ChainVerifier | null = null
  #end: z.output<typeof endSchema> | null = null
  #rows = 0

  constructor(keptElsewhere: readonly Checkpoint[]) {
    this.#checkpoints = [...keptElsewhere]
  }

  take(value: unknown, line: number): void {
    if (this.#end !== null) throw new AuditFileError(line, 'after-the-end')
    if (this.#header === null) this.#header = checked(headerSchema, value, line, 'not-a-record')
    else if (typeOf(value) === 'checkpoint') this.#takeCheckpoint(value, line)
    else if (typeOf(value) === 'end') this.#end = checked(endSchema, value, line, 'wrong-end')
    else this.#takeRow(value, line)
  }

  finish(): Verdict {
    if (this.#header === null) throw new AuditFileError(1, 'empty')
    const verifier = this.#started()
    return verifier.finish(this.#end !== null && this.#end.rows <= this.#rows ? this.#end.lastSeq : null)
  }

  #takeCheckpoint(value: unknown, line: number): void {
    if (this.#verifier !== null) throw new AuditFileError(line, 'checkpoint-after-rows')
    if (this.#checkpoints.length >= mostCheckpoints) throw new AuditFileError(line, 'too-many-checkpoints')
    this.#checkpoints.push(checked(checkpointSchema, value, line, 'not-a-checkpoint'))
  }

  #takeRow(value: unknown, line: number): void {
    const { type: _, ...row } = checked(rowLineSchema, value, line, 'not-a-row')
    this.#rows += 1
    this.#started().add(row)
  }

  #started(): ChainVerifier {
    const complete = Object.keys(this.#header?.filter ?? {}).length === 0
    this.#verifier ??= new ChainVerifier({ complete, checkpoints: this.#checkpoints })
    return this.#verifier
  }
}

function typeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
}

function checked<T extends z.ZodType>(schema: T, value: unknown, line: number, reason: string): z.output<T> {
  const read = schema.safeParse(value)
  if (!read.success) throw new AuditFileError(line, reason)
  return read.data
}
