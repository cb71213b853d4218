import type { Clock } from '#main/platform/clock.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { Storage } from '#main/storage/storage.ts'
import { deletePrunedRows, lastRowBefore } from '../repository/audit-chain.ts'
import { deletePrunedCheckpoints, lastCheckpoint } from '../repository/audit-checkpoints.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { Checkpointer } from './checkpointer.ts'
import { systemContext } from './system-context.ts'

export interface RetentionPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly trail: AuditTrail
  readonly checkpointer: Checkpointer
  readonly keepDays: () => number
  readonly onCheckpoint: () => void
}

const batch = 500

/** Lets go of rows that are older than they are kept. A signed beginning stays in their place, and the record tells of it. */
export async function pruneAudit(ports: RetentionPorts): Promise<number> {
  const { storage, clock, trail, checkpointer } = ports
  const keepDays = ports.keepDays()
  const end = await lastRowBefore(storage.db, clock.now().getTime() - keepDays * dayMs)
  const begun = (await lastCheckpoint(storage.db, 'beginning'))?.seq ?? 0
  if (end !== null && end.seq > begun) {
    await storage.transaction(async (tx) => {
      await checkpointer.signBeginning(tx, end)
      const detail = { keepDays, fromSeq: begun + 1, toSeq: end.seq }
      await trail.record(tx, systemContext(), { action: 'security.audit.prune', detail })
    })
    ports.onCheckpoint()
  }
  return removePruned(storage, Math.max(begun, end?.seq ?? 0))
}

/** A few at a time, so that nobody waits; what a stop left behind goes the next time. */
async function removePruned({ db }: Pick<Storage, 'db'>, seq: number): Promise<number> {
  let removed = 0
  for (;;) {
    const rows = await deletePrunedRows(db, seq, batch)
    removed += rows
    if (rows < batch) break
  }
  await deletePrunedCheckpoints(db, seq)
  return removed
}
