import { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Dashboard } from '#shared/features/monitoring/values.ts'
import { panelSchema } from '#shared/features/monitoring/values.ts'

export interface DashboardRow {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly panels: Dashboard['panels']
  readonly updatedAt: number
  readonly updatedBy: string
  readonly updatedByName: string
}

const panelsSchema = z.array(panelSchema)

export async function readDashboards(db: DatabaseHandle): Promise<DashboardRow[]> {
  const rows = await db.selectFrom('dashboards').selectAll().orderBy('name').execute()
  return rows.map((row) => ({ ...row, panels: panelsSchema.parse(JSON.parse(row.panels)) }))
}

export async function readDashboard(db: DatabaseHandle, id: string): Promise<DashboardRow | undefined> {
  const row = await db.selectFrom('dashboards').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...row, panels: panelsSchema.parse(JSON.parse(row.panels)) }
}

export async function countDashboards(db: DatabaseHandle): Promise<number> {
  const { count } = await db
    .selectFrom('dashboards')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertDashboard(db: DatabaseHandle, { panels, ...row }: DashboardRow): Promise<void> {
  await db
    .insertInto('dashboards')
    .values({ ...row, panels: JSON.stringify(panels) })
    .execute()
}

/** False when somebody else has changed or removed it since `seenAt`. */
export async function updateDashboard(db: DatabaseHandle, row: DashboardRow, seenAt: number): Promise<boolean> {
  const { id, panels, ...changed } = row
  const { numUpdatedRows } = await db
    .updateTable('dashboards')
    .set({ ...changed, panels: JSON.stringify(panels) })
    .where('id', '=', id)
    .where('updatedAt', '=', seenAt)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function deleteDashboard(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('dashboards').where('id', '=', id).execute()
}
