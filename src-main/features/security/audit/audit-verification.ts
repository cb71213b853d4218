import { createReadStream } from 'node:fs'
import {
  ChainVerifier,
  type Checkpoint,
  chainRowSchema,
  checkpointSchema,
  readCheckpointFile,
  type Verdict,
} from '#main/engine/audit-verifier/index.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { auditHead, sealedAuditRows } from '../repository/audit-chain.ts'
import { checkpoints } from './audit-export.ts'
import { checkpointLine } from './delivery/checkpoint-delivery.ts'

export interface VerificationPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly log: Logger
  /** File that signed states were appended to; empty where there is none. */
  readonly checkpointFile: () => string
}

const pageRows = 1000

/** Judges the whole chain in the database, also against the signed states that lie outside of it. */
export async function verifyAudit(ports: VerificationPorts): Promise<Verdict> {
  const { db } = ports.storage
  const signed: Checkpoint[] = await keptElsewhere(ports)
  for await (const checkpoint of checkpoints(ports)) {
    signed.push(checkpointSchema.parse(JSON.parse(checkpointLine(checkpoint))))
  }
  const begun = signed.reduce((last, { kind, seq }) => (kind === 'beginning' ? Math.max(last, seq) : last), 0)
  const verifier = new ChainVerifier({ complete: true, checkpoints: signed.filter(({ seq }) => seq >= begun) })
  const head = await auditHead(db)
  for (let afterSeq = begun; ; ) {
    const rows = await sealedAuditRows(db, { afterSeq, limit: pageRows })
    for (const row of rows) verifier.add(chainRowSchema.parse(row))
    const last = rows.at(-1)
    if (last === undefined) return verifier.finish(head?.seq ?? 0)
    afterSeq = last.seq
  }
}

async function keptElsewhere({ checkpointFile, log }: VerificationPorts): Promise<Checkpoint[]> {
  const file = checkpointFile()
  if (file === '') return []
  try {
    return await readCheckpointFile(createReadStream(file))
  } catch (error) {
    log.warning('the file of audit checkpoints could not be read', { file, error })
    return []
  }
}
