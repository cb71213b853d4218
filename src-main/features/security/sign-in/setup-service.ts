import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import { newUserRow } from '../repository/new-user.ts'
import * as users from '../repository/users.ts'
import type { BegunSession, SessionService } from '../sessions/session-service.ts'
import type { SingleUseSecrets } from '../sessions/single-use-secrets.ts'
import { nameKeyOf } from '../user-name.ts'

export interface SetupPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly singleUseSecrets: SingleUseSecrets
  readonly audit: AuditTrail
}

interface FirstUser {
  readonly name: string
  readonly password: string
  readonly language: Language
  readonly setupSecret?: string | undefined
}

/** The first start: somebody becomes the administrator. */
export class SetupService {
  readonly #ports: SetupPorts

  constructor(ports: SetupPorts) {
    this.#ports = ports
  }

  /** Creates the first user; only from a window of this machine or with the secret of a claimed sign-in address. */
  async complete(input: FirstUser, context: CallContext): Promise<BegunSession> {
    const { storage, passwords, singleUseSecrets, sessions, audit, events } = this.#ports
    if ((await users.countUsers(storage.db)) > 0) throw new AppError('SETUP_DONE', {})
    if (!isLocal(context) && singleUseSecrets.look(input.setupSecret ?? '', 'setup') === null) {
      throw new AppError('SIGN_IN_LINK_INVALID', {})
    }
    const row = this.#administrator(input, await passwords.accept(input.password, input.name))
    const begun = await storage.transaction(async (tx) => {
      if ((await users.countUsers(tx)) > 0) throw new AppError('SETUP_DONE', {})
      await users.insertUser(tx, row)
      await audit.record(tx, context, { action: 'security.setup.complete', target: row.id })
      return sessions.begin(tx, row, context, 'password')
    })
    singleUseSecrets.claim(input.setupSecret ?? '', 'setup')
    events.publish({ type: 'security.user.changed', id: row.id })
    return begun
  }

  #administrator({ name, language }: FirstUser, passwordHash: string): users.UserRow {
    const createdAt = this.#ports.clock.now().getTime()
    const given = { id: newId(), name, nameKey: nameKeyOf(name), language, passwordHash, createdAt }
    return newUserRow({ ...given, role: 'administrator' }, { lastSignInAt: createdAt })
  }
}

function isLocal({ transport }: CallContext): boolean {
  return transport === 'window' || transport === 'cli' || transport === 'internal'
}
