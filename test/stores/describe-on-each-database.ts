import { afterEach, describe } from 'vitest'
import type { DatabaseEngine, Storage } from '#main/storage/storage.ts'
import { openTestStorage } from './open-test-storage.ts'

const engines: readonly DatabaseEngine[] = ['sqlite', 'postgres']

/**
 * Runs a store's suite on SQLite and on a real PostgreSQL. Each call of `open` gives an empty database with the whole
 * schema; it is closed and removed after the test, so open it inside a test or in `beforeEach`.
 */
export function describeOnEachDatabase(name: string, suite: (open: () => Promise<Storage>) => void): void {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      const removals: (() => Promise<void>)[] = []
      afterEach(async () => {
        for (const remove of removals.splice(0).reverse()) await remove()
      })
      suite(async () => {
        const { storage, remove } = await openTestStorage(engine)
        removals.push(remove)
        return storage
      })
    })
  }
}
