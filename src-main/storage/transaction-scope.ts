import { AsyncLocalStorage } from 'node:async_hooks'
import type { CompiledQuery } from 'kysely'
import { collectAtCommit, endCollecting } from './at-commit.ts'
import { StorageError } from './storage-error.ts'

interface Scope {
  state: 'opening' | 'open' | 'ended'
  readonly atCommit: CompiledQuery[]
}

const insideRule = 'inside a transaction use its handle; the database itself would wait for the transaction it is in'

/**
 * Knows whether the running code is inside a transaction of one database, so that using the database there is refused at
 * once instead of waiting for ever (SQLite) or slipping past the transaction (PostgreSQL).
 */
export class TransactionScope {
  readonly #current = new AsyncLocalStorage<Scope>()

  assertOutside(): void {
    if (this.#current.getStore()?.state === 'open') throw new StorageError('DATABASE_MISUSE', { rule: insideRule })
  }

  /** Transactions begin in `run` alone: there they have their time limits and repetitions. */
  assertOpening(): void {
    if (this.#current.getStore()?.state !== 'opening') {
      throw new StorageError('DATABASE_MISUSE', { rule: 'begin transactions with storage.transaction' })
    }
  }

  /** What is to be executed with the commit of the transaction that the running code is in. */
  statementsAtCommit(): readonly CompiledQuery[] {
    return this.#current.getStore()?.atCommit ?? []
  }

  /** `open` begins and ends the transaction around what it is given. */
  run<T, H extends object>(
    open: (work: (handle: H) => Promise<T>) => Promise<T>,
    work: (handle: H) => Promise<T>,
  ): Promise<T> {
    this.assertOutside()
    const scope: Scope = { state: 'opening', atCommit: [] }
    return this.#current.run(scope, () =>
      open(async (handle) => {
        scope.state = 'open'
        collectAtCommit(handle, scope.atCommit)
        try {
          return await work(handle)
        } finally {
          scope.state = 'ended'
          endCollecting(handle)
        }
      }),
    )
  }
}
