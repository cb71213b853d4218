import type { HashCost } from './password-hasher.ts'

/**
 * What stands in the column of passwords. Ours is a PHC string of argon2id whose tag has been replaced by its
 * HMAC-SHA-256 under a key outside the database, named by `keyid`; the others were made by older versions or imported.
 */
export type StoredPassword =
  | {
      readonly kind: 'peppered'
      readonly cost: HashCost
      readonly keyId: string
      readonly salt: Uint8Array
      readonly mac: Uint8Array
    }
  | { readonly kind: 'argon2id' | 'bcrypt'; readonly encoded: string }

const argon2id =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})(?:,keyid=([0-9a-f]{16}))?\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/
const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/
const most = { memoryCost: 262_144, timeCost: 16, parallelism: 16, bcryptRounds: 14 }

/** Null for what is neither, and for costs that would stop the machine: such a hash matches nothing. */
export function readStoredPassword(text: string): StoredPassword | null {
  const rounds = Number(bcrypt.exec(text)?.[1])
  if (rounds >= 4 && rounds <= most.bcryptRounds) return { kind: 'bcrypt', encoded: text }
  const [, memory, time, lanes, keyId, salt = '', tag = ''] = argon2id.exec(text) ?? []
  const cost = { memoryCost: Number(memory), timeCost: Number(time), parallelism: Number(lanes) }
  if (!isBearable(cost)) return null
  if (keyId === undefined) return { kind: 'argon2id', encoded: text }
  const mac = Buffer.from(tag, 'base64')
  return mac.length === 32 ? { kind: 'peppered', cost, keyId, salt: Buffer.from(salt, 'base64'), mac } : null
}

export function writeStoredPassword({ cost, keyId, salt, mac }: StoredPassword & { kind: 'peppered' }): string {
  const { memoryCost, timeCost, parallelism } = cost
  const parameters = `m=${memoryCost},t=${timeCost},p=${parallelism},keyid=${keyId}`
  return `$argon2id$v=19$${parameters}$${withoutPadding(salt)}$${withoutPadding(mac)}`
}

/** How a hash of that cost begins as it is made today, as a pattern for LIKE. */
export function currentHashPattern({ memoryCost, timeCost, parallelism }: HashCost): string {
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism},keyid=%`
}

/** Argon2 wants 8 KiB for each lane at least. */
function isBearable({ memoryCost, timeCost, parallelism }: HashCost): boolean {
  const enough = parallelism >= 1 && timeCost >= 1 && memoryCost >= 8 * parallelism
  const bearable = memoryCost <= most.memoryCost && timeCost <= most.timeCost && parallelism <= most.parallelism
  return enough && bearable
}

function withoutPadding(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
