import { afterEach, describe } from 'vitest'
import type { DatabaseEngine, Storage } from '#main/storage/storage.ts'
import { createTestDatabase, openTestStorage, type TestDatabase } from './open-test-storage.ts'

const engines: readonly DatabaseEngine[] = ['sqlite', 'postgres']

/**
 * Runs a store's suite on SQLite and on a real PostgreSQL. Each call of `open` gives an empty database with the whole
 * schema; it is closed and removed after the test, so open it inside a test or in `beforeEach`.
 */
export function describeOnEachDatabase(name: string, suite: (open: () => Promise<Storage>) => void): void {
  describeOnEachEngine(name, (engine, afterTest) => {
    suite(async () => {
      const { storage, remove } = await openTestStorage(engine)
      afterTest(remove)
      return storage
    })
  })
}

/** The same for what happens before a database is ready: each call of `create` gives a place without any schema. */
export function describeOnEachNewDatabase(
  name: string,
  suite: (create: () => Promise<TestDatabase>, engine: DatabaseEngine) => void,
): void {
  describeOnEachEngine(name, (engine, afterTest) => {
    const create = async (): Promise<TestDatabase> => {
      const database = await createTestDatabase(engine)
      afterTest(database.remove)
      return database
    }
    suite(create, engine)
  })
}

type Removal = () => Promise<void>

function describeOnEachEngine(
  name: string,
  suite: (engine: DatabaseEngine, afterTest: (remove: Removal) => void) => void,
): void {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      const removals: Removal[] = []
      afterEach(async () => {
        for (const remove of removals.splice(0).reverse()) await remove()
      })
      suite(engine, (remove) => removals.push(remove))
    })
  }
}
