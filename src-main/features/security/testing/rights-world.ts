import type { CallContext, Caller } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { ApprovalKind } from '#shared/features/security/contract/rights.ts'
import { AuditTrail } from '../audit/audit-trail.ts'
import { AccessDecisions } from '../authorization/access-decisions.ts'
import { callerWithoutSession } from '../authorization/caller-without-session.ts'
import { newestAuditRows } from '../repository/audit-log.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import { newUserRow } from '../repository/new-user.ts'
import { findUser, heldAccessOf, insertUser } from '../repository/users.ts'
import { createRights } from '../rights.ts'

/** Roles, decisions and approvals on a real database, with people who hold roles and nothing else around it. */
export class RightsWorld {
  readonly storage: Storage
  readonly rights: ReturnType<typeof createRights>
  readonly access: AccessDecisions
  readonly announced: AppEvent[] = []
  nowMs = Date.UTC(2026, 10, 22)
  approvalsRequired: ApprovalKind[] = ['delete-repository', 'shorten-retention', 'disable-verification']

  constructor(storage: Storage) {
    this.storage = storage
    const clock = { now: () => new Date(this.nowMs), monotonicMs: () => this.nowMs }
    const settings = () => ({
      environment: 'production' as const,
      timeZone: 'Asia/Tokyo',
      twoFactorRequiredRoles: [],
      approvalsRequired: this.approvalsRequired,
    })
    const events = new InProcessEventBus()
    events.listen((event) => this.announced.push(event))
    this.access = new AccessDecisions({ clock, settings, site: () => ({ siteName: '東京' }) })
    const audit = new AuditTrail({ storage, clock })
    this.rights = createRights({ storage, clock, events, audit, access: this.access, settings })
  }

  /** Adds a person and answers their id; name and role are what tells them apart. */
  async person(name: string, role: string): Promise<string> {
    const id = newId()
    const given = { id, name, nameKey: name, role, language: 'ja' as const, passwordHash: null, createdAt: this.nowMs }
    await this.storage.transaction(async (tx) => {
      await insertUser(tx, newUserRow(given))
      await recomputeHeldAccess(tx, [id])
    })
    return id
  }

  async group(name: string, role: string | null, members: readonly string[]): Promise<string> {
    const id = newId()
    const at = { createdAt: this.nowMs, updatedAt: this.nowMs }
    await this.storage.transaction(async (tx) => {
      await tx
        .insertInto('userGroups')
        .values({ id, name, nameKey: name, role, ...at })
        .execute()
      const rows = members.map((userId) => ({ groupId: id, userId }))
      if (rows.length > 0) await tx.insertInto('groupMembers').values(rows).execute()
      await recomputeHeldAccess(tx, members)
    })
    return id
  }

  async held(userId: string) {
    const user = await findUser(this.storage.db, userId)
    return { ...heldAccessOf(user ?? { heldAccess: '' }), twoFactor: user?.twoFactorRequired === 1 }
  }

  /** A call in the name of a person, as the middleware hands it on. */
  async as(userId: string): Promise<CallContext> {
    const user = await findUser(this.storage.db, userId)
    if (user === undefined) throw new Error('there is no such person')
    return this.call(callerWithoutSession(user))
  }

  call(caller: Caller, remoteAddress = ''): CallContext {
    return { requestId: newId(), transport: 'window', remoteAddress, userAgent: '', caller }
  }

  async audited(): Promise<[action: string, caller: string | null, detail: Record<string, unknown>][]> {
    const rows = await newestAuditRows(this.storage.db, 100)
    return rows.reverse().map((row) => [row.action, row.callerName, JSON.parse(row.detail)])
  }
}
