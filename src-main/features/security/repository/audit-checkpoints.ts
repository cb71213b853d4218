import type { Selectable } from 'kysely'
import type { AuditCheckpointsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type CheckpointRow = Selectable<AuditCheckpointsTable>

export async function insertCheckpoint(db: DatabaseHandle, row: CheckpointRow): Promise<void> {
  await db.insertInto('auditCheckpoints').values(row).execute()
}

/** The farthest checkpoint of a kind. */
export function lastCheckpoint(db: DatabaseHandle, kind: CheckpointRow['kind']): Promise<CheckpointRow | undefined> {
  return db
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Checkpoints made after the one with that id, oldest first. */
export function checkpointsAfter(db: DatabaseHandle, id: string, limit: number): Promise<CheckpointRow[]> {
  return db.selectFrom('auditCheckpoints').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute()
}

/** The newest checkpoint, whatever its kind. */
export function newestCheckpoint(db: DatabaseHandle): Promise<CheckpointRow | undefined> {
  return db.selectFrom('auditCheckpoints').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** States of rows that are no more; the last beginning stays. */
export async function deletePrunedCheckpoints(db: DatabaseHandle, beforeSeq: number): Promise<void> {
  await db.deleteFrom('auditCheckpoints').where('seq', '<', beforeSeq).execute()
}
