import { randomUUID } from 'node:crypto'
import type { OwnLocks } from '#main/engine/repository/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { Storage } from '#main/storage/storage.ts'
import { forgetLock, type LockOwner, listEarlierLocks, recordLock } from '../repository/lock-rows.ts'

/** This start of the program on this node. */
export function thisLockOwner(nodeName: string): LockOwner {
  return { node: nodeName, pid: process.pid, instance: randomUUID() }
}

/** The locks this installation wrote into one repository, kept in the database. */
export function ownLocksOf(
  repositoryId: string,
  { storage, clock, owner }: { readonly storage: Storage; readonly clock: Clock; readonly owner: LockOwner },
): OwnLocks {
  return {
    record: (lockId, pid) =>
      recordLock(storage.db, { lockId, repositoryId, owner: { ...owner, pid }, at: clock.now() }),
    forget: (lockId) => forgetLock(storage.db, lockId),
    stale: async () => {
      const earlier = await listEarlierLocks(storage.db, repositoryId, owner)
      return earlier.filter(({ pid }) => pid === process.pid || !isRunning(pid)).map(({ lockId }) => lockId)
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
