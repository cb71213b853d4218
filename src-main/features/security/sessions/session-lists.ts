import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { SessionEntry } from '#shared/features/security/values.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { liveSessionEntries, type SessionEntryRow } from '../repository/session-entries.ts'
import { liveSessionsOf } from '../repository/sessions.ts'
import type { SessionService } from './session-service.ts'
import type { SessionLimits } from './session-view.ts'

export interface SessionListPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly sessions: SessionService
  readonly audit: AuditTrail
  readonly limits: () => SessionLimits
}

type OwnContext = CallContext & { readonly caller: UserCaller }

const ownAtMost = 200

/** Sessions as their owners and administrators look at them and end them. */
export class SessionLists {
  readonly #ports: SessionListPorts

  constructor(ports: SessionListPorts) {
    this.#ports = ports
  }

  async listOwn({ caller }: OwnContext): Promise<SessionEntry[]> {
    const rows = await this.#rows({ userId: caller.userId, limit: ownAtMost })
    return rows.map((row) => toEntry(row, caller.sessionId))
  }

  /** Without ids all but the one that calls. Ids of other people's sessions change nothing. */
  async endOwn(ids: readonly string[] | undefined, context: OwnContext): Promise<number> {
    const { userId, sessionId } = context.caller
    return this.#end(context, 'security.session.endOwn', async (tx) => {
      const own = await liveSessionsOf(tx, userId)
      return own.filter((id) => (ids === undefined ? id !== sessionId : ids.includes(id)))
    })
  }

  async list(input: PageInput & { userId?: string | undefined }, context: CallContext): Promise<Page<SessionEntry>> {
    const { userId, cursor, limit } = input
    const found = await this.#rows({ userId, after: cursor, limit: limit + 1 })
    const rows = found.slice(0, limit)
    const current = context.caller.kind === 'user' ? context.caller.sessionId : null
    return {
      items: rows.map((row) => toEntry(row, current)),
      nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
    }
  }

  end(ids: readonly string[], context: CallContext): Promise<number> {
    return this.#end(context, 'security.sessions.end', async () => ids)
  }

  async #end(
    context: CallContext,
    action: string,
    chosen: (tx: DatabaseHandle) => Promise<readonly string[]>,
  ): Promise<number> {
    const { storage, sessions, audit } = this.#ports
    const ended = await storage.transaction(async (tx) => {
      const done = await sessions.endInside(tx, await chosen(tx), 'revoked')
      await audit.record(tx, context, { action, detail: { sessionIds: done } })
      return done
    })
    sessions.announceEnd(ended, 'revoked')
    return ended.length
  }

  #rows(filter: { userId?: string | undefined; after?: string | undefined; limit: number }) {
    const now = this.#ports.clock.now().getTime()
    const idleSince = now - this.#ports.limits().idleMs
    return liveSessionEntries(this.#ports.storage.db, { ...filter, now, idleSince })
  }
}

function toEntry(row: SessionEntryRow, currentId: string | null): SessionEntry {
  const { id, userId, userName, method, transport, remoteAddress, userAgent } = row
  return {
    ...{ id, userId, userName, method, transport, remoteAddress, userAgent },
    startedAt: new Date(row.startedAt).toISOString(),
    activeAt: new Date(row.activeAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
    current: id === currentId,
  }
}
