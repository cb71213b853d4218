import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallContext } from '#main/platform/caller.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'
import { BackupWorld, jobInput, password } from './testing/backup-world.ts'

const context: CallContext = {
  requestId: 'request',
  transport: 'window',
  remoteAddress: '',
  userAgent: '',
  caller: userCaller(),
}

describe('the procedures of backup', () => {
  let database: TestStorage
  let world: BackupWorld

  beforeAll(async () => {
    database = await openTestStorage('sqlite')
    world = await BackupWorld.open(database.storage)
    await world.writeSource({ 'a.txt': 'one', 'b.txt': 'two' })
  })

  afterAll(async () => {
    await world.remove()
    await database.remove()
  })

  it('answer what the contract promises, from the first repository to the overview', async () => {
    const backup = createRouterClient(world.feature.router, { context })
    expect(await backup.overview.get()).toMatchObject({ verdict: 'nothing-yet', storedBytes: null, recent: [] })
    const location = { kind: 'local', path: world.repositoryPath } as const
    const repository = await backup.repositories.create({ name: '倉庫', location, password })
    expect(await backup.repositories.list({})).toMatchObject({ items: [{ id: repository.id }], nextCursor: null })
    expect(await backup.repositories.rename({ id: repository.id, name: '本社' })).toMatchObject({ name: '本社' })

    const schedule = { cron: '0 2 * * *', timeZone: 'Asia/Tokyo' }
    expect(await backup.jobs.explainSchedule({ ...schedule, language: 'ja' })).toMatchObject({ text: '毎日 02:00' })
    expect((await backup.jobs.defaultExcludes()).length).toBeGreaterThan(10)
    const wanted = { ...jobInput(repository.id, [world.sourcePath]), schedule }
    expect(await backup.jobs.preview(wanted)).toMatchObject({ includedFiles: 2, includedBytes: 6 })
    const job = await backup.jobs.create(wanted)
    const changed = await backup.jobs.update({
      ...wanted,
      id: job.id,
      tags: ['毎日'],
      expectedUpdatedAt: job.updatedAt,
    })
    expect(changed).toMatchObject({ tags: ['毎日'], nextRunAt: job.nextRunAt })

    const execution = await backup.jobs.run({ id: job.id })
    expect(execution).toMatchObject({ state: 'waiting', trigger: 'manual', requestedBy: '管理者', jobId: job.id })
    await world.ended(execution)
    const detail = await backup.executions.get({ id: execution.id })
    expect(detail).toMatchObject({ state: 'succeeded', problems: [], findings: [], restore: null })
    expect(await backup.executions.list({ jobId: job.id })).toMatchObject({ items: [{ id: execution.id }] })

    const repositoryId = repository.id
    const [snapshot] = (await backup.snapshots.list({ repositoryId, jobId: job.id })).items
    expect(snapshot).toMatchObject({ tags: ['毎日'], totalFiles: 2, paths: [world.sourcePath] })
    const snapshotId = snapshot?.id ?? ''
    const path = world.sourcePath
    expect(await backup.snapshots.browse({ repositoryId, snapshotId, path })).toMatchObject({ totalEntries: 2 })
    const order = { repositoryId, snapshotId, paths: [], target: `${world.folder}/out` }
    await world.ended(await backup.snapshots.restore({ ...order, existing: 'if-changed' }))
    await world.ended(await backup.repositories.verify({ id: repositoryId }))

    const overview = await backup.overview.get()
    expect(overview).toMatchObject({ verdict: 'good', needsAttention: [], jobCount: 1, repositoryCount: 1 })
    expect(overview.nextRuns).toMatchObject([{ jobId: job.id, at: job.nextRunAt }])
    expect(overview.recent.map(({ kind }) => kind)).toEqual(['verify', 'restore', 'backup'])
    expect(overview.trend.at(-1)).toMatchObject({ succeeded: 1, failed: 0 })
    expect((await backup.folders.list({ path: world.folder })).entries.length).toBeGreaterThan(1)
    expect(await backup.jobs.remove({ id: job.id })).toEqual({ kept: { repositoryName: '本社', executions: 1 } })
    expect((await backup.executions.list({})).items).toHaveLength(3)
  })

  it('refuse a job that cannot work, and say which part of it', async () => {
    const backup = createRouterClient(world.feature.router, { context })
    const [repository] = (await backup.repositories.list({})).items
    const wanted = jobInput(repository?.id ?? '', ['relative', `${world.repositoryPath}/data`])
    await expect(backup.jobs.create(wanted)).rejects.toMatchObject({
      code: 'VALIDATION',
      data: {
        issues: [
          { path: 'sources.0', message: 'path-not-absolute' },
          { path: 'sources.1', message: 'source-inside-repository' },
        ],
      },
    })
    const job = { ...wanted, sources: [world.sourcePath] }
    await expect(backup.jobs.create({ ...job, excludes: ['[a'] })).rejects.toMatchObject({
      code: 'BACKUP_PATTERN_INVALID',
    })
    const schedule = { cron: '0 2 * *', timeZone: 'Asia/Tokyo' }
    await expect(backup.jobs.create({ ...job, schedule })).rejects.toMatchObject({ code: 'SCHEDULE_INVALID' })
    const created = await backup.jobs.create(job)
    await expect(backup.jobs.create(job)).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'name' } })
    const update = { ...job, id: created.id, expectedUpdatedAt: '2020-01-01T00:00:00.000Z' }
    await expect(backup.jobs.update(update)).rejects.toMatchObject({ code: 'STALE' })
  })

  it('begin a new run when an ended task is tried again', async () => {
    const backup = createRouterClient(world.feature.router, { context })
    const [job] = (await backup.jobs.list({})).items
    const first = await world.ended(await backup.jobs.run({ id: job?.id ?? '' }))
    await world.queue.retry(first.taskId ?? '')
    await world.queue.whenEnded(first.taskId ?? '')
    const runs = await backup.executions.list({ jobId: job?.id ?? '' })
    expect(runs.items.map(({ state, trigger }) => [state, trigger])).toEqual([
      ['succeeded', 'manual'],
      ['succeeded', 'manual'],
    ])
  })
})
