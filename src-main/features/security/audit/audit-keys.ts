import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import type { SecretStore } from '#main/platform/secrets.ts'

const secretName = 'audit-keys'

const keysSchema = z.object({
  current: z.string(),
  /** PKCS #8 of the key in use, base64; keys before it are public only. */
  privateKey: z.string(),
  keys: z.array(z.object({ id: z.string(), publicKey: z.string(), createdAt: z.number() })).min(1),
})
type Keys = z.infer<typeof keysSchema>

/** What a checkpoint says before it is signed. */
export interface CheckpointStatement {
  readonly kind: 'state' | 'beginning'
  readonly seq: number
  readonly hash: string
  readonly at: number
}

export interface SignedCheckpoint extends CheckpointStatement {
  readonly keyId: string
  readonly publicKey: string
  readonly signature: string
}

/** The Ed25519 keys that sign the states of the record; they lie in the secret store, away from the record. */
export class AuditKeys {
  readonly #secrets: SecretStore
  readonly #clock: Clock
  #loaded: Promise<Keys> | null = null

  constructor({ secrets, clock }: { readonly secrets: SecretStore; readonly clock: Clock }) {
    this.#secrets = secrets
    this.#clock = clock
  }

  async publicKeys(): Promise<readonly { id: string; publicKey: string }[]> {
    return (await this.#load()).keys.map(({ id, publicKey }) => ({ id, publicKey }))
  }

  async sign(statement: CheckpointStatement): Promise<SignedCheckpoint> {
    const { current, privateKey, keys } = await this.#load()
    const publicKey = keys.find(({ id }) => id === current)?.publicKey ?? ''
    const message = Buffer.from(statementText(statement, current), 'utf8')
    const signature = sign(null, message, readPrivateKey(privateKey)).toString('base64url')
    return { ...statement, keyId: current, publicKey, signature }
  }

  /** The next checkpoint is signed by a new key; the private part of the one before is gone. */
  async rotate(): Promise<{ from: string; to: string }> {
    const before = await this.#load()
    const made = await this.#make(before.keys)
    this.#loaded = Promise.resolve(made)
    return { from: before.current, to: made.current }
  }

  #load(): Promise<Keys> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#loaded = null
      throw error
    })
    return this.#loaded
  }

  async #read(): Promise<Keys> {
    const kept = await this.#secrets.get(secretName)
    return kept === null ? this.#make([]) : keysSchema.parse(JSON.parse(kept))
  }

  async #make(before: Keys['keys']): Promise<Keys> {
    const pair = generateKeyPairSync('ed25519')
    const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? ''
    const id = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)
    const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    const createdAt = this.#clock.now().getTime()
    const keys: Keys = { current: id, privateKey, keys: [...before, { id, publicKey, createdAt }] }
    await this.#secrets.set(secretName, JSON.stringify(keys))
    return keys
  }
}

function readPrivateKey(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
}

/** Names in the order of RFC 8785, so that their JSON is canonical as it is written. */
function statementText({ at, hash, kind, seq }: CheckpointStatement, keyId: string): string {
  return `kuraban-audit-checkpoint-v1\n${JSON.stringify({ at, hash, keyId, kind, seq })}`
}
