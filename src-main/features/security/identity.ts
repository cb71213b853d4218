import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#main/platform/clock.ts'
import type { ColumnCipher } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import { KnownDevices } from './devices/known-devices.ts'
import { OwnAccount } from './own/own-account.ts'
import { BlockList } from './passwords/common-passwords.ts'
import { createPasswordHasher, type PasswordHasher } from './passwords/password-hasher.ts'
import { PasswordKeeper } from './passwords/password-keeper.ts'
import { Pepper } from './passwords/pepper.ts'
import { currentHashPattern } from './passwords/stored-password.ts'
import { isPepperUsed } from './repository/user-credentials.ts'
import type { SecuritySettings } from './security-settings.ts'
import { SessionLists } from './sessions/session-lists.ts'
import type { SessionService } from './sessions/session-service.ts'
import type { SessionLimits } from './sessions/session-view.ts'
import { SignInDelays } from './sessions/sign-in-delays.ts'
import { SingleUseSecrets } from './sessions/single-use-secrets.ts'
import { StepUp } from './sessions/step-up.ts'
import { Challenges } from './sign-in/challenges.ts'
import { DevelopmentSignIn } from './sign-in/development-sign-in.ts'
import { Entrance } from './sign-in/entrance.ts'
import { OwnProof } from './sign-in/own-proof.ts'
import { SetupService } from './sign-in/setup-service.ts'
import { SignInAttempts } from './sign-in/sign-in-attempts.ts'
import { SignInService } from './sign-in/sign-in-service.ts'
import { SecondFactors } from './two-factor/second-factors.ts'
import { TwoFactorService } from './two-factor/two-factor-service.ts'

export interface IdentityPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly limits: () => SessionLimits
  readonly settings: () => SecuritySettings
  readonly secrets: SecretStore
  readonly cipher: ColumnCipher
  readonly site: () => { readonly siteName: string }
  readonly sessions: SessionService
  readonly audit: AuditTrail
  readonly hasher?: PasswordHasher
  readonly wait?: (ms: number) => Promise<void>
}

/** What passwords and codes are measured by. */
function createFactors(ports: IdentityPorts) {
  const { storage, clock, log, settings } = ports
  const pepper = new Pepper(ports.secrets)
  const blockList = new BlockList(() => settings().passwordBlockListFile, log)
  const hasher = ports.hasher ?? createPasswordHasher()
  const passwords = new PasswordKeeper({
    ...{ pepper, log, hasher },
    common: () => blockList.passwords(),
    siteName: () => ports.site().siteName,
  })
  const devices = new KnownDevices(storage, clock)
  const attempts = new SignInAttempts({
    devices,
    delays: new SignInDelays(clock),
    wait: ports.wait ?? (async (ms) => (ms > 0 ? wait(ms) : undefined)),
  })
  return { hasher, pepper, passwords, devices, attempts, factors: new SecondFactors({ ...ports, pepper }) }
}

/** Who somebody is: passwords, second factors, and every way in that needs nobody else's word. */
export function createIdentity(given: IdentityPorts) {
  const parts = createFactors(given)
  const { storage, clock } = given
  const challenges = new Challenges(clock)
  const ports = {
    ...given,
    ...parts,
    challenges,
    singleUseSecrets: new SingleUseSecrets(clock),
    entrance: new Entrance({ ...given, ...parts, challenges }),
    proof: new OwnProof({ ...given, ...parts }),
  }
  return {
    ...parts,
    entrance: ports.entrance,
    singleUseSecrets: ports.singleUseSecrets,
    signIn: new SignInService(ports),
    setup: new SetupService(ports),
    development: new DevelopmentSignIn(ports),
    own: new OwnAccount(ports),
    twoFactor: new TwoFactorService(ports),
    stepUp: new StepUp(ports),
    sessionLists: new SessionLists(ports),
    /** How a password's hash begins when it is made today, for LIKE. */
    hashPattern: () => currentHashPattern(parts.hasher.cost),
    /** A new key for what is stored of passwords and backup codes from now on; answers its id. */
    rotatePepper: () => parts.pepper.rotate((keyId) => isPepperUsed(storage.db, keyId)),
  }
}

export type Identity = ReturnType<typeof createIdentity>
