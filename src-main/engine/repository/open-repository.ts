import { randomBytes } from 'node:crypto'
import type { Backend } from './backend/backend.ts'
import { isIrreducible, randomPolynomial } from './chunker/polynomial.ts'
import { decodeConfig, hasConfig, readConfigBytes, writeConfig } from './config-file.ts'
import { addKeyFile, createMasterKey, openMasterKey } from './crypto/key-file.ts'
import { RepositoryError } from './errors.ts'
import { Repository, type RepositoryOptions } from './repository.ts'

/** How a repository is opened. */
export interface OpenOptions extends RepositoryOptions {
  readonly signal?: AbortSignal
}

/** How a repository is created. */
export interface InitOptions extends RepositoryOptions {
  /** Irreducible, of degree 53; taken from another repository so that both cut files alike. Random when not given. */
  readonly chunkerPolynomial?: bigint
  readonly version?: 2
}

/** Opens a repository. Fails with `not-a-repository`, `wrong-password`, `unsupported-format` or `damaged`. */
export async function openRepository(
  backend: Backend,
  password: string,
  { signal, ...options }: OpenOptions = {},
): Promise<Repository> {
  const sealedConfig = await readConfigBytes(backend, signal)
  const keys = await openMasterKey(backend, password, signal)
  return new Repository(backend, keys, decodeConfig(keys, sealedConfig), options)
}

/** Creates a repository and opens it. Fails with `already-initialized` when there is a config, a key or a snapshot. */
export async function initRepository(
  backend: Backend,
  password: string,
  { chunkerPolynomial = randomPolynomial(), version = 2, ...options }: InitOptions = {},
): Promise<Repository> {
  if (!isIrreducible(chunkerPolynomial)) throw new RangeError('the chunker polynomial can be factored')
  if (await isInitialized(backend)) throw new RepositoryError('already-initialized', { location: backend.location })
  await backend.create()
  const keys = createMasterKey()
  const config = { version, id: randomBytes(32).toString('hex'), chunkerPolynomial, unknownKeys: [] }
  await addKeyFile(backend, keys, password)
  await writeConfig(backend, keys, config)
  return new Repository(backend, keys, config, options)
}

async function isInitialized(backend: Backend): Promise<boolean> {
  if (await hasConfig(backend)) return true
  for (const kind of ['key', 'snapshot'] as const) {
    for await (const _ of backend.list(kind)) return true
  }
  return false
}
