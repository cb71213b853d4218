import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemContext } from '#main/features/security/index.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { BackupWorld, password } from './testing/backup-world.ts'

const system = systemContext()

async function failureOf(work: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'data' in error) {
      return { code: String(error.code), data: error.data }
    }
    throw error
  }
  return { code: 'none', data: null }
}

describeOnEachDatabase('what goes wrong around backups', (open) => {
  let world: BackupWorld

  beforeEach(async () => {
    world = await BackupWorld.open(await open())
  })

  afterEach(() => world.remove())

  it('refuses a wrong password, a folder that is no repository, and a place taken already', async () => {
    await world.createRepository()
    const location = { kind: 'local', path: world.repositoryPath } as const
    const taken = await failureOf(world.services.repositories.open({ name: 'もう一つ', location, password }))
    expect(taken).toEqual({
      code: 'CONFLICT',
      data: { resource: 'backup-repository', field: 'location', value: world.repositoryPath },
    })
    const elsewhere = { kind: 'local', path: join(world.folder, 'elsewhere') } as const
    const empty = await failureOf(world.services.repositories.open({ name: '空', location: elsewhere, password }))
    expect(empty.code).toBe('REPOSITORY_NOT_FOUND')
    expect([...world.secrets.values.keys()]).toHaveLength(1)

    await rename(world.repositoryPath, elsewhere.path)
    const wrong = await failureOf(
      world.services.repositories.open({ name: '別', location: elsewhere, password: `${password}!` }),
    )
    expect(wrong).toEqual({ code: 'REPOSITORY_WRONG_PASSWORD', data: {} })
    const again = await failureOf(world.services.repositories.create({ name: '別', location: elsewhere, password }))
    expect(again.code).toBe('REPOSITORY_EXISTS')
  })

  it('makes no new repository among files that lie there already', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    const occupied = { kind: 'local', path: world.sourcePath } as const
    const refused = await failureOf(
      world.services.repositories.create({ name: '混ざる', location: occupied, password }),
    )
    expect(refused).toEqual({ code: 'REPOSITORY_EXISTS', data: { location: world.sourcePath } })
    expect(await readdir(world.sourcePath)).toEqual(['a.txt'])
  })

  it('takes an existing restic repository in with its history, and lets it go without touching it', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    await world.restic('init')
    await world.restic('backup', world.sourcePath)
    const location = { kind: 'local', path: world.repositoryPath } as const
    const repository = await world.services.repositories.open({ name: '既存', location, password })
    expect(repository).toMatchObject({ snapshotCount: 1, reachable: true })
    const job = await world.createJob(repository)
    const used = await failureOf(world.services.repositories.remove(repository.id))
    expect(used).toEqual({
      code: 'IN_USE',
      data: { resource: 'backup-repository', id: repository.id, usedBy: [job.name] },
    })
    await world.services.jobs.remove(job.id)
    expect(await world.services.repositories.remove(repository.id)).toEqual({ kept: { location, snapshotCount: 1 } })
    expect(world.secrets.values.size).toBe(0)
    expect(JSON.parse(await world.restic('snapshots', '--json'))).toHaveLength(1)
  })

  it('lets one of two repositories have a name that both want at the same moment', async () => {
    const create = (folder: string) => {
      const location = { kind: 'local', path: join(world.folder, folder) } as const
      return world.services.repositories.create({ name: '同じ名前', location, password })
    }
    const [first, second] = await Promise.allSettled([create('one'), create('two')])
    const failed = [first, second].filter((result) => result.status === 'rejected')
    const data = { resource: 'backup-repository', field: 'name', value: '同じ名前' }
    expect(failed.map(({ reason }) => reason)).toMatchObject([{ code: 'CONFLICT', data }])
    expect([...world.secrets.values.keys()]).toHaveLength(1)
  })

  it('ends with warnings that name every source and file it could not read', async () => {
    await world.writeSource({ 'good.txt': 'good' })
    const gone = join(world.folder, 'gone')
    const repository = await world.createRepository()
    const job = await world.createJob(repository, { sources: [world.sourcePath, gone] })
    const execution = await world.runJob(job)
    expect(execution).toMatchObject({ state: 'warnings', problemCount: 1, failure: null })
    const { problems } = await world.services.executions.get(execution.id)
    expect(problems).toMatchObject([{ code: 'source-missing', path: { quoted: gone, display: gone } }])
    const notice = world.announced.find((event) => event.type === 'notice')
    expect(notice).toMatchObject({
      severity: 'warning',
      code: 'backup.notice.backup-warnings',
      link: `/backup/executions/${execution.id}`,
      data: { job: job.name, problems: 1 },
    })
  })

  it('does not warn about sockets, which hold nothing that could be kept', async () => {
    await world.writeSource({ 'good.txt': 'good' })
    const server = createServer().listen(join(world.sourcePath, 's'))
    const repository = await world.createRepository()
    const execution = await world.runJob(await world.createJob(repository))
    server.close()
    expect(execution.state).toBe('succeeded')
  })

  it('fails with what happened when the repository has gone, and says so at the repository until it is back', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    const repository = await world.createRepository()
    const job = await world.createJob(repository)
    await rename(world.repositoryPath, join(world.folder, 'away'))
    const failed = await world.runJob(job)
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'REPOSITORY_NOT_FOUND', data: { location: world.repositoryPath } },
    })
    expect(await world.services.repositories.get(repository.id)).toMatchObject({ reachable: false })
    await rename(join(world.folder, 'away'), world.repositoryPath)
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
    expect(await world.services.repositories.get(repository.id)).toMatchObject({ reachable: true })
  })

  it('fails when no source can be read at all, and when the password has been lost, until it is given again', async () => {
    const repository = await world.createRepository()
    const job = await world.createJob(repository)
    expect(await world.runJob(job)).toMatchObject({
      state: 'failed',
      failure: { code: 'BACKUP_SOURCES_UNREADABLE', data: { paths: [world.sourcePath] } },
    })
    world.secrets.values.clear()
    expect(await world.runJob(job)).toMatchObject({ state: 'failed', failure: { code: 'SECRET_MISSING' } })
    const wrong = await failureOf(world.services.repositories.setPassword(repository.id, `${password}!`))
    expect(wrong.code).toBe('REPOSITORY_WRONG_PASSWORD')
    await world.services.repositories.setPassword(repository.id, password)
    await world.writeSource({ 'a.txt': 'one' })
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
  })

  it('refuses a second run of a job while one waits or runs', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    const repository = await world.createRepository()
    const job = await world.createJob(repository)
    const first = await world.services.jobs.run(job.id, system, 'manual')
    const second = await failureOf(world.services.jobs.run(job.id, system, 'manual'))
    expect(second).toEqual({ code: 'BACKUP_ALREADY_RUNNING', data: { jobId: job.id, executionId: first.id } })
    const removal = await failureOf(world.services.jobs.remove(job.id))
    expect(removal.code).toBe('BACKUP_ALREADY_RUNNING')
    await world.ended(first)
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
  })

  it('cancels a run and lets the next one through', async () => {
    await world.writeSource({ 'big.bin': Buffer.alloc(30_000_000, 7), 'a.txt': 'one' })
    const repository = await world.createRepository()
    const job = await world.createJob(repository)
    const execution = await world.services.jobs.run(job.id, system, 'manual')
    await world.services.executions.cancel(execution.id)
    expect(await world.ended(execution)).toMatchObject({ state: 'cancelled', failure: null })
    const late = await failureOf(world.services.executions.cancel(execution.id))
    expect(late.code).toBe('TASK_NOT_CANCELLABLE')
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
  })

  it('finds damage, fails the verification and keeps the findings', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    const repository = await world.createRepository()
    await world.runJob(await world.createJob(repository))
    await rm(join(world.repositoryPath, 'data'), { recursive: true })
    await mkdir(join(world.repositoryPath, 'data'))
    const execution = await world.ended(
      await world.services.repositories.verify(repository.id, { readData: false }, system),
    )
    expect(execution).toMatchObject({ state: 'failed', failure: { code: 'REPOSITORY_DAMAGED' } })
    const { findings } = await world.services.executions.get(execution.id)
    expect(findings.map((finding) => finding.code)).toContain('pack-missing')
    expect(await world.services.repositories.get(repository.id)).toMatchObject({ lastVerification: 'failed' })
  })

  it('checks the target before a restore is queued', async () => {
    await world.writeSource({ 'a.txt': 'one' })
    const repository = await world.createRepository()
    const { snapshotId } = await world.runJob(await world.createJob(repository))
    const restore = (target: string, paths: string[] = []) =>
      failureOf(
        world.services.snapshots.restore(
          repository.id,
          { snapshotId: snapshotId ?? '', paths, target, existing: 'always', verifyAfter: true },
          system,
          'manual',
        ),
      )
    await symlink(world.repositoryPath, join(world.folder, 'way-in'))
    const refusals = await Promise.all(
      [
        'relative/folder',
        join(world.sourcePath, 'a.txt'),
        join(world.repositoryPath, 'data/new'),
        join(world.folder, 'way-in/new'),
      ].map((target) => restore(target)),
    )
    expect(refusals.map(({ data }) => data)).toMatchObject([
      { reason: 'not-absolute' },
      { reason: 'not-a-folder' },
      { reason: 'inside-repository' },
      { reason: 'inside-repository' },
    ])
    const noPath = await restore(join(world.folder, 'out'), [`${world.sourcePath}/b.txt`])
    expect(noPath).toEqual({ code: 'SNAPSHOT_PATH_NOT_FOUND', data: { path: `${world.sourcePath}/b.txt` } })
  })
})
