import { setTimeout as delay } from 'node:timers/promises'
import type { Backend } from '../backend/backend.ts'
import { throwIfCancelled } from '../backend/failure.ts'
import { isRepositoryError, RepositoryError } from '../errors.ts'
import type { Id } from '../model.ts'
import type { UnpackedFiles } from '../unpacked-files.ts'
import { decodeLock, encodeOwnLock, type FoundLock, isStale } from './lock-file.ts'
import type { OwnLocks } from './own-locks.ts'

/** Waits between attempts to read a lock that cannot be read (it may just be being written elsewhere). */
const rereadDelaysMs: readonly number[] = [5_000, 10_000, 20_000]

interface LockStoreOptions {
  readonly backend: Backend
  readonly files: UnpackedFiles
  readonly ownLocks: OwnLocks | undefined
  readonly rereadDelaysMs?: readonly number[] | undefined
}

/** The lock files of a repository. */
export class LockStore {
  readonly #options: LockStoreOptions

  constructor(options: LockStoreOptions) {
    this.#options = options
  }

  /** Writes a lock of this process, recorded before it can be seen. */
  async write(exclusive: boolean): Promise<Id> {
    const { backend, files, ownLocks } = this.#options
    const { id, sealed } = files.seal(encodeOwnLock(exclusive))
    await ownLocks?.record(id, process.pid)
    await backend.write({ kind: 'lock', name: id }, [sealed])
    return id
  }

  async remove(id: Id): Promise<void> {
    await this.#options.files.remove('lock', id)
    await this.#options.ownLocks?.forget(id)
  }

  async exists(id: Id): Promise<boolean> {
    try {
      await this.#options.backend.stat({ kind: 'lock', name: id })
      return true
    } catch (error) {
      if (isRepositoryError(error, 'missing')) return false
      throw error
    }
  }

  /** Fails with `locked` when any lock but our own excludes the wanted one. */
  async refuseConflict(exclusive: boolean, own: Id | undefined, signal: AbortSignal | undefined): Promise<void> {
    for await (const lock of this.#list(own, signal)) {
      if (!exclusive && !lock.exclusive) continue
      const { id: lockId, hostname, username, pid, time } = lock
      throw new RepositoryError('locked', { lockId, hostname, username, pid, exclusive: lock.exclusive, time })
    }
  }

  async *#list(own: Id | undefined, signal: AbortSignal | undefined): AsyncGenerator<FoundLock> {
    for await (const { name, sizeBytes } of this.#options.backend.list('lock', signal)) {
      const lock = name === own || sizeBytes === 0 ? undefined : await this.#read(name, signal)
      if (lock !== undefined) yield lock
    }
  }

  /** A lock that vanishes meanwhile is none. */
  async #read(id: Id, signal: AbortSignal | undefined): Promise<FoundLock | undefined> {
    const delays = this.#options.rereadDelaysMs ?? rereadDelaysMs
    for (let attempt = 0; ; attempt++) {
      try {
        return decodeLock(id, await this.#options.files.load('lock', id, signal))
      } catch (error) {
        if (isRepositoryError(error, 'missing')) return undefined
        throwIfCancelled(signal)
        const delayMs = delays[attempt]
        if (delayMs === undefined) throw error
        await delay(delayMs, undefined, { signal }).catch(() => throwIfCancelled(signal))
      }
    }
  }

  /** Removes locks that this installation recorded as its own and whose process is gone. */
  async removeOwnStale(): Promise<void> {
    for (const id of (await this.#options.ownLocks?.stale()) ?? []) await this.remove(id)
  }

  /** Removes stale locks, or all; unreadable ones only with all. Returns how many. */
  async unlock(removeAll: boolean): Promise<number> {
    let removed = 0
    for await (const { name } of this.#options.backend.list('lock')) {
      if (!removeAll && !(await this.#isStale(name))) continue
      await this.remove(name)
      removed++
    }
    return removed
  }

  async #isStale(id: Id): Promise<boolean> {
    try {
      return isStale(decodeLock(id, await this.#options.files.load('lock', id)))
    } catch (error) {
      if (isRepositoryError(error, 'storage-failed')) throw error
      return false
    }
  }
}
