import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import { AppError } from '#shared/contract/errors.ts'
import { accessTokenLifeMs, clockLeewayMs } from './token-times.ts'

const secretName = 'token-keys'
const keysSchema = z.object({
  current: z.object({ kid: z.string(), privateKey: z.string() }),
  /** Their private halves are gone; their public ones stay until the last token they signed is dead. */
  retired: z.array(z.object({ kid: z.string(), publicKey: z.string(), retiredAt: z.number() })),
})
type StoredKeys = z.infer<typeof keysSchema>

interface Keys {
  readonly kid: string
  readonly signing: KeyObject
  readonly checking: ReadonlyMap<string, KeyObject>
}

/** A public key as RFC 7517 writes it. */
export type PublicKey = Record<string, string>

/** The Ed25519 keys that sign access tokens; they lie in the secret store and are made at the first use. */
export class TokenKeys {
  readonly #secrets: SecretStore
  readonly #clock: Clock
  #loaded: Promise<Keys> | null = null

  constructor(secrets: SecretStore, clock: Clock) {
    this.#secrets = secrets
    this.#clock = clock
  }

  async signing(): Promise<{ readonly kid: string; readonly key: KeyObject }> {
    const { kid, signing } = await this.#keys()
    return { kid, key: signing }
  }

  /** The key that checks tokens with this id; undefined for every id but our own. */
  async checking(kid: string): Promise<KeyObject | undefined> {
    return (await this.#keys()).checking.get(kid)
  }

  async publicKeys(): Promise<PublicKey[]> {
    const { checking } = await this.#keys()
    return [...checking].map(([kid, key]) => {
      const { x = '' } = key.export({ format: 'jwk' })
      return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' }
    })
  }

  /** Signs with a new key from now on. Tokens of the old one are good until they run out. */
  async rotate(): Promise<void> {
    const kept = await this.#read()
    const now = this.#clock.now().getTime()
    const alive = (kept?.retired ?? []).filter(({ retiredAt }) => now - retiredAt <= accessTokenLifeMs + clockLeewayMs)
    await this.#write({ current: newKey(), retired: kept === null ? [] : [retire(kept.current, now), ...alive] })
  }

  #keys(): Promise<Keys> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = null
      throw error
    })
    return this.#loaded
  }

  async #load(): Promise<Keys> {
    const kept = await this.#read()
    if (kept !== null) return keysOf(kept)
    const made: StoredKeys = { current: newKey(), retired: [] }
    await this.#secrets.set(secretName, JSON.stringify(made))
    return keysOf(made)
  }

  async #read(): Promise<StoredKeys | null> {
    const kept = await this.#secrets.get(secretName)
    if (kept === null) return null
    try {
      return keysSchema.parse(JSON.parse(kept))
    } catch (cause) {
      throw new AppError('SECRET_STORE_UNAVAILABLE', { reason: 'the keys of access tokens are damaged' }, { cause })
    }
  }

  async #write(keys: StoredKeys): Promise<void> {
    await this.#secrets.set(secretName, JSON.stringify(keys))
    this.#loaded = Promise.resolve(keysOf(keys))
  }
}

function newKey(): StoredKeys['current'] {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    kid: randomBytes(6).toString('base64url'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function retire({ kid, privateKey }: StoredKeys['current'], retiredAt: number): StoredKeys['retired'][number] {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  return { kid, publicKey, retiredAt }
}

function keysOf({ current, retired }: StoredKeys): Keys {
  const signing = createPrivateKey(current.privateKey)
  const old = retired.map(({ kid, publicKey }) => [kid, createPublicKey(publicKey)] as const)
  return { kid: current.kid, signing, checking: new Map([[current.kid, createPublicKey(signing)], ...old]) }
}
