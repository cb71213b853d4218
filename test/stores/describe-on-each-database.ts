import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import type { Storage } from '#main/storage/storage.ts'

/**
 * Runs a store's suite on SQLite and on a real PostgreSQL. Each call of `open` gives an empty database with the whole
 * schema; it is closed and removed after the test (open it inside a test or in `beforeEach`).
 */
export function describeOnEachDatabase(name: string, suite: (open: () => Promise<Storage>) => void): void {
  for (const engine of ['sqlite'] as const) {
    describe(`${name} (${engine})`, () => {
      const opened: (() => Promise<void>)[] = []
      afterEach(async () => {
        for (const remove of opened.splice(0).reverse()) await remove()
      })
      suite(async () => {
        const { storage, remove } = await openSqliteStorage()
        opened.push(remove)
        return storage
      })
    })
  }
}

interface OpenedStorage {
  readonly storage: Storage
  remove(): Promise<void>
}

async function openSqliteStorage(): Promise<OpenedStorage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-store-'))
  const storage = await openStorage({
    database: { engine: 'sqlite', file: path.join(folder, 'kuraban.db') },
    copiesFolder: path.join(folder, 'copies'),
    programVersion: '0.0.0-test',
    clock: systemClock,
    log: silentLogger,
  })
  const remove = async (): Promise<void> => {
    await storage.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { storage, remove }
}
