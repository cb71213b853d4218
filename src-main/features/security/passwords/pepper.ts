import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SecretStore } from '#main/platform/secrets.ts'

const secretName = 'password-pepper'
const ringSchema = z.object({ current: z.string(), keys: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.string()) })
type Ring = z.infer<typeof ringSchema>

/** What a key is used for: the same bytes give nothing away between uses. */
export type PepperUse = 'password' | 'backup-code'

/**
 * Keys outside the database, without which what is stored of passwords and backup codes cannot even be guessed at. A
 * new key serves what is stored from then on; earlier ones stay for what they made.
 */
export class Pepper {
  readonly #secrets: SecretStore
  #ring: Promise<Ring> | null = null

  constructor(secrets: SecretStore) {
    this.#secrets = secrets
  }

  async currentId(): Promise<string> {
    return (await this.#load()).current
  }

  async ids(): Promise<string[]> {
    return Object.keys((await this.#load()).keys)
  }

  /** Null when the key is gone: what it made can no longer be compared. */
  async mac(keyId: string, use: PepperUse, value: Uint8Array): Promise<Uint8Array | null> {
    const key = (await this.#load()).keys[keyId] ?? (await this.#reload()).keys[keyId]
    if (key === undefined) return null
    return createHmac('sha256', Buffer.from(key, 'base64')).update(`kuraban ${use}\0`).update(value).digest()
  }

  /** Begins a new key and drops those that nothing stored names any more. Answers its id. */
  async rotate(isUsed: (keyId: string) => Promise<boolean>): Promise<string> {
    const { keys } = await this.#reload()
    const kept: Ring['keys'] = {}
    for (const [id, key] of Object.entries(keys)) if (await isUsed(id)) kept[id] = key
    return (await this.#write(withNewKey(kept))).current
  }

  #load(): Promise<Ring> {
    this.#ring ??= this.#read().catch((error: unknown) => {
      this.#ring = null
      throw error
    })
    return this.#ring
  }

  #reload(): Promise<Ring> {
    this.#ring = null
    return this.#load()
  }

  async #read(): Promise<Ring> {
    const kept = await this.#secrets.get(secretName)
    return kept === null ? this.#write(withNewKey({})) : ringSchema.parse(JSON.parse(kept))
  }

  async #write(ring: Ring): Promise<Ring> {
    await this.#secrets.set(secretName, JSON.stringify(ring))
    this.#ring = Promise.resolve(ring)
    return ring
  }
}

function withNewKey(keys: Ring['keys']): Ring {
  const current = randomBytes(8).toString('hex')
  return { current, keys: { ...keys, [current]: randomBytes(32).toString('base64') } }
}
