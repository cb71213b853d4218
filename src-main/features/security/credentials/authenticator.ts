import type { ApiKeyCaller } from '#main/platform/caller.ts'
import type { Authentication as SessionAuthentication, SessionService } from '../sessions/session-service.ts'
import type { DevelopmentSignIn } from '../sign-in/development-sign-in.ts'
import { type AccessTokens, looksLikeAccessToken } from './access-tokens.ts'
import { looksLikeApiKey } from './api-key-format.ts'
import type { ApiKeyService } from './api-key-service.ts'

/** Who calls with a token: a person in a session of theirs, a program with a key, or nobody. */
export type Authentication = SessionAuthentication | { readonly state: 'api-key'; readonly caller: ApiKeyCaller }

/** What is known of the call besides its token. */
export interface CallOrigin {
  /** The call proves that somebody is there, which prolongs the session. */
  readonly active: boolean
  readonly remoteAddress: string
}

export interface AuthenticatorPorts {
  readonly sessions: Pick<SessionService, 'authenticate' | 'authenticateById'>
  readonly accessTokens: Pick<AccessTokens, 'read'>
  readonly apiKeys: Pick<ApiKeyService, 'authenticate'>
  readonly development: Pick<DevelopmentSignIn, 'prepare'>
}

/** Turns whatever came as a token into who calls: session token, access token or API key, told apart by their form. */
export class Authenticator {
  readonly #ports: AuthenticatorPorts

  constructor(ports: AuthenticatorPorts) {
    this.#ports = ports
  }

  async authenticate(token: string, { active, remoteAddress }: CallOrigin): Promise<Authentication> {
    if (looksLikeApiKey(token)) {
      const caller = await this.#ports.apiKeys.authenticate(token, remoteAddress)
      return caller === null ? { state: 'unknown' } : { state: 'api-key', caller }
    }
    if (!looksLikeAccessToken(token)) {
      await this.#ports.development.prepare(token)
      return this.#ports.sessions.authenticate(token, { active, remoteAddress })
    }
    const claims = await this.#ports.accessTokens.read(token)
    if (claims === null) return { state: 'unknown' }
    const { sessionId, userId, credentialVersion } = claims
    const use = { active, remoteAddress, credentialVersion }
    const found = await this.#ports.sessions.authenticateById(sessionId, use)
    return found.state === 'live' && found.caller.userId !== userId ? { state: 'unknown' } : found
  }
}
