import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { AccessScope } from '#main/features/security/index.ts'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { BackupJobTable } from '#main/storage/schema/backup.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { BackupJob, Execution, JobInput } from '#shared/features/backup/values.ts'
import { flag, fromJson, instantText, instantTextOrNull } from './columns.ts'
import { listExecutionsByIds } from './execution-rows.ts'
import { isInScope } from './ownership-rows.ts'

const textListSchema = z.array(z.string())

/** What the scheduler must know of a job. */
export interface ScheduledJob {
  readonly id: string
  readonly name: string
  readonly repositoryId: string
  readonly cron: string
  readonly timeZone: string
  readonly scheduledSince: Date
  readonly nextRunAt: Date
  readonly ownerId: string | null
  readonly lastSuccessAt: Date | null
  readonly overdueNotifiedAt: Date | null
  /** A backup of it waits or runs. */
  readonly isActive: boolean
}

/** When the schedule began to count and when it is due next; null for jobs that run by hand only. */
export interface ScheduleTimes {
  readonly scheduledSince: Date | null
  readonly nextRunAt: Date | null
}

export async function insertJob(
  db: DatabaseHandle,
  job: {
    readonly id: string
    readonly input: JobInput
    readonly createdAt: Date
    readonly times: ScheduleTimes
    readonly ownerId: string | null
  },
): Promise<void> {
  const createdAt = job.createdAt.getTime()
  await db
    .insertInto('backupJobs')
    .values({
      ...{ id: job.id, createdAt, updatedAt: createdAt, ownerId: job.ownerId, classification: 'internal' },
      ...inputColumns(job.input),
      ...timeColumns(job.times),
    })
    .execute()
}

/**
 * Changes the job if nobody has since `expectedUpdatedAt`; false when somebody has, or the job is gone. Without `times`
 * the schedule goes on as it was.
 */
export async function updateJob(
  db: DatabaseHandle,
  id: string,
  expectedUpdatedAt: Date,
  change: { readonly input: JobInput; readonly updatedAt: Date; readonly times: ScheduleTimes | undefined },
): Promise<boolean> {
  const result = await db
    .updateTable('backupJobs')
    .set({
      ...inputColumns(change.input),
      updatedAt: change.updatedAt.getTime(),
      ...(change.times && { ...timeColumns(change.times), overdueNotifiedAt: null }),
    })
    .where('id', '=', id)
    .where('updatedAt', '=', expectedUpdatedAt.getTime())
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteJob(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('backupJobs').where('id', '=', id).execute()
}

export async function findJob(db: DatabaseHandle, id: string): Promise<BackupJob | undefined> {
  const rows = await selectJobs(db).where('backupJobs.id', '=', id).execute()
  return (await toJobs(db, rows))[0]
}

export async function listJobs(
  db: DatabaseHandle,
  filter: { readonly repositoryId?: string | undefined },
  page: PageInput,
  scope?: AccessScope,
): Promise<Page<BackupJob>> {
  let query = selectJobs(db)
    .where(isInScope(scope, 'backupJobs'))
    .orderBy('backupJobs.name')
    .limit(page.limit + 1)
  if (filter.repositoryId !== undefined) query = query.where('backupJobs.repositoryId', '=', filter.repositoryId)
  if (page.cursor !== undefined) {
    const [name] = decodePageKey(page.cursor, z.tuple([z.string()]))
    query = query.where('backupJobs.name', '>', name)
  }
  const { items, nextCursor } = pageOf(
    await query.execute(),
    page.limit,
    (row) => [row.name],
    (row) => row,
  )
  return { items: await toJobs(db, items), nextCursor }
}

export async function listAllJobs(db: DatabaseHandle, scope?: AccessScope): Promise<BackupJob[]> {
  const rows = await selectJobs(db).where(isInScope(scope, 'backupJobs')).orderBy('backupJobs.name').execute()
  return toJobs(db, rows)
}

export async function listJobNamesOfRepository(db: DatabaseHandle, repositoryId: string): Promise<string[]> {
  const rows = await db.selectFrom('backupJobs').select('name').where('repositoryId', '=', repositoryId).execute()
  return rows.map((row) => row.name)
}

/** Enabled jobs with a schedule, the next to run first. */
export async function listScheduledJobs(db: DatabaseHandle, scope?: AccessScope): Promise<ScheduledJob[]> {
  const rows = await selectJobs(db)
    .where(isInScope(scope, 'backupJobs'))
    .where('backupJobs.enabled', '=', 1)
    .where('backupJobs.nextRunAt', 'is not', null)
    .orderBy('backupJobs.nextRunAt')
    .orderBy('backupJobs.id')
    .execute()
  return rows.flatMap(toScheduledJob)
}

/** Moves the job to its next run, unless its schedule was changed meanwhile: then false. */
export async function advanceJob(db: DatabaseHandle, id: string, from: Date, nextRunAt: Date | null): Promise<boolean> {
  const result = await db
    .updateTable('backupJobs')
    .set({ nextRunAt: nextRunAt?.getTime() ?? null })
    .where('id', '=', id)
    .where('nextRunAt', '=', from.getTime())
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function markOverdueNotified(db: DatabaseHandle, id: string, at: Date): Promise<void> {
  await db.updateTable('backupJobs').set({ overdueNotifiedAt: at.getTime() }).where('id', '=', id).execute()
}

export async function recordLastExecution(
  db: DatabaseHandle,
  id: string,
  execution: { readonly id: string; readonly finishedAt: Date; readonly succeeded: boolean },
): Promise<void> {
  await db
    .updateTable('backupJobs')
    .set({
      lastExecutionId: execution.id,
      ...(execution.succeeded && { lastSuccessAt: execution.finishedAt.getTime(), overdueNotifiedAt: null }),
    })
    .where('id', '=', id)
    .execute()
}

/** The condition on the active run stands as in the partial index, so that SQLite may use that. */
function selectJobs(db: DatabaseHandle) {
  return db
    .selectFrom('backupJobs')
    .innerJoin('backupRepositories', 'backupRepositories.id', 'backupJobs.repositoryId')
    .leftJoin('backupExecutions as active', (join) =>
      join
        .onRef('active.jobId', '=', 'backupJobs.id')
        .on(sql<boolean>`active.kind = 'backup' and active.state in ('waiting', 'running')`),
    )
    .selectAll('backupJobs')
    .select(['backupRepositories.name as repositoryName', 'active.id as runningExecutionId'])
}

type JobRow = Selectable<BackupJobTable> & { repositoryName: string; runningExecutionId: string | null }

async function toJobs(db: DatabaseHandle, rows: readonly JobRow[]): Promise<BackupJob[]> {
  const lastIds = rows.flatMap((row) => row.lastExecutionId ?? [])
  const last = await listExecutionsByIds(db, lastIds)
  return rows.map((row) => toJob(row, row.lastExecutionId === null ? undefined : last.get(row.lastExecutionId)))
}

function toJob(row: JobRow, lastExecution: Execution | undefined): BackupJob {
  return {
    id: row.id,
    name: row.name,
    repositoryId: row.repositoryId,
    repositoryName: row.repositoryName,
    sources: fromJson(row.sources, textListSchema),
    excludes: fromJson(row.excludes, textListSchema),
    useDefaultExcludes: row.useDefaultExcludes === 1,
    excludeCaches: row.excludeCaches === 1,
    excludeLargerThanBytes: row.excludeLargerThanBytes,
    oneFileSystem: row.oneFileSystem === 1,
    compression: row.compression,
    tags: fromJson(row.tags, textListSchema),
    schedule: scheduleOf(row),
    enabled: row.enabled === 1,
    createdAt: instantText(row.createdAt),
    updatedAt: instantText(row.updatedAt),
    nextRunAt: instantTextOrNull(row.nextRunAt),
    lastExecution: lastExecution ?? null,
    runningExecutionId: row.runningExecutionId,
    ownerId: row.ownerId,
    classification: row.classification,
  }
}

function scheduleOf(row: { scheduleCron: string | null; scheduleTimeZone: string | null }): JobInput['schedule'] {
  if (row.scheduleCron === null || row.scheduleTimeZone === null) return null
  return { cron: row.scheduleCron, timeZone: row.scheduleTimeZone }
}

function toScheduledJob(row: JobRow): ScheduledJob[] {
  const schedule = scheduleOf(row)
  if (schedule === null || row.nextRunAt === null) return []
  return [
    {
      id: row.id,
      name: row.name,
      repositoryId: row.repositoryId,
      cron: schedule.cron,
      timeZone: schedule.timeZone,
      scheduledSince: new Date(row.scheduledSince ?? row.createdAt),
      nextRunAt: new Date(row.nextRunAt),
      ownerId: row.ownerId,
      lastSuccessAt: row.lastSuccessAt === null ? null : new Date(row.lastSuccessAt),
      overdueNotifiedAt: row.overdueNotifiedAt === null ? null : new Date(row.overdueNotifiedAt),
      isActive: row.runningExecutionId !== null,
    },
  ]
}

function inputColumns(input: JobInput) {
  return {
    name: input.name,
    repositoryId: input.repositoryId,
    sources: JSON.stringify(input.sources),
    excludes: JSON.stringify(input.excludes),
    useDefaultExcludes: flag(input.useDefaultExcludes),
    excludeCaches: flag(input.excludeCaches),
    excludeLargerThanBytes: input.excludeLargerThanBytes,
    oneFileSystem: flag(input.oneFileSystem),
    compression: input.compression,
    tags: JSON.stringify(input.tags),
    scheduleCron: input.schedule?.cron ?? null,
    scheduleTimeZone: input.schedule?.timeZone ?? null,
    enabled: flag(input.enabled),
  }
}

function timeColumns(times: ScheduleTimes) {
  return {
    scheduledSince: times.scheduledSince?.getTime() ?? null,
    nextRunAt: times.nextRunAt?.getTime() ?? null,
  }
}
