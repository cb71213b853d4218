import type { Selectable } from 'kysely'
import type { AuditLogTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type AuditRow = Selectable<AuditLogTable>

export async function insertAuditRows(db: DatabaseHandle, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('auditLog').values(rows).execute()
}

/** The newest rows first. */
export function newestAuditRows(db: DatabaseHandle, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('auditLog').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
