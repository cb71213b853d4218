import { AppError } from '#shared/contract/errors.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import type { OpenRepository, RepositoryPlace } from '../engine/port.ts'
import type { BackupPorts } from '../ports.ts'
import type { LockOwner } from '../repository/lock-rows.ts'
import { findRepository, saveReachability, saveStatistics } from '../repository/repository-rows.ts'
import { ownLocksOf, thisLockOwner } from './own-locks.ts'
import { readPassword } from './repository-password.ts'

/** Opens the repositories the program knows, and remembers whether they answered. */
export class RepositoryAccess {
  readonly #ports: BackupPorts
  readonly #owner: LockOwner

  constructor(ports: BackupPorts) {
    this.#ports = ports
    this.#owner = thisLockOwner(ports.config.nodeName)
  }

  async find(id: string): Promise<BackupRepository> {
    const repository = await findRepository(this.#ports.storage.db, id)
    if (!repository) throw new AppError('NOT_FOUND', { resource: 'backup-repository', id })
    return repository
  }

  /** Opens the repository; the caller closes it. */
  async open(id: string, signal?: AbortSignal): Promise<OpenRepository> {
    const { location } = await this.find(id)
    const password = await readPassword(this.#ports.secrets, id)
    return this.openAt(id, { location, password, ...(signal && { signal }) })
  }

  /** Opens or makes a repository under the id of an entry that may not exist yet. */
  async openAt(
    id: string,
    place: Omit<RepositoryPlace, 'ownLocks'>,
    how: 'open' | 'create' = 'open',
  ): Promise<OpenRepository> {
    const { storage, clock, engine } = this.#ports
    try {
      const ownLocks = ownLocksOf(id, { storage, clock, owner: this.#owner })
      const repository = await engine[how]({ ...place, ownLocks })
      await this.#noteReachable(id, true)
      return repository
    } catch (error) {
      if (isUnreachable(error)) await this.#noteReachable(id, false)
      throw error
    }
  }

  /** Opens the repository for one piece of work and closes it after. */
  async use<T>(id: string, signal: AbortSignal | undefined, work: (opened: OpenRepository) => Promise<T>): Promise<T> {
    const opened = await this.open(id, signal)
    try {
      return await work(opened)
    } finally {
      await opened.close()
    }
  }

  /** Measures the opened repository and keeps the figures with its entry. What was done before stands, even if this fails. */
  async refreshStatistics(id: string, opened: OpenRepository): Promise<void> {
    const { storage, events, log } = this.#ports
    try {
      await saveStatistics(storage.db, id, await opened.measure())
      events.publish({ type: 'backup.repository.changed', id })
    } catch (error) {
      log.warning('a repository could not be measured', { repositoryId: id, error })
    }
  }

  async #noteReachable(id: string, reachable: boolean): Promise<void> {
    const { storage, clock, events } = this.#ports
    const isNews = await saveReachability(storage.db, id, reachable, clock.now())
    if (isNews) events.publish({ type: 'backup.repository.changed', id })
  }
}

function isUnreachable(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'REPOSITORY_NOT_FOUND' || error.code === 'REPOSITORY_STORAGE_FAILED')
  )
}
