import { type Selectable, sql } from 'kysely'
import type { AlertEventsTable, AlertsTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type AlertRow = Selectable<AlertsTable>
export type AlertEventRow = Selectable<AlertEventsTable>

/** Rows of one statement: SQLite binds 32,766 values at most. */
const rowsAtOnce = 1000
const idsAtOnce = 5000

/** Alerts that wait or fire. */
export function openAlerts(db: DatabaseHandle): Promise<AlertRow[]> {
  return db.selectFrom('alerts').selectAll().where('state', 'in', ['pending', 'firing']).execute()
}

export function firingAlerts(db: DatabaseHandle): Promise<AlertRow[]> {
  return db.selectFrom('alerts').selectAll().where('state', '=', 'firing').execute()
}

/** Alerts that have ended since then. */
export function alertsEndedSince(db: DatabaseHandle, sinceMs: number): Promise<AlertRow[]> {
  return db
    .selectFrom('alerts')
    .selectAll()
    .where('state', '=', 'resolved')
    .where('resolvedAt', '>=', sinceMs)
    .execute()
}

export async function alertsByIds(db: DatabaseHandle, ids: readonly string[]): Promise<AlertRow[]> {
  const found: AlertRow[] = []
  for (const some of slices(ids, idsAtOnce)) {
    found.push(...(await db.selectFrom('alerts').selectAll().where('id', 'in', some).execute()))
  }
  return found
}

/**
 * Writes new and changed alerts. What people have done about one that is open stays as it is, whatever the row says; an
 * end takes the acknowledgement away.
 */
export async function writeAlerts(tx: DatabaseHandle, rows: readonly AlertRow[]): Promise<void> {
  for (const some of slices(rows, rowsAtOnce)) {
    await tx
      .insertInto('alerts')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((set) => {
          const unlessEnded = (column: string) =>
            sql<never>`case when excluded.state = 'resolved' then null else ${sql.ref(`alerts.${column}`)} end`
          return {
            ruleId: set.ref('excluded.ruleId'),
            severity: set.ref('excluded.severity'),
            state: set.ref('excluded.state'),
            annotations: set.ref('excluded.annotations'),
            expression: set.ref('excluded.expression'),
            value: set.ref('excluded.value'),
            hasNoData: set.ref('excluded.hasNoData'),
            activeAt: set.ref('excluded.activeAt'),
            firedAt: set.ref('excluded.firedAt'),
            resolvedAt: set.ref('excluded.resolvedAt'),
            updatedAt: set.ref('excluded.updatedAt'),
            acknowledgedBy: unlessEnded('acknowledged_by'),
            acknowledgedByName: unlessEnded('acknowledged_by_name'),
            acknowledgedAt: unlessEnded('acknowledged_at'),
            acknowledgedUntil: unlessEnded('acknowledged_until'),
          }
        }),
      )
      .execute()
  }
}

export async function deleteAlerts(tx: DatabaseHandle, ids: readonly string[]): Promise<void> {
  for (const some of slices(ids, idsAtOnce)) await tx.deleteFrom('alerts').where('id', 'in', some).execute()
}

export async function insertAlertEvents(tx: DatabaseHandle, rows: readonly AlertEventRow[]): Promise<void> {
  for (const some of slices(rows, rowsAtOnce)) await tx.insertInto('alertEvents').values(some).execute()
}

export interface Acknowledgement {
  readonly acknowledgedBy: string
  readonly acknowledgedByName: string
  readonly acknowledgedAt: number
  readonly acknowledgedUntil: number | null
  readonly acknowledgeNote: string
}

/** False when the alert does not fire, or somebody has acknowledged it already. */
export async function acknowledgeAlert(tx: DatabaseHandle, id: string, given: Acknowledgement): Promise<boolean> {
  const result = await tx
    .updateTable('alerts')
    .set(given)
    .where('id', '=', id)
    .where('state', '=', 'firing')
    .where('acknowledgedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

const unacknowledged = {
  ...{ acknowledgedBy: null, acknowledgedByName: null, acknowledgedAt: null, acknowledgedUntil: null },
  acknowledgeNote: '',
}

/** False when nobody has acknowledged it. */
export async function unacknowledgeAlert(tx: DatabaseHandle, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('alerts')
    .set(unacknowledged)
    .where('id', '=', id)
    .where('acknowledgedAt', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends acknowledgements whose time is over; answers the alerts. */
export async function endAcknowledgements(tx: DatabaseHandle, nowMs: number): Promise<string[]> {
  const rows = await tx
    .updateTable('alerts')
    .set(unacknowledged)
    .where('state', '=', 'firing')
    .where('acknowledgedUntil', '<=', nowMs)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function assignAlert(
  tx: DatabaseHandle,
  id: string,
  assignee: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ assigneeId: assignee?.id ?? null, assigneeName: assignee?.name ?? null })
    .where('id', '=', id)
    .execute()
}

/** Forgets what ended before then, with everything that happened to it. */
export async function forgetAlertsEndedBefore(db: DatabaseHandle, before: number): Promise<void> {
  await db.deleteFrom('alerts').where('state', '=', 'resolved').where('resolvedAt', '<', before).execute()
}

function slices<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
