import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import * as credentials from '../repository/user-credentials.ts'
import * as users from '../repository/users.ts'
import type { BegunSession } from '../sessions/session-service.ts'
import type { SingleUseSecrets } from '../sessions/single-use-secrets.ts'
import type { SecondFactors, SpentCode } from '../two-factor/second-factors.ts'
import { nameKeyOf } from '../user-name.ts'
import { type Challenges, challengeMissesAtMost } from './challenges.ts'
import type { Entered, Entrance } from './entrance.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'
import { isUsable } from './usable-account.ts'

export interface SignInPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly entrance: Entrance
  readonly attempts: SignInAttempts
  readonly passwords: PasswordKeeper
  readonly challenges: Challenges
  readonly factors: SecondFactors
  readonly singleUseSecrets: SingleUseSecrets
}

/** What a claimed sign-in address opens. */
export type ClaimedLink =
  | { readonly outcome: 'setup'; readonly setupSecret: string }
  | { readonly outcome: 'signed-in'; readonly begun: BegunSession }
  | { readonly outcome: 'sign-in' }

interface Proven {
  readonly user: users.UserRow
  readonly rehashed: string | null
}

/** Signing in by name and password with a second factor, and by the address that a start prints. */
export class SignInService {
  readonly #ports: SignInPorts

  constructor(ports: SignInPorts) {
    this.#ports = ports
  }

  async setupRequired(): Promise<boolean> {
    return (await users.countUsers(this.#ports.storage.db)) === 0
  }

  /** Unknown name, wrong password, disabled account and too many attempts answer alike, after the same work. */
  async signIn(input: { name: string; password: string }, context: CallContext): Promise<Entered> {
    const { storage, attempts, entrance } = this.#ports
    if (await this.setupRequired()) throw new AppError('SETUP_REQUIRED', {})
    const nameKey = nameKeyOf(input.name)
    const user = await users.findUserByNameKey(storage.db, nameKey)
    const bucket = await attempts.bucketOf(nameKey, user, context)
    const entered = await attempts.run(bucket, () => this.#enterByPassword(user, input.password, context))
    if (entered === null) {
      if (await entrance.isFrozen(storage.db)) throw new AppError('SIGN_INS_FROZEN', {})
      throw new AppError('SIGN_IN_FAILED', { retryAfterSeconds: attempts.retryAfterSeconds(bucket) })
    }
    if (entered.outcome === 'signed-in') attempts.succeeded(bucket)
    return entered
  }

  /** The second half: one of five attempts at the challenge. A miss slows further sign-ins down as a wrong password does. */
  async verify(input: { challenge: string; code: string }, context: CallContext): Promise<BegunSession> {
    const { storage, challenges, attempts, factors } = this.#ports
    const open = await challenges.find(storage.db, input.challenge)
    const user = open === undefined ? undefined : await users.findUser(storage.db, open.userId)
    if (user === undefined) throw new AppError('CHALLENGE_EXPIRED', {})
    const bucket = await attempts.bucketOf(user.nameKey, user, context)
    let attemptsLeft = 1
    const entered = await attempts.run(
      bucket,
      async () => {
        const taken = await challenges.take(storage.db, input.challenge)
        if (taken === undefined) throw new AppError('CHALLENGE_EXPIRED', {})
        attemptsLeft = taken.attemptsLeft
        return this.#enterByCode(user, input, context)
      },
      { waitingAtMost: 1 },
    )
    if (entered === null) throw new AppError('TWO_FACTOR_CODE_WRONG', { attemptsLeft })
    attempts.succeeded(bucket)
    factors.announce(user.id, entered.spent)
    return entered.begun
  }

  /** Both halves at once, for programs. Without the code they are told to bring one. */
  async signInAtOnce(
    input: { name: string; password: string; code?: string | undefined },
    context: CallContext,
  ): Promise<BegunSession> {
    const entered = await this.signIn(input, context)
    if (entered.outcome === 'signed-in') return entered.begun
    const { challenge } = entered
    if (input.code === undefined) {
      throw new AppError('TWO_FACTOR_CODE_WRONG', { attemptsLeft: challengeMissesAtMost })
    }
    return this.verify({ challenge, code: input.code }, context)
  }

  /** Somebody with a second factor signs in on the page: an address alone does not open their account. */
  async claimSignInLink(secret: string, context: CallContext): Promise<ClaimedLink> {
    const { singleUseSecrets, storage, entrance } = this.#ports
    const link = singleUseSecrets.claim(secret, 'sign-in-link')
    if (link === null) throw new AppError('SIGN_IN_LINK_INVALID', {})
    if (await this.setupRequired()) return { outcome: 'setup', setupSecret: singleUseSecrets.create({ kind: 'setup' }) }
    const { userId } = link
    if (userId === null || (await users.findUser(storage.db, userId)) === undefined) return { outcome: 'sign-in' }
    const way = { method: 'sign-in-link', action: 'security.claimSignInLink' } as const
    const entered = await unlessUnusable(() => storage.transaction((tx) => entrance.enter(tx, userId, context, way)))
    return entered?.outcome === 'signed-in' ? entered : { outcome: 'sign-in' }
  }

  async #enterByPassword(user: users.UserRow | undefined, password: string, context: CallContext) {
    const { storage, entrance, passwords, clock } = this.#ports
    const { matches, outdated } = await passwords.compare(user?.passwordHash ?? null, password)
    if (user === undefined || !matches || !isUsable(user, clock.now().getTime())) return null
    const rehashed = outdated ? await passwords.hash(password) : null
    return unlessUnusable(() =>
      storage.transaction(async (tx) => {
        await assertUnchanged(tx, user)
        await this.#mend(tx, { user, rehashed }, password)
        return entrance.enter(tx, user.id, context, { method: 'password', action: 'security.signIn' })
      }),
    )
  }

  /** What only the moment allows in which the password is known: a better hash, and the rule for its length. */
  async #mend(tx: DatabaseHandle, { user, rehashed }: Proven, password: string): Promise<void> {
    const { id, passwordHash } = user
    if (rehashed !== null && passwordHash !== null) {
      await credentials.replacePasswordHash(tx, id, { from: passwordHash, to: rehashed })
    }
    const hasTwoFactor = user.twoFactorEnabled === 1
    if (!this.#ports.passwords.suffices(password, hasTwoFactor)) await credentials.requirePasswordChange(tx, id)
  }

  async #enterByCode(
    user: users.UserRow,
    { challenge, code }: { challenge: string; code: string },
    context: CallContext,
  ): Promise<{ begun: BegunSession; spent: SpentCode } | null> {
    const { storage, challenges, entrance, factors } = this.#ports
    const proof = await factors.read(user.id, code)
    return storage.transaction(async (tx) => {
      const spent = await factors.spend(tx, user.id, proof)
      if (spent === null) return null
      if (!(await challenges.finish(tx, challenge))) throw new AppError('CHALLENGE_EXPIRED', {})
      const way = { method: 'two-factor', action: 'security.twoFactor.verify', detail: spent } as const
      const entered = await unlessUnusable(() => entrance.enter(tx, user.id, context, way))
      if (entered?.outcome !== 'signed-in') throw new AppError('CHALLENGE_EXPIRED', {})
      return { begun: entered.begun, spent }
    })
  }
}

/** An attempt may wait for a minute: what was proved before a change of the credentials proves nothing after it. */
async function assertUnchanged(tx: DatabaseHandle, { id, credentialVersion }: users.UserRow): Promise<void> {
  const now = await users.findUser(tx, id)
  if (now?.credentialVersion !== credentialVersion) throw new AppError('SIGN_IN_FAILED', { retryAfterSeconds: 0 })
}

/** Null where the account is disabled or over: each way in has its own words for that. */
async function unlessUnusable(enter: () => Promise<Entered>): Promise<Entered | null> {
  try {
    return await enter()
  } catch (error) {
    if (isAppError(error, 'SIGN_IN_FAILED')) return null
    throw error
  }
}
