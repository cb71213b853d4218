import type { DatabaseHandle } from '#main/storage/storage.ts'

/** The process that writes locks: this start of the program on this node. */
export interface LockOwner {
  readonly node: string
  readonly pid: number
  readonly instance: string
}

export async function recordLock(
  db: DatabaseHandle,
  lock: { readonly lockId: string; readonly repositoryId: string; readonly owner: LockOwner; readonly at: Date },
): Promise<void> {
  const row = { lockId: lock.lockId, repositoryId: lock.repositoryId, ...lock.owner, recordedAt: lock.at.getTime() }
  await db
    .insertInto('backupRepositoryLocks')
    .values(row)
    .onConflict((conflict) => conflict.column('lockId').doUpdateSet(row))
    .execute()
}

export async function forgetLock(db: DatabaseHandle, lockId: string): Promise<void> {
  await db.deleteFrom('backupRepositoryLocks').where('lockId', '=', lockId).execute()
}

/** Locks that other starts of the program on this node left behind. */
export async function listEarlierLocks(
  db: DatabaseHandle,
  repositoryId: string,
  owner: LockOwner,
): Promise<{ readonly lockId: string; readonly pid: number }[]> {
  return db
    .selectFrom('backupRepositoryLocks')
    .select(['lockId', 'pid'])
    .where('repositoryId', '=', repositoryId)
    .where('node', '=', owner.node)
    .where('instance', '!=', owner.instance)
    .execute()
}
