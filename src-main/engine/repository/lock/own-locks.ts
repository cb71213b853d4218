import type { Id } from '../model.ts'

/**
 * Memory of the locks this installation wrote, so that locks of a killed process can be removed without touching anybody else's.
 * The application keeps it outside the repository.
 */
export interface OwnLocks {
  /** Called before the lock file is written. */
  record(id: Id, pid: number): Promise<void>
  /** Called after the lock file is gone. */
  forget(id: Id): Promise<void>
  /** Ids of recorded locks whose process is gone. */
  stale(): Promise<readonly Id[]>
}
