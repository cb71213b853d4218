import type { Selectable } from 'kysely'
import type { MaintenanceWindowsTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type MaintenanceRow = Selectable<MaintenanceWindowsTable>

export function listMaintenance(db: DatabaseHandle): Promise<MaintenanceRow[]> {
  return db.selectFrom('maintenanceWindows').selectAll().orderBy('name').orderBy('id').execute()
}

export function findMaintenance(db: DatabaseHandle, id: string): Promise<MaintenanceRow | undefined> {
  return db.selectFrom('maintenanceWindows').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertMaintenance(tx: DatabaseHandle, row: MaintenanceRow): Promise<void> {
  await tx.insertInto('maintenanceWindows').values(row).execute()
}

export async function updateMaintenance(tx: DatabaseHandle, { id, ...change }: MaintenanceRow): Promise<void> {
  await tx.updateTable('maintenanceWindows').set(change).where('id', '=', id).execute()
}

export async function deleteMaintenance(tx: DatabaseHandle, id: string): Promise<void> {
  await tx.deleteFrom('maintenanceWindows').where('id', '=', id).execute()
}
