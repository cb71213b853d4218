import { type ExpressionBuilder, sql } from 'kysely'
import { dayMs } from '#main/platform/durations.ts'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { DatabaseSchema } from '#main/storage/schema/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Severity } from '#shared/features/monitoring/values.ts'
import type { AlertEventRow, AlertRow } from './alert-rows.ts'

export interface AlertFilter {
  readonly state: 'open' | 'pending' | 'firing' | 'resolved' | 'all'
  readonly severity?: Severity | undefined
  readonly acknowledged?: 'yes' | 'no' | undefined
  readonly search?: string | undefined
  readonly rule?: string | undefined
}

/** The newest first. */
export async function listAlerts(
  db: DatabaseHandle,
  { cursor, limit, ...filter }: PageInput & AlertFilter,
): Promise<Page<AlertRow>> {
  let query = db
    .selectFrom('alerts')
    .selectAll()
    .where((where) => where.and(conditionsOf(where, filter)))
    .orderBy('activeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where(olderThan(cursor, 'activeAt'))
  return pageOf(
    await query.execute(),
    limit,
    (row) => [row.activeAt, row.id],
    (row) => row,
  )
}

function conditionsOf(
  where: ExpressionBuilder<DatabaseSchema, 'alerts'>,
  { state, severity, acknowledged, search, rule }: AlertFilter,
) {
  const states = { open: ['pending', 'firing'], all: ['pending', 'firing', 'resolved'] } as const
  const wanted = state === 'open' || state === 'all' ? states[state] : ([state] as const)
  return [
    where('state', 'in', wanted),
    ...(severity === undefined ? [] : [where('severity', '=', severity)]),
    ...(rule === undefined ? [] : [where('rule', '=', rule)]),
    ...(acknowledged === undefined ? [] : [where('acknowledgedAt', acknowledged === 'yes' ? 'is not' : 'is', null)]),
    ...(search === undefined || search === '' ? [] : [where.or(searched.map((column) => contains(column, search)))]),
  ]
}

const searched = ['rule', 'labels', 'annotations']

function contains(column: string, text: string) {
  const part = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<boolean>`lower(${sql.ref(column)}) like ${part} escape '\\'`
}

export function findAlert(db: DatabaseHandle, id: string): Promise<AlertRow | undefined> {
  return db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What happened to an alert, the oldest first. */
export function eventsOfAlert(db: DatabaseHandle, alertId: string, limit: number): Promise<AlertEventRow[]> {
  return db
    .selectFrom('alertEvents')
    .selectAll()
    .where('alertId', '=', alertId)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** How many are open, by state and severity, and of how many somebody has taken notice. */
export function countOpenAlerts(db: DatabaseHandle) {
  return db
    .selectFrom('alerts')
    .select((select) => [
      'state',
      'severity',
      select.fn.countAll<number>().as('count'),
      select.fn.count<number>('acknowledgedAt').as('acknowledged'),
    ])
    .where('state', 'in', ['pending', 'firing'])
    .groupBy(['state', 'severity'])
    .execute()
}

/** Alerts that fired since then, by day and severity; days begin `offsetMs` before those of UTC. */
export function countFiredByDay(db: DatabaseHandle, sinceMs: number, offsetMs: number) {
  const day = sql<number>`(fired_at + ${sql.lit(offsetMs)}) / ${sql.lit(dayMs)}`
  return db
    .selectFrom('alerts')
    .select((select) => [day.as('day'), 'severity', select.fn.countAll<number>().as('count')])
    .where('firedAt', '>=', sinceMs)
    .groupBy([day, 'severity'])
    .execute()
}

/** Rules whose alerts fired most since then, and how long those lasted. */
export function countFiredByRule(db: DatabaseHandle, sinceMs: number, limit: number) {
  return db
    .selectFrom('alerts')
    .select((select) => [
      'rule',
      select.fn.countAll<number>().as('fired'),
      sql<number | null>`avg(resolved_at - fired_at)`.as('meanMs'),
    ])
    .where('firedAt', '>=', sinceMs)
    .groupBy('rule')
    .orderBy('fired', 'desc')
    .orderBy('rule')
    .limit(limit)
    .execute()
}
