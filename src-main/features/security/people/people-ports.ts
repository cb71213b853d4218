import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { KnownDevices } from '../devices/known-devices.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { Entrance } from '../sign-in/entrance.ts'
import type { SignInAttempts } from '../sign-in/sign-in-attempts.ts'
import type { SecondFactors } from '../two-factor/second-factors.ts'
import type { PeopleLetters } from './people-letters.ts'

/** What looking after people needs of the rest of the feature. */
export interface PeoplePorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly audit: AuditTrail
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly factors: SecondFactors
  readonly devices: KnownDevices
  readonly entrance: Entrance
  readonly attempts: SignInAttempts
  readonly letters: PeopleLetters
  readonly settings: () => SecuritySettings
  readonly site: () => { readonly siteName: string }
  readonly wait: (ms: number) => Promise<void>
}
