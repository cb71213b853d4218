import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { AuditFileError } from './audit-file-error.ts'
import { canonicalJson } from './canonical.ts'
import { readJsonLines } from './json-lines.ts'

/** A signed state of the chain. `beginning` marks rows that were pruned up to and with `seq`. */
export const checkpointSchema = z.strictObject({
  type: z.literal('checkpoint'),
  kind: z.enum(['state', 'beginning']),
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number().int(),
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})
export type Checkpoint = z.output<typeof checkpointSchema>

/** Checks signatures; remembers the keys it has read. */
export class SignatureCheck {
  readonly #keys = new Map<string, KeyObject | null>()

  /** Whether the key has the id it claims and has signed the checkpoint. */
  accepts({ publicKey, signature, ...checkpoint }: Checkpoint): boolean {
    const key = this.#keyOf(publicKey, checkpoint.keyId)
    if (key === null) return false
    const { kind, seq, hash, at, keyId } = checkpoint
    const message = `kuraban-audit-checkpoint-v1\n${canonicalJson({ kind, seq, hash, at, keyId })}`
    return verify(null, Buffer.from(message, 'utf8'), key, Buffer.from(signature, 'base64url'))
  }

  #keyOf(publicKey: string, keyId: string): KeyObject | null {
    const known = this.#keys.get(`${keyId}${publicKey}`)
    if (known !== undefined) return known
    const claimed = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)
    const key =
      claimed === keyId ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }) : null
    this.#keys.set(`${keyId}${publicKey}`, key)
    return key
  }
}

const mostCheckpoints = 1_000_000

/** Checkpoints that left the machine, one a line. Fails with `AuditFileError` naming the first line that is none. */
export async function readCheckpointFile(pieces: AsyncIterable<Uint8Array>): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = []
  for await (const { line, value } of readJsonLines(pieces)) {
    const read = checkpointSchema.safeParse(value)
    if (!read.success) throw new AuditFileError(line, 'not-a-checkpoint')
    if (checkpoints.length >= mostCheckpoints) throw new AuditFileError(line, 'too-many-checkpoints')
    checkpoints.push(read.data)
  }
  return checkpoints
}
