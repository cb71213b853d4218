import { decodeProtectedHeader, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import { JOSEError } from 'jose/errors'
import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { TokenKeys } from './token-keys.ts'
import { accessTokenLifeMs, clockLeewayMs } from './token-times.ts'

const issuer = 'urn:kuraban'
const audience = 'urn:kuraban:api'
const algorithm = 'EdDSA'
const tokenType = 'at+jwt'
const longestToken = 2048

/** Exactly these: a header that names a key, an address or an extension of its own is nobody we know. */
const headerSchema = z.strictObject({
  alg: z.literal(algorithm),
  typ: z.literal(tokenType),
  kid: z.string().min(1).max(64),
})
const claimsSchema = z.object({ sub: z.uuid(), sid: z.uuid(), sv: z.number().int().min(0), iat: z.number() })

/** What an access token says: whose session it belongs to and which state of their credentials it was made in. */
export interface AccessClaims {
  readonly userId: string
  readonly sessionId: string
  readonly credentialVersion: number
}

/** Access tokens after RFC 9068: signed by our own keys, good for ten minutes and never longer than their session. */
export class AccessTokens {
  readonly #keys: TokenKeys
  readonly #clock: Clock

  constructor(keys: TokenKeys, clock: Clock) {
    this.#keys = keys
    this.#clock = clock
  }

  async sign(claims: AccessClaims, sessionExpiresAt: number): Promise<{ token: string; expiresAt: number }> {
    const { kid, key } = await this.#keys.signing()
    const now = this.#clock.now().getTime()
    const expiresAt = Math.min(now + accessTokenLifeMs, sessionExpiresAt)
    const header: JWTHeaderParameters = { alg: algorithm, typ: tokenType, kid }
    const token = await new SignJWT({ sid: claims.sessionId, sv: claims.credentialVersion, client_id: issuer })
      .setProtectedHeader(header)
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(claims.userId)
      .setJti(newId())
      .setIssuedAt(seconds(now))
      .setNotBefore(seconds(now))
      .setExpirationTime(seconds(expiresAt))
      .sign(key)
    return { token, expiresAt }
  }

  /** The claims of a token of ours that is good at this moment; null for everything else. */
  async read(token: string): Promise<AccessClaims | null> {
    const kid = kidOf(token)
    const key = kid === null ? undefined : await this.#keys.checking(kid)
    if (key === undefined) return null
    try {
      const { payload } = await jwtVerify(token, key, {
        ...{ algorithms: [algorithm], issuer, audience, typ: tokenType },
        requiredClaims: ['exp', 'nbf', 'iat', 'jti'],
        clockTolerance: clockLeewayMs / 1000,
        currentDate: this.#clock.now(),
      })
      const claims = claimsSchema.safeParse(payload)
      if (!claims.success) return null
      return { userId: claims.data.sub, sessionId: claims.data.sid, credentialVersion: claims.data.sv }
    } catch (error) {
      if (error instanceof JOSEError) return null
      throw error
    }
  }
}

/** Whether a text claims to be an access token: session tokens and API keys have no dots. */
export function looksLikeAccessToken(text: string): boolean {
  return text.includes('.')
}

function kidOf(token: string): string | null {
  if (token.length > longestToken) return null
  try {
    const header = headerSchema.safeParse(decodeProtectedHeader(token))
    return header.success ? header.data.kid : null
  } catch {
    return null
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
