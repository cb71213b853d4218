import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Clock } from '#main/platform/clock.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { BackupJob, Execution } from '#shared/features/backup/values.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { overdueSince } from './overdue.ts'
import { BackupWorld, jobInput } from './testing/backup-world.ts'

class TestClock implements Clock {
  #now: number
  #monotonic = 0

  constructor(start: string) {
    this.#now = Date.parse(start)
  }

  now(): Date {
    return new Date(this.#now)
  }

  monotonicMs(): number {
    return this.#monotonic
  }

  advance(minutes: number): void {
    this.#now += minutes * 60_000
    this.#monotonic += minutes * 60_000
  }
}

const hourly = { cron: '0 * * * *', timeZone: 'Asia/Tokyo' }

describeOnEachDatabase('the schedule', (open) => {
  let storage: Storage
  let clock: TestClock
  let world: BackupWorld

  beforeEach(async () => {
    storage = await open()
    clock = new TestClock('2026-11-22T00:30:00Z')
    world = await BackupWorld.open(storage, { clock })
    await world.writeSource({ 'a.txt': 'one' })
  })

  afterEach(() => world.remove())

  const executions = async (): Promise<Execution[]> =>
    (await world.services.executions.list({ sort: 'oldest' }, { limit: 50 })).items
  const ended = () =>
    vi.waitFor(
      async () => {
        const all = await executions()
        expect(all.length).toBeGreaterThan(0)
        expect(all.every((execution) => execution.finishedAt !== null)).toBe(true)
        return all
      },
      { timeout: 20_000, interval: 50 },
    )
  const look = (job: BackupJob) => world.events.publish({ type: 'backup.job.changed', id: job.id })

  it('starts a job when it is due and says when it is due next', async () => {
    const job = await world.createJob(await world.createRepository(), { schedule: hourly })
    expect(job.nextRunAt).toBe('2026-11-22T01:00:00.000Z')
    clock.advance(30)
    look(job)
    expect(await ended()).toMatchObject([{ trigger: 'schedule', state: 'succeeded', requestedBy: 'system' }])
    expect(await world.services.jobs.get(job.id)).toMatchObject({
      nextRunAt: '2026-11-22T02:00:00.000Z',
      lastExecution: { state: 'succeeded' },
      runningExecutionId: null,
    })
  })

  it('goes on whoever owns the job, as the program itself, and keeps for whom', async () => {
    const ownerId = '0199f000-0000-7000-8000-000000000009'
    const repository = await world.createRepository()
    const input = { ...jobInput(repository.id, [world.sourcePath]), schedule: hourly }
    const job = await world.services.jobs.create(input, ownerId)
    clock.advance(31)
    look(job)
    const [run] = await ended()
    expect(run).toMatchObject({ state: 'succeeded', trigger: 'schedule', requestedBy: 'system' })
    const row = await storage.db.selectFrom('backupExecutions').select('request').executeTakeFirstOrThrow()
    expect(JSON.parse(row.request)).toEqual({ onBehalfOf: ownerId })
  })

  it('catches up once what was missed while the program was off', async () => {
    const job = await world.createJob(await world.createRepository(), { schedule: hourly })
    await world.stop()
    clock.advance(5 * 24 * 60)
    world = await BackupWorld.open(storage, { clock, folder: world.folder, secrets: world.secrets })
    expect(await ended()).toMatchObject([{ trigger: 'catch-up', state: 'succeeded' }])
    look(job)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await executions()).toHaveLength(1)
    expect((await world.services.jobs.get(job.id)).nextRunAt).toBe('2026-11-27T01:00:00.000Z')
  })

  it('waits with what was missed until networks and disks are there', async () => {
    const job = await world.createJob(await world.createRepository(), { schedule: hourly })
    await world.stop()
    clock.advance(3 * 60)
    const { folder, secrets } = world
    world = await BackupWorld.open(storage, { clock, folder, secrets, config: { catchUpDelayMs: 120_000 } })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await executions()).toHaveLength(0)
    for (const _ of [1, 2]) {
      clock.advance(1)
      look(job)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await ended()).toMatchObject([{ trigger: 'catch-up' }])
  })

  it('runs nothing while a job is disabled, and forgets what was missed then', async () => {
    const repository = await world.createRepository()
    const job = await world.createJob(repository, { schedule: hourly })
    const { id, updatedAt, repositoryName, createdAt, nextRunAt, lastExecution, runningExecutionId, ...input } = job
    const disabled = await world.services.jobs.update(id, new Date(updatedAt), { ...input, enabled: false })
    expect(disabled.nextRunAt).toBeNull()
    clock.advance(3 * 60)
    look(job)
    const enabled = await world.services.jobs.update(id, new Date(disabled.updatedAt), input)
    expect(enabled.nextRunAt).toBe('2026-11-22T04:00:00.000Z')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await executions()).toHaveLength(0)
  })

  it('says once that a job is overdue, when two of its runs in a row have not succeeded', async () => {
    const repository = await world.createRepository()
    const job = await world.createJob(repository, { schedule: hourly })
    world.secrets.values.clear()
    const overdue = () => world.announced.filter((event) => event.type === 'notice' && event.code.endsWith('overdue'))
    for (const runs of [1, 2, 3, 4]) {
      clock.advance(60)
      look(job)
      await vi.waitFor(async () => expect(await executions()).toHaveLength(runs), 20_000)
      await ended()
    }
    await vi.waitFor(() => expect(overdue()).toHaveLength(1))
    expect(overdue()).toMatchObject([
      {
        severity: 'failure',
        data: { job: job.name, since: '2026-11-22T01:00:00.000Z' },
        link: `/backup/jobs/${job.id}`,
      },
    ])
  })
})

describe('being overdue', () => {
  const job = {
    id: 'job',
    cron: '0 3 * * *',
    timeZone: 'Asia/Tokyo',
    scheduledSince: new Date('2026-11-01T00:00:00Z'),
    nextRunAt: new Date('2026-11-22T18:00:00Z'),
    lastSuccessAt: new Date('2026-11-20T18:10:00Z'),
    overdueNotifiedAt: null,
    isActive: false,
  }

  it('begins with the second run that did not succeed', () => {
    expect(overdueSince(job, new Date('2026-11-21T18:30:00Z'))).toBeNull()
    expect(overdueSince(job, new Date('2026-11-21T23:00:00Z'))).toBeNull()
    expect(overdueSince(job, new Date('2026-11-22T20:00:00Z'))).toEqual(new Date('2026-11-21T18:00:00Z'))
  })

  it('does not count runs before the schedule was made, nor while a backup runs', () => {
    const scheduledSince = new Date('2026-11-22T00:00:00Z')
    const fresh = { ...job, scheduledSince, lastSuccessAt: null }
    expect(overdueSince(fresh, new Date('2026-11-22T20:00:00Z'))).toBeNull()
    expect(overdueSince({ ...job, isActive: true }, new Date('2026-11-30T00:00:00Z'))).toBeNull()
  })
})
