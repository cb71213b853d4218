import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { systemContext } from '../audit/system-context.ts'
import { administratorsWithMail } from '../repository/administrators.ts'
import {
  findBreakGlassAccount,
  findBreakGlassCode,
  keepBreakGlassCode,
  overdueBreakGlassAccounts,
} from '../repository/break-glass.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import { newUserRow } from '../repository/new-user.ts'
import { insertOneTimeSecret } from '../repository/one-time-secrets.ts'
import * as users from '../repository/users.ts'
import { nameKeyOf } from '../user-name.ts'
import { endAccess } from './end-access.ts'
import { authorOf } from './granted-role.ts'
import { hashOfLetterSecret, newLetterCode } from './letter-code.ts'
import type { PeoplePorts } from './people-ports.ts'
import { unlessTaken } from './taken.ts'
import type { UserService } from './user-service.ts'

const lifeMs = 3_600_000

/** Whom an emergency way in was made for. */
interface Made {
  readonly userId: string
  readonly ended: readonly string[]
  readonly letterIds: readonly (string | null)[]
}

/**
 * The way in for whoever owns the machine when no administrator can sign in. Open for one hour, one at a time, told to
 * every window and administrator, and never without a trace.
 */
export class BreakGlass {
  readonly #ports: PeoplePorts
  readonly #users: UserService

  constructor(ports: PeoplePorts, userService: UserService) {
    this.#ports = ports
    this.#users = userService
  }

  async createAdministrator(
    input: { readonly name: string; readonly password?: string | undefined; readonly language: 'ja' | 'en' },
    context: CallContext,
  ) {
    assertOnMachine(context)
    const { storage, passwords } = this.#ports
    const { name, language } = input
    const password = input.password === undefined ? newLetterCode() : null
    const passwordHash = await (password === null
      ? passwords.accept(input.password ?? '', name)
      : passwords.hash(password))
    const expiresAt = this.#now() + lifeMs
    const given = { id: newId(), name, nameKey: nameKeyOf(name), role: 'administrator', language, passwordHash }
    const row = newUserRow({ ...given, createdAt: this.#now() }, { expiresAt, breakGlass: 1, mustChangePassword: 1 })
    const made = await unlessTaken({ name }, () =>
      storage.transaction(async (tx) => {
        if ((await users.countUsers(tx)) === 0) throw new AppError('SETUP_REQUIRED', {})
        await this.#assertNoneOpen(tx)
        await this.#forgetFormer(tx, row.nameKey)
        await users.insertUser(tx, row)
        await recomputeHeldAccess(tx, [row.id])
        return this.#record(tx, context, { user: row, expiresAt, action: 'security.recovery.createAdministrator' })
      }),
    )
    return { ...(await this.#finish(made, name, expiresAt)), password, expiresAt: new Date(expiresAt).toISOString() }
  }

  /** The account works again whatever had become of it; whoever holds the code chooses a new password. */
  async restoreAdministrator(name: string, context: CallContext) {
    assertOnMachine(context)
    const { storage, factors, letters } = this.#ports
    const code = newLetterCode()
    const now = this.#now()
    const expiresAt = now + lifeMs
    const secretHash = hashOfLetterSecret(code)
    const { made, letter } = await storage.transaction(async (tx) => {
      const user = await this.#administrator(tx, name)
      await this.#assertNoneOpen(tx)
      await users.updateUser(tx, user.id, { state: 'active', updatedAt: now })
      await factors.remove(tx, user.id)
      const ended = await endAccess(tx, this.#ports, user.id)
      const row = { secretHash, kind: 'reset-code', userId: user.id, detail: '{}', misses: 0 } as const
      await insertOneTimeSecret(tx, { ...row, createdAt: now, expiresAt })
      await keepBreakGlassCode(tx, { secretHash, name: user.name, expiresAt }, now)
      const action = 'security.recovery.restoreAdministrator'
      const recorded = await this.#record(tx, context, { user, expiresAt, action })
      const reset = { kind: 'password-reset', page: 'reset', by: 'letter', secret: code } as const
      const written = await letters.writeSecret(tx, user, { ...reset, expiresAt, author: authorOf(context.caller) })
      return { made: { ...recorded, ended }, letter: written.delivery }
    })
    const finished = await this.#finish(made, name, expiresAt)
    if (letter.by !== 'letter') throw new Error('a letter was asked for')
    return { ...finished, code, expiresAt: new Date(expiresAt).toISOString(), letter: letter.letter }
  }

  /** Disables the accounts whose hour is over, so that lists show what holds. */
  async sweep(): Promise<void> {
    const { storage, audit, sessions, events } = this.#ports
    for (const { id, name } of await overdueBreakGlassAccounts(storage.db, this.#now())) {
      const ended = await storage.transaction(async (tx) => {
        await users.updateUser(tx, id, { state: 'disabled', updatedAt: this.#now() })
        const detail = { name, reason: 'emergency account expired' }
        await audit.record(tx, systemContext(), { action: 'security.recovery.expire', target: id, detail })
        return endAccess(tx, this.#ports, id)
      })
      sessions.announceEnd(ended, 'revoked')
      events.publish({ type: 'security.user.changed', id })
    }
  }

  async #assertNoneOpen(tx: DatabaseHandle): Promise<void> {
    const now = this.#now()
    const account = await findBreakGlassAccount(tx, now)
    const open = account ?? (await findBreakGlassCode(tx, now))
    if (open === undefined || open === null) return
    const expiresAt = new Date(open.expiresAt ?? now).toISOString()
    throw new AppError('BREAK_GLASS_ALIVE', { name: open.name, expiresAt })
  }

  /** An emergency account of before gives its name to the next. */
  async #forgetFormer(tx: DatabaseHandle, nameKey: string): Promise<void> {
    const former = await users.findUserByNameKey(tx, nameKey)
    if (former?.breakGlass === 1) await users.deleteUser(tx, former.id)
  }

  async #administrator(tx: DatabaseHandle, name: string): Promise<users.UserRow> {
    const user = await users.findUserByNameKey(tx, nameKeyOf(name))
    const isOne = user !== undefined && users.heldAccessOf(user).builtInRoles.includes('administrator')
    if (!isOne || user.breakGlass === 1) throw new AppError('NOT_FOUND', { resource: 'administrator', id: name })
    return user
  }

  async #record(
    tx: DatabaseHandle,
    context: CallContext,
    { user, expiresAt, action }: { user: users.UserRow; expiresAt: number; action: string },
  ): Promise<Made> {
    const { audit, letters } = this.#ports
    const detail = { name: user.name, expiresAt: new Date(expiresAt).toISOString() }
    await audit.record(tx, context, { action, target: user.id, detail })
    const told = { kind: 'break-glass', author: authorOf(context.caller), about: user.name, expiresAt } as const
    const letterIds: (string | null)[] = []
    for (const administrator of await administratorsWithMail(tx)) {
      letterIds.push(await letters.tell(tx, administrator, told))
    }
    return { userId: user.id, ended: [], letterIds }
  }

  async #finish({ userId, ended, letterIds }: Made, name: string, expiresAt: number) {
    const { sessions, events, clock, letters } = this.#ports
    sessions.announceEnd(ended, 'revoked')
    events.publish({ type: 'security.user.changed', id: userId })
    events.publish({
      ...{ type: 'notice', id: newId(), at: clock.now().toISOString(), severity: 'failure' },
      ...{ code: 'security.notice.break-glass', link: '/security' },
      data: { name, expiresAt: new Date(expiresAt).toISOString() },
    })
    await letters.send(letterIds)
    return { user: await this.#users.get(userId) }
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

/** Commands on the data folder, by whoever owns it in the operating system. */
function assertOnMachine({ caller }: CallContext): void {
  if (caller.kind !== 'local-operator') throw new AppError('FORBIDDEN', { permission: 'local-operator' })
}
