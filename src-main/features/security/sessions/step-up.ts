import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { findUser, type UserRow } from '../repository/users.ts'
import type { OwnProof } from '../sign-in/own-proof.ts'
import type { SecondFactors } from '../two-factor/second-factors.ts'
import type { BegunSession, SessionService } from './session-service.ts'

export interface StepUpPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly sessions: SessionService
  readonly factors: SecondFactors
  readonly proof: OwnProof
  readonly audit: AuditTrail
}

type OwnContext = CallContext & { readonly caller: UserCaller }

/** Proves again who is there: by a code where there is a second factor, else by the password. The token is a new one. */
export class StepUp {
  readonly #ports: StepUpPorts

  constructor(ports: StepUpPorts) {
    this.#ports = ports
  }

  async stepUp(
    input: { password?: string | undefined; code?: string | undefined },
    context: OwnContext,
  ): Promise<BegunSession> {
    const { storage, proof } = this.#ports
    const user = await findUser(storage.db, context.caller.userId)
    if (user === undefined) throw new AppError('UNAUTHENTICATED', {})
    if (user.twoFactorEnabled === 1) return this.#byCode(user, input.code ?? '', context)
    await proof.password(user, input.password ?? '')
    return storage.transaction(async (tx) => {
      await this.#record(tx, context, { factor: 'password' })
      return this.#ports.sessions.renew(tx, context.caller.sessionId)
    })
  }

  async #byCode(user: UserRow, typed: string, context: OwnContext): Promise<BegunSession> {
    const { storage, factors, proof, sessions } = this.#ports
    const { begun, spent } = await proof.code(user, context.caller.sessionId, async () => {
      const code = await factors.read(user.id, typed)
      return storage.transaction(async (tx) => {
        const used = await factors.spend(tx, user.id, code)
        if (used === null) return null
        await this.#record(tx, context, used)
        return { spent: used, begun: await sessions.renew(tx, context.caller.sessionId) }
      })
    })
    factors.announce(user.id, spent)
    return begun
  }

  #record(tx: DatabaseHandle, context: OwnContext, detail: Readonly<Record<string, unknown>>) {
    const action = 'security.session.stepUp'
    return this.#ports.audit.record(tx, context, { action, target: context.caller.userId, detail })
  }
}
