import type { DatabaseHandle } from '#main/storage/storage.ts'

/** What is known of a job's last success. */
export interface LastSuccess {
  readonly jobId: string
  readonly finishedAt: number
  readonly totalBytes: number | null
}

/** The last backup of each job that came to a good end. */
export async function lastSuccesses(db: DatabaseHandle): Promise<LastSuccess[]> {
  const rows = await db
    .selectFrom('backupJobs as job')
    .leftJoin('backupExecutions as execution', (join) =>
      join
        .onRef('execution.jobId', '=', 'job.id')
        .onRef('execution.finishedAt', '=', 'job.lastSuccessAt')
        .on('execution.kind', '=', 'backup'),
    )
    .where('job.lastSuccessAt', 'is not', null)
    .select(['job.id as jobId', 'job.lastSuccessAt as finishedAt', 'execution.totalBytes as totalBytes'])
    .execute()
  return rows.flatMap(({ jobId, finishedAt, totalBytes }) =>
    finishedAt === null ? [] : [{ jobId, finishedAt: Number(finishedAt), totalBytes }],
  )
}

/** Backups that came to an end since an instant, and how many of them to a good one. */
export async function successCounts(
  db: DatabaseHandle,
  sinceMs: number,
): Promise<{ readonly ended: number; readonly succeeded: number }> {
  const row = await db
    .selectFrom('backupExecutions')
    .where('kind', '=', 'backup')
    .where('state', 'in', ['succeeded', 'warnings', 'failed', 'interrupted'])
    .where('createdAt', '>=', sinceMs)
    .select((select) => {
      const count = select.fn.countAll<number>()
      return [count.as('ended'), count.filterWhere('state', 'in', ['succeeded', 'warnings']).as('succeeded')]
    })
    .executeTakeFirstOrThrow()
  return { ended: Number(row.ended), succeeded: Number(row.succeeded) }
}

/** How a repository stands. */
export interface RepositoryFigures {
  readonly name: string
  readonly sizeBytes: number | null
  readonly isReachable: boolean | null
  readonly lastVerifiedAt: number | null
  readonly errors: number
}

/** All repositories, with the errors that the last check of each found. */
export async function repositoryFigures(db: DatabaseHandle): Promise<RepositoryFigures[]> {
  const rows = await db
    .selectFrom('backupRepositories as repository')
    .select((select) => [
      ...(['repository.name', 'repository.sizeBytes', 'repository.reachable', 'repository.lastVerifiedAt'] as const),
      select
        .selectFrom('backupExecutionFindings as finding')
        .whereRef('finding.executionId', '=', 'repository.lastVerificationExecutionId')
        .where('finding.severity', '=', 'error')
        .select((inner) => inner.fn.countAll<number>().as('errors'))
        .as('errors'),
    ])
    .orderBy('repository.name')
    .execute()
  return rows.map(({ name, sizeBytes, reachable, lastVerifiedAt, errors }) => ({
    ...{ name, sizeBytes, lastVerifiedAt, errors: Number(errors ?? 0) },
    isReachable: reachable === null ? null : reachable === 1,
  }))
}
