import * as client from 'openid-client'
import type { Clock } from '#main/platform/clock.ts'
import type { SingleSignOnProvider } from '#main/platform/config/index.ts'

const answerWithinSeconds = 5
const knownForMs = 3_600_000
const failedForMs = 10_000
const clockLeewaySeconds = 60

interface Known {
  readonly settings: string
  readonly connection: Promise<client.Configuration>
  readonly forgetAtMs: number
}

/** What providers say about themselves: asked for at the first use, kept for an hour, a failure for ten seconds. */
export class ProviderConnections {
  readonly #clock: Clock
  readonly #known = new Map<string, Known>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get(provider: SingleSignOnProvider, clientSecret: string | undefined): Promise<client.Configuration> {
    const settings = JSON.stringify([provider.issuer, provider.clientId, clientSecret])
    const known = this.#known.get(provider.id)
    const nowMs = this.#clock.monotonicMs()
    if (known !== undefined && known.settings === settings && nowMs < known.forgetAtMs) return known.connection
    const connection = connect(provider, clientSecret)
    this.#known.set(provider.id, { settings, connection, forgetAtMs: nowMs + knownForMs })
    connection.catch(() => {
      this.#known.set(provider.id, { settings, connection, forgetAtMs: nowMs + failedForMs })
    })
    return connection
  }
}

/** Signatures are checked although the token comes over TLS: some providers sit behind a proxy that opens it. */
function connect(provider: SingleSignOnProvider, clientSecret: string | undefined): Promise<client.Configuration> {
  const issuer = new URL(provider.issuer)
  const execute = [client.enableNonRepudiationChecks]
  if (issuer.protocol === 'http:') execute.push(client.allowInsecureRequests)
  return client.discovery(
    issuer,
    provider.clientId,
    { [client.clockTolerance]: clockLeewaySeconds },
    clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
    { execute, timeout: answerWithinSeconds },
  )
}
