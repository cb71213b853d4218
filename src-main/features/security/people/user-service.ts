import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { RoleReference, User } from '#shared/features/security/values.ts'
import { readStoredPassword } from '../passwords/stored-password.ts'
import { revokeApiKeys } from '../repository/api-keys.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import { newUserRow } from '../repository/new-user.ts'
import { forgetOneTimeSecrets } from '../repository/one-time-secrets.ts'
import { listUsers, type UserFilter } from '../repository/user-list.ts'
import * as users from '../repository/users.ts'
import { nameKeyOf } from '../user-name.ts'
import { endAccess } from './end-access.ts'
import { assertMayGive, assertMayRule, assertMayTake } from './granted-role.ts'
import { keepingAnAdministrator } from './last-administrator.ts'
import type { PeoplePorts } from './people-ports.ts'
import { unlessTaken } from './taken.ts'
import { knownUser, viewUsers } from './user-view.ts'

/** Somebody to be let in, by a password or by the hash another system kept of it. */
export interface NewUser {
  readonly name: string
  readonly email?: string | null
  readonly role: RoleReference
  readonly password?: string | undefined
  readonly passwordHash?: string | undefined
  readonly language: Language
  readonly mustChangePassword?: boolean
}

/** What an administrator writes anew; what is left out stays. */
export interface UserUpdate {
  readonly name?: string | undefined
  readonly email?: string | null | undefined
  readonly language?: Language | undefined
}

/** People as administrators look after them. */
export class UserService {
  readonly #ports: PeoplePorts

  constructor(ports: PeoplePorts) {
    this.#ports = ports
  }

  async get(id: string): Promise<User> {
    return this.#view(await knownUser(this.#ports.storage.db, id))
  }

  /** Two look-ups whatever the page holds: the people, and the groups of all of them. */
  async list({ search, ...input }: PageInput & UserFilter): Promise<Page<User>> {
    const { storage, settings } = this.#ports
    const required = settings().twoFactorRequiredRoles
    const part = search === undefined ? undefined : nameKeyOf(search)
    const { items, nextCursor } = await listUsers(storage.db, { ...input, search: part }, required)
    return { items: await viewUsers(storage.db, items, required), nextCursor }
  }

  async create(input: NewUser, context: CallContext): Promise<User> {
    const { storage, audit } = this.#ports
    const { name, email = null, role } = input
    const row = await this.#rowOf(input)
    await unlessTaken({ name, email }, () =>
      storage.transaction(async (tx) => {
        await assertMayGive(tx, context, role)
        await users.insertUser(tx, row)
        await recomputeHeldAccess(tx, [row.id])
        const detail = { after: { name, email, role } }
        await audit.record(tx, context, { action: 'security.users.create', target: row.id, detail })
      }),
    )
    this.#changed(row.id)
    return this.get(row.id)
  }

  async update(id: string, { name, email, language }: UserUpdate, context: CallContext): Promise<User> {
    const { storage, audit } = this.#ports
    await unlessTaken({ name, email }, () =>
      storage.transaction(async (tx) => {
        const before = await knownUser(tx, id)
        assertMayRule(context.caller, before)
        await users.updateUser(tx, id, {
          updatedAt: this.#now(),
          ...(name === undefined ? {} : { name, nameKey: nameKeyOf(name) }),
          ...(email === undefined ? {} : { email, emailKey: email === null ? null : nameKeyOf(email) }),
          ...(language === undefined ? {} : { language }),
        })
        // A letter on its way to the address of before must open nothing any more.
        if (email !== undefined && email !== before.email) await forgetOneTimeSecrets(tx, id, ['password-reset'])
        const detail = {
          before: { name: before.name, email: before.email, language: before.language },
          after: { name, email, language },
        }
        await audit.record(tx, context, { action: 'security.users.update', target: id, detail })
      }),
    )
    this.#changed(id)
    return this.get(id)
  }

  async setRole(id: string, role: RoleReference, context: CallContext): Promise<User> {
    const { storage, audit } = this.#ports
    await storage.transaction((tx) =>
      keepingAnAdministrator(tx, async () => {
        const before = await knownUser(tx, id)
        assertMayRule(context.caller, before)
        await assertMayGive(tx, context, role)
        await assertMayTake(tx, context, before.role, role)
        await users.updateUser(tx, id, { role, updatedAt: this.#now() })
        await recomputeHeldAccess(tx, [id])
        const detail = { before: { role: before.role }, after: { role } }
        await audit.record(tx, context, { action: 'security.users.setRole', target: id, detail })
      }),
    )
    this.#changed(id)
    return this.get(id)
  }

  async setState(id: string, state: User['state'], context: CallContext): Promise<User> {
    const { storage, audit, sessions } = this.#ports
    const ended = await storage.transaction((tx) =>
      keepingAnAdministrator(tx, async () => {
        const before = await knownUser(tx, id)
        assertMayRule(context.caller, before)
        await users.updateUser(tx, id, { state, updatedAt: this.#now() })
        const detail = { before: { state: before.state }, after: { state } }
        await audit.record(tx, context, { action: 'security.users.setState', target: id, detail })
        return state === 'disabled' ? this.#shutOut(tx, id) : []
      }),
    )
    sessions.announceEnd(ended, 'revoked')
    this.#changed(id)
    return this.get(id)
  }

  async endSessions(id: string, context: CallContext): Promise<{ endedSessions: number }> {
    const { storage, audit, sessions } = this.#ports
    const ended = await storage.transaction(async (tx) => {
      await knownUser(tx, id)
      const revoked = await sessions.revokeInside(tx, id)
      const detail = { endedSessions: revoked.length }
      await audit.record(tx, context, { action: 'security.users.endSessions', target: id, detail })
      return revoked
    })
    sessions.announceEnd(ended, 'revoked')
    return { endedSessions: ended.length }
  }

  async remove(id: string, context: CallContext): Promise<{ endedSessions: number }> {
    const { storage, sessions, audit } = this.#ports
    const ended = await storage.transaction((tx) =>
      keepingAnAdministrator(tx, async () => {
        const before = await knownUser(tx, id)
        assertMayRule(context.caller, before)
        const revoked = await this.#shutOut(tx, id)
        await users.deleteUser(tx, id)
        const detail = { before: { name: before.name, email: before.email, role: before.role } }
        const gone = { target: id, targetName: before.name }
        await audit.record(tx, context, { action: 'security.users.remove', ...gone, detail })
        return revoked
      }),
    )
    sessions.announceEnd(ended, 'revoked')
    this.#changed(id)
    return { endedSessions: ended.length }
  }

  async #shutOut(tx: DatabaseHandle, id: string): Promise<string[]> {
    await revokeApiKeys(tx, this.#now(), id)
    return endAccess(tx, this.#ports, id)
  }

  async #rowOf(input: NewUser): Promise<users.UserRow> {
    const { name, email = null, role, language, mustChangePassword = false } = input
    const passwordHash = await this.#hashOf(input)
    const given = { id: newId(), name, nameKey: nameKeyOf(name), role, language, passwordHash, createdAt: this.#now() }
    const emailKey = email === null ? null : nameKeyOf(email)
    return newUserRow(given, { email, emailKey, mustChangePassword: mustChangePassword ? 1 : 0 })
  }

  /** Another system's hash is taken as it is, and made anew when its owner first signs in. */
  async #hashOf({ name, password, passwordHash }: NewUser): Promise<string> {
    if (passwordHash === undefined) return this.#ports.passwords.accept(password ?? '', name)
    const kind = readStoredPassword(passwordHash)?.kind
    if (kind === 'bcrypt' || kind === 'argon2id') return passwordHash
    throw new AppError('VALIDATION', { issues: [{ path: 'passwordHash', message: 'password-hash-unknown' }] })
  }

  async #view(row: users.UserRow): Promise<User> {
    const { storage, settings } = this.#ports
    const [user] = await viewUsers(storage.db, [row], settings().twoFactorRequiredRoles)
    if (user === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: row.id })
    return user
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'security.user.changed', id })
  }
}
