import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { DevelopmentSignIn } from '../sign-in/development-sign-in.ts'
import { AccessTokens } from './access-tokens.ts'
import { ApiKeyService } from './api-key-service.ts'
import { Authenticator } from './authenticator.ts'
import { SocketTickets } from './socket-tickets.ts'
import { TokenKeys } from './token-keys.ts'
import { type SignInForTokens, TokenService } from './token-service.ts'

export interface CredentialsPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly secrets: SecretStore
  readonly settings: () => SecuritySettings
  readonly access: AccessDecisions
  readonly audit: AuditTrail
  readonly sessions: SessionService
  readonly signIn: SignInForTokens
  readonly development: Pick<DevelopmentSignIn, 'prepare'>
}

/** Everything that other programs call with, and what tells callers by it. */
export function createCredentials(ports: CredentialsPorts) {
  const { clock, secrets } = ports
  const tokenKeys = new TokenKeys(secrets, clock)
  const accessTokens = new AccessTokens(tokenKeys, clock)
  const apiKeys = new ApiKeyService(ports)
  return {
    apiKeys,
    tokenKeys,
    tokens: new TokenService({ ...ports, accessTokens }),
    tickets: new SocketTickets(clock),
    authenticator: new Authenticator({ ...ports, accessTokens, apiKeys }),
  }
}

export type Credentials = ReturnType<typeof createCredentials>
