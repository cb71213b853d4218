import { z } from 'zod'
import type { Backend } from './backend/backend.ts'
import { isIrreducible } from './chunker/polynomial.ts'
import { AuthenticationError, decrypt, encrypt } from './crypto/cipher.ts'
import type { MasterKey } from './crypto/master-key.ts'
import { isRepositoryError, RepositoryError } from './errors.ts'
import type { Id } from './model.ts'

/** What the config file of a repository says. */
export interface RepositoryConfig {
  readonly version: 1 | 2
  readonly id: Id
  readonly chunkerPolynomial: bigint
  /** Keys this program does not know: it must not write into such a repository. */
  readonly unknownKeys: readonly string[]
}

const configFile = { kind: 'config', name: '' } as const

const configSchema = z.looseObject({
  version: z.number(),
  id: z.string().regex(/^[0-9a-f]{64}$/),
  chunker_polynomial: z.string().regex(/^[0-9a-f]{1,16}$/),
})

/** The encrypted config. Fails with `not-a-repository` when there is none. */
export async function readConfigBytes(backend: Backend, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    return await backend.read(configFile, undefined, signal)
  } catch (error) {
    if (!isRepositoryError(error, 'missing')) throw error
    throw new RepositoryError('not-a-repository', { location: backend.location }, { cause: error })
  }
}

/** Decrypts and checks the config. Fails with `damaged` or `unsupported-format`. */
export function decodeConfig(keys: MasterKey, sealed: Uint8Array): RepositoryConfig {
  const result = configSchema.safeParse(parse(keys, sealed))
  if (!result.success) throw damagedConfig(z.prettifyError(result.error))
  const { version, id, chunker_polynomial, ...rest } = result.data
  if (version !== 1 && version !== 2) {
    throw new RepositoryError('unsupported-format', { reason: `repository version ${version}` })
  }
  const chunkerPolynomial = BigInt(`0x${chunker_polynomial}`)
  if (!isIrreducible(chunkerPolynomial)) throw damagedConfig('the chunker polynomial can be factored')
  return { version, id, chunkerPolynomial, unknownKeys: Object.keys(rest) }
}

function parse(keys: MasterKey, sealed: Uint8Array): unknown {
  try {
    return JSON.parse(decrypt(keys, sealed).toString('utf8'))
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof SyntaxError) throw damagedConfig(error.message)
    throw error
  }
}

function damagedConfig(reason: string): RepositoryError {
  return new RepositoryError('damaged', { file: 'config', reason })
}

/** Writes the config of a new repository; the last step of creating one. */
export async function writeConfig(backend: Backend, keys: MasterKey, config: RepositoryConfig): Promise<void> {
  await backend.write(configFile, [encrypt(keys, Buffer.from(repositoryConfigJson(config)))])
}

/** The config as JSON text, as it stands in the repository (without keys this program does not know). */
export function repositoryConfigJson(config: Pick<RepositoryConfig, 'version' | 'id' | 'chunkerPolynomial'>): string {
  const { version, id, chunkerPolynomial } = config
  return JSON.stringify({ version, id, chunker_polynomial: chunkerPolynomial.toString(16) })
}

/** Whether there is a config file. */
export async function hasConfig(backend: Backend): Promise<boolean> {
  try {
    await backend.stat(configFile)
    return true
  } catch (error) {
    if (isRepositoryError(error, 'missing')) return false
    throw error
  }
}
