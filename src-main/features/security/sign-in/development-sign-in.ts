import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import { newUserRow } from '../repository/new-user.ts'
import { findUserByNameKey, insertUser } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { SessionService } from '../sessions/session-service.ts'
import { isDevelopmentSignInOpen } from './development-mode.ts'
import type { Entered, Entrance } from './entrance.ts'

export interface DevelopmentPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly entrance: Entrance
  readonly sessions: SessionService
  readonly settings: () => Pick<SecuritySettings, 'environment' | 'developmentSignIn'>
}

/** Who the development mode signs in. */
export const developmentUserName = 'developer'

/** Bearer token that programs may use as that user without signing in first. */
export const developmentToken = 'kuraban-development-token'

/** Signs a fixed user in without a password, so that developers need none. */
export class DevelopmentSignIn {
  readonly #ports: DevelopmentPorts

  constructor(ports: DevelopmentPorts) {
    this.#ports = ports
  }

  isOpen(): boolean {
    return isDevelopmentSignInOpen(this.#ports.settings())
  }

  /** Fails with NOT_FOUND where there is no such mode. */
  async signIn(context: CallContext): Promise<Entered> {
    const { storage, entrance } = this.#ports
    if (!this.isOpen()) throw new AppError('NOT_FOUND', { resource: 'procedure', id: 'security.developmentSignIn' })
    const userId = await this.#userId()
    const way = { method: 'development', action: 'security.developmentSignIn' } as const
    return storage.transaction((tx) => entrance.enter(tx, userId, context, way))
  }

  /** Lets the fixed token stand for a session of the fixed user; any other token, and every token elsewhere, is left alone. */
  async prepare(token: string): Promise<void> {
    if (token !== developmentToken || !this.isOpen()) return
    const { storage, sessions } = this.#ports
    if ((await sessions.authenticate(token, { active: true })).state === 'live') return
    const userId = await this.#userId()
    await storage.transaction((tx) => sessions.beginUnder(tx, token, { userId, method: 'development' }))
  }

  async #userId(): Promise<string> {
    const { storage, clock } = this.#ports
    const known = await findUserByNameKey(storage.db, developmentUserName)
    if (known !== undefined) return known.id
    const row = newUserRow({
      ...{ id: newId(), name: developmentUserName, nameKey: developmentUserName, role: 'administrator' },
      ...{ language: 'ja', passwordHash: null, createdAt: clock.now().getTime() },
    })
    try {
      await insertUser(storage.db, row)
      return row.id
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return this.#userId()
    }
  }
}
