import type { CallContext } from '#main/platform/caller.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import { setPassword } from '../passwords/set-password.ts'
import { countOneTimeSecrets, type OneTimeSecretRow } from '../repository/one-time-secrets.ts'
import * as users from '../repository/users.ts'
import type { Entered } from '../sign-in/entrance.ts'
import { isUsable } from '../sign-in/usable-account.ts'
import { nameKeyOf } from '../user-name.ts'
import type { PeoplePorts } from './people-ports.ts'
import { findResetSecret, keepResetSecret, openPerUserAtMost, resetExpiry, spendResetSecret } from './reset-secrets.ts'

/** Longer than writing a letter takes, so that the time of the answer does not tell whether a name is known. */
const answerAfterMs = 700
const action = 'security.passwordReset.complete'

/** A forgotten password, from the side of the person. */
export class PasswordResetService {
  readonly #ports: PeoplePorts

  constructor(ports: PeoplePorts) {
    this.#ports = ports
  }

  /** The same answer after the same time, whatever is known of the name. */
  async request(name: string, context: CallContext): Promise<void> {
    const { letters, wait } = this.#ports
    if (!letters.isMailSetUp) throw new AppError('UNAVAILABLE', { what: 'mail' })
    await Promise.all([wait(answerAfterMs), this.#write(name, context)])
  }

  /**
   * A new password for the secret of a letter, then signing in as with any other password: a second factor is still
   * asked for. All sessions end. Wrong secrets slow the name down; every way to fail answers alike. Without a name only
   * the secret of a link counts, which nobody guesses: people who share no name must not wait for each other.
   */
  async complete(input: { name: string; secret: string; newPassword: string }, context: CallContext): Promise<Entered> {
    const { attempts } = this.#ports
    const nameKey = nameKeyOf(input.name)
    const bucket = `reset ${nameKey}`
    const complete = () => this.#complete({ ...input, nameKey }, context)
    const entered = await (nameKey === '' ? complete() : attempts.run(bucket, complete))
    if (entered === null) throw new AppError('RESET_INVALID', {})
    attempts.succeeded(bucket)
    return entered
  }

  async #write(name: string, context: CallContext): Promise<void> {
    const { storage, audit, letters, clock } = this.#ports
    const now = clock.now().getTime()
    const user = await this.#find(storage.db, nameKeyOf(name))
    if (user === undefined || user.passwordHash === null || !isUsable(user, now)) return
    if (!letters.canMail(user.email) || (await this.#hasEnough(user.id, now))) return
    const secret = letters.newSecret('mail')
    const { outboxId } = await storage.transaction(async (tx) => {
      await keepResetSecret(tx, { secret, by: 'mail', userId: user.id, now })
      await audit.record(tx, context, { action: 'security.passwordReset.request', target: user.id })
      const letter = { kind: 'password-reset', page: 'reset', secret, by: 'mail', author: '' } as const
      return letters.writeSecret(tx, user, { ...letter, expiresAt: resetExpiry('mail', now) })
    })
    await letters.send([outboxId])
  }

  async #complete(
    input: { nameKey: string; secret: string; newPassword: string },
    context: CallContext,
  ): Promise<Entered | null> {
    const { storage, passwords, clock } = this.#ports
    const found = await findResetSecret(storage.db, input.secret, clock.now().getTime())
    const user = found === undefined ? undefined : await users.findUser(storage.db, found.userId)
    if (found === undefined || user === undefined || !isMeant(found, user, input.nameKey)) return null
    const hasTwoFactor = user.twoFactorEnabled === 1
    const passwordHash = await passwords.accept(input.newPassword, user.name, { hasTwoFactor })
    return this.#enter(found, user, passwordHash, context)
  }

  async #enter(
    secret: OneTimeSecretRow,
    user: users.UserRow,
    passwordHash: string,
    context: CallContext,
  ): Promise<Entered | null> {
    const { storage, sessions, entrance, letters, clock, events } = this.#ports
    const now = clock.now().getTime()
    try {
      const done = await storage.transaction(async (tx) => {
        if (!(await spendResetSecret(tx, secret, now))) throw new AppError('SIGN_IN_FAILED', { retryAfterSeconds: 0 })
        const ended = await setPassword(tx, sessions, { userId: user.id, passwordHash, now })
        const letterId = await letters.tell(tx, user, { kind: 'password-changed', author: '' })
        return { ended, letterId, entered: await entrance.enter(tx, user.id, context, { method: 'recovery', action }) }
      })
      sessions.announceEnd(done.ended, 'revoked')
      events.publish({ type: 'security.user.changed', id: user.id })
      await letters.send([done.letterId])
      return done.entered
    } catch (error) {
      if (isAppError(error, 'SIGN_IN_FAILED')) return null
      throw error
    }
  }

  async #hasEnough(userId: string, now: number): Promise<boolean> {
    const open = await countOneTimeSecrets(this.#ports.storage.db, { userId, kind: 'password-reset', now })
    return open >= openPerUserAtMost
  }

  async #find(db: DatabaseHandle, key: string): Promise<users.UserRow | undefined> {
    return (await users.findUserByNameKey(db, key)) ?? (await users.findUserByEmailKey(db, key))
  }
}

/** A printed code belongs to a name; the secret of a link stands for itself. */
function isMeant({ kind }: OneTimeSecretRow, user: users.UserRow, nameKey: string): boolean {
  if (kind === 'password-reset' && nameKey === '') return true
  return nameKey === user.nameKey || (user.emailKey !== null && nameKey === user.emailKey)
}
