import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { initRepository, LocalBackend } from '#main/engine/repository/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { OpenedRepository } from '../engine/opened-repository.ts'
import { BrowsedRepositories } from './browsed-repositories.ts'

class CountedRepository extends OpenedRepository {
  refreshes = 0
  closes = 0

  override async refresh(): Promise<void> {
    this.refreshes += 1
    await super.refresh()
  }

  override async close(): Promise<void> {
    this.closes += 1
    await super.close()
  }
}

it('opens a repository once, refreshes it after runs, and closes it when nobody looks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kuraban-browsed-'))
  const repository = await initRepository(new LocalBackend(join(folder, 'repository')), 'password')
  const opened = new CountedRepository(repository, { hostname: '', username: '', programVersion: '' })
  let opens = 0
  const access = {
    open: async () => {
      opens += 1
      return opened
    },
  }
  const browsed = new BrowsedRepositories(access, systemClock, 40)
  try {
    const look = () => browsed.use('id', async (found) => found.formatId)
    expect(await Promise.all([look(), look(), look()])).toEqual(Array(3).fill(repository.id))
    expect({ opens, refreshes: opened.refreshes }).toEqual({ opens: 1, refreshes: 0 })
    browsed.markStale('id')
    await look()
    await look()
    expect({ opens, refreshes: opened.refreshes }).toEqual({ opens: 1, refreshes: 1 })
    await browsed.use('id', () => wait(150))
    expect(opened.closes).toBe(0)
    await wait(200)
    expect(opened.closes).toBe(1)
    await look()
    expect(opens).toBe(2)
  } finally {
    await browsed.closeAll()
    await rm(folder, { recursive: true, force: true })
  }
})

it('does not keep a repository that could not be opened', async () => {
  let opens = 0
  const access = {
    open: async () => {
      opens += 1
      throw new Error('unplugged')
    },
  }
  const browsed = new BrowsedRepositories(access, systemClock, 1000)
  await expect(browsed.use('id', async () => 'never')).rejects.toThrow('unplugged')
  await expect(browsed.use('id', async () => 'never')).rejects.toThrow('unplugged')
  expect(opens).toBe(2)
  await browsed.closeAll()
})
