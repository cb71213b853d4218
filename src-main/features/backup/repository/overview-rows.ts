import { sql } from 'kysely'
import type { AccessScope } from '#main/features/security/index.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import { toExecution } from './execution-rows.ts'
import { isRunInScope } from './ownership-rows.ts'

/** Runs of backup jobs that ended on one day. */
export interface DayFigures {
  /** Days since 1970 in the time zone asked for. */
  readonly day: number
  readonly succeeded: number
  readonly warnings: number
  readonly failed: number
  readonly addedBytes: number
}

export async function listRecentExecutions(
  db: DatabaseHandle,
  limit: number,
  scope?: AccessScope,
): Promise<Execution[]> {
  const rows = await db
    .selectFrom('backupExecutions')
    .selectAll()
    .where(isRunInScope(scope))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toExecution)
}

/** Figures of each day since an instant; days without a run are left out. `offsetMs` is the zone's offset from UTC. */
export async function sumDays(
  db: DatabaseHandle,
  since: Date,
  offsetMs: number,
  scope?: AccessScope,
): Promise<DayFigures[]> {
  const day = sql<number>`(created_at + ${sql.lit(offsetMs)}) / ${sql.lit(dayMs)}`
  const count = (...states: string[]) =>
    sql<number>`sum(case when state in (${sql.join(states.map((state) => sql.lit(state)))}) then 1 else 0 end)`
  const rows = await db
    .selectFrom('backupExecutions')
    .select([
      day.as('day'),
      count('succeeded').as('succeeded'),
      count('warnings').as('warnings'),
      count('failed', 'interrupted').as('failed'),
      sql<number>`coalesce(sum(added_bytes), 0)`.as('addedBytes'),
    ])
    .where('kind', '=', 'backup')
    .where(isRunInScope(scope))
    .where('createdAt', '>=', since.getTime())
    .groupBy(day)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, addedBytes: Number(row.addedBytes) }))
}
