import type { Insertable, Selectable } from 'kysely'
import { z } from 'zod'
import type { AccessScope } from '#main/features/security/index.ts'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { BackupExecutionTable } from '#main/storage/schema/backup.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import {
  backupFiguresSchema,
  type Execution,
  type ExecutionState,
  failureSchema,
} from '#shared/features/backup/values.ts'
import { fromJson, instantText, instantTextOrNull } from './columns.ts'
import { isRunInScope } from './ownership-rows.ts'

export const activeStates = ['waiting', 'running'] as const satisfies readonly ExecutionState[]

export interface NewExecution {
  readonly id: string
  readonly kind: Execution['kind']
  readonly trigger: Execution['trigger']
  readonly jobId: string | null
  readonly jobName: string | null
  readonly repositoryId: string
  readonly repositoryName: string
  readonly requestedBy: string
  /** JSON text of what the run was asked to do. */
  readonly request: string
  readonly createdAt: Date
}

export interface ExecutionFilter {
  readonly jobId?: string | undefined
  readonly repositoryId?: string | undefined
  readonly state?: ExecutionState | undefined
  readonly kind?: Execution['kind'] | undefined
  readonly sort: 'newest' | 'oldest'
}

/** How a run ended. */
export interface ExecutionEnd {
  readonly state: Exclude<ExecutionState, 'waiting' | 'running'>
  readonly at: Date
  readonly snapshotId?: string | undefined
  readonly figures?: z.infer<typeof backupFiguresSchema> | undefined
  readonly restoreReport?: string | undefined
  readonly problemCount?: number | undefined
  readonly failure?: z.infer<typeof failureSchema> | undefined
}

export async function insertExecution(db: DatabaseHandle, execution: NewExecution): Promise<void> {
  const row: Insertable<BackupExecutionTable> = {
    ...execution,
    createdAt: execution.createdAt.getTime(),
    state: 'waiting',
    problemCount: 0,
  }
  await db.insertInto('backupExecutions').values(row).execute()
}

export async function deleteExecution(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('backupExecutions').where('id', '=', id).execute()
}

export async function setExecutionTask(db: DatabaseHandle, id: string, taskId: string): Promise<void> {
  await db.updateTable('backupExecutions').set({ taskId }).where('id', '=', id).execute()
}

/** Turns a waiting run into a running one; false when it is not waiting any more. */
export async function startExecution(db: DatabaseHandle, id: string, taskId: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('backupExecutions')
    .set({ state: 'running', taskId, startedAt: at.getTime() })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends a run that has not ended yet; false when it has. */
export async function endExecution(db: DatabaseHandle, id: string, end: ExecutionEnd): Promise<boolean> {
  const result = await db
    .updateTable('backupExecutions')
    .set({
      state: end.state,
      finishedAt: end.at.getTime(),
      ...(end.snapshotId !== undefined && { snapshotId: end.snapshotId }),
      ...(end.figures !== undefined && {
        figures: JSON.stringify(end.figures),
        addedBytes: end.figures.addedPackedBytes,
        totalFiles: end.figures.totalFiles,
        totalBytes: end.figures.totalBytes,
      }),
      ...(end.restoreReport !== undefined && { restoreReport: end.restoreReport }),
      ...(end.problemCount !== undefined && { problemCount: end.problemCount }),
      ...(end.failure !== undefined && {
        failureCode: end.failure.code,
        failureData: JSON.stringify(end.failure.data),
      }),
    })
    .where('id', '=', id)
    .where('state', 'in', activeStates)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function findExecution(db: DatabaseHandle, id: string): Promise<Execution | undefined> {
  const row = await db.selectFrom('backupExecutions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toExecution(row)
}

export async function findExecutionByTask(db: DatabaseHandle, taskId: string): Promise<Execution | undefined> {
  const row = await db.selectFrom('backupExecutions').selectAll().where('taskId', '=', taskId).executeTakeFirst()
  return row && toExecution(row)
}

/** What the run was asked to do and, of a restore, what it did: JSON texts. */
export async function findExecutionRequest(
  db: DatabaseHandle,
  id: string,
): Promise<{ readonly request: string; readonly restoreReport: string | null } | undefined> {
  return db.selectFrom('backupExecutions').select(['request', 'restoreReport']).where('id', '=', id).executeTakeFirst()
}

export async function findActiveBackup(db: DatabaseHandle, jobId: string): Promise<Execution | undefined> {
  const row = await db
    .selectFrom('backupExecutions')
    .selectAll()
    .where('jobId', '=', jobId)
    .where('kind', '=', 'backup')
    .where('state', 'in', activeStates)
    .executeTakeFirst()
  return row && toExecution(row)
}

export async function listActiveExecutions(db: DatabaseHandle, repositoryId?: string): Promise<Execution[]> {
  let query = db.selectFrom('backupExecutions').selectAll().where('state', 'in', activeStates)
  if (repositoryId !== undefined) query = query.where('repositoryId', '=', repositoryId)
  return (await query.orderBy('createdAt').orderBy('id').execute()).map(toExecution)
}

/** Runs that wait or run, of what lies in the scope. */
export async function listActiveExecutionsIn(db: DatabaseHandle, scope?: AccessScope): Promise<Execution[]> {
  const query = db.selectFrom('backupExecutions').selectAll().where('state', 'in', activeStates)
  return (await query.where(isRunInScope(scope)).orderBy('createdAt').orderBy('id').execute()).map(toExecution)
}

/** Totals of the job's last finished backup, to foretell how long the next one takes. */
export async function findLastTotals(
  db: DatabaseHandle,
  jobId: string,
): Promise<{ readonly totalFiles: number; readonly totalBytes: number } | undefined> {
  const row = await db
    .selectFrom('backupExecutions')
    .select(['totalFiles', 'totalBytes'])
    .where('jobId', '=', jobId)
    .where('state', 'in', ['succeeded', 'warnings'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.totalFiles === null || row.totalBytes === null) return undefined
  return { totalFiles: row.totalFiles, totalBytes: row.totalBytes }
}

/** Snapshots that runs of the job have made, whether they still exist or not. */
export async function listSnapshotIdsOfJob(db: DatabaseHandle, jobId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('backupExecutions')
    .select('snapshotId')
    .where('jobId', '=', jobId)
    .where('snapshotId', 'is not', null)
    .execute()
  return new Set(rows.flatMap((row) => row.snapshotId ?? []))
}

export async function countExecutionsOfJob(db: DatabaseHandle, jobId: string): Promise<number> {
  const row = await db
    .selectFrom('backupExecutions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('jobId', '=', jobId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function listExecutions(
  db: DatabaseHandle,
  filter: ExecutionFilter,
  page: PageInput,
  scope?: AccessScope,
): Promise<Page<Execution>> {
  const direction = filter.sort === 'newest' ? 'desc' : 'asc'
  let query = db
    .selectFrom('backupExecutions')
    .selectAll()
    .where(isRunInScope(scope))
    .orderBy('createdAt', direction)
    .orderBy('id', direction)
    .limit(page.limit + 1)
  if (filter.jobId !== undefined) query = query.where('jobId', '=', filter.jobId)
  if (filter.repositoryId !== undefined) query = query.where('repositoryId', '=', filter.repositoryId)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (page.cursor !== undefined) {
    const [at, id] = decodePageKey(page.cursor, z.tuple([z.number(), z.string()]))
    const after = filter.sort === 'newest' ? '<' : '>'
    query = query.where((eb) => eb(eb.refTuple('createdAt', 'id'), after, eb.tuple(at, id)))
  }
  return pageOf(await query.execute(), page.limit, (row) => [row.createdAt, row.id], toExecution)
}

export async function listExecutionsByIds(db: DatabaseHandle, ids: readonly string[]): Promise<Map<string, Execution>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('backupExecutions').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, toExecution(row)]))
}

export function toExecution(row: Selectable<BackupExecutionTable>): Execution {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    trigger: row.trigger,
    jobId: row.jobId,
    jobName: row.jobName,
    repositoryId: row.repositoryId,
    repositoryName: row.repositoryName,
    taskId: row.taskId,
    requestedBy: row.requestedBy,
    createdAt: instantText(row.createdAt),
    startedAt: instantTextOrNull(row.startedAt),
    finishedAt: instantTextOrNull(row.finishedAt),
    durationMs: row.startedAt === null || row.finishedAt === null ? null : row.finishedAt - row.startedAt,
    snapshotId: row.snapshotId,
    figures: row.figures === null ? null : fromJson(row.figures, backupFiguresSchema),
    problemCount: row.problemCount,
    failure:
      row.failureCode === null
        ? null
        : failureSchema.parse({ code: row.failureCode, data: JSON.parse(row.failureData ?? '{}') }),
  }
}
