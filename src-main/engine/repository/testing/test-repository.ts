import type { Backend } from '../backend/backend.ts'
import { MemoryBackend } from '../backend/memory.ts'
import { hashBlob } from '../crypto/blob.ts'
import { createMasterKey } from '../crypto/key-file.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import { Repository, type RepositoryOptions } from '../repository.ts'

/** For tests: a repository without key derivation; give backend and keys of an earlier one to open the same content again. */
export function createTestRepository(
  backend: Backend = new MemoryBackend(),
  keys: MasterKey = createMasterKey(),
  options: RepositoryOptions & { readonly version?: 1 | 2 } = {},
): Repository {
  const { version = 2, ...rest } = options
  const id = hashBlob(Buffer.from('a repository for tests'))
  return new Repository(backend, keys, { version, id, chunkerPolynomial: 0x3da3358b4dc173n, unknownKeys: [] }, rest)
}
