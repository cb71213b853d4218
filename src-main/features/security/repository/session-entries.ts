import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { SessionRow } from './sessions.ts'

/** A live session with the name of its user. */
export type SessionEntryRow = SessionRow & { readonly userName: string }

export interface EntryFilter {
  readonly userId?: string | undefined
  /** Sessions that were last active before are over, though nobody has noticed yet. */
  readonly idleSince: number
  readonly now: number
  /** Entries after this id, which is the order. */
  readonly after?: string | undefined
  readonly limit: number
}

/** Live sessions, the newest first. */
export function liveSessionEntries(db: DatabaseHandle, filter: EntryFilter): Promise<SessionEntryRow[]> {
  let query = db
    .selectFrom('userSessions as session')
    .innerJoin('users as user', 'user.id', 'session.userId')
    .selectAll('session')
    .select('user.name as userName')
    .where('session.endedAt', 'is', null)
    .where('session.activeAt', '>', filter.idleSince)
    .where('session.expiresAt', '>', filter.now)
    .orderBy('session.id', 'desc')
    .limit(filter.limit)
  if (filter.userId !== undefined) query = query.where('session.userId', '=', filter.userId)
  if (filter.after !== undefined) query = query.where('session.id', '<', filter.after)
  return query.execute()
}
