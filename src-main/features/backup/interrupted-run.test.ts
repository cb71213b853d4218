import { spawn } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import type { Storage } from '#main/storage/storage.ts'
import { BackupWorld, password } from './testing/backup-world.ts'

/** The real restic, as the person who looks after another computer has it. */
const otherProgram = 'restic'
const program = new URL('./testing/killed-run.ts', import.meta.url).pathname

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-killed-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function open(): Promise<Storage> {
  return openStorage({
    database: { engine: 'sqlite', file: join(folder, 'kuraban.db') },
    copiesFolder: join(folder, 'copies'),
    programVersion: '0.0.0-test',
    clock: systemClock,
    log: silentLogger,
  })
}

/** Runs the job in a process of its own and kills it as soon as it has read something. */
async function killWhileRunning(jobId: string, repositoryId: string): Promise<void> {
  const parameters = [join(folder, 'kuraban.db'), join(folder, 'copies'), folder, jobId, repositoryId]
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const chunk of child.stdout) {
    const hasRead = String(chunk)
      .split('\n')
      .filter((line) => line !== '')
      .some((line) => JSON.parse(line).doneBytes > 0)
    if (hasRead) break
  }
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

it('marks a killed run as interrupted, removes its own lock, and goes on with the next run', async () => {
  let storage = await open()
  let world = await BackupWorld.open(storage, { folder })
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 9), Buffer.alloc(16))
  for (let at = 0; at < 12; at += 1) {
    await world.writeSource({ [`写真/${at}.jpg`]: cipher.update(Buffer.alloc(16_000_000)) })
  }
  const repository = await world.createRepository()
  const job = await world.createJob(repository)
  const { secrets } = world
  await world.stop()
  await storage.close()

  await killWhileRunning(job.id, repository.id)
  const left = await readdir(join(folder, 'repository/locks'))
  expect(left).toHaveLength(1)

  storage = await open()
  world = await BackupWorld.open(storage, { folder, secrets })
  try {
    const [killed] = (await world.services.executions.list({ sort: 'newest' }, { limit: 1 })).items
    expect(killed).toMatchObject({ state: 'interrupted', jobId: job.id, failure: { code: 'TASK_INTERRUPTED' } })
    expect(world.announced.filter((event) => event.type === 'notice')).toMatchObject([
      { severity: 'warning', code: 'backup.notice.backup-interrupted' },
    ])
    expect(await world.restic('check', '--no-lock')).toContain('no errors were found')
    const next = await world.runJob(job)
    expect(next).toMatchObject({ state: 'succeeded', figures: { filesNew: 12 } })
    expect(await readdir(join(folder, 'repository/locks'))).toEqual([])
    expect(await world.restic('check', '--read-data')).toContain('no errors were found')
  } finally {
    await world.stop()
    await storage.close()
  }
}, 120_000)

it('leaves locks of others alone, even of processes that are gone', async () => {
  const storage = await open()
  const world = await BackupWorld.open(storage, { folder })
  try {
    await world.writeSource({ 'a.txt': 'one' })
    const repository = await world.createRepository()
    const job = await world.createJob(repository)
    const locks = join(world.repositoryPath, 'locks')
    const env = { ...process.env, RESTIC_PASSWORD: password }
    const restic = spawn(otherProgram, ['-r', world.repositoryPath, '--no-cache', 'backup', '--stdin'], { env })
    await vi.waitFor(async () => expect(await readdir(locks)).toHaveLength(1), 20_000)
    const ended = once(restic, 'exit')
    restic.kill('SIGKILL')
    await ended
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
    expect(await readdir(locks)).toHaveLength(1)
    expect(await world.services.repositories.unlock(repository.id)).toEqual({ removed: 1 })
    expect(await readdir(locks)).toEqual([])
  } finally {
    await world.stop()
    await storage.close()
  }
})
