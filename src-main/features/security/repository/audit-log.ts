import type { Selectable } from 'kysely'
import { executeAtCommit } from '#main/storage/at-commit.ts'
import type { AuditLogView, AuditPendingTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

/** A row as the change it tells about leaves it. */
export type PendingAuditRow = Selectable<AuditPendingTable>

/** A row of the record, linked or pending. */
export type AuditRow = Selectable<AuditLogView>

/** Inside a transaction the rows are written with the commit. */
export async function insertAuditRows(db: DatabaseHandle, rows: readonly PendingAuditRow[]): Promise<void> {
  if (rows.length > 0) await executeAtCommit(db, db.insertInto('auditPending').values(rows))
}

/** The newest rows first. */
export function newestAuditRows(db: DatabaseHandle, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('auditLog').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
