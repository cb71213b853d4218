import type { Selectable } from 'kysely'
import type { UserSessionsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { SessionEnd } from '#shared/features/security/values.ts'
import type { UserRow } from './users.ts'

export type SessionRow = Selectable<UserSessionsTable>

export interface SessionWithUser {
  readonly session: SessionRow
  readonly user: UserRow
}

const sessionColumns = [
  'session.id as sessionId',
  'session.userId as sessionUserId',
  'session.tokenHash as sessionTokenHash',
  'session.method as sessionMethod',
  'session.startedAt as sessionStartedAt',
  'session.activeAt as sessionActiveAt',
  'session.expiresAt as sessionExpiresAt',
  'session.steppedUpAt as sessionSteppedUpAt',
  'session.endedAt as sessionEndedAt',
  'session.endReason as sessionEndReason',
  'session.transport as sessionTransport',
  'session.remoteAddress as sessionRemoteAddress',
  'session.userAgent as sessionUserAgent',
] as const

function selectSessions(db: DatabaseHandle) {
  return db
    .selectFrom('userSessions as session')
    .innerJoin('users as user', 'user.id', 'session.userId')
    .selectAll('user')
    .select(sessionColumns)
}

/** Session and user in one look-up: every call of every window makes it. */
export async function findSessionByTokenHash(
  db: DatabaseHandle,
  tokenHash: string,
): Promise<SessionWithUser | undefined> {
  return withUser(await selectSessions(db).where('session.tokenHash', '=', tokenHash).executeTakeFirst())
}

export async function findSessionById(db: DatabaseHandle, id: string): Promise<SessionWithUser | undefined> {
  return withUser(await selectSessions(db).where('session.id', '=', id).executeTakeFirst())
}

type JoinedRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirst']>>

function withUser(row: JoinedRow): SessionWithUser | undefined {
  if (row === undefined) return undefined
  const session: SessionRow = {
    id: row.sessionId,
    userId: row.sessionUserId,
    tokenHash: row.sessionTokenHash,
    method: row.sessionMethod,
    startedAt: row.sessionStartedAt,
    activeAt: row.sessionActiveAt,
    expiresAt: row.sessionExpiresAt,
    steppedUpAt: row.sessionSteppedUpAt,
    endedAt: row.sessionEndedAt,
    endReason: row.sessionEndReason,
    transport: row.sessionTransport,
    remoteAddress: row.sessionRemoteAddress,
    userAgent: row.sessionUserAgent,
  }
  return { session, user: row }
}

export async function insertSession(db: DatabaseHandle, row: SessionRow): Promise<void> {
  await db.insertInto('userSessions').values(row).execute()
}

export async function forgetSessionByTokenHash(db: DatabaseHandle, tokenHash: string): Promise<void> {
  await db.deleteFrom('userSessions').where('tokenHash', '=', tokenHash).execute()
}

/** Only ever forward, and never on a session that has ended. */
export async function touchSession(db: DatabaseHandle, id: string, activeAt: number): Promise<void> {
  await db
    .updateTable('userSessions')
    .set({ activeAt })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where('activeAt', '<', activeAt)
    .execute()
}

/** Whoever asks has proved again who they are; false on a session that has ended. */
export async function replaceToken(
  db: DatabaseHandle,
  id: string,
  { tokenHash, now }: { tokenHash: string; now: number },
): Promise<boolean> {
  const replaced = await db
    .updateTable('userSessions')
    .set({ tokenHash, steppedUpAt: now, activeAt: now })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return replaced.numUpdatedRows === 1n
}

/** Ends live sessions by id and tells which were live. */
export async function endSessions(
  db: DatabaseHandle,
  ids: readonly string[],
  end: { at: number; reason: SessionEnd },
): Promise<string[]> {
  if (ids.length === 0) return []
  const ended = await db
    .updateTable('userSessions')
    .set({ endedAt: end.at, endReason: end.reason })
    .where('id', 'in', ids)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
  return ended.map((row) => row.id)
}

export async function endLiveSessionsExcept(
  db: DatabaseHandle,
  id: string | null,
  end: { at: number; reason: SessionEnd },
): Promise<string[]> {
  const ended = await db
    .updateTable('userSessions')
    .set({ endedAt: end.at, endReason: end.reason })
    .where('endedAt', 'is', null)
    .where('id', '!=', id ?? '')
    .returning('id')
    .execute()
  return ended.map((row) => row.id)
}

export async function liveSessionsOf(db: DatabaseHandle, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('userSessions')
    .select('id')
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Live sessions past one of their limits, at most 500 at a time. */
export function overdueSessions(
  db: DatabaseHandle,
  limits: { now: number; idleSince: number },
): Promise<Pick<SessionRow, 'id' | 'expiresAt'>[]> {
  return db
    .selectFrom('userSessions')
    .select(['id', 'expiresAt'])
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('activeAt', '<=', limits.idleSince), where('expiresAt', '<=', limits.now)]))
    .limit(500)
    .execute()
}

export async function forgetSessionsEndedBefore(db: DatabaseHandle, before: number): Promise<void> {
  await db.deleteFrom('userSessions').where('endedAt', '<', before).execute()
}

/** Live sessions of accounts that are disabled or over, at most 500 at a time. */
export async function sessionsOfUnusableUsers(db: DatabaseHandle, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('userSessions as session')
    .innerJoin('users as user', 'user.id', 'session.userId')
    .select('session.id')
    .where('session.endedAt', 'is', null)
    .where((where) => where.or([where('user.state', '=', 'disabled'), where('user.expiresAt', '<=', now)]))
    .limit(500)
    .execute()
  return rows.map((row) => row.id)
}
