import { setTimeout as sleep } from 'node:timers/promises'
import { CamelCasePlugin, type Dialect, Kysely } from 'kysely'
import type { DatabaseSchema } from './schema/index.ts'
import type { DatabaseHandle } from './storage.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import type { TransactionScope } from './transaction-scope.ts'

const maximumAttempts = 12
const firstPauseMs = 5
const longestPauseMs = 250

/** The handle over a dialect, with the naming rule of `DatabaseSchema`. */
export function createDatabaseHandle(dialect: Dialect): DatabaseHandle {
  return new Kysely<DatabaseSchema>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

/** One serializable transaction, repeated with growing random pauses when it crossed another one. */
export async function runTransaction<T>(
  db: DatabaseHandle,
  scope: TransactionScope,
  work: (tx: DatabaseHandle) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await scope.run((inside) => db.transaction().setIsolationLevel('serializable').execute(inside), work)
    } catch (error) {
      if (!isStorageError(error, 'DATABASE_CONFLICT')) throw error
      if (attempt >= maximumAttempts)
        throw new StorageError('DATABASE_CONFLICT', { attempts: attempt }, { cause: error })
      await sleep(Math.min(firstPauseMs * 2 ** attempt, longestPauseMs) * Math.random())
    }
  }
}
