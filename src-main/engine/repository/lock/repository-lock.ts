import { setTimeout as delay } from 'node:timers/promises'
import { throwIfCancelled } from '../backend/failure.ts'
import { RepositoryError } from '../errors.ts'
import type { Id } from '../model.ts'
import type { LockStore } from './lock-store.ts'

/** When locks are refreshed and when they count as lost; the wall clock, so that sleep of the machine counts. */
export interface LockTimes {
  readonly settleMs: number
  readonly checkEveryMs: number
  readonly refreshAfterMs: number
  readonly lostAfterMs: number
}

const resticTimes: LockTimes = {
  settleMs: 200,
  checkEveryMs: 30_000,
  refreshAfterMs: 5 * 60_000,
  lostAfterMs: 22.5 * 60_000,
}

/** A lock held in the repository; it refreshes itself until released. */
export interface RepositoryLock {
  /** Id of the present lock file; it changes with every refresh. */
  readonly id: Id
  readonly exclusive: boolean
  /** Aborts, with a `lock-lost` error as reason, when the lock could not be kept: stop writing at once. */
  readonly signal: AbortSignal
  /** Throws `lock-lost` unless the lock is certainly held now; refreshes it first when it is overdue. */
  ensureHeld(): Promise<void>
  /** Whether `release` has been called: the lock guards nothing any more. */
  readonly isReleased: boolean
  /** Stops refreshing and removes the lock file. Harmless when called twice. */
  release(): Promise<void>
}

/** Takes a lock as restic does: look, write, wait, look again. Fails with `locked` and leaves nothing behind. */
export async function acquireLock(
  store: LockStore,
  exclusive: boolean,
  signal?: AbortSignal,
  times: LockTimes = resticTimes,
): Promise<RepositoryLock> {
  await store.removeOwnStale()
  await store.refuseConflict(exclusive, undefined, signal)
  throwIfCancelled(signal)
  const id = await store.write(exclusive)
  try {
    await delay(times.settleMs, undefined, { signal }).catch(() => throwIfCancelled(signal))
    await store.refuseConflict(exclusive, id, signal)
  } catch (error) {
    await store.remove(id)
    throw error
  }
  return new HeldLock(store, id, exclusive, times)
}

class HeldLock implements RepositoryLock {
  readonly exclusive: boolean
  readonly #store: LockStore
  readonly #times: LockTimes
  readonly #abort = new AbortController()
  readonly #timer: NodeJS.Timeout
  #id: Id
  #refreshedAt = Date.now()
  #refreshing: Promise<void> | undefined
  #released: Promise<void> | undefined

  constructor(store: LockStore, id: Id, exclusive: boolean, times: LockTimes) {
    this.#store = store
    this.#id = id
    this.exclusive = exclusive
    this.#times = times
    this.#timer = setInterval(() => this.#tick(), times.checkEveryMs)
    this.#timer.unref()
  }

  get id(): Id {
    return this.#id
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get isReleased(): boolean {
    return this.#released !== undefined
  }

  #tick(): void {
    if (Date.now() - this.#refreshedAt >= this.#times.refreshAfterMs) void this.#refresh()
  }

  async ensureHeld(): Promise<void> {
    if (Date.now() - this.#refreshedAt >= this.#times.lostAfterMs) await this.#refresh()
    throwIfCancelled(this.#abort.signal)
  }

  #refresh(): Promise<void> {
    if (this.#released !== undefined || this.#abort.signal.aborted) return Promise.resolve()
    this.#refreshing ??= this.#replace().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  /** New file first, then the old one goes. A failure is no loss until the time is up: the next tick tries again. */
  async #replace(): Promise<void> {
    const isOverdue = () => Date.now() - this.#refreshedAt >= this.#times.lostAfterMs
    try {
      if (!(await this.#store.exists(this.#id))) return this.#lose()
      const old = this.#id
      this.#id = await this.#store.write(this.exclusive)
      this.#refreshedAt = Date.now()
      await this.#store.remove(old)
    } catch (error) {
      if (isOverdue()) this.#lose(error)
    }
  }

  #lose(cause?: unknown): void {
    clearInterval(this.#timer)
    this.#abort.abort(new RepositoryError('lock-lost', { lockId: this.#id }, { cause }))
  }

  release(): Promise<void> {
    this.#released ??= this.#remove()
    return this.#released
  }

  async #remove(): Promise<void> {
    clearInterval(this.#timer)
    await this.#refreshing
    await this.#store.remove(this.#id)
  }
}
