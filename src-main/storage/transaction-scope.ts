import { AsyncLocalStorage } from 'node:async_hooks'
import { StorageError } from './storage-error.ts'

type State = 'opening' | 'open' | 'ended'

const insideRule = 'inside a transaction use its handle; the database itself would wait for the transaction it is in'

/**
 * Knows whether the running code is inside a transaction of one database, so that using the database there is refused at
 * once instead of waiting for ever (SQLite) or slipping past the transaction (PostgreSQL).
 */
export class TransactionScope {
  readonly #current = new AsyncLocalStorage<{ state: State }>()

  assertOutside(): void {
    if (this.#current.getStore()?.state === 'open') throw new StorageError('DATABASE_MISUSE', { rule: insideRule })
  }

  /** Transactions begin in `run` alone: there they have their time limits and repetitions. */
  assertOpening(): void {
    if (this.#current.getStore()?.state !== 'opening') {
      throw new StorageError('DATABASE_MISUSE', { rule: 'begin transactions with storage.transaction' })
    }
  }

  /** `open` begins and ends the transaction around what it is given. */
  run<T, H>(open: (work: (handle: H) => Promise<T>) => Promise<T>, work: (handle: H) => Promise<T>): Promise<T> {
    this.assertOutside()
    const scope: { state: State } = { state: 'opening' }
    return this.#current.run(scope, () =>
      open(async (handle) => {
        scope.state = 'open'
        try {
          return await work(handle)
        } finally {
          scope.state = 'ended'
        }
      }),
    )
  }
}
