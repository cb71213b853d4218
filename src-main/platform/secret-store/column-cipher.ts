import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { RotatableColumnCipher } from '../column-cipher.ts'
import { newId } from '../identifiers.ts'
import type { SecretStore } from '../secrets.ts'
import { keyBytes, seal, unseal } from './sealed-box.ts'
import { storeUnavailable } from './store-unavailable.ts'

const secretName = 'column-keys'
const keysSchema = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) })
type Keys = z.infer<typeof keysSchema>

/** Values sealed by AES-256-GCM under a key of the secret store; each begins with the id of its key. */
export function createColumnCipher(secrets: SecretStore): RotatableColumnCipher {
  let making: Promise<Keys> | null = null
  const load = async (): Promise<Keys> => {
    const kept = await secrets.get(secretName)
    if (kept !== null) return keysSchema.parse(JSON.parse(kept))
    making ??= addKey(secrets, {})
    return await making
  }
  return {
    seal: async (place, plain) => {
      const { current, keys } = await load()
      return `${current}:${seal(keyOf(keys, current), place, Buffer.from(plain, 'utf8'))}`
    },
    open: async (place, sealed) => {
      const [id = '', box = ''] = sealed.split(':', 2)
      const plain = unseal(keyOf((await load()).keys, id), place, box)
      if (plain === null) throw storeUnavailable(`the value of ${place} is damaged`)
      return plain.toString('utf8')
    },
    rotate: async () => {
      await addKey(secrets, (await load()).keys)
    },
    currentKeyId: async () => (await load()).current,
    forgetOldKeys: async () => {
      const { current, keys } = await load()
      const kept = { current, keys: { [current]: keyOf(keys, current).toString('base64') } }
      await secrets.set(secretName, JSON.stringify(kept))
    },
  }
}

function keyOf(keys: Keys['keys'], id: string): Buffer {
  const key = Object.hasOwn(keys, id) ? keys[id] : undefined
  if (key === undefined) throw storeUnavailable(`the key ${id} is gone`)
  return Buffer.from(key, 'base64')
}

async function addKey(secrets: SecretStore, known: Keys['keys']): Promise<Keys> {
  const current = newId()
  const made = { current, keys: { ...known, [current]: randomBytes(keyBytes).toString('base64') } }
  await secrets.set(secretName, JSON.stringify(made))
  return made
}
