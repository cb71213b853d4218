import { randomBytes, scrypt } from 'node:crypto'
import { hostname } from 'node:os'
import { z } from 'zod'
import type { Backend } from '../backend/backend.ts'
import { throwIfCancelled } from '../backend/failure.ts'
import { RepositoryError } from '../errors.ts'
import { formatTimeNs } from '../format/rfc3339.ts'
import type { Id } from '../model.ts'
import { currentUser } from '../process-identity.ts'
import { hashBlob } from './blob.ts'
import { AuthenticationError, decrypt, encrypt } from './cipher.ts'
import type { MasterKey } from './master-key.ts'

/** As many key files are tried as restic tries. */
const maxTriedKeys = 20
/** More than any program asks for; beyond that a hostile key file would eat the machine. */
const maxScryptMemoryBytes = 2 ** 30
const maxScryptWork = 2 ** 27
const newKeyParameters = { N: 2 ** 15, r: 8, p: 5 }

const base64Bytes = (length: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.length === length)

const scryptNumber = z.number().int().positive()
const keyFileSchema = z.object({
  kdf: z.literal('scrypt'),
  N: scryptNumber.refine((value) => value > 1 && Number.isInteger(Math.log2(value))),
  r: scryptNumber,
  p: scryptNumber,
  salt: base64Bytes(64),
  data: z.base64().transform((text) => Buffer.from(text, 'base64')),
})
type KeyFile = z.output<typeof keyFileSchema>

const masterKeySchema = z.object({
  mac: z.object({ k: base64Bytes(16), r: base64Bytes(16) }),
  encrypt: base64Bytes(32),
})

/**
 * Finds the key file that the password opens. Fails with `wrong-password`, or with `not-a-repository` when there is no key at all.
 * Key files that cannot be read are passed over as long as another one opens.
 */
export async function openMasterKey(backend: Backend, password: string, signal?: AbortSignal): Promise<MasterKey> {
  let tried = 0
  let unusable: unknown
  for await (const { name } of backend.list('key', signal)) {
    if (tried === maxTriedKeys) break
    throwIfCancelled(signal)
    try {
      const master = await tryKey(await backend.read({ kind: 'key', name }, undefined, signal), name, password)
      if (master !== undefined) return master
      tried++
    } catch (error) {
      throwIfCancelled(signal)
      unusable = error
    }
  }
  if (tried === 0 && unusable !== undefined) throw unusable
  if (tried === 0) throw new RepositoryError('not-a-repository', { location: backend.location })
  throw new RepositoryError('wrong-password', { triedKeys: tried })
}

async function tryKey(bytes: Uint8Array, name: Id, password: string): Promise<MasterKey | undefined> {
  const keyFile = parseKeyFile(bytes, name)
  const derived = await deriveKey(password, keyFile.salt, keyFile)
  try {
    return decodeMasterKey(decrypt(derived, keyFile.data), name)
  } catch (error) {
    if (error instanceof AuthenticationError) return undefined
    throw error
  }
}

function parseKeyFile(bytes: Uint8Array, name: Id): KeyFile {
  const result = keyFileSchema.safeParse(parseJsonText(bytes, name))
  if (!result.success) throw damagedKey(name, z.prettifyError(result.error))
  const { N, r, p } = result.data
  if (128 * N * r > maxScryptMemoryBytes || N * r * p > maxScryptWork) throw damagedKey(name, 'asks for too much work')
  return result.data
}

function decodeMasterKey(plain: Uint8Array, name: Id): MasterKey {
  const result = masterKeySchema.safeParse(parseJsonText(plain, name))
  if (!result.success) throw damagedKey(name, z.prettifyError(result.error))
  const { mac, encrypt: key } = result.data
  return { encrypt: new Uint8Array(key), macK: new Uint8Array(mac.k), macR: new Uint8Array(mac.r) }
}

function parseJsonText(bytes: Uint8Array, name: Id): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    throw damagedKey(name, error instanceof Error ? error.message : String(error))
  }
}

function damagedKey(name: Id, reason: string): RepositoryError {
  return new RepositoryError('damaged', { file: `keys/${name}`, reason })
}

/** scrypt on the thread pool, so that the event loop goes on. */
function deriveKey(
  password: string,
  salt: Uint8Array,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<MasterKey> {
  const options = { N, r, p, maxmem: 256 * N * r + 256 * r * p + 2 ** 20 }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 64, options, (error, key) => {
      if (error) reject(error)
      else resolve({ encrypt: key.subarray(0, 32), macK: key.subarray(32, 48), macR: key.subarray(48, 64) })
    })
  })
}

/** A new random master key. */
export function createMasterKey(): MasterKey {
  const random = (length: number) => new Uint8Array(randomBytes(length))
  return { encrypt: random(32), macK: random(16), macR: random(16) }
}

/** Writes a key file through which the password opens the repository. All passwords of a repository share one master key. */
export async function addKeyFile(backend: Backend, master: MasterKey, password: string): Promise<Id> {
  const salt = randomBytes(64)
  const derived = await deriveKey(password, salt, newKeyParameters)
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const content = { mac: { k: base64(master.macK), r: base64(master.macR) }, encrypt: base64(master.encrypt) }
  const file = {
    created: formatTimeNs(BigInt(Date.now()) * 1_000_000n),
    username: currentUser().username,
    hostname: hostname(),
    kdf: 'scrypt',
    ...newKeyParameters,
    salt: base64(salt),
    data: base64(encrypt(derived, Buffer.from(JSON.stringify(content)))),
  }
  const bytes = Buffer.from(JSON.stringify(file))
  const id = hashBlob(bytes)
  await backend.write({ kind: 'key', name: id }, [bytes])
  return id
}
