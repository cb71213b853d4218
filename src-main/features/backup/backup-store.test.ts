import { expect, it } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { countQueries } from '#test/stores/count-queries.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { defaultBackupConfig } from './ports.ts'
import { endExecution, insertExecution, listExecutions, startExecution } from './repository/execution-rows.ts'
import { insertJob, listJobs, updateJob } from './repository/job-rows.ts'
import { insertRepository, listRepositories } from './repository/repository-rows.ts'
import { readOverview } from './service/overview.ts'
import { jobInput } from './testing/backup-world.ts'

const times = { scheduledSince: null, nextRunAt: null }

async function fill(storage: Storage, { jobs, runsOfEach }: { jobs: number; runsOfEach: number }) {
  const repositoryId = newId()
  const createdAt = new Date('2026-11-01T00:00:00Z')
  const location = { kind: 'local', path: `/backup/${repositoryId}` } as const
  const entry = { id: repositoryId, name: '倉庫', location, formatId: 'f', formatVersion: 2, createdAt, ownerId: null }
  await insertRepository(storage.db, entry)
  const jobIds = Array.from({ length: jobs }, () => newId())
  for (const [at, id] of jobIds.entries()) {
    const input = { ...jobInput(repositoryId, ['/home']), name: `仕事 ${String(at).padStart(3, '0')}` }
    await insertJob(storage.db, { id, input, createdAt, times, ownerId: null })
    for (let run = 0; run < runsOfEach; run += 1) {
      const at = new Date(Date.now() - (runsOfEach - run) * 3_600_000)
      const executionId = newId()
      await insertExecution(storage.db, {
        id: executionId,
        kind: 'backup',
        trigger: 'schedule',
        jobId: id,
        jobName: input.name,
        repositoryId,
        repositoryName: '倉庫',
        requestedBy: 'system',
        request: '{}',
        createdAt: at,
      })
      await startExecution(storage.db, executionId, newId(), at)
      await endExecution(storage.db, executionId, { state: run % 4 === 3 ? 'failed' : 'succeeded', at })
    }
  }
  return { repositoryId, jobIds }
}

describeOnEachDatabase('the store of backups', (open) => {
  it('lists executions and jobs in at most two queries', async () => {
    const storage = await open()
    await fill(storage, { jobs: 5, runsOfEach: 4 })
    const executions = await countQueries(storage, () => listExecutions(storage.db, { sort: 'newest' }, { limit: 50 }))
    expect(executions.result.items).toHaveLength(20)
    expect(executions.statements.length).toBeLessThanOrEqual(2)
    const jobs = await countQueries(storage, () => listJobs(storage.db, {}, { limit: 50 }))
    expect(jobs.result.items).toHaveLength(5)
    expect(jobs.statements.length).toBeLessThanOrEqual(2)
    const repositories = await countQueries(storage, () => listRepositories(storage.db, { limit: 50 }))
    expect(repositories.result.items).toMatchObject([{ jobCount: 5 }])
    expect(repositories.statements).toHaveLength(1)
  })

  it('reads the overview in a few queries, whatever the number of jobs', async () => {
    const storage = await open()
    await fill(storage, { jobs: 12, runsOfEach: 4 })
    const ports = { storage, clock: systemClock, config: defaultBackupConfig }
    const { result, statements } = await countQueries(storage, () => readOverview(ports))
    expect(statements.length).toBeLessThanOrEqual(9)
    expect(result).toMatchObject({ repositoryCount: 1, jobCount: 12 })
    expect(result.trend).toHaveLength(30)
    expect(result.trend.reduce((sum, day) => sum + day.succeeded, 0)).toBe(36)
    expect(result.trend.reduce((sum, day) => sum + day.failed, 0)).toBe(12)
  })

  it('pages through executions of one kind, in both directions, without gap or repetition', async () => {
    const storage = await open()
    const { jobIds } = await fill(storage, { jobs: 3, runsOfEach: 5 })
    for (const sort of ['newest', 'oldest'] as const) {
      const filter = { sort, jobId: jobIds[1], kind: 'backup' } as const
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await listExecutions(storage.db, filter, { limit: 2, ...(cursor !== undefined && { cursor }) })
        ids.push(...page.items.map((execution) => execution.createdAt))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(ids).toHaveLength(5)
      const sorted = [...ids].sort()
      expect(ids).toEqual(sort === 'oldest' ? sorted : sorted.reverse())
    }
    const failed = await listExecutions(storage.db, { sort: 'newest', state: 'failed' }, { limit: 50 })
    expect(failed.items).toHaveLength(3)
  })

  it('refuses a cursor that is none of its own', async () => {
    const storage = await open()
    const page = { cursor: 'bm9uc2Vuc2U', limit: 2 }
    await expect(listExecutions(storage.db, { sort: 'newest' }, page)).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('changes a job only as the person saw it', async () => {
    const storage = await open()
    const { repositoryId, jobIds } = await fill(storage, { jobs: 1, runsOfEach: 0 })
    const [id = ''] = jobIds
    const seen = new Date('2026-11-01T00:00:00Z')
    const change = (name: string, updatedAt: Date) => ({
      input: { ...jobInput(repositoryId, ['/home']), name },
      updatedAt,
      times: undefined,
    })
    expect(await updateJob(storage.db, id, seen, change('一人目', new Date(seen.getTime() + 1)))).toBe(true)
    expect(await updateJob(storage.db, id, seen, change('二人目', new Date(seen.getTime() + 2)))).toBe(false)
    expect((await listJobs(storage.db, {}, { limit: 50 })).items).toMatchObject([{ name: '一人目' }])
  })
})
