import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { RoleReference, User } from '#shared/features/security/values.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import type { PasswordKeeper } from './passwords/password-keeper.ts'
import { heldAccessOf, newUserRow } from './repository/new-user.ts'
import * as users from './repository/users.ts'
import type { SessionService } from './sessions/session-service.ts'
import { nameKeyOf } from './user-name.ts'

export interface UserPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly audit: AuditTrail
}

export interface NewUser {
  readonly name: string
  readonly role: RoleReference
  readonly password: string
  readonly language: Language
}

/** Users as administrators look after them. */
export class UserService {
  readonly #ports: UserPorts

  constructor(ports: UserPorts) {
    this.#ports = ports
  }

  async get(id: string): Promise<User> {
    return users.toUser(await this.#find(this.#ports.storage.db, id))
  }

  async list(page: PageInput): Promise<Page<User>> {
    const { rows, nextCursor } = await users.listUsers(this.#ports.storage.db, page)
    return { items: rows.map(users.toUser), nextCursor }
  }

  async create(input: NewUser, context: CallContext): Promise<User> {
    const { storage, passwords, clock, audit } = this.#ports
    const { name, role, language } = input
    const passwordHash = await passwords.accept(input.password, name)
    const now = clock.now().getTime()
    const id = newId()
    const row = newUserRow({ id, name, nameKey: nameKeyOf(name), role, language, passwordHash, createdAt: now })
    try {
      await storage.transaction(async (tx) => {
        await users.insertUser(tx, row)
        await audit.record(tx, context, { action: 'security.users.create', target: row.id, detail: { name, role } })
      })
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('CONFLICT', { resource: 'user', field: 'name', value: name })
      throw error
    }
    this.#changed(row.id)
    return users.toUser(row)
  }

  async setRole(id: string, role: RoleReference, context: CallContext): Promise<User> {
    const { storage, clock, audit } = this.#ports
    const user = await storage.transaction(async (tx) => {
      const found = await this.#find(tx, id)
      if (role !== 'administrator') await this.#assertNotLastAdministrator(tx, found)
      await users.updateUser(tx, id, { role, heldAccess: heldAccessOf(role), updatedAt: clock.now().getTime() })
      const detail = { from: found.role, to: role }
      await audit.record(tx, context, { action: 'security.users.setRole', target: id, detail })
      return { ...found, role }
    })
    this.#changed(id)
    return users.toUser(user)
  }

  async remove(id: string, context: CallContext): Promise<{ endedSessions: number }> {
    const { storage, sessions, audit } = this.#ports
    const ended = await storage.transaction(async (tx) => {
      const found = await this.#find(tx, id)
      await this.#assertNotLastAdministrator(tx, found)
      const revoked = await sessions.revokeInside(tx, id)
      await users.deleteUser(tx, id)
      await audit.record(tx, context, { action: 'security.users.remove', target: id, detail: { name: found.name } })
      return revoked
    })
    sessions.announceEnd(ended, 'revoked')
    this.#changed(id)
    return { endedSessions: ended.length }
  }

  async #find(db: DatabaseHandle, id: string): Promise<users.UserRow> {
    const found = await users.findUser(db, id)
    if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id })
    return found
  }

  async #assertNotLastAdministrator(tx: DatabaseHandle, user: users.UserRow): Promise<void> {
    if (user.role !== 'administrator') return
    if ((await users.countAdministratorsExcept(tx, user.id)) === 0) throw new AppError('LAST_ADMINISTRATOR', {})
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'security.user.changed', id })
  }
}
