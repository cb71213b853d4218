import * as client from 'openid-client'
import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { SingleSignOnProvider } from '#main/platform/config/index.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { Entered, Entrance } from '../sign-in/entrance.ts'
import { BegunSignOns, type SignOn } from './begun-sign-ons.ts'
import { type ClaimedPerson, claimedPerson } from './claimed-person.ts'
import { ProviderConnections } from './provider-connections.ts'
import { failureOf } from './provider-failure.ts'
import { ProviderPeople, type ProviderPeoplePorts } from './provider-people.ts'
import type { ReturnWay } from './return-way.ts'

export interface SingleSignOnPorts extends ProviderPeoplePorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly entrance: Pick<Entrance, 'enter'>
  readonly settings: () => SecuritySettings
}

const method = { method: 'single-sign-on', action: 'security.singleSignOn.complete' } as const

/** Signing in at an identity provider: OpenID Connect, code flow with PKCE, state and nonce. */
export class SingleSignOnService {
  readonly #ports: SingleSignOnPorts
  readonly #connections: ProviderConnections
  readonly #people: ProviderPeople
  readonly #begun: BegunSignOns
  #way: ReturnWay | null = null

  constructor(ports: SingleSignOnPorts) {
    this.#ports = ports
    this.#connections = new ProviderConnections(ports.clock)
    this.#people = new ProviderPeople(ports)
    this.#begun = new BegunSignOns(ports.clock)
  }

  /** Told by the host once it is known; without it nobody can come back, and no provider is offered. */
  returnBy(way: ReturnWay): void {
    this.#way = way
  }

  /** What the sign-in page offers. */
  offered(): { id: string; label: string }[] {
    if (this.#way === null) return []
    return this.#ports.settings().singleSignOn.providers.map(({ id, label }) => ({ id, label }))
  }

  async begin(id: string): Promise<{ address: string; binding: string; opened: boolean }> {
    const provider = this.#providerNamed(id)
    const way = this.#way
    if (way === null) throw new AppError('NOT_FOUND', { resource: 'identity-provider', id })
    const connection = await this.#connect(provider)
    const state = client.randomState()
    const nonce = client.randomNonce()
    const verifier = client.randomPKCECodeVerifier()
    const returning = way.kind === 'browser' ? await way.listen(state) : null
    const redirectUri = way.kind === 'browser' ? (returning?.redirectUri ?? '') : way.redirectUri
    const address = client.buildAuthorizationUrl(connection, {
      ...{ redirect_uri: redirectUri, scope: provider.scopes.join(' '), state, nonce },
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).href
    const binding = this.#begun.add({ providerId: provider.id, redirectUri, state, nonce, verifier, returning })
    if (way.kind === 'browser') await way.openAddress(address)
    return { address, binding, opened: way.kind === 'browser' }
  }

  /** The sign-on is over after this, however it went: an answer is good once and only with its binding. */
  async complete(input: { binding: string; answer?: string | undefined }, context: CallContext): Promise<Entered> {
    const signOn = this.#begun.take(input.binding)
    if (signOn === null) throw new AppError('SINGLE_SIGN_ON_FAILED', { reason: 'sign-on-expired' })
    try {
      const answer = input.answer ?? (await signOn.returning?.answer) ?? null
      if (answer === null) throw new AppError('SINGLE_SIGN_ON_FAILED', { reason: 'sign-on-expired' })
      const provider = this.#providerNamed(signOn.providerId)
      const person = await this.#personBehind(provider, signOn, answer)
      return await this.#enter(provider, person, context)
    } finally {
      signOn.returning?.close()
    }
  }

  /** Ends what is waited for; called at the end of the program. */
  stop(): void {
    this.#begun.clear()
  }

  async #personBehind(provider: SingleSignOnProvider, signOn: SignOn, answer: string): Promise<ClaimedPerson> {
    const url = new URL(answer)
    if (`${url.origin}${url.pathname}` !== signOn.redirectUri)
      throw new AppError('SINGLE_SIGN_ON_FAILED', { reason: 'sign-on-answer' })
    const connection = await this.#connect(provider)
    const person = await this.#asking(provider, async () => {
      const tokens = await client.authorizationCodeGrant(connection, url, {
        ...{ pkceCodeVerifier: signOn.verifier, expectedState: signOn.state, expectedNonce: signOn.nonce },
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) return null
      const isEnough = claims[provider.claims.name] !== undefined && claims[provider.claims.email] !== undefined
      const canTell = connection.serverMetadata().userinfo_endpoint !== undefined
      const more = isEnough || !canTell ? null : await client.fetchUserInfo(connection, tokens.access_token, claims.sub)
      return claimedPerson(provider, claims, more)
    })
    if (person === null) throw new AppError('SINGLE_SIGN_ON_FAILED', { reason: 'sign-on-claims' })
    return person
  }

  /** Two first sign-ins of one person at once: the second finds what the first has made. */
  async #enter(provider: SingleSignOnProvider, person: ClaimedPerson, context: CallContext): Promise<Entered> {
    const { storage, entrance, events } = this.#ports
    const attempt = () =>
      storage.transaction(async (tx) => {
        const as: CallContext = { ...context, caller: { kind: 'system' } }
        const userId = await this.#people.userFor({ tx, provider, person, context: as })
        return { userId, entered: await entrance.enter(tx, userId, context, method) }
      })
    const { userId, entered } = await attempt().catch((error: unknown) => {
      if (isUniqueViolation(error)) return attempt()
      throw error
    })
    events.publish({ type: 'security.user.changed', id: userId })
    return entered
  }

  #connect(provider: SingleSignOnProvider): Promise<client.Configuration> {
    const secret = this.#ports.settings().singleSignOn.clientSecrets[provider.id]
    return this.#asking(provider, () => this.#connections.get(provider, secret))
  }

  async #asking<T>(provider: SingleSignOnProvider, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      const { failure, cause } = failureOf(error)
      this.#ports.log.warning('single sign-on failed', { provider: provider.id, reason: failure.code, cause })
      throw failure
    }
  }

  #providerNamed(id: string): SingleSignOnProvider {
    const provider = this.#ports.settings().singleSignOn.providers.find((one) => one.id === id)
    if (provider === undefined) throw new AppError('NOT_FOUND', { resource: 'identity-provider', id })
    return provider
  }
}
