import { AppError } from '#shared/contract/errors.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import type { UserRow } from '../repository/users.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'

export interface ProofPorts {
  readonly attempts: SignInAttempts
  readonly passwords: PasswordKeeper
  readonly sessions: SessionService
}

const missesAtMost = 5

/** What people prove again inside their own session; their failures slow nobody down but themselves. */
export class OwnProof {
  readonly #ports: ProofPorts

  constructor(ports: ProofPorts) {
    this.#ports = ports
  }

  /** Fails with PASSWORD_WRONG. */
  async password(user: UserRow, password: string): Promise<void> {
    const { attempts, passwords } = this.#ports
    const bucket = attempts.ownBucketOf(user.id)
    const proven = await attempts.run(bucket, async () =>
      (await passwords.matches(user.passwordHash, password)) ? true : null,
    )
    if (proven === null) throw new AppError('PASSWORD_WRONG', {})
    attempts.succeeded(bucket)
  }

  /** `spend` answers null for a wrong code. After five misses the session ends: somebody guesses in a window left open. */
  async code<T>({ id }: UserRow, sessionId: string, spend: () => Promise<T | null>): Promise<T> {
    const { attempts, sessions } = this.#ports
    const bucket = attempts.ownBucketOf(id)
    const spent = await attempts.run(bucket, spend, { waitingAtMost: 1 })
    if (spent !== null) {
      attempts.succeeded(bucket)
      return spent
    }
    const attemptsLeft = Math.max(0, missesAtMost - attempts.failures(bucket))
    if (attemptsLeft === 0) await sessions.end([sessionId], 'revoked')
    throw new AppError('TWO_FACTOR_CODE_WRONG', { attemptsLeft })
  }
}
